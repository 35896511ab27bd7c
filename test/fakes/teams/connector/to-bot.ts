import { teamsId } from '../config.ts';
import type { InFlight } from '../people/in-flight.ts';
import { bare, type Room, type Rooms, threadOf, under } from '../people/rooms.ts';
import type { BotAnswer, Json, StandInUser } from '../types.ts';
import { type Answer, ask, parsed } from './http.ts';

/** The person who really did what the Playground is about to tell the bot, and where. */
export interface Doing {
  readonly user: StandInUser;
  readonly room: Room;
  /** The id the activity must have. */
  readonly id?: string;
}

/** The way from the Playground to the bot. */
export interface ToBot {
  connect(botUrl: string): void;
  /**
   * Waits for the next activity from the Playground that is like this. `cause` makes the Playground send it, and tells
   * as soon as it knows who does what.
   */
  hears(isIt: (activity: Json) => boolean, cause: (tell: (doing: Doing) => void) => Promise<unknown>): Heard;
  /** An activity that the Playground sent. */
  receive(activity: Json): Promise<Answer>;
  /** Straight to the bot, for what the Playground does not do. */
  deliver(activity: Json, doing: Doing): Promise<BotAnswer>;
  /** The last activity once more. `changes` for what the other time is different; `authorization` for another token. */
  again(changes: Json, authorization?: string): Promise<BotAnswer>;
}

export interface Heard {
  /** Resolves when the activity has come by, or never will. */
  readonly arrived: Promise<void>;
  /** Rejects when the Playground refuses before the bot has heard of it. */
  readonly answer: Promise<BotAnswer>;
}

interface Expected {
  readonly isIt: (activity: Json) => boolean;
  readonly doing: Promise<Doing>;
  readonly arrived: () => void;
  readonly answered: (answer: BotAnswer) => void;
}

export function createToBot(
  rooms: Rooms,
  inFlight: InFlight,
  token: () => string,
  serviceUrl: string,
): ToBot {
  let bot: string | null = null;
  let last: Json = {};
  const expected: Expected[] = [];
  const send = async (activity: Json, authorization = `Bearer ${token()}`): Promise<Answer> => {
    if (bot === null) return refused('no bot is connected');
    last = { ...activity, serviceUrl };
    const body = JSON.stringify(last);
    const work = ask('POST', bot, body, authorization === '' ? {} : { authorization });
    return inFlight.during(() => work.catch((error: unknown) => refused(String(error))));
  };
  return {
    connect: (botUrl) => {
      bot = botUrl;
    },
    hears: (isIt, cause) => {
      const doing = Promise.withResolvers<Doing>();
      const arrived = Promise.withResolvers<void>();
      const answer = Promise.withResolvers<BotAnswer>();
      const one = { isIt, doing: doing.promise, arrived: arrived.resolve, answered: answer.resolve };
      expected.push(one);
      cause(doing.resolve).catch((error: unknown) => {
        if (!expected.includes(one)) return;
        expected.splice(expected.indexOf(one), 1);
        arrived.resolve();
        answer.reject(error);
      });
      return { arrived: arrived.promise, answer: answer.promise };
    },
    receive: async (activity) => {
      const index = expected.findIndex(({ isIt }) => isIt(activity));
      const [found] = index < 0 ? [] : expected.splice(index, 1);
      found?.arrived();
      const answer = await send(found ? doneBy(activity, await found.doing) : placed(activity, rooms));
      found?.answered(answerOf(answer));
      return answer;
    },
    deliver: async (activity, doing) => answerOf(await send(doneBy(activity, doing))),
    again: async (changes, authorization) => answerOf(await send({ ...last, ...changes }, authorization)),
  };
}

function refused(why: string): Answer {
  return { status: 502, headers: {}, body: why };
}

function answerOf(answer: Answer): BotAnswer {
  return { status: answer.status, body: parsed(answer.body) };
}

/** Rewrites the activity as done by this person, in the conversation that they did it in. */
function doneBy(activity: Json, { user, room, id }: Doing): Json {
  const { name, aadObjectId } = user;
  const told = { ...activity, from: { id: teamsId(user), name, aadObjectId } };
  return inRoom(id === undefined ? told : { ...told, id }, room);
}

/** Somebody at the page acts in the conversation of the message that they answer. */
function placed(activity: Json, rooms: Rooms): Json {
  const { id } = (activity.conversation ?? {}) as Json;
  const room = rooms.of(String(activity.replyToId ?? threadOf(String(id)) ?? ''));
  return room ? inRoom(activity, room) : activity;
}

/** Everything in an activity that names the conversation of the Playground, as the bot knows it. */
function inRoom(activity: Json, room: Room): Json {
  const renamed = (id: unknown) => (bare(String(id)) === room.real ? under(room.id, String(id)) : id);
  const withId = (named: unknown) => {
    const { id, name, ...rest } = named as Json;
    const called = name === undefined ? {} : { name: renamed(id) === id ? name : room.name };
    return { ...rest, id: renamed(id), ...called };
  };
  const data = (activity.channelData ?? {}) as Json;
  const { channel, teamsChannelId, settings } = data as Readonly<Record<string, Json | undefined>>;
  return {
    ...activity,
    conversation: withId(activity.conversation),
    channelData: {
      ...data,
      ...(channel ? { channel: withId(channel) } : {}),
      ...(teamsChannelId ? { teamsChannelId: renamed(teamsChannelId) } : {}),
      ...(settings?.selectedChannel
        ? { settings: { selectedChannel: withId(settings.selectedChannel) } }
        : {}),
    },
  };
}
