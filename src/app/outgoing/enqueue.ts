import { createHash } from 'node:crypto';
import { localDate, nextContactWindow } from '../../domain/calendar/index.ts';
import {
  calendarOf,
  participantOfPerson,
  personOf,
  present,
  refOfPerson,
} from '../../domain/case/participants.ts';
import type { CaseState, Person, Room } from '../../domain/case/state.ts';
import { isLimited } from '../../domain/consent/consent.ts';
import { receivableInRoom, receivablePart } from '../../domain/consent/receivable-part.ts';
import { isLetterWay, LETTER_WORKSPACES, type LetterWay } from '../../domain/contact-details.ts';
import { partsOf } from '../../domain/for-you/message-parts.ts';
import { keysAsked, standingOf } from '../../domain/for-you/standing.ts';
import type { Outgoing, RoomTask } from '../../domain/messages/index.ts';
import { receives } from '../../domain/messages/recipients.ts';
import type { Region } from '../../domain/region/region.ts';
import { belongsIn, caseRooms, usableRooms } from '../../domain/rooms/rooms.ts';
import { limitOfParty, viewOf } from '../../domain/views/limited-view.ts';
import { receiverIn } from '../../domain/views/receiver.ts';
import type { Instant, Uuid } from '../../domain/vocabulary.ts';
import type { ConversationKey, NewMessage } from '../../ports/database/index.ts';
import { leadOf, webLetterFor } from './web-letter.ts';

interface Where {
  readonly state: CaseState;
  readonly region: Region;
  readonly now: Instant;
  readonly newId: () => Uuid;
  /** The person who did it, and needs no notice of it. */
  readonly actor?: Uuid | null;
}

/**
 * Turns meanings with an address into rows of the message table: one for every room of the case, for the person where
 * they can be reached, or for the coordinators. Decides when each may go (contact hours) and who may get it.
 */
export function enqueue(
  where: Where,
  outgoing: readonly Outgoing[],
  tasks: readonly RoomTask[],
): NewMessage[] {
  const inOrder = tasks.filter((t) => t.type !== 'ArchiveRoom').flatMap((t) => roomTask(where, t));
  const messages = outgoing.flatMap((o) => address(where, o));
  const last = tasks.filter((t) => t.type === 'ArchiveRoom').flatMap((t) => roomTask(where, t));
  return [...inOrder, ...messages, ...last];
}

function address(where: Where, o: Outgoing): NewMessage[] {
  switch (o.recipient.to) {
    case 'room':
      return [
        ...roomsFor(where.state, o.recipient.only).flatMap((room) => toRoom(where, o, room)),
        ...webLettersOfRoom(where, o),
      ];
    case 'person':
      return o.recipient.by
        ? letter(where, o, o.recipient.personId, o.recipient.by)
        : toPerson(where, o, o.recipient.personId);
    case 'coordinators':
      return toCoordinators(where, o);
  }
}

function roomsFor(state: CaseState, only: Uuid | undefined): Room[] {
  return usableRooms(state).filter((room) => only === undefined || room.id === only);
}

/** The room of a party holds only what is about its own agreements. */
function toRoom(where: Where, o: Outgoing, room: Room): NewMessage[] {
  const message =
    room.partyKey === null
      ? o.message
      : receivableInRoom(limitOfParty(where.state, room.partyKey), o.message);
  if (message === null) return [];
  return [row(where, { ...o, message }, { workspaceId: room.workspaceId, roomId: room.id }, null)];
}

/** The part of a message that a person may have; null: nothing of it. */
function reaching(where: Where, o: Outgoing, personId: Uuid): Outgoing | null {
  const message = receivablePart(receiverIn(where.state, where.region, personId), o.message);
  return message && { ...o, message };
}

function toPerson(where: Where, o: Outgoing, personId: Uuid): NewMessage[] {
  const person = where.state.people.find((p) => p.id === personId);
  const theirs = reaching(where, o, personId);
  const workspaceId = person ? whereReachable(where, person) : null;
  if (!person || !theirs || workspaceId === null) return [];
  const isWeb = where.region.workspaces.some((w) => w.id === workspaceId && w.platform === 'web');
  const told = row(where, theirs, { workspaceId, personId }, person);
  return [told, ...(isWeb ? webLetter(where, theirs, person, told.id) : [])];
}

