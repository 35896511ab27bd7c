import { addMonths } from '../calendar/index.ts';
import { deputyOf, participant, participantOfPerson, present } from '../case/participants.ts';
import { isReported } from '../case/report.ts';
import type { Agreement, CaseState, Consent, Participant } from '../case/state.ts';
import type { Region } from '../region/region.ts';
import {
  CONSENT_ROLES,
  type ConsentQuestion,
  type ConsentRule,
  FAMILY_ROLES,
  FAMILY_SIDE,
  type PlainDate,
  type Uuid,
} from '../vocabulary.ts';
import { ABOUT_GUARDIANS, isKeptToOwn } from './guardians-see.ts';
import { countOf, type NotHere, notHere, rolesThatAnswer } from './whose-word.ts';

/**
 * Consent per party and what follows from it: who sees everything of a case and who only the agreements of their own
 * party. What follows is kept with the participant
 * (docs/decisions/consent-and-privacy.md#consent-kept-with-participation); `rooms/membership.ts` keeps it
 * right after every decision.
 */

/** Version of the words in which consent is asked (`consent.request`); raised when what they mean changes. */
export const CONSENT_TEXT = 2;
/** A yes holds this long (P5), and is asked about this many days before. */
export const CONSENT_MONTHS = 6;
export const RENEWAL_DAYS = 14;

export interface Party {
  readonly key: string;
  readonly name: string;
}

/** The key of what somebody sees who sees less: that of their party, or of the family their own. */
export function scopeOf(p: Participant): string {
  return partyOf(p) ?? p.id;
}

/** The organisation somebody is of; who is of none is a party of their own. The family's side is no party. */
export function partyOf(p: Pick<Participant, 'id' | 'role' | 'organisationKey'>): string | null {
  return FAMILY_SIDE.has(p.role) ? null : (p.organisationKey ?? p.id);
}

/**
 * Coordinators of the region see every case of it, whatever part they take
 * (docs/decisions/consent-and-privacy.md#party-is-an-organisation).
 */
function isCoordinator(region: Region, p: Participant): boolean {
  return region.coordinatorPersonIds.includes(p.personId);
}

/** The parties of a case that consent is about, each once, in the order in which they came. */
export function partiesOf(state: CaseState, region: Region): Party[] {
  const keys = present(state).flatMap((p) => (isCoordinator(region, p) ? [] : (partyOf(p) ?? [])));
  const parties = [...new Set(keys)].map((key) => ({ key, name: partyName(state, region, key) }));
  return parties.sort((a, b) => a.name.localeCompare(b.name));
}

/** The parties that the family answers about: those, and who was asked about before they take part or after they left. */
export function partiesToAnswer(state: CaseState, region: Region): Party[] {
  const here = partiesOf(state, region);
  const keys = new Set(
    state.consents.flatMap((c) => (c.endedAt === null && c.about !== ABOUT_GUARDIANS ? c.partyKey : [])),
  );
  for (const { key } of here) keys.delete(key);
  const others = [...keys].map((key) => ({ key, name: partyName(state, region, key) }));
  return [...here, ...others.sort((a, b) => a.name.localeCompare(b.name))];
}

export function partyName(state: CaseState, region: Region, key: string): string {
  const organisation = region.organisations.find((o) => o.key === key);
  const person = participant(state, key);
  return organisation?.name ?? state.people.find((p) => p.id === person?.personId)?.name ?? '–';
}

/** The answer of one of the family about one party that holds, or null when it was never asked nor given. */
export function consentOf(
  state: CaseState,
  partyKey: string,
  participantId: Uuid,
  about: ConsentQuestion = 'reading',
): Consent | null {
  const found = state.consents.filter(
    (c) => c.endedAt === null && c.partyKey === partyKey && c.about === about,
  );
  return found.find((c) => c.participantId === participantId) ?? null;
}

