import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSchoolCase, type SchoolCase, wordsOf } from '../support/school-case.ts';

/** A mother who understood it differently: nobody finishes it over her head. */
describe('an agreement that somebody understood differently', () => {
  let at: SchoolCase;
  const ids = { agreementId: '' };
  beforeAll(async () => {
    at = await openSchoolCase();
    const { id, textVersion } = await at.agree('Wekelijks telefoontje');
    ids.agreementId = id;
    await at.who.moeder.fill(
      'agreement.dispute',
      { agreementId: id, textVersion },
      { words: 'elke dag zou de school bellen' },
    );
  });
  afterAll(() => at?.close());

  it('asks nobody whether it is right or how it goes, and says so', async () => {
    expect(await at.reads(at.who.school)).toContain(
      'Iemand heeft dit anders begrepen. Tot dat duidelijk is, vraagt Schakel er niemand naar.',
    );
    for (const who of [at.who.school, at.who.moeder]) {
      expect(await at.asks(who)).not.toMatch(/Wekelijks telefoontje/);
      expect(await at.asks(who, '/')).not.toMatch(/Wekelijks telefoontje/);
    }
    expect(await at.asks(at.who.casemanager)).toContain(
      'Moeder heeft afspraak 1: Wekelijks telefoontje anders begrepen',
    );
  });

  it('can be reported done, and says who alone can confirm that', async () => {
    await at.who.school.press('agreement.reportDone', ids);
    const page = await at.reads(at.who.colleague);
    expect(page).toContain('Nu kan alleen Moeder zeggen dat het klaar is.');
    expect(page).not.toContain('Klopt, is klaar');
    expect(await at.asks(at.who.moeder)).toMatch(/klaar is. Klopt dat\?.*Klopt, is klaar.*Nog niet/);
    expect(await at.asks(at.who.casemanager)).not.toContain('Klopt, is klaar');
  });

  it('is not finished by a colleague nor by who leads, and a refusal says who can', async () => {
    for (const who of [at.who.colleague, at.who.casemanager]) {
      await who.press('agreement.confirmDone', ids);
      expect(wordsOf((await who.get('/')).html)).toContain('kan alleen Moeder zeggen dat ze klaar is');
    }
    expect(await at.reads(at.who.moeder)).not.toContain('Goed nieuws');
  });

  it('stays a question for who leads until it is clear', async () => {
    expect(await at.asks(at.who.casemanager)).toMatch(/elke dag zou de school bellen.*Tekst aanpassen/);
  });

  it('is good news once who understood it differently says that it is done', async () => {
    await at.who.moeder.press('agreement.confirmDone', ids);
    expect(await at.reads(at.who.school)).toMatch(/Goed nieuws in .*Wekelijks telefoontje is klaar/);
    expect(await at.asks(at.who.casemanager)).not.toContain('elke dag');
  });

  it('is confirmed by phone on behalf of who understood it differently', async () => {
    const { id, textVersion } = await at.agree('Opvang overdag');
    await at.who.moeder.fill('agreement.dispute', { agreementId: id, textVersion }, { words: 'elke middag' });
    await at.who.school.press('agreement.reportDone', { agreementId: id });
    await at.who.casemanager.fill(
      'agreement.enterByPhone',
      { caseId: at.id },
      { agreement: id, participant: await at.participant('moeder'), answer: 'done' },
    );
    expect(await at.reads(at.who.school)).toMatch(/Opvang overdag is klaar/);
  });
});
