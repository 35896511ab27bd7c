import { agreement } from '../../../domain/case/agreements.ts';
import type { Agreement, CaseState, Escalation, Person } from '../../../domain/case/state.ts';
import { briefOf } from '../../../domain/help/escalation.ts';
import type { AgreementFacts, EscalationAlert } from '../../../domain/messages/index.ts';
import type { Region } from '../../../domain/region/region.ts';
import { inThread } from '../../../domain/views/called-view.ts';
import { callsOf, readsThread } from '../../../domain/views/calls.ts';
import { agreementFacts } from '../../../domain/views/facts.ts';
import { viewOf } from '../../../domain/views/limited-view.ts';
import type { Uuid } from '../../../domain/vocabulary.ts';
import type { WaitingItemFacts } from '../../../domain/waiting-for.ts';
import type { Reader } from '../../../ports/document.ts';
import type { HistoryItem, Reading } from '../../../ports/web.ts';
import { byRole } from '../../../text/words/by-role.ts';
import { type Deps, readerIn, situationOf } from '../../request-context.ts';
import { tokenOf } from '../seen.ts';
import { askedFacts } from './asked-facts.ts';

/**
 * The page of a case for somebody who was asked for help and has no other part in it: of each call that waits for
 * them what they are asked, how that agreement stands and what was told about it. Nothing of the case beside it.
 */
export interface CalledPage {
  readonly caseId: Uuid;
  readonly code: string;
  readonly reader: Reader;
  readonly calls: readonly CalledFor[];
  /** The questions to their party that wait for them, without a word of it. */
  readonly requests: readonly WaitingItemFacts[];
  /** Changes when something on this page does, and says nothing else. */
  readonly seen: string;
}

export interface CalledFor {
  readonly brief: EscalationAlert;
  readonly isAcknowledged: boolean;
  /** Null: the call is about no agreement, or they may know no more than the brief. */
  readonly agreement: AgreementFacts | null;
  /** Newest first. */
  readonly told: readonly HistoryItem[];
}

/** A page is for reading: as many as one looks back on. */
const THREAD = 40;

/** Makes the page without what was told: that is asked for when the page is shown. */
export function calledPage(deps: Deps, region: Region, person: Person, whole: CaseState): CalledPage {
  const state = viewOf(whole, region, person.id);
  const s = { ...situationOf(deps, region, person, whole), actor: null };
  // A request for help is a letter: with "u", also to a colleague who takes part elsewhere.
  const own = readerIn(deps, region, person, state);
  const waiting = callsOf(whole, region, person.id);
  const reader = waiting.length > 0 ? { ...own, formal: true } : own;
  const calls = waiting.map((e): CalledFor => {
    const about = threadOf(whole, region, person.id, e);
    const shown = about && agreement(state, about.id);
    return {
      brief: briefOf(state, s, e, person),
      isAcknowledged: e.status === 'acknowledged',
      agreement: shown && agreementFacts(state, region, shown, s.today),
      told: [],
    };
  });
  const facts = byRole(calls, reader);
  const requests = askedFacts(state, region, person.id, s.today).filter(({ kind }) => kind === 'request');
  const { id: caseId, code } = state.case;
  return { caseId, code, reader, calls: facts, requests, seen: tokenOf([facts, requests]) };
}

/** The same page with what was told about each agreement. */
export async function withThreads(
  reading: Pick<Reading, 'history'>,
  page: CalledPage,
  whole: CaseState,
): Promise<CalledPage> {
  const calls = page.calls.map(async (call): Promise<CalledFor> => {
    if (!call.agreement) return call;
    const { id } = call.agreement;
    const told = await reading.history(page.caseId, null, THREAD, [id]);
    const theirs = told.flatMap((one) => {
      const message = inThread(whole, id, one.message);
      return message ? [{ ...one, message }] : [];
    });
    return { ...call, told: theirs };
  });
  return { ...page, calls: await Promise.all(calls) };
}

/** The agreement whose thread they read, when they may. */
function threadOf(whole: CaseState, region: Region, personId: Uuid, e: Escalation): Agreement | null {
  const about = agreement(whole, e.agreementId);
  return about && readsThread(whole, region, personId, about) ? about : null;
}
