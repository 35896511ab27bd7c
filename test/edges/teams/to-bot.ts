import { teamsId } from './config.ts';
import { type Answer, ask, parsed } from './http.ts';
import type { InFlight } from './in-flight.ts';
import { type Rooms, threadOf, under } from './rooms.ts';
import type { BotAnswer, Json, StandInUser } from './types.ts';

/** Who really did what the Playground is about to tell the bot, and where. */
export interface Doing {
  readonly user: StandInUser;
  /** The conversation as the bot knows it. */
  readonly room: string;
  /** The id the activity must have. */
  readonly id?: string;
}

/** From the Playground to the bot. */
export interface ToBot {
  connect(botUrl: string): void;
  /** What the bot answers to the next activity from the Playground that is like this. Ask it before causing it. */
  expect(isIt: (activity: Json) => boolean, doing: Promise<Doing>): Promise<BotAnswer>;
  /** An activity that the Playground sent. */
  receive(activity: Json): Promise<Answer>;
  /** Straight to the bot, for what the Playground does not do. */
  deliver(activity: Json, authorization?: string): Promise<BotAnswer>;
  /** The activities the bot got, oldest first. */
  delivered(): readonly Json[];
}

interface Expected {
  readonly isIt: (activity: Json) => boolean;
  readonly doing: Promise<Doing>;
  readonly answered: (answer: BotAnswer) => void;
}

export function createToBot(
  rooms: Rooms,
  inFlight: InFlight,
  token: () => string,
  serviceUrl: string,
): ToBot {
  let bot: string | null = null;
  const expected: Expected[] = [];
  const delivered: Json[] = [];
  const send = async (activity: Json, authorization = `Bearer ${token()}`): Promise<Answer> => {
    if (bot === null) return { status: 502, headers: {}, body: '' };
    const told = { ...activity, serviceUrl };
    delivered.push(told);
    const address = bot;
    return inFlight.during(() => ask('POST', address, JSON.stringify(told), { authorization }));
  };
  return {
    connect: (botUrl) => {
      bot = botUrl;
    },
    expect: (isIt, doing) => {
      const { promise, resolve } = Promise.withResolvers<BotAnswer>();
      expected.push({ isIt, doing, answered: resolve });
      return promise;
    },
    receive: async (activity) => {
      const index = expected.findIndex(({ isIt }) => isIt(activity));
      const [found] = index < 0 ? [] : expected.splice(index, 1);
      const answer = await send(found ? doneBy(activity, await found.doing) : placed(activity, rooms)).catch(
        (error: unknown): Answer => ({ status: 502, headers: {}, body: String(error) }),
      );
      found?.answered(answerOf(answer));
      return answer;
    },
    deliver: async (activity, authorization) => answerOf(await send(activity, authorization)),
    delivered: () => delivered,
  };
}

function answerOf(answer: Answer): BotAnswer {
  return { status: answer.status, body: parsed(answer.body) };
}

/** As it would be from this person, in the conversation that they did it in. */
function doneBy(activity: Json, doing: Doing): Json {
  const { name, aadObjectId } = doing.user;
  const told = { ...activity, from: { id: teamsId(doing.user), name, aadObjectId } };
  return inRoom(doing.id === undefined ? told : { ...told, id: doing.id }, doing.room);
}

/** By somebody at the page: the room is that of the message that it answers. */
function placed(activity: Json, rooms: Rooms): Json {
  const conversation = String((activity.conversation as Json | undefined)?.id ?? '');
  const about = String(activity.replyToId ?? threadOf(conversation) ?? '');
  const room = rooms.of(about);
  return room ? inRoom(activity, room.id) : activity;
}

/** Everything in an activity that names its channel, as the bot knows it. */
function inRoom(activity: Json, room: string): Json {
  const conversation = (activity.conversation ?? {}) as Json;
  const data = (activity.channelData ?? {}) as Json;
  const channel = data.channel as Json | undefined;
  return {
    ...activity,
    conversation: { ...conversation, id: under(room, String(conversation.id ?? '')) },
    channelData: {
      ...data,
      ...(channel ? { channel: { ...channel, id: room } } : {}),
      ...(data.teamsChannelId ? { teamsChannelId: room } : {}),
    },
  };
}
