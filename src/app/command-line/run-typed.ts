import { agreement } from '../../domain/case/agreements.ts';
import { participantOfPerson } from '../../domain/case/participants.ts';
import type { Agreement, CaseState } from '../../domain/case/state.ts';
import { agreementFacts } from '../../domain/views/facts.ts';
import type { Block, Document } from '../../ports/document.ts';
import { answerActions } from '../../text/compose/agreements/agreement.ts';
import { toRecognise } from '../../text/compose/agreements/confirm.ts';
import { composeWhichCase } from '../../text/compose/case/network.ts';
import { type Choice, composeWhich } from '../../text/query-replies.ts';
import type { Args, Outcome } from '../inbound.ts';
import { casesOf } from '../pages/chat-home.ts';
import { replyTo } from '../reply.ts';
import { type Deps, openContext, type RequestContext } from '../request-context.ts';
import { understandCommand } from './understand-command.ts';
import { argsFor, choicesFor, DEEDS, type Verb, verbsAt, type Which } from './verbs.ts';
import { numbersIn } from './which.ts';

/** The application's own ways to act, so that typed words have the rights of a press of a button and no others. */
interface Handlers {
  readonly form: (context: RequestContext, form: string, args: Args) => Promise<Outcome>;
  readonly command: (context: RequestContext, command: string, args: Args) => Promise<Outcome>;
  /** A command whose answer shows the agreements that it is about. */
  readonly about: (context: RequestContext, command: string, args: Args) => Promise<Outcome>;
}

/** Carries out what somebody typed, or asks what they meant. */
export async function runTyped(
  deps: Deps,
  context: RequestContext,
  root: string,
  text: string,
  handlers: Handlers,
): Promise<Outcome> {
  const { view, situation, reader, region } = context;
  const me = situation.actor?.participant?.id ?? null;
  const { language } = reader;
  const typing = { state: view, me, today: situation.today, language, calendar: region.calendar };
  const meant = understandCommand(root, text, typing);
  switch (meant.does) {
    case 'say':
      return {
        reply: replyTo({ key: meant.key, ...(meant.values ? { values: meant.values } : {}) }, reader),
      };
    case 'form':
      return handlers.form(context, meant.form, meant.args);
    case 'command':
      return handlers.command(context, meant.command, meant.args);
    case 'each':
      return each(deps, context, meant.command, meant.each, handlers);
    case 'askCase':
      return inOneCase(deps, context, (at, caseId) => handlers.command(at, meant.command, { caseId }));
    case 'ask':
      return view
        ? { reply: await askIn(deps, context, view, meant.which) }
        : outside(deps, context, meant.which, (at) => runTyped(deps, at, root, text, handlers));
  }
}

/** One after the other, each written by itself; one that comes again finds the answers of before. */
async function each(
  deps: Deps,
  context: RequestContext,
  command: string,
  all: readonly Args[],
  handlers: Handlers,
): Promise<Outcome> {
  const [first] = all;
  if (first && all.length === 1) return handlers.about(context, command, first);
  const replies: Document[] = [];
  for (const args of all) {
    const agreementId = String(args.agreementId);
    const inbound = { ...context.inbound, key: `${context.inbound.key}#${agreementId}` };
    const at = await openContext(deps, inbound, { agreementId });
    const reply = 'handledBefore' in at ? at.handledBefore : (await handlers.about(at, command, args)).reply;
    if (reply) replies.push(reply as Document);
  }
  const [head] = replies;
  return head ? { reply: { ...head, blocks: replies.flatMap((reply) => reply.blocks) } } : {};
}

/** The agreements of this case that can be meant. That they were looked at is written first. */
async function askIn(deps: Deps, context: RequestContext, view: CaseState, which: Which): Promise<Document> {
  await deps.store.noteRead({
    now: context.situation.now,
    actor: context.actor.id,
    action: 'read.agreement.list',
    caseIds: [view.case.id],
  });
  return composeWhich(which, choicesIn(context, view, which), context.reader);
}

/**
 * Words typed in one's own conversation with Schakel have no case around them. They are about the only case that the
 * person takes part in; of several it is asked.
 */
