import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ON_THE_WEB, WEB_REGION } from '../../support/people/on-the-web.ts';
import { follow } from '../../support/schakel/parts/web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { wrongWith } from '../../support/web/barriers.ts';

const REGION = WEB_REGION.replace(
  '  - { key: school, name: School, type: school }\n  - { key: gemeente, name: Gemeente, type: municipality, escalationContact: teamleider }',
  `  - key: school
    name: School
    type: school
    contactPoints:
      - { role: zorg, person: school, deputy: intern-begeleider, checkedOn: 2026-08-01 }
  - { key: gemeente, name: Gemeente, type: municipality, escalationContact: teamleider }`,
);

/** How a region is set up, changed by its coordinator in a real browser, on the real database. */
describe('a coordinator manages the region on the web', () => {
  let schakel: Schakel<'web'>;
  let page: Page;
  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, region: REGION });
    page = await schakel.web.visit('coordinator');
  });
  afterAll(() => schakel?.stop());

  const reads = (of: Page = page): Promise<string> => of.locator('main').innerText();
  const open = async (part: string): Promise<void> => void (await page.goto(`/manage/midden/${part}`));
  const send = (of: Page = page): Promise<void> =>
    follow(of.locator('main form.utrecht-form button[type=submit]'));
  const card = (title: string) =>
    page
      .locator('section.schakel-card')
      .filter({ has: page.getByRole('heading', { name: title, exact: true }) });
  const region = async () => {
    schakel.app.store.forgetRegions();
    const found = await schakel.app.store.regionByKey('midden');
    if (!found) throw new Error('the region is gone');
    return found;
  };
  const audit = async (): Promise<{ action: string; actor: string }[]> => {
    const { rows } = await schakel.database.database.pool.query<{ action: string; actor: string }>(
      'SELECT "action", "actor" FROM "audit" WHERE "chainId" = $1 ORDER BY "seq"',
      [(await region()).id],
    );
    return rows;
  };

  it('finds it from the page that is theirs, and somebody else finds nothing', async () => {
    await follow(page.getByRole('link', { name: 'Beheer van Regio Midden' }));
    expect(await reads()).toContain('Bij 1 aanspreekpunt is de vraag: klopt dit nog?');
    expect(await reads()).toContain('Wie een bestand inleest, vervangt alles wat hier staat');
    const mother = await schakel.web.visit('moeder');
    expect(await reads(mother)).not.toContain('Beheer');
    for (const path of ['', '/people', '/file', '/region.yaml', '/cases', '/cases.csv'])
      expect((await mother.goto(`/manage/midden${path}`))?.status()).toBe(404);
    expect((await page.goto('/manage/elders'))?.status()).toBe(404);
  });

  it('adds an organisation with a contact point, a person, and a step of the ladder that names them', async () => {
    await open('people');
    await follow(page.getByRole('link', { name: 'Persoon toevoegen' }));
    await page.getByLabel('Naam').fill('Directeur Samenwerkingsverband');
    await page.getByLabel('E-mailadres').fill('geen adres');
    await send();
    const field = page.locator('.utrecht-form-field--invalid');
    expect(await field.innerText()).toContain('Dit is geen e-mailadres.');
    expect(await page.getByLabel('Naam').inputValue()).toBe('Directeur Samenwerkingsverband');
    await page.getByLabel('E-mailadres').fill('directeur@example.org');
    await send();
    expect(await reads()).toContain('Opgeslagen: Directeur Samenwerkingsverband.');

    await open('organisations');
    await follow(card('Samenwerkingsverband').getByRole('link', { name: 'Aanspreekpunt toevoegen' }));
    await page.getByLabel('Waarvoor komt iemand hier?').fill('Directie en budget');
    await page
      .getByRole('group', { name: /Wie is het aanspreekpunt/ })
      .getByLabel('Directeur Samenwerkingsverband')
      .check();
    await send();
    expect(await card('Samenwerkingsverband').innerText()).toContain(
      'directie-en-budget\n\nDirecteur Samenwerkingsverband',
    );

    await open('ladder');
    await follow(page.getByRole('link', { name: 'Trede toevoegen' }));
    await page.getByRole('group', { name: 'Trede' }).getByLabel('4').check();
    await page.getByLabel('Hoe heet deze trede?').fill('Directeur samenwerkingsverband');
    await page
      .getByLabel('Wie wordt gevraagd? (1)')
      .selectOption({ label: 'Samenwerkingsverband – directie-en-budget' });
    await send();
    expect(await reads()).toContain(
      'Gevraagd worden, in deze volgorde: Samenwerkingsverband – directie-en-budget.',
    );

    const now = await region();
    const [directeur] = await schakel.app.store.people([
      now.personIds['directeur-samenwerkingsverband'] ?? '',
    ]);
    expect(directeur?.name).toBe('Directeur Samenwerkingsverband');
    expect(now.ladder.find((r) => r.rung === 4)?.contactPersonIds).toEqual([directeur?.id]);
    const lines = await audit();
    expect(lines.slice(-3).map((l) => l.action)).toEqual(['region.person', 'region.contact', 'region.rung']);
    expect(lines.at(-1)?.actor).toMatch(/^[0-9a-f]{16}$/);
  });

  it('is told what still stands somewhere before it is taken away', async () => {
    await open('organisations');
    const point = card('Samenwerkingsverband');
    await point.getByText('Weghalen', { exact: true }).last().click();
    await follow(point.getByRole('button', { name: 'Ja' }).last());
    expect(await reads()).toContain('staat nog op de ladder. Kies daar eerst iemand anders.');
  });

  it('says with one press that a contact point is still right', async () => {
    await open('organisations');
    expect(await card('School').innerText()).toContain(
      'Voor het laatst nagevraagd op zaterdag 1 augustus 2026.',
    );
    await follow(card('School').getByRole('button', { name: 'Klopt nog' }));
    expect(await reads()).toContain('School – zorg klopt nog');
    expect(await card('School').innerText()).toContain('Nagevraagd op donderdag 11 maart 2027.');
  });

  it('of two people at once tells the second, and keeps what they typed', async () => {
    const other = await schakel.web.visit('coordinator');
    await other.goto('/form/manage.hours?region=midden');
    await other.getByLabel('Hoe laat komt het dagelijkse bericht?').fill('10:00');
    await open('times');
    await follow(page.getByRole('link', { name: 'Wijzigen' }).last());
    await page.getByLabel('Zo lang stil: vraag aan de regiehouder').fill('7');
    await send();
    expect(await reads()).toContain('Opgeslagen');
    await send(other);
    expect(await reads(other)).toContain('Iemand anders heeft hier intussen iets veranderd.');
    expect(await other.getByLabel('Hoe laat komt het dagelijkse bericht?').inputValue()).toBe('10:00');
    await send(other);
    expect(await reads(other)).toContain('Het dagelijkse bericht komt om 10:00.');
    expect((await region()).timers.silence).toBe(7);
    expect((await region()).calendar.nudgeTime).toBe('10:00');
  });

  it('is told every mistake at its field', async () => {
    await page.goto('/form/manage.timers?region=midden');
    await page.getByLabel('Nog open: vraag aan de achtervang').fill('veel');
    await page.getByLabel('Zo lang stil: vraag aan de regiehouder').fill('900');
    await send();
    expect(await page.locator('.utrecht-form-field--invalid').allInnerTexts()).toEqual([
      expect.stringContaining('Moet een getal zijn.'),
      expect.stringContaining('Moet 250 of minder zijn.'),
    ]);
  });

  it('chooses which holidays count, and a school has days of its own', async () => {
    await open('calendar');
    expect(await reads()).toContain('Goede Vrijdag (vrijdag 26 maart 2027)');
    await follow(card('Feestdagen').getByRole('link', { name: 'Wijzigen' }));
    await page.getByLabel('Goede Vrijdag – vrijdag 26 maart 2027').uncheck();
    await send();
    expect(await reads()).toContain('Op deze feestdagen wordt gewoon gewerkt:\nGoede Vrijdag');
    expect((await region()).calendar.offDays['2027-03-26']).toBeUndefined();
    expect((await region()).file.holidays.except).toEqual(['Goede Vrijdag']);
    await follow(card('Feestdagen').getByRole('link', { name: 'Soorten feestdagen' }));
    await page.getByLabel('wettelijke feestdagen').check();
    await send();
    expect(await reads()).toContain('Wat als feestdag telt: wettelijke feestdagen.');
    // Liberation Day is no public holiday of every year.
    expect((await region()).calendar.offDays['2027-05-05']).toBeUndefined();
    await follow(card('Feestdagen').getByRole('link', { name: 'Soorten feestdagen' }));
    await page.getByLabel('wettelijke feestdagen').uncheck();
    await send();
    expect((await region()).file.holidays.count).toBeUndefined();
    expect((await region()).calendar.offDays['2027-05-05']).toBe('Bevrijdingsdag');

    await open('organisations');
    await follow(card('School').getByRole('link', { name: 'Eigen vakantie toevoegen' }));
    await page.getByLabel('Naam').fill('studieweek');
    await page.getByLabel('Eerste dag').fill('18-3-2027');
    await page.getByLabel('Laatste dag').fill('19-3-2027');
    await send();
    expect(await card('School').innerText()).toContain(
      'studieweek: donderdag 18 maart 2027 tot en met vrijdag 19 maart 2027.',
    );
  });

  it('is asked back a day off or an absence that lies too far away, and what was typed stays', async () => {
    await page.goto('/form/manage.dayOff?region=midden');
    await page.locator('main [name=date]').fill('27 april 2207');
    await page.getByLabel('Naam').fill('Studiedag');
    await send();
    const field = page.locator('.utrecht-form-field--invalid');
    expect(await field.innerText()).toContain(
      'Maandag 27 april 2207 ligt meer dan 5 jaar vooruit. Bedoel je dinsdag 27 april 2027?',
    );
    expect(await page.locator('main [name=date]').inputValue()).toBe('27 april 2207');
    expect(await page.getByLabel('Naam').inputValue()).toBe('Studiedag');
    await page.goto('/form/absence.report');
    await page.locator('main [name=from]').fill('vandaag');
    await page.locator('main [name=until]').fill('31-12-9999');
    await send();
    expect(await field.innerText()).toContain('Bedoel je vrijdag 31 december 2027?');
    expect(await page.locator('main [name=until]').inputValue()).toBe('31-12-9999');
  });

  it('notes that somebody is away, and that they are back', async () => {
    await open('people');
    await follow(card('Jeugdconsulent gemeente').getByRole('link', { name: 'Afwezigheid noteren' }));
    await page.getByLabel('Eerste dag').fill('vandaag');
    await page.getByLabel('Laatste dag (leeg: nog niet bekend)').fill('19 maart 2027');
    await send();
    expect(await reads()).toContain(
      'Genoteerd: afwezig van donderdag 11 maart 2027 tot en met vrijdag 19 maart 2027.',
    );
    expect(await card('Jeugdconsulent gemeente').innerText()).toContain(
      'Afwezig vanaf donderdag 11 maart 2027 tot en met vrijdag 19 maart 2027.',
    );
    await follow(card('Jeugdconsulent gemeente').getByRole('button', { name: 'Weer aanwezig' }));
    expect(await card('Jeugdconsulent gemeente').innerText()).not.toContain('Afwezig vanaf');
    expect((await audit()).slice(-2).map((line) => line.action)).toEqual([
      'region.absence',
      'region.absence_ended',
    ]);
  });

  it('takes the region out as a file, is told of each line that is wrong, and reads it again', async () => {
    await open('file');
    expect(await reads()).toContain('Hier is iets anders dan in een eerder bestand van deze regio.');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Bestand ophalen' }).click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const upload = async (content: string): Promise<void> => {
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'midden.yaml', mimeType: 'application/yaml', buffer: Buffer.from(content) });
      await follow(page.getByRole('button', { name: 'Eerst bekijken' }));
    };
    await upload(text);
    expect(await reads()).toContain('Het bestand is gelijk aan wat er nu staat.');

    // Nine thousand lines that are nothing: the first fifty are told, and nobody waits for the rest.
    await upload(`${text}\n${Array.from({ length: 6500 }, (_, i) => `k${i}: 1`).join('\n')}`);
    expect(await page.locator('main > ul > li').count()).toBe(50);
    expect(await reads()).toContain('En nog 6.450 dingen. Verbeter deze eerst en kijk dan opnieuw.');
    const bomb = [
      'a: &a [x, x]',
      'b: &b [*a, *a]',
      ...'cdefghijklmnop'
        .split('')
        .map((c, i) => `${c}: &${c} [*${'bcdefghijklmno'[i]}, *${'bcdefghijklmno'[i]}]`),
    ];
    await upload(bomb.join('\n'));
    expect(await reads()).toContain('het bestand gebruikt verwijzingen (& en *) die te groot worden');
    await upload(`${text}\n# ${'x'.repeat(300_000)}`);
    expect(await page.locator('.utrecht-form-field--invalid').innerText()).toContain('hoogstens 300 kB');

    const before = (await region()).version;
    const at = text.split('\n').findIndex((line) => line.startsWith('nudgeTime'));
    await upload(text.replace(/^nudgeTime.*$/m, 'nudgeTime: 7 uur').replace('silence: 7', 'silence: lang'));
    expect(await reads()).toContain('Er kloppen 2 dingen niet. Er is niets veranderd.');
    expect(await reads()).toContain(`Regel ${at + 1}: nudgeTime moet een tijd zijn, geschreven als 09:00`);
    expect((await region()).version).toBe(before);

    await upload(text.replace('name: Regio Midden', 'name: Regio Midden-Oost'));
    expect(await reads()).toContain('Dit wordt anders: de naam.');
    await follow(page.getByRole('button', { name: 'Bestand overnemen' }));
    expect(await reads()).toContain('Het bestand is overgenomen.');
    expect((await region()).name).toBe('Regio Midden-Oost');
    await open('');
    expect(await reads()).not.toContain('Hier is iets anders dan in een eerder bestand van deze regio.');
    expect((await audit()).at(-1)?.action).toBe('region.file_read');
  });

  it('has pages and forms without barriers, on a desk and at 320 pixels', async () => {
    const paths = [
      ...[
        '',
        '/organisations',
        '/people',
        '/ladder',
        '/calendar',
        '/times',
        '/connections',
        '/file',
        '/cases',
      ].map((part) => `/manage/midden${part}`),
      ...[
        'contact',
        'contactChanges',
        'person',
        'rung',
        'holidays',
        'holidayKinds',
        'timers',
        'schoolHoliday',
        'teams',
      ].map((name) => `/form/manage.${name}?region=midden&organisation=school&point=zorg&person=school`),
    ];
    for (const options of [{}, { viewport: { width: 320, height: 640 } }]) {
      const visitor = await schakel.web.visit('coordinator', options);
      for (const path of paths) {
        await visitor.goto(path);
        for (const details of await visitor.locator('details').all())
          await details.evaluate((d) => d.setAttribute('open', ''));
        expect(await wrongWith(visitor), path).toEqual([]);
        const wider = await visitor.evaluate('document.documentElement.scrollWidth - innerWidth');
        expect(wider, path).toBeLessThanOrEqual(0);
      }
    }
  }, 120_000);

  it('with administrators of its own leaves platforms, roles and the file to them', async () => {
    const now = await region();
    const audit = { actor: now.coordinatorPersonIds[0] ?? '', action: 'region.roles', objectId: null };
    const file = { ...now.file, administrators: ['teamleider'] };
    await schakel.app.store.commit({
      now: schakel.clock.now().toISOString(),
      cases: [],
      messages: [],
      regionFile: { regionId: now.id, version: now.version, file, audit, isFile: false },
    });
    await open('people');
    expect(await reads()).toContain('Dit verandert een beheerder.');
    expect((await page.goto('/manage/midden/connections'))?.status()).toBe(404);
    await open('file');
    expect(await page.locator('input[type=file]').count()).toBe(0);
    await page.goto('/form/manage.roles?region=midden');
    expect(page.url()).not.toContain('/form/');
    expect(await reads()).toContain('Dit kan alleen een beheerder van de regio.');
    await page.goto('/form/manage.person?region=midden&person=teamleider');
    await page.getByLabel('E-mailadres').fill('anders@example.org');
    await send();
    expect(await reads()).toContain('Dit kan alleen een beheerder van de regio.');
    const administrator = await schakel.web.visit('teamleider');
    expect((await administrator.goto('/manage/midden/connections'))?.status()).toBe(200);
    expect((await administrator.goto('/manage/midden/cases'))?.status()).toBe(404);
  });
});
