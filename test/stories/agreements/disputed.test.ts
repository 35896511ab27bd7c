import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSchoolCase, type SchoolCase, wordsOf } from '../../support/cases/school-case.ts';

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

/** The family reads it too, on the page of the case. */
describe('an owner who is asked less often', () => {
  it('is so with a reason that the mother reads on the agreement, and only by the lead', async () => {
    const at = await openSchoolCase();
    const { id: agreementId } = await at.agree('Wekelijks telefoontje');
    const less = { every: '5', reason: 'wacht op de toets', until: '' };
    await at.who.school.fill('agreement.askLess', { agreementId }, less);
    expect(await at.reads(at.who.moeder)).not.toContain('Minder vaak gevraagd');
    const form = wordsOf(
      (await at.who.casemanager.get(`/form/agreement.askLess?agreementId=${agreementId}`)).html,
    );
    expect(form).toMatch(/Hoe vaak na de datum\?.*Eens per week.*Tot en met.*Leeg: tot de afspraak klaar is/);
    await at.who.casemanager.fill('agreement.askLess', { agreementId }, less);
    for (const who of [at.who.moeder, at.who.school])
      expect(await at.reads(who)).toContain('eens per week: wacht op de toets');
    const wrong = await at.who.casemanager.fill(
      'agreement.askLess',
      { agreementId },
      { ...less, reason: '' },
    );
    expect(wordsOf(wrong.html)).toMatch(/Vul dit nog in/);
    await at.close();
  });
});

/** The words of somebody who was taken out are read, and nobody waits for them. */
describe('an agreement that somebody understood differently who was taken out since', () => {
  it('is asked about again, is nothing to call about, and their words stay', async () => {
    const at = await openSchoolCase();
    const { id, textVersion } = await at.agree('Wekelijks telefoontje');
    const about = { agreementId: id, textVersion };
    await at.who.moeder.fill('agreement.dispute', about, { words: 'elke dag zou de school bellen' });
    expect(await at.asks(at.who.school)).not.toContain('Wekelijks telefoontje');
    const participant = await at.participant('moeder');
    await at.who.casemanager.fill('participant.remove', { caseId: at.id }, { participant });
    expect(await at.asks(at.who.casemanager)).not.toContain('anders begrepen');
    expect(await at.asks(at.who.school)).toContain('Wekelijks telefoontje');
    const page = await at.reads(at.who.school);
    expect(page).toContain('elke dag zou de school bellen');
    expect(page).not.toContain('Iemand heeft dit anders begrepen');
    await at.close();
  });
});
