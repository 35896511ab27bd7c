import { confirmationsOf, isDisputed, isOpen, openBlocker } from './case/agreements.ts';
import type { Appeal } from './case/appeals/appeal.ts';
import { answersAppeal, openAppeals } from './case/appeals/appeals.ts';
import {
  actingOwner,
  actsAsLead,
  askedToConfirm,
  guardiansOf,
  participantOfPerson,
  ref,
} from './case/participants.ts';
import type { InformationRequest } from './case/requests/information-request.ts';
import type { Agreement, CaseState, Escalation } from './case/state.ts';
import { requestsTo } from './consent/requests-to.ts';
import type {
  AgreementFacts,
  EscalationAlert,
  PersonRef,
  PhoneQuestion,
  RequestAsked,
} from './messages/index.ts';
import type { Region } from './region/region.ts';
import { askedIfDone } from './reminders/who-confirms.ts';
import { callsOf } from './views/calls.ts';
import { shownDetail } from './views/facts.ts';
import type { AppealKind, ConsentQuestion, Instant, Outcome, PlainDate, Uuid } from './vocabulary.ts';

/**
 * Something that waits for one person. What is the lead's is the coordinators' while nobody leads. What is open without
 * anybody waiting is not here.
 */
export type WaitingItem =
  /** Say whether an agreement's text is right (C09). */
  | { readonly kind: 'confirm'; readonly agreement: Agreement }
  /** Say whether it was said so by phone; somebody else wrote it down. */
  | { readonly kind: 'byPhone'; readonly agreement: Agreement; readonly phone: PhoneQuestion }
  /** Keep an agreement one owns, or acts for today. */
  | { readonly kind: 'own'; readonly agreement: Agreement }
  /** Say whether what was reported done, is done. */
  | { readonly kind: 'confirmDone'; readonly agreement: Agreement }
  /** Decide on a new date that was proposed: the lead's. */
  | { readonly kind: 'decideDate'; readonly agreement: Agreement }
  /** See to what holds an agreement up: the lead's. */
  | { readonly kind: 'stuck'; readonly agreement: Agreement }
  /** Say what holds when somebody understood it differently: the lead's. */
  | { readonly kind: 'disputed'; readonly agreement: Agreement }
  | { readonly kind: 'takeLead' }
  /** Answer what the family asked of the case itself (C46): the lead's, and the coordinators'. */
  | { readonly kind: 'appeal'; readonly appeal: Appeal }
  /** Say whether the case may be closed: a guardian's. */
  | { readonly kind: 'closing' }
  /** Say whether they said by phone that it may be closed; somebody else wrote it down. */
  | { readonly kind: 'closedByPhone' }
  /** Say whether a party may read along (C03). */
  | { readonly kind: 'consent'; readonly partyKey: string; readonly about: ConsentQuestion }
  /** Name the person whom nobody knows yet: a coordinator's who takes part. */
  | { readonly kind: 'fillContact'; readonly escalation: Escalation }
  /** Answer what a party is asked: a named contact's (C03). */
  | { readonly kind: 'request'; readonly request: InformationRequest }
  /** Help with what is stuck: a named contact's. */
  | { readonly kind: 'help'; readonly escalation: Escalation };

/** The same as facts, to compose words of; `key` as `keyOfItem`. */
export type WaitingItemFacts = { readonly key: string } & AskedWhat;

