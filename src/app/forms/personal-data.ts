import type { PlainDate } from '../../domain/vocabulary.ts';
import { findPersonalData } from '../../text/personal-data/personal-data.ts';
import { holds } from '../../text/personal-data/watched-words.ts';
import type { Command } from '../command.ts';

/** Kinds of personal data in what somebody typed freely. The kinds may be logged; the text never is (P2). */
export function personalDataIn(command: Command, args: unknown, today: PlainDate): string[] {
  return [...new Set(textsOf(command, args).flatMap((text) => findPersonalData(text, today)))];
}

/** Whether what somebody typed freely sounds like danger. Nobody but them hears of it: it is counted and logged nowhere (P18). */
export function soundsLikeDanger(command: Command, args: unknown): boolean {
  return textsOf(command, args).some((text) => holds('danger', text));
}

function textsOf(command: Command, args: unknown): readonly string[] {
  return command.freeTexts?.(args) ?? [];
}

/** The same of one text that is typed where nobody is signed in: the kinds of personal data in it, and `danger`. */
export function looksOdd(text: string, today: PlainDate): string[] {
  return [...findPersonalData(text, today), ...(holds('danger', text) ? ['danger'] : [])];
}
