import { participantOfPerson } from '../../domain/case/participants.ts';
import type { CommandName } from '../../domain/command-names.ts';
import type { Action } from '../../ports/document.ts';
import { mayDo } from '../pages/may-do.ts';
import type { RequestContext } from '../request-context.ts';
import { understandCommand } from './understand-command.ts';

/** The rights to press and type in the case in which somebody asks for help: a list names nothing that is refused. */
export interface May {
  readonly press: (action: Action) => boolean;
  /** A line of the list of words, as far as what is typed. */
  readonly type: (words: string) => boolean;
}

/** Where no case is, everything stands: it is asked which case. */
export function mayHere({ state, view, region, actor, situation, reader }: RequestContext): May {
  if (!state) return { press: () => true, type: () => true };
  const { today } = situation;
  const me = participantOfPerson(state, actor.id)?.id ?? null;
  const typing = { state: view, me, today, language: reader.language, calendar: region.calendar };
  const press = (action: Action): boolean =>
    !('caseId' in action.args) || mayDo(state, region, actor.id, today, action);
  return {
    press,
    type: (words) => {
      const meant = understandCommand('schakel', words, typing);
      if (meant.does !== 'command' && meant.does !== 'form') return true;
      const args = meant.args as Action['args'];
      // Understanding gives names of the registry alone.
      const name = (meant.does === 'form' ? meant.form : meant.command) as CommandName;
      return press({ label: words, args, does: meant.does === 'form' ? { form: name } : { command: name } });
    },
  };
}
