import { isOnlyReport } from '../../domain/case/report.ts';
import { wasAskedForInformation } from '../../domain/consent/requests-to.ts';
import { wasAsked } from '../../domain/views/calls.ts';
import { seesAsRole, viewOf } from '../../domain/views/limited-view.ts';
import type { Uuid } from '../../domain/vocabulary.ts';
import type { Reader } from '../../ports/document.ts';
import type { About, Reading } from '../../ports/web.ts';
import { type Deps, readerIn, readerOf, situationOf } from '../request-context.ts';
import { type CalledPage, calledPage, withThreads } from './case/called-page.ts';
import { type CasePage, casePage, waitingAddresses } from './case/case-page.ts';
import { appealsOf } from './case/family/appeals.ts';
import { historyOf } from './case/history.ts';
import { type NetworkPage, networkOf } from './case/network-page.ts';
import { ACTIONS, actorsIn, maySeeLooks, type PassedOn, saidOf } from './case/passed-on.ts';
import { questionOf, wordsOf } from './case/question.ts';
import { type ReportPage, reportPage } from './case/report-page.ts';
import { type RequestsPage, requestsOf } from './case/request-words.ts';
import { type TakeAlong, takeAlongOf } from './case/take-along.ts';
import { findAnyCase, findCase, findCaseOrReport, isTheirs, maySee } from './find-case.ts';
import { ofCase } from './for-you.ts';
import type { HomePage } from './home-page.ts';
import { looksOf } from './looks.ts';
import { lookedAt, noteSeen, ownPage, toldTo } from './own-page.ts';
import { type PageFingerprint, pageFingerprint, seenOf, seenWith } from './page-fingerprint.ts';
import { type PageTools, pageTools } from './page-tools.ts';

/** The pages, for one person. A page that is not theirs to see does not exist: null. */
export interface Pages {
  /**
   * The case as a page; for who was asked for help and has no other part in it, what they are asked. Who looked is
   * written down before anything is shown (invariant 9).
   */
  case(personId: Uuid, caseId: Uuid): Promise<CasePage | CalledPage | ReportPage | null>;
  /**
   * Whether they may come in there, and as whom: shows nothing of the case. With what a request is about: null as well
   * when that is not theirs to see. A call for help that is over leads back to one's own page, with a word of why.
   */
  access(personId: Uuid, caseId: Uuid, about?: About): Promise<CaseAccess | null>;
  /** Tells what stands on their page of a case or their own page (`home`) now; null: it is not theirs any more. */
  fingerprint(personId: Uuid, of: Uuid | 'home'): Promise<PageFingerprint | null>;
  /** Tells who said what and when, what was told, and who came to look. */
  passedOn(personId: Uuid, caseId: Uuid): Promise<PassedOn | null>;
  /** The facts of the case for one of the family to take along; null for everybody else. */
  takeAlong(personId: Uuid, caseId: Uuid): Promise<TakeAlong | null>;
  /** Shows everybody around the case, and who is missing, as far as this person may know. */
  network(personId: Uuid, caseId: Uuid): Promise<NetworkPage | null>;
  /** Shows what parties were asked and answered, with the words that are theirs to read. */
  requests(personId: Uuid, caseId: Uuid): Promise<RequestsPage | null>;
  /** Their own page, with what is asked of them in each case: written down for each. */
  home(personId: Uuid): Promise<(HomePage & Pick<PageFingerprint, 'seen'>) | null>;
  /** How they are spoken to on a page that is about nothing; null: no region knows them. */
  reader(personId: Uuid): Promise<Reader | null>;
  /** Returns what is due of theirs, for a calendar: whatever was told to them stays as new as it was. */
  dates(personId: Uuid): Promise<Pick<HomePage, 'reader' | 'cases'> | null>;
  /** Tells who they are and which regions know them: shows nothing of a case. */
  self(personId: Uuid): Promise<Self | null>;
}

export type Self = Pick<HomePage, 'me' | 'reader' | 'regions'>;

export interface CaseAccess {
  readonly caseId: Uuid;
  readonly regionKey: string;
  readonly reader: Reader;
  /** `called`: their help was asked for, and they have no other part in it. `over`: that is over, and the page not theirs. */
  readonly as: 'role' | 'called' | 'over';
}

