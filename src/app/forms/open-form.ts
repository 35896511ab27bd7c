import type { Reply } from '../../domain/case/decision.ts';
import type { CommandName } from '../../domain/command-names.ts';
import type { Command } from '../command.ts';
import type { Args, Outcome } from '../inbound.ts';
import { isAboutACase, notAllowed } from '../permissions/authorise.ts';
import { COMMANDS } from '../registry.ts';
import { refusal } from '../reply.ts';
import type { Deps, RequestContext } from '../request-context.ts';
import { buildForm } from './form-context.ts';

/** A form is opened for who may send it, and for nobody else. */
export async function openForm(
  deps: Deps,
  context: RequestContext,
  form: string,
  args: Args,
): Promise<Outcome> {
  const command = COMMANDS.get(form);
  if (!command) return refusal({ key: 'refused.unknownButton' }, context.reader);
  const no = notAllowed(command, context, args);
  if (no) return refusal(no, context.reader);
  const made = await buildForm(deps, context, command.name, withCase(command, context, args));
  return made.lacks
    ? refusal(nothingToChoose(context, command.name, made.lacks), context.reader)
    : { form: made };
}

const CHOOSES_PEOPLE: ReadonlySet<string> = new Set(['participant', 'person', 'owner', 'deputy']);

/** Instead of a form that nobody could send: what is missing, and a button to what would help. */
function nothingToChoose(context: RequestContext, form: CommandName, lacks: string): Reply {
  if (context.state?.case.status === 'closed')
    return { key: 'refused.caseClosed', values: { code: context.state.case.code } };
  if (form === 'request.ask') return { key: 'refused.requestNobody' };
  if (!context.state || !CHOOSES_PEOPLE.has(lacks)) return { key: 'refused.nothingToChoose' };
  const args = { caseId: context.state.case.id };
  const [key, helps, label] =
    form === 'participant.add'
      ? (['refused.nobodyKnown', 'participant.inviteByLink', 'button.inviteByLink'] as const)
      : (['refused.nobodyToChoose', 'participant.add', 'button.addPerson'] as const);
  const command = COMMANDS.get(helps);
  const isAllowed = command && notAllowed(command, context, args) === null;
  return { key, ...(isAllowed ? { offer: { form: helps, args, label } } : {}) };
}

/** A form about the case one is in carries that case, so that sending it is about the same one. */
function withCase(command: Command, context: RequestContext, args: Args): Args {
  return isAboutACase(command) && context.state && args.caseId === undefined
    ? { ...args, caseId: context.state.case.id }
    : args;
}
