import { type Accepted, accept, type Decision, refuse, type Situation } from '../../case/decision.ts';
import { answersInChat, person, refOfPerson } from '../../case/participants.ts';
import {
  type InformationRequest,
  isTheirWord,
  isWaiting,
  REQUEST_ANSWER_MAX,
  type RequestAnswer,
} from '../../case/requests/information-request.ts';
import type { CaseState } from '../../case/state.ts';
import { partyName } from '../../consent/consent.ts';
import { mayAsk } from '../../consent/may-ask.ts';
import { requestsTo } from '../../consent/requests-to.ts';
import type { Uuid } from '../../vocabulary.ts';
import { inTheirs } from '../theirs.ts';
import { inOpenCase } from '../tools.ts';
import { toAsked, toldEnded, toldRequest } from './messages.ts';

/** The contact answers in their own words, or says that they do not have it: that is an answer too. */
export function answerRequest(
  state: CaseState,
  s: Situation,
  requestId: Uuid,
  words: string | null,
): Decision {
  return onAsked(state, s, requestId, (request, me) => {
    const no = wrongWords(words);
    if (no) return no;
    const answer = { wordsId: words === null ? null : s.newId(), byId: me, at: s.now, writtenById: null };
    return answered(state, s, request, answer);
  });
}

/**
 * The person who said it says that what somebody wrote down is right, and nobody for them: who stands in may be the one who
 * wrote it. What is not right they answer themselves.
 */
export function confirmRequest(state: CaseState, s: Situation, requestId: Uuid): Decision {
  return onAsked(state, s, requestId, (request, me) =>
    request.answer && isTheirWord(request, me)
      ? answered(state, s, request, request.answer)
      : refuse('refused.requestNothing'),
  );
}

/** The lead or a coordinator writes down what somebody of the party said by phone; it waits for that person's word. */
export function writeRequestByPhone(
  state: CaseState,
  s: Situation,
  requestId: Uuid,
  said: { readonly person: Uuid; readonly words: string | null },
): Decision {
  return onOwn(state, s, requestId, (request) => {
    const isAsked = requestsTo(state, s.region, said.person).includes(request);
    if (!isAsked || said.person === s.actor?.personId)
      return refuse('refused.requestContact', {}, { field: 'person' });
    const no = wrongWords(said.words) ?? gone(state, s, request);
    if (no) return no;
    const wordsId = said.words === null ? null : s.newId();
    const answer = { wordsId, byId: said.person, at: s.now, writtenById: s.actor?.personId ?? '' };
    const written: InformationRequest = { ...request, status: 'by_phone', answer };
    const after = withRequest(state, written);
    const who = refOfPerson(person(after, said.person), said.person);
    const chat = answersInChat(person(after, said.person), s.region) ? 'yes' : 'no';
    return accept(
      after,
      { key: 'done.requestByPhone', values: { person: who, chat } },
      {
        messages: toAsked(after, written, 'byPhone', said.person).map((o) => ({
          ...o,
          key: `${o.key}:${s.now}`,
        })),
        audit: [{ action: 'request.written_down', objectId: request.id, onBehalfOf: said.person }],
        wordsAs: wordsId,
      },
    );
  });
}

/** The lead or a coordinator takes it back: nothing is needed any more. */
export function takeBackRequest(state: CaseState, s: Situation, requestId: Uuid): Decision {
  return onOwn(state, s, requestId, (request) => {
    const { state: after, messages } = endedWith(state, s, request, 'taken_back');
    return accept(after, 'done.requestTakenBack', {
      messages,
      audit: [{ action: 'request.taken_back', objectId: request.id }],
    });
  });
}

/** Ends a request that is open, and tells both sides. */
export function endedWith(
  state: CaseState,
  s: Situation,
  request: InformationRequest,
  status: 'taken_back' | 'without_yes',
): Pick<Accepted, 'state' | 'messages'> {
  const ended: InformationRequest = { ...request, status, endedAt: s.now };
  const after = withRequest(state, ended);
  const id = s.actor?.personId ?? request.byId;
  const what = status === 'taken_back' ? 'takenBack' : 'withoutYes';
  const who = refOfPerson(person(after, id), id);
  return {
    state: after,
    messages: [...toldEnded(after, ended), toldRequest(after, s.region, ended, { what, who })],
  };
}

function answered(
  state: CaseState,
  s: Situation,
  request: InformationRequest,
  answer: RequestAnswer,
): Decision {
  const status = answer.wordsId === null ? 'not_held' : 'answered';
  const done: InformationRequest = { ...request, status, answer, endedAt: s.now };
  const after = withRequest(state, done);
  const who = refOfPerson(person(after, answer.byId), answer.byId);
  const what = answer.wordsId === null ? 'notHeld' : 'answered';
  const others = { ...done, askedIds: done.askedIds.filter((id) => id !== s.actor?.personId) };
  return accept(after, 'done.requestAnswered', {
    messages: [toldRequest(after, s.region, done, { what, who }), ...toldEnded(after, others)],
    audit: [{ action: `request.${status}`, objectId: request.id }],
    wordsAs: answer.wordsId,
  });
}

/** Runs a rule on a request that waits for the one who acts, while the family's yes holds. */
function onAsked(
  state: CaseState,
  s: Situation,
  requestId: Uuid,
  rule: (request: InformationRequest, me: Uuid) => Decision,
): Decision {
  return inOpenCase(state, () => {
    const me = s.actor?.personId ?? '';
    const request = requestsTo(state, s.region, me).find((one) => one.id === requestId);
    if (!request) return refuse('refused.requestOver');
    return gone(state, s, request) ?? rule(request, me);
  });
}

/** Runs a rule on a request that is open, for who leads or coordinates. */
function onOwn(
  state: CaseState,
  s: Situation,
  requestId: Uuid,
  rule: (request: InformationRequest) => Decision,
): Decision {
  return inTheirs(state, s, ['lead', 'coordinator'], () => {
    const request = state.case.requests.find((one) => one.id === requestId);
    return request && isWaiting(request) ? rule(request) : refuse('refused.requestOver');
  });
}

/** A yes that ended today and was not looked at yet counts no more. */
function gone(state: CaseState, s: Situation, { partyKey: key }: InformationRequest): Decision | null {
  const party = { key, name: partyName(state, s.region, key) };
  return mayAsk(state, s.region, party).whyNot === null ? null : refuse('refused.requestOver');
}

function wrongWords(words: string | null): Decision | null {
  if (words === null) return null;
  if (words.trim() === '') return refuse('refused.answerMissing', {}, { field: 'words' });
  return [...words].length > REQUEST_ANSWER_MAX
    ? refuse('refused.wordsTooLong', { max: REQUEST_ANSWER_MAX }, { field: 'words' })
    : null;
}

export function withRequest(state: CaseState, request: InformationRequest): CaseState {
  const requests = state.case.requests.map((one) => (one.id === request.id ? request : one));
  return { ...state, case: { ...state.case, requests } };
}