/** The family members whose answer counts. A "no" of one who left stands: leaving takes nothing back they said. */
export function whoseAnswers(
  state: CaseState,
  partyKey: string,
  about: ConsentQuestion = 'reading',
): Participant[] {
  const roles = rolesThatAnswer(state);
  const said = (p: Participant): Consent['answer'] | undefined =>
    consentOf(state, partyKey, p.id, about)?.answer;
  const isHeard = state.participants.some((p) => roles.has(p.role) && ['yes', 'no'].includes(said(p) ?? ''));
  return state.participants.filter((p) => {
    if (roles.has(p.role)) return p.leftAt === null || said(p) === 'no';
    // docs/decisions/consent-and-privacy.md#no-outlives-the-age-group
    return CONSENT_ROLES.has(p.role) && said(p) === 'no' && (p.role === 'child' || !isHeard);
  });
}

export interface PartyConsent {
  readonly party: Party;
  /** `no`: somebody said so. `yes`: all of them did. `open`: an answer is missing, and nobody said no. */
  readonly answer: 'yes' | 'no' | 'open';
  readonly answers: readonly { readonly who: Participant; readonly consent: Consent | null }[];
  /** The family members who take part and whose answer is missing. */
  readonly missing: readonly Participant[];
  /** Others whose answer counts, who take no part yet. */
  readonly notHere: NotHere;
  /** Its people see only their own agreements; of the other question: nobody asks it for information. */
  readonly isLimited: boolean;
}

/** All answers about one party together. The same rule for both questions: everybody whose word counts, or nobody. */
export function partyConsent(
  state: CaseState,
  region: Region,
  party: Party,
  about: ConsentQuestion = 'reading',
): PartyConsent {
  const answers = whoseAnswers(state, party.key, about).map((who) => ({
    who,
    consent: consentOf(state, party.key, who.id, about),
  }));
  const said = (one: 'yes' | 'no'): number => answers.filter((a) => a.consent?.answer === one).length;
  const others = notHere(state);
  const all = answers.length > 0 && said('yes') === answers.length && countOf(others) === 0;
  const answer = said('no') > 0 ? 'no' : all ? 'yes' : 'open';
  const missing = answers.flatMap(({ who, consent }) =>
    consent === null || consent.answer === 'asked' ? [who] : [],
  );
  const isLimited = about === 'asking' ? answer !== 'yes' : limits(region.consent, answer);
  return { party, answer, answers, missing, notHere: others, isLimited };
}

function limits(rule: ConsentRule, answer: PartyConsent['answer']): boolean {
  return answer === 'no' || (rule === 'before-sharing' && answer !== 'yes');
}

/** Whether consent lets this party see the whole case. */
export function isPartyLimited(state: CaseState, region: Region, key: string): boolean {
  return partyConsent(state, region, { key, name: '' }).isLimited;
}

/**
 * Whether somebody is to see only the agreements of their party; of the family, their own, when a young person of sixteen
 * said so. Not the lead and the lead's deputy, not who coordinates the region.
 */
export function shouldBeLimited(state: CaseState, region: Region, p: Participant): boolean {
  // A report is of whoever made it: there is no case yet that they could see too much of.
  if (p.leftAt !== null || isReported(state.case) || isCoordinator(region, p)) return false;
  const { leadId } = state.case;
  if (leadId !== null && (p.id === leadId || participant(state, leadId)?.deputyId === p.id)) return false;
  const key = partyOf(p);
  return key === null ? isKeptToOwn(state, p) : isPartyLimited(state, region, key);
}

/** One of a party's people leads the case, or stands in for who does: they see everything meanwhile, whatever the answer. */
export function isLeadsParty(state: CaseState, key: string): boolean {
  const lead = participant(state, state.case.leadId);
  return [lead, participant(state, lead?.deputyId ?? null)].some(
    (p) => p !== null && p.leftAt === null && partyOf(p) === key,
  );
}

