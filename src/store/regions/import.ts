import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { contactsOfRung, type RegionConfig } from '../../config/region/region-file.ts';
import type { LetterWay } from '../../domain/contact-details.ts';
import { lacksReason, withConsentRule } from '../../domain/region/consent-rule.ts';
import type { Instant, Uuid } from '../../domain/vocabulary.ts';
import type { AuditEvent } from '../../ports/database/index.ts';
import type { ConfirmedWorkspace } from '../../ports/database/workspaces.ts';
import { type AuditKeys, type ChainOwner, chainIdOf, extendChain } from '../audit/audit.ts';
import { putAuditRows } from '../audit/audit-rows.ts';
import { DEMONSTRATION } from '../cases/commit-sql.ts';
import { FILLED } from '../cases/sections/region.ts';
import { putPeople } from '../people/region-people.ts';
import { type Database, inTransaction } from '../postgres/database.ts';
import {
  type GiftChange,
  giveAndTake,
  giveConfirmed,
  givenOf,
  namedIn,
} from '../workspaces/workspace-gifts.ts';
import { putWorkspaces } from './region-workspaces.ts';
import { guarantorOf, noteRunners, runnersOf } from './runners.ts';

export interface ImportResult {
  readonly regionId: Uuid;
  readonly result: 'new' | 'changed' | 'unchanged';
  readonly version: number;
  /** Something was changed by hand since the last file, and is as in the file now. */
  readonly undone: boolean;
}

/**
 * Writes a region file: the region, its workspaces, the people it names and who they are there. The same file twice
 * changes nothing. Contacts that a coordinator filled in while running stay. All in one transaction.
 */
export async function importRegion(
  database: Database,
  keys: AuditKeys,
  config: RegionConfig,
  now: Instant,
  letters: readonly LetterWay[] = [],
): Promise<ImportResult> {
  const once = (): Promise<ImportResult> =>
    inTransaction(database, (client) => importInto(client, keys, config, now, letters));
  try {
    // Somebody else brought the same new region in at this very moment: then it is there now.
    return await once().catch((error) => (codeOf(error) === TAKEN ? once() : Promise.reject(error)));
  } catch (error) {
    if (codeOf(error) !== DEMONSTRATION) throw error;
    throw new Error(
      'This database holds the demonstration. Throw it away first (its page has a button for that), or use another database.',
      { cause: error },
    );
  }
}

const TAKEN = '23505';

function codeOf(error: unknown): string | undefined {
  return (error as { code?: string }).code;
}

/** A region as it stands, locked until the transaction is over. */
export interface StoredRegion extends ChainOwner {
  readonly version: number;
  readonly fileVersion: number;
  readonly config: RegionConfig & { readonly filledContacts?: Record<string, Uuid> };
  readonly auditHead: string;
  readonly auditCount: number;
}

/** Told to who reads the file in. */
const NO_REASON =
  'consent: unless-refused lets organisations read along before the family answered. Say why in consentReason, or leave consent out: then nobody reads along before everybody whose answer counts said yes.';

/**
 * The same as part of something larger, in the transaction of `client`. `newId` is what the region is called when it is
 * new: it is found by its key, and nothing says its id beforehand.
 */
export async function importInto(
  client: pg.PoolClient,
  keys: AuditKeys,
  file: RegionConfig,
  now: Instant,
  letters: readonly LetterWay[] = [],
  newId: Uuid = randomUUID(),
): Promise<ImportResult> {
  const found = await client.query<StoredRegion>('SELECT * FROM "region" WHERE "key" = $1 FOR UPDATE', [
    file.key,
  ]);
  const old = found.rows[0];
  const config = withConsentRule(file, old?.config ?? null);
  if (lacksReason(config, old?.config ?? null)) throw new Error(NO_REASON);
  const { filledContacts: _filled, ...before } = old?.config ?? { filledContacts: undefined };
  if (old && same(before, config) && (await isGivenAll(client, old.id, config))) {
    await client.query('UPDATE "region" SET "fileVersion" = "version" WHERE "id" = $1', [old.id]);
    return { regionId: old.id, result: 'unchanged', version: old.version, undone: false };
  }
  const action = old ? 'region.changed' : 'region.made';
  const made = await writeRegion(client, keys, old, config, {
    now,
    actor: 'schakel',
    action,
    objectId: null,
    isFile: true,
    gifts: { give: namedIn(config), take: [] },
    letters,
    newId,
  });
  const undone = old !== undefined && old.fileVersion < old.version;
  return { ...made, result: old ? 'changed' : 'new', undone };
}

export interface RegionWriting extends AuditEvent {
  readonly now: Instant;
  /** It comes from a file, so that nothing differs from a file now. */
  readonly isFile: boolean;
  /** The operator says it, and with it which workspaces the region may use from now on. */
  readonly gifts?: GiftChange;
  /** Its own people said that the region may use this workspace. That says nothing of anybody's accounts. */
  readonly confirmed?: ConfirmedWorkspace;
  /** Ways by which letters can be sent; left out: none. */
  readonly letters?: readonly LetterWay[];
  /** The id of a region that is not there yet. */
  readonly newId?: Uuid;
}

