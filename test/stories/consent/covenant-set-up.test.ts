import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSchoolCase, type SchoolCase, wordsOf } from '../../support/cases/school-case.ts';

const ARTICLES = [
  'Doel',
  'Grondslagen',
  'Welke gegevens',
  'Niet meer dan nodig',
  'Bewaren en wissen',
  'Beveiliging',
  'Geheimhouding',
  'Vertellen aan het gezin',
  'Rechten van het gezin',
  'Anderen die gegevens krijgen',
  'Register en functionaris gegevensbescherming',
  'Toetreding',
  'Controle',
];

describe('a region sets up its covenant on the web', () => {
  let here: SchoolCase;
  beforeAll(async () => {
    here = await openSchoolCase();
  });
  afterAll(() => here?.close());
  const page = (part: string): Promise<string> =>
    here.reads(here.who.coordinator, `/manage/midden${part ? `/${part}` : ''}`);
  const set = (name: string, args: object, values: Record<string, string | string[]>) =>
    here.who.coordinator.fill(name, { region: 'midden', ...args }, values);
  const COVENANT = {
    ...{ name: 'Convenant Midden', covenantVersion: '1', covenantDate: '2026-09-01' },
    ...{ where: 'midden.example/convenant', officer: 'fg@midden.example' },
  };

  it('reads what a covenant arranges in the order of its articles, each with what Schakel does and where', async () => {
    const { html } = await here.who.coordinator.get('/manage/midden/covenant');
    const titles = [...html.matchAll(/<h2[^>]*>(\d+\. [^<]+)<\/h2>/g)].map((found) => found[1]);
    expect(titles).toEqual(ARTICLES.map((title, i) => `${i + 1}. ${title}`));
    const words = wordsOf(html);
    expect(words).toContain('De regio werkt zonder privacyconvenant.');
    expect(words).toContain('Er is geen veld voor de naam van een kind');
    for (const path of ['/manage/midden/bases', '/manage/midden/method', '/privacy', '/how-we-work/midden'])
      expect(html).toContain(path);
    for (const [, path = ''] of html.matchAll(
      /<p class="utrecht-paragraph"><a class="utrecht-link" href="(\/[^"]+)"/g,
    ))
      expect((await here.who.coordinator.get(path)).status, path).toBe(200);
    expect(await page('')).toContain('van geen organisatie wordt een grondslag gevraagd');
  });

  it('names its covenant, and hears what is still missing; a day to come is refused with what was typed', async () => {
    const later = await set('manage.covenant', {}, { ...COVENANT, covenantDate: '2027-04-01' });
    expect(wordsOf(later.html)).toContain('Deze dag is nog niet geweest.');
    expect(later.html).toContain('value="Convenant Midden"');
    expect((await set('manage.covenant', {}, COVENANT)).status).toBe(303);
    const words = await page('covenant');
    expect(words).toContain('Convenant Midden , versie 1 van dinsdag 1 september 2026.');
    expect(words).toContain('Bij 3 organisaties ontbreekt nog iets');
    expect(words).toContain('Vragen over privacy: fg@midden.example');
    expect(await page('')).toContain('Bij 3 organisaties ontbreekt een grondslag of toetreding.');
  });

  it('who takes part already stays, and somebody new of that party needs a reason', async () => {
    expect(await here.reads(here.who.school)).toContain('Intern begeleider school');
    const person = await here.schakel.person('teamleider');
    const add = { person, role: 'municipalManager', organisation: 'gemeente', basisReason: '' };
    const { html } = await here.who.casemanager.fill('participant.add', { caseId: here.id }, add);
    expect(wordsOf(html)).toContain('Van Gemeente staat hier nog geen grondslag en geen toetreding');
  });

  it('the lead says why a party that takes part already goes on, and everybody who sees it reads that', async () => {
    expect(await here.reads(here.who.casemanager)).toContain('Reden opschrijven');
    const say = (who: keyof SchoolCase['who'], party: string, basisReason: string) =>
      here.who[who].fill('basis.reason', { caseId: here.id, party }, { basisReason });
    expect((await say('casemanager', 'school', '')).html).toContain('id="basisReason-error"');
    expect((await say('school', 'school', 'vanzelf')).status).not.toBe(303);
    expect((await say('casemanager', 'swv', 'doet niet mee')).status).not.toBe(303);
    expect((await say('casemanager', 'school', 'de brief is onderweg')).status).toBe(303);
    const seen = await here.reads(here.who.moeder);
    expect(seen).toContain('School doet mee zonder grondslag');
    expect(seen).toContain('Casemanager gemeente schreef waarom: “de brief is onderweg”');
  });

  it('writes down a basis and an accession for an organisation; half an accession is asked back', async () => {
    const form = wordsOf(
      (await here.who.coordinator.get('/form/manage.legal?region=midden&organisation=gemeente')).html,
    );
    expect(form).toMatch(
      /Leerplicht \(gebruikelijk\).*Jeugdhulp van de gemeente \(gebruikelijk\).*Behandelrelatie/,
    );
    const half = { basis: 'jeugdwet', covenantVersion: '1', accededOn: '' };
    const refused = await set('manage.legal', { organisation: 'gemeente' }, half);
    expect(refused.html).toContain('id="accededOn-error"');
    const whole = { ...half, accededOn: '2026-09-14' };
    expect((await set('manage.legal', { organisation: 'gemeente' }, whole)).status).toBe(303);
    const words = await page('covenant');
    expect(words).toContain(
      'Gemeente Grondslag: Jeugdhulp van de gemeente. Toegetreden tot versie 1 op maandag 14 september 2026. Nagekeken op donderdag 11 maart 2027.',
    );
    const person = await here.schakel.person('teamleider');
    const add = { person, role: 'municipalManager', organisation: 'gemeente' };
    expect((await here.who.casemanager.fill('participant.add', { caseId: here.id }, add)).status).toBe(303);
  });

  it('a new version asks for a new accession, unless the covenant says otherwise', async () => {
    await set('manage.covenant', {}, { ...COVENANT, covenantVersion: '2' });
    expect(await page('covenant')).toContain('Dat is niet de versie van nu.');
    await set('manage.covenant', {}, { ...COVENANT, covenantVersion: '2', earlierCounts: ['yes'] });
    expect(await page('covenant')).not.toContain('Dat is niet de versie van nu.');
  });

  it('shows the bases as help that somebody looked at or not, and changes, switches off and adds them', async () => {
    const words = await page('bases');
    expect(words).toContain('Schakel zegt nooit dat een grondslag klopt.');
    expect(words).toContain('Opgesteld op dinsdag 1 december 2026. Nog niet door deze regio nagekeken.');
    await here.who.coordinator.press('manage.basisChecked', { region: 'midden', basis: 'leerplicht' });
    expect(await page('bases')).toContain('Nagekeken op donderdag 11 maart 2027.');
    const own = { name: 'Wams', note: '', source: 'wetten.overheid.nl', for: ['municipality'] };
    expect((await set('manage.basis', {}, own)).status).toBe(303);
    expect(await page('bases')).toContain('Gebruikelijk voor: gemeente. Te vinden bij: wetten.overheid.nl');
    await here.who.coordinator.press('manage.basisSwitch', {
      region: 'midden',
      basis: 'jeugdwet',
      off: 'yes',
    });
    expect(await page('covenant')).toContain('Die gebruikt de regio niet meer.');
    await here.who.coordinator.press('manage.basisSwitch', {
      region: 'midden',
      basis: 'jeugdwet',
      off: 'no',
    });
    await here.who.coordinator.press('manage.basisRemove', { region: 'midden', basis: 'wams' });
    expect(await page('bases')).not.toContain('wetten.overheid.nl');
  });

  it('a basis that an organisation has is not taken away', async () => {
    await set('manage.basis', {}, { name: 'Eigen', note: '', source: 'ons', for: ['school'] });
    await set(
      'manage.legal',
      { organisation: 'school' },
      { basis: 'eigen', covenantVersion: '', accededOn: '' },
    );
    const { html } = await here.who.coordinator.press('manage.basisRemove', {
      region: 'midden',
      basis: 'eigen',
    });
    expect(`${html}${await page('bases')}`).toContain('Eigen');
    expect(await page('covenant')).toContain('Grondslag: Eigen.');
  });

  it('asks a year later whether it is still right, and takes a yes', async () => {
    await here.schakel.at('2028-03-13', '10:00');
    const coordinator = await here.comeBack('coordinator');
    const reads = (part: string): Promise<string> => here.reads(coordinator, `/manage/midden${part}`);
    expect(await reads('')).toMatch(/Bij \d is de vraag: klopt dit nog\?/);
    expect(await reads('/covenant')).toContain(
      'Laatst nagekeken op donderdag 11 maart 2027, meer dan een jaar geleden. Klopt dit nog?',
    );
    await coordinator.press('manage.covenantChecked', { region: 'midden' });
    await coordinator.press('manage.legalChecked', { region: 'midden', organisation: 'gemeente' });
    expect(await reads('/covenant')).toContain('Nagekeken op maandag 13 maart 2028.');
  });

  it('stands in the region file, and is taken away again: nothing is asked any more', async () => {
    const coordinator = await here.comeBack('coordinator');
    const file = (await coordinator.get('/manage/midden/region.yaml')).html;
    for (const line of ['covenant:', 'name: Convenant Midden', 'basis: jeugdwet', 'accededOn: 2026-09-14'])
      expect(file).toContain(line);
    expect(file).toMatch(/\bversion: ["']2["']/);
    await coordinator.press('manage.covenantRemove', { region: 'midden' });
    expect(await here.reads(coordinator, '/manage/midden/covenant')).toContain(
      'De regio werkt zonder privacyconvenant.',
    );
  });

  it('is nobody else’s to change', async () => {
    const school = await here.comeBack('school');
    await school.fill('manage.covenant', { region: 'midden' }, COVENANT);
    expect((await school.get('/manage/midden/covenant')).status).toBe(404);
    const coordinator = await here.comeBack('coordinator');
    expect(await here.reads(coordinator, '/manage/midden/covenant')).not.toContain('Convenant Midden');
  });
});
