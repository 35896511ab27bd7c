import type { Appeal } from '../../domain/case/appeals/appeal.ts';
import type { WithoutBasis } from '../../domain/case/basis/without-basis.ts';
import type { Absence } from '../../domain/case/clock/absence.ts';
import type { LeadHandover } from '../../domain/case/lead-handover.ts';
import type { InformationRequest } from '../../domain/case/requests/information-request.ts';
import type { Rhythm } from '../../domain/case/rhythm.ts';
import type { EarlierText, Involvement, PhoneNote } from '../../domain/case/state.ts';
import type { TermDate } from '../../domain/case/term-date.ts';
import type { PrismaClient } from '../../store/generated/client.ts';

type Rows<
  Model extends
    | 'agreement'
    | 'confirmation'
    | 'blocker'
    | 'track'
    | 'nudge'
    | 'escalation'
    | 'participant'
    | 'person'
    | 'message'
    | 'consent',
> = Awaited<ReturnType<PrismaClient[Model]['findMany']>>;

/** The people of a case, so that ids can be told as who it was. */
export interface Everyone {
  readonly participants: readonly unknown[];
  /** Name and role of a participant; null when there is none. */
  participant(id: string | null): string | null;
  person(id: string | null): string | null;
  day(date: Date | null): string | null;
}

export function everyone(participants: Rows<'participant'>, people: Rows<'person'>): Everyone {
  const person = (id: string | null): string | null => people.find((p) => p.id === id)?.name ?? null;
  const participant = (id: string | null): string | null => {
    const found = participants.find((p) => p.id === id);
    return found ? `${person(found.personId)} (${found.role})` : null;
  };
  return {
    participants: participants.map((p) => ({
      name: person(p.personId),
      role: p.role,
      organisation: p.organisationKey,
      deputy: participant(p.deputyId),
      joinedAt: p.joinedAt,
      leftAt: p.leftAt,
    })),
    participant,
    person,
    day: (date) => date?.toISOString().slice(0, 10) ?? null,
  };
}

interface Parts {
  readonly agreements: Rows<'agreement'>;
  readonly confirmations: Rows<'confirmation'>;
  readonly blockers: Rows<'blocker'>;
  readonly nudges: Rows<'nudge'>;
  readonly escalations: Rows<'escalation'>;
}

/** One agreement with all that hangs on it, of earlier texts and dates too. */
export function agreementOf(a: Rows<'agreement'>[number], parts: Parts, who: Everyone) {
  const ofThis = <T extends { agreementId: string | null }>(rows: readonly T[]): T[] =>
    rows.filter((row) => row.agreementId === a.id);
  const before = parts.agreements.find((other) => other.id === a.predecessorId);
  return {
    number: a.number,
    kind: a.kind,
    title: a.title,
    doneWhen: a.doneWhen,
    status: a.status,
    owner: who.participant(a.ownerId),
    deputy: who.participant(a.deputyId),
    pickedUpBy: who.participant(a.pickedUpById),
    due: who.day(a.due),
    firstDue: who.day(a.firstDue),
    proposedDue: who.day(a.proposedDue),
    proposedBy: who.participant(a.proposedById),
    after: before ? { agreement: before.number, workingDays: a.workingDaysAfter } : null,
    validUntil: who.day(a.validUntil),
    createdBy: who.participant(a.createdById),
    createdAt: a.createdAt,
    textVersion: a.textVersion,
    reportedDoneBy: who.participant(a.reportedDoneById),
    doneOn: who.day(a.doneOn),
    confirmedDoneBy: who.participant(a.doneById),
    endedReason: a.endedReason,
    paused: a.pausedFrom
      ? { from: who.day(a.pausedFrom), until: who.day(a.pausedUntil), reason: a.pausedReason }
      : null,
    askedLess: a.askedLess,
    comesBack: comesBack(a.rhythm as Rhythm | null, who),
    saidByPhoneToBeChecked: (a.phoneNotes as unknown as readonly PhoneNote[]).map((note) => ({
      by: who.participant(note.participantId),
      said: note.said,
      at: note.at,
      writtenDownBy: who.participant(note.enteredById),
    })),
    earlierTexts: (a.earlier as unknown as readonly EarlierText[]).map((e) => earlierText(e, who)),
    ...historyOf(ofThis(parts.confirmations), ofThis(parts.blockers), who),
    reminders: ofThis(parts.nudges).map((n) => ({
      on: who.day(n.on),
      step: n.step,
      to: who.person(n.personId),
      outcome: n.outcome,
      sentAt: n.sentAt,
    })),
    callsForHelp: ofThis(parts.escalations).map((e) => callForHelp(e, who)),
  };
}

