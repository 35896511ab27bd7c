import { createHash } from 'node:crypto';
import { auditKeys } from '../../src/store/audit/audit.ts';
import { verifyAudit } from '../../src/store/audit/verify.ts';
import { type StoredMessage, shown } from '../../test/fakes/slack/index.ts';
import type { Deed } from './desk.ts';
import { DONE_WHEN } from './load.ts';
import type { Stage } from './stage.ts';

/** The findings, each as lines that say what is wrong; empty is good. */
export interface Findings {
  /** Acknowledged, and not there: in the database, or not to be seen in the channel. */
  readonly lost: readonly string[];
  /** The same message or the same card more than once before people's eyes. */
  readonly doubled: readonly string[];
  /** How often a message was sent again because Slack could not be asked in time; so often one may stand there twice. */
  readonly unseen: number;
  readonly outOfOrder: readonly string[];
  /** Never sent, or sent without a trace. */
  readonly left: readonly string[];
  readonly audit: readonly string[];
  /** Messages that people can read. */
  readonly messages: number;
}

interface Row {
  readonly id: string;
  readonly conversationId: string;
  readonly seq: number;
  readonly type: string;
  readonly state: string;
  readonly isCard: boolean;
  readonly isTask: boolean;
  readonly unseen: number;
  /** Others of its kind that are said in the same message. */
  readonly alsoSays: readonly string[] | null;
  /** The agreement that it is about, else the case: a reader knows it by that. */
  readonly about: string | null;
}

export async function verify(stage: Stage, acknowledged: readonly Deed[]): Promise<Findings> {
  const places = placesOf(stage);
  const posted = [...places.values()].flat();
  const rows = await messageRows(stage);
  return {
    lost: [
      ...(await lostInDatabase(stage, acknowledged)),
      ...(await lostCases(stage, acknowledged)),
      ...lostInChannel(stage, acknowledged),
    ],
    doubled: [...places].flatMap(([place, messages]) => doubled(place, withoutUnseen(messages, rows), rows)),
    unseen: [...rows.values()].reduce((sum, row) => sum + row.unseen, 0),
    outOfOrder: [...places].flatMap(([place, messages]) => outOfOrder(place, messages, rows)),
    left: left(rows, posted),
    audit: await auditProblems(stage),
    messages: posted.length,
  };
}

/** Returns what the app wrote in every channel and every direct conversation, for everybody there, oldest first. */
function placesOf(stage: Stage): Map<string, StoredMessage[]> {
  const { slack } = stage;
  const ours = (messages: readonly StoredMessage[]): StoredMessage[] =>
    messages.filter((m) => m.author === slack.botUserId && m.ephemeralFor === undefined);
  const channels = slack.channels().map((c) => [c.name, ours(slack.history(c.name))] as const);
  const users = stage.people.flatMap((t) => [t.coordinator, t.lead, t.school]);
  return new Map([...channels, ...users.map((u) => [`to ${u}`, ours(slack.dm(u))] as const)]);
}

function idOf(message: StoredMessage): string {
  const metadata = message.metadata as { event_payload?: { id?: string } } | undefined;
  return metadata?.event_payload?.id ?? '';
}

/** Leaves out copies of what was sent again unseen, as many as were sent: they are counted, not forgiven. */
function withoutUnseen(
  messages: readonly StoredMessage[],
  rows: ReadonlyMap<string, Row>,
): readonly StoredMessage[] {
  const left = new Map([...rows.values()].map((row) => [row.id, row.unseen]));
  const there = new Set<string>();
  return messages.filter((message) => {
    const id = idOf(message);
    const copies = left.get(id) ?? 0;
    if (!there.has(id) || copies === 0) return there.add(id);
    left.set(id, copies - 1);
    return false;
  });
}

/** A question shows the whole text of an agreement too: a card is what its row says is one. */
function doubled(
  place: string,
  messages: readonly StoredMessage[],
  rows: ReadonlyMap<string, Row>,
): string[] {
  const byId = repeated(messages.map(idOf).filter((id) => id !== ''));
  const byText = repeated(messages.map((m) => fingerprint(m)));
  const cards = messages.filter((m) => rows.get(idOf(m))?.isCard);
  const titles = cards.map(shown).flatMap((text) => (isCard(text) ? (titleIn(text) ?? []) : []));
  return [
    ...byId.map((id) => `${place}: message ${id} stands there more than once`),
    ...byText.map((text) => `${place}: the same text stands there more than once (${text})`),
    ...repeated(titles).map((title) => `${place}: the card of ${title} stands there more than once`),
  ];
}

/** The fingerprint leaves out what Slack adds to blocks by itself. */
function fingerprint(message: StoredMessage): string {
  return createHash('sha256').update(shown(message)).digest('hex').slice(0, 12);
}

function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, i) => values.indexOf(value) !== i))];
}

/** The card of an agreement: no other message says when it is done. */
function isCard(text: string): boolean {
  return text.includes(DONE_WHEN);
}

function titleIn(text: string): string | undefined {
  return /chaos-\d{4}/.exec(text)?.[0];
}

