import type { CommandName } from '../../domain/command-names.ts';
import { REPORT_MAX } from '../../domain/rules/case/report.ts';
import { AGE_BANDS, FAMILY_ROLES, INVOLVED_KINDS, REPORTING_ROLES } from '../../domain/vocabulary.ts';
import { word } from '../words/tools.ts';
import { basisReason } from './region/covenant.ts';
import { type Fields, options } from './tools.ts';

/** Days that have been are asked for in other words than those to come. */
const SINCE = { hint: 'field.since.hint', example: 'field.firstDay.example' } as const;

/** Fields of the forms about a report, by the name of the command each sends. */
export const REPORT_FIELDS: Readonly<Partial<Record<CommandName, Fields>>> = {
  'report.make': (c, f) => [
    f.choice('role', options(c, 'role', REPORTING_ROLES), { label: 'field.reportRole' }),
    f.choice(
      'organisation',
      c.organisations.map((o) => ({ value: o.key, label: o.name })),
      { optional: true },
    ),
    f.date('since', { ...SINCE, optional: true }),
    f.choice('ageBand', options(c, 'ageBand', AGE_BANDS), { label: 'field.band', optional: true }),
    {
      kind: 'checks',
      name: 'involved',
      label: word(c.reader, 'field.involved'),
      options: options(c, 'involved', INVOLVED_KINDS),
      optional: true,
    },
    f.text('words', REPORT_MAX, {
      label: 'field.reportWords',
      hint: 'field.reportWords.hint',
      multiline: true,
      optional: true,
    }),
  ],
  'report.takeIn': (c, f) => [
    f.date('firstDay', {
      hint: `field.firstDay.${c.firstDayRule}`,
      example: 'field.firstDay.example',
      ...(c.report?.since ? { value: c.report.since } : {}),
    }),
    f.choice(
      'joins',
      c.report && !FAMILY_ROLES.has(c.report.role)
        ? (['yes', 'no'] as const).map((value) => ({
            value,
            label: word(c.reader, `field.joins.${value}`, { by: c.report?.by ?? '–' }),
          }))
        : [],
      { label: 'field.joins', optional: true },
    ),
    basisReason(c, f),
  ],
};
