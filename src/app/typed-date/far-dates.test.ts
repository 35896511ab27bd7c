import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { DATE_BOUNDS } from '../../domain/calendar/date-bounds.ts';
import { addDays, addMonths } from '../../domain/calendar/index.ts';
import { dateKindOf } from '../commands/args.ts';
import { COMMANDS } from '../registry.ts';
import { farDate } from './far-dates.ts';

const TODAY = '2027-03-16';

/** Every argument of every command that takes an existing day and no other text. */
const DATES = [...COMMANDS.values()].flatMap((command) => {
  const { shape = {} } = command.args as { shape?: Record<string, z.ZodType> };
  const takesDays = (schema: z.ZodType): boolean =>
    schema.safeParse('2027-03-18').success && !schema.safeParse('2027-02-30').success;
  return Object.entries(shape)
    .filter(([, schema]) => takesDays(schema))
    .map(([field, schema]) => ({ name: `${command.name} ${field}`, command, field, schema }));
});

describe('every date that a command takes', () => {
  it('is found', () => {
    expect(DATES.length).toBeGreaterThan(15);
  });

  it.each(DATES)('has a kind, which says how far away it may lie: $name', ({ schema }) => {
    expect(Object.keys(DATE_BOUNDS)).toContain(dateKindOf(schema));
  });

  it.each(DATES)('is refused at its field when it lies beyond that, however far: $name', (of) => {
    const { ahead, back }: { ahead?: number; back?: number } = DATE_BOUNDS[dateKindOf(of.schema) ?? 'named'];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7950 * 365 }), (days) => {
        const said = (date: string) => farDate(of.command, { [of.field]: date }, TODAY);
        if (ahead !== undefined) {
          const date = addDays(addMonths(TODAY, ahead), days);
          expect(said(date)).toMatchObject({
            key: 'refused.dateFarAhead',
            field: of.field,
            values: { date },
          });
        }
        if (back !== undefined) {
          const date = addDays(addMonths(TODAY, -back), -days);
          expect(said(date)).toMatchObject({ key: 'refused.dateFarBack', field: of.field, values: { date } });
        }
        expect(said(TODAY)).toBeNull();
      }),
      { numRuns: 25 },
    );
  });
});
