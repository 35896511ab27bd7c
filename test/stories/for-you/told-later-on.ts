import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { createWatch } from '../../../src/jobs/watch.ts';
import { askedOf } from '../../fakes/letters/letters.ts';
import type { Scenes, Told } from '../../support/told/told-people.ts';
import { entersByLetter } from '../../support/web/by-letter.ts';

/** Somebody is away, a mother answers by phone, nothing happens for weeks, and letters do not arrive. */
export const laterOn: Scenes = [
  [
    'the region names its covenant: why a party without a basis goes on is told to everybody in the case',
    async (t) => {
      const covenant = { name: 'Convenant', covenantVersion: '1', covenantDate: '2026-09-01' };
      await t.fill('beheer', 'manage.covenant', { region: 'midden' }, covenant);
      const why = { basisReason: 'de toetreding is onderweg' };
      await t.fill('coordinator', 'basis.reason', { caseId: t.led, party: 'school' }, why);
      await t.act('beheer', 'manage.covenantRemove', { region: 'midden' });
    },
  ],
  [
    'done, not yet, and done after all: the owner hears it, and everybody the good news',
    async (t) => {
      const agreementId = await t.agreement(t.led, 'Opbouwrooster');
      await t.tap('school', 'Is klaar', 'Opbouwrooster');
      await t.tap('moeder', 'Nog niet');
      expect(await t.reads('school')).toContain('nog niet');
      await t.act('school', 'agreement.reportDone', { agreementId });
      await t.tap('moeder', 'Klopt, is klaar');
      const other = { agreementId: await t.agreement(t.led, 'Besluit bekostiging') };
      await t.fill('casemanager', 'agreement.pause', other, { reason: 'vakantie', until: '2027-05-07' });
      await t.act('casemanager', 'agreement.resume', other);
      await t.fill(
        'casemanager',
        'agreement.end',
        { agreementId: await t.agreement(t.led, 'Eerste les') },
        {
          reason: 'niet meer nodig',
        },
      );
    },
  ],
  [
    'who is away: the deputy reads what is theirs now, and what nobody covers is told before it begins',
    async (t) => {
      await t.day('2027-04-12');
      await t.fill('school', 'absence.report', {}, { from: '2027-04-12', until: '2027-04-26' });
      expect(await t.reads('achtervang')).toMatch(/Ondersteuningscoördinator school.*Zorgplan/);
      await t.act('achtervang', 'agreement.reportDone', {
        agreementId: await t.agreement(t.led, 'Rustplek'),
      });
      await t.fill('leerplicht', 'absence.report', {}, { from: '2027-04-15', until: '2027-04-16' });
      await t.day('2027-04-13');
      await t.day('2027-04-14');
      for (const who of ['casemanager', 'moeder'])
        expect(await t.reads(who)).toMatch(/meldde 2 werkdagen geleden.*Rustplek/);
      expect(await t.reads('casemanager')).toContain('Er is nog geen antwoord.');
      const { code } = (await t.state(t.led)).case;
      await t.tap('teamleider', 'Zo werken we', code);
      await t.tap('teamleider', 'Ik pak dit op', code);
      expect(await t.reads('casemanager')).not.toContain('Er is nog geen antwoord.');
      await t.tapForm('teamleider', 'Antwoord geven', { answer: 'het is geregeld' }, code);
      for (const who of ['casemanager', 'tweede']) expect(await t.reads(who)).toContain('Wie neemt waar?');
      await t.tap('casemanager', 'Alle afspraken', 'Wie neemt waar?');
      await t.day('2027-04-19');
      expect(await t.reads('casemanager')).toMatch(/Rustplek.*Niemand heeft dat nog bevestigd/);
      expect(await t.reads('achtervang')).toContain('Zorgplan');
      const agreementId = await t.agreement(t.led, 'Zorgplan');
      await t.fill('achtervang', 'agreement.proposeDate', { agreementId }, { date: '2027-04-23' });
      await t.tap('casemanager', 'Niet akkoord');
    },
  ],
  [
    'who would rather be called is called, and checks what was written down',
    async (t) => {
      for (const [caseId, parent, who] of [
        [t.led, 'moeder', 'casemanager'],
        [t.leaderless, 'vader', 'tweede'],
      ] as const) {
        await t.fill(parent, 'person.reach', {}, { notice: 'phone', language: 'nl' });
        const agreementId = await t.agreement(caseId, 'Huisbezoek');
        const by = caseId === t.led ? 'casemanager' : 'coordinator';
        const words = { title: 'Huisbezoek', doneWhen: 'samen gesproken', due: '2027-04-30' };
        const { agreements } = await t.state(caseId);
        const { textVersion = 0, due: shownDue = '' } = agreements.find((a) => a.id === agreementId) ?? {};
        await t.fill(by, 'agreement.revise', { agreementId, textVersion, shownDue }, words);
        expect(await t.reads(who)).toContain('Opschrijven wat telefonisch is gezegd');
      }
      const phone = { participant: await t.member(t.led, 'moeder'), words: '', date: '' };
      await t.tapForm('casemanager', 'Opschrijven wat telefonisch is gezegd', {
        ...phone,
        agreement: await t.agreement(t.led, 'Huisbezoek'),
        answer: 'confirmed',
      });
      await t.tap('moeder', 'Ja, dat zei ik');
      const agreement = await t.agreement(t.led, 'Zorgplan');
      await t.act('achtervang', 'agreement.reportDone', { agreementId: agreement });
      const notYet = { ...phone, agreement, answer: 'notYet' };
      await t.fill('casemanager', 'agreement.enterByPhone', { caseId: t.led }, notYet);
      await t.tapForm('moeder', 'Nee, zo was het niet', { words: 'dat zei ik niet' });
    },
  ],
  [
    'another number that was written down is told to who can confirm it, and that it was refused',
    async (t) => {
      const reach = { ownEmail: 'oma@thuis.example', ownPhone: '0612345670' };
      const grandmother = { shownName: 'Oma', role: 'familySupporter', language: 'nl', ...reach };
      await t.fill('casemanager', 'participant.inviteByLink', { caseId: t.led }, grandmother);
      await entersByLetter(t.schakel, reach.ownEmail);
      const { people, participants } = await t.state(t.led);
      const personId = people.find(({ name }) => name === 'Oma')?.id;
      const participant = participants.find((p) => p.personId === personId)?.id ?? '';
      for (const [by, ownPhone, reader] of [
        ['casemanager', '0612345671', 'tweede'],
        ['coordinator', '0612345672', 'casemanager'],
      ] as const) {
        // What is written to one address twice within a minute is one letter.
        t.schakel.clock.advance(61_000);
        const other = { participant, ownEmail: '', ownPhone };
        await t.fill(by, 'participant.newAddress', { caseId: t.led }, other);
        expect(await t.reads(reader)).toMatch(/schreef .*Oma|Oma.*opgeschreven/);
        // What was open ended with what was written down; the letter to the old address leads in again.
        const oma = await entersByLetter(t.schakel, reach.ownEmail);
        const of = askedOf((await oma.get('/me')).html);
        await oma.post('/me/address', { token: oma.formToken, answer: 'no', of });
        await t.look();
        for (const who of ['casemanager', 'tweede']) expect(await t.reads(who)).toContain('Oma');
      }
    },
  ],
  [
    'an invitation that went to the wrong person is told to who coordinates, with what was sent',
    async (t) => {
      const reach = { ownEmail: 'verkeerd@elders.example', ownPhone: '0612345675' };
      const aunt = { shownName: 'Tante', role: 'familySupporter', language: 'nl', ...reach };
      await t.fill('casemanager', 'participant.inviteByLink', { caseId: t.led }, aunt);
      const { people, participants } = await t.state(t.led);
      const personId = people.find(({ name }) => name === 'Tante')?.id;
      const participant = participants.find((p) => p.personId === personId)?.id ?? '';
      // Letters go ten at once and then a few a second: that of a moment ago has its turn.
      await t.day('2027-04-19', '09:33');
      const wrong = { participant, wrongPerson: 'yes' };
      await t.fill('casemanager', 'participant.remove', { caseId: t.led }, wrong);
      for (const who of ['coordinator', 'tweede'])
        expect(await t.reads(who)).toContain('Verstuurd: één e-mail met een link');
    },
  ],
  [
    'whoever administers the region hears that letters do not arrive',
    async (t) => {
      await t.fill('moeder', 'person.reach', {}, { notice: 'email', language: 'nl' });
      t.schakel.letters.refuseMail.push(
        ...Array.from({ length: 40 }, () => ({ code: 451, at: 'RCPT' as const })),
      );
      await t.day('2027-04-20');
      const watch = watchOf(t);
      for (let minute = 31; minute < 45; minute++) {
        await t.schakel.at('2027-04-20', `09:${minute}`);
        await watch();
      }
      t.schakel.letters.refuseMail.splice(0);
      await t.look();
      expect(await t.reads('beheer')).toContain('komen niet aan');
    },
  ],
  [
    'after ten silent days whoever leads is asked how it goes',
    async (t) => {
      await t.act('casemanager', 'agreement.resume', {
        agreementId: await t.agreement(t.led, 'Besluit bekostiging'),
      });
      for (const date of ['2027-04-29', '2027-05-04', '2027-05-06', '2027-05-07']) await t.day(date);
      for (const who of ['casemanager', 'tweede']) expect(await t.reads(who)).toContain('In de wacht');
    },
  ],
  [
    'the lead is given back, and the case stands still and goes on',
    async (t) => {
      await t.tapForm('casemanager', 'In de wacht', { reason: 'het gezin verhuist' });
      await t.act('casemanager', 'case.resume', { caseId: t.led });
      await t.act('coordinator', 'participant.remove', {
        caseId: t.led,
        participant: await t.member(t.led, 'behandelaar'),
      });
      const taken = { participant: '', reason: 'al weken niet bereikbaar' };
      await t.fill('coordinator', 'lead.replace', { caseId: t.led }, taken);
      expect(await t.reads('casemanager')).toContain('al weken niet bereikbaar');
      await t.act('casemanager', 'lead.accept', { caseId: t.led });
      await t.act('casemanager', 'lead.release', { caseId: t.led });
      expect(await t.reads('tweede')).toContain('Ik stel iemand voor');
    },
  ],
  [
    'the case is closed by what a mother said on the phone, which she reads and says is right',
    async (t) => {
      const help = { agreementId: await t.agreement(t.led, 'Huisbezoek') };
      await t.fill('coordinator', 'ladder.raise', help, { rung: '4', question: 'Wie kan mee?' });
      await t.tap('directeur', 'Ik pak dit op', 'Wie kan mee?');
      const closing = { outcome: 'education', familySpoken: 'yes', stopReason: 'er is een plek' };
      await t.fill('coordinator', 'case.close', { caseId: t.led }, closing);
      const participant = await t.member(t.led, 'moeder');
      await t.fill('coordinator', 'case.agreeByPhone', { caseId: t.led }, { participant });
      expect(await t.reads('directeur')).toContain('u hoeft er niet mee verder');
      await t.tap('moeder', 'Ja, dat zei ik', 'mag dicht');
      expect(await t.reads('moeder')).not.toContain('Klopt dat?');
    },
  ],
  [
    'an intake in which nobody does anything is asked about: the coordinators, and then whoever leads',
    async (t) => {
      const { version } = (await t.schakel.app.store.regionByKey('midden')) ?? { version: 0 };
      await t.fill('beheer', 'manage.intake', { region: 'midden', version }, { rule: 'skippable' });
      const caseId = await t.open('coordinator', 'midden');
      await t.day('2027-05-18');
      await t.tap('tweede', 'Intake', 'In de intake van');
      const person = await t.schakel.person('casemanager');
      const role = 'municipalCaseManager';
      await t.act('coordinator', 'participant.add', { caseId, person, role, organisation: 'gemeente' });
      const participant = await t.member(caseId, 'casemanager');
      await t.act('coordinator', 'lead.suggest', { caseId, participant });
      await t.act('casemanager', 'lead.accept', { caseId });
      for (const date of ['2027-05-24', '2027-05-25', '2027-05-26']) await t.day(date);
      const age = { band: 'under12', month: '2027-06' };
      await t.fill('casemanager', 'intake.age', { caseId }, age);
      await t.day('2027-06-01');
      await t.tapForm('casemanager', 'Leeftijdsgroep', { ...age, month: '2027-07' }, 'leeftijdsgroep');
      await t.act('casemanager', 'lead.release', { caseId });
      for (const date of ['2027-07-01', '2027-07-02', '2027-07-05']) await t.day(date);
      await t.tapForm('coordinator', 'Leeftijdsgroep', { band: 'from12', month: '' }, 'leeftijdsgroep');
      await t.act('coordinator', 'intake.show', { caseId });
      await t.fill('coordinator', 'intake.decline', { caseId }, { because: 'solved' });
      expect(await t.reads('tweede')).not.toContain('In de intake van');
    },
  ],
  [
    'a child is reported, asked about until a coordinator decides, and whoever reported hears what became of it',
    async (t) => {
      await t.fill('casemanager', 'report.make', {}, { region: 'midden', role: 'municipalCaseManager' });
      expect(await t.reads('casemanager')).toContain('De aanmelding is binnen.');
      await t.tap('tweede', 'Aanmelding bekijken', 'Er is een kind aangemeld');
      const region = (await t.schakel.app.store.regionByKey('midden'))?.id ?? '';
      const [report] = await t.schakel.app.store.waitingReports([region]);
      const taking = { firstDay: '2027-06-01', joins: 'no' };
      await t.fill('coordinator', 'report.takeIn', { caseId: report?.caseId ?? '' }, taking);
      expect(await t.reads('casemanager')).toContain('Je doet zelf niet mee in de casus.');
    },
  ],
];

/** The look that comes every minute; here it is turned by hand. */
function watchOf(t: Told): () => Promise<void> {
  const { store } = t.schakel.app;
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const deliver = (): Promise<void> => t.schakel.settle();
  return createWatch({
    store,
    clock: t.schakel.clock,
    newId: randomUUID,
    log,
    outbox: store.outbox,
    deliver,
  });
}
