import { addMonths } from '../calendar.ts';
import type { PlainDate } from '../names.ts';
import type { FileContactPoint, RegionFile } from '../region-file.ts';

/** Half-yearly (C07): "is this still right?" */
export const CHECK_MONTHS = 6;

export interface ContactToCheck {
  readonly organisation: { readonly key: string; readonly name: string };
  readonly point: FileContactPoint;
}

/** Whether somebody should ask again. A point that was never asked about is asked about now. */
export function isDue(point: FileContactPoint, today: PlainDate): boolean {
  return point.checkedOn === undefined || addMonths(point.checkedOn, CHECK_MONTHS) <= today;
}

/** The contact points of a region about which somebody should ask whether they are still right, longest ago first. */
export function contactsToCheck(file: RegionFile, today: PlainDate): ContactToCheck[] {
  return file.organisations
    .flatMap(({ key, name, contactPoints }) =>
      contactPoints
        .filter((point) => isDue(point, today))
        .map((point) => ({ organisation: { key, name }, point })),
    )
    .sort((a, b) => (a.point.checkedOn ?? '').localeCompare(b.point.checkedOn ?? ''));
}
