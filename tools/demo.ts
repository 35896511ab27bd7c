import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs, styleText } from 'node:util';
import pg from 'pg';
import { parseRegionFile } from '../src/config/region/region-file.ts';
import { instantAt } from '../src/domain/calendar/index.ts';
import { createLogger } from '../src/main/log.ts';
import { type Running, start } from '../src/main.ts';
import { auditKeys } from '../src/store/audit/audit.ts';
import { OWNER } from '../src/store/embedded/role.ts';
import { startEmbeddedServer } from '../src/store/embedded/server.ts';
import { openDatabase } from '../src/store/postgres/database.ts';
import { migrate } from '../src/store/postgres/migrate.ts';
import { importRegion } from '../src/store/regions/import.ts';
import { formatDate } from '../src/text/words/dates.ts';
import { startSlackStandIn } from '../test/fakes/slack/index.ts';
import { STORY_4, STORY_START, type Stage } from '../test/stories/whole/story4-script.ts';
import { adminUrlOf } from '../test/support/database/admin-url.ts';
import { peopleInSlack } from '../test/support/people/actor.ts';
import {
  COORDINATOR,
  DIRECTOR,
  LEAD,
  MOTHER,
  MUNICIPALITY,
  peopleIn,
  regionIn,
  SCHOOL,
  SCHOOL_DEPUTY,
  TEAM,
} from '../test/support/people/in-slack.ts';
import { turnedClock } from '../test/support/schakel/clock.ts';
import { comeToRest } from '../test/support/schakel/rest.ts';
import { narrated } from './demo/narrated.ts';
import { createScreen } from './demo/screen.ts';

/**
 * Story 4, day by day, in this terminal: Schakel itself (src/main.ts) on a real PostgreSQL, with only the clock and
 * the address of Slack replaced. `--lang en` for English, `--fast` without pauses. Ctrl-C stops at any moment.
 */
const { values } = parseArgs({
  options: { lang: { type: 'string', default: 'nl' }, fast: { type: 'boolean', default: false } },
});
const language = values.lang === 'en' ? 'en' : 'nl';
const ZONE = 'Europe/Amsterdam';
const PEOPLE = [COORDINATOR, LEAD, SCHOOL, SCHOOL_DEPUTY, MUNICIPALITY, DIRECTOR, MOTHER];
const TEXT = {
  nl: {
    intro: [
      'Schakel – demonstratie',
      'Een kind zit thuis zonder school. Zes mensen maken drie afspraken; u ziet mee over hun schouder.',
      'Alles is verzonnen. Stoppen kan altijd met Ctrl-C.',
    ],
    first: 'De database wordt klaargezet (alleen de eerste keer duurt dit even) …',
    again: 'De database van de vorige keer is er nog. We beginnen het verhaal opnieuw …',
    end: [
      'Dit was het verhaal. Nergens hoefde iemand te raden wie wat deed.',
      'Verder: README.md, “Een eigen Slack-werkruimte verbinden”.',
    ],
    stopped: 'Gestopt. De database is netjes gesloten.',
  },
  en: {
    intro: [
      'Schakel – demonstration',
      'A child sits at home without school. Six people make three agreements; you look over their shoulders.',
      'Everything is made up. Ctrl-C stops at any moment.',
    ],
    first: 'Preparing the database (this takes a moment the first time only) …',
    again: 'The database of last time is still there. The story starts anew …',
    end: [
      'That was the story. Nobody had to guess who did what.',
      'Next: README.md, “Connecting a Slack workspace”.',
    ],
    stopped: 'Stopped. The database was closed properly.',
  },
}[language];

const out = (line: string): void => void process.stdout.write(`${line}\n`);
const leaving = new AbortController();
const closing: (() => Promise<void>)[] = [];
const stopAll = async (): Promise<void> => {
  for (const close of closing.splice(0).reverse()) await close().catch(() => undefined);
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    leaving.abort();
    void stopAll().then(() => {
      out(`\n${TEXT.stopped}`);
      process.exit(0);
    });
  });
}
const pause = async (ms: number): Promise<void> => {
  if (!values.fast) await wait(ms, undefined, { signal: leaving.signal }).catch(() => undefined);
};

/** A fresh database in the demonstration's own PostgreSQL, which stays from one time to the next. */
async function freshDatabase(): Promise<string> {
  const dataDir = join(process.env.SCHAKEL_DATA ?? '.schakel', 'demo');
  out(styleText('dim', existsSync(dataDir) ? TEXT.again : TEXT.first));
  const server = await startEmbeddedServer({ dataDir });
  closing.push(() => server.stop());
  const admin = new pg.Client({ connectionString: adminUrlOf(server) });
  await admin.connect();
  await admin.query('DROP DATABASE IF EXISTS schakel_demo WITH (FORCE)');
  await admin.query(`CREATE DATABASE schakel_demo OWNER ${OWNER}`);
  await admin.end();
  const url = new URL(server.url);
  url.pathname = '/schakel_demo';
  return url.toString();
}

async function main(): Promise<void> {
  for (const [i, line] of TEXT.intro.entries()) out(i === 0 ? styleText(['bold', 'cyan'], line) : line);
  const databaseUrl = await freshDatabase();
  const clock = turnedClock(STORY_START);
  const slack = await startSlackStandIn({
    users: peopleIn(language),
    teamId: TEAM,
    now: () => clock.now().getTime(),
  });
  closing.push(() => slack.close());
  const key = randomBytes(32).toString('hex');
  const parsed = parseRegionFile(regionIn(language));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  const database = openDatabase(databaseUrl);
  await migrate(database.pool);
  await importRegion(database, auditKeys(key), parsed.region, clock.now().toISOString());
  await database.close();
  const app: Running = await start(
    {
      databaseUrl,
      port: 0,
      publicUrl: null,
      dataDir: join(process.env.SCHAKEL_DATA ?? '.schakel', 'demo'),
      key,
      logLevel: 'silent',
      teams: [],
      slack: {
        botToken: slack.botToken,
        signingSecret: slack.signingSecret,
        appToken: null,
        apiUrl: slack.apiUrl,
      },
    },
    { clock, byHand: true, log: createLogger('silent') },
  );
  closing.push(() => app.stop());
  slack.connect(`http://127.0.0.1:${app.port}/slack/events`);
  const screen = createScreen(language, out);
  const told = async (line: string): Promise<void> => {
    screen.act(line);
    await pause(400);
  };
  const stage: Stage = {
    ...peopleInSlack(slack),
    people: narrated(slack, language, told),
    language,
    channel: '',
    settle: () => comeToRest(app, slack, clock),
  };
  for (const chapter of STORY_4) {
    if (leaving.signal.aborted) return;
    clock.turnTo(instantAt(ZONE, chapter.date, chapter.time));
    screen.heading(`${formatDate(chapter.date, language)}, ${chapter.time}`, chapter.title[language]);
    await pause(900);
    await stage.settle();
    let shown = await screen.news(slack, PEOPLE, () => pause(1400));
    if (chapter.play) {
      await chapter.play(stage);
      await stage.settle();
      shown += await screen.news(slack, PEOPLE, () => pause(1400));
    }
    if (shown === 0) screen.quiet();
  }
  out('');
  for (const line of TEXT.end) out(styleText('bold', line));
}

await main()
  .catch((error: unknown) => {
    if (leaving.signal.aborted) return;
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  })
  .finally(stopAll);
