import { buttons, press, type Shown, toggled } from '../card/card.ts';
import { teamsId } from '../config.ts';
import { asHtml } from '../connector/sent.ts';
import type { BotAnswer, Json, Message, StandInUser } from '../types.ts';
import { type Dialog, openDialog } from './dialog.ts';
import { type Hands, placeOf, seen, userOf } from './hands.ts';
import { under } from './rooms.ts';

/** Everything that people press on messages of the bot. Throws for what they could not do themselves. */
export interface Pressing {
  /**
   * Presses a button of a card after filling in its inputs, and returns what the bot answered. Null for a button that
   * only shows or hides something on the card of this person.
   */
  click(userId: string, messageId: string, title: string, inputs?: Json): Promise<BotAnswer | null>;
  /** Presses a button that opens a dialog, and returns what it shows. */
  open(userId: string, messageId: string, title: string): Promise<Dialog>;
  /** Takes a command of the app from the menu of a message, and returns the dialog it opens. */
  menu(userId: string, messageId: string, commandId: string): Promise<Dialog>;
  /** Whether that button opens a dialog. */
  opensDialog(userId: string, messageId: string, title: string): boolean;
  /** The titles of the buttons that this person sees there. */
  buttons(userId: string, messageId: string): readonly string[];
}

export function createPressing(hands: Hands): Pressing {
  const shownTo = new Map<string, Shown>();
  const keyOf = (userId: string, { id, updates }: Message) => `${userId} ${id} ${updates}`;
  const shown = (userId: string, message: Message): Shown => shownTo.get(keyOf(userId, message)) ?? new Map();

  return {
    buttons: (userId, messageId) => {
      const { message } = seen(hands, userOf(hands, userId), messageId);
      return buttons(message.attachments, shown(userId, message));
    },
    opensDialog: (userId, messageId, title) => {
      const { message } = seen(hands, userOf(hands, userId), messageId);
      return isDialog(press(message.attachments, title, {}, shown(userId, message)).data);
    },
    click: async (userId, messageId, title, inputs) => {
      const user = userOf(hands, userId);
      const { message } = seen(hands, user, messageId);
      const { action, data } = press(message.attachments, title, inputs, shown(userId, message));
      if (action.type === 'Action.ToggleVisibility') {
        const after = toggled(message.attachments, action, shown(userId, message));
        shownTo.set(keyOf(userId, message), after);
        return null;
      }
      if (isDialog(data)) throw new Error(`'${title}' opens a dialog`);
      return hands.proxy.during(() => send(hands, user, messageId, action, data));
    },
    open: async (userId, messageId, title) => {
      const { message, room } = seen(hands, userOf(hands, userId), messageId);
      const { data } = press(message.attachments, title, {}, shown(userId, message));
      if (!isDialog(data)) throw new Error(`'${title}' opens no dialog`);
      const conversation = under(room.id, placeOf(room, message));
      return openDialog(
        hands,
        { userId, conversation, of: 'task', about: { replyToId: messageId } },
        { data },
      );
    },
    menu: async (userId, messageId, commandId) => {
      const { message, room } = seen(hands, userOf(hands, userId), messageId);
      const content = { contentType: 'html', content: asHtml(message.text) };
      const value = {
        commandId,
        commandContext: 'message',
        messagePayload: { id: messageId, body: content, replyToId: message.thread },
      };
      const conversation = under(room.id, placeOf(room, message));
      return openDialog(hands, { userId, conversation, of: 'composeExtension', about: {} }, value);
    },
  };
}

/** A button that asks the bot for a dialog. */
function isDialog(data: Json): boolean {
  return (data.msteams as Json | undefined)?.type === 'task/fetch';
}

/** Through the Playground, as its page does. */
async function send(
  hands: Hands,
  user: StandInUser,
  messageId: string,
  action: Json,
  data: Json,
): Promise<BotAnswer> {
  const { message, room } = seen(hands, user, messageId);
  const { type, id, verb, title } = action;
  const about = {
    conversation: { id: placeOf(room, message) },
    from: { id: teamsId(hands.seats.seatOf(user)) },
    replyToId: messageId,
  };
  const isExecute = type === 'Action.Execute';
  if (!isExecute && type !== 'Action.Submit') throw new Error(`'${String(title)}' does not reach the bot`);
  const invoke = {
    name: 'adaptiveCard/action',
    value: { action: { type, id, title, verb, data }, trigger: 'manual' },
  };
  return hands.proxy.toBot.hears(
    (one) => one.type === (isExecute ? 'invoke' : 'message') && one.replyToId === messageId,
    (tell) => {
      tell({ user, room });
      const path = `/_conversation/v1/${isExecute ? 'invoke' : 'submit'}`;
      return hands.playground.post(path, { ...about, ...(isExecute ? invoke : { value: data }) });
    },
  ).answer;
}
