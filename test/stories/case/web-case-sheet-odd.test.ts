import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { follow } from '../../support/schakel/parts/web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';

const HEAD = 'code;eerste dag thuis;regiehouder;mensen;afspraak;eigenaar;datum;klaar als';

/** Sheets as people have them: as three programs left them, in what letters they were saved, in two languages. */
describe('a spreadsheet of running cases', () => {
  let schakel: Schakel<'web'>;
  let page: Page;
  beforeAll(async () => {
    schakel = await startSchakel(ON_THE_WEB);
    page = await schakel.web.visit('coordinator');
  });
  afterAll(() => schakel?.stop());

  const reads = (): Promise<string> => page.locator('main').innerText();
  const problems = async (): Promise<string[]> =>
    (await page.locator('main > ul > li').allInnerTexts()).map((line) => line.replace(/\s*\n\s*/g, ' | '));
  const upload = async (content: string | Buffer): Promise<void> => {
    await page.goto('/manage/midden/cases');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'casussen.csv', mimeType: 'text/csv', buffer: Buffer.from(content) });
    await follow(page.getByRole('button', { name: 'Eerst bekijken' }));
  };

  it('is read the same whatever its line ends are, also mixed as three programs leave them', async () => {
    const head = `\uFEFF${HEAD}\r\n`;
    const three = [
      'Eerste;moeder;18-03-2027;gedeeld',
      'Tweede;moeder;25-03-2027;besproken',
      'Derde;moeder;23-03-2027;bevestigd',
    ];
    const rows = three.map((row, i) => `${i === 0 ? 'Wilg-31;04-01-2027;;moeder = ouder' : ';;;'};${row}`);
    for (const end of ['\n', '\r', '\r\n']) {
      await upload(head + rows.join(end) + end);
      const shown = await reads();
      expect(shown).toContain('Eén casus klaar om te openen');
      for (const words of ['gedeeld', 'besproken', 'bevestigd'])
        expect(shown).toContain(`Klaar als: ${words}`);
    }
    await upload(`${head}${rows[0]}\n${rows[1]?.replace(';;;', 'Eik-42;04-01-2027;;moeder = ouder')}\n`);
    expect(await reads()).toContain('2 casussen klaar om te openen');
  });

  it('that has more cells than headers loses none of them without a word', async () => {
    await upload(
      `${HEAD}\n;04-01-2027;;moeder = ouder;Gesprek;moeder;18-03-2027;startdatum bekend; behandelaar genoemd`,
    );
    expect(await reads()).toContain('Regel 2');
    expect(await reads()).toContain('Hier staan meer cellen dan koppen.');
    await upload(
      `${HEAD};;\n;04-01-2027;;moeder = ouder;Gesprek;moeder;18-03-2027;bekend;;\n;;;;Zorg;moeder;19-03-2027;weg;x`,
    );
    expect(await problems()).toEqual([expect.stringMatching(/^Regel 3/)]);
    await upload(`${HEAD};datum\n;04-01-2027;;moeder = ouder;Gesprek;moeder;18-03-2027;bekend;19-03-2027`);
    expect(await reads()).toContain('Deze kolom staat er twee keer.');
  });

  it('that says itself what stands between its cells is believed', async () => {
    await upload(
      `sep=|\n${HEAD.replaceAll(';', '|')}\n|04-01-2027||moeder = ouder|Gesprek; kort|moeder|18-03-2027|gevoerd\n|||\n|||x||||`,
    );
    expect(await problems()).toEqual(
      expect.arrayContaining([expect.stringMatching(/^Regel 5, mensen \| Dit is anders dan op regel 3/)]),
    );
  });

  it.each([
    ['UTF-16, as Excel calls Unicode text', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['the letters of Windows', (text: string) => Buffer.from(text, 'latin1')],
  ])('is read in %s', async (_name, bytes) => {
    const text = `${HEAD}\n;04-01-2027;;moeder = ouder;Gesprek met de creche én thuis;moeder;18-03-2027;gevoerd`;
    await upload(bytes(text.replaceAll(';', '\t')));
    expect(await reads()).toContain('Gesprek met de creche én thuis');
  });

  it('that is a workbook is told how to save it', async () => {
    await upload(Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 6, 0, 8, 0, 0, 0, 33, 0]));
    expect(await page.locator('.utrecht-form-field--invalid').innerText()).toContain('Opslaan als → CSV');
  });

  it('in English is asked which of two days is meant, once for all of its dates, and opens what was chosen', async () => {
    const head = 'code,first day at home,case lead,people,agreement,owner,date,done when';
    const row = 'Wilg-51,4/1/2027,,moeder = guardian,Talk,moeder,4/6/2027,held';
    await upload(`${head}\n${row}`);
    expect(await problems()).toEqual([
      'Regel 2, eerste dag thuis | Dit kan maandag 4 januari 2027 zijn of donderdag 1 april 2027. Kies hieronder hoe de datums in dit bestand staan.',
      'Regel 2, datum | Dit kan vrijdag 4 juni 2027 zijn of dinsdag 6 april 2027. Kies hieronder hoe de datums in dit bestand staan.',
    ]);
    await page.getByLabel('Eerst de dag').check();
    await follow(page.getByRole('button', { name: 'Opnieuw bekijken' }));
    expect(await reads()).toContain('vrijdag 4 juni 2027');
    await upload(`${head}\n${row.replace('4/1/2027', '1/4/2027')}\n,,,,Plan,moeder,4/15/2027,shared`);
    expect(await reads()).toContain('dinsdag 6 april 2027');
    expect(await reads()).toContain('donderdag 15 april 2027');
    await follow(page.getByRole('button', { name: 'Casussen openen' }));
    await page.goto('/');
    await follow(page.getByRole('link', { name: 'Wilg-51' }).first());
    expect(await reads()).toContain('dinsdag 6 april 2027');
  });

  it('in Dutch with a date that only an American writes is asked too', async () => {
    await upload(
      `${HEAD}\n;04-01-2027;;moeder = ouder;Gesprek;moeder;4/6/2027;gevoerd\n;;;;Plan;moeder;4/15/2027;klaar`,
    );
    expect(await reads()).toContain('Dit kan vrijdag 4 juni 2027 zijn of dinsdag 6 april 2027.');
    await page.getByLabel('Eerst de maand').check();
    await follow(page.getByRole('button', { name: 'Opnieuw bekijken' }));
    expect(await reads()).toContain('donderdag 15 april 2027');
  });

  it('tells one mistake once: who is named with a role that is not known, and people who are left out', async () => {
    await upload(`${HEAD}\n;04-01-2027;;moeder = tovenaar;Gesprek;moeder;18-03-2027;bekend`);
    expect(await problems()).toEqual([expect.stringContaining('De rol “tovenaar” ken ik niet.')]);
    await upload(`${HEAD}\n;04-01-2027;;;Gesprek;moeder;18-03-2027;bekend`);
    expect(await problems()).toHaveLength(1);
  });

  it('says which columns may be left out, as the template has them, and which roles it knows', async () => {
    await page.goto('/manage/midden/cases');
    const words = await page.locator('main').innerText();
    expect(words).toContain('De kolommen na “klaar als” mogen leeg zijn of ontbreken.');
    await page.getByText('Welke rollen kun je noemen?').click();
    expect(await page.locator('main').innerText()).toContain('leerkracht of mentor; ');
  });

  it('opens forty cases at once, and whatever looks like a formula stays text on the page and in what is exported', async () => {
    const formula = '=HYPERLINK(""http://kwaad.example"")';
    const rows = Array.from(
      { length: 40 },
      (_, i) =>
        `;04-01-2027;;moeder = ouder;"${i === 0 ? formula : `Gesprek ${i}`}";moeder;18-03-2027;bekend`,
    );
    await upload([HEAD, ...rows].join('\n'));
    expect(await reads()).toContain('40 casussen klaar om te openen');
    expect(await reads()).toContain('=HYPERLINK');
    await follow(page.getByRole('button', { name: 'Casussen openen' }));
    await schakel.settle();
    const [regionId] = await schakel.app.store.allRegionIds();
    await page.goto(`/r/${regionId}`);
    const csv = await page.evaluate(async (path) => (await fetch(path)).text(), `/r/${regionId}/export`);
    expect(csv.trim().split('\n').length).toBeGreaterThan(40);
    expect(csv).not.toMatch(/(^|[;,"\n])[=+@]/);
  });
});
