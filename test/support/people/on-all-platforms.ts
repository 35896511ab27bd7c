import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { inject } from 'vitest';
import { parseRegionFile } from '../../../src/config/region/region-file.ts';
import { instantAt } from '../../../src/domain/calendar/index.ts';
import { createLogger } from '../../../src/main/log.ts';
import { type Running, start } from '../../../src/main.ts';
import { auditKeys } from '../../../src/store/audit/audit.ts';
import { importRegion } from '../../../src/store/regions/import.ts';
import { type Letterbox, openLetterbox, SMS_TOKEN } from '../../fakes/letters/letters.ts';
import { type SlackStandIn, startSlackStandIn } from '../../fakes/slack/index.ts';
import { startBrowser } from '../../fakes/teams/card/browser.ts';
import { copyTemplate, type TestDatabase } from '../database/test-server.ts';
import { readMessage } from '../reading/in-slack.ts';
import { turnedClock } from '../schakel/clock.ts';
import { SECRET } from '../schakel/start-schakel.ts';
import { openTenantTown, type TenantTown } from '../schakel/tenant.ts';
import type { Hand } from './actor.ts';
import { teamsHand } from './actor-in-teams.ts';

/**
 * Story 2's people where they are: the school in Slack, the municipality in a Teams tenant, the mother at home with a
 * browser, a mailbox and a telephone. One process, one clock that is turned by hand.
 */
export interface Village {
  readonly app: Running;
  readonly database: TestDatabase;
  readonly slack: SlackStandIn;
  readonly teams: TenantTown;
  readonly box: Letterbox;
  readonly people: { as(who: keyof typeof PEOPLE): Hand };
  /** A browser in which nobody is signed in. */
  browser(options: BrowserContextOptions): Promise<Page>;
  at(date: string, time: string): Promise<void>;
  settle(): Promise<void>;
  /** Return the messages in the case's channel in Slack, and in its channel in Teams. */
  inSlack(): string[];
  inTeams(): string[];
  /** The name of the case's channel in Teams; in Slack it is the newest one. */
  room(): string;
  /** Returns what Schakel wrote to one person. */
  direct(who: keyof typeof PEOPLE): string[];
  close(): Promise<void>;
}

const entra = (n: number): string => `00000000-0000-4000-8000-0000000008${n}`;
export const PEOPLE = {
  coordinator: { name: 'Coördinator', teams: entra(10) },
  lead: { name: 'Casemanager gemeente', teams: entra(11) },
  leadDeputy: { name: 'Jeugdconsulent gemeente', teams: entra(12) },
  school: { name: 'Ondersteuningscoördinator school', slack: 'U0SCHOOL' },
  teacher: { name: 'Leerkracht', slack: 'U0TEACHER' },
} as const;
const TEAM = 'T0SCHOOL';
/** A longer wait is for contact hours or another day, not for a platform's pace. */
const PACE_MS = 60_000;
const TENANT = '00000000-0000-4000-8000-00000000a008';

const inSlack = Object.values(PEOPLE).flatMap((p) => ('slack' in p ? [{ id: p.slack, name: p.name }] : []));
const USERS = inSlack.map(({ id, name }) => ({
  id,
  name: id.toLowerCase(),
  realName: name,
  tz: 'Europe/Amsterdam',
  locale: 'nl-NL',
}));
const MEMBERS = Object.values(PEOPLE).flatMap((p) =>
  'teams' in p ? [{ aadObjectId: p.teams, name: p.name }] : [],
);

type Coordinators = readonly Lowercase<keyof typeof PEOPLE>[];

