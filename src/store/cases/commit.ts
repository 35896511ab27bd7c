import type pg from 'pg';
import type { RegionConfig } from '../../config/region/region-file.ts';
import type { Timer } from '../../domain/case/state.ts';
import type { Uuid } from '../../domain/vocabulary.ts';
import type {
  Change,
  CommitResult,
  RegionContactChange,
  RegionFileChange,
} from '../../ports/database/index.ts';
import type { Erased, SealedSubstance } from '../../ports/database/substance.ts';
import type { ConfirmedWorkspace } from '../../ports/database/workspaces.ts';
import {
  type AuditKeys,
  type AuditRow,
  type Chain,
  type ChainOwner,
  chainIdOf,
  extendChain,
} from '../audit/audit.ts';
import { noted, REGION_CHAIN } from '../audit/region-audit.ts';
import { messageRows } from '../outbox/message-rows.ts';
import { takeNewAddress } from '../people/new-addresses.ts';
import { namedUuid } from '../postgres/ids.ts';
import { type StoredRegion, writeRegion } from '../regions/import.ts';
import { isFree } from '../workspaces/workspace-gifts.ts';
import { CASE_PARTS } from './columns.ts';
import { CONFLICT, commitStatement, DUPLICATE, type Rows } from './commit-sql.ts';

/** Unique violation and deadlock: somebody else was there first; what was decided is decided again. */
const RETRY: ReadonlySet<string> = new Set([CONFLICT, '23505', '40P01', '40001']);

/**
 * Writes a change, all or nothing, in one round trip; one more first in the rare case that a region's contact was
 * filled in, for where the region's audit stands. How a region is set up takes a transaction.
 */
export async function commit(pool: pg.Pool, keys: AuditKeys, change: Change): Promise<CommitResult> {
  const contact = change.regionContact ? await contactRow(pool, keys, change, change.regionContact) : null;
  if (change.regionContact && !contact) return { result: 'conflict' };
  const { regionFile: file, regionNote: note, now } = change;
  const more = file
    ? (client: pg.PoolClient) => putRegion(client, keys, now, file)
    : note
      ? (client: pg.PoolClient) => noted(client, keys, { now, ...note }, taking(client, change))
      : change.addressTaken && ((client: pg.PoolClient) => taking(client, change)());
  const code = await attempt(pool, queryOf(change, rowsOf(keys, change, contact)), more);
  if (code === DUPLICATE) return { result: 'duplicate', reply: await storedReply(pool, change) };
  return { result: code === null ? 'done' : 'conflict' };
}

/**
 * Takes an address beside the statement, with a line in a region's audit if there is one. Where others say that it is
 * right, the old one was lost and may be in other hands: what is open by it ends, the address of a calendar too, and
 * so do second steps of their own, which whoever had it in hands could have made.
 */
function taking(client: pg.PoolClient, { addressTaken, spokenCodes = [] }: Change): () => Promise<boolean> {
  return async () => {
    if (addressTaken === undefined) return true;
    for (const open of ['webSession', 'calendarFeed', 'factor', 'linkedPerson'])
      await client.query(`DELETE FROM "${open}" WHERE "personId" = $1`, [addressTaken.personId]);
    // A code that was read out before this is of whoever was called then.
    if (!spokenCodes.some((one) => one.personId === addressTaken.personId))
      await client.query(
        'UPDATE "reach" SET "codeHash" = NULL, "codeExpiresAt" = NULL WHERE "personId" = $1',
        [addressTaken.personId],
      );
    return takeNewAddress(client, addressTaken);
  };
}

/** Null when written, else the SQLSTATE of the refusal. A refusal is an answer: the connection stays in use. */
async function attempt(
  pool: pg.Pool,
  query: pg.QueryConfig,
  more?: (client: pg.PoolClient) => Promise<boolean>,
): Promise<string | null> {
  const client = await pool.connect();
  try {
    if (!more) await client.query(query);
    else if (!(await together(client, query, more))) {
      client.release();
      return CONFLICT;
    }
    client.release();
    return null;
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    const refused = code === DUPLICATE || RETRY.has(code);
    if (more) await client.query('ROLLBACK').catch(() => undefined);
    client.release(!refused);
    if (refused) return code;
    throw error;
  }
}

/** Does what takes more than one statement, all or nothing with the first. */
async function together(
  client: pg.PoolClient,
  query: pg.QueryConfig,
  more: (client: pg.PoolClient) => Promise<boolean>,
): Promise<boolean> {
  await client.query('BEGIN');
  await client.query(query);
  const done = await more(client);
  await client.query(done ? 'COMMIT' : 'ROLLBACK');
  return done;
}

/** How a region is set up, as its next version; false when somebody was faster. */
async function putRegion(
  client: pg.PoolClient,
  keys: AuditKeys,
  now: string,
  change: RegionFileChange,
): Promise<boolean> {
  const { rows } = await client.query<StoredRegion>('SELECT * FROM "region" WHERE "id" = $1 FOR UPDATE', [
    change.regionId,
  ]);
  const [old] = rows;
  if (old?.version !== change.version) return false;
  const { audit, confirmed, letters = [] } = change;
  if (confirmed && !(await isFree(client, confirmed))) return false;
  // Where the file says the same, it differs from what was read no more than before.
  const isFile = change.isFile || (confirmed !== undefined && old.fileVersion === old.version);
  const done = confirmed ? { confirmed, objectId: accountId(confirmed) } : {};
  const writing = { now, ...audit, isFile, letters, ...done };
  // It has passed the schema: nothing else may be given to the port.
  await writeRegion(client, keys, old, change.file as RegionConfig, writing);
  return true;
}

