import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { follow } from '../../support/schakel/parts/web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { type Caller, callerOf } from '../../support/web/web-caller.ts';

const HEAD = 'code;eerste dag thuis;regiehouder;mensen;afspraak;eigenaar;datum;klaar als';
const PEOPLE =
  '"moeder = ouder of voogd, school = ondersteuningscoördinator van school, casemanager: municipalCaseManager"';
/** A Dutch spreadsheet writes a mark of the byte order, semicolons, and line ends of Windows. */
const SHEET = `\uFEFF${[
  HEAD,
  `Wilg-27;04-01-2027;casemanager;${PEOPLE};Onderwijsplan;school;18-03-2027;gedeeld, met doelen`,
  ';;;;Zorgplan;Casemanager gemeente;25/3/2027;behandeldoelen en startdatum',
  `;1-2-2027;;moeder = ouder,Dagprogramma;moeder;2027-03-19;moeder bevestigt het`.replace(
    'moeder = ouder,',
    'moeder = ouder;',
  ),
].join('\r\n')}\r\n`;

describe('running cases come in from a spreadsheet', () => {
  let schakel: Schakel<'web'>;
  let page: Page;
  beforeAll(async () => {
    schakel = await startSchakel(ON_THE_WEB);
    page = await schakel.web.visit('coordinator');
  });
  afterAll(() => schakel?.stop());

  const reads = (of: Page = page): Promise<string> => of.locator('main').innerText();
  const upload = async (content: string | Buffer): Promise<void> => {
    await page.goto('/manage/midden/cases');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'casussen.csv', mimeType: 'text/csv', buffer: Buffer.from(content) });
    await follow(page.getByRole('button', { name: 'Eerst bekijken' }));
  };
  const cases = async (): Promise<{ code: string; firstDayHome: string; agreements: number }[]> => {
    const { rows } = await schakel.database.database.pool.query(
      `SELECT "code", "firstDayHome"::text, (SELECT count(*)::int FROM "agreement" a WHERE a."caseId" = c."id") AS "agreements"
       FROM "case" c ORDER BY "firstDayHome"`,
    );
    return rows;
  };

  it('has an empty sheet to begin with', async () => {
    await page.goto('/manage/midden/cases');
    const answer = await page.request.get('/manage/midden/cases.csv');
    expect(await answer.text()).toBe(
      `\uFEFF${HEAD};soort thuiszitten;ingeschreven;leeftijd;eerste les;in intake;komt terug\r\n`,
    );
    expect(await reads()).toContain('moeder – Moeder');
  });

  it('is told of each mistake by its line and column, and nothing comes in', async () => {
    await upload(
      [
        HEAD,
        `Jantje-1;04-01-2027;casemanager;${PEOPLE};Onderwijsplan;school;30-02-2027;gedeeld`,
        ';;;;Zorgplan;iemand;19-03-2027;',
        ';05-01-2027;teamleider;moeder, school = baas;;;;',
      ].join('\n'),
    );
    const lines = await page.locator('main > ul > li').allInnerTexts();
    expect(lines.map((line) => line.replace(/\s*\n\s*/g, ' | '))).toEqual([
      expect.stringMatching(/^Regel 2, code \| Gebruik een code als Wilg-27/),
      expect.stringMatching(/^Regel 2, datum \| Dit is geen bestaande dag/),
      expect.stringMatching(/^Regel 3, klaar als \| Dit is leeg/),
      expect.stringMatching(/^Regel 3, eigenaar \| “iemand” staat niet in de regio/),
      expect.stringMatching(/^Regel 4, mensen \| Bij “moeder” ontbreekt de rol/),
      expect.stringMatching(/^Regel 4, mensen \| De rol “baas” ken ik niet/),
      expect.stringMatching(/^Regel 4, regiehouder \| “teamleider” staat niet bij de mensen/),
    ]);
    expect(await reads()).toContain('Er kloppen 7 dingen niet. Er is niets veranderd.');
    expect(await cases()).toEqual([]);
  });

  it('is told of a date with another century, which day was probably meant', async () => {
    await upload(`${HEAD}\n;04-01-1927;;moeder = ouder;Gesprek;moeder;19-03-2227;gevoerd`);
    expect(await reads()).toContain('Regel 2, eerste dag thuis');
    expect(await reads()).toContain(
      'Dinsdag 4 januari 1927 is meer dan 13 jaar geleden. Bedoel je maandag 4 januari 2027?',
    );
    await upload(`${HEAD}\n;04-01-2027;;moeder = ouder;Gesprek;moeder;19-03-2227;gevoerd`);
    expect(await reads()).toContain('Regel 2, datum');
    expect(await reads()).toContain(
      'Maandag 19 maart 2227 ligt meer dan 2 jaar vooruit. Bedoel je vrijdag 19 maart 2027?',
    );
    expect(await cases()).toEqual([]);
  });

  it('with every cell of 500 lines wrong is told of the first fifty, and how many more there are', async () => {
    await upload([HEAD, ...Array(500).fill('Jan-x;1;iemand;iemand = baas;;iemand;2;')].join('\n'));
    expect(await page.locator('main > ul > li').count()).toBe(50);
    expect(await reads()).toMatch(/En nog \d\.\d{3} dingen\. Verbeter deze eerst en kijk dan opnieuw\./);
  });

  it('with a cell full of names, or a cell that never ends, is told so', async () => {
    await upload(`${HEAD}\n;04-01-2027;;"${Array(400).fill('x=y').join(',')}";;;;`);
    expect(await reads()).toContain('Hoogstens 50 mensen in één casus.');
    await upload(`${HEAD}\n;04-01-2027;;"${'x'.repeat(4000)}";;;;`);
    expect(await reads()).toContain('Dit is langer dan 3000 tekens.');
  });

  it('that is too large is told so at the field', async () => {
    await upload('x'.repeat(300_001));
    const field = page.locator('.utrecht-form-field--invalid');
    expect(await field.innerText()).toContain('Dit bestand is te groot: hoogstens 300 kB.');
    expect(await field.locator('input').getAttribute('aria-describedby')).toBe('file-error');
    expect(await cases()).toEqual([]);
  });

  it('is asked about a day off, as by hand', async () => {
    await upload(`${HEAD}\n;04-01-2027;;moeder = ouder;Gesprek;moeder;26-03-2027;gevoerd`);
    expect(await reads()).toContain('Vrijdag 26 maart 2027 is een vrije dag (Goede Vrijdag)');
    expect(await reads()).toContain('Dit kan wel: donderdag 25 maart 2027, dinsdag 30 maart 2027.');
    await page.getByLabel('Deze datums zijn zo afgesproken').check();
    await follow(page.getByRole('button', { name: 'Opnieuw bekijken' }));
    expect(await reads()).toContain('Eén casus klaar om te openen');
    expect(await cases()).toEqual([]);
  });

  it('sees beforehand what will be opened, and opens it with one press', async () => {
    await upload(SHEET);
    expect(await reads()).toContain('2 casussen klaar om te openen');
    expect(await reads()).toContain(
      'Onderwijsplan – Ondersteuningscoördinator school, donderdag 18 maart 2027.',
    );
    await follow(page.getByRole('button', { name: 'Casussen openen' }));
    expect(await reads()).toContain('Er zijn 2 casussen geopend.');
    await schakel.settle();
    expect(await cases()).toEqual([
      { code: 'Wilg-27', firstDayHome: '2027-01-04', agreements: 2 },
      { code: expect.stringMatching(/^[A-Z][a-z]+-\d+$/), firstDayHome: '2027-02-01', agreements: 1 },
    ]);
  });

  it('by the same rules as by hand: the lead is asked, the owner sees the agreement, everything is audited', async () => {
    const lead = await schakel.web.visit('casemanager');
    expect(await reads(lead)).toContain('stelt voor dat');
    const mother = await schakel.web.visit('moeder');
    await follow(mother.getByRole('link', { name: 'Wilg-27' }).first());
    await mother.getByRole('heading', { name: 'Wilg-27', exact: true }).waitFor();
    expect(await reads(mother)).toContain('behandeldoelen en startdatum');
    const { rows } = await schakel.database.database.pool.query<{ action: string }>(
      `SELECT a."action" FROM "audit" a JOIN "case" c ON c."id" = a."chainId" WHERE c."code" = 'Wilg-27' AND a."action" NOT LIKE 'read.%' ORDER BY "seq"`,
    );
    expect(rows.map((r) => r.action)).toEqual([
      'case.opened',
      ...Array(3).fill('participant.added'),
      'lead.suggested',
      ...Array(2).fill('agreement.created'),
      'case.first_read',
    ]);
  });

  it('that are read twice make nothing twice', async () => {
    await upload(SHEET);
    expect(await reads()).toContain('Hier staat niets nieuws in');
    expect(await reads()).toContain('2 casussen zijn er al en worden overgeslagen.');
    await upload(SHEET.replaceAll(';', '\t').replace(/\r\n/g, '\n'));
    expect(await reads()).toContain('Hier staat niets nieuws in');
    expect(await cases()).toHaveLength(2);
    // The newer sheet has a column more; without a rhythm in it a case is the same case.
    const newer = SHEET.replace(HEAD, `${HEAD};komt terug`).replace('met doelen', 'met doelen;');
    await upload(newer);
    expect(await reads()).toContain('Hier staat niets nieuws in');
  });

  it('may say how often an agreement comes back, and a word that is none is told', async () => {
    const head = `${HEAD};komt terug`;
    const line = ';04-01-2027;;moeder = ouder;Bellen met thuis;moeder;19-03-2027;gebeld';
    await upload(`${head}\n${line};soms`);
    expect(await reads()).toContain('Regel 2, komt terug');
    expect(await reads()).toContain('“soms” ken ik niet. Schrijf: elke week, elke twee weken of elke maand.');
    await upload(`${head}\n${line};Elke week`);
    expect(await reads()).toContain('vrijdag 19 maart 2027 (elke week)');
    await follow(page.getByRole('button', { name: 'Casussen openen' }));
    await schakel.settle();
    const mother = await schakel.web.visit('moeder');
    await follow(mother.getByRole('link', { name: /-\d+$/ }).last());
    expect(await reads(mother)).toMatch(/Bellen met thuis/);
    expect(await cases()).toHaveLength(3);
  });
});

