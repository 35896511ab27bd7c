import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSchoolCase, type SchoolCase } from '../../support/cases/school-case.ts';
import type { Heard } from '../../support/web/web-caller.ts';

const words = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const argsIn = (html: string): object =>
  JSON.parse((/name="args" value="([^"]*)"/.exec(html)?.[1] ?? '{}').replaceAll('&quot;', '"'));
const valueIn = (html: string, name: string): string =>
  new RegExp(`name="${name}"[^>]* value="([^"]*)"`).exec(html)?.[1] ?? '';

/** A form stands open in a tab for an hour, and somebody else changes what it is about. */
describe('the form that changes an agreement', () => {
  let at: SchoolCase;
  let agreementId = '';
  const opened = async (): Promise<string> =>
    (await at.who.casemanager.get(`/form/agreement.revise?agreementId=${agreementId}`)).html;
  /** Sends what stands in a form, with what was typed over it. */
  const send = (html: string, typed: Record<string, string>): Promise<Heard> =>
    at.who.casemanager.fill('agreement.revise', argsIn(html) as Record<string, unknown>, {
      ...Object.fromEntries(['title', 'doneWhen', 'due'].map((name) => [name, valueIn(html, name)])),
      duePicked: '',
      ...typed,
    });
  const moveTo = async (date: string): Promise<void> => {
    await at.who.school.fill('agreement.proposeDate', { agreementId }, { date });
    await at.who.casemanager.press('agreement.acceptDate', { agreementId, date });
  };
  beforeAll(async () => {
    at = await openSchoolCase();
    agreementId = (await at.agree('Opbouwrooster')).id;
  });
  afterAll(() => at?.close());

  it('says what is there now when it was opened before a date was accepted, and sends nothing', async () => {
    const old = await opened();
    await moveTo('2027-04-08');
    const { html } = await send(old, { title: 'Opbouwrooster per week' });
    expect(words(html)).toMatch(
      /Afspraak 1 is veranderd nadat dit formulier openging.* nog niets verstuurd\. Nu staat er: Opbouwrooster\. Wie: Ondersteuningscoördinator school\. Wanneer: donderdag 8 april 2027\. Klaar als: Opbouwrooster: gedeeld en gelezen/,
    );
    const page = await at.reads(at.who.casemanager);
    expect(page).toMatch(/Opbouwrooster Ondersteuningscoördinator school – donderdag 8 april 2027/);
    expect(page).not.toContain('Opbouwrooster per week');

    // What was typed is kept; what was not touched is what is there now, so sending it again takes nothing back.
    expect(valueIn(html, 'title')).toBe('Opbouwrooster per week');
    expect(valueIn(html, 'due')).toBe('donderdag 8 april 2027');
    await send(html, {});
    expect(await at.reads(at.who.casemanager)).toMatch(
      /Opbouwrooster per week Ondersteuningscoördinator school – donderdag 8 april 2027/,
    );
  });

  it('keeps asking about the same text when something else was wrong with it first', async () => {
    const old = await opened();
    await moveTo('2027-04-15');
    const wrong = await send(old, { title: '', due: 'ooit' });
    expect(wrong.status).toBe(422);
    const { html } = await send(wrong.html, { title: 'Rooster', due: '8 april 2027' });
    expect(words(html)).toContain('Wanneer: donderdag 15 april 2027');
    expect(valueIn(html, 'title')).toBe('Rooster');
  });

  it('of two who send at once takes one, and shows the other what that one wrote', async () => {
    const [one, two] = [await opened(), await opened()];
    const answers = await Promise.all([
      send(one, { title: 'Rooster van de ene' }),
      send(two, { title: 'Rooster van de ander' }),
    ]);
    const refused = answers.filter(({ html }) => html.includes('nadat dit formulier openging'));
    expect(refused).toHaveLength(1);
    const { title } = await at.agreement(1);
    expect(words(refused[0]?.html ?? '')).toContain(`Nu staat er: ${title}.`);
  });

  it('is refused in the same way when somebody else was to do it meanwhile', async () => {
    const old = await opened();
    const owner = await at.participant('intern-begeleider');
    await at.who.casemanager.fill('agreement.handOver', { agreementId }, { owner });
    const { html } = await send(old, { doneWhen: 'staat op papier' });
    expect(words(html)).toContain('Wie: Intern begeleider school.');
    expect(valueIn(html, 'doneWhen')).toBe('staat op papier');
  });

  it('asks once more when it was made before forms said what they showed', async () => {
    const typed = { title: 'Zonder versie', doneWhen: 'klaar', due: '2027-04-15' };
    const { html } = await at.who.casemanager.fill('agreement.revise', { agreementId }, typed);
    expect(words(html)).toContain('nadat dit formulier openging');
    await send(html, {});
    expect(await at.reads(at.who.casemanager)).toContain('Zonder versie');
  });
});
