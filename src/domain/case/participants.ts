import { isAbsent, type PersonCalendar, type RegionCalendar } from '../calendar/index.ts';
import { isLetterWay, type LetterWay } from '../contact-details.ts';
import type { PersonRef } from '../messages/index.ts';
import type { Region } from '../region/region.ts';
import { FAMILY_ROLES, type PlainDate, type Uuid } from '../vocabulary.ts';
import type { Agreement, CaseState, Participant, Person } from './state.ts';

/** Looking people up in a case: who owns, who acts today, who is asked. Pure reading. */

export function participant(state: CaseState, id: Uuid | null): Participant | null {
  return id === null ? null : (state.participants.find((p) => p.id === id) ?? null);
}

/** The participants who take part now. */
export function present(state: CaseState): Participant[] {
  return state.participants.filter((p) => p.leftAt === null);
}

export function participantOfPerson(state: CaseState, personId: Uuid): Participant | null {
  return present(state).find((p) => p.personId === personId) ?? null;
}

export function person(state: CaseState, id: Uuid | null): Person | null {
  return id === null ? null : (state.people.find((p) => p.id === id) ?? null);
}

export function personOf(state: CaseState, participantId: Uuid | null): Person | null {
  return person(state, participant(state, participantId)?.personId ?? null);
}

/** Name and id for a text. Someone unknown is shown as a dash, never as a blank. */
export function ref(state: CaseState, participantId: Uuid | null): PersonRef {
  return refOfPerson(personOf(state, participantId), participantId ?? '');
}

export function refOfPerson(found: Person | null, fallbackId: Uuid): PersonRef {
  if (found?.shownAs) return { id: '', name: '–', role: found.shownAs };
  return found ? { id: found.id, name: found.name } : { id: fallbackId, name: '–' };
}

export function calendarOf(found: Person | null): PersonCalendar {
  if (!found) return { absences: [] };
  return {
    absences: found.absences.map((a) => ({ from: a.from, to: a.until })),
    ...(found.hasOwnDays
      ? { workingDays: found.workingDays as NonNullable<PersonCalendar['workingDays']> }
      : {}),
    ...(found.contactFrom && found.contactUntil
      ? { contactHours: { from: found.contactFrom, to: found.contactUntil } }
      : {}),
  };
}

/** The days of a case: a school that takes part and has holidays of its own counts instead of the region. */
export function caseCalendar(state: CaseState, region: Region): RegionCalendar {
  const keys = new Set(present(state).map((p) => p.organisationKey));
  const own = region.organisations.filter((o) => o.schoolHolidays !== null && keys.has(o.key));
  if (own.length === 0) return region.calendar;
  return { ...region.calendar, schoolHolidays: own.flatMap((o) => o.schoolHolidays ?? []) };
}

/** True for somebody in the case who is not absent on this date. */
export function isHere(state: CaseState, participantId: Uuid | null, today: PlainDate): boolean {
  const found = participant(state, participantId);
  if (!found || found.leftAt !== null) return false;
  return !isAbsent(calendarOf(person(state, found.personId)), today);
}

/** The deputy of an agreement: its own, else the one of its owner. */
export function deputyOf(state: CaseState, agreement: Agreement): Uuid | null {
  const own = agreement.deputyId ?? participant(state, agreement.ownerId)?.deputyId ?? null;
  return own === agreement.ownerId ? null : own;
}

/**
 * The person who acts for an agreement on a day: who picked it up, else the owner, else (owner away) the deputy.
 * Null: nobody. The owner keeps ownership (C06).
 */
export function actingOwner(state: CaseState, agreement: Agreement, today: PlainDate): Uuid | null {
  const candidates = [agreement.pickedUpById, agreement.ownerId, deputyOf(state, agreement)];
  return candidates.find((id) => isHere(state, id, today)) ?? null;
}

/** The case lead, or on a day of absence the lead's deputy. */
export function actingLead(state: CaseState, today: PlainDate): Uuid | null {
  const { leadId } = state.case;
  if (isHere(state, leadId, today)) return leadId;
  const deputy = participant(state, leadId)?.deputyId ?? null;
  return isHere(state, deputy, today) ? deputy : null;
}

