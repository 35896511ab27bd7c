import { channelName, common } from '../events/payloads.ts';
import { record, text, words } from '../events/read.ts';
import { seen, wire } from '../rooms/rooms.ts';
import { controls, dialogOf, type Found, holds, pick, shown } from '../surface.ts';
import type { Block, Delivery, Json, StoredMessage, View } from '../types.ts';
import type { Message, Person, Room } from '../world.ts';
import { closeTop } from './answers.ts';
import { entry, type Filled, key, stateOf } from './form.ts';
import { type ClickOptions, draftsOf, type Hands, roomFor, topView } from './hands.ts';

/**
 * Where a person presses: a message they read, the newest message in a channel (`dm` for the direct conversation
 * with the app) that has the control and these words, the app's Home, or the form in front of them.
 */
export type Target =
  | StoredMessage
  | { readonly channel: string; readonly text?: string | RegExp; readonly ts?: string }
  | 'home'
  | 'modal';

/** A place with things to press, and how Slack tells the app about it. */
interface Place {
  readonly name: string;
  readonly blocks: readonly Block[];
  readonly room?: Room;
  readonly message?: Message;
  readonly view?: View;
}

interface Press extends ClickOptions {
  readonly choice?: Filled;
}

const NOT_SENT: Delivery = { status: 0, ms: 0, body: '', acknowledgedInTime: false };

/** How the words end of a button behind which there are others. */
const MORE = /…$/;

/**
 * Presses a button. One that is not in sight may be behind another, in a form that opens: there a person looks too,
 * from the newest message on, and closes again what has it not.
 */
export async function clicked(
  hands: Hands,
  who: Person,
  target: Target,
  control: string | RegExp,
  options: ClickOptions,
): Promise<Delivery> {
  const places = target === 'modal' ? [] : await placesWith(hands, who, target);
  if (!places.some((one) => has(one.blocks, control)))
    for (const place of places.filter((one) => has(one.blocks, MORE)))
      if (await opened(hands, who, place, control)) return pressed(hands, who, 'modal', control, options);
  return pressed(hands, who, target, control, options);
}

/** Whether the control is in the form that opens. */
async function opened(hands: Hands, who: Person, place: Place, control: string | RegExp): Promise<boolean> {
  for (const more of controls(place.blocks).filter((one) => MORE.test(one.label))) {
    const payload = blockActions(hands, who, place, more, {});
    const top = () => hands.front.world.modals.get(who.id)?.at(-1);
    const before = top()?.id;
    await hands.events.deliver({ type: 'interactive', payload });
    const view = top();
    if (view === undefined || view.id === before) continue;
    if (has(view.blocks, control)) return true;
    closeTop(hands.front, who.id);
  }
  return false;
}

/** Everything there in which something can be pressed, newest first. */
async function placesWith(hands: Hands, who: Person, target: Exclude<Target, 'modal'>): Promise<Place[]> {
  if (target === 'home') return hands.front.world.homes.has(who.id) ? [placeOfHome(hands, who)] : [];
  const room = await roomFor(hands.front, who, target.channel);
  const all = [...room.messages, ...room.whispers].filter(
    (one) => target.ts === undefined || one.ts === target.ts,
  );
  return all
    .filter((one) => fits(room, who, target.ts === undefined ? target.text : undefined, one))
    .sort((a, b) => (a.ts < b.ts ? 1 : -1))
    .map((message) => placeOfMessage(room, message));
}

/** Presses or chooses what is there. */
export async function pressed(
  hands: Hands,
  who: Person,
  target: Target,
  control: string | RegExp,
  options: Press,
): Promise<Delivery> {
  const place = await placeOf(hands, who, target, control);
  const found = pick(place.name, place.blocks, control, options);
  const isButton = options.choice === undefined;
  const type = text(found.element.type);
  if (isButton !== ['button', 'workflow_button', 'overflow'].includes(type))
    throw new Error(`${String(control)} is a ${type}`);
  const state = isButton ? {} : entry(found.element, options.choice ?? null);
  if (place.view !== undefined && !isButton) draftsOf(hands, place.view).set(key(found), state);
  const silent = found.block.type === 'input' && found.block.dispatch_action !== true;
  if (silent) return NOT_SENT;
  const dialog = dialogOf(found.element);
  if (options.agree === false && dialog === undefined) throw new Error(`${String(control)} asks nothing`);
  if (options.agree === false) return { ...NOT_SENT, ...(dialog && { dialog }) };
  const payload = blockActions(hands, who, place, found, state);
  const got = await hands.events.deliver({ type: 'interactive', payload });
  return dialog === undefined ? got : { ...got, dialog };
}

