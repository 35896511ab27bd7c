import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { inject } from 'vitest';
import type { Config } from '../../../src/config/env/env.ts';
import { parseRegionFile } from '../../../src/config/region/region-file.ts';
import { instantAt } from '../../../src/domain/calendar/index.ts';
import { makeConsoleLink } from '../../../src/main/commands/sign-in-link.ts';
import { createLogger, type Logger } from '../../../src/main/log.ts';
import { type Overrides, type Running, start } from '../../../src/main.ts';
import { auditKeys } from '../../../src/store/audit/audit.ts';
import { importRegion } from '../../../src/store/regions/import.ts';
import { type Letterbox, SMS_TOKEN } from '../../fakes/letters/letters.ts';
import { startBrowser } from '../../fakes/teams/card/browser.ts';
import { copyTemplate, type TestDatabase } from '../database/test-server.ts';
import { type TurnedClock, turnedClock } from './clock.ts';
import { SECRET } from './start-schakel.ts';

/** Schakel with the web alone: no Slack, no Teams. Everybody is reached there, in a real browser. */
export interface WebTown {
  readonly app: Running;
  readonly clock: TurnedClock;
  readonly database: TestDatabase;
  /** Address of the web, without a slash at the end. */
  readonly base: string;
  /** Another region beside the first. */
  addRegion(file: string): Promise<void>;
  /** Person id behind a key of the region file. */
  person(key: string): Promise<string>;
  /** A browser of their own in which somebody of the region file is signed in, on their page. */
  visit(key: string, options?: BrowserContextOptions): Promise<Page>;
  /** Signs somebody in (again) in this browser: a session ends by itself after a while. */
  signIn(page: Page, key: string): Promise<void>;
  /** A browser in which nobody is signed in. */
  stranger(options?: BrowserContextOptions): Promise<Page>;
  at(date: string, time: string): Promise<void>;
  settle(): Promise<void>;
  close(): Promise<void>;
}

export const WEB_REGION = `
key: midden
name: Regio Midden
schoolHolidays: Midden
people:
  - { key: coordinator, name: Coördinator, email: coordinator@example.org }
  - { key: casemanager, name: Casemanager gemeente, email: casemanager@example.org }
  - { key: school, name: Ondersteuningscoördinator school, email: school@example.org }
  - { key: intern-begeleider, name: Intern begeleider school, email: ib@example.org }
  - { key: jeugdconsulent, name: Jeugdconsulent gemeente, email: jeugd@example.org }
  - { key: moeder, name: Moeder, email: moeder@example.org }
  - { key: teamleider, name: Teamleider jeugd, email: teamleider@example.org }
organisations:
  - { key: school, name: School, type: school }
  - { key: gemeente, name: Gemeente, type: municipality, escalationContact: teamleider }
  - { key: swv, name: Samenwerkingsverband, type: educationPartnership }
ladder:
  - { rung: 3, title: teamleider jeugd, contacts: [teamleider] }
coordinators: [coordinator]
`;

/**
 * Presses what leads to another page, and waits until that one is in front of the person. By its event: to ask the page
 * again and again is what its own rules for scripts forbid, and a page that follows its case navigates within itself.
 */
export async function follow(control: Locator): Promise<void> {
  await Promise.all([control.page().waitForEvent('load'), control.click()]);
}

const ZONE = 'Europe/Amsterdam';

export interface WebTownOptions {
  /** The PostgreSQL to make a database on; left out: that of the test run. */
  readonly adminUrl?: string;
  readonly start?: string;
  readonly region?: string;
  /** The settings beside the usual ones. */
  readonly config?: Partial<Config>;
  /** Where letters go; without it none can be sent. */
  readonly letterbox?: Letterbox;
  /** Writes what an earlier version had written, before this one starts. */
  readonly earlier?: (database: TestDatabase) => Promise<void>;
  readonly openPages?: Overrides['openPages'];
  readonly log?: Logger;
}

export async function openWebTown(options: WebTownOptions = {}): Promise<WebTown> {
  const clock = turnedClock(options.start ?? '2027-03-11T08:00:00.000Z');
  const database = await copyTemplate(options.adminUrl ?? inject('adminUrl'));
  const addRegion = async (file: string): Promise<void> => {
    const parsed = parseRegionFile(file);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
    await importRegion(database.database, auditKeys(SECRET), parsed.region, clock.now().toISOString());
  };
  await addRegion(options.region ?? WEB_REGION);
  await options.earlier?.(database);
  const dataDir = mkdtempSync(join(tmpdir(), 'schakel-web-'));
  const app = await start(
    {
      databaseUrl: database.url,
      port: 0,
      publicUrl: null,
      dataDir,
      key: SECRET,
      logLevel: 'silent',
      teams: [],
      slack: null,
      ...options.config,
      ...lettersTo(options.letterbox),
    },
    {
      clock,
      byHand: true,
      log: options.log ?? createLogger((process.env.TOWN_LOG as 'silent') ?? 'silent'),
      ...(options.openPages ? { openPages: options.openPages } : {}),
    },
  );
  const base = `http://127.0.0.1:${app.port}`;
  let browser: Browser | undefined;
  const stranger = async (more?: BrowserContextOptions): Promise<Page> => {
    browser ??= await startBrowser();
    const context = await browser.newContext({ locale: 'nl-NL', baseURL: base, ...more });
    context.setDefaultTimeout(15_000);
    return context.newPage();
  };
  const person = async (key: string): Promise<string> => {
    const { rows } = await database.database.pool.query<{ personId: string }>(
      'SELECT "personId" FROM "regionPerson" WHERE "key" = $1',
      [key],
    );
    return rows[0]?.personId ?? '';
  };
  const settle = (): Promise<void> => app.work.settle();
  const signIn = async (page: Page, key: string): Promise<void> => {
    const token = await makeConsoleLink(database.database.pool, await person(key), clock.now());
    // As the button on the page of the link does; that page has tests of its own.
    await page.context().request.post(`${base}/in/${token}`, { headers: { origin: base }, maxRedirects: 0 });
    await page.goto('/');
  };
  return {
    addRegion,
    app,
    clock,
    database,
    base,
    person,
    stranger,
    signIn,
    visit: async (key, more) => {
      const page = await stranger(more);
      await signIn(page, key);
      return page;
    },
    settle,
    at: async (date, time) => {
      clock.turnTo(instantAt(ZONE, date, time));
      await settle();
    },
    close: async () => {
      await browser?.close();
      await app.stop();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export function lettersTo(box: Letterbox | undefined): Pick<Config, 'mail' | 'sms'> {
  if (!box) return {};
  return {
    mail: { url: box.smtpUrl, from: 'Schakel <schakel@example.org>' },
    sms: { url: box.smsUrl, token: SMS_TOKEN },
  };
}