type AskedWhat =
  | {
      readonly kind: 'confirm' | 'own' | 'confirmDone' | 'decideDate' | 'stuck' | 'disputed' | 'byPhone';
      readonly agreement: AgreementFacts;
      /** Its date is behind us. */
      readonly isPast: boolean;
      /** Its owner said that it works out, and its date is to come. */
      readonly isOnTrack: boolean;
      /** The answer that this person gave by phone, as it was written down; with `byPhone` only. */
      readonly phone: PhoneQuestion | null;
    }
  | { readonly kind: 'takeLead' }
  | {
      readonly kind: 'appeal';
      readonly appealId: Uuid;
      readonly what: AppealKind;
      readonly by: PersonRef;
      /** The number of the agreement that an objection is about; null: of none. */
      readonly number: number | null;
      readonly before: PlainDate;
    }
  | {
      readonly kind: 'closing';
      readonly by: PersonRef;
      readonly outcome: Outcome;
      /** The numbers of agreements that stop then, and why. */
      readonly stopped: readonly number[];
      /** The numbers of agreements that came since it was asked: with those a yes closes nothing. */
      readonly since: readonly number[];
      readonly stopReason: string | null;
    }
  | { readonly kind: 'closedByPhone'; readonly by: PersonRef; readonly at: Instant }
  | {
      readonly kind: 'consent';
      readonly party: { readonly key: string; readonly name: string };
      readonly about: ConsentQuestion;
    }
  | { readonly kind: 'fillContact'; readonly escalationId: Uuid; readonly title: string }
  | { readonly kind: 'request'; readonly asked: RequestAsked }
  | {
      readonly kind: 'help';
      /** The brief as it is today. */
      readonly brief: EscalationAlert;
    };

/** The name of one question, by which a message that asks it is known. */
export function keyOfItem(asked: WaitingItem, caseId: Uuid): string {
  switch (asked.kind) {
    case 'takeLead':
    case 'closing':
    case 'closedByPhone':
      return `${asked.kind}:${caseId}`;
    case 'consent':
      return consentKey(caseId, asked.partyKey, asked.about);
    case 'appeal':
      return `appeal:${asked.appeal.id}`;
    case 'request':
      return `request:${asked.request.id}`;
    case 'fillContact':
    case 'help':
      return `${asked.kind}:${asked.escalation.id}`;
    default:
      return `${asked.kind}:${asked.agreement.id}`;
  }
}

/** The name of one question about one party; that of reading along as before there were two. */
export function consentKey(caseId: Uuid, partyKey: string, about: ConsentQuestion = 'reading'): string {
  return about === 'reading' ? `consent:${caseId}:${partyKey}` : `consent:${caseId}:${partyKey}:${about}`;
}

/** All that a case asks of a person today, in the order in which it stands on their page. */
export function waitingFor(
  state: CaseState,
  region: Region,
  personId: Uuid,
  today: PlainDate,
): WaitingItem[] {
  const me = participantOfPerson(state, personId)?.id ?? null;
  // Of a closed case nothing is asked any more, but whether a yes that closed it was one.
  if (state.case.status === 'closed')
    return me !== null && state.case.closing?.byPhone?.participantId === me
      ? [{ kind: 'closedByPhone' }]
      : [];
  const open = state.agreements.filter(isOpen);
  const isLead = actsAsLead(state, region, personId, today);
  return [
    ...(me !== null && state.case.leadAskedId === me ? [{ kind: 'takeLead' as const }] : []),
    ...(state.case.closing && guardiansOf(state).some((p) => p.id === me)
      ? [{ kind: 'closing' as const }]
      : []),
    ...callsFor(state, region, personId),
    ...appealsFor(state, region, personId, today),
    ...requestsTo(state, region, personId).map((request) => ({ kind: 'request' as const, request })),
    ...(me === null ? [] : consents(state, me)),
    ...(me !== null && region.coordinatorPersonIds.includes(personId) ? gaps(state) : []),
    ...(me === null ? [] : questions(state, open, me)),
    ...(isLead ? forLead(state, open) : []),
    ...(me === null ? [] : own(state, open, me, today)),
  ];
}

/** Asked and not answered, or a yes that ends soon. */
function consents(state: CaseState, me: Uuid): WaitingItem[] {
  if (state.case.status === 'closed') return [];
  return state.consents.flatMap((c): WaitingItem[] =>
    c.about !== 'guardians' &&
    c.participantId === me &&
    c.endedAt === null &&
    (c.answer === 'asked' || c.renewalAskedAt !== null)
      ? [{ kind: 'consent', partyKey: c.partyKey, about: c.about }]
      : [],
  );
}

