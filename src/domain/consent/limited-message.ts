import type { AgreementFacts, Message } from '../messages/index.ts';
import type { Uuid } from '../vocabulary.ts';

/** Of which agreements of a case somebody hears, who sees only those of their own party. */
export interface Limit {
  readonly caseId: Uuid;
  readonly own: readonly { readonly id: Uuid; readonly number: number }[];
}

/**
 * The part of a message that is about somebody's own agreements; null when there is none. What is not named here is not
 * theirs: a new kind of message reaches nobody with a limit before somebody says what of it may.
 */
export function limitedMessage(message: Message, limits: readonly Limit[]): Message | null {
  if (limits.length === 0) return message;
  const ofCase = (caseId: Uuid): Limit | null => limits.find((l) => l.caseId === caseId) ?? null;
  if (message.type === 'NudgeDigest') return bundle(message, ofCase);
  const limit = 'caseId' in message ? ofCase(message.caseId) : null;
  return limit ? inCase(message, limit) : message;
}

type Digest = Extract<Message, { type: 'NudgeDigest' }>;

/** A bundle holds several cases; in some of them this person may see everything. */
function bundle(m: Digest, ofCase: (caseId: Uuid) => Limit | null): Digest | null {
  const of = <T extends { readonly caseId: Uuid }>(
    rows: readonly T[],
    of: (row: T, l: Limit) => T | null,
  ): T[] =>
    rows.flatMap((row) => {
      const limit = ofCase(row.caseId);
      return limit ? (of(row, limit) ?? []) : row;
    });
  const items = of(m.items, (i, l) =>
    about(i.agreement, l, (agreement) => ({ ...i, agreement, ...waiting(i, l) })),
  );
  const confirm = of(m.confirm, several);
  const limited = new Set([...m.items, ...m.confirm].flatMap((i) => (ofCase(i.caseId) ? [i.code] : [])));
  const strengths = m.strengths.filter((x) => !limited.has(x.code));
  return items.length + confirm.length === 0 ? null : { ...m, items, confirm, strengths };
}

/** What waits on it, as far as it is theirs. */
function waiting(i: Digest['items'][number], { own }: Limit): Pick<typeof i, 'waiting'> {
  return i.waiting ? { waiting: i.waiting.filter((number) => own.some((o) => o.number === number)) } : {};
}

function inCase(m: Message, limit: Limit): Message | null {
  switch (m.type) {
    // Made for this party, or asked of one of its people.
    case 'WelcomeParty':
    case 'LeadAsked':
      return m;
    case 'Overview':
      return m.of === undefined ? null : m;
    case 'ConfirmRequest':
    case 'DeputySummary':
      return several(m, limit);
    case 'NudgeInChannel': {
      const items = m.items.flatMap(
        (i) => about(i.agreement, limit, (agreement) => ({ ...i, agreement })) ?? [],
      );
      return items.length === 0 ? null : { ...m, items };
    }
    // The agreement it follows is another's: the new date stands on the card.
    case 'DateFollows':
      return limit.own.some((o) => o.number === m.after.number)
        ? about(m.agreement, limit, (agreement) => ({ ...m, agreement }))
        : null;
    case 'AgreementCard':
    case 'DoneReported':
    case 'NotYetDone':
    case 'PickedUp':
    case 'DateDecided':
    case 'AgreementRevised':
    case 'AgreementEnded':
    case 'AgreementPaused':
    case 'AgreementResumed':
    case 'BlockerResolved':
    case 'DeputyChecks':
    case 'GoodNews':
    case 'EscalationAlert':
    case 'EscalationRaised':
    case 'EscalationAcknowledged':
    case 'EscalationAnswered':
      return about(m.agreement, limit, (agreement) => ({ ...m, agreement }) as Message);
    default:
      return null;
  }
}

function several<T extends { readonly agreements: readonly AgreementFacts[] }>(m: T, limit: Limit): T | null {
  const agreements = m.agreements.flatMap((a) => about(a, limit, (own) => own) ?? []);
  return agreements.length === 0 ? null : { ...m, agreements };
}

/** Of an agreement that is theirs: its facts, without the name of another's that it waits on. */
function about<T>(a: AgreementFacts | null, { own }: Limit, make: (a: AgreementFacts) => T): T | null {
  if (a === null || !own.some((o) => o.id === a.id)) return null;
  const waits = a.waitsOn;
  return make(waits && !own.some((o) => o.number === waits.number) ? { ...a, waitsOn: null } : a);
}
