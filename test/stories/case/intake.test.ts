import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSchoolCase, type SchoolCase, wordsOf } from '../../support/cases/school-case.ts';
import { WEB_REGION } from '../../support/people/on-the-web.ts';

const QUESTION = 'Wij willen dat hij rustig mag beginnen, met een vaste juf.';
const AGREEMENT = { title: 'Onderwijsplan', doneWhen: 'gedeeld', due: '2027-04-01' };

function withIntake(rule: 'required' | 'skippable') {
  return openSchoolCase({ region: `${WEB_REGION}intake: ${rule}\n` });
}

/** C02: a case begins with its intake, and agreements come after it. */
describe('an intake', () => {
  let at: SchoolCase;
  const note = (step: string, values: Record<string, string | string[]>) =>
    at.who.coordinator.fill(`intake.${step}`, { caseId: at.id }, values);
  const section = async (key: keyof SchoolCase['who']): Promise<string> => {
    const page = await at.reads(at.who[key]);
    return page.slice(page.indexOf('Intake'), page.indexOf('Wat goed gaat'));
  };
  beforeAll(async () => {
    at = await withIntake('required');
  });
  afterAll(() => at?.close());

  it('stands on the page of the case, with what is still needed and who may write it down', async () => {
    const seen = await section('coordinator');
    expect(seen).toContain(
      'Nog nodig: contact met ouders of jongere, uitleg over de werkwijze, de vraag van het gezin, wat al is geprobeerd en wie gezag heeft.',
    );
    expect(seen).toContain('Contact noteren');
    expect(await section('school')).not.toContain('Contact noteren');
    expect(await at.reads(at.who.school)).not.toContain('Nieuwe afspraak');
  });

  it('comes before the first agreement: what was typed comes back with what is missing', async () => {
    const { html, status } = await at.who.casemanager.fill(
      'agreement.create',
      { caseId: at.id },
      { ...AGREEMENT, owner: await at.participant('school') },
    );
    expect(status).toBe(422);
    expect(wordsOf(html)).toContain(`${at.code} is nog in de intake. Nog nodig: contact`);
    expect(html).toContain('value="Onderwijsplan"');
  });

  it('is not done by a mail: contact is a talk, by somebody, on a day that has been', async () => {
    const form = wordsOf((await at.who.coordinator.get(`/form/intake.contact?caseId=${at.id}`)).html);
    expect(form).toContain('Een mail of brief telt niet als contact.');
    expect(form).not.toMatch(/per mail|e-mail/);
    const later = await note('contact', { spokenWith: 'parents', way: 'phone', spokenOn: '2027-03-15' });
    expect(wordsOf(later.html)).toContain('Deze dag is nog niet geweest.');
    await note('contact', { spokenWith: 'parents', way: 'phone', spokenOn: '2027-03-10' });
    expect(await section('moeder')).toContain(
      'gesproken met ouder(s), aan de telefoon (woensdag 10 maart 2027, Coördinator)',
    );
  });

  it('asks what was tried, and takes “nothing yet” only by itself', async () => {
    const both = await note('routes', { tried: ['none', 'school'] });
    expect(wordsOf(both.html)).toContain('“Nog niets” gaat niet samen met iets anders.');
    await note('routes', { tried: ['none'] });
    expect(await section('coordinator')).toContain('nog niets');
    await note('routes', { tried: ['school', 'consultant'] });
    expect(await section('coordinator')).toContain('gesprek op school en een onderwijs(zorg)consulent');
  });

  it('keeps the question in the family’s own words, for the family, who takes it in, and nobody without a yes', async () => {
    const form = wordsOf((await at.who.moeder.get(`/form/intake.question?caseId=${at.id}`)).html);
    expect(form).toContain('Dit lezen ook: Casemanager gemeente en Coördinator.');
    await at.who.moeder.fill('intake.question', { caseId: at.id }, { words: QUESTION });
    for (const key of ['moeder', 'casemanager', 'coordinator'] as const)
      expect(await at.reads(at.who[key]), key).toContain(QUESTION);
    for (const key of ['school', 'colleague'] as const)
      expect(await at.reads(at.who[key]), key).not.toContain(QUESTION);
    expect(await at.reads(at.who.moeder)).toContain('Opgeschreven door Moeder op donderdag 11 maart 2027.');
  });

  it('lets the family change it, and says that there is an earlier one', async () => {
    const form = (await at.who.moeder.get(`/form/intake.question?caseId=${at.id}`)).html;
    expect(form).toContain(QUESTION);
    at.schakel.clock.advance(60_000);
    await at.who.moeder.fill('intake.question', { caseId: at.id }, { words: 'Rust, en weer vriendjes.' });
    const page = await at.reads(at.who.casemanager);
    expect(page).toContain('Rust, en weer vriendjes.');
    expect(page).not.toContain(QUESTION);
    expect(page).toContain('Er is één eerdere versie.');
  });

  it('does not take the question from a professional who did not speak for them', async () => {
    const form = (await at.who.school.get(`/form/intake.question?caseId=${at.id}`)).html;
    expect(form).not.toMatch(/vriendjes|vaste juf/);
    const { html } = await at.who.school.fill(
      'intake.question',
      { caseId: at.id },
      { words: 'Iets anders.' },
    );
    expect(wordsOf(html)).toContain('De vraag schrijft het gezin zelf');
    expect(await at.reads(at.who.moeder)).not.toContain('Iets anders.');
  });

  it('is not done while something is missing, and it says what and who can do it', async () => {
    await at.who.coordinator.press('intake.complete', { caseId: at.id });
    expect(await at.reads(at.who.coordinator)).toContain(
      `${at.code} kan nog niet open. Nog nodig: uitleg over de werkwijze en wie gezag heeft. De regiehouder of de coördinator kan dit noteren`,
    );
  });

  it('leaves no step out where the region does not allow it', async () => {
    const { html } = await at.who.coordinator.fill(
      'intake.skip',
      { caseId: at.id },
      { step: 'authority', reason: 'haast' },
    );
    expect(wordsOf(html)).toContain('In deze regio kan geen stap worden overgeslagen.');
  });

  it('is done when all stands: everybody hears it, and agreements can be made', async () => {
    await note('method', { spokenOn: '2027-03-10' });
    await note('authority', { holders: '2', seenIn: 'register', spokenOn: '2027-03-11' });
    expect(await section('coordinator')).toContain('2 mensen hebben gezag; gezien in het gezagsregister');
    await at.who.coordinator.press('intake.complete', { caseId: at.id });
    for (const key of ['moeder', 'school', 'casemanager'] as const)
      expect(await at.reads(at.who[key]), key).toContain(
        `De intake van ${at.code} is klaar. Vanaf nu maken we hier afspraken met elkaar.`,
      );
    await at.agree('Onderwijsplan');
    expect(await at.reads(at.who.moeder)).toContain('Onderwijsplan');
    expect(await at.reads(at.who.moeder)).toContain('Zo begon deze casus');
  });

  it('leaves no word of the question in what was told, nor for a coordinator once it is done', async () => {
    const rows = await at.schakel.database.database.pool.query(
      'SELECT "payload"::text AS "text" FROM "message"',
    );
    expect(rows.rows.map((r) => r.text).join()).not.toMatch(/vriendjes|vaste juf/);
    expect(await at.reads(at.who.coordinator)).not.toContain('weer vriendjes');
  });
});

