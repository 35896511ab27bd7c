import type { HowOften } from '../../domain/rules/family/asked-on.ts';
import type { Action, Reader } from '../../ports/document.ts';
import { weekdayName } from '../words/dates.ts';
import { form, word } from '../words/tools.ts';

/** The family: how often they are asked. */

/** The way for one of the family to say how often they are asked. */
export function askedOnAction(caseId: string, reader: Reader): Action {
  return form(reader, 'button.askedOn', 'family.askedOn', { caseId });
}

/** One answer in words: a day of the week by its name. */
export function oftenWord(reader: Reader, often: HowOften): string {
  if (often === 'usual' || often === 'twice') return word(reader, `often.${often}`);
  return word(reader, 'often.weekly', { day: weekdayName(Number(often), reader.language) });
}
