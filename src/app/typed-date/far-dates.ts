import { tooFar } from '../../domain/calendar/date-bounds.ts';
import type { Reply } from '../../domain/case/decision.ts';
import type { PlainDate } from '../../domain/vocabulary.ts';
import type { Command } from '../command.ts';
import { dateKindOf } from '../commands/args.ts';

/**
 * Every date among the arguments of a command, held against how far away its kind may lie. The rules refuse such a date
 * themselves; this check stands before all of them, so that a new argument is bounded on the day it is added.
 */
export function farDate(command: Command, data: unknown, today: PlainDate): Reply | null {
  const shape = (command.args as { shape?: Readonly<Record<string, object>> }).shape ?? {};
  const given = (data ?? {}) as Readonly<Record<string, unknown>>;
  for (const [field, schema] of Object.entries(shape)) {
    const kind = dateKindOf(schema);
    const date = given[field];
    const far = kind && typeof date === 'string' ? tooFar(kind, date, today, field) : null;
    if (far) return far.reply;
  }
  return null;
}
