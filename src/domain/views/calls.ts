import { agreement, isOpen } from '../case/agreements.ts';
import type { Agreement, CaseState, Escalation } from '../case/state.ts';
import { isKeptFrom, isOwnOf, isPartyLimited, organisationsOfContact } from '../consent/consent.ts';
import type { Region } from '../region/region.ts';
import type { Uuid } from '../vocabulary.ts';

/**
 * A call for help gives somebody a look at one agreement, and only while their help is waited for: not once it was
 * answered, once what it was about is settled another way, or once the case is closed.
 */
export function isCallOpen(state: CaseState, e: Escalation): boolean {
  if (state.case.status === 'closed' || (e.status !== 'asked' && e.status !== 'acknowledged')) return false;
  if (e.agreementId === null) return state.case.leadId === null;
  const about = agreement(state, e.agreementId);
  return about !== null && isOpen(about);
}

/** The calls that wait for this person's help now, and that the family's answer does not keep from them. */
export function callsOf(state: CaseState, region: Region, personId: Uuid): Escalation[] {
  return state.escalations.filter(
    (e) =>
      e.contactPersonId === personId &&
      isCallOpen(state, e) &&
      !isKeptFrom(state, region, personId, agreement(state, e.agreementId)),
  );
}

/** They were asked once. What waits for them now is `callsOf`. */
export function wasAsked(state: CaseState, escalationId: Uuid | null, personId: Uuid): Escalation | null {
  return state.escalations.find((e) => e.id === escalationId && e.contactPersonId === personId) ?? null;
}

/**
 * Whether a contact reads, beside the brief they were sent, how the agreement stands and what was told about it. Where
 * consent comes first they may know no more than an organisation in the case would: without a yes, only of its own.
 */
export function readsThread(state: CaseState, region: Region, personId: Uuid, a: Agreement): boolean {
  if (region.consent !== 'before-sharing') return true;
  const keys = organisationsOfContact(region, personId);
  if (keys.some((key) => isOwnOf(state, key, a))) return true;
  return keys.length > 0 && keys.every((key) => !isPartyLimited(state, region, key));
}
