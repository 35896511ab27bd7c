import type { App, BlockAction, RespondFn, ViewSubmitAction } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Log } from '../../src/app/desk.ts';
import type { House, Inbound, Outcome } from '../../src/app/inbound.ts';
import type { Document } from '../../src/ports/document.ts';
import { registerEvents } from './events.ts';
import { renderMessage } from './render.ts';
import { type FormMemory, readState, renderAnswer, renderForm } from './render-form.ts';
import { sorry } from './sorry.ts';

/** The commands of the manifest; a test holds the two against each other. */
export const COMMANDS = ['/schakel', '/afspraak', '/klaar', '/afspraken'] as const;
/** The message shortcut "make this an agreement". */
export const SHORTCUT = 'make_agreement';

export interface InboundDeps {
  readonly house: House;
  /** For dialogs: two seconds, no retry. */
  readonly dialogs: WebClient;
  readonly client: WebClient;
  /** Hosts that an answer may be posted to. */
  readonly answerHosts: ReadonlySet<string>;
  readonly log: Log;
}

interface Where {
  readonly triggerId: string;
  readonly channel: string | null;
  readonly user: string;
}

/** Every door on Slack, each to the same house. Commit first, then acknowledge. */
export function register(app: App, deps: InboundDeps): void {
  for (const name of COMMANDS) commands(app, deps, name);
  buttons(app, deps);
  forms(app, deps);
  shortcut(app, deps);
  registerEvents(app, deps);
}

function commands(app: App, deps: InboundDeps, name: string): void {
  app.command(name, async ({ command, ack }) => {
    const where = { triggerId: command.trigger_id, channel: command.channel_id, user: command.user_id };
    const outcome = await ask(deps, {
      key: `slack:${command.trigger_id}`,
      platform: 'slack',
      workspaceExternalId: command.team_id,
      userExternalId: command.user_id,
      channel: command.channel_id,
      request: { type: 'text', root: name.slice(1), text: command.text },
    });
    const answer = outcome.form ? await openForm(deps, where, outcome) : outcome.reply;
    await ack(answer ? { response_type: 'ephemeral', ...renderMessage(answer, {}) } : undefined);
  });
}

function buttons(app: App, deps: InboundDeps): void {
  app.action<BlockAction>(/^(command|form):/, async ({ body, ack, respond }) => {
    const action = body.actions[0] as { action_id: string; value?: string };
    const [kind = '', name = ''] = action.action_id.split(':');
    const args = readArgs(action.value);
    const where = { triggerId: body.trigger_id, channel: body.channel?.id ?? null, user: body.user.id };
    const base = {
      key: `slack:${body.trigger_id}`,
      platform: 'slack',
      workspaceExternalId: body.team?.id ?? body.user.team_id ?? '',
      userExternalId: body.user.id,
      channel: roomOf(where.channel),
    };
    const outcome = await ask(deps, {
      ...base,
      request:
        kind === 'form' ? { type: 'form', form: name, args } : { type: 'command', command: name, args },
    });
    const answer = outcome.form ? await openForm(deps, where, outcome) : outcome.reply;
    await ack();
    if (answer) await tell(deps, body, where, respond, answer);
  });
  // A link button only opens its link, but Slack reports the press all the same.
  app.action(/^link:/, async ({ ack }) => ack());
}

/** Direct conversations are no rooms of a case. */
function roomOf(channel: string | null): string | null {
  return channel?.startsWith('D') ? null : channel;
}

/** The value of a button as arguments. What is not our JSON is nothing; the house then refuses. */
function readArgs(value: string | undefined): Record<string, string | number> {
  try {
    const parsed: unknown = JSON.parse(value ?? '{}');
    if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed)) return {};
    return Object.fromEntries(
      Object.entries(parsed).filter(([, v]) => typeof v === 'string' || typeof v === 'number'),
    );
  } catch {
    return {};
  }
}

function forms(app: App, deps: InboundDeps): void {
  app.view<ViewSubmitAction>(
    { callback_id: /^submit:/, type: 'view_submission' },
    async ({ body, view, ack }) => {
      const memory = readMemory(view.private_metadata);
      const outcome = await ask(deps, {
        key: `slack:${view.id}:${view.hash}`,
        platform: 'slack',
        workspaceExternalId: body.team?.id ?? body.user.team_id ?? '',
        userExternalId: body.user.id,
        channel: roomOf(memory.channel),
        request: {
          type: 'submit',
          command: view.callback_id.slice('submit:'.length),
          args: memory.args,
          values: readState(view.state.values),
        },
      });
      if (outcome.errors) {
        const known = new Set(view.blocks.map((b) => b.block_id));
        return ack({ response_action: 'errors', errors: placed(outcome.errors, known, view.blocks) });
      }
      if (outcome.form)
        return ack({ response_action: 'update', view: renderForm(outcome.form, memory.channel, {}) });
      if (outcome.reply && memory.channel === null) {
        return ack({ response_action: 'update', view: renderAnswer(outcome.reply, 'Schakel', 'OK') });
      }
      await ack();
      if (outcome.reply && memory.channel) await whisper(deps, memory.channel, body.user.id, outcome.reply);
    },
  );
}

