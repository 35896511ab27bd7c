import { addDays, instantAt } from './calendar/index.ts';
import { agreement, isOpen, waitsOn } from './case/agreements.ts';
import type { Appeal } from './case/appeals/appeal.ts';
import { clockState } from './case/clock/home-clock.ts';
import type { Accepted, Situation } from './case/decision.ts';
import { ref } from './case/participants.ts';
import type { Agreement, CaseState, Room } from './case/state.ts';
import { partyName } from './consent/consent.ts';
import { tellMissing } from './help/role-missing.ts';
import type { Outgoing, RoomTask } from './messages/index.ts';
import { withReports } from './reminders/done-question.ts';
import { moveMembers } from './rooms/membership.ts';
import { caseRooms, partyRooms } from './rooms/rooms.ts';
import { welcomePeople } from './rooms/welcome.ts';
import { inTheirOwnWords } from './rules/by-phone/phone-check.ts';
import { passOnAppeals } from './rules/family/appeals-passed-on.ts';
import { endWithoutYes } from './rules/requests/without-yes.ts';
import { plannedTimers } from './timers/planned.ts';
import { agreementFacts, overview } from './views/facts.ts';
import { viewOfParty } from './views/limited-view.ts';
import type { PlainDate, Uuid } from './vocabulary.ts';

/**
 * Does in one place what every decision has in common: the cards whose facts changed are put again, the overview and
 * the topic follow, a date that now follows from a predecessor is told once, timers are planned anew, and what a
 * person did counts as an event (silence is measured from it). The day on which something is reported done is kept.
 * What somebody said themselves stands for what was said by phone. A place that is needed and empty is told once.
 * Who takes part from now on is welcomed first. A question to a party that may not be asked any more is taken back. A
 * question of the family goes on to whoever leads next.
 */
export function followUp(before: CaseState, decided: Accepted, s: Situation): Accepted {
  const said = inTheirOwnWords(decided, s);
  const touched = s.actor ? { ...said, case: { ...said.case, lastEventAt: s.now } } : said;
  const asked = endWithoutYes(withReports(before, touched, s), s);
  const passedOn = passOnAppeals(before, asked.state, s);
  const missed = tellMissing(before, passedOn.state, s);
  const placed = moveMembers(before, missed.state, s);
  const timers = plannedTimers(placed.state, s.region, { today: s.today, newId: s.newId, from: asksFrom(s) });
  const state: CaseState = { ...placed.state, timers };
  return {
    ...decided,
    state,
    messages: [
      ...welcomePeople(before, state, s),
      ...decided.messages,
      ...placed.messages,
      ...missed.messages,
      ...asked.messages,
      ...passedOn.messages,
      ...followers(before, state, s),
      ...cards(before, state, s),
      ...firstCards(before, state, s),
    ],
    tasks: [...decided.tasks, ...placed.tasks, ...topic(before, state)],
    audit: [...decided.audit, ...asked.audit],
  };
}

/** A person who does something after the questions of the day were asked is not asked one more that day. */
function asksFrom({ actor, now, today, region: { calendar } }: Situation): PlainDate {
  return actor && now >= instantAt(calendar.zone, today, calendar.nudgeTime) ? addDays(today, 1) : today;
}

/** Agreement and overview cards whose facts are not what they were. */
export function cards(before: CaseState, after: CaseState, s: Situation): Outgoing[] {
  const may = mayDiffer(before, after);
  const changed = after.agreements.filter((a) => {
    if (!may.agreement(a)) return false;
    const old = agreement(before, a.id);
    return !old || differ(factsOf(before, old.id, s), factsOf(after, a.id, s));
  });
  const list: Outgoing[] = changed.map((a) => ({
    ...agreementCard(after, s, a),
    urgency: agreement(before, a.id) ? 'silent' : 'unsolicited',
  }));
  const isNew = before.participants.length === 0 && before.case.version === 0;
  const others = (): boolean =>
    differ(overview(before, s.region, s.today), overview(after, s.region, s.today));
  // The overview holds the facts of what is open.
  if (isNew || changed.some(isOpen) || (may.overview && others())) {
    list.push(overviewCard(after, s.region, s.today), ...partyOverviews(after, s));
  }
  return list;
}

/** A room that comes later shows what still stands open, as the others do. */
function firstCards(before: CaseState, after: CaseState, s: Situation): Outgoing[] {
  if (before.case.version === 0) return [];
  const known = new Set(before.rooms.map((r) => r.id));
  const added = after.rooms.filter((r) => !known.has(r.id));
  if (added.length === 0) return [];
  const cardsOfAll = (): Outgoing[] => after.agreements.filter(isOpen).map((a) => agreementCard(after, s, a));
  return added.flatMap((room) => {
    const overviewOfIt =
      room.partyKey === null ? overviewCard(after, s.region, s.today) : partyOverview(after, s, room);
    const only = { to: 'room' as const, only: room.id };
    return [...cardsOfAll(), overviewOfIt].map((card) => ({ ...card, recipient: only }));
  });
}

/** The short overview of a party that sees only its own agreements, in its rooms. */
function partyOverviews(state: CaseState, s: Situation): Outgoing[] {
  return partyRooms(state).map((room) => partyOverview(state, s, room));
}