/** One of the family said no to their party, or a young person of sixteen to what they see. Without an answer nobody did, also where consent comes first. */
export function isRefused(state: CaseState, p: Participant | null): boolean {
  const key = p && partyOf(p);
  if (p !== null && key === null) return isKeptToOwn(state, p);
  return key != null && whoseAnswers(state, key).some((w) => consentOf(state, key, w.id)?.answer === 'no');
}

/** Sees only the agreements of their own party. */
export function isLimited(p: Participant | null): boolean {
  return p !== null && p.limitedSince !== null && p.leftAt === null;
}

/** The party whose agreements alone this person sees; null: no limit. */
export function limitOf(state: CaseState, personId: Uuid): string | null {
  const p = participantOfPerson(state, personId);
  return p !== null && isLimited(p) ? scopeOf(p) : null;
}

/**
 * Why somebody may not take the lead, with which they would come to see everything; null: nothing is in the way.
 * `refused`: the family said no to their party. `unasked`: they see only their own agreements, and neither a
 * coordinator nor the family asked them (docs/decisions/consent-and-privacy.md#asked-to-lead). `family`: nobody of the
 * family comes to lead by one press (docs/decisions/agreements-and-cases.md#family-leads-by-two-yeses).
 */
export function barredFromLead(state: CaseState, p: Participant): 'refused' | 'unasked' | 'family' | null {
  if (isRefused(state, p)) return 'refused';
  if (state.case.leadAskedId === p.id) return null;
  if (FAMILY_ROLES.has(p.role)) return 'family';
  return isLimited(p) ? 'unasked' : null;
}

/**
 * Whether the family's answer keeps a call for help from this person: they see only their own agreements, or the family
 * said no to an organisation they are a contact of; and the call is not about an agreement of that party.
 */
export function isKeptFrom(state: CaseState, region: Region, personId: Uuid, a: Agreement | null): boolean {
  const me = participantOfPerson(state, personId);
  if (me === null && region.coordinatorPersonIds.includes(personId)) return false;
  const keys = me ? [isLimited(me) ? scopeOf(me) : null] : organisationsOfContact(region, personId);
  return keys.some((key) => {
    if (key === null || (a !== null && isOwnOf(state, key, a))) return false;
    return me !== null || whoseAnswers(state, key).some((w) => consentOf(state, key, w.id)?.answer === 'no');
  });
}

/** The organisations that somebody is a contact of. */
export function organisationsOfContact(region: Region, personId: Uuid): string[] {
  return region.organisations
    .filter(
      (o) =>
        o.escalationContactPersonId === personId ||
        o.contactPoints.some((c) => c.personId === personId || c.deputyPersonId === personId),
    )
    .map((o) => o.key);
}

/**
 * An agreement of a party: its people own it, stand in for its owner, or picked it up. Of one of the family, who sees only
 * their own, also what they wrote.
 */
export function isOwnOf(state: CaseState, partyKey: string, a: Agreement): boolean {
  if (participant(state, partyKey)?.id === a.createdById && isOfFamilySide(state, partyKey)) return true;
  return [a.ownerId, deputyOf(state, a), a.pickedUpById].some((id) => {
    const found = participant(state, id);
    return found !== null && scopeOf(found) === partyKey;
  });
}

/** The key is that of one of the family, who is no party. */
export function isOfFamilySide(state: CaseState, key: string): boolean {
  const found = participant(state, key);
  return found !== null && partyOf(found) === null;
}

/** The last day of a yes that is given today. */
export function consentEnds(today: PlainDate): PlainDate {
  return addMonths(today, CONSENT_MONTHS);
}

/** The day on which the lead was told that this answer is missing, and may write down a phone call. Null: not yet. */
export function toldMissingOn(state: CaseState, c: Consent): PlainDate | null {
  return state.case.clockSent.find((one) => one.startsWith(missingMark(c)))?.slice(-10) ?? null;
}

/** How the case keeps that; the day stands behind it. */
export function missingMark(c: Consent): string {
  return `consent_silent:${c.id}:`;
}
