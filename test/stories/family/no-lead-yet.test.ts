import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSchoolCase, type SchoolCase, wordsOf } from '../../support/cases/school-case.ts';

/** While nobody leads a case, no text sends anybody to a lead who is not there: it is the coordinator whom one calls. */
describe('a case that nobody leads', () => {
  let at: SchoolCase;
  const sent = async (who: string, form: string, args: object, values: object): Promise<string> => {
    const caller = await at.comeBack(who);
    const answer = await caller.fill(form, { caseId: at.id, ...args }, values as Record<string, string>);
    if (answer.status !== 303) return wordsOf(answer.html);
    return wordsOf((await caller.get(answer.headers.get('location') ?? '/')).html);
  };
  beforeAll(async () => {
    at = await openSchoolCase();
    await at.who.casemanager.press('lead.release', { caseId: at.id });
  });
  afterAll(() => at?.close());

  it('offers the mother no other lead, and names the coordinator who reads and answers', async () => {
    const page = await at.reads(at.who.moeder);
    expect(page).toContain('U kunt vragen om iemand anders als er hulp nodig is.');
    expect(page).not.toContain('Een andere regiehouder vragen');
    const form = await at.reads(at.who.moeder, `/form/appeal.contact?caseId=${at.id}`);
    expect(form).toMatch(/Dit lezen: .*Coördinator.*De coördinator geeft antwoord\./);
    expect(form).not.toContain('Antwoordt de regiehouder niet op tijd');
  });

  it('tells her that the coordinator reads it, and the coordinator only what is so', async () => {
    const said = await sent('moeder', 'appeal.contact', {}, { words: 'liever iemand anders' });
    expect(said).toMatch(/het is aangekomen\. De coördinator leest het\./);
    expect(await at.asks(await at.comeBack('coordinator'))).toMatch(
      /Er is iets gevraagd in .*Komt er niets, dan vraagt Schakel het elke werkdag\./,
    );
  });

  it('sends her to the coordinator to talk first about a question of consent', async () => {
    const mother = await at.comeBack('moeder');
    const answer = await mother.press('consent.answer', {
      ...{ caseId: at.id, party: 'school', about: 'reading', answer: 'talk' },
    });
    const said = wordsOf((await mother.get(answer.headers.get('location') ?? '/')).html);
    expect(said).toContain('De coördinator hoort dat u eerst wilt overleggen');
  });
});

/** A question of the family that waits for a lead who goes does not wait for the promised day to be heard. */
describe('a lead who goes while the family waits for an answer', () => {
  let at: SchoolCase;
  beforeAll(async () => {
    at = await openSchoolCase();
    const words = { words: 'liever iemand anders' };
    await at.who.moeder.fill('appeal.contact', { caseId: at.id }, words);
  });
  afterAll(() => at?.close());

  it('leaves it to the coordinators at once, and the next lead finds it too', async () => {
    expect(await at.asks(at.who.coordinator)).not.toContain('Er is iets gevraagd in');
    await at.who.casemanager.press('lead.release', { caseId: at.id });
    expect(await at.asks(at.who.coordinator)).toMatch(/Er is iets gevraagd in .*Antwoord geven/);
    const participant = await at.participant('school');
    await at.who.coordinator.press('lead.suggest', { caseId: at.id, participant });
    await at.who.school.press('lead.accept', { caseId: at.id });
    expect(await at.asks(at.who.school)).toMatch(/iets gevraagd|vraagt om iemand anders/);
  });
});