async function messageRows(stage: Stage): Promise<Map<string, Row>> {
  const { rows } = await stage.database.database.pool.query<Row>(
    `SELECT
       "id",
       "conversationId",
       "seq",
       "type",
       "state",
       "isCard",
       "unseen",
       "alsoSays",
       COALESCE("payload"->'agreement'->>'title', "payload"->>'code') AS "about",
       "type" IN ('OpenRoom', 'Invite', 'Remove', 'SetTopic', 'ArchiveRoom') AS "isTask"
     FROM "message"`,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** A card that is put again keeps its place among the messages, and takes a later number: only others are compared. */
function outOfOrder(place: string, messages: readonly StoredMessage[], rows: Map<string, Row>): string[] {
  const seqs = messages.flatMap((m) => {
    const row = rows.get(idOf(m));
    return row && !row.isCard ? [row.seq] : [];
  });
  return seqs.flatMap((seq, i) =>
    i > 0 && seq < (seqs[i - 1] ?? 0) ? [`${place}: message ${seq} stands behind ${seqs[i - 1]}`] : [],
  );
}

function left(rows: Map<string, Row>, posted: readonly StoredMessage[]): string[] {
  const there = new Map(posted.map((one) => [idOf(one), one]));
  const saidBy = new Map([...rows.values()].flatMap((row) => (row.alsoSays ?? []).map((id) => [id, row.id])));
  return [...rows.values()].flatMap((row) => {
    if (row.state !== 'sent') return [`${row.type} is ${row.state} (${row.id})`];
    if (row.isTask || there.has(row.id)) return [];
    const within = there.get(saidBy.get(row.id) ?? '');
    const isRead = within !== undefined && shown(within).includes(row.about ?? row.type);
    return isRead ? [] : [`${row.type} is called sent and is nowhere (${row.id})`];
  });
}

interface AgreementRow {
  readonly title: string;
  readonly copies: number;
  readonly made: boolean;
  readonly confirmed: boolean;
  readonly proposed: boolean;
  readonly reported: boolean;
  readonly closed: boolean;
}

async function lostInDatabase(stage: Stage, acknowledged: readonly Deed[]): Promise<string[]> {
  const { rows } = await stage.database.database.pool.query<AgreementRow>(
    `SELECT
       a."title",
       count(*)::int AS "copies",
       TRUE AS "made",
       bool_or(a."status" = 'done') AS "closed",
       bool_or(EXISTS (
         SELECT 1
         FROM "message" m
         WHERE m."type" = 'DateProposed'
           AND m."payload" #>> '{agreement,id}' = a."id"::text
       )) AS "proposed",
       bool_or(a."reportedDoneById" IS NOT NULL OR a."status" = 'done') AS "reported",
       bool_or(EXISTS (
         SELECT 1
         FROM "confirmation" c
         WHERE c."agreementId" = a."id"
           AND c."participantId" = a."ownerId"
           AND c."answer" = 'confirmed'
       )) AS "confirmed"
     FROM "agreement" a
     GROUP BY a."title"`,
  );
  const known = new Map(rows.map((row) => [row.title, row]));
  const lost = acknowledged.flatMap(({ what, title }) => {
    if (what === 'opened') return [];
    const row = known.get(title);
    return row?.[what] ? [] : [`${title}: ${what}, acknowledged, and not in the database`];
  });
  const twice = rows.filter((row) => row.copies > 1);
  return [...lost, ...twice.map((row) => `${row.title}: asked for once and made ${row.copies} times`)];
}

/** Every case that was opened has its channel, with the welcome in it and the overview pinned. */
async function lostCases(stage: Stage, acknowledged: readonly Deed[]): Promise<string[]> {
  const { rows } = await stage.database.database.pool.query<{ day: string; name: string | null }>(
    `SELECT c."firstDayHome"::text AS "day", r."name"
     FROM "case" c
     LEFT JOIN "room" r ON r."caseId" = c."id" AND r."state" = 'open'`,
  );
  return acknowledged.flatMap(({ what, title }) => {
    if (what !== 'opened') return [];
    const found = rows.filter((row) => row.day === title);
    const name = found[0]?.name;
    if (found.length !== 1 || !name)
      return [`the case of ${title}: acknowledged, and there ${found.length} times`];
    const pinned = stage.slack.history(name).some((m) => m.pinned);
    const people = stage.slack.channelByName(name)?.members.length ?? 0;
    return pinned && people > 1
      ? []
      : [`${name}: opened, with ${people} members, overview pinned: ${pinned}`];
  });
}

function lostInChannel(stage: Stage, acknowledged: readonly Deed[]): string[] {
  const texts = new Map(stage.slack.channels().map((c) => [c.name, stage.slack.history(c.name).map(shown)]));
  return acknowledged.flatMap(({ what, title, channel }) => {
    if (what !== 'made') return [];
    const cards = (texts.get(channel) ?? []).filter((text) => isCard(text) && titleIn(text) === title);
    return cards.length > 0 ? [] : [`${title}: acknowledged, and its card is not in ${channel}`];
  });
}

async function auditProblems(stage: Stage): Promise<string[]> {
  const { key, dataDir } = stage.settings;
  const { problems, rows } = await verifyAudit(stage.database.database, auditKeys(key ?? ''), dataDir);
  if (rows === 0) return ['there is no audit at all'];
  return problems.map((p) => `chain ${p.chainId ?? 'anchors'}: ${p.kind} at ${p.at}`);
}
