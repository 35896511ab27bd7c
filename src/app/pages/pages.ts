import { daysAtHome, fourWeekDate, localDate } from '../../domain/calendar/index.ts';
import { isOpen } from '../../domain/case/agreements.ts';
import { agreementFacts, overview } from '../../domain/case/facts.ts';
import { participantOfPerson, ref } from '../../domain/case/participants.ts';
import type { CaseState, Person } from '../../domain/case/state.ts';
import { isLimited, limitOf } from '../../domain/consent/consent.ts';
import { limitOfParty, overviewOf, seesAsRole, viewOf } from '../../domain/consent/limited-view.ts';
import { whatReachesRoom } from '../../domain/consent/recipients.ts';
import { callsOf, wasAsked } from '../../domain/help/calls.ts';
import type { AgreementFacts, Overview, PersonRef } from '../../domain/messages/index.ts';
import type { Region } from '../../domain/region/region.ts';
import type { PlainDate, Uuid } from '../../domain/vocabulary.ts';
import type { WaitingItemFacts } from '../../domain/waiting-for.ts';
import type { Action, Reader } from '../../ports/document.ts';
import type { About, HistoryEntry, Reading } from '../../ports/web.ts';
import type { ConsentFacts } from '../../text/compose/consent.ts';
import { mayConfirmInCase } from '../commands/participants/new-address.ts';
import { type Deps, readerOf, situationOf } from '../request-context.ts';
import { askedFacts } from './case/asked-facts.ts';
import { type CalledPage, calledPage, withThreads } from './case/called-page.ts';
import { ACTIONS, actorsIn, maySeeLooks, type PassedOn, saidOf } from './case/passed-on.ts';
import { consentFacts, mayAnswerConsent } from './consent-facts.ts';
import { type Earlier, earlierTexts } from './earlier.ts';
import {
  ENTRY,
  type ForYou,
  forYou,
  inOrder,
  NOTHING_FOR_YOU,
  ofCase,
  seenNow,
  whoDoNotLook,
  withoutWords,
} from './for-you.ts';
import { type HomePage, homePage } from './home-page.ts';
import { looksOf } from './looks.ts';
import { mayDo } from './may-press.ts';
import { tokenOf, tokenOfOwn } from './seen.ts';

/** What pages show, for one person. What is not theirs to see does not exist: null. */
export interface Pages {
  /**
   * The case as a page; for who was asked for help and has no other part in it, what they are asked. Who looked is
   * written down before anything is shown (invariant 9).
   */
  room(personId: Uuid, caseId: Uuid): Promise<CasePage | CalledPage | null>;
  /**
   * Whether they may come in there, and as whom: shows nothing of the case. With what a request is about: null as well
   * when that is not theirs to see. A call for help that is over leads back to one's own page, with a word of why.
   */
  entrance(personId: Uuid, caseId: Uuid, about?: About): Promise<Entrance | null>;
  /** What stands on their page of a case now, or on their own page (`home`); null: it is not theirs any more. */
  standing(personId: Uuid, of: Uuid | 'home'): Promise<PageStanding | null>;
  /** Who said what and when, what was told, and who came to look. */
  passedOn(personId: Uuid, caseId: Uuid): Promise<PassedOn | null>;
  /** Their own page, with what is asked of them in each case: written down for each. */
  home(personId: Uuid): Promise<(HomePage & Pick<PageStanding, 'seen'>) | null>;
  /** How they are spoken to on a page that is about nothing; null: no region knows them. */
  reader(personId: Uuid): Promise<Reader | null>;
  /** What is due of theirs, for a calendar: whatever was told to them stays as new as it was. */
  dates(personId: Uuid): Promise<Pick<HomePage, 'reader' | 'cases'> | null>;
  /** Who they are and which regions know them: shows nothing of a case. */
  self(personId: Uuid): Promise<Self | null>;
}

export type Self = Pick<HomePage, 'me' | 'reader' | 'regions'>;

/** What an open page shows, in a word that changes with it, and on what that depends: by the id of a case or person. */
export interface PageStanding {
  readonly seen: string;
  readonly versions: ReadonlyMap<Uuid, string>;
}

export interface Entrance {
  readonly caseId: Uuid;
  readonly regionKey: string;
  readonly reader: Reader;
  /** `called`: their help was asked for, and they have no other part in it. `over`: that is over, and the page not theirs. */
  readonly as: 'role' | 'called' | 'over';
}

