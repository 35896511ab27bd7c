import type { CommandName } from '../../domain/command-names.ts';
import { QUESTION_MAX } from '../../domain/rules/case/intake.ts';
import {
  AGE_BANDS,
  AUTHORITY_CHECKS,
  CONTACT_WAYS,
  NOT_TAKEN_IN,
  ROUTES_TRIED,
  SPOKEN_WITH,
  SUPPORT_ANSWERS,
} from '../../domain/vocabulary.ts';
import type { Option } from '../../ports/document.ts';
import { formatMonth } from '../words/dates.ts';
import { word } from '../words/tools.ts';
import type { FormContext } from './context.ts';
import { type Fields, options } from './tools.ts';

const REASON_MAX = 300;
/** A day that has been is asked for in other words than one that is to come. */
const PAST = { hint: 'field.spokenOn.hint', example: 'field.spokenOn.example' } as const;

/** Fields of the forms of an intake, by the name of the command each sends. */
export const INTAKE_FIELDS: Readonly<Partial<Record<CommandName, Fields>>> = {
  'intake.contact': (c, f) => [
    f.choice('spokenWith', options(c, 'spokenWith', SPOKEN_WITH)),
    f.choice('way', options(c, 'contactWay', CONTACT_WAYS), {
      label: 'field.contactWay',
      hint: 'field.contactWay.hint',
    }),
    f.date('spokenOn', PAST),
  ],
  'intake.method': (_c, f) => [f.date('spokenOn', { ...PAST, label: 'field.explainedOn' })],
  'intake.question': (c, f) => [
    f.text('words', QUESTION_MAX, {
      label: 'field.familyQuestion',
      hint: 'field.familyQuestion.hint',
      multiline: true,
      ...(c.question?.words ? { value: c.question.words } : {}),
    }),
  ],
  'intake.routes': (c) => [
    {
      kind: 'checks',
      name: 'tried',
      label: word(c.reader, 'field.tried'),
      options: options(c, 'route', ROUTES_TRIED),
    },
  ],
  'intake.authority': (c, f) => [
    f.choice(
      'holders',
      ['1', '2', '3', '4'].map((value) => ({ value, label: word(c.reader, 'intake.people', { n: value }) })),
      { label: 'field.holders', hint: 'field.holders.hint' },
    ),
    f.choice('seenIn', options(c, 'authority', AUTHORITY_CHECKS), {
      label: 'field.seenIn',
      hint: 'field.seenIn.hint',
    }),
    f.date('spokenOn', { ...PAST, label: 'field.seenOn' }),
  ],
  'intake.age': (c, f) => [
    f.choice('band', options(c, 'ageBand', AGE_BANDS), { label: 'field.band' }),
    f.choice('month', monthsFrom(c), {
      label: 'field.bandUntil',
      hint: 'field.bandUntil.hint',
      optional: true,
    }),
  ],
  'intake.support': (c, f) => [
    f.choice('answer', options(c, 'support', SUPPORT_ANSWERS), {
      label: 'field.support',
      hint: 'field.support.hint',
    }),
    f.date('spokenOn', PAST),
  ],
  'intake.skip': (c, f) => [
    f.choice(
      'step',
      c.missing.map((step) => ({ value: step, label: word(c.reader, `intake.label.${step}`) })),
      { label: 'field.step' },
    ),
    f.text('reason', REASON_MAX, { hint: 'field.reason.hint' }),
  ],
  'intake.decline': (c, f) => [
    f.choice('because', options(c, 'notTakenIn', NOT_TAKEN_IN), {
      label: 'field.because',
      hint: 'field.because.hint',
    }),
  ],
};

/** The months of the next four years: the longest that one band lasts before another begins, from twelve on. */
function monthsFrom({ today, reader }: FormContext): Option[] {
  const [year = 0, month = 1] = today.split('-').map(Number);
  return Array.from({ length: 48 }, (_, i) => {
    const at = new Date(Date.UTC(year, month - 1 + i, 1)).toISOString().slice(0, 7);
    return { value: at, label: formatMonth(at, reader.language) };
  });
}
