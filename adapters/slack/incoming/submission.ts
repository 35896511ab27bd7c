import { createHash } from 'node:crypto';
import type { App, ViewOutput, ViewResponseAction, ViewSubmitAction } from '@slack/bolt';
import { comesBack } from '../../../src/app/forms/typed-back.ts';
import type { Outcome } from '../../../src/app/inbound.ts';
import { type Document, documentWords, type FieldErrors } from '../../../src/ports/document.ts';
import { SORRY } from '../../../src/text/sorry.ts';
import { renderForm, renderReply } from '../outgoing/render-form.ts';
import { FORM_CALLBACK, readRemembered, readState } from './form-state.ts';
import { refreshHome } from './home.ts';
import { giveReply, type InboundDeps, roomOf, teamOf } from './reply.ts';

/** Forms that are sent: errors stand at their field, a question comes in the form's place, and done closes it. */
export function registerSubmissions(app: App, deps: InboundDeps): void {
  app.view<ViewSubmitAction>(
    { callback_id: FORM_CALLBACK, type: 'view_submission' },
    async ({ body, view, ack }) => {
      const remembered = readRemembered(view.private_metadata);
      const channel = remembered?.channel ?? null;
      const outcome = await submit(deps, body, view, remembered);
      // The trigger of a submission is spent by the acknowledgement: words go to the channel, or directly.
      const where = { team: teamOf(body), user: body.user.id, triggerId: '', channel };
      const errors = outcome.errors ?? wholeRefusal(outcome, view);
      if (errors) {
        await ack(refusal(errors, view));
        if (hasButtons(outcome.reply)) await giveReply(deps, where, outcome.reply);
        return;
      }
      if (outcome.form) return ack({ response_action: 'update', view: renderForm(outcome.form, channel) });
      if (outcome.reply && channel === null) {
        await ack({ response_action: 'update', view: renderReply(outcome.reply) });
        return refreshHome(deps, teamOf(body), body.user.id, keyOf(view));
      }
      await ack({ response_action: 'clear' });
      if (outcome.reply) await giveReply(deps, where, outcome.reply);
    },
  );
}

/** Nothing was done, for a reason that is no field's: the form stays as it is, with all that was typed. */
function wholeRefusal(outcome: Outcome, view: ViewOutput): FieldErrors | null {
  const isBack = outcome.reply && comesBack(outcome, readState(view.state.values));
  return outcome.reply && isBack && inputsOf(view).length > 0 ? { '': documentWords(outcome.reply) } : null;
}

/** Buttons that would help do not fit in the form: they are said beside it. */
function hasButtons(reply: Document | undefined): reply is Document {
  return reply?.blocks.some((block) => block.kind === 'actions') ?? false;
}

/** When the application rejects nothing was written: the form stays open, with everything that was filled in. */
async function submit(
  deps: InboundDeps,
  body: ViewSubmitAction,
  view: ViewOutput,
  remembered: ReturnType<typeof readRemembered>,
): ReturnType<InboundDeps['useCases']['handle']> {
  try {
    return await deps.useCases.handle({
      key: keyOf(view),
      platform: 'slack',
      workspaceExternalId: teamOf(body),
      userExternalId: body.user.id,
      channel: roomOf(remembered?.channel ?? null),
      request: {
        type: 'submit',
        command: remembered?.command ?? '',
        args: remembered?.args ?? {},
        values: readState(view.state.values),
      },
    });
  } catch (error) {
    deps.log.error({ err: error, request: 'submit' }, 'a form could not be carried out');
    return { errors: { '': SORRY.join(' ') } };
  }
}

/** The same form sent with the same content is the same request, however often it comes. */
function keyOf(view: ViewOutput): string {
  const content = createHash('sha256').update(JSON.stringify(view.state.values)).digest('base64url');
  return `slack:${view.id}:${content}`;
}

/** Slack refuses an error at a field it does not show: it then stands at the first, or instead of the form. */
function refusal(errors: FieldErrors, view: ViewOutput): ViewResponseAction {
  const inputs = inputsOf(view);
  const [first] = inputs;
  if (first === undefined) return { response_action: 'update', view: renderReply(inWords(errors)) };
  const placed = Object.entries(errors).map(([name, words]) => [inputs.includes(name) ? name : first, words]);
  return { response_action: 'errors', errors: Object.fromEntries(placed) };
}

function inputsOf(view: ViewOutput): string[] {
  return view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id ?? '');
}

function inWords(errors: FieldErrors): Document {
  return {
    notification: 'Schakel',
    blocks: Object.values(errors).map((words) => ({ kind: 'text', text: [words] })),
  };
}