export interface CasePage {
  readonly caseId: Uuid;
  readonly regionKey: string;
  readonly reader: Reader;
  readonly me: PersonRef;
  readonly today: PlainDate;
  readonly daysAtHome: number;
  /** Null: it is not closed. */
  readonly closedOn: PlainDate | null;
  /** Four weeks after the first day at home. */
  readonly fourWeekDate: PlainDate;
  readonly overview: Overview;
  /** What was told to them alone in this case. */
  readonly forYou: ForYou;
  /** Beside that. */
  readonly asked: readonly WaitingItemFacts[];
  /** Open ones first, by number; those that are done or ended apart. */
  readonly open: readonly AgreementFacts[];
  readonly closed: readonly AgreementFacts[];
  /** What stood in each before. */
  readonly earlier: ReadonlyMap<Uuid, readonly Earlier[]>;
  readonly people: readonly CasePerson[];
  /** Letters can go from here; where none can, a link is shown. */
  readonly canSend: boolean;
  /** Another number or address that waits, for who may do something about it; never the address itself. */
  readonly addresses: readonly WaitingAddress[];
  /** Who may read along, as far as this person may know. */
  readonly consents: ConsentFacts;
  /** Newest first. */
  readonly history: readonly HistoryEntry[];
  /** Changes with the case; for who sees only their own agreements, when something of theirs does. */
  readonly seen: string;
  /** Whether this person may press that. A page shows only what its reader may do; the application asks again. */
  readonly mayDo: (action: Action) => boolean;
}

export interface CasePerson {
  readonly person: PersonRef;
  readonly role: string;
  readonly organisation: string | null;
  readonly deputy: PersonRef | null;
  readonly isLead: boolean;
  readonly away: boolean;
  readonly isMe: boolean;
  /** Sees only the agreements of their own organisation. */
  readonly isLimited: boolean;
}

export interface WaitingAddress {
  readonly participantId: Uuid;
  readonly person: PersonRef;
  readonly isRefused: boolean;
  readonly isElsewhere: boolean;
  /** It was this reader who wrote it down, or somebody whom they count as one with. */
  readonly mayConfirm: boolean;
}

/** So many closed cases stand on somebody's own page. */
const CLOSED = 50;

/** Of a demonstration nothing is sent, and nobody is let in. */
function canSend({ entering }: Deps, region: Region): boolean {
  return region.demonstration === true || !entering || entering.can.email || entering.can.sms;
}

/** A page is for reading: as many as one looks back on. */
const HISTORY = 40;