/** Writes a region whole, as its next version, and tells every process. `old` is locked. */
export async function writeRegion(
  client: pg.PoolClient,
  keys: AuditKeys,
  old: StoredRegion | undefined,
  config: RegionConfig,
  writing: RegionWriting,
): Promise<{ readonly regionId: Uuid; readonly version: number }> {
  const id = old?.id ?? writing.newId ?? randomUUID();
  const { now, actor, action, objectId } = writing;
  const { chain, rows } = extendChain(
    keys,
    old ? chainIdOf(old) : id,
    { head: old?.auditHead ?? '', count: old?.auditCount ?? 0 },
    now,
    [{ actor, action, objectId: objectId ?? id }],
  );
  const version = (old?.version ?? 0) + 1;
  const filled = stillFilled(old?.config.filledContacts ?? {}, old?.config, config);
  await client.query(PUT_REGION, [
    id,
    config.key,
    version,
    JSON.stringify({ ...config, filledContacts: filled }),
    chain.head,
    chain.count,
    now,
    // A new region has no cases to plan.
    old ? null : version,
    writing.isFile ? version : null,
  ]);
  await putAuditRows(client, rows);
  const before = await givenOf(client, id, config);
  if (writing.gifts) await giveAndTake(client, id, writing.gifts, now);
  if (writing.confirmed) await giveConfirmed(client, id, writing.confirmed, now);
  const workspaces = await putWorkspaces(client, id, config);
  // Other workspaces: then everybody, since they say who is who.
  const isAsBefore = same(before, await givenOf(client, id, config));
  const people = isAsBefore ? changedPeople(old?.config, config) : config.people;
  const byOperator = writing.gifts !== undefined;
  const { letters = [] } = writing;
  const running = new Set([old?.config, config].flatMap((c) => (c ? runningIt(c) : [])));
  const ranBefore = await runnersOf(client, id, old ? runningIt(old.config) : []);
  const namedById = byOperator || actor === 'schakel' ? null : actor;
  const guarantorId = namedById && (await guarantorOf(client, id, namedById));
  await putPeople(
    {
      client,
      regionId: id,
      config,
      workspaces,
      byOperator,
      now,
      actor,
      guarantorId,
      letters,
      version,
      running,
    },
    people,
  );
  if (byOperator)
    await client.query('UPDATE "regionPerson" SET "listedById" = NULL WHERE "regionId" = $1', [id]);
  await noteRunners(client, { regionId: id, namedById, before: ranBefore, keys: runningIt(config) });
  const named = [
    ...config.people.map((p) => p.key),
    ...Object.keys(filled).map((rung) => `${FILLED}${rung}`),
  ];
  await client.query('DELETE FROM "regionPerson" WHERE "regionId" = $1 AND NOT ("key" = ANY ($2))', [
    id,
    named,
  ]);
  await client.query(`SELECT pg_notify('schakel_region', '')`);
  return { regionId: id, version };
}

/** The keys of those who coordinate or administer. */
function runningIt({ coordinators, administrators = [] }: RegionConfig): string[] {
  return [...coordinators, ...administrators];
}

/** Nothing that the file names waits to be given. */
async function isGivenAll(client: pg.PoolClient, regionId: Uuid, config: RegionConfig): Promise<boolean> {
  return (await givenOf(client, regionId, config)).length === config.workspaces.length;
}

const PUT_REGION = `
  INSERT INTO "region" (
    "id",
    "key",
    "version",
    "config",
    "auditHead",
    "auditCount",
    "createdAt",
    "plannedVersion",
    "fileVersion"
  )
  VALUES ($1, $2, $3, $4, $5, $6, $7, COALESCE($8::int, 0), COALESCE($9::int, 0))
  ON CONFLICT ("id") DO UPDATE SET
    "version" = excluded."version",
    "config" = excluded."config",
    "auditHead" = excluded."auditHead",
    "auditCount" = excluded."auditCount",
    "fileVersion" = COALESCE($9::int, "region"."fileVersion")`;

/**
 * People whose lines are not what they were. What they said of themselves since (their own days) stays as long as
 * nobody changes their line. Other workspaces: then everybody, since it says who is where.
 */
function changedPeople(old: RegionConfig | undefined, config: RegionConfig): RegionConfig['people'] {
  if (!old || !same(old.workspaces, config.workspaces)) return config.people;
  const before = new Map(old.people.map((p) => [p.key, p]));
  return config.people.filter((p) => !same(before.get(p.key) ?? null, p));
}

/** A contact who was filled in while running gives way when the file comes to name others on that rung. */
function stillFilled(
  filled: Readonly<Record<string, Uuid>>,
  before: RegionConfig | undefined,
  config: RegionConfig,
): Record<string, Uuid> {
  const given = (file: RegionConfig | undefined, rung: string): string[] =>
    file ? contactsOfRung(file, Number(rung)) : [];
  return Object.fromEntries(
    Object.entries(filled).filter(([rung]) => {
      const now = given(config, rung);
      return now.length === 0 || same(now, given(before, rung));
    }),
  );
}

/** Same content, whatever the order in which the database gives the keys back. */
function same(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, v: unknown) =>
    v !== null && typeof v === 'object' && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([x], [y]) => (x < y ? -1 : 1)))
      : v,
  );
}
