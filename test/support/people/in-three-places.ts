import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { parseRegionFile } from '../../../src/config/region/region-file.ts';
import { instantAt } from '../../../src/domain/calendar/index.ts';
import { createLogger, type Logger } from '../../../src/main/log.ts';
import { type Running, start } from '../../../src/main.ts';
import { auditKeys } from '../../../src/store/audit/audit.ts';
import { importRegion } from '../../../src/store/regions/import.ts';
import type { Letterbox } from '../../fakes/letters/letters.ts';
import { type SlackStandIn, startSlackStandIn } from '../../fakes/slack/index.ts';
import { copyTemplate, type TestDatabase } from '../database/test-server.ts';
import { readMessage } from '../reading/in-slack.ts';
import { type TurnedClock, turnedClock } from '../schakel/clock.ts';
import { openTenantTown, type TenantTown } from '../schakel/tenant.ts';
import { lettersTo } from '../schakel/visitors.ts';
import { type Hand, onSlack } from './actor.ts';
import { teamsHand } from './actor-in-teams.ts';
import { ON_TEAMS, type RoomKinds, regionFile, SLACK_USERS, TEAM, TENANTS } from './three-places.ts';

/**
 * Schakel for a region whose people sit in three places: the coordinator and the mother in Slack, the school in one
 * Teams tenant, the municipality in another. One process, one database, one clock that is turned by hand.
 */
export interface District {
  readonly slack: SlackStandIn;
  readonly school: TenantTown;
  readonly municipality: TenantTown;
  readonly clock: TurnedClock;
  readonly app: Running;
  readonly database: TestDatabase;
  /** The people of the stories, each where they are. */
  readonly people: { as(who: string): Hand };
  /** The Entra object id of somebody of the stories who is on Teams. */
  idOf(who: string): string;
  /** The name of the Slack channel that was made last. */
  newest(): string;
  at(date: string, time: string): Promise<void>;
  settle(): Promise<void>;
  /** Schakel stops and starts again, as after a change of its settings. */
  restart(): Promise<void>;
  /** Returns the messages in the Slack channel. */
  channel(name: string): string[];
  /** Returns what the app wrote to somebody of the stories, where they are. */
  direct(who: string): string[];
  close(): Promise<void>;
}

const SECRET = 'a-secret-that-only-tests-know-0123456789abcdef';
const ZONE = 'Europe/Amsterdam';
/** A longer wait is for contact hours or another day, not for a platform's pace. */
const PACE_MS = 60_000;

const SHARED: RoomKinds = { school: 'shared', municipality: 'shared' };

/**
 * A region file of one's own puts other people in the same places. With one registration that of the school's tenant
 * serves the municipality's too.
 */
export async function openDistrict(
  startAt: string,
  rooms: RoomKinds = SHARED,
  file = regionFile,
  {
    oneRegistration = false,
    letterbox,
    log = createLogger((process.env.TOWN_LOG as 'silent') ?? 'silent'),
  }: {
    readonly oneRegistration?: boolean;
    /** Where letters go; without it none can be sent. */
    readonly letterbox?: Letterbox;
    readonly log?: Logger;
  } = {},
): Promise<District> {
  const clock = turnedClock(startAt);
  const now = (): number => clock.now().getTime();
  const slack = await startSlackStandIn({ users: SLACK_USERS, teamId: TEAM, now, pace: true });
  const school = await openTenantTown(TENANTS.school, clock);
  const municipality = await openTenantTown(TENANTS.municipality, clock, {
    home: oneRegistration ? school : null,
  });
  const towns = { school, municipality };
  const tenants = [school, municipality];
  const database = await copyTemplate(inject('adminUrl'));
  const parsed = parseRegionFile(file(school, municipality, rooms));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  await importRegion(database.database, auditKeys(SECRET), parsed.region, clock.now().toISOString());
  const dataDir = mkdtempSync(join(tmpdir(), 'schakel-district-'));
  const launch = async (): Promise<Running> => {
    const running = await start(
      {
        databaseUrl: database.url,
        port: 0,
        publicUrl: null,
        dataDir,
        key: SECRET,
        logLevel: 'silent',
        teams: tenants.map((tenant) => tenant.config),
        slack: {
          botToken: slack.botToken,
          signingSecret: slack.signingSecret,
          appToken: null,
          apiUrl: slack.apiUrl,
        },
        ...lettersTo(letterbox),
      },
      { clock, byHand: true, log },
    );
    slack.connect(`http://127.0.0.1:${running.port}/slack/events`);
    for (const { teams } of tenants) teams.connect(`http://127.0.0.1:${running.port}/api/messages`);
    return running;
  };
  let app = await launch();
  const still = async (): Promise<void> => {
    await slack.settled();
    for (const { teams } of tenants) await teams.settled();
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
  return {
    slack,
    school,
    municipality,
    clock,
    get app() {
      return app;
    },
    database,
    settle,
    restart: async () => {
      await app.stop();
      app = await launch();
    },
    ...onSlack(slack),
    idOf: (who) => ON_TEAMS[who]?.user.aadObjectId ?? '',
    people: { as: handsOf(slack, towns) },
    at: async (date, time) => {
      clock.turnTo(instantAt(ZONE, date, time));
      await settle();
    },
    channel: (name) => slack.history(name).map((m) => readMessage(m, SLACK_USERS)),
    direct: (who) => {
      const there = ON_TEAMS[who];
      if (!there) return slack.dm(who).map((m) => readMessage(m, SLACK_USERS));
      return towns[there.tenant].written(there.user.aadObjectId);
    },
    close: async () => {
      await app.stop();
      await slack.close();
      for (const tenant of tenants) await tenant.close();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

type Towns = Readonly<Record<keyof typeof TENANTS, TenantTown>>;

/** Somebody's hands, the same ones each time: a form that is open stays open. */
function handsOf(slack: SlackStandIn, towns: Towns): (who: string) => Hand {
  const known = new Map<string, Hand>();
  return (who) => {
    const there = ON_TEAMS[who];
    const hand =
      known.get(who) ??
      (there ? teamsHand(towns[there.tenant], there.user.aadObjectId) : inSlack(slack, who));
    known.set(who, hand);
    return hand;
  };
}

/** Nobody of another workspace can be picked as a member in Slack: they are chosen by name from the region's list. */
function inSlack(slack: SlackStandIn, who: string): Hand {
  const actor = slack.as(who);
  return {
    ...actor,
    submit: ({ member, ...values }) => {
      const there = typeof member === 'string' ? ON_TEAMS[member] : undefined;
      const person = there ? { person: there.user.name } : member === undefined ? {} : { member };
      return actor.submit({ ...values, ...person } as Parameters<typeof actor.submit>[0]);
    },
  };
}
