import { holidayNames, isKnownCountry } from '../../holidays/holidays.ts';
import type { Problem } from '../error-words.ts';
import { missing, type Path, repeated } from '../problems.ts';
import type { RegionConfig } from '../schema.ts';
import { checkDirectory } from './directory.ts';
import { checkLegal, checkLibrary } from './library.ts';
import { checkWorkspaces } from './workspaces.ts';

/**
 * Checks what a schema cannot see: that references point at something, that keys are unique, that times are in order.
 */
export function checkReferences(region: RegionConfig): Problem[] {
  return [
    ...unique(region),
    ...people(region),
    ...ladder(region),
    ...checkWorkspaces(region),
    ...checkDirectory(region),
    ...checkLibrary(region),
    ...checkLegal(region),
    ...timersInOrder(region),
    ...times(region),
    ...holidays(region),
  ];
}

function unique(region: RegionConfig): Problem[] {
  const lists: [string, Path, (string | undefined)[]][] = [
    ['organisations', ['key'], region.organisations.map((o) => o.key)],
    ['people', ['key'], region.people.map((p) => p.key)],
    ['ladder', ['rung'], region.ladder.map((r) => String(r.rung))],
    ['coordinators', [], region.coordinators],
    ['administrators', [], region.administrators ?? []],
  ];
  const twice = lists.flatMap(([list, key, values]) => repeated([list], key, values));
  const roles = region.organisations.flatMap(({ contactPoints }, i) =>
    repeated(
      ['organisations', i, 'contactPoints'],
      ['role'],
      contactPoints.map((c) => c.role),
    ),
  );
  return [...twice, ...roles];
}

function people(region: RegionConfig): Problem[] {
  const known = new Set(region.people.map((person) => person.key));
  const references: [Path, string | undefined][] = [
    [['escalationContact'], region.escalationContact],
    ...region.coordinators.map((person, i): [Path, string] => [['coordinators', i], person]),
    ...(region.administrators ?? []).map((person, i): [Path, string] => [['administrators', i], person]),
    ...region.organisations.flatMap((organisation, i): [Path, string | undefined][] => [
      [['organisations', i, 'escalationContact'], organisation.escalationContact],
      ...organisation.contactPoints.flatMap((point, j): [Path, string | undefined][] => [
        [['organisations', i, 'contactPoints', j, 'person'], point.person],
        [['organisations', i, 'contactPoints', j, 'deputy'], point.deputy],
      ]),
    ]),
  ];
  return references.flatMap(([path, person]) => missing(path, person, known, 'no-person'));
}

function ladder(region: RegionConfig): Problem[] {
  const known = new Set(region.people.map((person) => person.key));
  const points = new Set(
    region.organisations.flatMap(({ key, contactPoints }) =>
      contactPoints.map(({ role }) => `${key}/${role}`),
    ),
  );
  return region.ladder.flatMap((rung, i) =>
    (['contacts', 'deputies'] as const).flatMap((list) =>
      rung[list].flatMap((one, j) =>
        one.includes('/')
          ? missing(['ladder', i, list, j], one, points, 'no-contact-point')
          : missing(['ladder', i, list, j], one, known, 'no-person'),
      ),
    ),
  );
}

/** Steps of one climb: each has its own day, so that nobody is told before their turn. */
function timersInOrder({ timers }: RegionConfig): Problem[] {
  const climbs = [
    ['overdueOwner', 'overdueDeputy', 'overdueLead', 'escalationNotice', 'escalation'],
    ['leadMissingAlert', 'leadMissingLadder'],
  ] as const;
  return climbs.flatMap((climb) =>
    climb.flatMap((timer, i) => {
      const before = climb[i - 1];
      if (before === undefined || timers[timer] > timers[before]) return [];
      return [{ path: ['timers', timer], is: 'not-after' as const, value: `${before} (${timers[before]})` }];
    }),
  );
}

function times(region: RegionConfig): Problem[] {
  const { from, to } = region.contactHours;
  const problems: Problem[] = [];
  if (to <= from) problems.push({ path: ['contactHours', 'to'], is: 'not-after', value: from });
  else if (region.nudgeTime < from || region.nudgeTime >= to)
    problems.push({ path: ['nudgeTime'], is: 'outside-hours' });
  problems.push(...backwards(['schoolHolidays'], region.schoolHolidays.extra));
  for (const [i, { schoolHolidays }] of region.organisations.entries())
    problems.push(...backwards(['organisations', i, 'schoolHolidays'], schoolHolidays?.extra ?? []));
  return problems;
}

function backwards(at: Path, holidays: readonly { from: string; to: string }[]): Problem[] {
  return holidays.flatMap((holiday, i) =>
    holiday.to < holiday.from ? [{ path: [...at, 'extra', i, 'to'], is: 'backwards' as const }] : [],
  );
}

/** A year in which every holiday of a country exists; only names are compared. */
const ANY_YEAR = 2027;

function holidays(region: RegionConfig): Problem[] {
  if (!isKnownCountry(region.country)) return [{ path: ['country'], is: 'no-country' }];
  const known = holidayNames(region, ANY_YEAR);
  const folded = new Set(known.map((name) => name.toLowerCase()));
  return region.holidays.except.flatMap((value, i) =>
    folded.has(value.toLowerCase()) || /^\d{4}-\d{2}-\d{2}$/.test(value)
      ? []
      : [{ path: ['holidays', 'except', i], is: 'no-holiday' as const, value, among: known }],
  );
}
