import type { Agreement, CaseState } from './case-state.ts';
import { confirmationsOf } from './due.ts';
import type { Uuid } from './names.ts';
import { askedToConfirm, present } from './who.ts';

/**
 * Who may say that what was reported done, is done: participant ids. While somebody understands the text differently it
 * is only for them: others would finish what is not agreed.
 */
export function mayConfirmDone(state: CaseState, a: Agreement): Uuid[] {
  const others = present(state)
    .map((p) => p.id)
    .filter((id) => id !== a.reportedDoneById);
  const disputing = disputersOf(state, a).filter((id) => others.includes(id));
  return disputing.length > 0 ? disputing : others;
}

/** Of these, who is asked: the owner, the lead and the family. When none of them may, whoever may is asked. */
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
