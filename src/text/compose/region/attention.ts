import type { ClockState } from '../../../domain/case/clock/home-clock.ts';
import type { Reason, ReasonKind, Sign } from '../../../domain/messages/reasons.ts';
import type { OverviewLine } from '../../../domain/overview/attention.ts';
import type { Waiting } from '../../../domain/overview/caseload.ts';
import type { Reader } from '../../../ports/document.ts';
import { date, word } from '../../words/tools.ts';
import type { TextKey } from '../../words/translate.ts';

/** A case in the overview in words: why it needs attention, and what it waits for. No word of blame, no person counted. */

export function reasonText(reason: Reason, reader: Reader): string {
  const key = `table.why.${reason.kind}` as TextKey;
  switch (reason.kind) {
    case 'noContact':
    case 'unheard':
      return word(reader, key, { titles: titlesOf(reason.titles, reader) });
    case 'pastNorm':
    case 'nearNorm':
    case 'reported':
      return word(reader, key, { date: date(reader, reason.date) });
    case 'complex':
      return word(reader, key, { signs: signsText(reason.signs, reader) });
    default:
      return word(reader, key, { ...reason });
  }
}

/** Each sign in words, so that a coordinator can see for themselves whether it is so. */
function signsText(signs: readonly Sign[], reader: Reader): string {
  const words = signs.map((one) =>
    word(reader, `table.sign.${one.sign}`, { n: 'count' in one ? one.count : 0 }),
  );
  return new Intl.ListFormat(reader.language).format(words);
}

/** A rung without a name is called what it is. */
export function titlesOf(titles: readonly string[], reader: Reader): string {
  return titles.map((title) => title || word(reader, 'rung.unnamed')).join(', ');
}

/** The reason by itself, to choose from. */
export function reasonName(kind: ReasonKind, reader: Reader): string {
  return word(reader, `table.need.${kind}` as TextKey);
}

export function waitingText(waiting: Waiting, reader: Reader): string {
  const who =
    waiting.what === 'help' ? titlesOf([waiting.title ?? ''], reader) : roleName(waiting.role, reader);
  return word(reader, `table.wait.${waiting.what}` as TextKey, { who, n: waiting.count });
}

export function roleName(role: Waiting['role'], reader: Reader): string {
  if (role === 'caseLead' || role === 'anyone') return word(reader, `table.role.${role}` as TextKey);
  return word(reader, `role.${role}` as TextKey);
}

/** Open agreements, and how many of them stand open past their date: a fact, not a judgement. */
export function openText(line: OverviewLine, reader: Reader): string {
  return word(reader, 'table.openCount', { n: line.open, past: line.openPast, days: line.longestPast });
}

export function homeText(line: OverviewLine, reader: Reader): string {
  if (line.threeMonthDate === null) return word(reader, 'table.home.threatened');
  if (line.atSchoolSince !== null)
    return word(reader, 'table.home.school', { date: date(reader, line.atSchoolSince) });
  return word(reader, `table.home.${line.norm}` as TextKey, { date: date(reader, line.threeMonthDate) });
}

/** How the clock of a case in the table stands. */
export function clockOfLine({ daysAtHome, atSchoolSince }: OverviewLine): ClockState {
  if (daysAtHome === null) return 'threatened';
  return atSchoolSince === null ? 'home' : 'school';
}

export function quietText(line: OverviewLine, reader: Reader): string {
  return word(reader, 'table.quietDays', { n: line.quietDays });
}
