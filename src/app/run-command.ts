import type { Reply, Situation } from '../domain/case/decision.ts';
import type { CaseState } from '../domain/case/state.ts';
import { orEmpty } from '../domain/typed-text.ts';
import type { Document } from '../ports/document.ts';
import type { Command, NextForm, Plan } from './command.ts';
import { mayHere } from './command-line/may-type.ts';
import { openForm } from './forms/open-form.ts';
import type { Args, Outcome } from './inbound.ts';
import { isAboutACase, notAllowed, whatItIsAbout } from './permissions/authorise.ts';
import { planOf } from './plan-command.ts';
import { COMMANDS } from './registry.ts';
import { refusal, replyTo } from './reply.ts';
import { type Deps, openContext, type RequestContext } from './request-context.ts';
import { changesNothing, type OVERTAKEN, unlessOvertaken, untilWritten } from './write/decide-and-write.ts';
import { writePlan } from './write/write-plan.ts';

/** The treatment that the way in gives to a reply. */
export interface ReplyOptions {
  /** Gives the form back with the reason; null: the reason is said. */
  readonly onRefusal?: (reply: Reply, context: RequestContext) => Promise<Outcome> | null;
  /** Adds to the answer what stands beside its words. */
  readonly dressed?: (reply: Document, context: RequestContext, data: unknown) => Document;
}

/** A command that a button or a typed line names. */
export async function runNamed(
  deps: Deps,
  context: RequestContext,
  name: string,
  args: Args,
  how: ReplyOptions = {},
): Promise<Outcome> {
  const command = COMMANDS.get(name);
  const parsed = command?.args.safeParse(withoutUnseen(args));
  if (!command || !parsed?.success) return refusal({ key: 'refused.unknownButton' }, context.reader);
  return runCommand(deps, context, command, parsed.data, how);
}

/** Text typed behind a command that cannot be seen is as good as nothing. */
function withoutUnseen(args: Args): Args {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, typeof value === 'string' ? orEmpty(value) : value]),
  );
}

/** Decides and writes, again from the beginning when somebody else was faster. `data`: what the command's `args` made. */
export async function runCommand(
  deps: Deps,
  first: RequestContext,
  command: Command,
  data: unknown,
  how: ReplyOptions = {},
): Promise<Outcome> {
  let context = first;
  let isAgain = false;
  const outcome = await untilWritten(async () => {
    if (isAgain) {
      const now = await openContext(deps, context.inbound, whatItIsAbout(context.inbound));
      if ('handledBefore' in now) return { reply: now.handledBefore as Document };
      context = now;
    }
    isAgain = true;
    return carryOut(deps, context, command, data, how);
  });
  return outcome ?? refusal({ key: 'refused.busy' }, context.reader);
}

async function carryOut(
  deps: Deps,
  context: RequestContext,
  command: Command,
  data: unknown,
  { onRefusal, dressed = (reply) => reply }: ReplyOptions,
): Promise<Outcome | typeof OVERTAKEN> {
  const no = notAllowed(command, context, data);
  if (no) return { reply: dressed(replyTo(no, context.reader), context, data), nothingDone: 'refused' };
  if (command.run.on === 'query') return answerQuery(deps, context, command, data);
  if (command.run.on === 'form') {
    const next = command.run.opens(data, context.inbound.platform !== 'web');
    if ('form' in next) return openForm(deps, context, next.form, next.args);
    return (await onRefusal?.(next, context)) ?? refusal(next, context.reader);
  }
  const next = context.state && nextForm(command, context.state, context.situation, data);
  if (next) return goOn(await openForm(deps, context, next.form, next.args));
  const plan = await planOf(deps, context, command, data);
  const reply = dressed(replyTo(plan.reply, context.reader), context, data);
  if (plan.refused) return (await onRefusal?.(plan.reply, context)) ?? { reply, nothingDone: 'refused' };
  if (isVain(plan)) return { reply, nothingDone: 'unchanged' };
  return unlessOvertaken(await writePlan(deps, context, plan, reply), (result) =>
    result.result === 'duplicate'
      ? { reply: result.reply as Document }
      : { reply, ...openedBy(plan), ...(plan.linkFor ? { linkFor: plan.linkFor } : {}) },
  );
}

/** The form, or the way to it where it is filled in elsewhere: that is no refusal of what was chosen. */
function goOn({ form, reply }: Outcome): Outcome {
  return form ? { form } : { ...(reply ? { reply } : {}) };
}

function nextForm({ run }: Command, state: CaseState, s: Situation, data: unknown): NextForm | null {
  return run.on === 'case' ? (run.opens?.(state, s, data) ?? null) : null;
}

/** A question about a case is shown once it is written down who looked. */
async function answerQuery(
  deps: Deps,
  context: RequestContext,
  command: Command,
  data: unknown,
): Promise<Outcome> {
  if (command.run.on !== 'query') throw new Error('a command is carried out, not shown');
  const { state, view, situation, reader, actor } = context;
  if (isAboutACase(command)) {
    if (state === null) return refusal({ key: 'refused.outsideCase' }, reader);
    const action = `read.${command.name}` as const;
    await deps.store.noteRead({ now: situation.now, actor: actor.id, action, caseIds: [state.case.id] });
  }
  const shown = {
    state: view,
    whole: state,
    s: situation,
    store: deps.store,
    reader,
    actor,
    may: mayHere(context),
  };
  return { reply: await command.run.show(shown, data) };
}

/** One decision, and it comes to nothing. */
function isVain({ decisions, change }: Plan): boolean {
  const [only] = decisions;
  return (
    decisions.length === 1 &&
    !change &&
    only?.decision.ok === true &&
    changesNothing(only.before, only.decision)
  );
}

/** One case that was not there before; of several, none is the one to go on with. */
function openedBy({ decisions }: Plan): Pick<Outcome, 'opened'> {
  const [only] = decisions;
  const isNew = decisions.length === 1 && only?.decision.ok && only.before.case.version === 0;
  return isNew ? { opened: only.before.case.id } : {};
}
