import type { ModalView } from '@slack/types';
import type { Inbound, Outcome, UseCases } from '../../../src/app/inbound.ts';
import type { Log } from '../../../src/app/request-context.ts';
import type { Document, Form } from '../../../src/ports/document.ts';
import type { Installations } from '../../../src/ports/installations.ts';
import { sorry } from '../../../src/text/sorry.ts';
import type { Respond } from '../client.ts';
import type { Clients } from '../connection/clients.ts';
import { codeOf, failureOf } from '../errors.ts';
import { renderForm, renderReply } from '../outgoing/render-form.ts';
import { renderMessage } from '../render.ts';

export interface InboundDeps {
  readonly useCases: UseCases;
  readonly clients: Clients;
  /** Where workspaces install the app themselves. */
  readonly installations: Installations | null;
  /** Posts to a response_url, to Slack's own host only. */
  readonly respond: Respond;
  readonly log: Log;
}

/** Where somebody acted, and so where the reply goes. */
export interface Where {
  /** The workspace the app speaks in. */
  readonly team: string;
  readonly user: string;
  readonly triggerId: string;
  /** The conversation it was typed or pressed in; null for the home page. */
  readonly channel: string | null;
  readonly responseUrl?: string | undefined;
  /** The modal it was pressed in; the one with the other buttons of a card gives way to the reply. */
  readonly modal?: { readonly id: string; readonly isMenu: boolean } | undefined;
}

/** Direct conversations (`D…`) are no rooms of a case. */
export function roomOf(channel: string | null): string | null {
  return channel?.startsWith('D') ? null : channel;
}

/**
 * The workspace the app is installed in, whatever workspace the person belongs to. Who sends a form from elsewhere
 * (Slack Connect) has their own as `team`, and ours stands in the form. Of an app that an organisation installed as a
 * whole that can be the organisation (`E…`), and `team` is null: then the person says it.
 */
export function teamOf(body: {
  team?: { id: string } | null;
  user: { id: string; team_id?: string };
  view?: object | undefined;
}): string {
  const { app_installed_team_id: installed } = (body.view ?? {}) as { app_installed_team_id?: string | null };
  return (installed?.startsWith('T') ? installed : body.team?.id) ?? body.user.team_id ?? '';
}

/** Asks the application. When it rejects nothing was written: the person is told, and nobody is left waiting. */
export async function handleRequest(deps: InboundDeps, inbound: Inbound): Promise<Outcome> {
  try {
    return await deps.useCases.handle(inbound);
  } catch (error) {
    deps.log.error({ err: error, request: inbound.request.type }, 'a request could not be carried out');
    return { reply: sorry() };
  }
}

/** Opens the form of an outcome while its trigger lives. What is left to say to the person is returned. */
export async function showForm(
  deps: InboundDeps,
  where: Where,
  outcome: Outcome,
): Promise<Document | undefined> {
  if (!outcome.form) return outcome.reply;
  try {
    await openForm(deps, where, outcome.form);
    return outcome.reply;
  } catch (error) {
    logFailure(deps, error, 'a dialog could not be opened');
    return sorry();
  }
}

async function openForm(deps: InboundDeps, where: Where, form: Form): Promise<void> {
  await showView(deps, where, renderForm(form, where.channel));
}

/** Puts a modal in front of somebody, on top of the one they are in. */
export async function showView(deps: InboundDeps, where: Where, view: ModalView): Promise<void> {
  const client = await deps.clients.dialogs(where.team);
  const call = { trigger_id: where.triggerId, view };
  if (!where.modal) return void (await client.views.open(call));
  try {
    await client.views.push(call);
  } catch (error) {
    // No more than three stand on top of each other: then it comes in the place of the one it was pressed in.
    if (codeOf(error) !== 'push_limit_reached') throw error;
    await client.views.update({ view_id: where.modal.id, view });
  }
}

/** Says something to who pressed, and to nobody else: where it was pressed, else in a dialog, else directly. */
export async function giveReply(deps: InboundDeps, where: Where, reply: Document): Promise<void> {
  const ways = [
    where.modal?.isMenu ? () => replaceMenu(deps, where, reply) : null,
    where.responseUrl ? () => deps.respond(where.responseUrl ?? '', ephemeral(reply)) : null,
    where.channel && !where.responseUrl ? () => whisper(deps, where, reply) : null,
    where.triggerId ? () => showReply(deps, where, reply) : null,
    () => writeDirectly(deps, where, reply),
  ].filter((way) => way !== null);
  for (const way of ways) {
    try {
      return await way();
    } catch (error) {
      // What was asked is done, and the card shows it; only these words have not arrived yet.
      logFailure(deps, error, 'an answer could not be shown there');
    }
  }
}

/** A reply in Slack's words, seen only by who it is for. It pushes nothing, so that a screen reader has all of it at once. */
export function ephemeral(reply: Document): ReturnType<typeof renderMessage> & {
  response_type: 'ephemeral';
  replace_original: false;
} {
  return {
    response_type: 'ephemeral',
    replace_original: false,
    ...renderMessage(reply, {}, 'pushes nothing'),
  };
}

async function whisper(deps: InboundDeps, where: Where, reply: Document): Promise<void> {
  const channel = where.channel ?? '';
  const client = await deps.clients.of(where.team);
  await client.chat.postEphemeral({
    channel,
    user: where.user,
    ...renderMessage(reply, {}, 'pushes nothing'),
  });
}

async function showReply(deps: InboundDeps, where: Where, reply: Document): Promise<void> {
  await showView(deps, where, renderReply(reply));
}

async function replaceMenu(deps: InboundDeps, where: Where, reply: Document): Promise<void> {
  const client = await deps.clients.dialogs(where.team);
  await client.views.update({ view_id: where.modal?.id ?? '', view: renderReply(reply) });
}

async function writeDirectly(deps: InboundDeps, where: Where, reply: Document): Promise<void> {
  const client = await deps.clients.of(where.team);
  const { channel } = await client.conversations.open({ users: where.user });
  const { ts } = await client.chat.postMessage({ channel: channel?.id ?? '', ...renderMessage(reply, {}) });
  const inFull = { channel: channel?.id ?? '', ts: ts ?? '', ...renderMessage(reply, {}, 'pushes nothing') };
  await client.chat
    .update(inFull)
    .catch((error) => logFailure(deps, error, 'an answer could not be said in full'));
}

/** Codes only: what Slack says back may hold what a person typed. */
export function logFailure(deps: InboundDeps, error: unknown, what: string): void {
  deps.log.warn({ cause: failureOf(error).cause }, what);
}
