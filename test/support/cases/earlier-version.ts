import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../../src/store/postgres/migrate.ts';
import type { SlackStandIn } from '../../fakes/slack/index.ts';
import { clientOf } from '../../fakes/slack/support.ts';
import type { TestDatabase } from '../database/test-server.ts';
import { COORDINATOR, IN_SLACK, LEAD, SCHOOL } from '../people/in-slack.ts';
import type { Before } from '../schakel/asked.ts';
import { type Schakel, startSchakel } from '../schakel/start-schakel.ts';

/**
 * A database as an earlier version left it: a region in Slack and on the web with two cases that came from a
 * spreadsheet, one with a code and one without, and a second region. The product of then made it (every row by its
 * own commands, the card by its own rendering), and the last migration it knew is `schema`.
 */
interface Earlier {
  readonly schema: string;
  /** The file of anchors as it stood. */
  readonly heads: string;
  /** The welcome and the overview as they stand in the channel, with their buttons. */
  readonly posted: readonly {
    readonly channel: string;
    readonly ts: string;
    readonly text: string;
    readonly blocks: readonly object[];
  }[];
  readonly tables: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
}

/** Ids of then, and the sheet that the cases came from. */
export const EARLIER = {
  wilg: '02142822-4879-8c37-9497-79e8581018d1',
  withoutCode: 'ebcadcfa-6d1b-8238-a140-a95c980c61be',
  midden: 'fe057042-e53f-8eb0-a68e-5facab5623af',
  sheet: `code;eerste dag thuis;regiehouder;mensen;afspraak;eigenaar;datum;klaar als
Wilg-27;04-01-2027;casemanager;"moeder = ouder of voogd, school = ondersteuningscoördinator van school, casemanager: municipalCaseManager, vertrokken = leerkracht of mentor";Onderwijsplan;school;18-03-2027;gedeeld, met doelen
;;;;Dagprogramma;moeder;19-03-2027;moeder bevestigt het
;1-2-2027;;moeder = ouder of voogd;Gesprek;moeder;2027-03-19;gevoerd
`,
} as const;

const MIGRATIONS = join(import.meta.dirname, '../../../prisma/migrations');
const FILE = join(import.meta.dirname, '../../fixtures/earlier/imported-cases.json');

/** This version of the product, started on what an earlier one left. */
export function startOnEarlier(): Promise<Schakel<'slack'>> {
  return startSchakel({
    start: '2027-03-11T20:40:00.000Z',
    slack: { ...IN_SLACK.slack, pace: false },
    database: { isEmpty: true },
    earlier: async ({ database, dataDir, slack }: Before) => {
      if (!slack) throw new Error('the cases of then stand in Slack');
      const earlier = await inChannel(slack, readFileSync(FILE, 'utf8'));
      await asItWas(database, earlier);
      mkdirSync(join(dataDir, 'audit-anchors'), { recursive: true });
      writeFileSync(join(dataDir, 'audit-anchors', 'heads.jsonl'), earlier.heads);
    },
  });
}

/** The channel and what stands in it, as Slack has them; what Schakel remembers of both is the same. */
async function inChannel(slack: SlackStandIn, text: string): Promise<Earlier> {
  const client = clientOf(slack);
  const { posted } = JSON.parse(text) as Earlier;
  const made = await client.conversations.create({ name: 'wilg-27', is_private: true });
  const channel = made.channel?.id ?? '';
  await client.conversations.invite({ channel, users: [COORDINATOR, LEAD, SCHOOL].join(',') });
  let now = text;
  for (const { ts, ...message } of posted) {
    const there = await client.apiCall('chat.postMessage', { ...message, channel });
    now = now.replaceAll(`${message.channel}:${ts}`, `${channel}:${String((there as { ts?: string }).ts)}`);
  }
  return JSON.parse(now.replaceAll(posted[0]?.channel ?? '', channel)) as Earlier;
}

/** The database as the earlier version left it. */
async function asItWas({ url, database }: TestDatabase, { schema, tables }: Earlier): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'schakel-earlier-migrations-'));
  for (const name of readdirSync(MIGRATIONS).filter((one) => one <= schema))
    cpSync(join(MIGRATIONS, name), join(dir, name), { recursive: true });
  await migrate(url, { dir });
  rmSync(dir, { recursive: true, force: true });
  for (const [table, rows] of Object.entries(tables))
    await database.pool.query(
      `INSERT INTO "${table}" SELECT * FROM jsonb_populate_recordset(NULL::"${table}", $1::jsonb) ON CONFLICT DO NOTHING`,
      [JSON.stringify(rows)],
    );
}
