import type { Said } from '../domain/case/decision.ts';
import { refuse } from '../domain/case/decision.ts';
import type { Person } from '../domain/case/state.ts';
import type { Uuid } from '../domain/vocabulary.ts';
import { DirectoryUnavailable, type Member } from '../ports/directory.ts';
import type { Change } from '../ports/store.ts';
import type { Deps, Desk } from './request-context.ts';

type Where = Pick<Desk, 'workspaceId'> & {
  readonly region: Pick<Desk['region'], 'id'>;
  readonly inbound: Pick<Desk['inbound'], 'platform' | 'workspaceExternalId'>;
};

export type FoundMember =
  | { readonly ok: true; readonly person: Person; readonly change: Partial<Change> }
  | { readonly ok: false; readonly said: Said };

/**
 * The person behind a member of the platform: the one we know, or a new one with what the platform tells of them.
 * `otherwise` is for who may come in although its directory does not know them.
 */
export async function personOfMember(
  deps: Deps,
  desk: Where,
  memberId: string,
  otherwise: Member | null = null,
): Promise<FoundMember> {
  const known = await deps.store.personByIdentity(desk.workspaceId, memberId, desk.region.id);
  if (known) return { ok: true, person: known, change: {} };
  const directory = deps.directories[desk.inbound.platform];
  if (!directory) return no('refused.memberUnknown');
  try {
    const member = (await directory.describe(desk.inbound.workspaceExternalId, memberId)) ?? otherwise;
    if (!member) return no('refused.memberUnknown');
    if (member.bot) return no('refused.memberIsBot');
    if (member.deactivated) return no('refused.memberDeactivated');
    return { ok: true, ...newPerson(deps, desk, memberId, member) };
  } catch (error) {
    if (error instanceof DirectoryUnavailable) return no('refused.memberLater');
    throw error;
  }
}

function no(key: string): FoundMember {
  return { ok: false, said: refuse(key, {}, { field: 'member' }).said };
}

function newPerson(
  deps: Deps,
  desk: Where,
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
    identities: [{ workspaceId: desk.workspaceId, externalId }],
  };
  const identity = {
    id: deps.newId(),
    personId: id,
    workspaceId: desk.workspaceId,
    externalId,
    email: member.email,
    guest: member.guest,
  };
  return {
    person,
    change: { people: [{ id, name: member.name, language: member.language }], identities: [identity] },
  };
}
