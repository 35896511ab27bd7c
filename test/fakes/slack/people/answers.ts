import { contentError } from '../content.ts';
import { record, text } from '../events/read.ts';
import { answerInChannel } from '../events/response-url.ts';
import type { Front } from '../front.ts';
import { addMessage } from '../rooms/rooms.ts';
import type { Delivery, Json, View } from '../types.ts';
import { LIMITS } from '../web-api/limits.ts';
import { replace, show, viewError } from '../web-api/views.ts';
import type { Room } from '../world.ts';

/** Slackbot speaks when the app did not answer. */
const SLACK = 'USLACKBOT';

/** The content of an acknowledgement: JSON, plain words, or nothing. */
function contentOf(body: string): Json | null {
  if (body.trim() === '') return null;
  try {
    return record(JSON.parse(body));
  } catch {
    return { text: body };
  }
}

/** Shows what a slash command answered, or Slack's own words when it failed. */
export function showCommandAnswer(
  front: Front,
  room: Room,
  userId: string,
  command: string,
  got: Delivery,
): Delivery {
  if (!got.acknowledgedInTime) {
    const reason = got.status === 0 ? 'operation_timeout' : `http_status_${got.status}`;
    const words = `${command} failed with the error "${reason}"`;
    addMessage(room, { ts: front.world.nextTs(), author: SLACK, text: words, ephemeralFor: userId });
    return got;
  }
  const content = contentOf(got.body);
  if (content === null || (content.text === undefined && content.blocks === undefined)) return got;
  const error = contentError(content, LIMITS.message.text) ?? answerInChannel(front, room, userId, content);
  return error.ok === true ? got : { ...got, refused: text(error.error) };
}

/** Does with the modal what the app answered to its submission. */
export async function afterSubmission(
  front: Front,
  userId: string,
  view: View,
  got: Delivery,
): Promise<Delivery> {
  if (!got.acknowledgedInTime) return got;
  const content = contentOf(got.body) ?? {};
  const action = text(content.response_action);
  if (action === 'errors') return withErrors(view, got, record(content.errors));
  if (action === 'clear') front.world.modals.delete(userId);
  else if (action === '') closeTop(front, userId);
  else return shownNext(front, userId, view, got, action, record(content.view));
  return got;
}

function withErrors(view: View, got: Delivery, errors: Json): Delivery {
  const known = new Set(view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id));
  const stray = Object.keys(errors).find((id) => !known.has(id));
  const told = Object.fromEntries(Object.entries(errors).map(([id, words]) => [id, text(words)]));
  return stray === undefined
    ? { ...got, errors: told }
    : { ...got, errors: told, refused: `no input block ${stray}` };
}

async function shownNext(
  front: Front,
  userId: string,
  view: View,
  got: Delivery,
  action: string,
  next: Json,
): Promise<Delivery> {
  const error = viewError(next);
  if (error !== null) return { ...got, refused: JSON.stringify(error) };
  const answer =
    action === 'push'
      ? await show(front, userId, next, 'views.push', view.id)
      : await replace(front, userId, view, next);
  return answer.ok === true ? got : { ...got, refused: text(answer.error) };
}

export function closeTop(front: Front, userId: string): void {
  const stack = front.world.modals.get(userId) ?? [];
  if (stack.length > 1) front.world.modals.set(userId, stack.slice(0, -1));
  else front.world.modals.delete(userId);
}
