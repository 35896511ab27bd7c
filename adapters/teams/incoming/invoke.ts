import { createHash } from 'node:crypto';
import { z } from 'zod';
import { comesBack, typedIn } from '../../../src/app/forms/typed-back.ts';
import type { Outcome, Request, Values } from '../../../src/app/inbound.ts';
import {
  type Document,
  documentWords,
  type Field,
  type FieldErrors,
  type Form,
} from '../../../src/ports/document.ts';
import { cut, plain } from '../../../src/text/words/plain.ts';
import { say } from '../../../src/text/words/translate.ts';
import { type AdaptiveCard, cardAttachment } from '../outgoing/card.ts';
import { renderForm, renderFormCard, renderTyped } from '../outgoing/render-form.ts';
import { renderMessage } from '../render.ts';
import type { TeamsActivity } from './activity.ts';
import { readPressed, readSubmitted, type Submitted } from './form-state.ts';
import { giveReply, handleRequest, type InboundDeps, inboundOf, inPlace, type Where } from './reply.ts';
import { plainText } from './typed.ts';

/** The response that Teams waits for: within 5 s, or the person reads that something went wrong. */
export interface InvokeResponse {
  readonly status: number;
  readonly body?: unknown;
}
const TITLE_LENGTH = 80;

/** Buttons of cards, dialogs, and the menu of a message. Null: no invoke of ours. */
export async function invoked(
  deps: InboundDeps,
  activity: TeamsActivity,
  where: Where,
): Promise<InvokeResponse> {
  switch (activity.name) {
    case 'adaptiveCard/action':
      return pressed(deps, activity, where);
    case 'task/fetch':
      return dialog(deps, activity, where, taskResponse);
    case 'task/submit':
      return submitted(deps, activity, where, taskResponse);
    case 'composeExtension/fetchTask':
      return fromMessage(deps, activity, where);
    case 'composeExtension/submitAction':
      return submitted(deps, activity, where, taskResponse);
    default:
      return { status: 501 };
  }
}

const ExecuteSchema = z.object({
  action: z.object({ verb: z.string().max(200).default(''), data: z.unknown() }),
});
const TaskSchema = z.object({ data: z.unknown() });

/** Action.Execute: a button, or a form that stands as a card in the personal chat. */
async function pressed(deps: InboundDeps, activity: TeamsActivity, where: Where): Promise<InvokeResponse> {
  const { verb, data } = ExecuteSchema.safeParse(activity.value).data?.action ?? { verb: '', data: null };
  const sent = verb === 'submit' ? readSubmitted(data) : null;
  if (sent) {
    const outcome = await submit(deps, where, sent);
    const back = await givenBack(deps, where, sent, outcome);
    if (back) return card('form' in back ? renderFormCard(back.form, sent.channel, back.errors) : back.words);
    // Where it was pressed, never where the form says: that is a claim, and in another room others would read it.
    return message(await inPlace(deps, where, outcome, sent.channel));
  }
  const outcome = await handleRequest(deps, inboundOf(where, keyOf(activity), pressedRequest(verb, data)));
  return message(await inPlace(deps, where, outcome));
}

/** Reads what a button asks. A value that is not ours asks for a command that does not exist, and is refused so. */
function pressedRequest(verb: string, data: unknown): Request {
  const found = readPressed(verb, data);
  if (!found) return { type: 'command', command: '', args: {} };
  return found.kind === 'form'
    ? { type: 'form', form: found.name, args: found.args }
    : { type: 'command', command: found.name, args: found.args };
}

type Respond = (
  deps: InboundDeps,
  where: Where,
  outcome: Outcome,
  form: FormShown,
) => Promise<InvokeResponse>;
interface FormShown {
  readonly channel: string | null;
}

async function dialog(
  deps: InboundDeps,
  activity: TeamsActivity,
  where: Where,
  respond: Respond,
): Promise<InvokeResponse> {
  const { data } = TaskSchema.safeParse(activity.value).data ?? { data: null };
  const outcome = await handleRequest(deps, inboundOf(where, keyOf(activity), pressedRequest('', data)));
  return respond(deps, where, outcome, { channel: where.channel });
}

/** The menu of a message: the agreement starts with its first words, which the person then edits. */
async function fromMessage(
  deps: InboundDeps,
  activity: TeamsActivity,
  where: Where,
): Promise<InvokeResponse> {
  const payload = z
    .object({ messagePayload: z.object({ body: z.object({ content: z.string() }) }) })
    .safeParse(activity.value).data;
  const suggestedTitle = cut(plainText(payload?.messagePayload.body.content ?? ''), TITLE_LENGTH);
  const args = { fromMessage: 1, ...(suggestedTitle ? { suggestedTitle } : {}) };
  const request: Request = { type: 'form', form: 'agreement.create', args };
  const outcome = await handleRequest(deps, inboundOf(where, keyOf(activity), request));
  return taskResponse(deps, where, outcome, { channel: where.channel });
}

