import type { Said } from '../../domain/case/decision.ts';
import { refusal } from '../answer.ts';
import type { Command } from '../command.ts';
import type { Args, Outcome } from '../inbound.ts';
import { isAboutACase, notAllowed } from '../permissions/authorise.ts';
import { COMMANDS } from '../registry.ts';
import type { Deps, Desk } from '../request-context.ts';
import { buildForm } from './form-context.ts';

/** A form is opened for who may send it, and for nobody else. */
export async function openForm(deps: Deps, desk: Desk, form: string, args: Args): Promise<Outcome> {
  const command = COMMANDS.get(form);
  if (!command) return refusal({ key: 'refused.unknownButton' }, desk.reader);
  const no = notAllowed(command, desk, args);
  if (no) return refusal(no, desk.reader);
  const made = await buildForm(deps, desk, form, withCase(command, desk, args));
  return made.lacks ? refusal(nothingToChoose(desk, form, made.lacks), desk.reader) : { form: made };
}

const CHOOSES_PEOPLE: ReadonlySet<string> = new Set(['participant', 'person', 'owner', 'deputy']);

/** Instead of a form that nobody could send: what is missing, and a button to what would help. */
function nothingToChoose(desk: Desk, form: string, lacks: string): Said {
  if (desk.state?.case.status === 'closed')
    return { key: 'refused.caseClosed', values: { code: desk.state.case.code } };
  if (!desk.state || !CHOOSES_PEOPLE.has(lacks)) return { key: 'refused.nothingToChoose' };
  const args = { caseId: desk.state.case.id };
  const [key, helps, label] =
    form === 'participant.add'
      ? ['refused.nobodyKnown', 'participant.inviteByLink', 'button.inviteByLink']
      : ['refused.nobodyToChoose', 'participant.add', 'button.addPerson'];
  const command = COMMANDS.get(helps);
  const isAllowed = command && notAllowed(command, desk, args) === null;
  return { key, ...(isAllowed ? { offer: { form: helps, args, label } } : {}) };
}

/** A form about the case one is in carries that case, so that sending it is about the same one. */
function withCase(command: Command, desk: Desk, args: Args): Args {
  return isAboutACase(command) && desk.state && args.caseId === undefined
    ? { ...args, caseId: desk.state.case.id }
    : args;
}
