import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Region } from '../../../src/domain/region/region.ts';
import { seedCase } from '../../support/cases/seeded-cases.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { follow } from '../../support/schakel/parts/web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const NORTH = `
key: noord
name: Regio Noord
people: [{ key: coordinator-noord, name: Coördinator noord, email: noord@example.org }]
coordinators: [coordinator-noord]
`;

/** A coordinator looks at all cases of the region, on Thursday 18 March 2027, in a real browser. */
describe('the overview of a region', () => {
  let schakel: Schakel<'web'>;
  let region: Region;
  let coordinator: Page;
  const ids = new Map<string, string>();
  const TODAY = '2027-03-18';

  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, start: '2027-03-18T08:00:00.000Z' });
    const { store } = schakel.app;
    region = (await store.regionByKey('midden')) as Region;
    const school = await schakel.person('school');
    const lead = await schakel.person('casemanager');
    const mother = await schakel.person('moeder');
    const people = [
      { id: school, role: 'supportCoordinator' },
      { id: lead, role: 'municipalCaseManager' },
      { id: mother, role: 'guardian' },
    ] as const;
    const seed = async (code: string, over: object = {}): Promise<void> => {
      const base = { code, firstDayHome: '2027-02-15', openedAt: '2027-03-11T09:00:00.000Z', lead, people };
      ids.set(
        code,
        await seedCase(
          store,
          region,
          { ...base, agreements: [{ title: 'Onderwijsplan', due: '2027-03-25' }], ...over },
          TODAY,
        ),
      );
    };
    await seed('Wilg-27', {
      firstDayHome: '2026-11-30',
      agreements: [
        { title: 'Onderwijsplan', due: '2027-03-09' },
        { title: 'Zorgplan', due: '2027-03-24', stuck: true },
        { title: 'Rooster', due: '2027-03-12', doneOn: '2027-03-12' },
      ],
      strength: 'twee ochtenden gelukt',
    });
    await seed('Beuk-3', { missing: 'directeur samenwerkingsverband' });
    await seed('Els-8', { lead: undefined });
    for (let n = 1; n <= 60; n++) await seed(`Berk-${100 + n}`);
    await seed('Dicht-1', { status: 'closed' });
    coordinator = await schakel.web.visit('coordinator');
    await follow(coordinator.getByRole('link', { name: 'Overzicht van Regio Midden' }));
  });
  afterAll(() => schakel?.stop());

  const reads = (page: Page): Promise<string> => page.locator('main').innerText();
  const row = (code: string): Promise<string> =>
    coordinator.getByRole('row').filter({ hasText: code }).first().innerText();

  it('shows on top what needs attention first, with the reason in words and without blame', async () => {
    expect(await reads(coordinator)).toContain('Er zijn 63 open casussen. 3 vragen aandacht.');
    const rows = await coordinator.getByRole('row').allInnerTexts();
    expect(rows.slice(1, 4).map((text) => /^\S+-\d+/.exec(text.trim())?.[0])).toEqual([
      'Beuk-3',
      'Els-8',
      'Wilg-27',
    ]);
    expect(await row('Beuk-3')).toContain('Er is niemand bekend voor: directeur samenwerkingsverband');
    expect(await row('Els-8')).toContain('Er is geen regiehouder, al 5 werkdagen');
    const willow = await row('Wilg-27');
    expect(willow).toContain('Langer dan drie maanden thuis, sinds zondag 28 februari 2027');
    expect(willow).toContain('1 afspraak staat nog open na de datum, de langste 7 werkdagen');
    expect(willow).toContain('Bij 1 afspraak loopt iemand vast');
    expect(willow).toContain('ondersteuningscoördinator van school: 1 afspraak');
    expect(await row('Berk-1')).toContain('Loopt');
  });

  it('leads to the next page and back, with an address that says nothing of a case', async () => {
    await follow(coordinator.getByRole('link', { name: 'Volgende' }));
    expect(await reads(coordinator)).toContain('Pagina 2 van 2');
    expect(await coordinator.getByRole('row').count()).toBe(14);
    expect(coordinator.url()).toBe(`${schakel.base}/r/${region.id}?page=2`);
    await follow(coordinator.getByRole('link', { name: 'Vorige' }));
    expect(await coordinator.getByRole('row').count()).toBe(51);
  });

  it('shows only what one chooses, without a script', async () => {
    const page = await schakel.web.visit('coordinator', { javaScriptEnabled: false });
    await page.goto(`/r/${region.id}`);
    await page.getByLabel('Welke casussen').selectOption({ label: 'Geen regiehouder' });
    await follow(page.getByRole('button', { name: 'Laat zien' }));
    expect(await page.getByRole('row').count()).toBe(2);
    expect(await page.getByRole('row').last().innerText()).toContain('Els-8');
    await page.getByLabel('Welke casussen').selectOption({ label: 'Alle' });
    await page.getByLabel('Wacht op').selectOption({ label: 'regiehouder' });
    await follow(page.getByRole('button', { name: 'Laat zien' }));
    expect(await page.getByRole('row').last().innerText()).toContain('Wilg-27');
  });

  it('can be taken along as a spreadsheet: all that was chosen, on all pages', async () => {
    await coordinator.goto(`/r/${region.id}`);
    const waiting = coordinator.waitForEvent('download');
    await coordinator.getByRole('link', { name: 'Download als spreadsheet (63)' }).click();
    const download = await waiting;
    expect(download.suggestedFilename()).toBe('schakel-overzicht-2027-03-18.csv');
    const text = await readFile(await download.path(), 'utf8');
    expect(text.trim().split('\r\n')).toHaveLength(64);
    expect(text).toContain('"Wilg-27";"nee";"2026-11-30";109;"2027-02-28"');
    expect(text).not.toContain('Dicht-1');
  });

  it('draws how long children are at home and how old agreements are, and leaves small numbers out', async () => {
    const home = coordinator.getByRole('figure').filter({ hasText: 'Hoe lang kinderen thuis zijn' });
    await home.getByText('Als tabel').click();
    const table = await home.getByRole('table').innerText();
    expect(table).toMatch(/Een tot twee maanden\s+62/);
    expect(table).toMatch(/Drie tot zes maanden\s+minder dan 5/);
    expect(table).toMatch(/Langer dan zes maanden\s+0/);
    const age = coordinator.getByRole('figure').filter({ hasText: 'Hoe oud open afspraken zijn' });
    await age.getByText('Als tabel').click();
    expect(await age.getByRole('table').innerText()).toMatch(/Tot twee weken\s+64/);
    expect(await coordinator.content()).not.toMatch(/ style=|<style/);
  });

  it('leads to the timeline of a case, which its people see as well', async () => {
    await follow(coordinator.getByRole('link', { name: 'Tijdlijn van Wilg-27' }));
    const seen = await coordinator.locator('svg').innerHTML();
    for (const label of ['1. Onderwijsplan', 'Drie maanden: ', 'Vandaag: ', 'schakel-bar--past'])
      expect(seen).toContain(label);
    await coordinator.getByText('Als tabel').click();
    expect(await coordinator.getByRole('table').innerText()).toMatch(
      /3\. Rooster.*Klaar op vrijdag 12 maart 2027/s,
    );
    const mother = await schakel.web.visit('moeder');
    expect((await mother.goto(`/c/${ids.get('Wilg-27')}/timeline`))?.status()).toBe(200);
    const outsider = await schakel.web.visit('jeugdconsulent');
    expect((await outsider.goto(`/c/${ids.get('Wilg-27')}/timeline`))?.status()).toBe(404);
  });

  it('does not exist for who does not coordinate this region', async () => {
    await schakel.addRegion(NORTH);
    for (const who of ['casemanager', 'moeder', 'coordinator-noord'])
      for (const path of [`/r/${region.id}`, `/r/${region.id}/export`]) {
        const page = await schakel.web.visit(who);
        const answer = await page.request.get(`${schakel.base}${path}`);
        expect([who, path, answer.status()]).toEqual([who, path, 404]);
        expect(await answer.text()).not.toMatch(/Wilg|Regio Midden/);
        await page.context().close();
      }
    const stranger = await schakel.web.stranger();
    expect((await stranger.goto(`/r/${region.id}`))?.status()).toBe(401);
  });

  it('is without barriers, on a desk and at 320 pixels', async () => {
    for (const options of [{}, { viewport: { width: 320, height: 640 } }])
      for (const path of [`/r/${region.id}?need=any`, `/c/${ids.get('Wilg-27')}/timeline`]) {
        const page = await schakel.web.visit('coordinator', options);
        await page.goto(path);
        for (const details of await page.locator('details').all())
          await details.evaluate((d) => d.setAttribute('open', ''));
        await page.evaluate(AXE);
        const found = (await page.evaluate('axe.run(document).then((r) => r.violations)')) as {
          id: string;
          nodes: { html: string }[];
        }[];
        expect(found.map((v) => `${v.id}: ${v.nodes[0]?.html.slice(0, 200)}`)).toEqual([]);
        const wide = await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        expect([path, wide]).toEqual([path, 0]);
        await page.context().close();
      }
  });

  it.runIf(process.env.SHOTS)('is looked at', async () => {
    const to = process.env.SHOTS as string;
    const shoot = async (page: Page, name: string) =>
      page.screenshot({ path: `${to}/${name}.png`, fullPage: true });
    for (const [name, width] of [
      ['desktop', 1280],
      ['phone', 360],
    ] as const) {
      const page = await schakel.web.visit('coordinator', { viewport: { width, height: 900 } });
      await page.goto(`/r/${region.id}?need=any`);
      await shoot(page, `overview-${name}`);
      await page.goto(`/c/${ids.get('Wilg-27')}/timeline`);
      await shoot(page, `timeline-${name}`);
      if (name === 'phone') continue;
      await page.goto(`/r/${region.id}?need=any`);
      await page.emulateMedia({ media: 'print' });
      await page.setViewportSize({ width: 720, height: 1000 });
      await shoot(page, 'overview-print');
    }
  });
});
