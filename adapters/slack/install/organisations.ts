import type { Clock } from '../../../src/ports/clock.ts';
import type { Installation, Installations } from '../../../src/ports/installations.ts';
import { type Access, type Connection, webClient } from '../client.ts';
import { given, isOver, OddResponse } from '../errors.ts';
import { asTyped } from '../incoming/typed.ts';
import { keptOf, SLACK } from './kept-installation.ts';

/** A workspace that no organisation has is not asked for again at every message. */
const ASK_AGAIN_MS = 60_000;
const PAGE = 200;

/** Installations for a whole organisation (Enterprise Grid), and the workspaces in which they hold. */
export interface Organisations {
  /** The one that holds in this workspace by what Slack said of it before, never by what a request says; null when none. */
  known(team: string): Promise<Installation | null>;
  /**
   * Asks Slack, at most once a minute for each organisation, whether one holds there since. An organisation that is over
   * has nothing to say of this workspace; rejects when one that may have could not be asked now, so that it is asked again.
   */
  search(team: string): Promise<Installation | null>;
}

export function createOrganisations(
  connection: Connection,
  installations: Installations,
  accessTo: (installation: Installation) => Promise<Access>,
  clock: Clock,
): Organisations {
  const askedAt = new Map<string, number>();
  const ask = async (one: Installation): Promise<Installation | null> => {
    const now = clock.now().getTime();
    const since = now - (askedAt.get(one.externalId) ?? Number.NEGATIVE_INFINITY);
    // Asked "later than now": the clock was set back, and that says nothing.
    if (since >= 0 && since < ASK_AGAIN_MS) return null;
    const teams = (await teamsOf(connection, await accessTo(one))).map(({ teamId }) => teamId);
    askedAt.set(one.externalId, now);
    return keepTeams(installations, one.externalId, () => teams);
  };
  const all = async (): Promise<Installation[]> =>
    (await installations.all(SLACK)).filter((one) => one.isEnterprise);
  return {
    known: async (team) => (await all()).find((one) => holdsIn(one, team)) ?? null,
    search: async (team) => {
      let unasked: unknown = null;
      for (const one of await all()) {
        try {
          const asked = await ask(one);
          if (asked && holdsIn(asked, team)) return asked;
        } catch (error) {
          if (!isOver(error)) unasked = error;
        }
      }
      if (unasked !== null) throw unasked;
      return null;
    },
  };
}

function holdsIn(organisation: Installation, team: string): boolean {
  return keptOf(organisation).teams.includes(team);
}

/** Writes down in which workspaces an organisation's installation holds. */
export function keepTeams(
  installations: Installations,
  enterprise: string,
  change: (teams: readonly string[]) => readonly string[],
): Promise<Installation | null> {
  return installations.renew(SLACK, enterprise, async (current) => {
    const kept = keptOf(current);
    return { secrets: { ...kept, teams: [...change(kept.teams)] }, expiresAt: current.expiresAt };
  });
}

/** The workspaces in which an organisation lets the app be. */
export async function teamsOf(
  connection: Connection,
  access: Access,
): Promise<{ teamId: string; teamName: string }[]> {
  const client = webClient(connection, access);
  const found: { teamId: string; teamName: string }[] = [];
  let cursor = '';
  do {
    const { teams, response_metadata } = await client.auth.teams.list({
      limit: PAGE,
      ...(cursor ? { cursor } : {}),
    });
    if (!Array.isArray(teams)) throw new OddResponse('no workspaces');
    found.push(...teams.map(({ id, name = '' }) => ({ teamId: given(id), teamName: asTyped(name) })));
    cursor = response_metadata?.next_cursor ?? '';
  } while (cursor !== '');
  return found;
}
