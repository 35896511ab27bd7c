import { teamsId } from '../config.ts';
import { asSent } from '../connector/sent.ts';
import type { BotAnswer, Json, StandInUser } from '../types.ts';
import { type Hands, roomOf, userOf } from './hands.ts';
import { type Room, threadOf, under } from './rooms.ts';

/** A message that somebody wrote. */
export interface Said {
  readonly id: string;
  /** The conversation with the thread, to say more in it. */
  readonly conversation: string;
  /** Null when the bot does not hear of it. */
  readonly answer: BotAnswer | null;
}

interface Words {
  readonly user: StandInUser;
  readonly room: Room;
  readonly conversation: string;
  readonly words: string;
  /** The same, as Teams sends it to a bot. */
  readonly text: string;
  readonly isMention: boolean;
}

const AT = '<at>Schakel</at>';

/**
 * How people type. One at a time until the bot hears it: the Playground takes everybody for the person at its page, so
 * who said what is told apart by the order.
 */
export function createMouth(hands: Hands) {
  let last: Promise<unknown> = Promise.resolve();
  return async (userId: string, conversation: string, words: string, isMention: boolean): Promise<Said> => {
    const user = userOf(hands, userId);
    const room = roomOf(hands, user, conversation);
    const text = isMention ? `${AT} ${asSent(words)}` : asSent(words);
    const turn = last.then(() => say(hands, { user, room, conversation, words, text, isMention }));
    last = turn.catch(() => undefined);
    const { said, answer } = await turn;
    return { ...said, answer: await answer };
  };
}

type Place = Omit<Said, 'answer'>;
interface Spoken {
  readonly said: Place;
  readonly answer: Promise<BotAnswer> | null;
}

async function say(hands: Hands, words: Words): Promise<Spoken> {
  const { user, room, isMention, text } = words;
  if (room.kind !== 'personal' && !isMention) return { said: await type(hands, words), answer: null };
  const typed = Promise.withResolvers<Place>();
  const heard = hands.proxy.toBot.hears(
    (activity) => activity.type === 'message' && activity.text === text && activity.replyToId === undefined,
    async (tell) => {
      const said = await type(hands, words);
      tell({ user, room, id: said.id });
      typed.resolve(said);
    },
  );
  heard.answer.catch(typed.reject);
  const said = await typed.promise;
  await heard.arrived;
  return { said, answer: heard.answer };
}

async function type(
  hands: Hands,
  { user, room, conversation, words, text, isMention }: Words,
): Promise<Place> {
  const place = encodeURIComponent(under(room.real, conversation));
  const mentions = isMention ? [{ mentioned: { id: hands.tenant.botId }, text: AT }] : [];
  const message: Json = {
    from: { id: teamsId(hands.seats.seatOf(user)) },
    text,
    textFormat: 'plain',
    mentions,
  };
  const { messageId } = await hands.playground.post(
    `/_conversation/v1/conversations/${place}/messages`,
    message,
  );
  const id = String(messageId);
  const isThread = room.kind === 'channel' && threadOf(conversation) === null;
  const said = { id, conversation: isThread ? `${room.id};messageid=${id}` : conversation };
  hands.rooms.keep(id, room);
  hands.history.posted(said.conversation, id, user.aadObjectId, {
    text: isMention ? `${AT} ${words}` : words,
  });
  return said;
}
