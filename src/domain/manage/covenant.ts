import { tooFar } from '../calendar/date-bounds.ts';
import { addMonths } from '../calendar/index.ts';
import { type Refused, refuse } from '../case/decision.ts';
import { allBases } from '../region/bases.ts';
import { type FileCovenant, type FileLegal, hasAcceded } from '../region/covenant.ts';
import type { FileOrganisation, RegionFile } from '../region/region-file.ts';
import type { PlainDate } from '../vocabulary.ts';
import { type Edit, edited, given, gone, put } from './edit.ts';
import { organisationIndex } from './organisations.ts';

/** The covenant of a region, and of each organisation its basis and accession (C04, P8). */

/** Once a year somebody looks whether it is still right. */
const CHECK_MONTHS = 12;

/** Whether somebody should look again at what was written down: nobody ever did, or it was a year ago. */
export function isYearAgo(checkedOn: PlainDate | null | undefined, today: PlainDate): boolean {
  return !checkedOn || addMonths(checkedOn, CHECK_MONTHS) <= today;
}

/** How many things a coordinator should look at: the covenant, the bases in use, and what stands with organisations. */
export function legalDue(file: RegionFile, today: PlainDate): number {
  const { covenant, organisations } = file;
  if (covenant === undefined) return 0;
  const used = new Set(organisations.flatMap(({ legal }) => legal?.basis ?? []));
  const looked = [
    covenant.checkedOn,
    ...allBases(file).flatMap(({ key, isOff, checkedOn }) => (used.has(key) && !isOff ? [checkedOn] : [])),
    ...organisations.flatMap(({ legal }) => (legal ? [legal.checkedOn] : [])),
  ];
  return looked.filter((on) => isYearAgo(on, today)).length;
}

/** The organisations that lack a basis or an accession to the covenant. */
export function withoutLegal({ covenant, organisations }: RegionFile): FileOrganisation[] {
  if (covenant === undefined) return [];
  return organisations.filter(({ legal }) => !legal?.basis || !hasAcceded(covenant, legal));
}

export interface CovenantValues extends Omit<FileCovenant, 'checkedOn' | 'where' | 'officer'> {
  readonly where: string | null;
  readonly officer: string | null;
  readonly earlierCounts: boolean;
}

/** Sets the covenant with which the region works: from now on every party needs a basis and an accession. */
export function putCovenant(file: RegionFile, values: CovenantValues, today: PlainDate): Edit {
  const no = notYet(values.date, today, 'covenantDate');
  if (no) return no;
  const { name, version, date, where, officer, earlierCounts } = values;
  const covenant: FileCovenant = {
    ...{ name, version, date },
    ...given('where', where),
    ...given('officer', officer),
    ...(earlierCounts ? { earlierCounts } : {}),
    checkedOn: today,
  };
  const next = { ...file, covenant };
  const missing = withoutLegal(next).length;
  return edited(
    next,
    ['covenant'],
    { key: 'done.manage.covenant', values: { what: name, n: missing } },
    { date: 'covenantDate' },
  );
}

/** The region works without a covenant again; what stands with each organisation stays. */
export function removeCovenant({ covenant, ...file }: RegionFile): Edit {
  if (covenant === undefined) return gone();
  return edited(file, ['covenant'], { key: 'done.manage.removed', values: { what: covenant.name } });
}

export function covenantChecked(file: RegionFile, today: PlainDate): Edit {
  if (file.covenant === undefined) return gone();
  return edited({ ...file, covenant: { ...file.covenant, checkedOn: today } }, ['covenant'], {
    key: 'done.manage.saved',
    values: { what: file.covenant.name },
  });
}

export interface LegalValues {
  readonly basis: string | null;
  readonly covenantVersion: string | null;
  readonly accededOn: PlainDate | null;
}

/** Writes down on which basis an organisation works and to which version it acceded when; whoever does looked today. */
export function putLegal(
  file: RegionFile,
  organisation: string,
  values: LegalValues,
  today: PlainDate,
): Edit {
  const no = values.accededOn && notYet(values.accededOn, today, 'accededOn');
  if (no) return no;
  const { basis, covenantVersion, accededOn } = values;
  const isEmpty = !basis && !covenantVersion && !accededOn;
  return withLegal(
    file,
    organisation,
    isEmpty
      ? null
      : {
          ...given('basis', basis),
          ...given('covenantVersion', covenantVersion),
          ...given('accededOn', accededOn),
          checkedOn: today,
        },
  );
}

export function legalChecked(file: RegionFile, organisation: string, today: PlainDate): Edit {
  const old = file.organisations[organisationIndex(file, organisation)]?.legal;
  return old ? withLegal(file, organisation, { ...old, checkedOn: today }) : gone();
}

function withLegal(file: RegionFile, organisation: string, legal: FileLegal | null): Edit {
  const at = organisationIndex(file, organisation);
  const old = file.organisations[at];
  if (!old) return gone();
  const { legal: _before, ...rest } = old;
  const organisations = put(file.organisations, at, { ...rest, ...given('legal', legal) });
  return edited({ ...file, organisations }, ['organisations', at, 'legal'], {
    key: 'done.manage.saved',
    values: { what: old.name },
  });
}

/** A covenant or an accession of a day to come is none yet. */
function notYet(date: PlainDate, today: PlainDate, field: string): Refused | null {
  if (date > today) return refuse('refused.dayToCome', {}, { field });
  return tooFar('signed', date, today, field);
}
