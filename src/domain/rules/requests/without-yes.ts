import type { Situation } from '../../case/decision.ts';
import { isWaiting } from '../../case/requests/information-request.ts';
import type { CaseState } from '../../case/state.ts';
import { partyName } from '../../consent/consent.ts';
import { mayAsk } from '../../consent/may-ask.ts';
import type { Outgoing } from '../../messages/index.ts';
import { endedWith } from './answer.ts';

interface Ended {
  readonly state: CaseState;
  readonly messages: readonly Outgoing[];
  readonly audit: readonly { readonly action: string; readonly objectId: string }[];
}

/**
 * After every decision: what is open of a party that may not be asked any more is taken back, and whoever was asked hears
 * kindly that nothing is needed. So is what is open in a case that closes.
 */
export function endWithoutYes(state: CaseState, s: Situation): Ended {
  return state.case.requests.filter(isWaiting).reduce<Ended>(
    (sum, request) => {
      const party = { key: request.partyKey, name: partyName(state, s.region, request.partyKey) };
      const isClosed = state.case.status === 'closed';
      if (!isClosed && mayAsk(sum.state, s.region, party).whyNot === null) return sum;
      const ended = endedWith(sum.state, s, request, isClosed ? 'taken_back' : 'without_yes');
      const action = isClosed ? 'request.taken_back' : 'request.without_yes';
      return {
        state: ended.state,
        messages: [...sum.messages, ...ended.messages],
        audit: [...sum.audit, { action, objectId: request.id }],
      };
    },
    { state, messages: [], audit: [] },
  );
}
