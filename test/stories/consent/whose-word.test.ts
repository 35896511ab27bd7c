import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSchoolCase, type SchoolCase, wordsOf } from '../../support/cases/school-case.ts';
import { WEB_REGION } from '../../support/people/on-the-web.ts';
import type { Caller } from '../../support/web/web-caller.ts';

const REGION = WEB_REGION.replace(
  'organisations:',
  `  - { key: vader, name: Vader, email: vader@example.org }
  - { key: jongere, name: Jongere, email: jongere@example.org }
organisations:`,
);
const THEIRS = 'Toelatingsgesprek';

/** P6 and P7: whose word counts follows from who has authority and from the age group, as somebody wrote them down. */
describe('whose word counts', () => {
  let at: SchoolCase;
  const add = async (key: string, role: string): Promise<Caller> => {
    const person = await at.schakel.person(key);
    const coordinator = await at.comeBack('coordinator');
    await coordinator.press('participant.add', { caseId: at.id, person, role });
    return at.comeBack(key);
  };
  const answer = (who: Caller, said: 'yes' | 'no') =>
    who.press('consent.answer', { caseId: at.id, party: 'school', answer: said });
  const schoolReads = async (): Promise<boolean> =>
    (await at.reads(await at.comeBack('school'))).includes(THEIRS);
  const consents = async (who: Caller): Promise<string> => {
    const page = await at.reads(who);
    return page.slice(page.indexOf('Wie mag meelezen?'), page.indexOf('Wat er is gebeurd'));
  };
  const age = async (band: string) =>
    (await at.comeBack('coordinator')).fill('intake.age', { caseId: at.id }, { band });
  beforeAll(async () => {
    at = await openSchoolCase({ region: REGION, consent: 'before-sharing' });
    await at.agree(THEIRS, 'casemanager');
  });
  afterAll(() => at?.close());

  it('two people have authority and one takes part: her yes is not enough, and it says who is missing', async () => {
    const seen = { holders: '2', seenIn: 'register', spokenOn: '2027-03-11' };
    await at.who.coordinator.fill('intake.authority', { caseId: at.id }, seen);
    await answer(at.who.moeder, 'yes');
    expect(await schoolReads()).toBe(false);
    const missing =
      'Nog niet in deze casus: één ouder of voogd met gezag. Zonder dat antwoord is er geen ja.';
    for (const who of [at.who.moeder, at.who.casemanager]) expect(await consents(who)).toContain(missing);
    const asked = await at.who.casemanager.fill('consent.ask', { caseId: at.id }, { party: 'school' });
    expect(wordsOf(asked.html)).toContain(missing);
  });

  it('the other comes in and stays silent: still no yes; once he said it, the school reads along', async () => {
    const father = await add('vader', 'guardian');
    expect(await consents(at.who.moeder)).not.toContain('Nog niet in deze casus');
    expect(await consents(at.who.moeder)).toContain('Vader : nog geen antwoord.');
    expect(await schoolReads()).toBe(false);
    await answer(father, 'yes');
    expect(await schoolReads()).toBe(true);
  });

  it('the child turns twelve: the young person’s own word counts beside theirs, and is missing until it is given', async () => {
    await at.who.coordinator.fill('intake.age', { caseId: at.id }, { band: 'under12', month: '2027-04' });
    await at.schakel.at('2027-03-31', '09:30');
    expect(await at.asks(await at.comeBack('casemanager'), '/')).not.toContain('leeftijdsgroep');
    await at.schakel.at('2027-04-01', '09:30');
    expect(await at.asks(await at.comeBack('casemanager'), '/')).toContain(
      'staat de leeftijdsgroep op “jonger dan 12”, tot april 2027. Klopt dat nog?',
    );
    expect(await schoolReads()).toBe(true);
    await age('from12');
    expect(await schoolReads()).toBe(false);
    expect(await consents(await at.comeBack('moeder'))).toContain('Nog niet in deze casus: de jongere.');
    const child = await add('jongere', 'child');
    expect(await schoolReads()).toBe(false);
    await answer(child, 'yes');
    expect(await schoolReads()).toBe(true);
  });

  it('the young person turns sixteen: from then on nobody else’s word counts, a no of a parent neither', async () => {
    await age('from16');
    expect(await schoolReads()).toBe(true);
    const mother = await at.comeBack('moeder');
    expect(await consents(mother)).not.toContain('Moeder :');
    const { html } = await answer(mother, 'no');
    expect(html).toBe('');
    expect(await at.reads(mother)).toContain(
      'Alleen een ouder met gezag, een voogd of de jongere beslist hierover',
    );
    expect(await schoolReads()).toBe(true);
    await answer(await at.comeBack('jongere'), 'no');
    expect(await schoolReads()).toBe(false);
  });

  it('nobody takes the young person’s no away by writing down another age group', async () => {
    for (const band of ['under12', 'from12', 'from16']) {
      await age(band);
      expect(await schoolReads(), band).toBe(false);
    }
  });
});

describe('a parent’s no', () => {
  it('stands at sixteen as long as the young person has not answered, also where a region shows a case before that', async () => {
    const at = await openSchoolCase({ region: REGION });
    try {
      await at.agree(THEIRS, 'casemanager');
      const reads = async (): Promise<boolean> => (await at.reads(at.who.school)).includes(THEIRS);
      expect(await reads()).toBe(true);
      await at.who.moeder.press('consent.answer', { caseId: at.id, party: 'school', answer: 'no' });
      expect(await reads()).toBe(false);
      await at.who.casemanager.fill('intake.age', { caseId: at.id }, { band: 'from16' });
      expect(await reads()).toBe(false);
    } finally {
      await at.close();
    }
  });
});
