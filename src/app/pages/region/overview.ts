import type { ReasonKind } from '../../../domain/messages/reasons.ts';
import { caseload, type OverviewLine } from '../../../domain/overview/attention.ts';
import { RANK, type Waiting } from '../../../domain/overview/caseload.ts';
import type { Region } from '../../../domain/region/region.ts';
import {
  INVOLVEMENT_LEVELS,
  type InvolvementLevel,
  type PlainDate,
  type Uuid,
} from '../../../domain/vocabulary.ts';
import type { Caseload } from '../../../ports/caseload.ts';
import type { Reader } from '../../../ports/document.ts';
import type { Deliveries } from '../../../ports/region-health.ts';
import { type Deps, readerOf, situationOf } from '../../request-context.ts';
import { type TimelinePage, timelineOf } from '../case/timeline.ts';
import { type HealthPage, healthOf } from './health.ts';

/** The pages over a region and over time. A page that is not theirs to see does not exist: null. */
export interface RegionPages {
  overview(personId: Uuid, regionId: Uuid, filter: Filter): Promise<OverviewPage | null>;
  timeline(personId: Uuid, caseId: Uuid): Promise<TimelinePage | null>;
  health(personId: Uuid, regionId: Uuid): Promise<HealthPage | null>;
}

/** A choice of cases; nothing of a case stands in an address, so a code is no filter. */
export interface Filter {
  /** The reason for which a case needs attention, or `any`; null: all cases. */
  readonly need: 'any' | ReasonKind | null;
  /** The role that is waited for in a case; null: all cases. */
  readonly role: Waiting['role'] | null;
  /** The level of involvement; null: all cases. */
  readonly level: InvolvementLevel | null;
  /** The page, from 1. Null: all of them, for an export. */
  readonly page: number | null;
}

export interface OverviewPage {
  readonly regionId: Uuid;
  readonly regionName: string;
  readonly reader: Reader;
  readonly today: PlainDate;
  readonly filter: Filter;
  readonly lines: readonly OverviewLine[];
  /** How many there are in the region, how many of them need attention, and how many the filter leaves. */
  readonly counts: { readonly all: number; readonly attention: number; readonly found: number };
  readonly pages: number;
  /** Roles that are waited for somewhere, to choose from. */
  readonly roles: readonly Waiting['role'][];
  /** All open cases, for the pictures. */
  readonly all: readonly OverviewLine[];
}

/** The lines that one scrolls through. */
export const PER_PAGE = 50;

export function createRegionPages(deps: Deps, cases: Caseload, deliveries: Deliveries): RegionPages {
  return {
    overview: async (personId, regionId, filter) => {
      const region = await deps.store.region(regionId);
      if (!region?.coordinatorPersonIds.includes(personId)) return null;
      const [person] = await deps.store.people([personId], regionId);
      if (!person) return null;
      const { today, now } = situationOf(deps, region, person, null);
      // A list opens no case: one look at the region, before anything is shown (invariant 9).
      const action = filter.page === null ? 'read.export' : 'read.overview';
      await deps.store.noteInRegion({ now, actor: personId, action, regionId });
      const all = await readCaseload(cases, region, today);
      return pageOf(region, readerOf(deps, region, person, true), today, all, filter);
    },
    timeline: (personId, caseId) => timelineOf(deps, personId, caseId),
    health: (personId, regionId) => healthOf(deps, deliveries, personId, regionId),
  };
}

/** The open cases of a region as they stand today, those that need attention first. */
export async function readCaseload(
  cases: Caseload,
  region: Region,
  today: PlainDate,
): Promise<OverviewLine[]> {
  return caseload(region, await cases.openCases(region.id, region.calendar.zone, today), today);
}

function pageOf(
  region: Region,
  reader: Reader,
  today: PlainDate,
  all: readonly OverviewLine[],
  filter: Filter,
): OverviewPage {
  const found = all.filter((line) => isFound(line, filter));
  const pages = Math.max(1, Math.ceil(found.length / PER_PAGE));
  const page = filter.page === null ? null : Math.min(Math.max(1, filter.page), pages);
  return {
    regionId: region.id,
    regionName: region.name,
    reader,
    today,
    filter: { ...filter, page },
    lines: page === null ? found : found.slice((page - 1) * PER_PAGE, page * PER_PAGE),
    counts: {
      all: all.length,
      attention: all.filter((line) => line.reasons.length > 0).length,
      found: found.length,
    },
    pages,
    roles: [...new Set(all.flatMap((line) => line.waiting.map((w) => w.role)))].sort(),
    all,
  };
}

function isFound(line: OverviewLine, { need, role, level }: Filter): boolean {
  const needed =
    need === null || (need === 'any' ? line.reasons.length > 0 : line.reasons.some((r) => r.kind === need));
  const waits = role === null || line.waiting.some((w) => w.role === role);
  return needed && waits && (level === null || line.involvement === level);
}

export function isReasonKind(value: unknown): value is ReasonKind {
  return RANK.some((kind) => kind === value);
}

export function isLevel(value: unknown): value is InvolvementLevel {
  return INVOLVEMENT_LEVELS.some((level) => level === value);
}
