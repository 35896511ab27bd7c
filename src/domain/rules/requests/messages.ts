import { person, refOfPerson } from '../../case/participants.ts';
import { type InformationRequest, isTheirWord } from '../../case/requests/information-request.ts';
import type { CaseState } from '../../case/state.ts';
import { partyName } from '../../consent/consent.ts';
import type { Outgoing, RequestAsked, RequestTold } from '../../messages/index.ts';
import type { Region } from '../../region/region.ts';
import type { Uuid } from '../../vocabulary.ts';
import { inCase } from '../tools.ts';

/** Tells that there is a question, to one of those who were asked. */
export function toAsked(
  state: CaseState,
  request: InformationRequest,
  what: RequestAsked['what'],
  personId: Uuid,
): Outgoing[] {
  const { id, steps } = request;
  return [
    {
      recipient: { to: 'person', personId },
      urgency: 'unsolicited',
      key: `request:${id}:${what}:${steps.length}:${personId}`,
      message: { ...askedIn(state, request, personId), what },
    },
  ];
}

/** The question as it stands now for one of those who were asked, for a page. */
export function askedIn(state: CaseState, request: InformationRequest, personId: Uuid): RequestAsked {
  const { id, byId, due, count } = request;
  const by = refOfPerson(person(state, byId), byId);
  const what = isTheirWord(request, personId) ? 'byPhone' : 'asked';
  return { type: 'RequestAsked', ...inCase(state), requestId: id, by, due, count, what };
}

/** Tells what became of it, to everybody who sees the whole case. */
export function toldRequest(
  state: CaseState,
  region: Region,
  request: InformationRequest,
  told: Pick<RequestTold, 'what' | 'who'>,
): Outgoing {
  return {
    recipient: { to: 'room' },
    urgency: 'unsolicited',
    key: `request:${request.id}:told:${told.what}:${request.endedAt ?? request.at}`,
    message: requestTold(state, region, request, told),
  };
}

export function requestTold(
  state: CaseState,
  region: Region,
  { id, partyKey, due }: InformationRequest,
  told: Pick<RequestTold, 'what' | 'who'>,
): RequestTold {
  const party = partyName(state, region, partyKey);
  return { type: 'RequestTold', ...inCase(state), requestId: id, party, due, ...told };
}

/** Tells that nothing is needed any more, to everybody who was asked. It names no more than the code. */
export function toldEnded({ case: { code } }: CaseState, { id, askedIds }: InformationRequest): Outgoing[] {
  return askedIds.map((personId) => ({
    recipient: { to: 'person', personId },
    urgency: 'unsolicited',
    key: `request:${id}:ended:${personId}`,
    message: { type: 'RequestEnded', code },
  }));
}
