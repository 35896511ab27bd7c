import type { PlainDate } from '../domain/names.ts';
import { findPersonalData } from '../text/personal-data.ts';
import type { Command } from './command.ts';

/** Kinds of personal data in what somebody typed freely. The kinds may be logged; the text never is (P2). */
export function personalDataIn(command: Command, args: unknown, today: PlainDate): string[] {
  const texts = command.freeTexts?.(args) ?? [];
  return [...new Set(texts.flatMap((text) => findPersonalData(text, today)))];
}
