import type { CaseState } from '../domain/case-state.ts';
import { agreement } from '../domain/due.ts';
import { agreementFacts } from '../domain/facts.ts';
import type { Document } from '../ports/document.ts';
import { toRecognise } from '../text/compose/confirm.ts';
import { composeWhich } from '../text/looks.ts';
import { replyTo } from './answer.ts';
import type { AgreementArgs } from './command-line/meant.ts';
import { argsFor, choicesFor, DEEDS, type Which } from './command-line/verbs.ts';
import { understandCommand } from './command-line.ts';
import { type Deps, type Desk, openDesk } from './desk.ts';
import type { Args, Outcome } from './inbound.ts';

/** What the house does, for what was typed: each with the rights that a press of a button has. */
interface Doors {
  readonly form: (form: string, args: Args) => Promise<Outcome>;
  readonly command: (command: string, args: Args) => Promise<Outcome>;
  /** A command whose answer shows the agreement that it is about. */
  readonly about: (desk: Desk, command: string, args: Args) => Promise<Outcome>;
}

/** Carries out what somebody typed, or asks what they meant. */
export async function answerTyped(
  deps: Deps,
  desk: Desk,
  root: string,
  text: string,
  doors: Doors,
): Promise<Outcome> {
  const meant = understandCommand(root, text, {
    state: desk.view,
    me: desk.situation.actor?.participant?.id ?? null,
    today: desk.situation.today,
    language: desk.reader.language,
    calendar: desk.region.calendar,
  });
  switch (meant.does) {
    case 'say':
      return {
        reply: replyTo({ key: meant.key, ...(meant.values ? { values: meant.values } : {}) }, desk.reader),
      };
    case 'form':
      return doors.form(meant.form, meant.args);
    case 'command':
      return doors.command(meant.command, meant.args);
    case 'each':
      return each(deps, desk, meant.command, meant.each, doors);
    case 'ask':
      return { reply: await ask(deps, desk, meant.which) };
  }
}

/** One after the other, each written by itself; one that comes again finds the answers of before. */
async function each(
  deps: Deps,
  desk: Desk,
  command: string,
  all: readonly AgreementArgs[],
  doors: Doors,
): Promise<Outcome> {
  const [first] = all;
  if (first && all.length === 1) return doors.about(desk, command, first);
  const replies: Document[] = [];
  for (const args of all) {
    const inbound = { ...desk.inbound, key: `${desk.inbound.key}#${args.agreementId}` };
    const at = await openDesk(deps, inbound, { agreementId: args.agreementId });
    const reply = 'handledBefore' in at ? at.handledBefore : (await doors.about(at, command, args)).reply;
    if (reply) replies.push(reply as Document);
  }
  const [head] = replies;
  return head ? { reply: { ...head, blocks: replies.flatMap((reply) => reply.blocks) } } : {};
}

/** The agreements that can be meant, each with its button. That they were looked at is written first. */
async function ask(deps: Deps, desk: Desk, which: Which): Promise<Document> {
  const { view, region, situation, reader } = desk;
  const me = situation.actor?.participant?.id ?? null;
  const shown = view ? choicesFor(which.verb, { state: view, me, today: situation.today }) : [];
  if (view)
    await deps.store.noteRead({
      now: situation.now,
      actor: desk.actor.id,
      action: 'read.agreement.list',
      caseIds: [view.case.id],
    });
  const deed = DEEDS[which.verb];
  const choices = shown.map((a) => ({
    code: view?.case.code ?? '',
    agreement: agreementFacts(view as CaseState, region, a, situation.today),
    offers: [
      {
        ...(deed.asks ? { form: deed.command } : { command: deed.command }),
        args: argsFor(which.verb, a, which.more),
        label: deed.label,
      },
    ],
  }));
  return composeWhich(which.words, choices, reader);
}

/** The answer shows which agreement it is about, as who acts may see it. */
export function withAgreements(reply: Document, { view, region, situation, reader }: Desk, data: unknown) {
  const { agreementId } = data as { readonly agreementId?: string };
  const a = view && agreement(view, agreementId ?? null);
  if (!view || !a) return reply;
  const facts = agreementFacts(view, region, a, situation.today);
  return { ...reply, blocks: [...reply.blocks, ...toRecognise(facts, reader)] };
}