/** Slack refuses an error on a field it does not show: it then stands at the first field. */
function placed(
  errors: Readonly<Record<string, string>>,
  known: ReadonlySet<string | undefined>,
  blocks: readonly { type: string; block_id?: string }[],
): Record<string, string> {
  const first = blocks.find((b) => b.type === 'input')?.block_id ?? '';
  return Object.fromEntries(
    Object.entries(errors).map(([name, words]) => [known.has(name) ? name : first, words]),
  );
}

function readMemory(metadata: string): FormMemory {
  try {
    const { args, channel } = JSON.parse(metadata) as FormMemory;
    return { args: args ?? {}, channel: channel ?? null };
  } catch {
    return { args: {}, channel: null };
  }
}

function shortcut(app: App, deps: InboundDeps): void {
  app.shortcut({ callback_id: SHORTCUT, type: 'message_action' }, async ({ shortcut: s, ack, respond }) => {
    const where = { triggerId: s.trigger_id, channel: s.channel.id, user: s.user.id };
    const outcome = await ask(deps, {
      key: `slack:${s.trigger_id}`,
      platform: 'slack',
      workspaceExternalId: s.team?.id ?? s.user.team_id ?? '',
      userExternalId: s.user.id,
      channel: roomOf(s.channel.id),
      request: {
        type: 'form',
        form: 'agreement.create',
        args: { suggestedTitle: firstWords(s.message.text ?? '') },
      },
    });
    const answer = outcome.form ? await openForm(deps, where, outcome) : outcome.reply;
    await ack();
    if (answer) await tell(deps, s, where, respond, answer);
  });
}

/** The beginning of a message as a title, without Slack's markup. */
function firstWords(text: string): string {
  const bare = text
    .replace(/<[^>]*>/g, ' ')
    .replace(/[*_~`]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return [...bare].slice(0, 80).join('');
}

/** Opens the form while its trigger lives. When Slack does not take it, the person hears that instead. */
async function openForm(deps: InboundDeps, where: Where, outcome: Outcome): Promise<Document | undefined> {
  if (!outcome.form) return undefined;
  try {
    await deps.dialogs.views.open({
      trigger_id: where.triggerId,
      view: renderForm(outcome.form, where.channel, {}),
    });
    return undefined;
  } catch (error) {
    deps.log.warn({ err: error }, 'a dialog could not be opened');
    return sorry();
  }
}

/** An answer to a press: where it was pressed, only for who pressed. */
async function tell(
  deps: InboundDeps,
  body: { response_url?: string },
  where: Where,
  respond: RespondFn | undefined,
  answer: Document,
): Promise<void> {
  try {
    if (body.response_url && respond && deps.answerHosts.has(new URL(body.response_url).host)) {
      await respond({ response_type: 'ephemeral', replace_original: false, ...renderMessage(answer, {}) });
      return;
    }
    await deps.dialogs.views.open({
      trigger_id: where.triggerId,
      view: renderAnswer(answer, 'Schakel', 'OK'),
    });
  } catch (error) {
    // What was asked is done and shows on the card; only these words were lost.
    deps.log.warn({ err: error }, 'an answer could not be shown');
  }
}

async function whisper(deps: InboundDeps, channel: string, user: string, answer: Document): Promise<void> {
  try {
    await deps.client.chat.postEphemeral({ channel, user, ...renderMessage(answer, {}) });
  } catch (error) {
    deps.log.warn({ err: error }, 'an answer could not be shown');
  }
}

/** Nothing was written when the house rejects: the person is told, and nobody is left waiting. */
export async function ask(deps: Pick<InboundDeps, 'house' | 'log'>, inbound: Inbound): Promise<Outcome> {
  try {
    return await deps.house.handle(inbound);
  } catch (error) {
    deps.log.error({ err: error, request: inbound.request.type }, 'a request could not be carried out');
    return { reply: sorry() };
  }
}
