import type pg from 'pg';
import { contactsOfRung, externalIdOf, firstOf, type RegionConfig } from '../config/region-file.ts';
import type { Instant, Uuid } from '../domain/names.ts';
import { type AuditKeys, extendChain } from './audit.ts';
import { FILLED } from './commit-sql.ts';
import type { Database } from './database.ts';
import { namedUuid } from './ids.ts';
import { putPeople, WEB } from './region-people.ts';

export interface ImportResult {
  readonly regionId: Uuid;
  readonly result: 'new' | 'changed' | 'unchanged';
  readonly version: number;
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
): Promise<ImportResult> {
  const client = await database.pool.connect();
  try {
    await client.query('BEGIN');
    const result = await inTransaction(client, keys, config, now);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

interface OldRegion {
  id: Uuid;
  version: number;
  config: RegionConfig & { filledContacts?: Record<string, Uuid> };
  auditHead: string;
  auditCount: number;
}

async function inTransaction(
  client: pg.PoolClient,
  keys: AuditKeys,
  config: RegionConfig,
  now: Instant,
): Promise<ImportResult> {
  const found = await client.query<OldRegion>('SELECT * FROM "region" WHERE "key" = $1 FOR UPDATE', [
    config.key,
  ]);
  const old = found.rows[0];
  const { filledContacts, ...before } = old?.config ?? { filledContacts: undefined };
  if (old && same(before, config)) return { regionId: old.id, result: 'unchanged', version: old.version };
  const id = old?.id ?? namedUuid(`region:${config.key}`);
  const { chain, rows } = extendChain(
    keys,
    id,
    { head: old?.auditHead ?? '', count: old?.auditCount ?? 0 },
    now,
    [{ actor: 'schakel', action: old ? 'region.changed' : 'region.made', objectId: id }],
  );
  const version = (old?.version ?? 0) + 1;
  const filled = stillFilled(filledContacts ?? {}, old?.config, config);
  await client.query(
    `INSERT INTO "region" ("id", "key", "version", "config", "auditHead", "auditCount", "createdAt") VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT ("id") DO UPDATE SET "version" = excluded."version", "config" = excluded."config", "auditHead" = excluded."auditHead", "auditCount" = excluded."auditCount"`,
    [
      id,
      config.key,
      version,
      JSON.stringify({ ...config, filledContacts: filled }),
      chain.head,
      chain.count,
      now,
    ],
  );
  for (const row of rows) {
    await client.query(
      'INSERT INTO "audit" ("chainId", "seq", "at", "actor", "action", "objectId", "hash") VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [row.chainId, row.seq, row.at, row.actor, row.action, row.objectId, row.hash],
    );
  }
  const workspaces = await putWorkspaces(client, id, config);
  await putPeople(client, id, config, workspaces);
  const named = [
    ...config.people.map((p) => p.key),
    ...Object.keys(filled).map((rung) => `${FILLED}${rung}`),
  ];
  await client.query('DELETE FROM "regionPerson" WHERE "regionId" = $1 AND NOT ("key" = ANY ($2))', [
    id,
    named,
  ]);
  await client.query(`SELECT pg_notify('schakel_region', '')`);
  return { regionId: id, result: old ? 'changed' : 'new', version };
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

async function putWorkspaces(
  client: pg.PoolClient,
  regionId: Uuid,
  config: RegionConfig,
): Promise<Map<string, Uuid>> {
  const ids = new Map<string, Uuid>();
  for (const w of config.workspaces) {
    const externalId = externalIdOf(w);
    const { rows } = await client.query<{ id: Uuid }>(PUT_WORKSPACE, [
      namedUuid(`workspace:${w.platform}:${externalId}`),
      w.platform,
      externalId,
      w.titlesInChat,
    ]);
    const id = rows[0]?.id as Uuid;
    ids.set(externalId, id);
    const channel = w === firstOf(config, w.platform) ? config.coordinatorChannel?.[w.platform] : undefined;
    await client.query(
      `INSERT INTO "regionWorkspace" ("regionId", "workspaceId", "coordinatorChannel", "settings") VALUES ($1, $2, $3, $4)
       ON CONFLICT ("regionId", "workspaceId") DO UPDATE SET "coordinatorChannel" = excluded."coordinatorChannel", "settings" = excluded."settings"`,
      [
        regionId,
        id,
        channel ?? null,
        JSON.stringify(w.platform === 'teams' ? { teamId: w.team, rooms: w.rooms } : {}),
      ],
    );
  }
  ids.set(WEB, await putWeb(client, regionId, config.key));
  await client.query(
    'DELETE FROM "regionWorkspace" WHERE "regionId" = $1 AND NOT ("workspaceId" = ANY ($2))',
    [regionId, [...ids.values()]],
  );
  return ids;
}

/** Every region has the web, for people without a connected workspace. */
async function putWeb(client: pg.PoolClient, regionId: Uuid, key: string): Promise<Uuid> {
  const { rows } = await client.query<{ id: Uuid }>(PUT_WORKSPACE, [
    namedUuid(`workspace:web:${key}`),
    'web',
    key,
    true,
  ]);
  const id = rows[0]?.id as Uuid;
  await client.query(
    'INSERT INTO "regionWorkspace" ("regionId", "workspaceId") VALUES ($1, $2) ON CONFLICT DO NOTHING',
    [regionId, id],
  );
  return id;
}

const PUT_WORKSPACE = `INSERT INTO "workspace" ("id", "platform", "externalId", "titlesInChat") VALUES ($1, $2, $3, $4)
  ON CONFLICT ("platform", "externalId") DO UPDATE SET "titlesInChat" = excluded."titlesInChat" RETURNING "id"`;
