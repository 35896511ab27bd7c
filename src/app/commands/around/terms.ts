import { z } from 'zod';
import { noteTermDate } from '../../../domain/rules/case/term-dates.ts';
import { termsFacts } from '../../../domain/views/term-facts.ts';
import { composeTerms } from '../../../text/compose/case/terms.ts';
import { type Command, command } from '../../command.ts';
import { id, onCase, optionalDate } from '../args.ts';

/** Terms as information: what is counted from which day, and the days that people type. */
export const termCommands: readonly Command[] = [
  command({
    name: 'term.show',
    args: onCase,
    who: ['participant', 'coordinator'],
    run: {
      on: 'query',
      show: async ({ state, s, reader }) => {
        if (!state) throw new Error('a question about a case reached its answer without one');
        return composeTerms(termsFacts(state, s.region), reader);
      },
    },
  }),
  command({
    name: 'term.date',
    args: z.strictObject({ caseId: id, term: z.string().max(60), termDay: optionalDate('track') }),
    who: ['participant', 'coordinator'],
    run: { on: 'case', decide: (state, s, a) => noteTermDate(state, s, a.term, a.termDay) },
  }),
];
