import type { Reply } from '../domain/case/decision.ts';
import { refuse } from '../domain/case/decision.ts';
import type { Person } from '../domain/case/state.ts';
import type { ReplyKey } from '../domain/reply-keys.ts';
import type { Uuid } from '../domain/vocabulary.ts';
import type { Change } from '../ports/database/index.ts';
import { DirectoryUnavailable, type Member } from '../ports/directory.ts';
import type { Deps, RequestContext } from './request-context.ts';

type Where = Pick<RequestContext, 'workspaceId'> & {
  readonly region: Pick<RequestContext['region'], 'id'>;
  readonly inbound: Pick<RequestContext['inbound'], 'platform' | 'workspaceExternalId'>;
};

export type FoundMember =
  | { readonly ok: true; readonly person: Person; readonly change: Partial<Change> }
  | { readonly ok: false; readonly reply: Reply };

/**
 * The person behind a member of the platform: the one we know, or a new one with what the platform tells of them.
 * `otherwise` is for who may come in although its directory does not know them.
 */
export async function personOfMember(
  deps: Deps,
  context: Where,
  memberId: string,
  otherwise: Member | null = null,
): Promise<FoundMember> {
  const known = await deps.store.personByIdentity(context.workspaceId, memberId, context.region.id);
  if (known) return { ok: true, person: known, change: {} };
  const directory = deps.directories[context.inbound.platform];
  if (!directory) return no('refused.memberUnknown');
  try {
    const member = (await directory.describe(context.inbound.workspaceExternalId, memberId)) ?? otherwise;
    if (!member) return no('refused.memberUnknown');
    if (member.bot) return no('refused.memberIsBot');
    if (member.deactivated) return no('refused.memberDeactivated');
    return { ok: true, ...newPerson(deps, context, memberId, member) };
  } catch (error) {
    if (error instanceof DirectoryUnavailable) return no('refused.memberLater');
    throw error;
  }
}

function no(key: ReplyKey): FoundMember {
  return { ok: false, reply: refuse(key, {}, { field: 'member' }).reply };
}

function newPerson(
  deps: Deps,
  context: Where,
  externalId: string,
  member: { name: string; email: string | null; language: Person['language']; guest: boolean },
): { person: Person; change: Partial<Change> } {
  const id: Uuid = deps.newId();
  const person: Person = {
    id,
    name: member.name,
    language: member.language,
    workingDays: [],
    hasOwnDays: false,
    contactFrom: null,
    contactUntil: null,
    phone: null,
    absences: [],
    identities: [{ workspaceId: context.workspaceId, externalId }],
  };
  const identity = {
    id: deps.newId(),
    personId: id,
    workspaceId: context.workspaceId,
    externalId,
    email: member.email,
    guest: member.guest,
  };
  return {
    person,
    change: { people: [{ id, name: member.name, language: member.language }], identities: [identity] },
  };
}
