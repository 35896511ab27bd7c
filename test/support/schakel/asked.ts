import type { Config } from '../../../src/config/env/env.ts';
import type { Overrides } from '../../../src/main.ts';
import type { ManyOptions } from '../../fakes/slack/many/index.ts';
import type { TestDatabase } from '../database/test-server.ts';
import type { SlackAsked, SlackWorkspace } from './parts/slack.ts';
import type { TenantAsked } from './parts/tenant.ts';

/** The parts that a story plays on, and who is there. A part that is left out is not started. */
export interface Asked {
  /** One workspace of Slack, in which the app is installed. */
  readonly slack?: SlackAsked;
  /** Many workspaces of Slack, each of which installs the app by itself, behind one address. */
  readonly workspaces?: Pick<ManyOptions, 'teams' | 'enterprise'>;
  /** Tenants of Teams, each by a name of the story. */
  readonly teams?: Readonly<Record<string, TenantAsked>>;
  /** Browsers in which people look at the web. */
  readonly web?: true;
  /** A mail server and an SMS gateway; without them no letter can be sent. */
  readonly letters?: true;
  /** Every line that is logged, to be read by the story. */
  readonly log?: true;
  /** Region files; a function where the file names the team of a tenant. */
  readonly region?: string | readonly string[] | ((teamOf: (tenant: string) => string) => string);
  /** The moment at which the clock stands at first. */
  readonly start?: string;
  /** Settings beside the usual ones. */
  readonly config?: Partial<Config>;
  readonly overrides?: Overrides;
  readonly database?: DatabaseAsked;
  /** Writes what an earlier version had written, before this one starts. */
  readonly earlier?: (here: Before) => Promise<void>;
}

/** A story in one workspace may ask for this otherwise than usual. */
export type InSlackAsked = Pick<Asked, 'region' | 'start' | 'overrides'> & { readonly slack?: SlackAsked };

interface DatabaseAsked {
  /** The PostgreSQL to make a database on; left out: that of the test run. */
  readonly adminUrl?: string;
  /** True: without a table in it, for what an earlier version made. */
  readonly isEmpty?: boolean;
}

/** The parts that are there before Schakel starts. */
export interface Before {
  readonly database: TestDatabase;
  readonly dataDir: string;
  readonly slack: SlackWorkspace | undefined;
}