export function createPages(deps: Deps, reading: Reading): Pages {
  const tools = pageTools(deps, reading);
  return {
    case: (personId, caseId) => caseOf(tools, personId, caseId),
    passedOn: (personId, caseId) => passedOnOf(tools, personId, caseId),
    takeAlong: (personId, caseId) => takeAlongOf(tools, personId, caseId),
    network: (personId, caseId) => networkOf(tools, personId, caseId),
    requests: (personId, caseId) => requestsOf(tools, personId, caseId),
    access: (personId, caseId, about) => accessTo(tools, personId, caseId, about),
    fingerprint: (personId, of) => pageFingerprint(tools, personId, of),
    dates: async (personId) => ownPage(tools, personId, await lookedAt(tools, personId), false),
    home: (personId) => homeOf(tools, personId),
    reader: async (personId) => {
      const [person] = await deps.store.people([personId]);
      const [first] = await reading.regionsOf(personId);
      const region = first === undefined ? null : await deps.store.region(first);
      return person && region ? readerOf(deps, region, person, true) : null;
    },
    self: async (personId) => {
      const own = await deps.store.openCaseIdsOf([personId]);
      return ownPage(tools, personId, await deps.store.cases(own), false);
    },
  };
}

async function caseOf(tools: PageTools, personId: Uuid, caseId: Uuid): ReturnType<Pages['case']> {
  const { deps, reading } = tools;
  // First, so that what comes while the page is made is seen to be newer than it.
  const lastTold = (await reading.versions([personId])).get(personId);
  const one = await findCaseOrReport(deps, personId, caseId);
  if (!one) return null;
  const { person, state, region } = one;
  await tools.noteRead(personId, 'read.room', [caseId]);
  if (isOnlyReport(state.case)) {
    const ofIt = ofCase(await toldTo(tools, personId, [state], [region]), caseId);
    await noteSeen(tools, ofIt);
    const page = await reportPage(deps, region, person, state, ofIt);
    return page && { ...page, seen: seenWith(page.seen, lastTold) };
  }
  if (!seesAsRole(state, region, personId)) {
    const page = calledPage(deps, region, person, state);
    return withThreads(reading, { ...page, seen: seenWith(page.seen, lastTold) }, state);
  }
  const [history, told] = await Promise.all([
    historyOf(reading, state, personId),
    toldTo(tools, personId, [state], [region]),
  ]);
  const ofThis = ofCase(told, caseId);
  await noteSeen(tools, ofThis);
  const page = casePage(deps, region, person, state, { history, forYou: ofThis });
  const addresses = await waitingAddresses(deps, region, state, page);
  const question = page.intake && (await questionOf(deps, region, state, personId));
  const words = page.intake && (await wordsOf(deps, 'report', { region, state, personId }));
  const intake = page.intake && { ...page.intake, question, words };
  const appeals = await appealsOf(deps, reading, page.appeals, { region, state, personId });
  return { ...page, addresses, appeals, intake, seen: seenWith(page.seen, lastTold) };
}

async function passedOnOf(tools: PageTools, personId: Uuid, caseId: Uuid): Promise<PassedOn | null> {
  const { deps, reading } = tools;
  const one = await findCase(deps, personId, caseId);
  if (!one || !seesAsRole(one.state, one.region, personId)) return null;
  const { person, state, region } = one;
  await tools.noteRead(personId, 'read.passed_on', [caseId]);
  const view = viewOf(state, region, personId);
  const told = await historyOf(reading, state, personId);
  const ids = told.map((t) => t.id);
  const arrivals = await reading.arrivals(caseId, ids);
  const mayLook = maySeeLooks(state, personId, situationOf(deps, region, person, state).today);
  return {
    caseId,
    code: state.case.code,
    reader: readerIn(deps, region, person, state),
    agreements: saidOf(view, await reading.acts(caseId, ACTIONS, actorsIn(view, region))),
    told: told.map((t) => ({ ...t, arrived: arrivals.filter((a) => a.toldId === t.id) })),
    looked: mayLook ? await looksOf(deps.store, reading, state, region) : null,
  };
}

async function accessTo(
  { deps }: PageTools,
  personId: Uuid,
  caseId: Uuid,
  about?: About,
): Promise<CaseAccess | null> {
  const one = await findAnyCase(deps, personId, caseId);
  if (!one) return null;
  const { person, state, region } = one;
  const access = { caseId, regionKey: region.key, reader: readerIn(deps, region, person, state) };
  if (maySee(state, region, personId) && (!about || isTheirs(state, region, personId, about)))
    return { ...access, as: seesAsRole(state, region, personId) ? 'role' : 'called' };
  if (about && wasAskedForInformation(state, personId)) return { ...access, as: 'over' };
  const call = about && 'escalationId' in about ? wasAsked(state, about.escalationId, personId) : null;
  return call && { ...access, as: 'over' };
}

async function homeOf(tools: PageTools, personId: Uuid): ReturnType<Pages['home']> {
  const lastTold = (await tools.reading.versions([personId])).get(personId);
  const states = await lookedAt(tools, personId);
  const seen = await Promise.all(states.map((one) => seenOf(tools, personId, one)));
  const page = await ownPage(tools, personId, states, true);
  return page && { ...page, seen: seenWith(seen, lastTold) };
}