function partyOverview(state: CaseState, s: Situation, room: Room): Outgoing {
  const party = room.partyKey ?? '';
  const message = {
    ...overview(viewOfParty(state, s.region, party), s.region, s.today),
    of: partyName(state, s.region, party),
    limited: [],
  };
  return {
    ...overviewCard(state, s.region, s.today),
    recipient: { to: 'room', only: room.id },
    message,
  };
}

function agreementCard(state: CaseState, s: Situation, a: CaseState['agreements'][number]): Outgoing {
  return {
    recipient: { to: 'room' },
    urgency: 'silent',
    key: `card:agreement:${a.id}`,
    card: true,
    message: {
      type: 'AgreementCard',
      caseId: state.case.id,
      code: state.case.code,
      agreement: agreementFacts(state, s.region, a, s.today),
    },
  };
}

export function overviewCard(state: CaseState, region: Situation['region'], today: PlainDate): Outgoing {
  return {
    recipient: { to: 'room' },
    urgency: 'silent',
    key: `card:overview:${state.case.id}`,
    card: true,
    pin: true,
    message: overview(state, region, today),
  };
}

function sharing(before: CaseState, after: CaseState): boolean {
  return (
    before.rooms !== after.rooms &&
    after.rooms.some((r) => isRead(r) || before.rooms.some((b) => b.id === r.id && isRead(b)))
  );
}

/** True when it is read by others than those of the case. */
function isRead(room: Room): boolean {
  return room.sharedWith.length > 0 || (room.others ?? 0) > 0;
}

/** The parts that each agreement's facts are made from; those that are not of one agreement are in those of all. */
const OF_ONE = ['agreements', 'confirmations', 'blockers', 'escalations'] as const;

/**
 * Finds what can look different at all after a decision: a part of the state that is the same object says the same.
 * Nearly every decision changes one agreement or none, and working out all facts twice would be most of its work.
 */
function mayDiffer(
  before: CaseState,
  after: CaseState,
): { agreement(a: Agreement): boolean; readonly overview: boolean } {
  const same = (part: keyof CaseState): boolean => before[part] === after[part];
  const everything = !same('participants') || !same('people') || before.case.leadId !== after.case.leadId;
  const appeals = changedRows(before.case.appeals, after.case.appeals);
  const touched = new Set(
    [...OF_ONE.flatMap((part) => changedRows(before[part], after[part])), ...appeals].map(agreementOf),
  );
  return {
    // What waits on another takes its date from it.
    agreement: (a) => everything || touched.has(a.id) || (touched.size > 0 && a.predecessorId !== null),
    overview:
      everything ||
      touched.size > 0 ||
      !looksSame(before.case, after.case) ||
      !same('invitations') ||
      !same('consents') ||
      !same('intake') ||
      !same('tracks') ||
      sharing(before, after),
  };
}

/** The card shows one of the marks of what was told once: that three months have passed. */
function looksSame(before: CaseState['case'], after: CaseState['case']): boolean {
  const keys = Object.keys(after) as (keyof CaseState['case'])[];
  const isPast = ({ clockSent }: CaseState['case']): boolean => clockSent.includes('passed');
  if (before === after) return true;
  return (
    isPast(before) === isPast(after) && keys.every((key) => key === 'clockSent' || before[key] === after[key])
  );
}

type OfOne = CaseState[(typeof OF_ONE)[number]][number] | Appeal;

/** Rows that were added or taken away; one that changed is both. */
function changedRows(before: readonly OfOne[], after: readonly OfOne[]): OfOne[] {
  if (before === after) return [];
  const [old, now] = [new Set(before), new Set(after)];
  return [...before.filter((row) => !now.has(row)), ...after.filter((row) => !old.has(row))];
}

function agreementOf(row: OfOne): Uuid | null {
  return 'agreementId' in row ? row.agreementId : row.id;
}

function factsOf(state: CaseState, id: string, s: Situation): unknown {
  const a = agreement(state, id);
  return a ? agreementFacts(state, s.region, a, s.today) : null;
}

function differ(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) !== JSON.stringify(b);
}

/** A predecessor is confirmed done: the date of what waited on it now holds. Everybody is told once. */
function followers(before: CaseState, after: CaseState, s: Situation): Outgoing[] {
  return after.agreements.flatMap((a): Outgoing[] => {
    const old = agreement(before, a.id);
    const first = agreement(after, a.predecessorId);
    const freed = old && first && isOpen(a) && waitsOn(before, old) && first.status === 'done';
    if (!freed) return [];
    return [
      {
        recipient: { to: 'room' },
        urgency: 'unsolicited',
        key: `date-follows:${a.id}:${first.doneOn}`,
        message: {
          type: 'DateFollows',
          caseId: after.case.id,
          code: after.case.code,
          agreement: agreementFacts(after, s.region, a, s.today),
          after: { number: first.number, title: first.title },
        },
      },
    ];
  });
}

function topic(before: CaseState, after: CaseState): RoomTask[] {
  // No date runs while there are lessons again.
  const norm = ({ case: c }: CaseState): PlainDate | null =>
    clockState(c) === 'home' ? c.threeMonthDate : null;
  const seen = (c: CaseState): string => `${c.case.leadId}|${norm(c)}|${caseRooms(c).length}`;
  if (before.case.version > 0 && seen(before) === seen(after)) return [];
  const { id: caseId, code, leadId } = after.case;
  const lead = leadId ? ref(after, leadId) : null;
  return [{ type: 'SetTopic', caseId, code, lead, threeMonthDate: norm(after) }];
}