function forLead(state: CaseState, open: readonly Agreement[]): WaitingItem[] {
  return [
    ...open.flatMap((a): WaitingItem[] => (a.proposedDue ? [{ kind: 'decideDate', agreement: a }] : [])),
    ...open.flatMap((a): WaitingItem[] =>
      openBlocker(state, a.id) ? [{ kind: 'stuck', agreement: a }] : [],
    ),
    ...open.flatMap((a): WaitingItem[] => (isDisputed(state, a) ? [{ kind: 'disputed', agreement: a }] : [])),
  ];
}

function gaps(state: CaseState): WaitingItem[] {
  return state.escalations.flatMap((e): WaitingItem[] =>
    e.status === 'missing' ? [{ kind: 'fillContact', escalation: e }] : [],
  );
}

function callsFor(state: CaseState, region: Region, personId: Uuid): WaitingItem[] {
  return callsOf(state, region, personId).map((escalation) => ({ kind: 'help', escalation }));
}

function appealsFor(state: CaseState, region: Region, personId: Uuid, today: PlainDate): WaitingItem[] {
  return openAppeals(state).flatMap((appeal): WaitingItem[] =>
    answersAppeal(state, region, appeal, { personId, today }) ? [{ kind: 'appeal', appeal }] : [],
  );
}

/** Questions about what was said by phone come first; then done before right: what is reported done waits longest. */
function questions(state: CaseState, open: readonly Agreement[], me: Uuid): WaitingItem[] {
  const asked = (a: Agreement): boolean => askedToConfirm(state, a).includes(me);
  const answered = (a: Agreement): boolean => confirmationsOf(state, a).some((c) => c.participantId === me);
  return [
    ...state.agreements.flatMap((a) => saidByPhone(state, a, me)),
    ...open.flatMap((a): WaitingItem[] =>
      a.status === 'reported_done' && askedIfDone(state, a).includes(me)
        ? [{ kind: 'confirmDone', agreement: a }]
        : [],
    ),
    ...open.flatMap((a): WaitingItem[] =>
      a.status === 'open' && !isDisputed(state, a) && asked(a) && !answered(a)
        ? [{ kind: 'confirm', agreement: a }]
        : [],
    ),
  ];
}

/** An answer to the text while it is asked for; how an agreement stands, also when it is done by that. */
function saidByPhone(state: CaseState, a: Agreement, me: Uuid): WaitingItem[] {
  if (state.case.status === 'closed' || a.status === 'ended') return [];
  const note = a.phoneNotes.find((n) => n.participantId === me);
  const row = confirmationsOf(state, a).find((c) => c.participantId === me);
  const by = (id: Uuid): PhoneQuestion['by'] => ref(state, id);
  const phones: PhoneQuestion[] = [
    ...(note
      ? [{ by: by(note.enteredById), said: note.said, detail: shownDetail(note), words: null, at: note.at }]
      : []),
    ...(row?.enteredById && a.status === 'open'
      ? [
          {
            by: by(row.enteredById),
            said: a.createdById === me ? ('proposed' as const) : row.answer,
            detail: null,
            words: row.words,
            at: row.at,
          },
        ]
      : []),
  ];
  return phones.map((phone) => ({ kind: 'byPhone', agreement: a, phone }));
}

/** Until it is clear what was agreed, nobody is asked how it goes. */
function own(state: CaseState, open: readonly Agreement[], me: Uuid, today: PlainDate): WaitingItem[] {
  return open.flatMap((a): WaitingItem[] =>
    a.status === 'open' && !isDisputed(state, a) && actingOwner(state, a, today) === me
      ? [{ kind: 'own', agreement: a }]
      : [],
  );
}
