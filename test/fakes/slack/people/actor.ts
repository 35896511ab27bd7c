import type { Envelope } from '../events/dispatch.ts';
import { channelName, common, slashCommand, viewClosed, viewSubmission } from '../events/payloads.ts';
import { wire } from '../rooms/rooms.ts';
import type { Pick } from '../surface.ts';
import type { Delivery, StoredMessage, View } from '../types.ts';
import { type Person, person } from '../world.ts';
import { afterSubmission, closeTop, showCommandAnswer } from './answers.ts';
import { entry, type Filled, field, key, missing, stateOf } from './form.ts';
import { active, type ClickOptions, draftsOf, type Hands, roomFor, topView } from './hands.ts';
import { clicked, pressed, type Target } from './press.ts';

/** The actions of a person in the app. Each throws when Slack's own client would not let them do it. */
export interface Actor {
  readonly id: string;
  /** Types a slash command, `/schakel klaar 3`. `dm` is the direct conversation with the app. */
  command(channel: string, line: string): Promise<Delivery>;
  /** Presses a button (by its words or action id) that must stand in what this person sees, or behind “More …” there. */
  click(target: Target, button: string | RegExp, options?: ClickOptions): Promise<Delivery>;
  /** Chooses in a select, date picker, checkboxes or radio buttons, named by label, placeholder or action id. */
  select(target: Target, control: string | RegExp, choice: Filled, options?: Pick): Promise<Delivery>;
  /** A message shortcut from the menu of a message. */
  shortcut(callbackId: string, message: StoredMessage): Promise<Delivery>;
  /** Opens the app's Home. */
  openHome(): Promise<Delivery>;
  /** The modal in front of this person. */
  openView(): View;
  /** Whether a modal is open. */
  hasView(): boolean;
  /** Fills in the open modal, by label, block id or action id, and sends it. */
  submit(values?: Readonly<Record<string, Filled>>): Promise<Delivery>;
  /** Closes the open modal. `null` when the app did not ask to hear of it. */
  closeView(): Promise<Delivery | null>;
}

export function createActor(hands: Hands, userId: string): Actor {
  const { front } = hands;
  const who = (): Person => active(person(front.world, userId));
  return {
    id: userId,
    command: async (channel, line) => command(hands, who(), channel, line),
    click: async (target, button, options = {}) => clicked(hands, who(), target, button, options),
    select: async (target, control, choice, options = {}) =>
      pressed(hands, who(), target, control, { ...options, choice }),
    shortcut: async (callbackId, message) => shortcut(hands, who(), callbackId, message),
    openHome: async () => openHome(hands, who()),
    openView: () => topView(front, who()),
    hasView: () => (front.world.modals.get(userId) ?? []).length > 0,
    submit: async (values = {}) => submit(hands, who(), values),
    closeView: async () => closeView(hands, who()),
  };
}

async function command(hands: Hands, who: Person, channel: string, line: string): Promise<Delivery> {
  const { front, events, triggers, responseUrls } = hands;
  if (!line.startsWith('/')) throw new Error(`A slash command begins with a slash: ${line}`);
  if (who.isGuest !== false || who.isStranger)
    throw new Error(`${who.name} is a guest: Slack offers guests no slash commands`);
  const target = await roomFor(front, who, channel);
  if (target.isArchived) throw new Error(`${target.name} is archived: nobody can type there`);
  const url = responseUrls.issue(target, who.id, null);
  const payload = slashCommand(front.world, who, target, line, url, triggers);
  const got = await events.deliver({ type: 'slash_commands', payload });
  return showCommandAnswer(front, target, who.id, String(payload.command), got);
}

async function shortcut(
  hands: Hands,
  who: Person,
  callbackId: string,
  message: StoredMessage,
): Promise<Delivery> {
  const { front, events, triggers, responseUrls } = hands;
  const target = await roomFor(front, who, message.channel);
  const stored = target.byTs.get(message.ts);
  if (stored === undefined) throw new Error('That message is not there any more');
  const payload = {
    type: 'message_action',
    callback_id: callbackId,
    ...common(front.world, who),
    trigger_id: triggers.issue(who.id, null),
    response_url: responseUrls.issue(target, who.id, null),
    action_ts: front.world.nextTs(),
    message_ts: message.ts,
    channel: { id: target.id, name: channelName(target) },
    message: wire(front.world, target, stored, false),
  };
  return events.deliver({ type: 'interactive', payload });
}

async function openHome(hands: Hands, who: Person): Promise<Delivery> {
  const { world } = hands.front;
  const direct = await roomFor(hands.front, who, 'dm');
  const view = world.homes.get(who.id);
  return hands.events.tell({
    type: 'app_home_opened',
    user: who.id,
    channel: direct.id,
    tab: 'home',
    ...(view === undefined ? {} : { view }),
  });
}

async function submit(
  hands: Hands,
  who: Person,
  values: Readonly<Record<string, Filled>>,
): Promise<Delivery> {
  const { front, events, triggers } = hands;
  const view = topView(front, who);
  const drafts = draftsOf(hands, view);
  for (const [name, filled] of Object.entries(values)) {
    const found = field(view, name);
    drafts.set(key(found), entry(found.element, filled));
  }
  if (!view.submit) throw new Error('This form has no button to send it');
  const state = stateOf(view, drafts);
  const empty = missing(view, state);
  if (empty.length > 0)
    throw new Error(`Slack does not send the form while these are empty: ${empty.join(', ')}`);
  const payload = viewSubmission(front.world, who, view, state, triggers.issue(who.id, view.id));
  const envelope: Envelope = { type: 'interactive', payload };
  return afterSubmission(front, who.id, view, await events.deliver(envelope));
}

async function closeView(hands: Hands, who: Person): Promise<Delivery | null> {
  const view = topView(hands.front, who);
  closeTop(hands.front, who.id);
  if (view.notify_on_close !== true) return null;
  const payload = viewClosed(hands.front.world, who, view, stateOf(view, draftsOf(hands, view)));
  return hands.events.deliver({ type: 'interactive', payload });
}
