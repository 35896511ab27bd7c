import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSchoolCase, type SchoolCase, wordsOf } from '../../support/cases/school-case.ts';

/** A page says of what is asked the same as it shows beside that; and a question that was answered asks no more. */
describe('a mother of whom nothing is asked', () => {
  let at: SchoolCase;
  beforeAll(async () => {
    at = await openSchoolCase();
  });
  afterAll(() => at?.close());

  const pages = async (): Promise<string[]> => [
    await at.reads(at.who.moeder, '/'),
    await at.reads(at.who.moeder),
  ];

  it('reads on both her pages that she may say who reads along, and that it is no duty', async () => {
    for (const page of await pages()) {
      expect(page).toContain('U hoeft nu niets te doen. U kunt wel zeggen wie alles mag lezen:');
      expect(page).not.toContain('Er wordt nu niets aan u gevraagd.');
    }
    const home = (await at.who.moeder.get('/')).html;
    expect(home).toContain(`href="/c/${at.id}#consents"`);
    expect(await at.reads(at.who.moeder)).toContain('u hebt nog niet geantwoord');
    expect(await at.reads(at.who.casemanager)).not.toContain('nog niet geantwoord');
    expect(await at.reads(at.who.school)).toContain('Er wordt nu niets aan jou gevraagd.');
  });

  it('reads that nothing is asked once she answered for everybody', async () => {
    const parties = [
      ...(await at.who.moeder.get(`/c/${at.id}`)).html.matchAll(/&quot;party&quot;:&quot;([\w-]+)&quot;/g),
    ];
    for (const party of new Set(parties.map(([, key]) => key ?? '')))
      await at.who.moeder.press('consent.answer', { caseId: at.id, party, answer: 'yes' });
    for (const page of await pages()) {
      expect(page).toContain('Er wordt nu niets aan u gevraagd.');
      expect(page).not.toContain('nog niet geantwoord');
    }
  });

  it('finds no question in what happened, and above what was answered that it was', async () => {
    const { id } = await at.agree('Opbouwrooster');
    await at.who.school.press('agreement.reportDone', { agreementId: id });
    expect(await at.asks(at.who.moeder)).toContain('Klopt dat?');
    await at.who.moeder.press('agreement.confirmDone', { agreementId: id });
    const { html } = await at.who.moeder.get(`/c/${at.id}`);
    const history = wordsOf(html.slice(html.indexOf('id="history"')));
    expect(history).toContain('Opbouwrooster klaar is.');
    expect(history).not.toContain('Klopt dat?');
    const before = wordsOf(/<summary>Eerder \(.*?<\/details>/s.exec(html)?.[0] ?? '');
    if (before !== '') expect(before).toContain('Dit is beantwoord, of niet meer nodig.');
  });
});
