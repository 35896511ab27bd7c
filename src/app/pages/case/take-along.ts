import { localDate } from '../../../domain/calendar/index.ts';
import { effectiveDue } from '../../../domain/case/agreements.ts';
import { atSchoolSince, daysHome } from '../../../domain/case/clock/home-clock.ts';
import {
  actsForFamily,
  isFamily,
  participant,
  participantOfPerson,
} from '../../../domain/case/participants.ts';
import type { Agreement, CaseState } from '../../../domain/case/state.ts';
import type { Region } from '../../../domain/region/region.ts';
import { viewOf } from '../../../domain/views/limited-view.ts';
import { type TracksFacts, tracksFacts } from '../../../domain/views/track-facts.ts';
import type { AgreementStatus, PlainDate, Role, Uuid } from '../../../domain/vocabulary.ts';
import type { Reader } from '../../../ports/document.ts';
import { readerIn, situationOf } from '../../request-context.ts';
import { findCase } from '../find-case.ts';
import type { PageTools } from '../page-tools.ts';

/**
 * The facts of a case in the order in which the form of the inspectorate asks, for one of the family to print and take
 * along (C50). It is made when it is opened: nothing of it is kept or sent. People are in it as roles, without a name, a
 * number or an address.
 */
export interface TakeAlong {
  readonly caseId: Uuid;
  readonly code: string;
  readonly reader: Reader;
  readonly today: PlainDate;
  readonly firstDayHome: PlainDate | null;
  readonly threeMonthDate: PlainDate | null;
  readonly atSchoolSince: PlainDate | null;
  readonly openedOn: PlainDate;
  /** Null: it is not closed. */
  readonly closedOn: PlainDate | null;
  /** Until today, or until it was closed. */
  /** Null: no day was missed yet. */
  readonly daysAtHome: number | null;
  readonly agreements: readonly TriedAgreement[];
  /** Help that was asked of somebody outside the case, by the title of who was asked. */
  readonly help: readonly { readonly title: string; readonly on: PlainDate; readonly answered: boolean }[];
  readonly tracks: TracksFacts['tracks'];
  readonly people: readonly InvolvedRole[];
}

export interface TriedAgreement {
  readonly number: number;
  readonly title: string;
  readonly by: InvolvedRole | null;
  readonly madeOn: PlainDate;
  /** The first date that was agreed, and the one that holds now. */
  readonly firstDue: PlainDate;
  readonly due: PlainDate;
  readonly status: AgreementStatus;
  readonly doneOn: PlainDate | null;
  readonly endedReason: string | null;
}

export interface InvolvedRole {
  readonly role: Role;
  readonly organisation: string | null;
}

/**
 * Null for everybody but the family: for them this page does not exist. That it was opened is noted as a look at the case
 * and no more, since who else may know of the looks would learn from another word what she is about to do.
 */
export async function takeAlongOf(tools: PageTools, personId: Uuid, caseId: Uuid): Promise<TakeAlong | null> {
  const { deps } = tools;
  const one = await findCase(deps, personId, caseId);
  const me = one && participantOfPerson(one.state, personId);
  if (!one || !me || !actsForFamily(one.state, me.id)) return null;
  const { person, state, region } = one;
  await tools.noteRead(personId, 'read.room', [caseId]);
  const { today } = situationOf(deps, region, person, state);
  const reader = readerIn(deps, region, person, state);
  return { reader, ...factsOf(viewOf(state, region, personId), region, personId, today) };
}

function factsOf(
  view: CaseState,
  region: Region,
  personId: Uuid,
  today: PlainDate,
): Omit<TakeAlong, 'reader'> {
  const { zone } = region.calendar;
  const { id: caseId, code, firstDayHome, threeMonthDate, openedAt, closedAt } = view.case;
  const closedOn = closedAt ? localDate(zone, closedAt) : null;
  return {
    ...{ caseId, code, today, firstDayHome, threeMonthDate, closedOn },
    openedOn: localDate(zone, openedAt),
    daysAtHome: daysHome(view.case, closedOn ?? today),
    atSchoolSince: atSchoolSince(view.case),
    agreements: view.agreements.map((a) => tried(view, region, a)),
    help: view.escalations.flatMap((e) =>
      e.status === 'missing'
        ? []
        : [{ title: e.contactTitle, on: localDate(zone, e.raisedAt), answered: e.status === 'answered' }],
    ),
    tracks: tracksFacts(view, region, personId, today).tracks,
    people: roles(view, region),
  };
}

function tried(view: CaseState, region: Region, a: Agreement): TriedAgreement {
  const { number, title, firstDue, status, doneOn, endedReason } = a;
  return {
    ...{ number, title, firstDue, status, doneOn, endedReason },
    by: roleOf(view, region, a.ownerId),
    madeOn: localDate(region.calendar.zone, a.createdAt),
    due: effectiveDue(view, region, a),
  };
}

function roleOf(view: CaseState, region: Region, participantId: Uuid): InvolvedRole | null {
  const found = participant(view, participantId);
  if (!found) return null;
  const organisation = region.organisations.find((o) => o.key === found.organisationKey)?.name ?? null;
  return { role: found.role, organisation };
}

/** Each role of each organisation once, also of who takes part no more: they were spoken with all the same. */
function roles(view: CaseState, region: Region): InvolvedRole[] {
  const all = view.participants
    .filter((p) => !isFamily(view, p.id))
    .flatMap((p) => roleOf(view, region, p.id) ?? []);
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}
