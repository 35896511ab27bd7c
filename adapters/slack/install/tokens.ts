import type { Log } from '../../../src/app/request-context.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { type Installation, type Installations, Unreadable } from '../../../src/ports/installations.ts';
import { type Access, type Connection, webClient } from '../client.ts';
import { given, isOver, Refused } from '../errors.ts';
import { asTyped } from '../incoming/typed.ts';
import { keptOf, SLACK } from './kept-installation.ts';
import { createOrganisations, teamsOf } from './organisations.ts';
import { createRenewal } from './renewal.ts';

/** The tokens to speak with, one for each workspace. */
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

/** The one token of the configuration, for its own workspace and no other: Slack is asked once which that is. */
export function oneToken(connection: Connection, log: Log): Tokens {
  const own: Access = { token: connection.botToken };
  const ownTeam = once(() => whose(connection, own));
  return {
    of: async (team) => {
      if ((await ownTeam()).some((one) => one.teamId === team)) return own;
      throw new Refused('not_installed');
    },
    connected: () => named(log, () => whose(connection, own)),
  };
}

/** A workspace is spoken for with its own installation, else that of its organisation, else the configured token. */
export function manyTokens(
  connection: Connection,
  installations: Installations,
  clock: Clock,
  log: Log,
): Tokens {
  const own: Access | null = connection.botToken === null ? null : { token: connection.botToken };
  const ownTeam = once(async () => (own ? await whose(connection, own) : []));
  const renewed = createRenewal(connection, installations, clock, log);
  const accessTo = async (one: Installation): Promise<Access> => ({
    token: keptOf(await renewed(one)).token,
  });
  const organisations = createOrganisations(connection, installations, accessTo, clock);
  const namesOf = async (one: Installation): Promise<Workspace[]> => {
    const access = await accessTo(one);
    return one.isEnterprise ? teamsOf(connection, access) : whose(connection, access);
  };
  const asOrganisation = async (team: string, one: Installation | null): Promise<Access | null> =>
    one && { ...(await accessTo(one)), teamId: team };
  const ways: readonly ((team: string) => Promise<Access | null>)[] = [
    async (team) => {
      const installed = await readable(() => installations.get(SLACK, team));
      return installed && accessTo(installed);
    },
    async (team) => asOrganisation(team, await organisations.known(team)),
    async (team) => ((await ownTeam()).some((one) => one.teamId === team) ? own : null),
    async (team) => asOrganisation(team, await organisations.search(team)),
  ];
  return {
    of: (team) => firstOf(ways.map((way) => () => way(team))),
    connected: async () => {
      const asked = (await installations.all(SLACK)).map((one) => named(log, () => namesOf(one)));
      if (own) asked.push(named(log, () => whose(connection, own)));
      return (await Promise.all(asked)).flat();
    },
  };
}

/**
 * The first way that leads to a token. One that is over says nothing about the next; when none is left, one that could
 * not be tried now is the reason, so that it is tried again.
 */
async function firstOf(ways: readonly (() => Promise<Access | null>)[]): Promise<Access> {
  let unclear: unknown = null;
  let over: unknown = null;
  for (const way of ways) {
    try {
      const access = await way();
      if (access) return access;
    } catch (error) {
      if (isOver(error)) over ??= error;
      else unclear ??= error;
    }
  }
  throw unclear ?? over ?? new Refused('not_installed');
}

/** One that no key opens gives no access, as if it were over; installing again puts it right. */
async function readable(get: () => Promise<Installation | null>): Promise<Installation | null> {
  try {
    return await get();
  } catch (error) {
    if (error instanceof Unreadable) throw new Refused('installation_unreadable');
    throw error;
  }
}

async function whose(connection: Connection, access: Access): Promise<Workspace[]> {
  const { team_id: teamId, team: teamName = '' } = await webClient(connection, access).auth.test();
  return [{ teamId: given(teamId), teamName: asTyped(teamName) }];
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