describe('an intake of which a step may be left out', () => {
  let at: SchoolCase;
  beforeAll(async () => {
    at = await withIntake('skippable');
  });
  afterAll(() => at?.close());

  it('says the reason to everybody in the case', async () => {
    await at.who.casemanager.fill(
      'intake.skip',
      { caseId: at.id },
      { step: 'routes', reason: 'het is spoed' },
    );
    expect(await at.reads(at.who.moeder)).toContain('overgeslagen, omdat: het is spoed');
    expect(await at.reads(at.who.moeder)).not.toMatch(/Nog nodig:[^.]*wat al is geprobeerd/);
  });

  it('asks whoever leads what is missing after five working days, and again as long as nobody does anything', async () => {
    await at.schakel.at('2027-03-17', '09:30');
    expect(await at.asks(await at.comeBack('casemanager'), '/')).not.toContain('niets gebeurd');
    for (const day of ['2027-03-18', '2027-03-25']) {
      await at.schakel.at(day, '09:30');
      expect(await at.asks(await at.comeBack('casemanager'), '/'), day).toMatch(
        /In de intake van .* is 5 werkdagen niets gebeurd, sinds .*Nog nodig: contact/,
      );
    }
  });

  it('can be ended: it is not taken in, for a reason that everybody reads, and nothing is asked any more', async () => {
    const coordinator = await at.comeBack('coordinator');
    await coordinator.fill('intake.decline', { caseId: at.id }, { because: 'elsewhere' });
    const mother = await at.comeBack('moeder');
    expect(await at.reads(mother)).toContain(
      `Coördinator neemt ${at.code} niet in behandeling. Reden: Hoort bij een andere regio.`,
    );
    expect(await at.reads(mother)).toContain('niet in behandeling genomen');
    await at.schakel.at('2027-04-02', '09:30');
    expect(await at.asks(await at.comeBack('casemanager'), '/')).not.toContain('niets gebeurd');
  });

  it('begins again in its intake when it is opened again', async () => {
    const coordinator = await at.comeBack('coordinator');
    await coordinator.fill('case.reopen', { caseId: at.id }, { reason: 'toch hier' });
    expect(await at.reads(coordinator)).toContain('Deze casus is nog in de intake.');
  });
});

it('a region without a rule opens its cases at once, and an administrator can change that', async () => {
  const at = await openSchoolCase();
  try {
    expect(await at.reads(at.who.coordinator)).not.toContain('Intake');
    const settings = (): Promise<string> => at.reads(at.who.coordinator, '/manage/midden/connections');
    expect(await settings()).toContain('Een casus is meteen open, zonder intake.');
    const region = { region: 'midden' };
    await at.who.coordinator.fill('manage.intake', { version: 1 }, { rule: 'required', ...region });
    expect(await settings()).toContain('Een casus begint met de intake. Elke stap is nodig.');
    const opened = await at.who.coordinator.fill('case.open', {}, { firstDay: '2027-02-01', ...region });
    const page = await at.reads(at.who.coordinator, opened.headers.get('location') ?? '');
    expect(page).toContain('Deze casus is nog in de intake.');
    expect(await at.reads(at.who.coordinator)).not.toContain('nog in de intake');
  } finally {
    await at.close();
  }
});
