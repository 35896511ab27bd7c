import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { follow, openWebTown, type WebTown } from '../support/web-town.ts';

const HEAD = 'code;eerste dag thuis;regiehouder;mensen;afspraak;eigenaar;datum;klaar als';
const PEOPLE =
  '"moeder = ouder of voogd, school = ondersteuningscoördinator van school, casemanager: municipalCaseManager"';
/** As a Dutch spreadsheet writes it: a mark of the byte order, semicolons, line ends of Windows. */
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
  let town: WebTown;
  let page: Page;
  beforeAll(async () => {
    town = await openWebTown();
    page = await town.visit('coordinator');
  });
  afterAll(() => town?.close());

  const reads = (of: Page = page): Promise<string> => of.locator('main').innerText();
  const upload = async (content: string | Buffer): Promise<void> => {
    await page.goto('/manage/midden/cases');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'casussen.csv', mimeType: 'text/csv', buffer: Buffer.from(content) });
    await follow(page.getByRole('button', { name: 'Eerst bekijken' }));
  };
  const cases = async (): Promise<{ code: string; firstDayHome: string; agreements: number }[]> => {
    const { rows } = await town.database.database.pool.query(
      `SELECT "code", "firstDayHome"::text, (SELECT count(*)::int FROM "agreement" a WHERE a."caseId" = c."id") AS "agreements"
       FROM "case" c ORDER BY "firstDayHome"`,
    );
    return rows;
  };

  it('has an empty sheet to begin with', async () => {
    await page.goto('/manage/midden/cases');
    const answer = await page.request.get('/manage/midden/cases.csv');
    expect(await answer.text()).toBe(`\uFEFF${HEAD}\r\n`);
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
    await town.settle();
    expect(await cases()).toEqual([
      { code: 'Wilg-27', firstDayHome: '2027-01-04', agreements: 2 },
      { code: expect.stringMatching(/^[A-Z][a-z]+-\d+$/), firstDayHome: '2027-02-01', agreements: 1 },
    ]);
  });

  it('by the same rules as by hand: the lead is asked, the owner sees the agreement, everything is audited', async () => {
    const lead = await town.visit('casemanager');
    expect(await reads(lead)).toContain('gevraagd om de regie te nemen');
    const mother = await town.visit('moeder');
    await follow(mother.getByRole('link', { name: 'Wilg-27' }).first());
    await mother.getByRole('heading', { name: 'Wilg-27', exact: true }).waitFor();
    expect(await reads(mother)).toContain('behandeldoelen en startdatum');
    const { rows } = await town.database.database.pool.query<{ action: string }>(
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
  });
});