/** The largest sheet that is promised has 500 lines, each as long as it may be, in letters of two bytes each. */
function largestSheet(day: string): string {
  const words = (n: number): string => 'één lange zin over wat er dan klaar is '.repeat(20).slice(0, n);
  const line = (i: number): string =>
    `${i % 20 === 0 ? `;04-01-2027;;moeder = ouder` : ';;;'};${words(110)};moeder;${day};${words(290)}`;
  const lines = [HEAD, ...Array.from({ length: 500 }, (_, i) => line(i))].join('\n');
  return `${lines}\n${' '.repeat(300_000 - Buffer.byteLength(lines) - 1)}`;
}

describe('a sheet that is as large as is promised', () => {
  let schakel: Schakel<'web'>;
  beforeAll(async () => {
    schakel = await startSchakel(ON_THE_WEB);
  });
  afterAll(() => schakel?.stop());
  const opened = async (): Promise<number> => {
    const { rows } = await schakel.database.database.pool.query(
      'SELECT count(*)::int AS "n" FROM "agreement"',
    );
    return rows[0].n;
  };

  it('is looked at, asked about, looked at again and read in, by the pages themselves', async () => {
    const page = await schakel.web.visit('coordinator');
    await page.goto('/manage/midden/cases');
    // Good Friday: a question, so that the whole sheet goes back and forth once more.
    const buffer = Buffer.from(largestSheet('26-03-2027'));
    expect(buffer.length).toBe(300_000);
    await page.locator('input[type=file]').setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer });
    await follow(page.getByRole('button', { name: 'Eerst bekijken' }));
    await page.getByLabel('Deze datums zijn zo afgesproken').check();
    await follow(page.getByRole('button', { name: 'Opnieuw bekijken' }));
    expect(await page.locator('main').innerText()).toContain('25 casussen klaar om te openen');
    await follow(page.getByRole('button', { name: 'Casussen openen' }));
    expect(await page.locator('main').innerText()).toContain('Er zijn 25 casussen geopend.');
    expect(await opened()).toBe(500);
  });

  it('may be sent url-encoded too, and one letter more is refused in words', async () => {
    const caller = await callerOf(schakel, 'coordinator');
    const text = largestSheet('18-03-2027');
    const again = (of: string) =>
      caller.post('/manage/midden/cases', { token: caller.formToken, text: of.replaceAll('\n', '\r\n') });
    expect(text.length).toBeLessThan(300_000);
    expect((await again(text)).status).toBe(200);
    const sent = await caller.fill(
      'case.import',
      {},
      { region: 'midden', text: text.replaceAll('\n', '\r\n') },
    );
    expect(sent.status).toBe(303);
    const tooLong = await again(text.padEnd(300_001));
    expect(tooLong.status).toBe(422);
    expect(tooLong.html).toContain('Dit bestand is te groot: hoogstens 300 kB.');
    // So large that it is not even read: the same words, on the page it was sent from.
    const far = await again('x'.repeat(2_000_000));
    expect(far.status).toBe(413);
    expect(far.html).toContain('Dit bestand is te groot: hoogstens 300 kB.');
    expect(far.html).toContain('aria-describedby="file-error"');
  });
});

