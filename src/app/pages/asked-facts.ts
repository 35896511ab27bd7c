import { type AskedFacts, askedOf } from '../../domain/asked.ts';
import type { CaseState } from '../../domain/case-state.ts';
import { partyName } from '../../domain/consent.ts';
import { agreementFacts } from '../../domain/facts.ts';
import type { AgreementFacts } from '../../domain/messages.ts';
import type { PlainDate, Uuid } from '../../domain/names.ts';
import type { Region } from '../../domain/region.ts';

/** What waits for one person in a case, with what a page says of it. */
export function askedFacts(state: CaseState, region: Region, personId: Uuid, today: PlainDate): AskedFacts[] {
  const facts = (id: Uuid | null): AgreementFacts | null => {
    const found = state.agreements.find((a) => a.id === id);
    return found ? agreementFacts(state, region, found, today) : null;
  };
  return askedOf(state, region, personId, today).map((asked): AskedFacts => {
    if (asked.kind === 'takeLead') return asked;
    if (asked.kind === 'consent')
      return {
        kind: asked.kind,
        party: { key: asked.partyKey, name: partyName(state, region, asked.partyKey) },
      };
    if (asked.kind === 'fillContact')
      return { kind: asked.kind, escalationId: asked.escalation.id, title: asked.escalation.contactTitle };
    if (asked.kind !== 'help')
      return {
        kind: asked.kind,
        agreement: agreementFacts(state, region, asked.agreement, today),
        isPast: agreementFacts(state, region, asked.agreement, today).due < today,
        phone: asked.kind === 'byPhone' ? asked.phone : null,
      };
    return {
      kind: 'help',
      escalationId: asked.escalation.id,
      agreement: facts(asked.escalation.agreementId),
      isAcknowledged: asked.escalation.status === 'acknowledged',
    };
  });
}