function letter(where: Where, o: Outgoing, personId: Uuid, by: LetterWay): NewMessage[] {
  const person = where.state.people.find((p) => p.id === personId);
  if (!person) return [];
  return [row(where, o, { workspaceId: LETTER_WORKSPACES[by], personId }, person)];
}

/**
 * Everybody in the room may want to know of it: the people who are reached on the web hear that there is something.
 */
function webLettersOfRoom(where: Where, o: Outgoing): NewMessage[] {
  if (o.urgency !== 'unsolicited') return [];
  const web = where.region.workspaces.find((w) => w.platform === 'web')?.id;
  return present(where.state).flatMap((p) => {
    const person = where.state.people.find((one) => one.id === p.personId);
    const isThere = person && web && whereReachable(where, person) === web;
    return isThere && reaching(where, o, person.id) ? webLetter(where, o, person) : [];
  });
}

/**
 * Whether there is something for them to answer when they come: a letter that leads to "nothing is asked of you" is the
 * last one that somebody follows. What only informs is found the next time.
 */
function asksThem(where: Where, o: Outgoing, personId: Uuid): boolean {
  const { region, now } = where;
  const state = viewOf(where.state, region, personId);
  const today = localDate(region.calendar.zone, now);
  const readerFacts = { state, region, personId, today, asked: keysAsked(state, region, personId, today) };
  return partsOf(o.message).some(({ message }) => standingOf(message, now, readerFacts) === 'asks');
}

/** Names the letter of what cannot wait for the one notice of the day; null: it can. */
function urgent({ key, message }: Outgoing, day: string): string | null {
  const { acute } = receives(message);
  if (acute === 'daily' && 'agreement' in message) return `stuck:${message.agreement?.id}:${day}`;
  return acute === 'each' ? key : null;
}

/**
 * Writes that something waits on the web, without a word of what: by e-mail or SMS as the person chose, in their
 * contact hours, once a day for all their cases together.
 */
function webLetter(where: Where, o: Outgoing, person: Person, about?: Uuid): NewMessage[] {
  const way = person.notice ?? 'email';
  if (o.urgency !== 'unsolicited' || person.id === where.actor || way === 'none') return [];
  if (!asksThem(where, o, person.id)) return [];
  const hours = whenToSend(where, o, person);
  const day = localDate(where.region.calendar.zone, hours.notBefore);
  // A call is nothing to be called about: two who would rather be called ask nobody in turn.
  if (!isLetterWay(way))
    return receives(o.message).letter === 'no call' ? [] : callFor(where, person, way, day);
  const acute = urgent(o, day);
  const lead = leadOf(where.state);
  return [webLetterFor(where, person, hours, { acute, lead, ...(about ? { about } : {}) }) ?? []].flat();
}

/** The workspace to write to somebody in: one where the case has a room that works, else any they are in; the web last. */
export function whereReachable(where: Pick<Where, 'state' | 'region'>, person: Person): Uuid | null {
  const accounts = new Set(person.identities.map((i) => i.workspaceId));
  const enabled = where.region.workspaces.filter((w) => !w.disabled && accounts.has(w.id));
  const chat = enabled.filter((w) => w.platform !== 'web');
  const theirs = (chat.length > 0 ? chat : enabled).map((w) => w.id);
  const ofCase = theirs.find((id) => usableRooms(where.state).some((r) => r.workspaceId === id));
  return ofCase ?? theirs[0] ?? null;
}

/** The coordinators' channel where there is one, and otherwise each coordinator personally. */
function toCoordinators(where: Where, o: Outgoing): NewMessage[] {
  const channels = where.region.workspaces.filter((w) => w.coordinatorChannel && !w.disabled);
  if (channels.length > 0) {
    return channels.map((w) =>
      row(where, o, { workspaceId: w.id, channelId: w.coordinatorChannel as string }, null),
    );
  }
  return where.region.coordinatorPersonIds.flatMap((id) => toPerson(where, o, id));
}

