import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseState } from '../../../src/domain/case/state.ts';
import { type Mail, pathIn } from '../../fakes/letters/letters.ts';
import { ON_THE_WEB, WEB_REGION } from '../../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { type Witness, witness } from '../../support/told/told-witness.ts';
import { type Caller, callerOf } from '../../support/web/web-caller.ts';

const REGION = WEB_REGION.replace(
  'organisations:',
  `  - { key: achtervang, name: Adjunct-directeur school, email: adjunct@example.org }
organisations:`,
);

/** Takes from a page what is for this person alone: what asks something, what is good to know, what is over. */
function forYou(html: string): { asks: string; tells: string; before: string } {
  const section = /<section aria-labelledby="for-you"[\s\S]*?<\/section>/.exec(html)?.[0] ?? '';
  const [open = '', before = ''] = section.split('<details class="schakel-noprint">');
  const [asks = '', tells = ''] = open.split('Goed om te weten');
  return { asks: words(asks), tells: words(tells), before: words(before) };
}

const words = (html: string): string =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;|&rsquo;/g, '’')
    .replace(/&quot;/g, '"')
    .replace(/\s+/g, ' ')
    .trim();

/** A region without chat: whatever Schakel tells one person stands on that person's own page, with its buttons. */
describe('on the web alone, somebody reads on their own page', () => {
  let schakel: Schakel<'web' | 'letters'>;
  /** Letters that said that a question waits. */
  const letters = (address: string): number =>
    schakel.letters.mails.filter(
      (mail) => mail.to === address && mail.subject.startsWith('Er staat een vraag'),
    ).length;
  let caseId = '';
  let told: Witness;
  const people = new Map<string, Caller>();
  const as = (who: string): Caller => people.get(who) as Caller;
  const state = async (): Promise<CaseState> => (await schakel.app.store.cases([caseId]))[0] as CaseState;
  const home = async (who: string) => forYou((await as(who).get('/')).html);
  const room = async (who: string) => forYou((await as(who).get(`/c/${caseId}`)).html);
  const member = async (who: string): Promise<string> => {
    const personId = await schakel.person(who);
    return (await state()).participants.find((p) => p.personId === personId)?.id ?? '';
  };
  const agreementId = async (): Promise<string> => (await state()).agreements[0]?.id ?? '';
  const come = async (who: string): Promise<void> => void people.set(who, await callerOf(schakel, who));
  /** Presses what stands on their own page for them, with what the button holds. */
  const pressIn = async (who: string, label: string): Promise<void> => {
    const { html } = await as(who).get('/');
    const button = [...html.matchAll(/<form method="post" action="\/do">[\s\S]*?<\/form>/g)]
      .map(([form]) => form)
      .find((form) => form.includes(`>${label}</button>`));
    if (!button) throw new Error(`${who} has no button ${label}: ${words(html)}`);
    const args = JSON.parse(
      (/name="args" value="([^"]*)"/.exec(button)?.[1] ?? '{}').replaceAll('&quot;', '"'),
    );
    await as(who).press(/name="command" value="([^"]*)"/.exec(button)?.[1] ?? '', args);
    await schakel.settle();
    await told.look();
  };
  /** Where a letter leads its reader, when they are in already. */
  const whereTo = async (letter: Mail | undefined): Promise<string | null> =>
    (await as('teamleider').get(pathIn(letter))).headers.get('location');
  const day = async (date: string): Promise<void> => {
    await schakel.at(date, '09:30');
    for (const who of people.keys()) await come(who);
    await told.look();
  };

  beforeAll(async () => {
    schakel = await startSchakel({
      ...ON_THE_WEB,
      region: REGION,
      start: '2027-03-11T08:00:00.000Z',
      letters: true,
    });
    told = witness(schakel);
    for (const who of ['coordinator', 'casemanager', 'school', 'achtervang', 'moeder', 'teamleider'])
      await come(who);
    await as('coordinator').fill('case.open', {}, { firstDay: '2027-01-04', region: 'midden' });
    const region = await schakel.app.store.regionByKey('midden');
    [caseId = ''] = await schakel.app.store.openCaseIds(region?.id ?? '', null, 10);
  });
  afterAll(() => schakel?.stop());

  it('that they are asked to lead, and what that means', async () => {
    await as('coordinator').press('participant.add', {
      caseId,
      person: await schakel.person('casemanager'),
      role: 'municipalCaseManager',
    });
    await as('coordinator').press('lead.suggest', { caseId, participant: await member('casemanager') });
    await schakel.settle();
    await told.look();
    expect((await home('casemanager')).asks).toMatch(
      /stelt voor dat .* de regie neemt .*overzicht houden.* Ik neem de regie/,
    );
    await as('casemanager').press('lead.accept', { caseId });
    expect((await home('casemanager')).asks).not.toContain('stelt voor');
    expect((await home('casemanager')).before).toContain('stelt voor dat');
  });

  it('that an agreement is to be confirmed, all at once when there are several, with their words', async () => {
    for (const [who, role] of [
      ['school', 'supportCoordinator'],
      ['achtervang', 'schoolPrincipal'],
      ['moeder', 'guardian'],
    ] as const)
      await as('coordinator').press('participant.add', { caseId, person: await schakel.person(who), role });
    await as('school').press('deputy.set', { caseId, deputy: await member('achtervang') });
    for (const title of ['Onderwijsplan', 'Opbouwrooster'])
      await as('casemanager').press('agreement.create', {
        caseId,
        title,
        doneWhen: 'gedeeld en gelezen',
        owner: await member('school'),
        due: '2027-03-18',
        dueChosen: 1,
      });
    await schakel.settle();
    await told.look();
    const { asks } = await home('moeder');
    expect(asks).toMatch(/Onderwijsplan.*Klaar als: gedeeld en gelezen.*Opbouwrooster.*Klaar als/);
    expect(letters('moeder@example.org')).toBe(1);
    // Nothing is asked of the deputy, or of who coordinates: no letter leads to an empty page.
    expect([letters('adjunct@example.org'), letters('coordinator@example.org')]).toEqual([0, 0]);
    await day('2027-03-15');
    expect((await room('moeder')).asks).toMatch(/Graag vóór .*Onderwijsplan.*Opbouwrooster.*Alles klopt/);
    await pressIn('moeder', 'Alles klopt');
    expect((await home('moeder')).asks).toContain('U hoeft nu niets te doen.');
    expect((await home('moeder')).before).toContain('Graag vóór');
  });

  it('two days before that it is nearly time, and can say that it will work out', async () => {
    await day('2027-03-16');
    expect((await home('school')).asks).toMatch(/Lukt het\?.*Doe je niets.*Het lukt/);
    await pressIn('school', 'Het lukt');
    expect(await (await as('school').get('/')).html).toContain('Fijn. Schakel vraagt');
  });

  it('as a deputy that somebody needs them, and takes it on', async () => {
    await day('2027-03-19');
    expect((await home('achtervang')).asks).not.toContain('achtervang van');
    await day('2027-03-23');
    expect(letters('adjunct@example.org')).toBe(1);
    const { asks } = await room('achtervang');
    expect(asks).toMatch(/achtervang van .*Onderwijsplan.*Ik pak het op.*Ik vraag het na/);
    await pressIn('achtervang', 'Ik vraag het na');
    expect((await home('school')).asks).toMatch(/vraagt hoe het staat|Adjunct-directeur/);
  });

  it('as the lead that it stays open, who is asked next and when', async () => {
    await day('2027-03-25');
    expect((await home('casemanager')).asks).toMatch(/5 werkdagen open.*Vraag hulp.*Pauze/);
    await day('2027-03-31');
    expect((await home('casemanager')).asks).not.toContain('erbij, tenzij');
    await day('2027-04-01');
    expect((await home('casemanager')).asks).toMatch(/vragen we .*erbij/);
  });

  it('as a named contact the whole brief with its question, and that they are on it', async () => {
    await day('2027-04-05');
    const letter = schakel.letters.mails.findLast((mail) => mail.to === 'teamleider@example.org');
    expect(letter?.text).toContain('Dit bericht komt van Regio Midden.');
    expect(await whereTo(letter)).toMatch(/^\/#told-[0-9a-f-]{36}$/);
    const brief = (await home('teamleider')).asks;
    expect(brief).toMatch(
      /Onderwijsplan.*10 werkdagen open.*Gedaan tot nu.*Adjunct-directeur school.*Vraag aan u/,
    );
    expect(brief).toMatch(/Ik pak dit op.*Antwoord geven/);
    expect((await home('coordinator')).tells).toContain('Teamleider jeugd');
    await pressIn('teamleider', 'Ik pak dit op');
    const after = (await home('teamleider')).asks;
    // Of two calls the other still waits for it; both wait for an answer.
    expect(after.split('Ik pak dit op Antwoord geven')).toHaveLength(2);
    expect(after.match(/Antwoord geven/g)).toHaveLength(2);
  });

  it('at once what they are told while their page is open', async () => {
    const answer = await fetch(`${schakel.base}/live`, { headers: { cookie: as('school').cookie } });
    const pieces = answer.body?.getReader();
    const next = async (): Promise<string> => new TextDecoder().decode((await pieces?.read())?.value);
    expect(await next()).toBe(': open\n\n');
    await as('achtervang').press('agreement.ask', { agreementId: await agreementId() });
    await schakel.settle();
    await told.look();
    expect(await next()).toMatch(/^event: changed/);
    await pieces?.cancel();
  });

  it('that somebody does not find it done yet, when they said it was', async () => {
    await as('school').press('agreement.reportDone', { agreementId: await agreementId() });
    await schakel.settle();
    await told.look();
    await pressIn('moeder', 'Nog niet');
    await schakel.settle();
    await told.look();
    const { asks, tells } = await home('school');
    expect(asks + tells).toMatch(/nog niet helemaal klaar/);
  });
});
