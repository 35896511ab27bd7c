import { schoolHolidaysKnownUntil } from '../../config/holidays/school-holidays.ts';
import { RegionConfigSchema } from '../../config/region/region-file.ts';
import type { Region } from '../../domain/region/region.ts';
import type { PostgresStore } from '../../store/index.ts';
import type { Database } from '../../store/postgres/database.ts';
import { workspacesOfRegions } from '../../store/workspaces/workspaces.ts';
import { type Check, gap, good, wrong } from './check.ts';
import { type Can, checkCoordinators } from './coordinators.ts';
import { checkTied, checkTwice } from './people.ts';

/** Long enough before the end of the table to do something about it calmly. */
const SOON_MS = 180 * 24 * 3_600_000;

/** Every region: is it there, are its dates known, can the people it names be reached. */
export async function checkRegions(
  database: Database,
  store: PostgresStore,
  can: Can,
  now: Date,
): Promise<Check[]> {
  const ids = await store.allRegionIds();
  if (ids.length === 0)
    return [
      wrong(
        'No region is imported',
        'Start Schakel and open the link that it prints; or copy examples/region.example.yaml, fill it in, and: schakel region import FILE',
      ),
    ];
  const checks: Check[] = [];
  for (const id of ids) {
    const region = await store.region(id);
    if (region) checks.push(...(await checkRegion(database, store, region, { can, now })));
  }
  return [...checks, ...(await checkWorkspaces(database)), ...(await checkTied(database))];
}

/** A region speaks for itself only: what it names without having been given it is said, and what several regions name. */
async function checkWorkspaces(database: Database): Promise<Check[]> {
  const list = await workspacesOfRegions(database);
  const waiting = list.filter((w) => !w.isGiven);
  const shared = new Map(
    list
      .filter((w) => w.others.length > 0)
      .map((w) => [`${w.platform}:${w.externalId}`, [w.region, ...w.others].sort().join(', ')]),
  );
  return [
    ...waiting.map(({ region, platform, externalId }) =>
      gap(
        `Region ${region}: names ${platform}:${externalId}, which it was not given; nothing is done there`,
        `If it is theirs: schakel region workspaces ${region} --give ${platform}:${externalId}; or its own people confirm it with a code from the region's page`,
      ),
    ),
    ...list
      .filter((w) => w.confirmedBy !== null)
      .map(({ region, platform, externalId, confirmedBy }) =>
        good(
          `Region ${region}: ${platform}:${externalId} was confirmed with a code by its account ${confirmedBy}`,
        ),
      ),
    ...[...shared].map(([name, regions]) =>
      gap(
        `Several regions name ${name}: ${regions}`,
        `Right when they share it. If one should not: schakel region workspaces KEY --take ${name}`,
      ),
    ),
  ];
}

async function checkRegion(
  database: Database,
  store: PostgresStore,
  region: Region,
  { can, now }: { readonly can: Can; readonly now: Date },
): Promise<Check[]> {
  const prisma = await database.prisma();
  const row = await prisma.region.findUniqueOrThrow({ where: { id: region.id } });
  const config = RegionConfigSchema.safeParse(withoutFilled(row.config)).data;
  const named = await prisma.regionPerson.findMany({ where: { regionId: region.id } });
  const people = await store.people(named.map((n) => n.personId));
  const places = new Set(region.workspaces.map((w) => w.id));
  const unreachable = named
    .filter(
      (n) => !people.find((p) => p.id === n.personId)?.identities.some((i) => places.has(i.workspaceId)),
    )
    .map((n) => ({ id: n.personId, key: n.key }));
  return [
    good(`Region ${region.key}: imported, version ${region.version}`),
    checkSchoolHolidays(region, config?.schoolHolidays.region ?? null, now),
    ...(await checkCoordinators(database, region, people, can)),
    ...checkContacts(region, unreachable),
    ...(await checkTwice(database, region, config)),
  ];
}

/** Contacts filled in while running stand beside the file's own words. */
function withoutFilled(config: unknown): unknown {
  const { filledContacts: _, ...file } = config as Record<string, unknown>;
  return file;
}

function checkSchoolHolidays(region: Region, table: 'Noord' | 'Midden' | 'Zuid' | null, now: Date): Check {
  const last = region.calendar.schoolHolidays.reduce((latest, { to }) => (to > latest ? to : latest), '');
  const until = table ? ([last, schoolHolidaysKnownUntil(table)].sort().at(-1) ?? '') : last;
  const what = `Region ${region.key}: school holidays`;
  if (until === '')
    return gap(
      `${what} are not given`,
      'Set schoolHolidays in the region file: due dates are then warned about.',
    );
  const left = Date.parse(until) - now.getTime();
  if (left < 0)
    return wrong(
      `${what} are known until ${until} only`,
      'Install a newer Schakel, or follow docs/school-holidays.md.',
    );
  if (left < SOON_MS)
    return gap(`${what} are known until ${until}`, 'docs/school-holidays.md says how to add the next year.');
  return good(`${what} are known until ${until}`);
}

function checkContacts(region: Region, unreachable: readonly { key: string }[]): Check[] {
  const checks: Check[] = [];
  if (unreachable.length > 0)
    checks.push(
      gap(
        `Region ${region.key}: named but not known in a workspace: ${unreachable.map((u) => u.key).join(', ')}`,
        'Schakel cannot write to them. Add "slack:" with their member id, or ask the coordinators to tell them.',
      ),
    );
  const rungs = region.ladder.filter((r) => r.contactPersonIds.length === 0).map((r) => r.rung);
  if (rungs.length > 0)
    checks.push(
      gap(
        `Region ${region.key}: nobody stands on rung ${rungs.join(', ')} of the ladder`,
        'Schakel says so out loud when it gets there. Better to name somebody now.',
      ),
    );
  if (
    region.escalationContactPersonId === null &&
    (region.ladder.find((r) => r.rung === 3)?.contactPersonIds.length ?? 0) === 0
  )
    checks.push(
      gap(
        `Region ${region.key}: no escalation contact`,
        'Set escalationContact in the region file; until then the coordinators are told.',
      ),
    );
  return checks;
}
