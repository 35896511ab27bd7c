import type { CommandName } from '../../domain/command-names.ts';
import { ABSENCE_CATEGORIES, type PlainDate } from '../../domain/vocabulary.ts';
import type { Option } from '../../ports/document.ts';
import { formatDate } from '../words/dates.ts';
import { word } from '../words/tools.ts';
import type { TextKey } from '../words/translate.ts';
import type { FormContext } from './context.ts';
import { type Fields, options } from './tools.ts';

const yesOrNo = (c: FormContext): Option[] =>
  (['yes', 'no'] as const).map((one) => ({ value: one, label: word(c.reader, `absence.enrolled.${one}`) }));

/** A day as it stands already. */
export const dayNow = ({ reader }: FormContext, day?: PlainDate | null): { value?: string } =>
  day ? { value: formatDate(day, reader.language) } : {};

/** Forms about being at home: a case that begins, since when, lessons again, and at home again. */
export const ABSENCE_FIELDS: Readonly<Partial<Record<CommandName, Fields>>> = {
  'case.open': (c, f) => [
    f.date('firstDay', {
      hint: `field.firstDay.${c.firstDayRule}` as TextKey,
      example: 'field.firstDay.example',
      optional: true,
    }),
    f.tick('threatened', 'field.threatened', 'field.threatenedYes'),
  ],
  'case.setAbsence': (c, f) => [
    f.date('firstDay', {
      ...{ hint: `field.firstDay.${c.firstDayRule}` as TextKey, example: 'field.firstDay.example' },
      ...{ optional: true, ...dayNow(c, c.absence?.firstDay) },
    }),
    f.text('reason', 200, {
      label: 'field.firstDayReason',
      hint: 'field.firstDayReason.hint',
      optional: true,
    }),
    f.choice('absence', options(c, 'absence.category', ABSENCE_CATEGORIES), {
      ...{ hint: 'field.absence.hint', optional: true },
      value: c.absence?.category ?? undefined,
    }),
    f.choice('enrolled', yesOrNo(c), {
      ...{ label: 'field.enrolled', optional: true },
      value: c.absence?.enrolled ?? undefined,
    }),
  ],
  'case.firstLesson': (_c, f) => [
    f.date('on', { label: 'field.firstLesson', hint: 'field.firstLesson.hint' }),
  ],
  'case.homeAgain': (_c, f) => [f.date('on', { label: 'field.homeAgain', hint: 'field.homeAgain.hint' })],
};
