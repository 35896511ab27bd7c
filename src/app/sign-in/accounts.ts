import type { Uuid } from '../../domain/vocabulary.ts';
import type { Store } from '../../ports/database/index.ts';

/** An account elsewhere, for which its own platform has vouched. */
export interface Account {
  readonly platform: 'slack' | 'teams';
  readonly workspaceExternalId: string;
  readonly userExternalId: string;
}

/** Finds the person of an account: the one who acts with it in chat, by the same rules. */
export type PersonOfAccount = (
  account: Account,
) => Promise<{ readonly personId: Uuid; readonly workspaceId: Uuid } | null>;

/**
 * Null when nobody here has this account, when it has ended, and when no region uses that workspace (any more). An
 * e-mail address plays no part: the same one in two places proves nothing.
 */
export function accountsIn(store: Pick<Store, 'context'>): PersonOfAccount {
  return async (account) => {
    const { actor, workspace } = await store.context({ ...account, inboundKey: null, find: null });
    if (!actor || !workspace || workspace.disabled || workspace.regionIds.length === 0) return null;
    return { personId: actor.id, workspaceId: workspace.id };
  };
}
