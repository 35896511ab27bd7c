import { localDate } from '../../../domain/calendar/index.ts';
import { participantOfPerson } from '../../../domain/case/participants.ts';
import type { CaseState } from '../../../domain/case/state.ts';
import { intakeOf, missingOfIntake } from '../../../domain/intake/intake.ts';
import type { Region } from '../../../domain/region/region.ts';
import type { PlainDate, Uuid } from '../../../domain/vocabulary.ts';
import type { IntakeShown } from '../../../text/compose/case/intake.ts';
import { may } from '../../permissions/may.ts';

/** How an intake stands, with what this person may do about it. Without the words of the question. */
export function intakeFacts(state: CaseState, region: Region, personId: Uuid, today: PlainDate): IntakeShown {
  const writes = may(['lead', 'coordinator'], {
    ...{ personId, region, state, today, agreementId: null, escalationId: null },
  });
  const me = participantOfPerson(state, personId);
  return {
    caseId: state.case.id,
    code: state.case.code,
    inIntake: state.case.status === 'intake',
    isClosed: state.case.status === 'closed',
    missing: missingOfIntake(state),
    steps: intakeOf(state).map((one) => ({
      ...one,
      by: state.people.find((p) => p.id === one.note?.byId)?.name ?? null,
    })),
    reported: reportedOf(state, region),
    maySkip: writes && region.intake === 'skippable' && missingOfIntake(state).length > 0,
    writes,
    mayAsk: writes || (me !== null && me.limitedSince === null),
  };
}

function reportedOf({ case: { report }, people }: CaseState, region: Region): IntakeShown['reported'] {
  if (report === null) return null;
  const by = people.find((p) => p.id === report.byId)?.name ?? '–';
  const on = localDate(region.calendar.zone, report.at);
  return { by, role: report.role, on, involved: report.involved };
}
