import { coordinatorsOf } from '../app/coordinators.ts';
import { regionNews } from '../app/outgoing/region-news.ts';
import { readCaseload } from '../app/pages/region/overview.ts';
import { type Deps, situationOf } from '../app/request-context.ts';
import { addDays, instantAt, isWorkingDay, weekdayOf } from '../domain/calendar/index.ts';
import type { MondayList } from '../domain/messages/index.ts';
import type { OverviewLine } from '../domain/overview/attention.ts';
import type { Region } from '../domain/region/region.ts';
import type { PlainDate } from '../domain/vocabulary.ts';
import type { Caseload } from '../ports/caseload.ts';

type MondayDeps = Pick<Deps, 'store' | 'clock' | 'newId' | 'log'> & { readonly caseload: Caseload };

/** The lines that one reads on a Monday morning; the rest stands in the overview. */
const MOST = 10;
const STRENGTHS = 3;

/**
 * The coordinators' list of the week: on its first working day at the time of the nudges, or as soon after it as a
 * round runs within contact hours: what is written in the evening would come with the list of the next week. It is
 * written once whatever crashes (docs/decisions/delivery.md#list-of-the-week). A case that came on that day waits
 * for the next week; a region without any older one is told nothing.
 */
export async function sendMondayList(deps: MondayDeps, region: Region): Promise<void> {
  const { now, today } = situationOf(deps, region, null, null);
  const monday = addDays(today, 1 - weekdayOf(today));
  const day = firstWorkingDay(region, monday);
  if (day === null || now < instantAt(region.calendar.zone, day, region.calendar.nudgeTime)) return;
  const { zone, contactHours } = region.calendar;
  if (!isWorkingDay(region.calendar, today) || now >= instantAt(zone, today, contactHours.to)) return;
  const key = `monday:${region.id}:${monday}`;
  if (await deps.store.wasHandled(key)) return;
  const lines = (await readCaseload(deps.caseload, region, today)).filter((line) => line.openedOn < day);
  const people = lines.length > 0 ? await deps.store.people(region.coordinatorPersonIds, region.id) : [];
  const messages =
    lines.length > 0
      ? regionNews(
          { region, now, newId: deps.newId, key },
          listOf(region, today, lines),
          coordinatorsOf(region, people),
          people,
        )
      : [];
  await deps.store.commit({ now, inbound: { key, reply: null }, cases: [], messages });
}

/** Null: a whole week off. */
function firstWorkingDay({ calendar }: Region, monday: PlainDate): PlainDate | null {
  const week = Array.from({ length: 7 }, (_, i) => addDays(monday, i));
  return week.find((day) => isWorkingDay(calendar, day)) ?? null;
}

function listOf(region: Region, date: PlainDate, all: readonly OverviewLine[]): MondayList {
  const lines = all.map((line) => withNews(line, date));
  const attention = lines.filter((line) => line.reasons.length > 0);
  const shown = attention.slice(0, MOST);
  return {
    type: 'MondayList',
    regionId: region.id,
    regionName: region.name,
    date,
    openCount: lines.length,
    doneLately: lines.reduce((sum, line) => sum + line.doneLately, 0),
    strengths: strengthsOf(attention, lines),
    cases: shown.map(({ caseId, code, reasons, involvement: level }) => ({
      ...{ caseId, code, reasons },
      // What every case begins with goes without saying.
      ...(level === 'follow' ? {} : { involvement: level }),
    })),
    more: attention.length - shown.length,
  };
}

/** The suggestion is told in the week after its signs met, once; the overview goes on showing it. */
function withNews(line: OverviewLine, date: PlainDate): OverviewLine {
  const isTold = ({ since }: { readonly since: PlainDate }): boolean => since < addDays(date, -7);
  return { ...line, reasons: line.reasons.filter((r) => r.kind !== 'complex' || !isTold(r)) };
}

/** Takes strengths of the cases on the list before those of others: what goes well there is easily overlooked. */
function strengthsOf(
  attention: readonly OverviewLine[],
  lines: readonly OverviewLine[],
): MondayList['strengths'] {
  const all = [...attention, ...lines.filter((line) => line.reasons.length === 0)];
  return all
    .flatMap(({ code, strength }) => (strength === null ? [] : [{ code, strength }]))
    .slice(0, STRENGTHS);
}
