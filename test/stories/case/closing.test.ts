import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSchoolCase, type SchoolCase, wordsOf } from '../../support/cases/school-case.ts';

const EDUCATION = { outcome: 'education', familySpoken: 'yes' };

/** A case closes over nothing that is open, and not on the word of who leads alone. */
describe('closing a case', () => {
  let at: SchoolCase;
  const close = (who: keyof SchoolCase['who'], values: Record<string, string>) =>
    at.who[who].fill('case.close', { caseId: at.id }, values);
  beforeAll(async () => {
    at = await openSchoolCase();
    const { id } = await at.agree('Opbouwrooster');
    await at.agree('Vervoer');
    await at.who.casemanager.fill(
      'ladder.raise',
      { agreementId: id },
      { rung: '3', question: 'Wie betaalt?' },
    );
  });
  afterAll(() => at?.close());

  it('shows all that is still open on the form, and asks whether it was talked about with the family', async () => {
    const form = wordsOf((await at.who.casemanager.get(`/form/case.close?caseId=${at.id}`)).html);
    expect(form).toContain(
      'Nog open: 1. Opbouwrooster en 2. Vervoer. Om hulp gevraagd, nog zonder antwoord:',
    );
    expect(form).toContain('Waarom stopt wat nog open staat?');
    expect(form).toMatch(/Is dit met de familie besproken\? (?!\(mag leeg blijven\))/);
  });

  it('is refused over what is open without a word of why that stops', async () => {
    const answer = wordsOf((await close('casemanager', EDUCATION)).html);
    expect(answer).toContain('Er staat nog iets open: 2 afspraken, 1 vraag om hulp. Zeg waarom dat stopt');
    expect((await at.state()).case.status).toBe('open');
  });

  it('asks a guardian, who reads what there is now and what stops; until then everything goes on', async () => {
    await close('casemanager', { ...EDUCATION, stopReason: 'het kind gaat weer naar school' });
    expect(await at.asks(at.who.moeder)).toMatch(
      /Casemanager gemeente wil deze casus afsluiten\. Wat er nu is: .*Dit stopt dan: afspraak 1 en 2, omdat: het kind gaat weer naar school\. Is dat met u besproken, en mag de casus dicht\?.*Ja, dit mag dicht.*Nog niet/,
    );
    expect(await at.reads(at.who.school)).toContain('wil deze casus afsluiten');
    expect(await at.reads(at.who.school)).not.toContain('Ja, dit mag dicht');
    await at.who.school.press('case.agreeToClose', { caseId: at.id });
    expect((await at.state()).case.status).toBe('open');
  });

  it('goes on when she says “not yet”, and who asked hears it', async () => {
    await at.who.moeder.press('case.notYetToClose', { caseId: at.id });
    expect(await at.asks(at.who.moeder)).not.toContain('mag de casus dicht');
    expect(await at.reads(at.who.casemanager, '/')).toContain('Moeder zegt: nog niet afsluiten.');
    expect(await at.reads(at.who.school)).toContain('Moeder zegt: nog niet afsluiten.');
  });

  it('is not for the coordinator to do without her before five working days are over', async () => {
    await close('casemanager', { ...EDUCATION, stopReason: 'klaar' });
    const form = async (): Promise<string> =>
      wordsOf((await at.who.coordinator.get(`/form/case.close?caseId=${at.id}`)).html);
    expect(await form()).not.toContain('zonder antwoord van de familie');
    await at.schakel.at('2027-03-18', '09:30');
    at.who.coordinator = await at.comeBack('coordinator');
    expect(await form()).toContain('Waarom sluit je af zonder antwoord van de familie?');
  });

  it('is closed by the coordinator then with a reason that everybody reads', async () => {
    const without = wordsOf((await close('coordinator', { outcome: 'education', stopReason: 'klaar' })).html);
    expect(without).toContain('Schrijf kort waarom');
    await close('coordinator', {
      outcome: 'education',
      stopReason: 'klaar',
      reason: 'drie keer gebeld zonder antwoord',
    });
    at.who.school = await at.comeBack('school');
    expect(await at.reads(at.who.school)).toMatch(
      /We sluiten .* af: .*Wat nog open stond, is gestopt \(afspraak 1 en 2\), omdat: klaar\. De coördinator sluit af zonder antwoord van de familie, omdat: drie keer gebeld zonder antwoord\./,
    );
  });
});

describe('a guardian says yes', () => {
  let at: SchoolCase;
  beforeAll(async () => {
    at = await openSchoolCase();
  });
  afterAll(() => at?.close());

  it('and the case is closed', async () => {
    await at.who.casemanager.fill('case.close', { caseId: at.id }, EDUCATION);
    await at.who.moeder.press('case.agreeToClose', { caseId: at.id });
    expect(await at.reads(at.who.casemanager)).toContain('We sluiten');
  });
});

