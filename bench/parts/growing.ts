import { createUseCases } from '../../src/app/handle-request.ts';
import { runRound } from '../../src/jobs/round.ts';
import { regionFiles } from '../../src/main/region-files.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { type Bench, timed } from './measure.ts';
import { openPlace, type Place } from './place.ts';
import { AGREEMENTS_PER_CASE, OPEN_NUMBERS, type Population, populate, TEAM } from './population.ts';
import { channelOf, ownerOf } from './population-sql.ts';
import { RAW_ROUND } from './raw-round.ts';

/** A region on one day, at one moment: what is due is made due by hand, and every round starts from the same rows. */
export interface Growing extends Population {
  /** Makes the next 1 % of all agreements due on this day, and takes away what an earlier round left. */
  makeDue(): Promise<number>;
  /** The daily round with all its messages, in ms. */
  round(expected: number): Promise<number>;
  /** The same writes as one raw SQL statement, in ms. */
  raw(expected: number): Promise<number>;
  /** One `/klaar` from the door of the house to its commit, in ms. */
  command(caseNumber: number): Promise<number>;
}

/** A working day; half an hour after the nudges go out. */
const TODAY = '2027-03-09';
export const NUDGE_AT = `${TODAY}T08:00:00.000Z`;
const NOW = `${TODAY}T09:00:00.000Z`;
/** The fourth open one is for the commands. */
const DUE_NUMBERS = OPEN_NUMBERS.slice(0, 3);
const clock: Clock = { now: () => new Date(NOW), sleep: () => Promise.resolve() };
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

async function openGrowing(place: Place): Promise<Growing> {
  const population = await populate(await place.open('growing'), TODAY);
  const { store, region, database, later } = population;
  let count = 0;
  const deps = {
    store,
    clock,
    newId: () => crypto.randomUUID(),
    files: regionFiles,
    directories: {},
    webUrl: null,
    log: quiet,
    caseload: store.caseload,
  };
  const useCases = createUseCases(deps);
  return {
    ...population,
    makeDue: async () => {
      // One open agreement of every tenth case is 1 % of all agreements.
      const [which, number] = [count % 10, DUE_NUMBERS[Math.floor(count / 10) % DUE_NUMBERS.length]];
      count += 1;
      await database.pool.query(CLEAN);
      await database.pool.query(NOT_DUE, [later, TODAY]);
      await database.pool.query(DUE, [TODAY, NUDGE_AT, population.size(), which, number]);
      await database.pool.query('ANALYZE "timer"');
      await database.pool.query('CHECKPOINT');
      return Math.floor((population.size() * AGREEMENTS_PER_CASE) / 100);
    },
    round: async (expected) => {
      let done = 0;
      const ms = await timed(async () => {
        done = (await runRound(deps, region.id)).cases;
      });
      if (done !== expected) throw new Error(`${done} cases were worked, not ${expected}`);
      return ms;
    },
    raw: async (expected) => {
      let done = 0;
      const values = [region.id, NOW, TODAY, `${later}T08:00:00.000Z`, region.workspaces[0]?.id];
      const ms = await timed(async () => {
        done = (await database.pool.query<{ cases: number }>(RAW_ROUND, values)).rows[0]?.cases ?? 0;
      });
      if (done !== expected) throw new Error(`${done} cases were written, not ${expected}`);
      return ms;
    },
    command: async (caseNumber) => {
      count += 1;
      const inbound = {
        key: `bench:${count}:${caseNumber}`,
        platform: 'slack',
        workspaceExternalId: TEAM,
        userExternalId: ownerOf(caseNumber),
        channel: channelOf(caseNumber),
        request: { type: 'text', root: 'klaar', text: '10' },
      } as const;
      return timed(() => useCases.handle(inbound));
    },
  };
}

/** Empties what a round wrote, so that no round stands on the rows of the one before. */
const CLEAN = 'TRUNCATE "digest", "nudge", "message", "conversation", "round"';
const NOT_DUE = `
  WITH back AS (
    UPDATE "agreement"
    SET
      "due" = $1,
      "firstDue" = $1
    WHERE "due" = $2
      AND "status" = 'open'
    RETURNING "id"
  )
  UPDATE "timer" t
  SET "fireAt" = (
    SELECT max("fireAt")
    FROM "timer" x
    WHERE x."kind" = 'agreement'
      AND x."caseId" = t."caseId"
  )
  FROM back
  WHERE t."subjectId" = back."id"
    AND t."kind" = 'agreement'`;
const DUE = `
  WITH due AS (
    UPDATE "agreement" a
    SET
      "due" = $1,
      "firstDue" = $1
    FROM generate_series($4::bigint + 1, $3::bigint, 10) i
    WHERE a."id" = bench_id(4, i * 10 + $5::int)
    RETURNING a."id", a."caseId"
  )
  UPDATE "timer" t
  SET "fireAt" = $2
  FROM due
  WHERE t."caseId" = due."caseId"
    AND t."kind" = 'agreement'
    AND t."subjectId" = due."id"`;

export interface SharedBench extends Bench {
  readonly growing: () => Promise<Growing>;
}

/** One region for the benchmarks that need a large one: made when it is first asked for. */
export function createShared(): { readonly growing: () => Promise<Growing>; close(): Promise<void> } {
  let place: Place | undefined;
  let made: Promise<Growing> | undefined;
  const make = async (): Promise<Growing> => {
    place = await openPlace();
    return openGrowing(place);
  };
  return {
    growing: () => {
      made ??= make();
      return made;
    },
    close: async () => place?.close(),
  };
}
