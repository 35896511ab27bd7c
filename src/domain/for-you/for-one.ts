import { agreement, isOpen } from '../case/agreements.ts';
import { person } from '../case/participants.ts';
import type { CaseState } from '../case/state.ts';
import { receivablePart } from '../consent/receivable-part.ts';
import { briefOf } from '../help/escalation.ts';
import type { AgreementFacts, ConfirmRequest, Message } from '../messages/index.ts';
import { daysOfItem } from '../reminders/asked-again.ts';
import { agreementFacts } from '../views/facts.ts';
import { receiverIn } from '../views/receiver.ts';
import type { Instant, Uuid } from '../vocabulary.ts';
import { type MessagePart, partsOf } from './message-parts.ts';
import { pointsToCheck, withPoints } from './points.ts';
import type { ReaderFacts } from './reader-facts.ts';
import { asksOf, type Standing, standingOf } from './standing.ts';

/** A message to one person, as it was told. */
export interface MessageToOne {
  readonly id: Uuid;
  readonly at: Instant;
  readonly regionId: Uuid | null;
  /** The case of a message that does not say itself which one it is about. */
  readonly caseId: Uuid | null;
  readonly message: Message;
  /** They had it in front of them before; null: not yet. */
  readonly seenAt: Instant | null;
}

/** A part of it that they may read now. */
export interface ForOne {
  /** The id of the message it came in. */
  readonly id: Uuid;
  readonly at: Instant;
  readonly seenAt: Instant | null;
  readonly caseId: Uuid | null;
  readonly regionId: Uuid | null;
  readonly message: Message;
  readonly standing: Standing;
  /** The questions it asks, by the names of what a case asks (`keyOfItem`). */
  readonly keys: readonly string[];
}

/** Where something belongs: the case as they may see it, and its region. Null: not theirs to see any more. */
export type FactsOf = (
  caseId: Uuid | null,
  regionId: Uuid | null,
) => (ReaderFacts & { readonly whole: CaseState | null }) | null;

/**
 * All of what was told that this person may still read, newest first, each part with how it stands now. The later of
 * two parts about one thing takes the place of the earlier one. Whoever lost a right reads no more of it, also not of
 * what was told before.
 */
export function forOne(told: readonly MessageToOne[], factsOf: FactsOf): ForOne[] {
  const overtaken = new Set<string>();
  /** Questions that a later message asks already. */
  const asked = new Set<string>();
  return told.flatMap(({ message, ...one }) =>
    partsOf(message).flatMap((part): ForOne[] => {
      const caseId = part.caseId ?? one.caseId;
      const readerFacts = factsOf(caseId, one.regionId);
      const theirs = readerFacts && mayRead(part, readerFacts);
      if (!readerFacts || !theirs) return [];
      const isNewest = !overtaken.has(part.key);
      overtaken.add(part.key);
      const left = {
        ...readerFacts,
        asked: new Set([...readerFacts.asked].filter((key) => !asked.has(key))),
      };
      const still = isNewest ? whatIsOpen(theirs, left) : theirs;
      const standing = isNewest ? standingOf(still, one.at, left) : 'over';
      const keys = standing === 'asks' ? asksOf(still) : [];
      for (const key of keys) asked.add(key);
      return [
        {
          ...one,
          caseId,
          message: standing === 'asks' ? asItIsNow(still, readerFacts) : theirs,
          standing,
          keys,
        },
      ];
    }),
  );
}

function mayRead(
  { message }: MessagePart,
  { whole, region, personId }: NonNullable<ReturnType<FactsOf>>,
): Message | null {
  return receivablePart(receiverIn(whole, region, personId), message);
}

/** Keeps, of several agreements or contact points in a message, those still asked about; all of them when none is. */
function whatIsOpen(m: Message, readerFacts: ReaderFacts): Message {
  const { asked, state } = readerFacts;
  const some = <T extends { readonly agreements: readonly AgreementFacts[] }>(
    of: T,
    keep: (a: AgreementFacts) => boolean,
  ): T => {
    const agreements = of.agreements.filter(keep);
    return agreements.length === 0 ? of : { ...of, agreements };
  };
  switch (m.type) {
    case 'NudgeDigest':
      return { ...m, confirm: m.confirm.map((set) => whatIsOpen(set, readerFacts) as ConfirmRequest) };
    case 'ConfirmRequest':
      return some(m, (a) => asked.has(`confirm:${a.id}`));
    case 'DeputySummary':
      return some(m, (a) => asked.has(`own:${a.id}`));
    case 'ContactsToCheck':
    case 'ContactCheck': {
      const points = pointsToCheck(m, readerFacts);
      return points.length === 0 ? m : withPoints(m, points);
    }
    case 'OwnerLeft':
      return some(m, (a) => {
        const now = state && agreement(state, a.id);
        return (
          now !== null &&
          isOpen(now) &&
          !state?.participants.some((p) => p.id === now.ownerId && p.leftAt === null)
        );
      });
    default:
      return m;
  }
}

/** Shows what still asks with the words of today: a change since is nobody's answer to what they read before. */
function asItIsNow(m: Message, readerFacts: ReaderFacts): Message {
  const { state, region, today, personId } = readerFacts;
  const now = (facts: AgreementFacts): AgreementFacts => {
    const found = state && agreement(state, facts.id);
    return found && state ? agreementFacts(state, region, found, today) : facts;
  };
  if (m.type === 'EscalationAlert' && state) {
    const call = state.escalations.find((e) => e.id === m.escalationId);
    return call ? briefOf(state, { region, today, actor: null }, call, person(state, personId)) : m;
  }
  if (m.type === 'NudgeDigest')
    return {
      ...m,
      items: m.items.map((item) => {
        const found = state && agreement(state, item.agreement.id);
        const days = found
          ? daysOfItem(state, region, { step: item.step, agreement: found }, today)
          : item.workingDaysOpen;
        return { ...item, agreement: now(item.agreement), workingDaysOpen: days };
      }),
      confirm: m.confirm.map((set) => asItIsNow(set, readerFacts) as ConfirmRequest),
    };
  if (m.type === 'ConfirmRequest') {
    const deadline = m.deadline !== null && m.deadline >= today ? m.deadline : null;
    return { ...m, deadline, agreements: m.agreements.map(now) };
  }
  if ('agreements' in m) return { ...m, agreements: m.agreements.map(now) };
  return 'agreement' in m && m.agreement ? ({ ...m, agreement: now(m.agreement) } as Message) : m;
}
