import { isOnTrack, isOpen } from '../../../domain/case/agreements.ts';
import { person, ref } from '../../../domain/case/participants.ts';
import type { CaseState } from '../../../domain/case/state.ts';
import { partyName } from '../../../domain/consent/consent.ts';
import { briefOf } from '../../../domain/help/escalation.ts';
import type { Region } from '../../../domain/region/region.ts';
import { openSince } from '../../../domain/rules/case/closing.ts';
import { writerOf, yesByPhone } from '../../../domain/rules/case/closing-by-phone.ts';
import { askedIn } from '../../../domain/rules/requests/messages.ts';
import { agreementFacts } from '../../../domain/views/facts.ts';
import type { PlainDate, Uuid } from '../../../domain/vocabulary.ts';
import { keyOfItem, type WaitingItemFacts, waitingFor } from '../../../domain/waiting-for.ts';

/** Lists what waits for one person in a case, with what a page says of it. */
export function askedFacts(
  state: CaseState,
  region: Region,
  personId: Uuid,
  today: PlainDate,
): WaitingItemFacts[] {
  return waitingFor(state, region, personId, today).map((asked): WaitingItemFacts => {
    const key = keyOfItem(asked, state.case.id);
    if (asked.kind === 'takeLead') return { ...asked, key };
    if (asked.kind === 'appeal') {
      const { id: appealId, kind: what, byId, agreementId, answerBefore: before } = asked.appeal;
      const number = state.agreements.find((a) => a.id === agreementId)?.number ?? null;
      return { key, kind: asked.kind, appealId, what, by: ref(state, byId), number, before };
    }
    const { closing } = state.case;
    const since = closing && openSince(state, closing).agreements;
    if (asked.kind === 'closing')
      return {
        key,
        kind: asked.kind,
        by: ref(state, closing?.askedById ?? null),
        outcome: closing?.outcome ?? 'neither',
        stopped: state.agreements.filter((a) => isOpen(a) && !since?.includes(a)).map((a) => a.number),
        since: since?.map((a) => a.number) ?? [],
        stopReason: closing?.stopReason ?? null,
      };
    if (asked.kind === 'closedByPhone') {
      const said = yesByPhone(state);
      const by = said ? writerOf(state, said) : ref(state, null);
      return { key, kind: asked.kind, by, at: said?.at ?? state.case.closedAt ?? '' };
    }
    if (asked.kind === 'consent')
      return {
        key,
        kind: asked.kind,
        about: asked.about,
        party: { key: asked.partyKey, name: partyName(state, region, asked.partyKey) },
      };
    if (asked.kind === 'request')
      return { key, kind: asked.kind, asked: askedIn(state, asked.request, personId) };
    if (asked.kind === 'fillContact')
      return {
        key,
        kind: asked.kind,
        escalationId: asked.escalation.id,
        title: asked.escalation.contactTitle,
      };
    if (asked.kind !== 'help')
      return {
        key,
        kind: asked.kind,
        agreement: agreementFacts(state, region, asked.agreement, today),
        isPast: agreementFacts(state, region, asked.agreement, today).due < today,
        isOnTrack: isOnTrack(asked.agreement) && asked.agreement.due > today,
        phone: asked.kind === 'byPhone' ? asked.phone : null,
      };
    const { escalation } = asked;
    return {
      key,
      kind: 'help',
      brief: briefOf(state, { region, today, actor: null }, escalation, person(state, personId)),
    };
  });
}
