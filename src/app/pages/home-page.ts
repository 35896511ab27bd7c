import { isOpen } from '../../domain/case/agreements.ts';
import type { ClockState } from '../../domain/case/clock/home-clock.ts';
import { actingOwner, participantOfPerson, ref } from '../../domain/case/participants.ts';
import { isReported } from '../../domain/case/report.ts';
import type { CaseState, Person } from '../../domain/case/state.ts';
import { requestsTo } from '../../domain/consent/requests-to.ts';
import { contactsToCheck } from '../../domain/manage/contacts-to-check.ts';
import type { ContactCheck, PersonRef } from '../../domain/messages/index.ts';
import type { Region } from '../../domain/region/region.ts';
import { type Away, currentAbsences } from '../../domain/rules/participants/absence.ts';
import { callsOf } from '../../domain/views/calls.ts';
import { agreementFacts } from '../../domain/views/facts.ts';
import { seesAsRole, viewOf } from '../../domain/views/limited-view.ts';
import type { PlainDate, Uuid } from '../../domain/vocabulary.ts';
import type { WaitingItemFacts } from '../../domain/waiting-for.ts';
import type { WaitingReport } from '../../ports/database/index.ts';
import type { Action, Reader } from '../../ports/document.ts';
import { byRole } from '../../text/words/by-role.ts';
import { type Deps, readerOf, situationOf } from '../request-context.ts';
import { askedFacts } from './case/asked-facts.ts';
import { clockFor } from './clock-for.ts';
import { hasConsentOpen } from './consent-facts.ts';
import { type ForYou, inOrder, notYetTold } from './for-you.ts';
import { mayDo } from './may-do.ts';

export interface HomePage {
  readonly me: PersonRef;
  /** When they are away, or will be: what they can come back from. */
  readonly away: readonly Away[];
  readonly reader: Reader;
  /** Messages to them, in all their cases and regions. */
  readonly forYou: ForYou;
  readonly cases: readonly HomeCase[];
  /** Closed ones, the last first. `closedOn` is the day; a page that is not theirs any more has no link. */
  readonly closed: readonly {
    readonly caseId: Uuid;
    readonly code: string;
    readonly closedOn: PlainDate;
    readonly isTheirs: boolean;
  }[];
  /** Reports that wait for a coordinator, in the regions that they coordinate. */
  readonly reports: readonly WaitingReport[];
  /** People to call when one takes part in nothing any more. */
  readonly call: readonly { readonly name: string; readonly phone: string | null }[];
  /** Regions that know this person; of some they are a coordinator or an administrator. */
  readonly regions: readonly {
    readonly id: Uuid;
    readonly key: string;
    readonly name: string;
    readonly isCoordinator: boolean;
    readonly isAdministrator: boolean;
    /** Contact points of theirs of which nobody said for half a year that they are still right. */
    readonly contactPoints: ContactCheck['points'];
  }[];
}

export interface HomeCase {
  readonly caseId: Uuid;
  readonly code: string;
  readonly lead: PersonRef | null;
  /** Null: the clock is not theirs to see. */
  readonly daysAtHome: number | null;
  readonly clock: ClockState;
  /** They reported it, and a coordinator has not taken it in yet. */
  readonly isReport: boolean;
  /** They take no part in it: their help was asked for. */
  readonly isCalled: boolean;
  /** They coordinate the region and take no part in it: it is there for what they were told of it. */
  readonly isBeside: boolean;
  /** Beside what they were told. */
  readonly asked: readonly WaitingItemFacts[];
  /** Whether they may press that there. */
  readonly mayDo: (action: Action) => boolean;
  /** They may say who reads along, and did not yet: nothing is asked, and it can be answered there. */
  readonly mayConsent: boolean;
  readonly openCount: number;
  /** The days of the open agreements that they own, or act for today. */
  readonly due: readonly { readonly id: Uuid; readonly number: number; readonly date: PlainDate }[];
}

function dueOf(state: CaseState, region: Region, personId: Uuid, today: PlainDate): HomeCase['due'] {
  const me = participantOfPerson(state, personId)?.id ?? null;
  return state.agreements
    .filter((a) => isOpen(a) && me !== null && (a.ownerId === me || actingOwner(state, a, today) === me))
    .map((a) => ({ id: a.id, number: a.number, date: agreementFacts(state, region, a, today).due }));
}

export function homePage(
  deps: Deps,
  person: Person,
  states: readonly CaseState[],
  regions: readonly Region[],
  /** The region whose language and days hold where no case says otherwise. */
  first: Region,
  told: ForYou,
  beside: Pick<HomePage, 'closed' | 'call' | 'reports'>,
): HomePage {
  const now = situationOf(deps, first, person, null).today;
  return {
    me: { id: person.id, name: person.name },
    away: currentAbsences(person.absences, now),
    reader: readerOf(deps, first, person, true),
    forYou: inOrder(told),
    ...beside,
    cases: states.flatMap((whole) => {
      const region = regions.find((r) => r.id === whole.case.regionId);
      if (!region) return [];
      const state = viewOf(whole, region, person.id);
      const { today } = situationOf(deps, region, person, state);
      const reader = readerOf(deps, region, person, true);
      return [
        {
          caseId: state.case.id,
          code: state.case.code,
          lead: state.case.leadId ? ref(state, state.case.leadId) : null,
          ...clockFor(state, person.id, today),
          isReport: isReported(whole.case),
          isCalled: !seesAsRole(whole, region, person.id),
          isBeside: isBeside(whole, region, person.id),
          asked: byRole(notYetTold(askedFacts(state, region, person.id, today), told), reader),
          mayDo: (action: Action) => mayDo(whole, region, person.id, today, action),
          mayConsent: hasConsentOpen(state, region, person.id, today),
          openCount: state.agreements.filter(isOpen).length,
          due: dueOf(state, region, person.id, today),
        },
      ];
    }),
    regions: regions.map((region) => ({
      id: region.id,
      key: region.key,
      name: region.name,
      isCoordinator: region.coordinatorPersonIds.includes(person.id),
      isAdministrator: region.administratorPersonIds.includes(person.id),
      contactPoints: contactPoints(region, person.id, situationOf(deps, region, person, null).today),
    })),
  };
}

function isBeside(state: CaseState, region: Region, personId: Uuid): boolean {
  // It stands among what is closed, and only what was told of it here.
  if (state.case.status === 'closed') return true;
  const isTheirs =
    participantOfPerson(state, personId) !== null ||
    callsOf(state, region, personId).length > 0 ||
    requestsTo(state, region, personId).length > 0;
  return !isTheirs && region.coordinatorPersonIds.includes(personId);
}

/**
 * A contact point is checked by the person behind it; what they said that changes is for the coordinators to change.
 */
function contactPoints(region: Region, personId: Uuid, today: PlainDate): ContactCheck['points'] {
  const { file, personIds } = region;
  return contactsToCheck(file, today)
    .filter(({ point }) => personIds[point.person] === personId && point.changes === undefined)
    .map(({ organisation, point: { role, deputy } }) => {
      const id = personIds[deputy ?? ''];
      const name = file.people.find((p) => p.key === deputy)?.name;
      return { organisation, role, deputy: id && name ? { id, name } : null };
    });
}