/** The recipe by which ids were made once: of a region's key and a case's code. */
function computed(...parts: readonly string[]): string {
  const uuid = (text: string): string => {
    const hex = createHash('sha256').update(text).digest('hex');
    const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  };
  const [region = '', code] = parts;
  return code === undefined
    ? uuid(`region:${region}`)
    : uuid(JSON.stringify(['case-sheet', uuid(`region:${region}`), code, 1]));
}

describe('the address of a case from a spreadsheet', () => {
  const installations: Schakel<'web'>[] = [];
  afterAll(async () => {
    await Promise.all(installations.map((schakel) => schakel.stop()));
  });
  const addresses = (html: string): string[] => html.match(/\/[cr]\/[0-9a-f-]{36}(?=")/g) ?? [];
  const readIn = (coordinator: Caller) =>
    coordinator.fill('case.import', {}, { text: SHEET, region: 'midden' });

  it('says nothing: two installations that read the same sheet into the same region have others', async () => {
    installations.push(await startSchakel(ON_THE_WEB), await startSchakel(ON_THE_WEB));
    const coordinators = await Promise.all(installations.map((schakel) => callerOf(schakel, 'coordinator')));
    await Promise.all(coordinators.map(readIn));
    const [one = [], other = []] = await Promise.all(
      coordinators.map(async (who) => [...new Set(addresses((await who.get('/')).html))]),
    );
    expect(one.length).toBeGreaterThanOrEqual(3);
    expect(other).toHaveLength(one.length);
    expect(one.filter((address) => other.includes(address))).toEqual([]);
  });

  it('and who knows the code and the region finds nothing with them, not even who coordinates it', async () => {
    const coordinator = await callerOf(installations[0] as Schakel<'web'>, 'coordinator');
    for (const address of [`/c/${computed('midden', 'Wilg-27')}`, `/r/${computed('midden')}`])
      expect((await coordinator.get(address)).status).toBe(404);
  });

  it('is there once, also when two send the same sheet at the same moment', async () => {
    const schakel = await startSchakel(ON_THE_WEB);
    installations.push(schakel);
    const both = await Promise.all([callerOf(schakel, 'coordinator'), callerOf(schakel, 'coordinator')]);
    const sent = await Promise.all([...both, ...both].map(readIn));
    expect(sent.map((s) => s.status)).toEqual([303, 303, 303, 303]);
    const page = (await both[0].get('/')).html;
    expect(new Set(addresses(page).filter((a) => a.startsWith('/c/'))).size).toBe(2);
  });
});
