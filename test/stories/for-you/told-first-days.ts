import { expect } from 'vitest';
import { codeIn, pathIn } from '../../fakes/letters/letters.ts';
import type { Scenes, Told } from '../../support/told/told-people.ts';

/** Two cases begin: people come in, somebody leads one of them, and what is agreed is answered. */
export const firstDays: Scenes = [
  [
    'whoever is asked to lead says so, and the coordinators hear of a no, also who takes no part in the case',
    async (t) => {
      await bringIn(t, t.led, [...OF_BOTH, ['moeder', 'guardian', ''], ...OF_LED]);
      await bringIn(t, t.leaderless, [...OF_BOTH, ['vader', 'guardian', '']]);
      for (const caseId of [t.led, t.leaderless])
        await t.act('school', 'deputy.set', { caseId, deputy: await t.member(caseId, 'achtervang') });
      await t.act('coordinator', 'lead.suggest', {
        caseId: t.led,
        participant: await t.member(t.led, 'casemanager'),
      });
      await t.tap('casemanager', 'Liever niet');
      expect(await t.reads('tweede')).toMatch(/regie.*Ik stel iemand voor/);
      const participant = await t.member(t.led, 'casemanager');
      const { code } = (await t.state(t.led)).case;
      await t.tapForm('tweede', 'Ik stel iemand voor', { participant }, code);
      await t.tap('casemanager', 'Ik neem de regie');
      expect(await t.reads('tweede')).not.toContain(code);
    },
  ],
  [
    'a new date goes to the lead, or to the coordinators, who decide there; a no comes back to who proposed it',
    async (t) => {
      await agreeOn(t, t.led, 'casemanager');
      await agreeOn(t, t.leaderless, 'coordinator');
      await t.fill(
        'school',
        'agreement.proposeDate',
        { agreementId: await t.agreement(t.led, 'Opbouwrooster') },
        { date: '2027-04-22' },
      );
      await t.tap('casemanager', 'Niet akkoord');
      expect(await t.reads('school')).toMatch(/houdt voor afspraak 2.* de datum donderdag 8 april 2027 aan/);
      for (const caseId of [t.led, t.leaderless])
        await t.fill(
          'school',
          'agreement.proposeDate',
          { agreementId: await t.agreement(caseId, 'Opbouwrooster') },
          { date: '2027-04-15' },
        );
      await t.tap('casemanager', 'Akkoord');
      await t.tap('coordinator', 'Akkoord');
    },
  ],
  [
    'who understood it otherwise, and what holds something up, is told to whoever can do something about it',
    async (t) => {
      for (const [caseId, parent] of [
        [t.led, 'moeder'],
        [t.leaderless, 'vader'],
      ] as const) {
        const agreementId = await t.agreement(caseId, 'Opbouwrooster');
        const { textVersion } = (await t.state(caseId)).agreements.find((a) => a.id === agreementId) ?? {};
        await t.fill(
          parent,
          'agreement.dispute',
          { agreementId, textVersion },
          { words: 'elke dag een uur' },
        );
        await t.fill('school', 'agreement.stuck', { agreementId }, { category: 'money', decisionMaker: '' });
      }
      await t.tapForm('casemanager', 'Tekst aanpassen', REVISED);
      await t.tapForm('coordinator', 'Tekst aanpassen', REVISED);
      expect(await t.reads('casemanager')).not.toContain('elke dag een uur');
    },
  ],
  [
    'nobody is known to help: the coordinators fill it in, and whoever leads hears it',
    async (t) => {
      for (const [caseId, who] of [
        [t.led, 'casemanager'],
        [t.leaderless, 'coordinator'],
      ] as const)
        await t.fill(
          who,
          'ladder.raise',
          { agreementId: await t.agreement(caseId, 'Opbouwrooster') },
          { rung: '4', question: '' },
        );
      const person = await t.schakel.person('directeur');
      await t.tapForm('coordinator', 'Vul in', { person });
      await t.tapForm('tweede', 'Vul in', { person });
      expect(await t.reads('tweede')).not.toContain('Vul in');
      expect(await t.reads('casemanager')).toContain('Vraag hulp');
      await t.tapForm('casemanager', 'Opgelost', { answer: 'er is geld tot de zomer' });
    },
  ],
  [
    'the coordinators of a region from before consent came first hear once what holds now',
    async (t) => {
      await t.day('2027-03-12');
      for (const who of ['coordinator', 'tweede'])
        expect(await t.reads(who)).toContain('Regio Midden houdt wat er was');
      expect(await t.reads('casemanager')).not.toContain('houdt wat er was');
    },
  ],
  [
    'whoever is behind a contact point says whether it is right, and the coordinators hear what changes',
    async (t) => {
      await t.day('2027-03-12');
      await t.tap('bestuurder', 'Klopt');
      await t.tapForm('bestuurder', 'Er verandert iets', { what: 'person' });
      expect(await t.reads('bestuurder')).toContain('Er wordt nu niets aan jou gevraagd.');
      expect(await t.reads('tweede')).toContain('iemand anders');
      await t.tap('tweede', 'Klopt nog', 'Wethouder');
      expect(await t.reads('coordinator')).not.toContain('Wethouder');
    },
  ],
  [
    'one of the family is asked who may read along, talks first, and the answer is heard',
    async (t) => {
      await t.fill('casemanager', 'consent.ask', { caseId: t.led }, { party: 'zorg' });
      await t.fill('coordinator', 'consent.ask', { caseId: t.leaderless }, { party: 'school' });
      for (const [parent, who] of [
        ['moeder', 'casemanager'],
        ['vader', 'tweede'],
      ] as const) {
        await t.tap(parent, 'Ik wil eerst overleggen');
        await t.tap(who, 'Wie mag meelezen?', 'overleggen');
      }
      await t.tap('moeder', 'Nee');
      await t.tap('vader', 'Ja');
      for (const who of ['casemanager', 'tweede']) expect(await t.reads(who)).not.toContain('overleggen');
      // Answered by nobody: whoever leads hears that later.
      for (const [caseId, who] of [
        [t.led, 'casemanager'],
        [t.leaderless, 'coordinator'],
      ] as const)
        await t.fill(who, 'consent.ask', { caseId }, { party: 'gemeente' });
    },
  ],
  [
    'a mother gets her letter and her code, and reads nothing of the case in them',
    async (t) => {
      await t.schakel.web.stranger();
      const post = (path: string, fields: Record<string, string> = {}): Promise<Response> =>
        fetch(`${t.schakel.base}${path}`, {
          method: 'POST',
          redirect: 'manual',
          headers: { origin: t.schakel.base },
          body: new URLSearchParams(fields),
        });
      await post('/link', { to: 'moeder@example.org' });
      await t.look();
      const letter = t.schakel.letters.mails.findLast(({ to }) => to === 'moeder@example.org');
      await post(pathIn(letter));
      await t.look();
      expect(codeIn(t.schakel.letters.texts.at(-1))).toMatch(/^\d{6}$/);
      const { code } = (await t.state(t.led)).case;
      expect(`${letter?.whole} ${t.schakel.letters.texts.at(-1)?.text}`).not.toContain(code);
    },
  ],
];

