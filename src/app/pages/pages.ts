import { type AskedFacts, askedOf } from '../../domain/asked.ts';
import { daysAtHome, fourWeekDate } from '../../domain/calendar.ts';
import type { CaseState, Person } from '../../domain/case-state.ts';
import { isKeptFrom, isLimited, limitOf, partyName } from '../../domain/consent.ts';
import { isOpen } from '../../domain/due.ts';
import { agreementFacts, confirmationsOf, overview } from '../../domain/facts.ts';
import { contactsToCheck } from '../../domain/manage/contacts-to-check.ts';
import { whatReachesRoom } from '../../domain/may-receive.ts';
import type { AgreementFacts, ContactCheck, Overview, PersonRef } from '../../domain/messages.ts';
import type { PlainDate, Uuid } from '../../domain/names.ts';
import type { Region } from '../../domain/region.ts';
import { limitOfParty, overviewOf, viewOf } from '../../domain/view.ts';
import { actingOwner, participantOfPerson, ref } from '../../domain/who.ts';
import type { Action, Reader } from '../../ports/document.ts';
import type { About, Reading, Told } from '../../ports/web.ts';
import type { ConsentFacts } from '../../text/compose/consent.ts';
import { consentFacts, mayAnswerConsent } from '../consent-facts.ts';
import { type Deps, readerOf, situationOf } from '../desk.ts';
import { may } from '../may.ts';
import { COMMANDS } from '../registry.ts';
import { lookersOf, maySeeLooks, type PassedOn, saidOf } from './passed-on.ts';

/** What pages show, for one person. What is not theirs to see does not exist: null. */
export interface Pages {
  /** The case as a page. Who looked is written down before anything is shown (invariant 9). */
  room(personId: Uuid, caseId: Uuid): Promise<RoomPage | null>;
  /**
   * Whether they may come in there, and as whom: shows nothing of the case. With what a request is about: null as well
   * when that is not theirs to see.
   */
  entrance(personId: Uuid, caseId: Uuid, about?: About): Promise<Entrance | null>;
  /** Who said what and when, what was told, and who came to look. */
  passedOn(personId: Uuid, caseId: Uuid): Promise<PassedOn | null>;
  /** Their own page, with what is asked of them in each case: written down for each. */
  home(personId: Uuid): Promise<HomePage | null>;
  /** Who they are and which regions know them: shows nothing of a case. */
  self(personId: Uuid): Promise<Self | null>;
}

export type Self = Pick<HomePage, 'me' | 'reader' | 'regions'>;

export interface Entrance {
  readonly caseId: Uuid;
  readonly regionKey: string;
  readonly reader: Reader;
  readonly version: number;
}

export interface RoomPage {
  readonly caseId: Uuid;
  readonly regionKey: string;
  readonly reader: Reader;
  readonly me: PersonRef;
  readonly today: PlainDate;
  readonly daysAtHome: number;
  /** Four weeks after the first day at home. */
  readonly fourWeekDate: PlainDate;
  readonly overview: Overview;
  readonly asked: readonly AskedFacts[];
  /** Open ones first, by number; those that are done or ended apart. */
  readonly open: readonly AgreementFacts[];
  readonly closed: readonly AgreementFacts[];
  readonly people: readonly RoomPerson[];
  /** Who may read along, as far as this person may know. */
  readonly consents: ConsentFacts;
  /** Newest first. */
  readonly history: readonly Told[];
  readonly version: number;
  /** Whether this person may press that. A page shows only what its reader may do; the house asks again. */
  readonly mayDo: (action: Action) => boolean;
}