async function placeOf(hands: Hands, who: Person, target: Target, control: string | RegExp): Promise<Place> {
  if (target === 'modal') {
    const view = topView(hands.front, who);
    return { name: 'the form', blocks: view.blocks, view };
  }
  if (target === 'home') return placeOfHome(hands, who);
  const room = await roomFor(hands.front, who, target.channel);
  return placeOfMessage(room, messageIn(room, who, target, control));
}

function placeOfHome(hands: Hands, who: Person): Place {
  const view = hands.front.world.homes.get(who.id);
  if (view === undefined) throw new Error(`The app has no Home for ${who.name}`);
  return { name: 'Home', blocks: view.blocks, view };
}

function placeOfMessage(room: Room, message: Message): Place {
  const name = `"${shown(seen(room, message)).slice(0, 80)}"`;
  return { name, blocks: message.blocks ?? [], room, message };
}

function fits(room: Room, who: Person, wanted: string | RegExp | undefined, one: Message): boolean {
  return (
    visible(one, who) &&
    one.subtype === undefined &&
    (wanted === undefined || holds(`${one.text}\n${shown(seen(room, one))}`, wanted))
  );
}

/** The newest message that this person sees and that fits; the one with the control before one without. */
function messageIn(
  room: Room,
  who: Person,
  target: { readonly text?: string | RegExp; readonly ts?: string },
  control: string | RegExp,
): Message {
  if (target.ts !== undefined) {
    const stored = room.byTs.get(target.ts) ?? room.whispers.find((one) => one.ts === target.ts);
    if (stored !== undefined && visible(stored, who)) return stored;
    throw new Error('That message is not there any more');
  }
  const wanted = target.text;
  const newest = [...room.messages, ...room.whispers]
    .filter((one) => fits(room, who, wanted, one))
    .sort((a, b) => (a.ts < b.ts ? 1 : -1));
  const found = newest.find((one) => has(one.blocks ?? [], control)) ?? newest[0];
  if (found === undefined)
    throw new Error(`${who.name} reads no such message in ${room.name}: ${String(wanted ?? control)}`);
  return found;
}

function visible(message: Message, who: Person): boolean {
  return message.ephemeralFor === undefined || message.ephemeralFor === who.id;
}

function has(blocks: readonly Block[], control: string | RegExp): boolean {
  return controls(blocks).some(
    (one) =>
      one.element.action_id === control ||
      (typeof control === 'string' ? one.label === control : control.test(one.label)),
  );
}

function blockActions(hands: Hands, who: Person, place: Place, found: Found, state: Json): Json {
  const { front, triggers } = hands;
  return {
    type: 'block_actions',
    ...common(front.world, who),
    trigger_id: triggers.issue(who.id, place.view?.type === 'modal' ? place.view.id : null),
    actions: [action(hands, found, state)],
    ...(place.view === undefined ? fromMessage(hands, who, place) : fromView(hands, place.view)),
  };
}

function action(hands: Hands, found: Found, state: Json): Json {
  const { element, block, option } = found;
  return {
    action_id: text(element.action_id),
    block_id: text(block.block_id),
    type: text(element.type),
    action_ts: hands.front.world.nextTs(),
    ...(element.text === undefined ? {} : { text: { type: 'plain_text', text: words(element.text) } }),
    ...(element.value === undefined ? {} : { value: element.value }),
    ...(option === undefined ? {} : { selected_option: option }),
    ...state,
  };
}

function fromMessage(hands: Hands, who: Person, place: Place): Json {
  const room = place.room!;
  const message = place.message!;
  const isEphemeral = message.ephemeralFor !== undefined;
  return {
    container: { type: 'message', message_ts: message.ts, channel_id: room.id, is_ephemeral: isEphemeral },
    channel: { id: room.id, name: channelName(room) },
    // Slack sends no message along for an ephemeral one: it keeps none.
    ...(isEphemeral ? {} : { message: wire(hands.front.world, room, message, false) }),
    state: { values: {} },
    response_url: hands.responseUrls.issue(room, who.id, message),
  };
}

function fromView(hands: Hands, view: View): Json {
  const state = stateOf(view, draftsOf(hands, view));
  return { container: { type: 'view', view_id: view.id }, view: { ...record(view), state } };
}
