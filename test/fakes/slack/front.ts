import type { Emulated } from './emulated.ts';
import { record, text } from './events/read.ts';
import type { Json } from './types.ts';
import { findRoom, isHere, type Room, type World } from './world.ts';

/** The parts that every method of the front works with. */
export interface Front {
  readonly world: World;
  readonly emulated: Emulated;
  /** Tells the app that something happened, when it is subscribed to it. Does not wait. */
  readonly announce: (event: Json & { readonly type: string }) => void;
  readonly paidPlan: boolean;
}

/** A method of the Web API: arguments in, answer out (`ok` and the rest). */
export type Method = (args: Json) => Promise<Json> | Json;
export type Methods = Readonly<Record<string, Method>>;

export function refuse(error: string, more: Json = {}): Json {
  return { ok: false, error, ...more };
}

/** Calls a method on the emulator as the bot. */
export function asBot(front: Front, method: string, args: Json): Promise<Json> {
  return onEmulator(front, front.world.bot.token, method, args);
}

/** A channel that got another id is known to the emulator by its first one. */
export async function onEmulator(
  { world, emulated }: Front,
  token: string,
  method: string,
  args: Json,
): Promise<Json> {
  const id = world.emulatedIds.get(text(args.channel));
  if (id === undefined) return emulated.call(token, method, args);
  const answer = await emulated.call(token, method, { ...args, channel: id });
  const isRoom = typeof answer.channel === 'object' && answer.channel !== null;
  return isRoom ? { ...answer, channel: { ...record(answer.channel), id: args.channel } } : answer;
}

/**
 * The room a call names, when the app may touch it. A private channel the app is not in does not exist for it; in a
 * public one it may read, not write.
 */
export function reach(world: World, name: string, need: 'read' | 'write'): Room | string {
  const found = findRoom(world, name);
  if (found === undefined) return 'channel_not_found';
  if (isHere(world, found)) return found;
  if (found.kind !== 'public') return 'channel_not_found';
  return need === 'read' ? found : 'not_in_channel';
}

/** The emulator has one fixed workspace id; Slack's answers carry ours. */
export function inTeam(front: Front, answer: Json): Json {
  const channel = answer.channel;
  if (typeof channel !== 'object' || channel === null) return answer;
  const known = front.world.channels.get(text(record(channel).id));
  const shared = (known?.teams.size ?? 0) > 0;
  const teamId = front.world.team.id;
  const connected = [...(known?.teams ?? [])];
  const teams = shared ? { connected_team_ids: connected, shared_team_ids: [teamId, ...connected] } : {};
  const told = { ...channel, context_team_id: teamId, is_ext_shared: shared, is_shared: shared, ...teams };
  return { ...answer, channel: told };
}

export function prefixed(room: Room, what: string): string {
  return `${room.kind === 'private' ? 'group' : 'channel'}_${what}`;
}