export interface RoomPerson {
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

export interface HomePage {
  readonly me: PersonRef;
  /** They are away, or will be: there is something to come back from. */
  readonly isAway: boolean;
  readonly reader: Reader;
  readonly cases: readonly HomeCase[];
  /** Regions that know this person; of some they are a coordinator or an administrator. */
  readonly regions: readonly {
    readonly id: Uuid;
    readonly key: string;
    readonly name: string;
    readonly isCoordinator: boolean;
    readonly isAdministrator: boolean;
    /** Contact points of theirs of which nobody said for half a year that they are still right. */
    readonly contactPoints: ContactCheck['points'];
  }[];
}

export interface HomeCase {
  readonly caseId: Uuid;
  readonly code: string;
  readonly lead: PersonRef | null;
  /** Null: the clock is not theirs to see. */
  readonly daysAtHome: number | null;
  readonly asked: readonly AskedFacts[];
  readonly openCount: number;
  /** Of the open agreements that they own, or act for today. */
  readonly due: readonly { readonly id: Uuid; readonly number: number; readonly date: PlainDate }[];
}

/** A page is for reading: as many as one looks back on. */
const HISTORY = 40;

export function createPages(deps: Deps, reading: Reading): Pages {
  const found = async (personId: Uuid, caseId: Uuid) => {
    const [[person], [state]] = await Promise.all([
      deps.store.people([personId]),
      deps.store.cases([caseId]),
    ]);
    const region = state ? await deps.store.region(state.case.regionId) : null;
    return person && state && region && maySee(state, region, personId) ? { person, state, region } : null;
  };
  const read = (actor: Uuid, action: `read.${string}`, caseIds: readonly Uuid[]): Promise<void> =>
    deps.store.noteRead({ now: deps.clock.now().toISOString(), actor, action, caseIds });
  const ownPage = async (personId: Uuid, states: readonly CaseState[]): Promise<HomePage | null> => {
    const [person] = await deps.store.people([personId]);
    const ids = await reading.regionsOf(personId);
    const regions = (await Promise.all(ids.map((id) => deps.store.region(id)))).filter((r) => r !== null);
    return person ? homePage(deps, person, states, regions) : null;
  };
  return {
    room: async (personId, caseId) => {
      const one = await found(personId, caseId);
      if (!one) return null;
      await read(personId, 'read.room', [caseId]);
      const history = await historyOf(reading, one.state, personId);
      return roomPage(deps, one.region, one.person, one.state, history);
    },
    passedOn: async (personId, caseId) => {
      const one = await found(personId, caseId);
      if (!one) return null;
      const { person, state, region } = one;
      await read(personId, 'read.passed_on', [caseId]);
      const told = await historyOf(reading, state, personId);
      const arrivals = await reading.arrivals(
        caseId,
        told.map((t) => t.id),
      );
      const lookers = lookersOf(state, region);
      const mayLook = maySeeLooks(state, personId, situationOf(deps, region, person, state).today);
      const looked = mayLook
        ? await reading.looked(
            caseId,
            lookers.map((p) => p.id),
          )
        : null;
      return {
        caseId,
        code: state.case.code,
        reader: readerOf(deps, region, person, state, true),
        agreements: saidOf(viewOf(state, region, personId)),
        told: told.map((t) => ({ ...t, arrived: arrivals.filter((a) => a.toldId === t.id) })),
        looked: looked && lookers.map((who) => ({ person: who, at: looked.get(who.id) ?? null })),
      };
    },
    entrance: async (personId, caseId, about) => {
      const one = await found(personId, caseId);
      if (!one || (about && !isTheirs(one.state, one.region, personId, about))) return null;
      const { person, state, region } = one;
      const reader = readerOf(deps, region, person, state, true);
      return { caseId, regionKey: region.key, reader, version: state.case.version };
    },
    home: async (personId) => {
      const [own, called] = await Promise.all([
        deps.store.openCaseIdsOf([personId]),
        reading.calledTo(personId),
      ]);
      const states = await deps.store.cases([...new Set([...own, ...called])]);
      await read(
        personId,
        'read.home',
        states.map((state) => state.case.id),
      );
      return ownPage(personId, states);
    },
    self: async (personId) => {
      const own = await deps.store.openCaseIdsOf([personId]);
      return ownPage(personId, await deps.store.cases(own));
    },
  };
}

/** Who takes part, who coordinates the region, and who was asked for help. */
export function maySee(state: CaseState, region: Region, personId: Uuid): boolean {
  return (
    participantOfPerson(state, personId) !== null ||
    region.coordinatorPersonIds.includes(personId) ||
    (state.escalations.some((e) => e.contactPersonId === personId && e.status !== 'missing') &&
      !isKeptFrom(state, region, personId, null))
  );
}

/** An agreement or a call that is not theirs does not exist for who sees only their own. */
function isTheirs(state: CaseState, region: Region, personId: Uuid, about: About): boolean {
  if (limitOf(state, personId) === null || 'caseId' in about) return true;
  const view = viewOf(state, region, personId);
  return 'agreementId' in about
    ? view.agreements.some((a) => a.id === about.agreementId)
    : view.escalations.some((e) => e.id === about.escalationId);
}

/** What was told to everybody; to who sees only their own agreements, about those. */
async function historyOf(reading: Reading, state: CaseState, personId: Uuid): Promise<readonly Told[]> {
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

function roomPage(
  deps: Deps,
  region: Region,
  person: Person,
  whole: CaseState,
  history: readonly Told[],
): RoomPage {
  const { today } = situationOf(deps, region, person, whole);
  const state = viewOf(whole, region, person.id);
  const facts = (a: CaseState['agreements'][number]): AgreementFacts =>
    agreementFacts(state, region, a, today);
  return {
    caseId: state.case.id,
    regionKey: region.key,
    reader: readerOf(deps, region, person, state, true),
    me: { id: person.id, name: person.name },
    today,
    daysAtHome: daysAtHome(state.case.firstDayHome, today),
    fourWeekDate: fourWeekDate(state.case.firstDayHome),
    overview: overviewOf(state, region, person.id, today),
    asked: askedFacts(state, region, person.id, today),
    open: state.agreements.filter(isOpen).map(facts),
    closed: state.agreements.filter((a) => !isOpen(a)).map(facts),
    people: roomPeople(state, region, person.id, today),
    consents: {
      caseId: state.case.id,
      code: state.case.code,
      isOpen: state.case.status !== 'closed',
      mayAnswer: mayAnswerConsent(whole, person.id),
      ...consentFacts(whole, region, person.id, today),
    },
    history,
    version: state.case.version,
    mayDo: (action) => mayDo(whole, region, person.id, today, action),
  };
}

/** Ways in by an account elsewhere are no use where nobody has one. */
function isOfUse(name: string, { workspaces }: Region): boolean {
  const platforms = workspaces.filter((w) => !w.disabled).map((w) => w.platform);
  if (name === 'participant.inviteExternal') return platforms.includes('slack');
  return name !== 'participant.invite' || platforms.some((platform) => platform !== 'web');
}

function mayDo(state: CaseState, region: Region, personId: Uuid, today: PlainDate, action: Action): boolean {
  const name = 'command' in action.does ? action.does.command : action.does.form;
  const rules = COMMANDS.get(name)?.who;
  const id = (value: unknown): Uuid | null => (typeof value === 'string' ? value : null);
  const { agreementId, escalationId } = action.args;
  return (
    rules !== undefined &&
    isOfUse(name, region) &&
    !(name === 'agreement.confirm' && hasConfirmed(state, personId, agreementId)) &&
    may(rules, {
      personId,
      region,
      state,
      today,
      agreementId: id(agreementId),
      escalationId: id(escalationId),
    })
  );
}

/** Who said already that the text is right is not asked again; they can still say that they understood it otherwise. */
function hasConfirmed(state: CaseState, personId: Uuid, agreementId: unknown): boolean {
  const me = participantOfPerson(state, personId)?.id;
  const found = state.agreements.find((a) => a.id === agreementId);
  return (
    found !== undefined &&
    confirmationsOf(state, found).some((c) => c.participantId === me && c.answer === 'confirmed')
  );
}

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

function roomPeople(state: CaseState, region: Region, me: Uuid, today: PlainDate): RoomPerson[] {
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

function dueOf(state: CaseState, region: Region, personId: Uuid, today: PlainDate): HomeCase['due'] {
  const me = participantOfPerson(state, personId)?.id ?? null;
  return state.agreements
    .filter((a) => isOpen(a) && me !== null && (a.ownerId === me || actingOwner(state, a, today) === me))
    .map((a) => ({ id: a.id, number: a.number, date: agreementFacts(state, region, a, today).due }));
}

function homePage(
  deps: Deps,
  person: Person,
  states: readonly CaseState[],
  regions: readonly Region[],
): HomePage | null {
  const [first] = regions;
  if (!first) return null;
  const now = situationOf(deps, first, person, null).today;
  const readers = states.map((state) => readerOf(deps, first, person, state, true));
  return {
    me: { id: person.id, name: person.name },
    isAway: person.absences.some(({ until }) => until === null || until >= now),
    reader: readers.find((r) => r.formal) ?? readerOf(deps, first, person, null, true),
    cases: states.flatMap((whole) => {
      const region = regions.find((r) => r.id === whole.case.regionId);
      if (!region) return [];
      const state = viewOf(whole, region, person.id);
      const { today } = situationOf(deps, region, person, state);
      return [
        {
          caseId: state.case.id,
          code: state.case.code,
          lead: state.case.leadId ? ref(state, state.case.leadId) : null,
          daysAtHome: limitOf(state, person.id) === null ? daysAtHome(state.case.firstDayHome, today) : null,
          asked: askedFacts(state, region, person.id, today),
          openCount: state.agreements.filter(isOpen).length,
          due: dueOf(state, region, person.id, today),
        },
      ];
    }),
    regions: regions.map((region) => ({
      id: region.id,
      key: region.key,
      name: region.name,
      isCoordinator: region.coordinatorPersonIds.includes(person.id),
      isAdministrator: region.administratorPersonIds.includes(person.id),
      contactPoints: contactPoints(region, person.id, situationOf(deps, region, person, null).today),
    })),
  };
}

/** To be answered by whoever is behind them; what they said that changes is for the coordinators to change. */
function contactPoints(region: Region, personId: Uuid, today: PlainDate): ContactCheck['points'] {
  const { file, personIds } = region;
  return contactsToCheck(file, today)
    .filter(({ point }) => personIds[point.person] === personId && point.changes === undefined)
    .map(({ organisation, point: { role, deputy } }) => {
      const id = personIds[deputy ?? ''];
      const name = file.people.find((p) => p.key === deputy)?.name;
      return { organisation, role, deputy: id && name ? { id, name } : null };
    });
}