/** How the audit names the account that confirmed a workspace: whoever holds the account's id can tell that it was that. */
function accountId({ platform, externalId, by }: ConfirmedWorkspace): Uuid {
  return namedUuid(`account:${platform}:${externalId}:${by}`);
}

interface ContactRow extends RegionContactChange {
  readonly auditHead: string;
  readonly auditCount: number;
  readonly audit: readonly AuditRow[];
}

async function contactRow(
  pool: pg.Pool,
  keys: AuditKeys,
  change: Change,
  contact: RegionContactChange,
): Promise<ContactRow | null> {
  const { rows } = await pool.query<ChainOwner & Chain>(`${REGION_CHAIN} AND "version" = $2`, [
    contact.regionId,
    contact.version,
  ]);
  const actor = change.cases[0]?.audit[0]?.actor ?? 'schakel';
  const event = { actor, action: 'region.contact_filled', objectId: contact.personId };
  if (!rows[0]) return null;
  const { rows: audit, chain } = extendChain(keys, chainIdOf(rows[0]), rows[0], change.now, [event]);
  return { ...contact, auditHead: chain.head, auditCount: chain.count, audit };
}

async function storedReply(pool: pg.Pool, change: Change): Promise<unknown> {
  const { rows } = await pool.query<{ reply: unknown }>('SELECT "reply" FROM "inbound" WHERE "key" = $1', [
    change.inbound?.key,
  ]);
  return rows[0]?.reply ?? null;
}

function queryOf(change: Change, rows: Rows): pg.QueryConfig {
  const { name, text, sections } = commitStatement(rows, change.inbound !== undefined);
  const request = change.inbound ? [change.inbound.key, json(change.inbound.reply)] : [null, null];
  return { name, text, values: [change.now, ...request, ...sections.map((section) => json(rows[section]))] };
}

function rowsOf(keys: AuditKeys, change: Change, contact: ContactRow | null): Rows {
  const audit: AuditRow[] = [...(contact?.audit ?? [])];
  const cases = change.cases.map(({ before, after, audit: events }) => {
    const { auditHead: head, auditCount: count } = before?.case ?? { auditHead: '', auditCount: 0 };
    const extended = extendChain(keys, chainIdOf(after.case), { head, count }, change.now, events);
    audit.push(...extended.rows);
    const version = before === null ? 1 : before.case.version;
    return { ...after.case, version, auditHead: extended.chain.head, auditCount: extended.chain.count };
  });
  const changed = cases.filter((_, i) => change.cases[i]?.before !== null);
  return {
    [changed.length === 1 ? 'changedCase' : 'changedCases']: changed,
    newCases: cases.filter((_, i) => change.cases[i]?.before === null),
    ...partRows(change),
    timersGone: change.cases.flatMap(({ before, after }) => gone(before?.timers ?? [], after.timers)),
    audit,
    messages: messageRows(change.messages),
    substance: change.cases.flatMap(substanceRows),
    erased: erasedRows(change),
    emptied: change.emptied ?? [],
    people: change.people ?? [],
    identities: change.identities ?? [],
    absences: change.absences ?? [],
    absencesReplaced: change.absencesReplaced ?? [],
    absencesEnded: change.absencesEnded ?? [],
    absencesTakenBack: change.absencesTakenBack ?? [],
    ownHours: change.ownHours ?? [],
    codes: change.codes ?? [],
    codeUsed: change.codeUsed ? [change.codeUsed] : [],
    digests: change.digests ?? [],
    reaches: change.reaches ?? [],
    contactsAsked: change.contactsAsked ?? [],
    newAddresses: change.newAddresses ?? [],
    spokenCodes: change.spokenCodes ?? [],
    astray: change.astray ?? [],
    preferences: change.preferences ?? [],
    regionContact: contact ? [contact] : [],
  };
}

/** No database stores a zero byte or half a surrogate pair; people paste both. JSON writes them as these escapes. */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/i;

function json(value: unknown): string {
  const text = JSON.stringify(value ?? null);
  if (!text.includes('\\u') || !UNSTORABLE.test(text)) return text;
  return JSON.stringify(value, (_key, v: unknown) =>
    typeof v === 'string' ? v.replaceAll('\u0000', '').toWellFormed() : v,
  );
}

/** Words that were sealed for another case would open nowhere. */
function substanceRows({ after, substance = [] }: Change['cases'][number]): readonly SealedSubstance[] {
  if (substance.some((one) => one.caseId !== after.case.id))
    throw new Error('words of one case were given to another');
  return substance;
}

/** Nothing is erased that nobody accounts for. */
function erasedRows({ erased = [], cases, regionNote }: Change): readonly Erased[] {
  const isTold = regionNote !== undefined || cases.some(({ audit }) => audit.length > 0);
  if (erased.length > 0 && !isTold) throw new Error('words are erased without a line in the audit');
  return erased;
}

/** Collects of each part the rows whose object is not the one that was loaded. */
function partRows(change: Change): Rows {
  return Object.fromEntries(
    CASE_PARTS.map(({ table, part }) => [
      table,
      change.cases.flatMap(({ before, after }) => changed(before?.[part] ?? [], after[part])),
    ]),
  );
}

function changed(before: readonly unknown[], after: readonly unknown[]): unknown[] {
  if (before === after) return [];
  const known = new Set(before);
  return after.filter((row) => !known.has(row));
}

function gone(before: readonly Timer[], after: readonly Timer[]): string[] {
  const kept = new Set(after.map((t) => t.id));
  return before.filter((t) => !kept.has(t.id)).map((t) => t.id);
}
