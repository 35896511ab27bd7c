import { allTerms, TERM_STARTS, TERM_TEXT_MAX, TERM_UNITS, termsOf } from '../../domain/region/terms.ts';
import type { Field } from '../../ports/document.ts';
import { termTexts } from '../compose/case/terms.ts';
import { word } from '../words/tools.ts';
import type { FormContext } from './context.ts';
import { choice, text } from './manage-fields.ts';
import type { Fields } from './tools.ts';

/** The day from which a term is counted, and a term as the region changes it. */

export const termDateFields: Fields = (c, f) => [
  f.choice(
    'term',
    termsOf(c.region.file)
      .filter(({ from }) => from === 'typed')
      .map((term) => ({ value: term.key, label: termTexts(term, c.reader.language).name })),
    { label: 'term.f.which', hint: 'term.f.which.hint' },
  ),
  f.date('termDay', { label: 'term.f.day', hint: 'term.f.day.hint', optional: true }),
];

export function termFields(c: FormContext): Field[] {
  const term = allTerms(c.region.file).find((one) => one.key === c.args.term);
  const texts = term ? termTexts(term, c.reader.language) : null;
  const units = TERM_UNITS.map((one) => ({ value: one, label: word(c.reader, `term.unit.${one}`) }));
  const starts = TERM_STARTS.map((one) => ({ value: one, label: word(c.reader, `term.start.${one}`) }));
  return [
    text(c, 'name', { value: texts?.name, label: 'term.f.name' }, TERM_TEXT_MAX),
    text(c, 'n', { value: term ? String(term.n) : undefined, label: 'term.f.n' }, 3),
    choice(c, 'unit', units, { value: term?.unit, label: 'term.f.unit' }),
    choice(c, 'from', starts, { value: term?.from, label: 'term.f.from' }),
    text(
      c,
      'begins',
      { value: texts?.begins, label: 'term.f.begins', hint: 'term.f.begins.hint', optional: true },
      TERM_TEXT_MAX,
    ),
    text(c, 'who', { value: texts?.who, label: 'term.f.who' }, TERM_TEXT_MAX),
    text(
      c,
      'source',
      { value: texts?.source, label: 'term.f.source', hint: 'term.f.source.hint' },
      TERM_TEXT_MAX,
    ),
  ];
}
