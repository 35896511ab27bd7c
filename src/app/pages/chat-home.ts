import { localDate } from '../../domain/calendar/index.ts';
import { isOpen } from '../../domain/case/agreements.ts';
import type { Situation } from '../../domain/case/decision.ts';
import { actingOwner, participantOfPerson, ref } from '../../domain/case/participants.ts';
import { isReported } from '../../domain/case/report.ts';
import type { CaseState, Person } from '../../domain/case/state.ts';
import type { AgreementFacts } from '../../domain/messages/index.ts';
import { currentAbsences } from '../../domain/rules/participants/absence.ts';
import { agreementFacts } from '../../domain/views/facts.ts';
import { viewOf } from '../../domain/views/limited-view.ts';
import type { Store } from '../../ports/database/index.ts';
import type { Document } from '../../ports/document.ts';
import { composeHome } from '../../text/home.ts';
import type { Deps, RequestContext } from '../request-context.ts';
import { clockFor } from './clock-for.ts';

export interface CaseAgreement {
  readonly caseId: string;
  readonly code: string;
  readonly agreement: AgreementFacts;
}

/** The number of closed cases on the page in chat; on the web there are more. */
const CLOSED = 5;

/** The person's own page: my open agreements, and the cases I take part in. */
export async function showHome(deps: Deps, context: RequestContext): Promise<Document> {
  const { region, actor, situation: s, reader } = context;
  const states = await casesOf(deps.store, s, actor, 'read.home');
  const coordinates = region.coordinatorPersonIds.includes(actor.id);
  const reports = coordinates ? await deps.store.waitingReports([region.id]) : [];
  const closed = coordinates ? await deps.store.closedCases(region.id, CLOSED) : [];
  const { zone } = region.calendar;
  return composeHome({
    agreements: states.flatMap((state) => ownIn(state, s, actor)),
    cases: states.map((state) => ({
      caseId: state.case.id,
      code: state.case.code,
      lead: state.case.leadId ? ref(state, state.case.leadId) : null,
      ...clockFor(state, actor.id, s.today),
      openCount: state.agreements.filter(isOpen).length,
      inIntake: state.case.status === 'intake',
      isReport: isReported(state.case),
    })),
    reports,
    closed: closed.map(({ caseId, code, at }) => ({ caseId, code, on: localDate(zone, at) })),
    away: currentAbsences(actor.absences, s.today),
    mayOpenCase: coordinates,
    reader,
  });
}

/** Everything this person acts for today, over all their cases of the region. */
export async function openAgreementsOf(store: Store, s: Situation, person: Person): Promise<CaseAgreement[]> {
  const states = await casesOf(store, s, person, 'read.agreement.mine');
  return states.flatMap((state) => ownIn(state, s, person));
}

/** The cases somebody sees together; that they looked is written first. */
export async function casesOf(
  store: Store,
  s: Situation,
  person: Person,
  action: `read.${string}`,
): Promise<CaseState[]> {
  const states = await store.cases(await store.openCaseIdsOf([person.id]));
  const shown = states
    .filter((state) => state.case.regionId === s.region.id)
    .map((state) => viewOf(state, s.region, person.id));
  await store.noteRead({ now: s.now, actor: person.id, action, caseIds: shown.map((st) => st.case.id) });
  return shown;
}

function ownIn(state: CaseState, s: Situation, person: Person): CaseAgreement[] {
  const me = participantOfPerson(state, person.id);
  return state.agreements
    .filter(
      (a) => isOpen(a) && me !== null && (a.ownerId === me.id || actingOwner(state, a, s.today) === me.id),
    )
    .map((a) => ({
      caseId: state.case.id,
      code: state.case.code,
      agreement: agreementFacts(state, s.region, a, s.today),
    }));
}
