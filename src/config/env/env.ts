import { resolve } from 'node:path';
import { z } from 'zod';
import { ConfigError } from '../config-error.ts';
import { lettersOf } from './letters.ts';
import { proxiesOf } from './proxy.ts';
import { type SlackConfig, slackOf } from './slack.ts';
import { type TeamsConfig, teamsOf } from './teams.ts';

export { ConfigError } from '../config-error.ts';
export { THIS_MACHINE } from './proxy.ts';
export type { SlackConfig } from './slack.ts';
export type { TeamsConfig } from './teams.ts';

/** Empty is not set: an `.env` file with `PORT=` means the default. */
const text = z.string().trim().min(1).optional();
const url = z.url({
  protocol: /^https?$/,
  error: 'must be a full address, for example https://schakel.example.org',
});
const PORT_RANGE = 'must be a whole number from 0 to 65535';

const EnvSchema = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgresql://')
    .optional(),
  PORT: z.coerce.number(PORT_RANGE).int(PORT_RANGE).min(0, PORT_RANGE).max(65535, PORT_RANGE).default(3000),
  PUBLIC_URL: url.optional(),
  TRUSTED_PROXY: text,
  SCHAKEL_DATA: z.string().trim().min(1).default('.schakel'),
  SCHAKEL_KEY: z
    .string()
    .min(32, 'must have at least 32 characters; make one with: openssl rand -base64 48')
    .optional(),
  SCHAKEL_KEY_OLD: text,
  SLACK_BOT_TOKEN: z
    .string()
    .regex(/^xox[be]\S*-/, 'must begin with xoxb- (Slack: OAuth & Permissions, Bot User OAuth Token)')
    .optional(),
  SLACK_SIGNING_SECRET: text,
  SLACK_APP_TOKEN: z
    .string()
    .regex(/^xapp-/, 'must begin with xapp- (Slack: Basic Information, App-Level Tokens)')
    .optional(),
  SLACK_API_URL: url.optional(),
  SLACK_CLIENT_ID: text,
  SLACK_CLIENT_SECRET: text,
  SLACK_PKCE: text,
  TEAMS_APP_ID: text,
  TEAMS_APP_PASSWORD: text,
  TEAMS_TENANT_ID: text,
  TEAMS_HOME_TENANT_ID: text,
  TEAMS_TARGETED: text,
  GRAPH_BASE_URL: url.optional(),
  TEAMS_LOCAL_URL: url.optional(),
  SMTP_URL: z
    .string()
    .regex(
      /^(smtps?|smtp\+insecure):\/\/\S+$/,
      'must begin with smtp:// or smtps://, for example smtp://user:password@mail.example.org:587',
    )
    .optional(),
  MAIL_FROM: text,
  SMS_URL: url.optional(),
  SMS_TOKEN: text,
  SCHAKEL_THEME: text,
  SECURITY_CONTACT: z
    .string()
    .regex(/^(mailto:\S+@\S+|https:\/\/\S+)$/, 'must be mailto: with an address, or https:// with a page')
    .optional(),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], {
      error: 'must be one of: fatal, error, warn, info, debug, silent',
    })
    .default('info'),
});

export interface Config {
  /** Null: the embedded PostgreSQL, with its data below `dataDir`. */
  readonly databaseUrl: string | null;
  readonly port: number;
  readonly publicUrl: string | null;
  /** The addresses and networks believed about where a request comes from. Left out: this machine. */
  readonly trustedProxies?: readonly string[];
  /** Absolute: the folder that Schakel was started in may be gone when a file is written. */
  readonly dataDir: string;
  /** Null: one is made on the first start and kept below `dataDir`. */
  readonly key: string | null;
  /** Keys of before: what they sealed can still be read, and is sealed with the key of now at the start. */
  readonly oldKeys?: readonly string[];
  readonly slack: SlackConfig | null;
  readonly teams: readonly TeamsConfig[];
  /** Where to report a leak, for /.well-known/security.txt. */
  readonly securityContact?: string;
  /** Package with the design tokens of the organisation's own theme; left out: the default. */
  readonly theme?: string;
  /** Left out: nothing is sent that way. */
  readonly mail?: { readonly url: string; readonly from: string };
  readonly sms?: { readonly url: string; readonly token: string };
  readonly logLevel: z.infer<typeof EnvSchema>['LOG_LEVEL'];
}

/** Reads the environment. Every mistake is named, all at once, with what to do. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const parsed = EnvSchema.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('\n'));
  }
  const e = parsed.data;
  return {
    databaseUrl: e.DATABASE_URL ?? null,
    port: e.PORT,
    publicUrl: e.PUBLIC_URL ?? null,
    ...(e.TRUSTED_PROXY ? { trustedProxies: proxiesOf(e.TRUSTED_PROXY) } : {}),
    dataDir: resolve(e.SCHAKEL_DATA),
    key: e.SCHAKEL_KEY ?? null,
    oldKeys: oldKeysOf(e.SCHAKEL_KEY_OLD ?? ''),
    slack: slackOf(e),
    teams: teamsOf(e),
    ...(e.SECURITY_CONTACT ? { securityContact: e.SECURITY_CONTACT } : {}),
    ...(e.SCHAKEL_THEME ? { theme: e.SCHAKEL_THEME } : {}),
    ...lettersOf(e),
    logLevel: e.LOG_LEVEL,
  };
}

/** One key, or several with commas or spaces between them. */
function oldKeysOf(given: string): string[] {
  const keys = given.split(/[\s,]+/).filter(Boolean);
  if (keys.some((key) => key.length < 32))
    throw new ConfigError(
      'SCHAKEL_KEY_OLD: a key in it is shorter than 32 characters; put commas between keys, and none inside one.',
    );
  return keys;
}
