import { bare } from '../people/rooms.ts';
import type { Answer } from './http.ts';
import { type Call, type CallKind, NOT_WRITABLE, refusal } from './to-connector.ts';

/** Why Teams refuses with 403, by its own code. */
export const REFUSALS = [
  'MessageWritesBlocked',
  'BotNotInConversationRoster',
  'ForbiddenOperationException',
  'ConversationBlockedByUser',
  'BotDisabledByAdmin',
] as const;
export type RefusalCode = (typeof REFUSALS)[number];

/** Something that goes wrong with coming calls of the bot. */
export interface Fault {
  /** A status, one of Teams' refusals, a message that Teams does not know, or a connection that breaks. */
  readonly answer:
    | 401
    | 412
    | 429
    | 500
    | 502
    | 503
    | 504
    | RefusalCode
    | 'ActivityNotFoundInConversation'
    | 'reset'
    /** An answer that is not of Teams, or only looks like it: 200 unless told, JSON when it begins with a brace. */
    | { readonly odd: string; readonly status?: number; readonly type?: string };
  /** The call is carried out all the same: the bot only does not hear of it. */
  readonly delivered?: boolean;
  /** Seconds, for a 429. */
  readonly retryAfter?: number;
  /** The kind of call that it meets; left out: any. */
  readonly call?: CallKind;
  /** The conversation that it meets; left out: any. */
  readonly conversation?: string;
  /** How many calls; 1 by itself. */
  readonly times?: number;
}

export interface Faults {
  add(fault: Fault): void;
  /** Takes back what was not used. */
  heal(): void;
  /** The fault for this call, which is then used once more. */
  take(call: Call): Fault | undefined;
}

export function createFaults(): Faults {
  let coming: { fault: Fault; left: number }[] = [];
  return {
    add: (fault) => void coming.push({ fault, left: fault.times ?? 1 }),
    heal: () => {
      coming = [];
    },
    take: (call) => {
      const found = coming.find(({ fault }) => isFor(fault, call));
      if (!found) return undefined;
      found.left--;
      if (found.left === 0) coming = coming.filter((one) => one !== found);
      return found.fault;
    },
  };
}

function isFor(fault: Fault, call: Call): boolean {
  if (fault.call !== undefined && fault.call !== call.kind) return false;
  return fault.conversation === undefined || bare(fault.conversation) === bare(call.conversation);
}

/** Returns the answer that the bot gets; null for a connection that breaks. */
export function wrong(fault: Fault): Answer | null {
  const { answer, retryAfter } = fault;
  if (answer === 'reset') return null;
  if (typeof answer === 'object') {
    const type = answer.type ?? (/^[{[]/.test(answer.odd) ? 'application/json' : 'text/html');
    return { status: answer.status ?? 200, headers: { 'content-type': type }, body: answer.odd };
  }
  if (typeof answer === 'number') {
    const refused = refusal(answer, WORDS[answer]);
    if (retryAfter === undefined) return refused;
    return { ...refused, headers: { ...refused.headers, 'retry-after': String(retryAfter) } };
  }
  if (answer === 'MessageWritesBlocked') return NOT_WRITABLE;
  return refusal(answer === 'ActivityNotFoundInConversation' ? 404 : 403, answer);
}

const WORDS = {
  401: 'Unauthorized',
  412: 'PreconditionFailed',
  429: 'Throttled',
  500: 'ServiceError',
  502: 'BadGateway',
  503: 'ServiceUnavailable',
  504: 'GatewayTimeout',
} as const;
