import type { WebClient } from '@slack/web-api';
import { type Directory, DirectoryUnavailable, type Member } from '../../src/ports/directory.ts';
import type { Clients } from './connection/clients.ts';
import { failureOf } from './errors.ts';
import { asTyped } from './incoming/typed.ts';

/** Looks up a member in the workspace's own list. */
export function createDirectory(clients: Clients): Directory {
  return {
    describe: async (workspace, user) => {
      try {
        const client = await clients.of(workspace);
        const { user: found } = await client.users.info({ user, include_locale: true });
        return found ? member(found, workspace) : null;
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind === 'never' && failure.reason === 'person_unreachable') return null;
        throw new DirectoryUnavailable(`Slack did not say who this is: ${failure.cause}`, { cause: error });
      }
    },
  };
}

type Found = NonNullable<Awaited<ReturnType<WebClient['users']['info']>>['user']>;

function member(found: Found, workspace: string): Member {
  return {
    name: asTyped(found.profile?.real_name || found.real_name || found.name || ''),
    email: found.profile?.email ?? null,
    guest: Boolean(found.is_restricted || found.is_ultra_restricted || found.is_stranger),
    administrator: runs(found, workspace),
    language: languageOf(found.locale),
    deactivated: found.deleted ?? false,
    bot: Boolean(found.is_bot),
  };
}

/** An administrator of another workspace does not run this one; an administrator of the whole organisation does. */
function runs(found: Found, workspace: string): boolean {
  const { enterprise_user: whole } = found;
  const isOfWhole = Boolean(whole?.is_admin || whole?.is_owner);
  const isHere = found.team_id === workspace && Boolean(found.is_admin || found.is_owner);
  return isHere || (isOfWhole && (whole?.teams ?? []).includes(workspace));
}

function languageOf(locale: string | undefined): Member['language'] {
  if (locale?.startsWith('nl')) return 'nl';
  return locale?.startsWith('en') ? 'en' : null;
}