describe('something is added after it was asked', () => {
  let at: SchoolCase;
  beforeAll(async () => {
    at = await openSchoolCase();
    await at.agree('Opbouwrooster');
    await at.who.casemanager.fill(
      'case.close',
      { caseId: at.id },
      { ...EDUCATION, stopReason: 'er is een plek' },
    );
    await at.agree('Vervoer');
  });
  afterAll(() => at?.close());

  it('and a yes does not stop it: who says yes reads why, and the case stays open', async () => {
    expect(await at.asks(at.who.moeder)).toMatch(
      /Dit stopt dan: afspraak 1, omdat: er is een plek\..*Afspraak 2 kwam er later bij\. Daarover is nog niet gevraagd/,
    );
    const { html } = await at.who.moeder.press('case.agreeToClose', { caseId: at.id });
    expect(wordsOf(html + (await at.who.moeder.get('/')).html)).toContain('uw ja staat genoteerd. Er is in');
    await at.schakel.settle();
    expect(await at.asks(at.who.moeder)).not.toContain('Dit stopt dan');
    expect(await at.reads(at.who.casemanager, '/')).toMatch(
      /zegt dat .* dicht mag\. Na de vraag kwam er iets bij: afspraak 2\./,
    );
    expect((await at.state()).case.status).toBe('open');
    expect((await at.agreement(2)).status).toBe('open');
  });

  it('and is asked about when the lead asks again', async () => {
    await at.who.casemanager.fill(
      'case.close',
      { caseId: at.id },
      { ...EDUCATION, stopReason: 'alles is rond' },
    );
    expect(await at.asks(at.who.moeder)).toMatch(
      /Dit stopt dan: afspraak 1 en 2, omdat: alles is rond\. Is dat/,
    );
    await at.who.moeder.press('case.agreeToClose', { caseId: at.id });
    expect(await at.reads(at.who.casemanager)).toContain('We sluiten');
  });
});

describe('a guardian says yes on the phone', () => {
  let at: SchoolCase;
  const byPhone = async (who: keyof SchoolCase['who'], key = 'moeder') =>
    wordsOf(
      (
        await at.who[who].fill(
          'case.agreeByPhone',
          { caseId: at.id },
          { participant: await at.participant(key) },
        )
      ).html,
    );
  beforeAll(async () => {
    at = await openSchoolCase();
    await at.agree('Opbouwrooster');
  });
  afterAll(() => at?.close());

  it('which only who leads or coordinates writes down, once it was asked, of a guardian and nobody else', async () => {
    expect(await byPhone('casemanager')).not.toContain('afgesloten.');
    await at.who.casemanager.fill(
      'case.close',
      { caseId: at.id },
      { ...EDUCATION, stopReason: 'er is een plek' },
    );
    await byPhone('school');
    expect(await byPhone('casemanager', 'school')).toContain('Of dit dicht mag, zegt een ouder of voogd');
    expect((await at.state()).case.status).toBe('open');
    expect(await at.reads(at.who.casemanager)).toContain('Telefonisch ja opschrijven');
    expect(await at.reads(at.who.moeder)).not.toContain('Telefonisch ja opschrijven');
  });

  it('and the case is closed; everybody reads who said it and who wrote it down', async () => {
    await byPhone('casemanager');
    for (const who of [at.who.school, at.who.moeder])
      expect(await at.reads(who)).toMatch(
        /We sluiten .*Moeder zei dat de casus dicht mag\..*Telefonisch gezegd, opgeschreven door Casemanager gemeente ?\./,
      );
  });

  it('she reads it on her page, and says that it was not so: the case is open again, in her words', async () => {
    expect(await at.asks(at.who.moeder, '/')).toMatch(
      /Casemanager gemeente schreef op donderdag 11 maart 2027 op dat u aan de telefoon zei: deze casus mag dicht\. Klopt dat\?|Casemanager gemeente schreef op dat u aan de telefoon zei: deze casus mag dicht\. Klopt dat\?/,
    );
    const { html } = await at.who.moeder.get(`/c/${at.id}`);
    expect(html).toContain('Nee, zo was het niet');
    await at.who.school.fill('case.notSaidToClose', { caseId: at.id }, { words: 'nee' });
    expect((await at.state()).case.status).toBe('closed');
    await at.who.moeder.fill(
      'case.notSaidToClose',
      { caseId: at.id },
      { words: 'ik wil eerst de school zien' },
    );
    expect(await at.reads(at.who.casemanager)).toMatch(
      /Moeder heeft .* weer geopend, omdat: ik wil eerst de school zien\. Weer open: afspraak 1/,
    );
    expect(await at.asks(at.who.moeder, '/')).not.toContain('Klopt dat?');
  });

  it('or that it was: then it is her own yes, and nothing is asked any more', async () => {
    await at.who.casemanager.fill(
      'case.close',
      { caseId: at.id },
      { ...EDUCATION, stopReason: 'er is een plek' },
    );
    await byPhone('coordinator');
    await at.who.moeder.press('case.saidToClose', { caseId: at.id });
    expect(await at.asks(at.who.moeder, '/')).not.toContain('Klopt dat?');
    expect((await at.who.moeder.get(`/c/${at.id}`)).html).not.toContain('Nee, zo was het niet');
    expect((await at.state()).case.status).toBe('closed');
  });
});

describe('nobody of the family takes part', () => {
  let at: SchoolCase;
  beforeAll(async () => {
    at = await openSchoolCase({ withMother: false });
  });
  afterAll(() => at?.close());

  it('so only a coordinator closes the case, with a reason', async () => {
    const asked = await at.who.casemanager.fill(
      'case.close',
      { caseId: at.id },
      { outcome: 'education', reason: 'rond' },
    );
    expect(wordsOf(asked.html + (await at.who.casemanager.get('/')).html)).toContain(
      'kan alleen de coördinator',
    );
    await at.who.coordinator.fill('case.close', { caseId: at.id }, { outcome: 'education', reason: 'rond' });
    expect(await at.reads(at.who.casemanager)).toContain('omdat: rond.');
  });
});
