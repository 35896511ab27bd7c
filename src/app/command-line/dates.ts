import type { PlainDate } from '../../domain/vocabulary.ts';
import { understandDate } from '../typed-date/understand-date.ts';
import type { Typing } from './meant.ts';

/** The day that was typed, in somebody's own language or the other one; `today` is the day it is counted from. */
export function dateIn(text: string, typing: Typing, today = typing.today): PlainDate | undefined {
  const { language, calendar } = typing;
  for (const one of [language, language === 'nl' ? 'en' : 'nl'] as const) {
    const understood = understandDate(text, { language: one, today, calendar });
    if (understood.ok) return understood.date;
    if (understood.reason === 'ambiguous') return undefined;
  }
  return undefined;
}
