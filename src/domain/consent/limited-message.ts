import type { AgreementFacts, DigestItem, Message, NudgeDigest, NudgeInChannel } from '../messages/index.ts';
import { receives } from '../messages/recipients.ts';
import type { Uuid } from '../vocabulary.ts';

/** The agreements of a case that a limited participant hears about: those of their own party. */
export interface Limit {
  readonly caseId: Uuid;
  readonly own: readonly { readonly id: Uuid; readonly number: number }[];
}

/**
 * The part of a message that is about somebody's own agreements, as its row says (`limited`); null when there is none.
 */
export function limitedMessage(message: Message, limits: readonly Limit[]): Message | null {
  if (limits.length === 0) return message;
  const ofCase = (caseId: Uuid): Limit | null => limits.find((l) => l.caseId === caseId) ?? null;
  if (message.type === 'NudgeDigest') return bundle(message, ofCase);
  const limit = 'caseId' in message ? ofCase(message.caseId) : null;
  return limit ? inCase(message, limit) : message;
}

/** A bundle holds several cases; in some of them this person may see everything. */
function bundle(m: NudgeDigest, ofCase: (caseId: Uuid) => Limit | null): NudgeDigest | null {
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

/** The agreements that wait on it, as far as they are theirs. */
function waiting(i: DigestItem, { own }: Limit): Pick<typeof i, 'waiting'> {
  return i.waiting ? { waiting: i.waiting.filter((number) => own.some((o) => o.number === number)) } : {};
}

function inCase(m: Message, limit: Limit): Message | null {
  const itsAgreement = (): Message | null =>
    'agreement' in m ? about(m.agreement, limit, (agreement) => ({ ...m, agreement }) as Message) : null;
  switch (receives(m).limited) {
    case 'nothing':
      return null;
    case 'whole':
      return m;
    case 'of a party':
      return 'of' in m && m.of !== undefined ? m : null;
    case 'its agreement':
      return itsAgreement();
    case 'what it follows':
      return 'after' in m && limit.own.some((o) => o.number === m.after.number) ? itsAgreement() : null;
    case 'its agreements':
      return 'agreements' in m ? several(m, limit) : null;
    case 'its items':
      return m.type === 'NudgeInChannel' ? itsItems(m, limit) : null;
  }
}

function itsItems(m: NudgeInChannel, limit: Limit): NudgeInChannel | null {
  const items = m.items.flatMap((i) => about(i.agreement, limit, (agreement) => ({ ...i, agreement })) ?? []);
  return items.length === 0 ? null : { ...m, items };
}

function several<T extends { readonly agreements: readonly AgreementFacts[] }>(m: T, limit: Limit): T | null {
  const agreements = m.agreements.flatMap((a) => about(a, limit, (own) => own) ?? []);
  return agreements.length === 0 ? null : { ...m, agreements };
}

/** Facts of an agreement that is theirs, without the name of another's that it waits on. */
function about<T>(a: AgreementFacts | null, { own }: Limit, make: (a: AgreementFacts) => T): T | null {
  if (a === null || !own.some((o) => o.id === a.id)) return null;
  const waits = a.waitsOn;
  return make(waits && !own.some((o) => o.number === waits.number) ? { ...a, waitsOn: null } : a);
}
