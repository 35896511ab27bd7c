import { addWorkingDays } from '../../domain/calendar/index.ts';
import { person, refOfPerson } from '../../domain/case/participants.ts';
import { REQUEST_DAYS } from '../../domain/case/requests/information-request.ts';
import type { CaseState } from '../../domain/case/state.ts';
import { partyName } from '../../domain/consent/consent.ts';
import { contactsOf } from '../../domain/consent/party-contacts.ts';
import { requestsTo } from '../../domain/consent/requests-to.ts';
import type { PersonRef } from '../../domain/messages/index.ts';
import { questionsFor } from '../../domain/region/questions.ts';
import type { Uuid } from '../../domain/vocabulary.ts';
import { questionText } from '../../text/compose/case/requests.ts';
import type { FormContext } from '../../text/forms/context.ts';
import type { Args } from '../inbound.ts';
import { requestWords } from '../pages/case/request-words.ts';
import type { Deps, RequestContext } from '../request-context.ts';

/** The facts of a form about a request to a party; null: it names neither a request nor a party. */
export async function requestFor(
  deps: Deps,
  context: RequestContext,
  args: Args,
): Promise<FormContext['request'] | null> {
  const { state } = context;
  if (!state) return null;
  if (typeof args.requestId === 'string') return ofRequest(deps, context, state, args.requestId);
  return typeof args.party === 'string' ? ofParty(context, state, args.party) : null;
}

function ofParty({ region, situation, reader, actor }: RequestContext, state: CaseState, key: string) {
  const people = contactsOf(state, region, key)
    .filter((one) => one.personId !== actor.id && !situation.ofOtherFamilies?.has(one.personId))
    .map((one) => named(state, one.personId));
  return {
    party: partyName(state, region, key),
    questions: [],
    people,
    examples: questionsFor(region, key).map((one) => questionText(one, reader)),
    due: addWorkingDays(region.calendar, situation.today, REQUEST_DAYS),
  };
}

async function ofRequest(deps: Deps, { region, actor }: RequestContext, state: CaseState, requestId: Uuid) {
  const request = state.case.requests.find((one) => one.id === requestId);
  if (!request) return null;
  const words = await requestWords(deps, region, state, actor.id, [request.questionsId]);
  const isThere = (id: Uuid): boolean => requestsTo(state, region, id).includes(request);
  return {
    party: partyName(state, region, request.partyKey),
    questions: words.get(request.questionsId)?.split('\n') ?? [],
    people: request.askedIds.filter(isThere).map((id) => named(state, id)),
    examples: [],
    due: request.due,
  };
}

const named = (state: CaseState, id: Uuid): PersonRef => refOfPerson(person(state, id), id);
