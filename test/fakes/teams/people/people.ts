import { randomUUID } from 'node:crypto';
import { teamsId } from '../config.ts';
import type { BotAnswer, Json } from '../types.ts';
import { dataOf, type Hands, merged, roomOf, template, userOf } from './hands.ts';
import { under } from './rooms.ts';
import { createMouth, type Said } from './say.ts';

/** The events that happen in Teams by itself, as the Playground knows them. */
export type Happening =
  | 'install'
  | 'uninstall'
  | 'botAdded'
  | 'botRemoved'
  | 'userAdded'
  | 'userRemoved'
  | 'channelCreated'
  | 'channelRenamed'
  | 'channelDeleted'
  | 'teamRenamed'
  | 'teamDeleted';

/** `userId` is an `aadObjectId` everywhere. Who cannot see a conversation can do nothing in it: that throws. */
export interface People {
  /** The conversation of this person with the bot; the same one every time. Throws for somebody of another tenant. */
  personal(userId: string): Promise<string>;
  /** The same conversation, when there is one; else null. */
  chatOf(userId: string): string | null;
  /** Types something. In a channel or group chat the bot hears it only when it is mentioned. */
  say(
    userId: string,
    conversation: string,
    text: string,
    options?: { readonly mention?: boolean },
  ): Promise<Said>;
  /** Something happens, by this person: the bot hears it. `changes` for what is different this time. */
  happens(userId: string, conversation: string, what: Happening, changes?: Json): Promise<BotAnswer>;
  /** Any activity, by this person: `activity` over what every activity has. */
  activity(userId: string, conversation: string, activity: Json): Promise<BotAnswer>;
  /** An invoke, by this person, with the bot's answer. Goes to the bot directly: the Playground drops its answer. */
  invoke(userId: string, conversation: string, name: string, value: Json, more?: Json): Promise<BotAnswer>;
}

export function createPeople(hands: Hands): People {
  const say = createMouth(hands);
  const { proxy } = hands;
  const make = async (userId: string, conversation: string, changes: Json, like?: Happening) => {
    const user = userOf(hands, userId);
    const room = roomOf(hands, user, conversation);
    const base = await template(hands, under(room.real, conversation), like);
    const activity = merged(like ? base : { ...base, channelData: dataOf(hands, room) }, changes);
    return { activity: { ...activity, id: activity.id ?? randomUUID() } as Json, doing: { user, room } };
  };
  const happen = (userId: string, conversation: string, changes: Json, like?: Happening) =>
    proxy.during(async () => {
      const { activity, doing } = await make(userId, conversation, changes, like);
      const heard = proxy.toBot.hears(
        ({ id }) => id === activity.id,
        (tell) => {
          tell(doing);
          return hands.playground.post('/_internal/v1/customActivities', activity);
        },
      );
      return heard.answer;
    });
  return {
    personal: (userId) => personal(hands, userId),
    chatOf: (userId) => hands.rooms.chatOf(userOf(hands, userId))?.id ?? null,
    say: (userId, conversation, text, options = {}) =>
      proxy.during(() => say(userId, conversation, text, options.mention === true)),
    happens: (userId, conversation, what, changes = {}) => happen(userId, conversation, changes, what),
    activity: happen,
    invoke: (userId, conversation, name, value, more = {}) =>
      proxy.during(async () => {
        const changes = { ...more, type: 'invoke', name, value };
        const { activity, doing } = await make(userId, conversation, changes);
        return proxy.toBot.deliver(activity, doing);
      }),
  };
}

async function personal(hands: Hands, userId: string): Promise<string> {
  const user = userOf(hands, userId);
  if (user.tenantId) throw new Error(`${user.name} is of another tenant`);
  const known = hands.rooms.chatOf(user);
  if (known) return known.id;
  const members = [{ id: teamsId(hands.seats.seatOf(user)) }];
  const { id } = await hands.playground.post('/_connector/v3/conversations', { members });
  return hands.rooms.chat(user, String(id)).id;
}
