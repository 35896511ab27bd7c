import { type Seats, TEAM, type Tenant } from '../config.ts';
import type { TeamsProxy } from '../connector/proxy.ts';
import type { Playground } from '../playground/playground.ts';
import type { Json, Message, StandInUser } from '../types.ts';
import type { History } from './history.ts';
import type { Room, Rooms } from './rooms.ts';

/** The parts that everything people do is done with. */
export interface Hands {
  readonly tenant: Tenant;
  readonly seats: Seats;
  readonly rooms: Rooms;
  readonly history: History;
  readonly playground: Playground;
  readonly proxy: TeamsProxy;
}

/** Throws for somebody who is not in the tenant. */
export function userOf(hands: Hands, id: string): StandInUser {
  const user = hands.seats.users.find((one) => one.aadObjectId === id);
  if (!user) throw new Error(`nobody has the id ${id}`);
  return user;
}

/** Throws for a conversation that this person cannot open. */
export function roomOf(hands: Hands, user: StandInUser, conversation: string): Room {
  const room = hands.rooms.find(conversation);
  if (!room?.members.includes(user)) throw new Error(`${user.name} does not see ${conversation}`);
  return room;
}

/** A message with where it stands. Throws when this person cannot see it. */
export function seen(hands: Hands, user: StandInUser, id: string): { message: Message; room: Room } {
  const message = hands.history.find(id);
  if (!message) throw new Error(`there is no message ${id}`);
  if (message.onlyFor !== null && message.onlyFor !== user.aadObjectId)
    throw new Error(`${user.name} does not see a message that is for another person alone`);
  return { message, room: roomOf(hands, user, message.conversation) };
}

/** Where the Playground keeps a message: in a channel, in the thread that it is in or starts. */
export function placeOf(room: Room, message: Message): string {
  return room.kind === 'channel' ? `${room.real};messageid=${message.thread ?? message.id}` : room.real;
}

/** An activity of no type yet, as the Playground makes them, and of this kind if it knows it. */
export function template(hands: Hands, conversation: string, like?: string): Promise<Json> {
  const query = new URLSearchParams({ conversationId: conversation, ...(like ? { type: like } : {}) });
  return hands.playground.get(`/_internal/v1/customActivities/template?${query}`);
}

/** Returns what Teams says about where something happened, for activities that the Playground has no example of. */
export function dataOf({ tenant }: Hands, room: Room): Json {
  const where = { tenant: { id: tenant.tenantId } };
  if (room.kind !== 'channel') return where;
  return { ...where, team: { id: TEAM.id, aadGroupId: tenant.aadGroupId }, channel: { id: room.real } };
}

/** Objects in both are put together, one level deep. */
export function merged(base: Json, changes: Json): Json {
  const both = Object.entries(changes).map(([key, value]) => {
    const before = base[key];
    return [key, isObject(before) && isObject(value) ? { ...before, ...value } : value] as const;
  });
  return { ...base, ...Object.fromEntries(both) };
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