/** The person asked as lead: who leads today, unless it is about them, else the first coordinator who is reached. */
export function leadOrCoordinator(
  state: CaseState,
  region: Region,
  today: PlainDate,
  not: Uuid | null = null,
): Uuid | null {
  const lead = actingLead(state, today);
  const found = lead !== not ? personOf(state, lead) : null;
  if (found) return found.id;
  const about = personOf(state, not)?.id;
  const others = region.coordinatorPersonIds.filter((id) => id !== about);
  return others.map((id) => person(state, id)).find((p) => isReachable(p))?.id ?? null;
}

/** The person who leads today; null while nobody does. */
export function leadPersonOf(state: CaseState, today: PlainDate): Uuid | null {
  return personOf(state, actingLead(state, today))?.id ?? null;
}

/** True when messages to the lead are theirs: they lead today, or nobody does and they coordinate the region. */
export function actsAsLead(state: CaseState, region: Region, personId: Uuid, today: PlainDate): boolean {
  const lead = actingLead(state, today);
  if (lead === null) return region.coordinatorPersonIds.includes(personId);
  return participantOfPerson(state, personId)?.id === lead;
}

/** C09: the owner, the lead and the family are asked; everybody may answer. */
export function askedToConfirm(state: CaseState, agreement: Agreement): Uuid[] {
  // A parent who sees only their own agreements is asked of those.
  const family = present(state)
    .filter((p) => FAMILY_ROLES.has(p.role))
    .filter((p) => p.limitedSince === null || agreement.createdById === p.id)
    .map((p) => p.id);
  const asked = new Set<Uuid>([
    agreement.ownerId,
    ...(state.case.leadId ? [state.case.leadId] : []),
    ...family,
  ]);
  return [...asked].filter((id) => participant(state, id)?.leftAt === null);
}

/** The participants with authority, who say whether a case may be closed; not of one that they see only a part of. */
export function guardiansOf(state: CaseState): Participant[] {
  return present(state).filter((p) => p.role === 'guardian' && p.limitedSince === null);
}

/** One of the family who sees everything: what is for the family to do in a case is theirs. */
export function actsForFamily(state: CaseState, participantId: Uuid): boolean {
  return isFamily(state, participantId) && participant(state, participantId)?.limitedSince === null;
}

export function isFamily(state: CaseState, participantId: Uuid): boolean {
  const found = participant(state, participantId);
  return found !== null && FAMILY_ROLES.has(found.role);
}

/** Answers where they work or chat: not only on the web, and did not ask to be called or written to on paper. */
export function answersInChat(found: Person | null, region: Region): boolean {
  const chats = new Set(region.workspaces.filter((w) => w.platform !== 'web').map((w) => w.id));
  const wants = found?.notice === 'phone' || found?.notice === 'paper';
  return !wants && (found?.identities.some((i) => chats.has(i.workspaceId)) ?? false);
}

/** Has an account in a chat of the region that is connected now. */
export function isInChat({ workspaces }: Region, { identities }: Person): boolean {
  const ids = new Set(identities.map((i) => i.workspaceId));
  return workspaces.some((w) => w.platform !== 'web' && !w.disabled && ids.has(w.id));
}

/** Whether they are written to: in chat, or by a letter that can be sent from here. In the demonstration everybody looks. */
export function isWrittenTo(
  region: Region,
  found: Person,
  letters: Readonly<Record<LetterWay, boolean>> | undefined,
): boolean {
  if (region.demonstration || letters === undefined || isInChat(region, found)) return true;
  const way = found.notice ?? 'email';
  return isLetterWay(way) && letters[way];
}

/** Whether they learn that something waits for them; whoever would rather be called is called (`CallAsked`). */
export function hearsThatItWaits(
  region: Region,
  found: Person,
  letters: Readonly<Record<LetterWay, boolean>> | undefined,
): boolean {
  const isCalled = found.notice === 'phone' || found.notice === 'paper';
  return isCalled || isWrittenTo(region, found, letters);
}

/** Can be written to directly: has an identity where we are connected. */
export function isReachable(found: Person | null): boolean {
  return found !== null && found.identities.length > 0;
}

export function leadPhone(state: CaseState): string | null {
  return personOf(state, state.case.leadId)?.phone ?? null;
}
