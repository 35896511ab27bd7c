import type { Appeal } from '../../case/appeals/appeal.ts';
import { leadForAppeal, openAppeals } from '../../case/appeals/appeals.ts';
import type { Situation } from '../../case/decision.ts';
import type { CaseState } from '../../case/state.ts';
import type { Outgoing } from '../../messages/index.ts';
import { askingFor, withAppeal } from './appeals.ts';

interface PassedOn {
  readonly state: CaseState;
  readonly messages: readonly Outgoing[];
}

/**
 * A lead who goes leaves no question of the family behind: whoever leads from now on is asked at once and, while nobody
 * does, the coordinators are. The promised day stays as it was promised.
 */
export function passOnAppeals(before: CaseState, after: CaseState, s: Situation): PassedOn {
  const none: PassedOn = { state: after, messages: [] };
  if (before.case.leadId === after.case.leadId || before.case.leadId === null) return none;
  const stood = new Set(openAppeals(before).map(({ id }) => id));
  return openAppeals(after)
    .filter(({ id }) => stood.has(id))
    .reduce((done, appeal) => passOn(done, s, appeal), none);
}

function passOn({ state, messages }: PassedOn, s: Situation, appeal: Appeal): PassedOn {
  const isAlone = leadForAppeal(state, appeal, s.today) === null;
  const asked = isAlone ? { ...appeal, coordinators: true } : appeal;
  const next = withAppeal(state, asked);
  // The coordinators who were asked before know of it.
  const told = askingFor(next, s, asked).filter(
    ({ recipient }) => !appeal.coordinators || recipient.to !== 'coordinators',
  );
  return { state: next, messages: [...messages, ...told] };
}
