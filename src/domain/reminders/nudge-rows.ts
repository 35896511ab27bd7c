import type { Situation } from '../case/decision.ts';
import type { Agreement, CaseState, NudgeRow } from '../case/state.ts';
import type { NudgeKind, PlainDate } from '../vocabulary.ts';

/** Questions about an agreement that come again: one row for each name, whose day moves on. */

/** Adds this question for today. */
export function askedToday(
  state: CaseState,
  s: Pick<Situation, 'newId' | 'today'>,
  a: Agreement,
  asking: {
    readonly step: NudgeKind;
    readonly personId: string | null;
    readonly outcome?: NudgeRow['outcome'];
  },
): CaseState {
  const old = state.nudges.find(
    (n) => n.agreementId === a.id && n.cycle === a.cycle && n.step === asking.step,
  );
  const row: NudgeRow = {
    id: old?.id ?? s.newId(),
    caseId: a.caseId,
    agreementId: a.id,
    cycle: a.cycle,
    step: asking.step,
    personId: asking.personId,
    on: s.today,
    outcome: asking.outcome ?? 'planned',
    digestId: null,
    sentAt: null,
  };
  return { ...state, nudges: [...state.nudges.filter((n) => n !== old), row] };
}

/** The last day on which one of these was asked in the time that runs; null: none was. */
export function lastOn(state: CaseState, a: Agreement, isOne: (row: NudgeRow) => boolean): PlainDate | null {
  return state.nudges
    .filter((n) => n.agreementId === a.id && n.cycle === a.cycle && isOne(n))
    .map((n) => n.on)
    .reduce<PlainDate | null>((last, on) => (last === null || on > last ? on : last), null);
}
