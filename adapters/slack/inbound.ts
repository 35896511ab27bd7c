import type { App, BlockAction } from '@slack/bolt';
import type { Inbound, Request } from '../../src/app/inbound.ts';
import { cut } from '../../src/text/words/plain.ts';
import { registerEvents } from './incoming/events.ts';
import { readArgs } from './incoming/form-state.ts';
import { refreshHome } from './incoming/home.ts';
import { menuOf, registerMenus } from './incoming/menu.ts';
import {
  ephemeral,
  giveReply,
  handleRequest,
  type InboundDeps,
  roomOf,
  showForm,
  teamOf,
  type Where,
} from './incoming/reply.ts';
import { registerSubmissions } from './incoming/submission.ts';
import { asTyped } from './incoming/typed.ts';

/** Every slash command of the manifests, in both languages; a test holds the two against each other. */
const SLASH_COMMANDS = [
  '/schakel',
  '/afspraak',
  '/klaar',
  '/klopt',
  '/afspraken',
  '/agreement',
  '/done',
  '/correct',
  '/agreements',
] as const;
/** The message shortcut "make this an agreement". */
export const SHORTCUT = 'make_agreement';
const TITLE_LENGTH = 80;

/** Every way in on Slack, each to the same use cases. Commit first, then acknowledge. */
export function register(app: App, deps: InboundDeps): void {
  for (const name of SLASH_COMMANDS) registerCommand(app, deps, name);
  registerButtons(app, deps);
  registerMenus(app, deps, whereOf);
  registerShortcut(app, deps);
  registerSubmissions(app, deps);
  registerEvents(app, deps);
}

/** The answer to a slash command goes in the acknowledgement. */
function registerCommand(app: App, deps: InboundDeps, name: string): void {
  app.command(name, async ({ command, ack }) => {
    const { team_id: team, user_id: user, trigger_id: triggerId, channel_id: channel } = command;
    const where = { team, user, triggerId, channel };
    const request: Request = { type: 'text', root: name.slice(1), text: asTyped(command.text ?? '') };
    const outcome = await handleRequest(deps, inbound(where, request));
    const answer = await showForm(deps, where, outcome);
    await ack(answer ? ephemeral(answer) : undefined);
  });
}

function registerButtons(app: App, deps: InboundDeps): void {
  app.action<BlockAction>(/^(command|form):/, async ({ body, ack }) => {
    const action = body.actions[0] as { action_id: string; value?: string } | undefined;
    const where = whereOf(body);
    const outcome = await handleRequest(deps, inbound(where, pressed(action)));
    const answer = await showForm(deps, where, outcome);
    await ack();
    if (answer) await giveReply(deps, where, answer);
    if (!outcome.form && body.view?.type === 'home')
      await refreshHome(deps, where.team, where.user, keyOf(where));
  });
}

/** Reads what a button asks. A value that is not ours asks for a command that does not exist, and is refused so. */
function pressed(action: { action_id: string; value?: string } | undefined): Request {
  const [, kind, name = ''] = /^(command|form):([^#]{1,100})#\d+$/.exec(action?.action_id ?? '') ?? [];
  const args = readArgs(action?.value);
  if (!kind || !args) return { type: 'command', command: '', args: {} };
  return kind === 'form' ? { type: 'form', form: name, args } : { type: 'command', command: name, args };
}

function whereOf(body: BlockAction): Where {
  const menu = menuOf(body.view);
  return {
    team: teamOf(body),
    user: body.user.id,
    triggerId: body.trigger_id,
    channel: body.channel?.id ?? menu?.channel ?? null,
    responseUrl: body.response_url || undefined,
    modal: body.view?.type === 'modal' ? { id: body.view.id, isMenu: menu !== null } : undefined,
  };
}

/** The menu of a message: the agreement starts with its first words, which the person then edits. */
function registerShortcut(app: App, deps: InboundDeps): void {
  app.shortcut({ callback_id: SHORTCUT, type: 'message_action' }, async ({ shortcut, ack }) => {
    const where: Where = {
      team: teamOf(shortcut),
      user: shortcut.user.id,
      triggerId: shortcut.trigger_id,
      channel: shortcut.channel.id,
      responseUrl: shortcut.response_url,
    };
    const suggestedTitle = firstWords(shortcut.message.text ?? '');
    const args = { fromMessage: 1, ...(suggestedTitle ? { suggestedTitle } : {}) };
    const request: Request = { type: 'form', form: 'agreement.create', args };
    const outcome = await handleRequest(deps, inbound(where, request));
    const answer = await showForm(deps, where, outcome);
    await ack();
    if (answer) await giveReply(deps, where, answer);
  });
}

/** The beginning of a message, without Slack's markup. */
function firstWords(text: string): string {
  const bare = text.replace(/<[^>]*\|([^>]*)>/g, '$1').replace(/<[^>]*>/g, ' ');
  // Names of emoji before the marks of emphasis, which stand in names too.
  const shown = asTyped(bare)
    .replace(/[*_~`]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return cut(shown, TITLE_LENGTH);
}

/** A trigger belongs to one press or one command, and is never given twice. */
function keyOf(where: Where): string {
  return `slack:${where.triggerId}`;
}

function inbound(where: Where, request: Request): Inbound {
  return {
    key: keyOf(where),
    platform: 'slack',
    workspaceExternalId: where.team,
    userExternalId: where.user,
    channel: roomOf(where.channel),
    request,
  };
}
