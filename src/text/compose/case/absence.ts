import type { AbsenceChanged, Overview } from '../../../domain/messages/index.ts';
import type { Document, Fact, Reader } from '../../../ports/document.ts';
import { date, document, elsewhere, note, sentence, text, word } from '../../words/tools.ts';
import type { TextKey } from '../../words/translate.ts';

/** Tells once what changed about being at home, what follows for the count, and what does not. */
export function absenceChanged(m: AbsenceChanged, reader: Reader): Document {
  const day = (one: string | null): string => (one === null ? 'none' : date(reader, one));
  const values = {
    ...{ by: m.by, code: m.code, on: day(m.on), before: day(m.before) },
    ...{ days: m.daysAtHome ?? 0, norm: day(m.threeMonthDate), ...namesOf(m, reader) },
  };
  return document(
    reader,
    m.code,
    [
      text(sentence(reader, `absence.told.${m.what}` as TextKey, values)),
      ...(m.reason && reader.titles ? [text(sentence(reader, 'involvement.why', { reason: m.reason }))] : []),
      note(sentence(reader, `absence.next.${m.what}` as TextKey, values)),
      ...elsewhere(reader),
    ],
    'push.room',
  );
}

/** The word for it, and whether the child is enrolled, as parts of a sentence; `none` where nobody said. */
export function namesOf(
  { category, enrolled }: Pick<AbsenceChanged, 'category' | 'enrolled'>,
  reader: Reader,
): { readonly category: string; readonly enrolled: string } {
  return {
    category: category === null ? 'none' : word(reader, `absence.category.${category}`),
    enrolled:
      enrolled === null ? 'none' : word(reader, `absence.is.${enrolled ? 'enrolled' : 'notEnrolled'}`),
  };
}

/** Since when at home and the three-month date, or since when there are lessons again. */
export function clockFacts(m: Overview, reader: Reader): Fact[] {
  const fact = (key: 'home' | 'norm' | 'school', value: string): Fact => ({
    label: `${word(reader, `label.${key}` as TextKey)}:`,
    value: [value],
  });
  if (m.firstDayHome === null || m.threeMonthDate === null)
    return [fact('home', word(reader, 'value.notAtHome'))];
  const home = fact('home', date(reader, m.firstDayHome));
  if (!m.atSchool) return [home, fact('norm', date(reader, m.threeMonthDate))];
  const { since, daysBefore: days } = m.atSchool;
  return [home, fact('school', word(reader, 'value.atSchool', { date: date(reader, since), days }))];
}
