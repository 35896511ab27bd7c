import type { Schakel } from '../schakel/start-schakel.ts';
import type { Actor } from './actor.ts';
import { actorInTeams } from './actor-in-teams.ts';

/** Where somebody of a story is: in Slack, or in one of the tenants of Teams. */
export type Account<T extends string> =
  | { readonly slack: string }
  | { readonly teams: string; readonly tenant: T };

/** The people of a story who are not all in one place. */
export interface Everybody<W extends string> {
  /** The actions of somebody, where they are. */
  readonly people: { as(who: W): Actor };
  /** Returns what the app wrote to somebody, where they are. */
  written(who: W): string[];
}

/** A form that is open stays open: somebody is the same each time. */
export function everybody<W extends string, T extends string>(
  { slack, teams }: Schakel<'slack' | 'teams', T>,
  accountOf: (who: W) => Account<T>,
  inSlack: (userId: string) => Actor = slack.as as (userId: string) => Actor,
): Everybody<W> {
  const known = new Map<string, Actor>();
  const actorOf = (account: Account<T>): Actor =>
    'slack' in account ? inSlack(account.slack) : actorInTeams(teams[account.tenant], account.teams);
  return {
    people: {
      as: (who) => {
        const actor = known.get(who) ?? actorOf(accountOf(who));
        known.set(who, actor);
        return actor;
      },
    },
    written: (who) => {
      const account = accountOf(who);
      return 'slack' in account ? slack.written(account.slack) : teams[account.tenant].written(account.teams);
    },
  };
}
