import { localDate } from '../../../domain/calendar/index.ts';
import { participantOfPerson } from '../../../domain/case/participants.ts';
import type { CaseState } from '../../../domain/case/state.ts';
import type { Region } from '../../../domain/region/region.ts';
import type { Uuid } from '../../../domain/vocabulary.ts';
import type { ReportShown } from '../../../text/compose/case/report.ts';

/** Returns what a report says, for who may know of it: whoever made it, and the coordinators. Null: there is none for them. */
export function reportFacts(state: CaseState, region: Region, personId: Uuid): ReportShown | null {
  const { id: caseId, code, status, report, notTakenIn } = state.case;
  const decides = region.coordinatorPersonIds.includes(personId);
  const isTheirs = report?.byId === personId && participantOfPerson(state, personId) !== null;
  if (report === null || !(decides || isTheirs)) return null;
  return {
    ...{ caseId, code, decides, isOpen: status === 'reported', notTakenIn },
    by: state.people.find((p) => p.id === report.byId)?.name ?? '–',
    ...{ role: report.role, since: report.since, ageBand: report.ageBand, involved: report.involved },
    on: localDate(region.calendar.zone, report.at),
    readBefore: report.readBefore,
    phone: region.file.public?.phone ?? null,
  };
}
