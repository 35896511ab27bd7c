import type { Log } from '../../src/app/desk.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Installation, Installations } from '../../src/ports/installations.ts';
import { type Access, type Connection, webClient } from './client.ts';
import { Refused } from './errors.ts';
import { keptOf, SLACK } from './kept.ts';
import { createOrganisations, teamsOf } from './organisations.ts';
import { createRenewal } from './renewal.ts';

/** Who speaks for which workspace. */
export interface Tokens {
  /** A token that works now; renewed first when it is about to end. Rejects with `Refused` when there is none. */
  of(team: string): Promise<Access>;
  /** The workspaces for which there is a token, as Slack names them. One that Slack refuses is logged and left out. */
  connected(): Promise<Workspace[]>;
}

export interface Workspace {
  readonly teamId: string;
  readonly teamName: string;
}

/** The one token of the configuration, without a look-up: it is as if there were one workspace. */
export function oneToken(connection: Connection, log: Log): Tokens {
  const own: Access = { token: connection.botToken };
  return { of: async () => own, connected: () => named(log, () => whose(connection, own)) };
}

/** Of a workspace its own installation, else that of its organisation, else the token of the configuration. */
export function manyTokens(
  connection: Connection,
  installations: Installations,
  clock: Clock,
  log: Log,
): Tokens {
  const own: Access | null = connection.botToken === null ? null : { token: connection.botToken };
  const ownTeam = once(async () => (own ? (await whose(connection, own))[0]?.teamId : null));
  const renewed = createRenewal(connection, installations, clock, log);
  const accessTo = async (one: Installation): Promise<Access> => ({
    token: keptOf(await renewed(one)).token,
  });
  const organisations = createOrganisations(connection, installations, accessTo, clock);
  const namesOf = async (one: Installation): Promise<Workspace[]> => {
    const access = await accessTo(one);
    return one.isEnterprise ? teamsOf(connection, access) : whose(connection, access);
  };
  return {
    of: async (team) => {
      const installed = await installations.get(SLACK, team);
      if (installed) return accessTo(installed);
      const organisation = await organisations.of(team);
      if (organisation) return { ...(await accessTo(organisation)), teamId: team };
      if (own && (await ownTeam()) === team) return own;
      throw new Refused('not_installed');
    },
    connected: async () => {
      const asked = (await installations.all(SLACK)).map((one) => named(log, () => namesOf(one)));
      if (own) asked.push(named(log, () => whose(connection, own)));
      return (await Promise.all(asked)).flat();
    },
  };
}

async function whose(connection: Connection, access: Access): Promise<Workspace[]> {
  const { team_id: teamId = '', team: teamName = '' } = await webClient(connection, access).auth.test();
  return [{ teamId, teamName }];
}

async function named(log: Log, ask: () => Promise<Workspace[]>): Promise<Workspace[]> {
  try {
    return await ask();
  } catch {
    log.warn({}, 'Slack did not say which workspace a token is of; run "schakel doctor"');
    return [];
  }
}

/** Remembers what came of it; what failed is asked again. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | null = null;
  return () => {
    asked ??= ask().catch((error) => {
      asked = null;
      throw error;
    });
    return asked;
  };
}