/** How often it comes back, and of each of its days whether it was kept and who said so. */
function comesBack(rhythm: Rhythm | null, who: Everyone) {
  if (!rhythm) return null;
  const { every, until, past } = rhythm;
  const days = past.map(({ due, outcome, on, byId }) => ({ due, outcome, on, by: who.participant(byId) }));
  return { every, until, days };
}

/** Returns what stood there before; what was answered to it is among the confirmations, by its version. */
function earlierText(
  { textVersion, title, doneWhen, ownerId, due, changedById, changedAt }: EarlierText,
  who: Everyone,
) {
  const [owner, changedBy] = [who.participant(ownerId), who.participant(changedById)];
  return { textVersion, title, doneWhen, owner, due, changedBy, changedAt };
}

function historyOf(confirmations: Rows<'confirmation'>, blockers: Rows<'blocker'>, who: Everyone) {
  return {
    confirmations: confirmations.map((c) => ({
      textVersion: c.textVersion,
      by: who.participant(c.participantId),
      answer: c.answer,
      words: c.words,
      at: c.at,
      saidByPhoneAndWrittenDownBy: who.participant(c.enteredById),
    })),
    blockers: blockers.map((b) => ({
      category: b.category,
      whoMaySayYes: b.decisionMaker,
      reportedBy: who.participant(b.reportedById),
      reportedAt: b.reportedAt,
      resolvedAt: b.resolvedAt,
      answer: b.answer,
    })),
  };
}

/** Every answer that was given about a party, also those that a newer one ended. */
export function consent(c: Rows<'consent'>[number], who: Everyone) {
  const { answer, textVersion, at, endedAt } = c;
  return {
    // A person who belongs to no organisation is their own party.
    party: who.participant(c.partyKey) ?? c.partyKey,
    about: c.about,
    by: who.participant(c.participantId),
    answer,
    textVersion,
    at,
    validUntil: who.day(c.validUntil),
    replacedAt: endedAt,
    saidByPhoneAndWrittenDownBy: who.participant(c.enteredById),
  };
}

/** A call for help to a named contact, and what came of it. */
export function callForHelp(e: Rows<'escalation'>[number], who: Everyone) {
  return {
    rung: e.rung,
    contact: who.person(e.contactPersonId),
    title: e.contactTitle,
    question: e.question,
    status: e.status,
    raisedBy: who.participant(e.raisedById),
    raisedAt: e.raisedAt,
    pickedUpBy: who.participant(e.acknowledgedById) ?? who.person(e.acknowledgedById),
    pickedUpUntil: who.day(e.acknowledgedUntil),
    answer: e.answer,
    answeredAt: e.answeredAt,
  };
}

/** Returns what Schakel wrote, as meaning, and what became of it. */
export function message(m: Rows<'message'>[number], who: Everyone) {
  return {
    at: m.createdAt,
    type: m.type,
    to: m.recipientId ? who.person(m.recipientId) : 'channel or coordinators',
    state: m.state,
    arrivedAt: m.confirmedAt,
    content: m.payload,
  };
}