export function createPages(deps: Deps, reading: Reading): Pages {
  const lookedUp = async (personId: Uuid, caseId: Uuid) => {
    const [[person], [state]] = await Promise.all([
      deps.store.people([personId]),
      deps.store.cases([caseId]),
    ]);
    const region = state ? await deps.store.region(state.case.regionId) : null;
    // As the region of the case calls them.
    const me = state?.people.find((p) => p.id === personId) ?? person;
    return me && person && state && region
      ? { person: { ...me, address: person.address ?? null }, state, region }
      : null;
  };
  const found = async (personId: Uuid, caseId: Uuid) => {
    const one = await lookedUp(personId, caseId);
    return one && maySee(one.state, one.region, personId) ? one : null;
  };
  const foundWhole = async (personId: Uuid, caseId: Uuid) => {
    const one = await found(personId, caseId);
    return one && seesAsRole(one.state, one.region, personId) ? one : null;
  };
  const read = (actor: Uuid, action: `read.${string}`, caseIds: readonly Uuid[]): Promise<void> =>
    deps.store.noteRead({ now: deps.clock.now().toISOString(), actor, action, caseIds });
  const toldTo = async (
    personId: Uuid,
    states: readonly CaseState[],
    regions: readonly Region[],
  ): Promise<ForYou> => {
    const told = await reading.toldTo(personId, ENTRY);
    const came = await reading.cameSince(whoDoNotLook(told));
    return forYou(told, { personId, states, regions, now: deps.clock.now().toISOString(), came });
  };
  const seen = (told: ForYou): Promise<void> =>
    reading.noteSeen(seenNow(told), deps.clock.now().toISOString());
  const ownPage = async (
    personId: Uuid,
    states: readonly CaseState[],
    isShown: boolean,
  ): Promise<HomePage | null> => {
    const [person] = await deps.store.people([personId]);
    const ofCases = states.map((state) => state.case.regionId);
    const ids = [...new Set([...(await reading.regionsOf(personId)), ...ofCases])];
    const regions = (await Promise.all(ids.map((id) => deps.store.region(id)))).filter((r) => r !== null);
    // Whoever has no part in anything any more still has a page of their own, and reads there what came of it.
    const before = regions.length === 0 ? await reading.regionBefore(personId) : null;
    const first = regions[0] ?? (before ? await deps.store.region(before) : null);
    if (!person || !first) return null;
    const told = isShown ? await toldTo(personId, states, regions) : NOTHING_FOR_YOU;
    await seen(told);
    const all = regions.length === 0 ? [first] : regions;
    return homePage(deps, person, states, regions, first, told, await besideOpen(person, all));
  };
  /** What is closed, and whom to call where nothing is open any more. */
  const besideOpen = async (person: Person, regions: readonly Region[]) => {
    const runs = regions.filter((r) => r.coordinatorPersonIds.includes(person.id)).map((r) => r.id);
    const closed = await reading.closedOf(person.id, runs, CLOSED);
    const zoneOf = (id: Uuid): string =>
      (regions.find((r) => r.id === id) ?? regions[0])?.calendar.zone ?? 'UTC';
    const ids = regions.flatMap((r) => r.coordinatorPersonIds);
    const knowsThem =
      closed.length > 0 || regions.some((r) => Object.values(r.personIds).includes(person.id));
    const coordinators = await deps.store.people([...new Set(ids)], regions[0]?.id);
    return {
      closed: closed.map(({ at, regionId, ...one }) => ({
        ...one,
        closedOn: localDate(zoneOf(regionId), at),
      })),
      // Who was taken out of everything was perhaps invited by mistake: they read no name of anybody.
      call: knowsThem ? coordinators.map(({ name, phone }) => ({ name, phone })) : [],
    };
  };
  /** A call that stands in the table may be over all the same, or kept from them by the family's answer. */
  const isTheirCase = async (state: CaseState, personId: Uuid): Promise<CaseState[]> => {
    if (participantOfPerson(state, personId)) return [state];
    const region = await deps.store.region(state.case.regionId);
    return region && maySee(state, region, personId) ? [state] : [];
  };
  /** Whoever coordinates a region is told of cases in which they take no part, and reads and answers that too. */
  const caseIdsOf = async (personId: Uuid): Promise<Uuid[]> => {
    const ids = await Promise.all([
      deps.store.openCaseIdsOf([personId]),
      reading.calledTo(personId),
      reading.toldAbout(personId, ENTRY),
    ]);
    return [...new Set(ids.flat())];
  };
  const casesOf = async (personId: Uuid, ids: readonly Uuid[]): Promise<CaseState[]> => {
    const all = await deps.store.cases(ids);
    return (await Promise.all(all.map((one) => isTheirCase(one, personId)))).flat();
  };
  /** Their cases; that they looked is written down first. */
  const lookedAt = async (personId: Uuid): Promise<CaseState[]> => {
    const states = await casesOf(personId, await caseIdsOf(personId));
    const ids = states.map((state) => state.case.id);
    await read(personId, 'read.home', ids);
    return states;
  };
  const seenOf = async (personId: Uuid, state: CaseState): Promise<string> => {
    const region = await deps.store.region(state.case.regionId);
    const person = state.people.find((p) => p.id === personId) ?? (await deps.store.people([personId]))[0];
    return region && person ? seenBy(deps, region, person, state) : '';
  };
  return {
    room: async (personId, caseId) => {
      // First, so that what comes while the page is made is seen to be newer than it.
      const lastTold = (await reading.versions([personId])).get(personId);
      const one = await found(personId, caseId);
      if (!one) return null;
      await read(personId, 'read.room', [caseId]);
      if (!seesAsRole(one.state, one.region, personId)) {
        const page = calledPage(deps, one.region, one.person, one.state);
        return withThreads(reading, { ...page, seen: seenWith(page.seen, lastTold) }, one.state);
      }
      const [history, told] = await Promise.all([
        historyOf(reading, one.state, personId),
        toldTo(personId, [one.state], [one.region]),
      ]);
      const ofThis = ofCase(told, caseId);
      await seen(ofThis);
      const page = casePage(deps, one.region, one.person, one.state, { history, forYou: ofThis });
      const addresses = await waitingIn(deps, one.region, one.state, page);
      return { ...page, addresses, seen: seenWith(page.seen, lastTold) };
    },
    passedOn: async (personId, caseId) => {
      const one = await foundWhole(personId, caseId);
      if (!one) return null;
      const { person, state, region } = one;
      await read(personId, 'read.passed_on', [caseId]);
      const view = viewOf(state, region, personId);
      const told = await historyOf(reading, state, personId);
      const arrivals = await reading.arrivals(
        caseId,
        told.map((t) => t.id),
      );
      const mayLook = maySeeLooks(state, personId, situationOf(deps, region, person, state).today);
      return {
        caseId,
        code: state.case.code,
        reader: readerOf(deps, region, person, true),
        agreements: saidOf(view, await reading.acts(caseId, ACTIONS, actorsIn(view, region))),
        told: told.map((t) => ({ ...t, arrived: arrivals.filter((a) => a.toldId === t.id) })),
        looked: mayLook ? await looksOf(deps.store, reading, state, region) : null,
      };
    },
    entrance: async (personId, caseId, about) => {
      const one = await lookedUp(personId, caseId);
      if (!one) return null;
      const { person, state, region } = one;
      const reader = readerOf(deps, region, person, true);
      const entrance = { caseId, regionKey: region.key, reader };
      if (maySee(state, region, personId) && (!about || isTheirs(state, region, personId, about)))
        return { ...entrance, as: seesAsRole(state, region, personId) ? 'role' : 'called' };
      const call = about && 'escalationId' in about ? wasAsked(state, about.escalationId, personId) : null;
      return call && { ...entrance, as: 'over' };
    },
    standing: async (personId, of) => {
      // The versions first: what changes after them is seen to be newer, and told.
      if (of === 'home') {
        const ids = await caseIdsOf(personId);
        const versions = await reading.versions([personId, ...ids]);
        const states = await casesOf(personId, ids);
        const seen = await Promise.all(states.map((one) => seenOf(personId, one)));
        return { seen: seenWith(seen, versions.get(personId)), versions };
      }
      const versions = await reading.versions([personId, of]);
      const one = await found(personId, of);
      if (!one) return null;
      return {
        seen: seenWith(seenBy(deps, one.region, one.person, one.state), versions.get(personId)),
        versions,
      };
    },
    dates: async (personId) => ownPage(personId, await lookedAt(personId), false),
    home: async (personId) => {
      const told = (await reading.versions([personId])).get(personId);
      const states = await lookedAt(personId);
      const seen = await Promise.all(states.map((one) => seenOf(personId, one)));
      const page = await ownPage(personId, states, true);
      return page && { ...page, seen: seenWith(seen, told) };
    },
    reader: async (personId) => {
      const [person] = await deps.store.people([personId]);
      const [first] = await reading.regionsOf(personId);
      const region = first === undefined ? null : await deps.store.region(first);
      return person && region ? readerOf(deps, region, person, true) : null;
    },
    self: async (personId) => {
      const own = await deps.store.openCaseIdsOf([personId]);
      return ownPage(personId, await deps.store.cases(own), false);
    },
  };
}