async function submitted(
  deps: InboundDeps,
  activity: TeamsActivity,
  where: Where,
  respond: Respond,
): Promise<InvokeResponse> {
  const { data } = TaskSchema.safeParse(activity.value).data ?? { data: null };
  const sent = readSubmitted(data);
  if (!sent)
    return respond(deps, where, await handleRequest(deps, unknown(where, activity)), {
      channel: where.channel,
    });
  const outcome = await submit(deps, where, sent);
  const back = await givenBack(deps, where, sent, outcome);
  if (!back) return respond(deps, where, outcome, sent);
  return 'form' in back
    ? task(back.form, sent.channel, back.errors)
    : shown(say(where.language, 'teams.typedTitle'), back.words);
}

/**
 * A form that came to nothing: the form itself, filled in as it was and with the reason above it; where it can not be opened any more, the reason and the words that were typed. Null: there is nothing to give back.
 */
async function givenBack(
  deps: InboundDeps,
  where: Where,
  sent: Submitted,
  outcome: Outcome,
): Promise<{ form: Form; errors: FieldErrors } | { words: AdaptiveCard } | null> {
  if (!outcome.errors && !comesBack(outcome, sent.values)) return null;
  const again = await formAgain(deps, where, sent);
  const reason = outcome.reply ?? again.reply;
  const errors = outcome.errors ?? (reason ? { '': documentWords(reason) } : {});
  if (again.form) return { form: again.form, errors };
  const typed = typedIn(sent.values);
  return reason && typed.length > 0 ? { words: renderTyped(reason, typed, where.language) } : null;
}

function unknown(where: Where, activity: TeamsActivity): ReturnType<typeof inboundOf> {
  return inboundOf(where, keyOf(activity), { type: 'command', command: '', args: {} });
}

/** The same form sent with the same content is the same request, however often it comes, and under whatever id. */
async function submit(deps: InboundDeps, where: Where, sent: Submitted): Promise<Outcome> {
  const key = createHash('sha256')
    .update(JSON.stringify([where.user, sent]))
    .digest('base64url');
  const { command, args, values, channel } = sent;
  return handleRequest(deps, inboundOf(where, key, { type: 'submit', command, args, values }, channel));
}

/** The form that was sent, with what was filled in, to be shown again with its errors; or why it cannot be opened. */
async function formAgain(deps: InboundDeps, where: Where, sent: Submitted): Promise<Outcome> {
  const request: Request = { type: 'form', form: sent.command, args: sent.args };
  const inbound = inboundOf(where, `again:${Math.random()}`, request, sent.channel);
  const { form, reply } = await handleRequest(deps, inbound);
  if (!form) return reply ? { reply } : {};
  return { form: { ...form, fields: form.fields.map((field) => withValue(field, filledIn(sent, field))) } };
}

/** A day, where none was typed, is the one that was picked. */
function filledIn({ values }: Submitted, { kind, name }: Field): Values[string] | undefined {
  return kind === 'date' && !values[name] ? values[`${name}Picked`] : values[name];
}

function withValue(field: Field, value: Values[string] | undefined): Field {
  if (value === undefined || value === '' || field.kind === 'member') return field;
  return { ...field, value } as Field;
}

/** Shows next in a dialog a form, or words. What can be pressed in a reply stands in the chat as well. */
async function taskResponse(
  deps: InboundDeps,
  where: Where,
  outcome: Outcome,
  { channel }: FormShown,
): Promise<InvokeResponse> {
  if (outcome.form) return task(outcome.form, channel);
  const { reply } = outcome;
  if (reply && isPressed(reply)) await giveReply(deps, where, renderMessage(reply, {}));
  const words = outcome.reply ? documentWords(outcome.reply) : say(where.language, 'teams.done');
  return { status: 200, body: { task: { type: 'message', value: words } } };
}

/** A dialog of words has no buttons, and no address in it can be followed. */
function isPressed({ blocks }: Document): boolean {
  return blocks.some(
    (block) =>
      block.kind === 'actions' ||
      (block.kind === 'text' && block.text.some((one) => typeof one !== 'string' && 'address' in one)),
  );
}

function task(form: Form, channel: string | null, errors?: FieldErrors): InvokeResponse {
  return shown(form.title, renderForm(form, channel, errors));
}

function shown(title: string, content: AdaptiveCard): InvokeResponse {
  const value = { title: plain(title), width: 'medium', height: 'large', card: cardAttachment(content) };
  return { status: 200, body: { task: { type: 'continue', value } } };
}

function message(words: string): InvokeResponse {
  return {
    status: 200,
    body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: words },
  };
}

function card(content: AdaptiveCard): InvokeResponse {
  return {
    status: 200,
    body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: content },
  };
}

function keyOf(activity: TeamsActivity): string {
  return `${activity.conversation.id}:${activity.id ?? ''}`;
}
