import { type Directory, DirectoryUnavailable, type Member } from '../../src/ports/directory.ts';
import { failureOf, statusOf } from './errors.ts';
import type { Graph } from './graph/graph.ts';
import { asTyped } from './incoming/typed.ts';

interface User {
  readonly displayName?: string | null;
  readonly mail?: string | null;
  readonly userType?: string | null;
  readonly userPrincipalName?: string | null;
  readonly accountEnabled?: boolean | null;
  readonly preferredLanguage?: string | null;
}
const FIELDS = 'displayName,mail,userType,userPrincipalName,accountEnabled,preferredLanguage';

/** Describes a person of the tenant by their Entra object id. */
export function createDirectory(graph: Graph): Directory {
  return {
    describe: async (tenantId, id) => {
      if (!/^[0-9a-f-]{36}$/i.test(id)) return null;
      try {
        const { body } = await graph.ask(tenantId, 'get', `/users/${id}?$select=${FIELDS}`);
        return memberOf(body as User);
      } catch (error) {
        if (statusOf(error) === 404) return null;
        const words = `Microsoft Graph did not say who this is: ${failureOf(error).cause}`;
        throw new DirectoryUnavailable(words, { cause: error });
      }
    },
  };
}

function memberOf(user: User): Member {
  return {
    name: asTyped(user.displayName ?? '–'),
    email: user.mail ?? null,
    language: languageOf(user.preferredLanguage),
    guest: isGuest(user),
    // Which roles somebody has in Entra is not among what the app may read.
    administrator: null,
    deactivated: user.accountEnabled === false,
    bot: false,
  };
}

/** A tenant may also call somebody of another one a member; their name to sign in with still says so. */
function isGuest({ userType, userPrincipalName }: User): boolean {
  return userType === 'Guest' || (userPrincipalName?.toUpperCase().includes('#EXT#') ?? false);
}

function languageOf(given: string | null | undefined): Member['language'] {
  if (given?.toLowerCase().startsWith('nl')) return 'nl';
  return given?.toLowerCase().startsWith('en') ? 'en' : null;
}