/** What stands on a page, with the last that its reader was told. */
function seenWith(seen: string | readonly string[], lastTold: string | undefined): string {
  return tokenOf([seen, lastTold ?? '']);
}

/** Who takes part, who coordinates the region, and whoever was asked for help while that waits for them. */
export function maySee(state: CaseState, region: Region, personId: Uuid): boolean {
  return seesAsRole(state, region, personId) || callsOf(state, region, personId).length > 0;
}

/** An agreement or a call that is not theirs does not exist for who sees only their own. */
function isTheirs(state: CaseState, region: Region, personId: Uuid, about: About): boolean {
  const view = viewOf(state, region, personId);
  if (view === state || 'caseId' in about) return true;
  return 'agreementId' in about
    ? view.agreements.some((a) => a.id === about.agreementId)
    : view.escalations.some((e) => e.id === about.escalationId);
}

/** What stands on somebody's page of a case now, as its `seen`. */
function seenBy(deps: Deps, region: Region, person: Person, state: CaseState): string {
  if (viewOf(state, region, person.id) === state) return String(state.case.version);
  return seesAsRole(state, region, person.id)
    ? casePage(deps, region, person, state, { history: [], forYou: NOTHING_FOR_YOU }).seen
    : calledPage(deps, region, person, state).seen;
}

