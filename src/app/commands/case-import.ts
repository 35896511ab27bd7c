import { z } from 'zod';
import { emptyCase } from '../../domain/case/empty-case.ts';
import { DAY_ORDERS } from '../case-sheet/days.ts';
import { planSheet, type SheetOptions } from '../case-sheet/plan.ts';
import { LARGEST_SHEET } from '../case-sheet/read.ts';
import { type Command, command, type Plan, type Tools } from '../command.ts';
import { sentText, yes } from './args.ts';

/** Running cases from a spreadsheet: all of them or none, and none twice. */
export const caseImportCommand: Command = command({
  name: 'case.import',
  args: z.strictObject({
    text: sentText(LARGEST_SHEET),
    keepDays: yes,
    keepTexts: yes,
    dates: z.enum(DAY_ORDERS).nullable().default(null),
  }),
  fields: ['text', 'keepDays', 'keepTexts', 'dates'],
  who: ['coordinator'],
  run: { on: 'region', plan: (tools, { text, ...options }) => importCases(tools, text, options) },
});

async function importCases(tools: Tools, text: string, options: SheetOptions): Promise<Plan> {
  const { cases, known, problems } = await planSheet(tools, text, options);
  const [first] = problems;
  if (first) {
    const values = { n: problems.length, line: first.line };
    return { decisions: [], reply: { key: 'refused.sheet', values, field: 'text' }, refused: true };
  }
  const chosen = cases
    .flatMap(({ sheet, decision }) => (sheet.code ? [] : [`${sheet.line} ${decision.state.case.code}`]))
    .join(', ');
  return {
    decisions: cases.map(({ decision }) => ({ before: emptyCase(decision.state), decision })),
    reply: { key: 'done.sheet', values: { made: cases.length, known, chosen: chosen || 'none' } },
  };
}
