import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSilentWeb, type SilentWeb } from '../../support/cases/silent-case.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { startSchakel } from '../../support/schakel/start-schakel.ts';
import { textOf } from '../../support/told/told-page.ts';

/** A form that comes back says what is so, and nothing that is not. */
describe('a form on the web that asks something back', () => {
  let silent: SilentWeb;
  let owner = '';
  beforeAll(async () => {
    silent = await openSilentWeb(await startSchakel(ON_THE_WEB));
    owner = await silent.member('school');
  });
  afterAll(() => silent?.schakel.stop());

  const makes = async (values: Readonly<Record<string, string>>): Promise<string> => {
    const lead = await silent.as('casemanager');
    const all = { title: 'Onderwijsplan', owner, due: '2027-04-01', doneWhen: 'het ligt er', ...values };
    return textOf((await lead.fill('agreement.create', { caseId: silent.id }, all)).html);
  };
  const made = async (): Promise<number> => (await silent.state()).agreements.length;

  it.each([
    ['title', '\u200b'],
    ['title', '\u2060 \u00ad\u2800'],
    ['doneWhen', '\u200b\u200d'],
  ])('takes a text of which nothing can be seen for empty: %s', async (field, value) => {
    expect(await makes({ [field]: value })).toContain('Er klopt nog iets niet. Er is niets verstuurd.');
    expect(await made()).toBe(0);
  });

  it('names two kinds of personal data as one reads them, and says of no page that it is a channel', async () => {
    const words = await makes({ doneWhen: 'gebeld met 06 12345678 over 123456782' });
    expect(words).toMatch(/Hier lijkt een \S+ en een \S+ in te staan\. Anderen lezen dit ook\./);
    expect(words).not.toContain('kanaal');
    expect(words).not.toMatch(/Privacy \(mag leeg blijven\)/);
    expect(await made()).toBe(0);
  });

  it('asks which day it is to be, and does not say that the answer may stay empty', async () => {
    const words = await makes({ due: '2027-04-03' });
    expect(words).toContain('Welke dag wordt het?');
    expect(words).not.toMatch(/Welke dag wordt het\? \(mag leeg blijven\)/);
  });
});
