import {
  REQUEST_ANSWER_MAX,
  REQUEST_QUESTION_MAX,
  REQUEST_QUESTIONS,
} from '../../domain/case/requests/information-request.ts';
import type { Option, RichText } from '../../ports/document.ts';
import { formatDate } from '../words/dates.ts';
import { sentence, word } from '../words/tools.ts';
import { partiesToAsk } from './consent-fields.ts';
import type { FormContext } from './context.ts';
import type { Fields } from './tools.ts';

const whom = (c: FormContext): Option[] =>
  (c.request?.people ?? []).map((p) => ({ value: p.id, label: p.name }));

/** A choice that has one answer is made already. */
const theOnly = (people: readonly Option[]): string | undefined =>
  people.length === 1 ? people[0]?.value : undefined;

/** The forms of a request for information to a party. */
export const REQUEST_FIELDS = {
  'request.begin': (c, f) => [f.choice('party', partiesToAsk(c), { hint: 'field.requestParty.hint' })],
  'request.ask': (c, f) => [
    f.choice('contact', whom(c), {
      label: 'field.requestContact',
      hint: 'field.requestContact.hint',
      value: theOnly(whom(c)),
    }),
    ...([1, 2, 3] as const).map((n) =>
      f.text(`question${n}`, REQUEST_QUESTION_MAX, {
        label: `field.requestQuestion.${n}`,
        optional: n > 1,
        ...(n === 1 ? { hint: 'field.requestQuestion.hint' as const } : {}),
        value: c.again ? undefined : c.request?.examples[n - 1],
      }),
    ),
    f.date('due', {
      label: 'field.requestDue',
      ...(c.request?.due ? { value: formatDate(c.request.due, c.reader.language) } : {}),
    }),
  ],
  'request.answer': (_c, f) => [
    f.text('words', REQUEST_ANSWER_MAX, {
      label: 'field.requestAnswer',
      hint: 'field.requestAnswer.hint',
      multiline: true,
    }),
  ],
  'request.enterByPhone': (c, f) => [
    f.choice('person', whom(c), { label: 'field.requestSpeaker', value: theOnly(whom(c)) }),
    f.choice(
      'held',
      (['yes', 'no'] as const).map((value) => ({
        value,
        label: word(c.reader, `field.requestHeld.${value}`),
      })),
      { label: 'field.requestHeld' },
    ),
    f.text('words', REQUEST_ANSWER_MAX, {
      label: 'field.requestAnswer',
      hint: 'field.requestPhone.hint',
      multiline: true,
      optional: true,
    }),
  ],
} satisfies Readonly<Record<string, Fields>>;

/** The words above the form: the questions themselves, or who will read them. */
export function requestBefore(c: FormContext): RichText | undefined {
  const { request, reader } = c;
  if (!request) return undefined;
  if (request.questions.length > 0) {
    const n = request.questions.length;
    // Each question is a line of its own, as whoever answers goes through them.
    const asked =
      n === 1 ? request.questions.join('') : request.questions.map((one, i) => `${i + 1}. ${one}`).join('\n');
    return [
      ...sentence(reader, 'request.asked', { n, code: c.code ?? 'none' }),
      `\n${asked}\n`,
      ...sentence(reader, 'request.readers'),
    ];
  }
  const more = request.examples.slice(REQUEST_QUESTIONS);
  const others =
    more.length > 0 ? [' ', ...sentence(reader, 'request.examples', { list: more.join(' ') })] : [];
  return [...sentence(reader, 'request.before', { party: request.party }), ...others];
}