/** What was told to everybody; to who sees only their own agreements, about those. */
async function historyOf(
  reading: Reading,
  state: CaseState,
  personId: Uuid,
): Promise<readonly HistoryEntry[]> {
  const party = limitOf(state, personId);
  if (party === null) return reading.history(state.case.id, null, HISTORY);
  const limit = limitOfParty(state, party);
  const ids = limit.own.map((o) => o.id);
  const told = await reading.history(state.case.id, null, HISTORY, ids);
  return told.flatMap((one) => {
    const message = whatReachesRoom(limit, one.message);
    return message ? [{ ...one, message }] : [];
  });
}

function casePage(
  deps: Deps,
  region: Region,
  person: Person,
  whole: CaseState,
  { history, forYou: told }: Pick<CasePage, 'history' | 'forYou'>,
): CasePage {
  const { today } = situationOf(deps, region, person, whole);
  const state = viewOf(whole, region, person.id);
  const facts = (a: CaseState['agreements'][number]): AgreementFacts =>
    agreementFacts(state, region, a, today);
  const page = {
    caseId: state.case.id,
    regionKey: region.key,
    reader: readerOf(deps, region, person, true),
    me: { id: person.id, name: person.name },
    today,
    daysAtHome: daysAtHome(state.case.firstDayHome, today),
    closedOn: state.case.closedAt ? localDate(region.calendar.zone, state.case.closedAt) : null,
    fourWeekDate: fourWeekDate(state.case.firstDayHome),
    overview: overviewOf(state, region, person.id, today),
    asked: askedFacts(state, region, person.id, today),
    open: state.agreements.filter(isOpen).map(facts),
    closed: state.agreements.filter((a) => !isOpen(a)).map(facts),
    earlier: earlierTexts(state),
    people: casePeople(state, region, person.id, today),
    canSend: canSend(deps, region),
    addresses: [],
    consents: {
      caseId: state.case.id,
      code: state.case.code,
      isOpen: state.case.status !== 'closed',
      mayAnswer: mayAnswerConsent(whole, person.id),
      ...consentFacts(whole, region, person.id, today),
    },
    mayDo: (action: Action) => mayDo(whole, region, person.id, today, action),
  };
  const seen = state === whole ? String(whole.case.version) : tokenOfOwn(page);
  return { ...page, asked: withoutWords(page.asked, told), history, forYou: inOrder(told), seen };
}

/** Who may write one down may see that one waits. */
async function waitingIn(
  { store }: Deps,
  region: Region,
  state: CaseState,
  { mayDo: may, me }: CasePage,
): Promise<WaitingAddress[]> {
  const writing: Action = {
    label: '',
    does: { form: 'participant.newAddress' },
    args: { caseId: state.case.id },
  };
  if (!may(writing)) return [];
  const waiting = (await store.newAddressesIn(region.id)).filter((one) => one.caseId === state.case.id);
  return waiting.flatMap((one) => {
    const who = participantOfPerson(state, one.personId);
    if (!who) return [];
    const { isRefused, isElsewhere } = one;
    const mayConfirm = mayConfirmInCase(region, me.id, one);
    return [{ participantId: who.id, person: ref(state, who.id), isRefused, isElsewhere, mayConfirm }];
  });
}

function casePeople(state: CaseState, region: Region, me: Uuid, today: PlainDate): CasePerson[] {
  return overview(state, region, today).people.map(({ person, role, away }) => {
    const found = participantOfPerson(state, person.id);
    const organisation = region.organisations.find((o) => o.key === found?.organisationKey);
    return {
      person,
      role,
      away,
      organisation: organisation?.name ?? null,
      deputy: found?.deputyId ? ref(state, found.deputyId) : null,
      isLead: found !== null && found.id === state.case.leadId,
      isMe: person.id === me,
      isLimited: isLimited(found),
    };
  });
}
