import { press } from './card.ts';
import { teamsId } from './config.ts';
import type { History } from './history.ts';
import type { Playground } from './playground.ts';
import type { TeamsProxy } from './proxy.ts';
import { bare, type Room, type Rooms, threadOf, under } from './rooms.ts';
import type { Doing } from './to-bot.ts';
import type { BotAnswer, Json, Message, StandInUser } from './types.ts';

/** What a person did: their message, and what the bot answered; null when the bot does not hear of it. */
export interface Said {
  readonly id: string;
  /** The conversation with the thread, to say more in it. */
  readonly conversation: string;
  readonly answer: BotAnswer | null;
}

/** The hands of the people. `userId` is an `aadObjectId` everywhere. */
export interface People {
  /** The conversation of this person with the bot; the same one every time. */
  personal(userId: string): Promise<string>;
  /** Types something. In a channel or group chat the bot hears it only with `mention`. */
  say(
    userId: string,
    conversation: string,
    text: string,
    options?: { readonly mention?: boolean },
  ): Promise<Said>;
  /** Presses a button of a card and returns what the bot answered. Throws when it is not there to press. */
  click(userId: string, messageId: string, title: string, inputs?: Json): Promise<BotAnswer>;
}

export interface PeopleParts {
  readonly users: readonly StandInUser[];
  readonly botId: string;
  readonly rooms: Rooms;
  readonly history: History;
  readonly playground: Playground;
  readonly proxy: TeamsProxy;
}

export function createPeople(parts: PeopleParts): People {
  const { rooms, history, playground, proxy } = parts;
  const inTurn = createTurns();
  const userOf = (id: string): StandInUser => {
    const user = parts.users.find((one) => one.aadObjectId === id);
    if (!user) throw new Error(`nobody with id ${id}`);
    return user;
  };
  const placeOf = (user: StandInUser, conversation: string): Room => {
    const room = rooms.find(conversation);
    if (!room?.members.includes(user))
      throw new Error(`${user.name} does not see conversation ${conversation}`);
    return room;
  };

  return {
    personal: async (userId) => {
      const user = userOf(userId);
      const known = rooms.all().find(({ kind, members }) => kind === 'personal' && members.includes(user));
      if (known) return known.id;
      const made = await playground.post('/_connector/v3/conversations', {
        members: [{ id: teamsId(user) }],
      });
      const id = String(made.id);
      rooms.add({ id, real: id, kind: 'personal', name: '', members: [user] });
      return id;
    },
    say: (userId, conversation, text, options = {}) =>
      proxy.during(async () => {
        const user = userOf(userId);
        const room = placeOf(user, conversation);
        const at = `<at>Schakel</at>`;
        const words = options.mention ? `${at} ${text}` : text;
        const mentions = options.mention ? [{ mentioned: { id: parts.botId }, text: at }] : [];
        const message = { from: { id: teamsId(user) }, text: words, textFormat: 'plain', mentions };
        const isHeard = room.kind === 'personal' || options.mention === true;
        const { doing, answer } = await inTurn(async () => {
          const sent = Promise.withResolvers<Doing>();
          const heard = isHeard ? proxy.toBot.expect((one) => isTyped(one, words), sent.promise) : null;
          const path = `/_conversation/v1/conversations/${under(room.real, conversation)}/messages`;
          const posted = await playground.post(path, message);
          const id = String(posted.messageId);
          const place =
            room.kind === 'channel' && threadOf(conversation) === null
              ? `${room.id};messageid=${id}`
              : conversation;
          rooms.keep(id, room);
          history.posted(place, id, userId, { text: words });
          sent.resolve({ user, room: room.id, id });
          return { doing: { id, conversation: place }, answer: heard };
        });
        return { ...doing, answer: await answer };
      }),
    click: (userId, messageId, title, inputs) =>
      proxy.during(async () => {
        const user = userOf(userId);
        const message = history.find(messageId);
        const room = message && placeOf(user, message.conversation);
        if (!message || !room) throw new Error(`no message ${messageId}`);
        const { action, data } = press(message.attachments, title, inputs);
        const where = { conversation: { id: placeFor(room, message) }, from: { id: teamsId(user) } };
        const about = { ...where, replyToId: messageId };
        const doing = Promise.resolve({ user, room: room.id });
        if (action.type === 'Action.Execute') {
          const { type, id, verb } = action;
          const value = { action: { type, id, title, verb, data }, trigger: 'manual' };
          const answer = proxy.toBot.expect((one) => isAbout(one, 'invoke', messageId), doing);
          await playground
            .post('/_conversation/v1/invoke', { ...about, name: 'adaptiveCard/action', value })
            .catch(ignored);
          return answer;
        }
        if (action.type !== 'Action.Submit') throw new Error(`'${title}' does not reach the bot`);
        const answer = proxy.toBot.expect((one) => isAbout(one, 'message', messageId), doing);
        await playground.post('/_conversation/v1/submit', { ...about, value: data });
        return answer;
      }),
  };
}

/** The Playground answers an invoke with what the bot answered; a refusal of the bot is no mistake of ours. */
function ignored(): void {}

function isTyped(activity: Json, words: string): boolean {
  return activity.type === 'message' && activity.text === words && activity.replyToId === undefined;
}

function isAbout(activity: Json, type: string, messageId: string): boolean {
  return activity.type === type && activity.replyToId === messageId;
}

/** Where the Playground keeps a message: in a channel in the thread that it is in or starts. */
function placeFor(room: Room, message: Message): string {
  return room.kind === 'channel' ? `${room.real};messageid=${message.thread ?? message.id}` : bare(room.real);
}

/** One at a time: who said what can be told apart by the order in which the bot hears it. */
function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(ignored);
    return turn;
  };
}