async function outside(
  deps: Deps,
  context: RequestContext,
  which: Which,
  inCase: (context: RequestContext) => Promise<Outcome>,
): Promise<Outcome> {
  const none = { reply: replyTo({ key: 'refused.outsideCase' }, context.reader) };
  if (context.inbound.channel !== null) return none;
  const cases = await casesOf(deps.store, context.situation, context.actor, 'read.agreement.mine');
  const [only] = cases;
  if (!only) return none;
  if (cases.length === 1) {
    const at = await openContext(deps, context.inbound, { caseId: only.case.id });
    if ('handledBefore' in at) return { reply: at.handledBefore as Document };
    return at.view ? inCase(at) : none;
  }
  const all = cases.flatMap((view) => choicesIn(context, view, which));
  const numbers = numbersIn(which.words);
  const named = all.filter((choice) => numbers?.includes(choice.agreement.number));
  if (all.length === 0) return { reply: replyTo({ key: 'refused.nothingOfYours' }, context.reader) };
  return { reply: composeWhich(which, named.length > 0 ? named : all, context.reader) };
}

/** A question about a case is answered of the only one that somebody takes part in; of several it is asked which. */
async function inOneCase(
  deps: Deps,
  context: RequestContext,
  answer: (context: RequestContext, caseId: string) => Promise<Outcome>,
): Promise<Outcome> {
  const none = { reply: replyTo({ key: 'refused.outsideCase' }, context.reader) };
  if (context.inbound.channel !== null) return none;
  const cases = await casesOf(deps.store, context.situation, context.actor, 'read.home');
  const [only] = cases;
  if (!only) return none;
  if (cases.length > 1)
    return {
      reply: composeWhichCase(
        cases.map(({ case: { id: caseId, code } }) => ({ caseId, code })),
        context.reader,
      ),
    };
  const at = await openContext(deps, context.inbound, { caseId: only.case.id });
  return 'handledBefore' in at ? { reply: at.handledBefore as Document } : answer(at, only.case.id);
}

function choicesIn({ region, actor, situation }: RequestContext, view: CaseState, which: Which): Choice[] {
  const me = participantOfPerson(view, actor.id)?.id ?? null;
  const typist = { state: view, me, today: situation.today };
  const { reported } = which;
  const can = reported
    ? view.agreements.filter((a) => reported.includes(a.id))
    : choicesFor(which.verb, typist);
  return can.map((a) => ({
    code: view.case.code,
    agreement: agreementFacts(view, region, a, situation.today),
    offers: verbsAt(which, a, typist).map((verb) => offerOf(verb, a, which)),
  }));
}

function offerOf(verb: Verb, a: Agreement, { more }: Which): Choice['offers'][number] {
  const { command, asks, label } = DEEDS[verb];
  return { ...(asks ? { form: command } : { command }), args: argsFor(verb, a, more), label };
}

/** The answer shows which agreements it is about, as who acts may see them. */
export function withAgreements(reply: Document, context: RequestContext, data: unknown): Document {
  const { agreementId, textVersion, set } = data as {
    readonly agreementId?: string;
    readonly textVersion?: number;
    readonly set?: readonly { readonly id: string }[];
  };
  const ids = set?.map(({ id }) => id) ?? (agreementId === undefined ? [] : [agreementId]);
  const shown = ids.flatMap((id): Block[] => recognised(context, id, textVersion !== undefined));
  return { ...reply, blocks: [...reply.blocks, ...shown] };
}

/** Shows what was confirmed: a person who meant another agreement can say so at once. */
function recognised(
  { view, region, situation, reader }: RequestContext,
  id: string,
  isOfText: boolean,
): Block[] {
  const a = view && agreement(view, id);
  if (!view || !a) return [];
  const facts = agreementFacts(view, region, a, situation.today);
  const [, different] = answerActions(facts, reader);
  const back: Block[] = isOfText && different ? [{ kind: 'actions', actions: [different] }] : [];
  return [...toRecognise(facts, reader), ...back];
}
