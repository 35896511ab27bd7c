import { confirmationsOf } from '../case/agreements.ts';
import { askedToConfirm, participant, personOf, present } from '../case/participants.ts';
import type { Agreement, CaseState, Participant } from '../case/state.ts';
import { partyOf } from '../consent/consent.ts';
import { FAMILY_ROLES, type Uuid } from '../vocabulary.ts';

/**
 * The participants (by id) who may say that what was reported done, is done. It is for the other side: people who are
 * not of the party of the person who reported it, nor of its owner's. Where there is nobody else, people of another
 * party than the reporter's; and in a case of one party, a colleague. While somebody understands the text differently
 * it is only for them: others would finish what is not agreed.
 */
export function mayConfirmDone(state: CaseState, a: Agreement): Uuid[] {
  const others = present(state).filter((p) => p.id !== a.reportedDoneById);
  const disputing = disputersOf(state, a).filter((id) => others.some((p) => p.id === id));
  if (disputing.length > 0) return disputing;
  const reporting = sideOf(participant(state, a.reportedDoneById));
  const owning = sideOf(participant(state, a.ownerId));
  const across = others.filter((p) => sideOf(p) !== reporting);
  const far = across.filter((p) => sideOf(p) !== owning);
  const first = [far, across, others].find((some) => some.length > 0) ?? [];
  return inOrder(state, first);
}

/** Sorts people as they are named: the family, who leads, the others. */
function inOrder(state: CaseState, some: readonly Participant[]): Uuid[] {
  const rank = (p: Participant): number =>
    FAMILY_ROLES.has(p.role) ? 0 : p.id === state.case.leadId ? 1 : 2;
  const name = (p: Participant): string => personOf(state, p.id)?.name ?? '';
  return some.toSorted((a, b) => rank(a) - rank(b) || name(a).localeCompare(name(b))).map((p) => p.id);
}

/** The family and who comes with it are one side; everybody else is of their organisation, or stands alone. */
function sideOf(p: Participant | null): string | null {
  return p && (partyOf(p) ?? 'family');
}

/**
 * The people who are asked, out of these: the owner, the lead and the family. What an agreement is about is not
 * known, so the family is asked of everything that another side did. When none of them may, whoever may is asked.
 */
export function askedIfDone(state: CaseState, a: Agreement): Uuid[] {
  const may = mayConfirmDone(state, a);
  const usual = askedToConfirm(state, a).filter((id) => may.includes(id));
  return usual.length > 0 ? usual : may;
}

/** It stands open until who understood it differently says that it is done, or what else holds. */
export function isForDisputers(state: CaseState, a: Agreement): boolean {
  return mayConfirmDone(state, a).some((id) => disputersOf(state, a).includes(id));
}

function disputersOf(state: CaseState, a: Agreement): Uuid[] {
  return confirmationsOf(state, a)
    .filter((c) => c.answer === 'disputed')
    .map((c) => c.participantId);
}
