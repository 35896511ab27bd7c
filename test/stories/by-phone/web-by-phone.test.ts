import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Config } from '../../../src/config/env/env.ts';
import { exportCase } from '../../../src/main/commands/case-export.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { follow } from '../../support/schakel/parts/web.ts';
import { SECRET } from '../../support/schakel/secret.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';

/** A mother who would rather call: the lead writes down what she said, marked as such, and she has the last word. */
describe('what a parent said by phone', () => {
  let schakel: Schakel<'web'>;
  let lead: Page;
  let mother: Page;
  let room = '';
  const send = async (page: Page): Promise<void> => {
    await follow(page.locator('main button[type=submit]').last());
    await schakel.settle();
  };
  const reads = (page: Page): Promise<string> => page.locator('main').innerText();
  const open = async (page: Page, link: RegExp): Promise<void> => {
    await page.goto(room);
    const href = await page
      .locator('main a')
      .evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
    await page.goto(href.find((one) => link.test(one)) ?? '/');
  };
  const writeDown = async (
    answer: string,
    { words = '', date = '', about = 0 }: { words?: string; date?: string; about?: number } = {},
  ): Promise<void> => {
    await open(lead, /agreement\.enterByPhone/);
    await lead.locator('[name=participant]').first().check();
    await lead.locator('[name=agreement]').nth(about).check();
    await lead.locator(`[name=answer][value=${answer}]`).check();
    await lead.locator('[name=words]').fill(words);
    await lead.locator('[name=date]').fill(date);
    await send(lead);
  };
  /** An agreement of the mother's own, that she proposed by phone. */
  const propose = async (page: Page, title: string): Promise<void> => {
    await open(page, /agreement\.createByPhone/);
    await page.locator('[name=participant]').first().check();
    await page.locator('[name=title]').fill(title);
    const owner = page.locator('[name=owner]');
    await page.getByLabel('Moeder (ouder of voogd)').and(owner).check();
    await page.locator('[name=due]').fill('volgende week donderdag');
    await page.locator('[name=doneWhen]').fill('het is gebeurd');
    await send(page);
  };

  beforeAll(async () => {
    schakel = await startSchakel(ON_THE_WEB);
    lead = await schakel.web.visit('coordinator');
    await follow(lead.getByRole('link', { name: 'Nieuwe casus openen' }));
    await lead.locator('input[name=firstDay]').fill('4 januari 2027');
    await send(lead);
    room = new URL(lead.url()).pathname;
    await open(lead, /participant\.add\b/);
    await lead.getByLabel('Moeder', { exact: true }).check();
    await lead.locator('select[name=role]').selectOption({ label: 'ouder of voogd' });
    await send(lead);
    await open(lead, /agreement\.create/);
    await lead.locator('[name=title]').fill('Wekelijks bellen');
    await lead.getByLabel('Coördinator (coördinator)').first().check();
    await lead.locator('[name=due]').fill('volgende week donderdag');
    await lead.locator('[name=doneWhen]').fill('de moeder is gebeld');
    await send(lead);
  });
  afterAll(() => schakel?.stop());

  it('needs her words when she understood it differently, and nothing is lost meanwhile', async () => {
    await writeDown('disputed');
    expect(await reads(lead)).toContain('Telefonisch gezegd');
    expect(await lead.locator('.utrecht-form-field-error-message').count()).toBe(1);
  });

  it('stands on everybody’s card as said by phone, with who wrote it down', async () => {
    await writeDown('disputed', { words: 'dagelijks bellen, niet wekelijks' });
    expect(await reads(lead)).toContain('met erbij dat het telefonisch was');
    expect(await reads(lead)).toContain('Telefonisch\nMoeder, opgeschreven door Coördinator');
    expect(await reads(lead)).toContain('dagelijks bellen, niet wekelijks');
  });

  it('is shown to her to check, and is her own from the moment she says so', async () => {
    mother = await schakel.web.visit('moeder');
    await mother.goto(room);
    expect(await reads(mother)).toContain(
      'Coördinator schreef op donderdag 11 maart 2027 op wat u aan de telefoon zei over afspraak 1: Wekelijks bellen. Zo is het opgeschreven: “dagelijks bellen, niet wekelijks”. Klopt dit?',
    );
    await follow(mother.getByRole('button', { name: 'Ja, dat zei ik' }));
    expect(await reads(mother)).toContain('Dit is nu uw eigen antwoord.');
    expect(await reads(mother)).not.toContain('opgeschreven door');
    expect(await reads(mother)).toContain('dagelijks bellen, niet wekelijks');
  });

  it('does not replace what she answered herself', async () => {
    await writeDown('confirmed');
    expect(await reads(lead)).toContain(
      'Moeder heeft hier zelf al op geantwoord. Dat antwoord blijft staan.',
    );
  });

  it('a proposal of hers stands there as hers, written down by the lead', async () => {
    await propose(lead, 'Samen wandelen');
    expect(await reads(lead)).toContain('Afspraak 2 staat er, als telefonisch voorstel van Moeder.');
    expect(await reads(lead)).toContain(
      'Moeder: een voorstel voor een nieuwe afspraak (opgeschreven door Coördinator)',
    );
    await mother.goto(room);
    expect(await reads(mother)).toContain(
      'Zo is het opgeschreven: “een voorstel voor een nieuwe afspraak”. Klopt dit?',
    );
    await follow(mother.getByRole('button', { name: 'Ja, dat zei ik' }));
    expect(await reads(mother)).not.toContain('opgeschreven door');
  });

  it('her new date goes to the lead to decide, and she can say that it was another', async () => {
    await writeDown('date', { date: 'donderdag 25 maart', about: 1 });
    expect(await reads(lead)).toContain('een nieuwe datum, donderdag 25 maart 2027');
    await mother.goto(room);
    await follow(mother.getByRole('link', { name: 'Nee, zo was het niet' }));
    await mother.locator('[name=words]').fill('ik zei een week later');
    await send(mother);
    expect(await reads(mother)).toContain(
      'Wat u schreef staat nu bij afspraak 2, voor iedereen die haar ziet.',
    );
    await lead.goto(room);
    expect(await reads(lead)).toContain('In eigen woorden: “ik zei een week later”');
    expect(await reads(lead)).not.toContain('Voorstel');
  });

  it('a done she did not say goes back to open, and everybody reads it once', async () => {
    await writeDown('done', { about: 1 });
    await lead.goto(room);
    expect(await reads(lead)).toContain('Telefonisch gezegd, opgeschreven door Coördinator.');
    await mother.goto(room);
    const top = mother.locator('.schakel-card--asked').first();
    expect(await top.innerText()).toContain('Zo is het opgeschreven: “het is klaar”. Klopt dit?');
    await follow(top.getByRole('link', { name: 'Nee, zo was het niet' }));
    await mother.locator('[name=words]').fill('één keer gelukt, de tweede nog niet');
    await send(mother);
    await lead.goto(room);
    const text = await reads(lead);
    expect(text.split('één keer gelukt, de tweede nog niet')).toHaveLength(2);
    expect(text).toContain('De afspraak staat open, zoals daarvoor.');
    await mother.goto(room);
    expect(await mother.locator('.schakel-card--asked').getByText('Is klaar', { exact: true }).count()).toBe(
      1,
    );
  });

  it('the audit holds who wrote it and for whom, the export that it was by phone', async () => {
    const { pool } = schakel.database.database;
    const { rows } = await pool.query<{ action: string; own: boolean }>(
      `SELECT "action", "onBehalfOf" = "actor" AS "own" FROM "audit" WHERE "onBehalfOf" IS NOT NULL ORDER BY "seq"`,
    );
    expect(rows).toEqual(
      ['agreement.disputed', 'agreement.created', 'agreement.date_proposed', 'agreement.reported_done'].map(
        (action) => ({ action, own: false }),
      ),
    );
    const config = { databaseUrl: schakel.database.url, key: SECRET } as Config;
    await writeDown('notYet', { about: 1 });
    const { rows: cases } = await pool.query<{ code: string }>('SELECT "code" FROM "case"');
    const { lines } = await exportCase(config, cases[0]?.code ?? '', undefined);
    const [, second] = JSON.parse(lines.join('\n')).agreements;
    expect(second.saidByPhoneToBeChecked).toEqual([
      expect.objectContaining({
        by: 'Moeder (guardian)',
        said: 'notYet',
        writtenDownBy: 'Coördinator (coordinator)',
      }),
    ]);
  });
});
