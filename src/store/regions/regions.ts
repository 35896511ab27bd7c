import type pg from 'pg';
import {
  contactsOfRung,
  type RegionConfig,
  schoolHolidaysOf,
  toRegionCalendar,
  yearsAround,
} from '../../config/region/region-file.ts';
import { consentRuleOf } from '../../domain/region/consent-rule.ts';
import type { Region, RegionWorkspace } from '../../domain/region/region.ts';
import type { Uuid } from '../../domain/vocabulary.ts';

/** A region is read by every command and changes a few times a year: kept, and dropped when a change is announced. */
const KEEP_MS = 60_000;

interface Row {
  id: Uuid;
  version: number;
  config: RegionConfig & { filledContacts?: Record<string, Uuid> };
  people: Record<string, Uuid>;
  workspaces: RegionWorkspace[];
  demonstration: boolean;
  consentTold: boolean;
}

const SQL = `
  SELECT
    g."id",
    g."version",
    g."config",
    g."consentTold",
    EXISTS (
      SELECT 1
      FROM "demonstration" d
      WHERE d."regionId" = g."id"
    ) AS "demonstration",
    COALESCE((
      SELECT jsonb_object_agg(rp."key", rp."personId")
      FROM "regionPerson" rp
      WHERE rp."regionId" = g."id"
    ), '{}'::jsonb) AS "people",
    COALESCE((
      SELECT jsonb_agg(
        jsonb_build_object(
          'id', w."id",
          'platform', w."platform",
          'externalId', w."externalId",
          'titlesInChat', w."titlesInChat",
          'coordinatorChannel', rw."coordinatorChannel",
          'disabled', w."disabledAt" IS NOT NULL
        )
        ORDER BY w."platform" = 'web', w."id"
      )
      FROM "regionWorkspace" rw
      JOIN "workspace" w ON w."id" = rw."workspaceId"
      WHERE rw."regionId" = g."id"
    ), '[]'::jsonb) AS "workspaces"
  FROM "region" g
  WHERE `;

export interface Regions {
  byId(id: Uuid): Promise<Region | null>;
  byKey(key: string): Promise<Region | null>;
  ofWorkspace(workspaceId: Uuid): Promise<Region[]>;
  allIds(): Promise<Uuid[]>;
  toReplan(): Promise<{ regionId: Uuid; version: number }[]>;
  replanned(id: Uuid, version: number): Promise<void>;
  consentTold(id: Uuid): Promise<void>;
  differsFromFile(id: Uuid): Promise<boolean>;
  forget(): void;
}

/** `today` decides which years the calendar knows. */
export function createRegions(pool: pg.Pool, today: () => string): Regions {
  const kept = new Map<Uuid, { region: Region; year: string; at: number }>();
  const byId = async (id: Uuid): Promise<Region | null> => {
    const known = kept.get(id);
    const year = today().slice(0, 4);
    if (known && known.year === year && performance.now() - known.at < KEEP_MS) return known.region;
    const { rows } = await pool.query<Row>({ name: 'region', text: `${SQL} g."id" = $1`, values: [id] });
    if (!rows[0]) return null;
    const same = known && known.region.version === rows[0].version && known.year === year;
    const region = { ...resolveRegion(rows[0], today(), same ? known.region.calendar : null) };
    kept.set(id, { region, year, at: performance.now() });
    return region;
  };
  return {
    byId,
    byKey: async (key) => {
      const { rows } = await pool.query<{ id: Uuid }>('SELECT "id" FROM "region" WHERE "key" = $1', [key]);
      return rows[0] ? byId(rows[0].id) : null;
    },
    ofWorkspace: async (workspaceId) => {
      const { rows } = await pool.query<{ regionId: Uuid }>(
        'SELECT "regionId" FROM "regionWorkspace" WHERE "workspaceId" = $1',
        [workspaceId],
      );
      return (await Promise.all(rows.map((r) => byId(r.regionId)))).filter((r) => r !== null);
    },
    allIds: async () =>
      (await pool.query<{ id: Uuid }>('SELECT "id" FROM "region" ORDER BY "id"')).rows.map((r) => r.id),
    toReplan: async () => {
      const { rows } = await pool.query<{ regionId: Uuid; version: number }>(
        'SELECT "id" AS "regionId", "version" FROM "region" WHERE "plannedVersion" < "version" ORDER BY "id"',
      );
      return rows;
    },
    replanned: async (id, version) => {
      await pool.query(
        'UPDATE "region" SET "plannedVersion" = $2 WHERE "id" = $1 AND "plannedVersion" < $2',
        [id, version],
      );
    },
    consentTold: async (id) => {
      await pool.query('UPDATE "region" SET "consentTold" = TRUE WHERE "id" = $1', [id]);
      kept.delete(id);
    },
    differsFromFile: async (id) => {
      const { rowCount } = await pool.query(
        'SELECT 1 FROM "region" WHERE "id" = $1 AND "fileVersion" < "version"',
        [id],
      );
      return rowCount === 1;
    },
    forget: () => kept.clear(),
  };
}

/** Keys of people become ids; a contact a coordinator filled in stands on its rung after those of the file. */
function resolveRegion(row: Row, today: string, calendar: Region['calendar'] | null): Region {
  const { config, people } = row;
  const id = (key: string | undefined): Uuid | null => (key === undefined ? null : (people[key] ?? null));
  const ids = (keys: readonly string[]): Uuid[] => keys.flatMap((key) => id(key) ?? []);
  const { filledContacts: filled = {}, ...file } = config;
  const rungs = new Set([...config.ladder.map((r) => r.rung), ...Object.keys(filled).map(Number)]);
  return {
    id: row.id,
    version: row.version,
    key: config.key,
    name: config.name,
    language: config.language,
    calendar: calendar ?? toRegionCalendar(config, yearsAround(today)),
    timers: config.timers,
    organisations: config.organisations.map((o) => ({
      key: o.key,
      name: o.name,
      type: o.type,
      escalationContactPersonId: id(o.escalationContact),
      schoolHolidays: schoolHolidaysOf(config, o.schoolHolidays),
      contactPoints: o.contactPoints.flatMap((c) => {
        const personId = id(c.person);
        return personId
          ? [{ role: c.role, personId, deputyPersonId: id(c.deputy), checkedOn: c.checkedOn ?? null }]
          : [];
      }),
    })),
    ladder: [...rungs].sort().map((rung) => ({
      rung,
      title: config.ladder.find((r) => r.rung === rung)?.title ?? '',
      contactPersonIds: [...ids(contactsOfRung(config, rung)), ...(filled[rung] ? [filled[rung]] : [])],
    })),
    escalationContactPersonId: id(config.escalationContact),
    escalationNeedsButton: config.escalationNeedsButton,
    consent: consentRuleOf(config),
    intake: config.intake ?? null,
    coordinatorPersonIds: ids(config.coordinators),
    administratorPersonIds: ids(config.administrators ?? config.coordinators),
    workspaces: row.workspaces,
    personIds: people,
    file,
    ...(row.demonstration ? { demonstration: true as const } : {}),
    ...(row.consentTold ? {} : { tellConsent: true as const }),
  };
}
