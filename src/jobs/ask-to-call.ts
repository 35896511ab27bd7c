import type { Deps } from '../app/request-context.ts';
import { decideAndWrite } from '../app/write/decide-and-write.ts';
import { addWorkingDays, localDate } from '../domain/calendar/index.ts';
import { accept, type Decision } from '../domain/case/decision.ts';
import { participantOfPerson, ref } from '../domain/case/participants.ts';
import type { CaseState } from '../domain/case/state.ts';
import type { Region } from '../domain/region/region.ts';
import { toLead } from '../domain/rules/agreements/confirmations.ts';
import { inCase, toCoordinators } from '../domain/rules/tools.ts';
import { waitingFor } from '../domain/waiting-for.ts';
import { tellUnreached } from './tell-unreached.ts';

/** The most people in one round; those who are left come with the next, a minute later. */
const MOST = 100;

type CallDeps = Pick<Deps, 'store' | 'clock' | 'newId'> & Pick<Deps, 'entryMeans'>;

/**
 * The lead of each case in which something waits for a person is asked to call them, once, when they were sent a
 * notice and have not come to look for as long as the region says; so too for a contact whose help was asked. Costs
 * what is unread, not what exists.
 */
export async function askToCall(deps: CallDeps, region: Region, today: string): Promise<number> {
  const book = deps.entryMeans?.book;
  if (!book) return 0;
  const unread = await book.unread(region.id, MOST);
  const due = unread.filter(
    ({ since }) =>
      addWorkingDays(region.calendar, localDate(region.calendar.zone, since), region.timers.unreadCall) <=
      today,
  );
  for (const { personId, since } of due) {
    // Nobody is asked to call themselves.
    const isCoordinator = region.coordinatorPersonIds.includes(personId);
    for (const state of isCoordinator ? [] : await waitingIn(deps, region, personId, today))
      await askLead(deps, state, personId, `call:${personId}:${since}:${state.case.id}`);
    await tellUnreached(deps, { region, personId, why: 'unread', key: `unread:${personId}:${since}` });
    await book.callAsked(personId, deps.clock.now().toISOString());
  }
  return due.length;
}

/** The cases in which something waits for them; when nothing does any more, the first they are in. */
async function waitingIn(
  { store }: CallDeps,
  region: Region,
  personId: string,
  today: string,
): Promise<CaseState[]> {
  const states = await store.cases(await store.openCaseIdsOf([personId]));
  const here = states.filter((state) => state.case.regionId === region.id);
  const waiting = here.filter((state) => waitingFor(state, region, personId, today).length > 0);
  return waiting.length > 0 ? waiting : here.slice(0, 1);
}

function askLead(deps: CallDeps, found: CaseState, personId: string, key: string): Promise<boolean> {
  const load = async (): Promise<CaseState | null> => (await deps.store.cases([found.case.id]))[0] ?? null;
  const rule = (state: CaseState): Decision => {
    const who = participantOfPerson(state, personId);
    if (!who) return accept(state, 'done.nothing');
    const message = {
      type: 'CallAsked',
      ...inCase(state),
      person: ref(state, who.id),
      why: 'unread',
      ...(state.case.leadId === who.id ? { leads: true as const } : {}),
    } as const;
    return accept(state, 'done.nothing', {
      messages:
        state.case.leadId === who.id
          ? [toCoordinators(state, `call:${who.id}`, message)]
          : toLead(state, `call:${who.id}`, message),
      audit: [{ action: 'participant.call_asked', objectId: who.id }],
    });
  };
  return decideAndWrite(deps, { key, load, rule });
}
