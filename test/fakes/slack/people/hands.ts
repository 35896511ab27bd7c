import type { Events } from '../events/events.ts';
import type { ResponseUrls } from '../events/response-url.ts';
import type { Front } from '../front.ts';
import type { Pick } from '../surface.ts';
import type { Json, View } from '../types.ts';
import { type Person, type Room, room } from '../world.ts';
import type { Entries } from './form.ts';
import { openDirect } from './membership.ts';
import type { Triggers } from './triggers.ts';

/** The parts that everything a person does is done with. */
export interface Hands {
  readonly front: Front;
  readonly events: Events;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  /** The entries that people typed in open modals, by view and user. */
  readonly drafts: Map<string, Entries>;
}

export interface ClickOptions extends Pick {
  /** `false`: the person reads the confirmation dialog and does not agree; nothing is sent. */
  readonly agree?: boolean;
}

export function active(who: Person): Person {
  if (who.isDeactivated) throw new Error(`${who.name} is deactivated and can do nothing in Slack`);
  return who;
}

/** A room this person is in. */
export async function roomFor(front: Front, who: Person, channel: string): Promise<Room> {
  if (channel === 'dm') {
    if (!front.world.directs.has(who.id)) await openDirect(front, who.id);
    return front.world.directs.get(who.id)!;
  }
  const target = room(front.world, channel);
  if (!target.members.has(who.id))
    throw new Error(`${who.name} is not in ${target.name} and does not see it`);
  return target;
}

export function topView(front: Front, who: Person): View {
  const view = front.world.modals.get(who.id)?.at(-1);
  if (view === undefined) throw new Error(`${who.name} has no form open`);
  return view;
}

export function draftsOf(hands: Hands, view: View): Entries {
  const known = hands.drafts.get(view.id) ?? new Map<string, Json>();
  hands.drafts.set(view.id, known);
  return known;
}