function region(tenant: TenantTown, coordinators: Coordinators): string {
  const people = Object.entries(PEOPLE).map(([key, p]) =>
    'slack' in p
      ? `  - { key: ${key.toLowerCase()}, name: ${p.name}, slack: ${p.slack} }`
      : `  - { key: ${key.toLowerCase()}, name: ${p.name}, teams: ${p.teams}, teamsTenant: ${TENANT} }`,
  );
  return `
key: midden
name: Regio Midden
schoolHolidays: Midden
workspaces:
  - { platform: slack, teamId: ${TEAM} }
  - { platform: teams, tenantId: ${TENANT}, team: ${tenant.graph.team().id}, rooms: shared }
people:
${people.join('\n')}
organisations:
  - { key: school, name: School, type: school }
  - { key: gemeente, name: Gemeente, type: municipality }
ladder:
  - { rung: 3, title: teamleider jeugd, contacts: [] }
coordinators: [${coordinators.join(', ')}]
`;
}

export async function openVillage(
  startAt: string,
  coordinators: Coordinators = ['coordinator'],
): Promise<Village> {
  const clock = turnedClock(startAt);
  const now = (): number => clock.now().getTime();
  const box = await openLetterbox();
  const slack = await startSlackStandIn({ users: USERS, teamId: TEAM, now, pace: false });
  const teams = await openTenantTown({ tenantId: TENANT, users: MEMBERS }, clock, { pace: false });
  const database = await copyTemplate(inject('adminUrl'));
  const parsed = parseRegionFile(region(teams, coordinators));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  await importRegion(database.database, auditKeys(SECRET), parsed.region, clock.now().toISOString());
  const dataDir = mkdtempSync(join(tmpdir(), 'schakel-village-'));
  const app = await start(
    {
      databaseUrl: database.url,
      port: 0,
      publicUrl: null,
      dataDir,
      key: SECRET,
      logLevel: 'silent',
      teams: [teams.config],
      slack: {
        botToken: slack.botToken,
        signingSecret: slack.signingSecret,
        appToken: null,
        apiUrl: slack.apiUrl,
      },
      mail: { url: box.smtpUrl, from: 'Schakel <schakel@example.org>' },
      sms: { url: box.smsUrl, token: SMS_TOKEN },
    },
    { clock, byHand: true, log: createLogger((process.env.TOWN_LOG as 'silent') ?? 'silent') },
  );
  slack.connect(`http://127.0.0.1:${app.port}/slack/events`);
  teams.teams.connect(`http://127.0.0.1:${app.port}/api/messages`);
  const still = async (): Promise<void> => {
    await slack.settled();
    await teams.teams.settled();
  };
  const settle = async (): Promise<void> => {
    for (let turns = 0; turns < 400; turns++) {
      await still();
      await app.work.settle();
      await still();
      const next = await app.store.outbox.nextAt(clock.now().toISOString());
      const wait = next ? Date.parse(next) - now() : Number.POSITIVE_INFINITY;
      if (wait > PACE_MS) return;
      clock.advance(Math.max(1, wait));
    }
    throw new Error('messages keep waiting: the app does not come to rest');
  };
  const room = (): string => teams.graph.team().channels.at(-1)?.displayName ?? '';
  const hands = new Map<string, Hand>();
  let browser: Browser | undefined;
  return {
    app,
    database,
    slack,
    teams,
    box,
    settle,
    people: {
      as: (who) => {
        const p = PEOPLE[who];
        const hand = hands.get(who) ?? ('slack' in p ? slack.as(p.slack) : teamsHand(teams, p.teams));
        hands.set(who, hand as Hand);
        return hand as Hand;
      },
    },
    browser: async (options) => {
      browser ??= await startBrowser();
      const context = await browser.newContext({ baseURL: `http://127.0.0.1:${app.port}`, ...options });
      context.setDefaultTimeout(20_000);
      return context.newPage();
    },
    at: async (date, time) => {
      clock.turnTo(instantAt('Europe/Amsterdam', date, time));
      await settle();
    },
    inSlack: () => slack.history(slack.channels().at(-1)?.name ?? '').map((m) => readMessage(m, USERS)),
    inTeams: () => teams.read(teams.channel(room())),
    room,
    direct: (who) => {
      const p = PEOPLE[who];
      return 'slack' in p ? slack.dm(p.slack).map((m) => readMessage(m, USERS)) : teams.written(p.teams);
    },
    close: async () => {
      await browser?.close();
      await app.stop();
      await slack.close();
      await teams.close();
      await box.close();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
