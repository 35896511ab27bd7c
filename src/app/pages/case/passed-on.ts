import { confirmationsOf } from '../../../domain/case/agreements.ts';
import {
  actingLead,
  askedToConfirm,
  isFamily,
  participantOfPerson,
  person,
  ref,
  refOfPerson,
} from '../../../domain/case/participants.ts';
import type { Agreement, CaseState } from '../../../domain/case/state.ts';
import { limitOf } from '../../../domain/consent/consent.ts';
import type { PersonRef } from '../../../domain/messages/index.ts';
import type { Region } from '../../../domain/region/region.ts';
import type { Instant, PlainDate, Uuid } from '../../../domain/vocabulary.ts';
import type { Reader } from '../../../ports/document.ts';
import type { Act, Arrival, HistoryItem } from '../../../ports/web.ts';
import type { Looks } from '../looks.ts';

/** The acts on an agreement, by the word of the audit for each. */
const DEEDS = {
  'agreement.created': 'made',
  'agreement.confirmed': 'confirmed',
  'agreement.disputed': 'disputed',
  'agreement.on_track': 'onTrack',
  'agreement.reported_done': 'reportedDone',
  'agreement.done': 'confirmedDone',
  'agreement.kept': 'kept',
  'agreement.missed': 'missed',
  'agreement.not_yet': 'notYet',
  'agreement.revised': 'revised',
  'agreement.handed_over': 'handedOver',
  'agreement.date_proposed': 'dateProposed',
  'agreement.date_accepted': 'dateAccepted',
  'agreement.date_declined': 'dateDeclined',
  'agreement.paused': 'paused',
  'agreement.resumed': 'resumed',
  'agreement.asked_less': 'askedLess',
  'agreement.asked_as_usual': 'askedAsUsual',
  'agreement.ended': 'ended',
  'agreement.picked_up': 'pickedUp',
  'agreement.deputy_asks': 'asked',
  'blocker.reported': 'stuck',
  'blocker.resolved': 'solved',
  'escalation.raised.3': 'called',
  'escalation.raised.4': 'called',
  'escalation.raised.5': 'called',
  'escalation.raised.6': 'called',
  'escalation.acknowledged': 'acknowledged',
  'escalation.answered': 'answered',
  'phone.right': 'phoneRight',
  'phone.corrected': 'phoneWrong',
} as const;
type Deed = (typeof DEEDS)[keyof typeof DEEDS];
const ACTS: ReadonlyMap<string, Deed> = new Map(Object.entries(DEEDS));
export const ACTIONS: readonly string[] = [...ACTS.keys()];

/** "Was it passed on?": who said what and when, what was told where and when, and who came to look. */
export interface PassedOn {
  readonly caseId: Uuid;
  readonly code: string;
  readonly reader: Reader;
  readonly agreements: readonly {
    readonly id: Uuid;
    readonly number: number;
    readonly title: string;
    readonly said: readonly SaidWhen[];
  }[];
  /** Newest first. */
  readonly told: readonly (HistoryItem & { readonly arrived: readonly Arrival[] })[];
  /** Null: not theirs to see. */
  readonly looked: Looks | null;
}

export interface SaidWhen {
  readonly who: PersonRef;
  readonly what: Deed | 'awaited';
  readonly at: Instant | null;
  /** The person who wrote it down, where it was said by phone. */
  readonly by: PersonRef | null;
}

/** The family and who leads may know who looked (docs/domain.md#visibility); nobody else. */
export function maySeeLooks(state: CaseState, personId: Uuid, today: PlainDate): boolean {
  const me = participantOfPerson(state, personId);
  if (!me || limitOf(state, personId) !== null) return false;
  return isFamily(state, me.id) || me.id === state.case.leadId || me.id === actingLead(state, today);
}

/**
 * Lists the people whose acts are told: all who take or took part as far as this reader sees them, coordinators, and
 * those asked for help.
 */
export function actorsIn(view: CaseState, { coordinatorPersonIds: coordinators }: Region): Uuid[] {
  const called = view.escalations.flatMap((e) => [e.contactPersonId, e.acknowledgedById]);
  return [
    ...new Set([
      ...view.participants.map((p) => p.personId),
      ...coordinators,
      ...called.filter((id) => id !== null),
    ]),
  ];
}

/** Lists the agreements of this view with what everybody did and said of each, in time; last, who is awaited. */
export function saidOf(view: CaseState, acts: readonly Act[]): PassedOn['agreements'] {
  const did = acts.flatMap((act) => deedIn(view, act) ?? []);
  return view.agreements.map((a) => {
    const answered = new Set(confirmationsOf(view, a).map((c) => c.participantId));
    const awaited = a.status === 'open' ? askedToConfirm(view, a).filter((id) => !answered.has(id)) : [];
    const own = did.filter((one) => one.agreementId === a.id).map((one) => one.said);
    return {
      id: a.id,
      number: a.number,
      title: a.title,
      said: [
        ...saidOnce(inTime([...own, ...withoutAct(view, a, own)])),
        ...awaited.map((id) => ({ who: ref(view, id), what: 'awaited' as const, at: null, by: null })),
      ],
    };
  });
}

/** Writing an agreement down says with that act that it is right; and a sheet makes agreements without an act. */
function withoutAct(view: CaseState, a: Agreement, own: readonly SaidWhen[]): SaidWhen[] {
  const answers = [...a.earlier.flatMap((e) => e.answers), ...confirmationsOf(view, a)];
  const all: SaidWhen[] = [
    { who: ref(view, a.createdById), what: 'made', at: a.createdAt, by: null },
    ...answers.map((c) => ({
      who: ref(view, c.participantId),
      what: c.answer,
      at: c.at,
      by: c.enteredById ? ref(view, c.enteredById) : null,
    })),
  ];
  return all.filter(
    (one) => !own.some((o) => o.what === one.what && (one.what === 'made' || isSame(o, one))),
  );
}

/** “It will work out”, said again the same day with nothing in between, was pressed twice. */
function saidOnce(some: readonly SaidWhen[]): SaidWhen[] {
  return some.filter((one, i) => {
    const before = some[i - 1];
    const isAgain = one.what === 'onTrack' && before?.what === 'onTrack' && before.who.id === one.who.id;
    return !isAgain || Date.parse(one.at ?? '') - Date.parse(before.at ?? '') > HALF_A_DAY_MS;
  });
}

const HALF_A_DAY_MS = 12 * 3_600_000;

function isSame(one: SaidWhen, other: SaidWhen): boolean {
  return one.who.id === other.who.id && Date.parse(one.at ?? '') === Date.parse(other.at ?? '');
}

function inTime(some: readonly SaidWhen[]): SaidWhen[] {
  return some.toSorted((a, b) => Date.parse(a.at ?? '') - Date.parse(b.at ?? ''));
}

/** An act, of the agreement that it is about; null: it is about none in this view. */
function deedIn(view: CaseState, act: Act): { agreementId: Uuid; said: SaidWhen } | null {
  const what = ACTS.get(act.action);
  const agreementId = agreementOf(view, act.objectId);
  if (!what || !agreementId) return null;
  const name = (id: Uuid): PersonRef => refOfPerson(person(view, id), id);
  const by = act.writtenBy ? name(act.writtenBy) : null;
  return { agreementId, said: { who: name(act.who), what, at: act.at, by } };
}

function agreementOf(view: CaseState, objectId: Uuid | null): Uuid | null {
  if (view.agreements.some((a) => a.id === objectId)) return objectId;
  const about = [...view.blockers, ...view.escalations].find((one) => one.id === objectId);
  return about?.agreementId ?? null;
}