const REVISED = { title: 'Opbouwrooster', doneWhen: 'elke dag een uur', due: '2027-04-15' };
const OF_BOTH = [
  ['school', 'supportCoordinator', 'school'],
  ['achtervang', 'schoolPrincipal', 'school'],
  ['leerplicht', 'attendanceOfficer', 'gemeente'],
] as const;
const OF_LED = [['casemanager', 'municipalCaseManager', 'gemeente']] as const;
const OF_CARE = [['behandelaar', 'careProvider', 'zorg']] as const;

async function bringIn(
  t: Told,
  caseId: string,
  people: readonly (readonly [string, string, string])[],
): Promise<void> {
  for (const [who, role, organisation] of people)
    await t.act('coordinator', 'participant.add', {
      caseId,
      person: await t.schakel.person(who),
      role,
      organisation,
    });
}

/** One that stays open, one that is talked about, one of somebody without a deputy. */
async function agreeOn(t: Told, caseId: string, who: string): Promise<void> {
  const make = async (by: string, title: string, owner: string, due: string, more = {}): Promise<void> =>
    t.act(by, 'agreement.create', {
      ...{ caseId, title, doneWhen: 'gedeeld en gelezen', due, dueChosen: 1 },
      owner: await t.member(caseId, owner),
      ...more,
    });
  await make(who, 'Onderwijsplan', 'school', '2027-03-18');
  // Somebody of care comes once it was told that nobody of it is there.
  if (caseId === t.led) await bringIn(t, caseId, OF_CARE);
  await make('school', 'Opbouwrooster', 'school', '2027-04-08');
  await make(who, 'Huisbezoek', 'leerplicht', '2027-04-30');
  if (caseId !== t.led) return;
  const decision = { kind: 'decision', validUntil: '2027-05-14' };
  await make(who, 'Besluit bekostiging', 'school', '2027-05-10', decision);
  await make(who, 'Zorgplan', 'school', '2027-04-21');
  await make('school', 'Rustplek', 'school', '2027-05-28');
  const predecessor = await t.agreement(caseId, 'Opbouwrooster');
  await make(who, 'Eerste les', 'behandelaar', '2027-05-20', { predecessor, workingDaysAfter: 5 });
}