/** How far the lead and the coordinators go, and every change of it. */
export function involvement(row: { readonly involvement: unknown }, who: Everyone) {
  const { level, changes } = row.involvement as Involvement;
  return {
    level,
    changes: changes.map(({ byId, ...change }) => ({
      ...change,
      by: who.participant(byId) ?? 'a coordinator',
    })),
  };
}

/** The word for the absence, the days with lessons since, and every change of it. */
export function absence(row: { readonly absence: unknown }, who: Everyone) {
  const { changes, ...now } = row.absence as Absence;
  return {
    ...now,
    changes: changes.map(({ byId, ...change }) => ({
      ...change,
      by: who.participant(byId) ?? 'a coordinator',
    })),
  };
}

/** The lead that is to go to somebody else; null: it stays. */
export function leadHandover(row: { readonly leadHandover: unknown }, who: Everyone) {
  const found = row.leadHandover as LeadHandover | null;
  if (!found) return null;
  const { fromId, toId, spokeOn, on, reachableUntil, acceptedAt } = found;
  return {
    ...{ from: who.participant(fromId), to: who.participant(toId), spokeOn, on },
    ...{ reachableUntil, acceptedAt },
  };
}

/** Everything that the family asked of the case itself, and how it was answered; the words stay sealed. */
export function appeals(row: { readonly appeals: unknown }, who: Everyone) {
  const asked = row.appeals as readonly Appeal[];
  return asked.map(({ kind, byId, askedAt, answerBefore, ended }) => ({
    ...{ kind, by: who.participant(byId), askedAt, answerBefore },
    answer: ended && {
      how: ended.how,
      by: who.participant(ended.byId) ?? 'a coordinator',
      at: ended.at,
    },
  }));
}

/** The requests to parties and what came of each; what was asked and answered stays sealed. */
export function requests(row: { readonly requests: unknown }, who: Everyone) {
  const asked = row.requests as readonly InformationRequest[];
  return asked.map(({ partyKey, askedIds, byId, at, due, count, status, answer, endedAt }) => ({
    // A person who belongs to no organisation is their own party.
    party: who.participant(partyKey) ?? partyKey,
    asked: askedIds.map((id) => who.person(id)),
    ...{ by: who.person(byId), at, due, questions: count, status, endedAt },
    answer: answer && {
      by: who.person(answer.byId),
      at: answer.at,
      writtenDownBy: answer.writtenById && who.person(answer.writtenById),
    },
  }));
}

/** Lists the people of those requests: who asks or is asked may have no part in the case. */
export function peopleOfRequests(row: { readonly requests: unknown }): string[] {
  return (row.requests as readonly InformationRequest[]).flatMap(({ byId, askedIds, answer }) => [
    ...[byId, ...askedIds],
    ...(answer ? [answer.byId, answer.writtenById ?? []].flat() : []),
  ]);
}

/** The days from which terms are counted, and who typed each. */
export function termDates(row: { readonly termDates: unknown }, who: Everyone) {
  const typed = row.termDates as readonly TermDate[];
  return typed.map(({ byId, ...one }) => ({ ...one, by: who.participant(byId) ?? 'a coordinator' }));
}

/** Parties that take part without a basis or without accession: why, and who said so. */
export function withoutBasis(row: { readonly withoutBasis: unknown }, who: Everyone) {
  const said = row.withoutBasis as readonly WithoutBasis[];
  return said.map(({ byId, partyKey, ...one }) => ({
    party: who.participant(partyKey) ?? partyKey,
    ...one,
    by: who.participant(byId) ?? 'a coordinator',
  }));
}

/** A track beside the case. What somebody keeps for themselves is no part of the case, and stays out. */
export function track(t: Rows<'track'>[number], who: Everyone) {
  return {
    kind: t.kind,
    from: who.day(t.from),
    until: who.day(t.until),
    endedOn: who.day(t.endedOn),
    ask: who.participant(t.askId),
    askWhom: t.askWhom,
    notedBy: who.participant(t.notedById) ?? 'a coordinator',
    notedAt: t.notedAt,
  };
}
