import type { RegionFile } from '../region/region-file.ts';
import { type Edit, edited, gone, put, without } from './edit.ts';

/** The steps above the case lead, and who is alerted. */

export interface RungValues {
  readonly rung: number;
  readonly title: string;
  /** Keys of people, or organisation/role; in the order in which they are asked. */
  readonly contacts: readonly string[];
  readonly deputies: readonly string[];
}

export function putRung(file: RegionFile, values: RungValues): Edit {
  const index = file.ladder.findIndex((r) => r.rung === values.rung);
  const ladder = put(file.ladder, index, values).toSorted((a, b) => a.rung - b.rung);
  const at = ladder.findIndex((r) => r.rung === values.rung);
  return edited({ ...file, ladder }, ['ladder', at], {
    key: 'done.manage.saved',
    values: { what: values.title },
  });
}

export function removeRung(file: RegionFile, rung: number): Edit {
  const index = file.ladder.findIndex((r) => r.rung === rung);
  const old = file.ladder[index];
  if (!old) return gone();
  return edited({ ...file, ladder: without(file.ladder, index) }, ['ladder'], {
    key: 'done.manage.removed',
    values: { what: old.title },
  });
}

export function putEscalation(file: RegionFile, contact: string | null, needsButton: boolean): Edit {
  const { escalationContact: _old, ...rest } = file;
  return edited(
    { ...rest, ...(contact ? { escalationContact: contact } : {}), escalationNeedsButton: needsButton },
    [],
    { key: 'done.manage.escalation' },
  );
}
