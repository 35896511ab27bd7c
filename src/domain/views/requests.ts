import { actingLead, participantOfPerson, person, refOfPerson } from '../case/participants.ts';
import { type InformationRequest, isTheirWord } from '../case/requests/information-request.ts';
import type { CaseState } from '../case/state.ts';
import { isLimited, partyName } from '../consent/consent.ts';
import { requestsTo } from '../consent/requests-to.ts';
import type { PersonRef } from '../messages/index.ts';
import type { Region } from '../region/region.ts';
import type { PlainDate, Uuid } from '../vocabulary.ts';
import { seesWhole } from './limited-view.ts';

/** Facts on one request, without a word of it. */
export interface RequestFacts {
  readonly id: Uuid;
  readonly party: string;
  readonly contact: PersonRef;
  readonly by: PersonRef;
  readonly due: PlainDate;
  readonly at: string;
  readonly count: number;
  readonly status: InformationRequest['status'];
  readonly answer: {
    readonly by: PersonRef;
    readonly at: string;
    readonly writtenBy: PersonRef | null;
    readonly isHeld: boolean;
  } | null;
  /** It waits for the reader. */
  readonly isMine: boolean;
  /** Somebody wrote down what the reader said, and the reader says whether it is right. */
  readonly isMyWord: boolean;
}

export interface RequestsFacts {
  readonly caseId: Uuid;
  readonly code: string;
  readonly isOpen: boolean;
  /** They ask, write down what was said by phone, and take back. */
  readonly mayAsk: boolean;
  /** They see only what was asked of their own party, and are told of nothing else. */
  readonly ofOwn: boolean;
  /** Newest first. */
  readonly requests: readonly RequestFacts[];
}

/** The requests of a case as somebody may know of them: all of it, or what waits for them. Read from their view. */
export function requestsFacts(
  view: CaseState,
  region: Region,
  personId: Uuid,
  today: PlainDate,
): RequestsFacts {
  const mine = new Set(requestsTo(view, region, personId).map((one) => one.id));
  return {
    caseId: view.case.id,
    code: view.case.code,
    isOpen: view.case.status !== 'closed',
    mayAsk: asks(view, region, personId, today),
    ofOwn: !seesWhole(view, region, personId),
    requests: [...view.case.requests].reverse().map((one) => ({
      ...factsOf(view, region, one),
      isMine: mine.has(one.id),
      isMyWord: mine.has(one.id) && isTheirWord(one, personId),
    })),
  };
}

function asks(view: CaseState, region: Region, personId: Uuid, today: PlainDate): boolean {
  const me = participantOfPerson(view, personId);
  if (region.coordinatorPersonIds.includes(personId)) return true;
  const leads = me !== null && [view.case.leadId, actingLead(view, today)].includes(me.id);
  return leads && !isLimited(me);
}

function factsOf(
  view: CaseState,
  region: Region,
  one: InformationRequest,
): Omit<RequestFacts, 'isMine' | 'isMyWord'> {
  const named = (id: Uuid): PersonRef => refOfPerson(person(view, id), id);
  const { id, due, at, count, status, answer } = one;
  return {
    ...{ id, due, at, count, status },
    party: partyName(view, region, one.partyKey),
    contact: named(one.askedIds[0] ?? ''),
    by: named(one.byId),
    answer: answer && {
      by: named(answer.byId),
      at: answer.at,
      writtenBy: answer.writtenById === null ? null : named(answer.writtenById),
      isHeld: answer.wordsId !== null,
    },
  };
}
