import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../test/support/database/test-database.ts';
import { parseRegionFile, RegionConfigSchema } from '../config/region/region-file.ts';
import { auditKeys } from '../store/audit/audit.ts';
import { importRegion } from '../store/regions/import.ts';
import { regionFiles } from './region-files.ts';

const KEYS = auditKeys('a-secret-that-only-tests-know-0123456789abcdef');
const NOW = '2027-03-11T09:00:00.000Z';
const TODAY = NOW.slice(0, 10);

/** Names as people type them, with what YAML could take for something else. */
const name = fc.oneof(
  fc.constantFrom(
    'ja',
    'null',
    '09:00',
    '2027-03-11',
    '# hekje',
    '- streepje',
    'a: b',
    '0880000000',
    '“aanhaling”',
    "'t Zand",
    '{x}',
    '1e3',
    '~',
  ),
  fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }).filter((s) => s.trim() !== ''),
);
const maybe = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: undefined });
const day = fc
  .integer({ min: 0, max: 700 })
  .map((n) => new Date(Date.UTC(2026, 6, 1 + n)).toISOString().slice(0, 10));
const weekdays = fc.uniqueArray(fc.constantFrom(1, 2, 3, 4, 5, 6, 7), { minLength: 1 });
const holidays = fc.array(
  fc.tuple(name, day, day).map(([n, a, b]) => ({ name: n, from: a < b ? a : b, to: a < b ? b : a })),
  { maxLength: 3 },
);
const schoolHolidays = fc.record({
  region: maybe(fc.constantFrom('Noord', 'Midden', 'Zuid')),
  extra: holidays,
});

/** Any region there can be: its references point at something, and the rest is whatever somebody wrote. */
const region = fc
  .record({
    name,
    language: fc.constantFrom('nl', 'en'),
    workingDays: weekdays,
    extra: fc.array(fc.record({ date: day, name }), { maxLength: 3 }),
    except: fc.subarray(['Goede Vrijdag', 'Koningsdag', '2027-05-05']),
    count: maybe(fc.constant(['public'])),
    schoolHolidays,
    people: fc.array(
      fc.record({
        name,
        email: maybe(fc.constant('iemand@example.org')),
        language: maybe(fc.constantFrom('nl', 'en')),
        workingDays: maybe(weekdays),
        phone: maybe(fc.constantFrom('088 000 0000', '0880000000', '+31 88 000 00 00')),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    organisations: fc.array(
      fc.record({
        name,
        type: fc.constantFrom('school', 'true', 'no'),
        point: fc.boolean(),
        checkedOn: maybe(day),
        own: maybe(schoolHolidays),
      }),
      { maxLength: 3 },
    ),
    rungs: fc.uniqueArray(fc.constantFrom(3, 4, 5, 6)),
    title: name,
    silence: fc.integer({ min: 0, max: 250 }),
    slack: fc.boolean(),
    needsButton: fc.boolean(),
  })
  .map((r) => {
    const people = r.people.map((p, i) => ({ ...p, key: `p${i}` }));
    const last = `p${people.length - 1}`;
    const organisations = r.organisations.map((o, i) => ({
      key: `o${i}`,
      name: o.name,
      type: o.type,
      ...(o.own ? { schoolHolidays: o.own } : {}),
      contactPoints: o.point ? [{ role: 'zorg', person: 'p0', deputy: last, checkedOn: o.checkedOn }] : [],
    }));
    const point = organisations.find((o) => o.contactPoints.length > 0);
    return {
      key: 'eigenschap',
      name: r.name,
      language: r.language,
      workingDays: r.workingDays,
      holidays: { extra: r.extra, except: r.except, count: r.count },
      schoolHolidays: r.schoolHolidays,
      timers: { silence: r.silence },
      escalationNeedsButton: r.needsButton,
      people,
      organisations,
      ladder: r.rungs.map((rung) => ({
        rung,
        title: r.title,
        contacts: point ? [`${point.key}/zorg`, last] : ['p0'],
      })),
      coordinators: ['p0'],
      workspaces: r.slack ? [{ platform: 'slack', teamId: 'T0EIGEN' }] : [],
    };
  });

describe('a region that is taken out as a file', () => {
  let test: Awaited<ReturnType<typeof createTestDatabase>>;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  it('and read again changes nothing, whatever stands in it', async () => {
    await fc.assert(
      fc.asyncProperty(region, async (given) => {
        const config = RegionConfigSchema.parse(given);
        expect(regionFiles.check(config, 'nl')).toEqual([]);
        const read = parseRegionFile(regionFiles.write(config));
        if (!read.ok) throw new Error(JSON.stringify(read.errors));
        await importRegion(test.database, KEYS, config, NOW);
        expect((await importRegion(test.database, KEYS, read.region, NOW)).result).toBe('unchanged');
      }),
      { numRuns: 60 },
    );
  });

  it('is the example, when the example was read', () => {
    const example = readFileSync(new URL('../../examples/region.example.yaml', import.meta.url), 'utf8');
    const read = regionFiles.read(example, 'nl', TODAY);
    if (!read.ok) throw new Error('the example is wrong');
    expect(regionFiles.read(regionFiles.write(read.file), 'nl', TODAY)).toEqual(read);
  });
});