/** The lead, without one the coordinators, hears once a day of people who would rather be phoned or read on paper. */
function callFor(where: Where, person: Person, why: 'phone' | 'paper', day: string): NewMessage[] {
  const { state } = where;
  const lead = personOf(state, state.case.leadId);
  if (lead?.id === person.id) return [];
  const call: Outgoing = {
    recipient: lead ? { to: 'person', personId: lead.id } : { to: 'coordinators' },
    urgency: 'unsolicited',
    key: `call:${person.id}:${day}`,
    message: {
      type: 'CallAsked',
      caseId: state.case.id,
      code: state.case.code,
      person: refOfPerson(person, person.id),
      why,
    },
  };
  return address(where, call);
}

function row(where: Where, o: Outgoing, conversation: ConversationKey, person: Person | null): NewMessage {
  const target =
    'roomId' in conversation
      ? conversation.roomId
      : 'personId' in conversation
        ? conversation.personId
        : conversation.channelId;
  return {
    id: where.newId(),
    dedupeKey: `${o.key}>${conversation.workspaceId}:${target}`,
    conversation,
    regionId: where.region.id,
    caseId: receives(o.message).ofNoCase ? null : where.state.case.id,
    recipientId: person?.id ?? null,
    isCard: o.card ?? false,
    payload: o.message,
    ...(o.pin ? { isPinned: true } : {}),
    ...whenToSend(where, o, person),
  };
}

/** Contact hours of the person, else of the region. A card and an answer go at once. */
function whenToSend(
  where: Where,
  o: Outgoing,
  person: Person | null,
): Pick<NewMessage, 'notBefore' | 'notAfter'> {
  if (o.urgency !== 'unsolicited') return { notBefore: where.now, notAfter: null };
  const hours = nextContactWindow(where.region.calendar, person ? calendarOf(person) : null, where.now);
  return { notBefore: hours.from, notAfter: hours.to };
}

function roomTask(where: Where, task: RoomTask): NewMessage[] {
  return roomsOf(where, task).map((room) => ({
    id: where.newId(),
    dedupeKey: `task:${digest(task)}:${where.state.case.version}>${room.id}`,
    conversation: { workspaceId: room.workspaceId, roomId: room.id },
    regionId: where.region.id,
    caseId: where.state.case.id,
    recipientId: null,
    isCard: false,
    payload: task,
    notBefore: where.now,
  }));
}

/** A task that names its room is for that one, also when it is archived in the same moment. */
function roomsOf(where: Where, task: RoomTask): Room[] {
  const { rooms } = where.state;
  if ('roomId' in task && task.roomId !== undefined) return rooms.filter((r) => r.id === task.roomId);
  return usableRooms(where.state).filter((r) => belongs(where, task, r));
}

/** Slack alone can bring in somebody by their address. */
function slackRoom({ state, region }: Where): Room | undefined {
  const slack = region.workspaces.filter((w) => w.platform === 'slack').map((w) => w.id);
  return caseRooms(state).find((r) => slack.includes(r.workspaceId));
}

/** Somebody is brought into the rooms of workspaces they have an identity in; where they have none, the first room
 * tries and its failure is told to the lead. */
function belongs(where: Where, task: RoomTask, room: Room): boolean {
  if (task.type === 'InviteExternal') return room === slackRoom(where);
  // The line under a room's name has the lead and the clock of the whole case.
  if (task.type === 'SetTopic') return room.audience === 'case';
  if (task.type !== 'Invite' && task.type !== 'Remove') return true;
  const person = where.state.people.find((p) => p.id === task.person.id);
  const who = participantOfPerson(where.state, task.person.id);
  if (task.type === 'Invite' && who && !belongsIn(room, who)) return false;
  const ids = person?.identities.map((i) => i.workspaceId) ?? [];
  if (ids.includes(room.workspaceId)) return true;
  const nowhere = !where.state.rooms.some((r) => ids.includes(r.workspaceId));
  return nowhere && !isLimited(who) && room === caseRooms(where.state)[0];
}

function digest(task: RoomTask): string {
  return createHash('sha256').update(JSON.stringify(task)).digest('hex').slice(0, 24);
}
