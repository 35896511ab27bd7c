import type { PlainDate } from '../vocabulary.ts';

/**
 * The legal bases on which organisations work (C04, P3), as dated help that a region changes. Whether a basis holds in
 * a case is for the organisation and its own lawyer to say; Schakel keeps what a coordinator wrote down.
 */

/** Sorts of organisation that a basis is usual for; an organisation of another sort is shown all of them. */
export const ORGANISATION_KINDS = [
  'school',
  'municipality',
  'educationPartnership',
  'careProvider',
  'other',
] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/** `note`: what to look out for. `source`: where it can be looked up. */
export const BASIS_TEXTS = ['name', 'note', 'source'] as const;
export type BasisText = (typeof BASIS_TEXTS)[number];
export const BASIS_TEXT_MAX = 300;

/** A line of a region's file: what it says otherwise than what comes with Schakel, or a basis of its own. */
export interface FileBasis extends Readonly<Partial<Record<BasisText, string | undefined>>> {
  readonly key: string;
  readonly for?: readonly OrganisationKind[] | undefined;
  readonly off?: boolean | undefined;
  readonly checkedOn?: PlainDate | undefined;
}

export interface Basis {
  readonly key: string;
  readonly for: readonly OrganisationKind[];
  readonly own: Readonly<Partial<Record<BasisText, string | undefined>>>;
  readonly isStandard: boolean;
  readonly isChanged: boolean;
  readonly isOff: boolean;
  /** Null: nobody of the region has looked at it yet. */
  readonly checkedOn: PlainDate | null;
}

/** The day on which the bases that come with Schakel were put together. */
export const BASES_DRAWN_UP: PlainDate = '2026-12-01';

/** The bases that come with Schakel, in the order in which they are shown. */
export const STANDARD_BASES = [
  { key: 'onderwijs', for: ['school', 'educationPartnership'] },
  { key: 'leerplicht', for: ['municipality', 'school'] },
  { key: 'jeugdwet', for: ['municipality', 'careProvider'] },
  { key: 'behandelrelatie', for: ['careProvider'] },
  { key: 'publieke-gezondheid', for: ['careProvider', 'municipality'] },
  { key: 'toestemming', for: ['other'] },
  { key: 'vitaal-belang', for: ['other'] },
] as const satisfies readonly Pick<Basis, 'key' | 'for'>[];

export function standardBasis(key: string): Pick<Basis, 'key' | 'for'> | undefined {
  return STANDARD_BASES.find((one) => one.key === key);
}

interface WithBases {
  readonly bases?: readonly FileBasis[] | undefined;
}

/** All bases of a region, also those that it does not use: what comes with Schakel, then its own. */
export function allBases({ bases = [] }: WithBases): Basis[] {
  const said = (key: string): FileBasis => bases.find((one) => one.key === key) ?? { key };
  const own = bases.filter((one) => standardBasis(one.key) === undefined);
  return [...STANDARD_BASES.map(({ key }) => said(key)), ...own].map(basisOf);
}

/** A basis that organisations can have; one that is switched off or unknown is none. */
export function isBasisInUse({ bases = [] }: WithBases, key: string): boolean {
  const line = bases.find((one) => one.key === key);
  return line ? !line.off : standardBasis(key) !== undefined;
}

function basisOf({ key, for: kinds, off, checkedOn, ...own }: FileBasis): Basis {
  const standard = standardBasis(key);
  const said = [kinds, ...BASIS_TEXTS.map((name) => own[name])];
  return {
    key,
    for: kinds ?? standard?.for ?? ORGANISATION_KINDS,
    own,
    isStandard: standard !== undefined,
    isChanged: standard !== undefined && said.some((one) => one !== undefined),
    isOff: off ?? false,
    checkedOn: checkedOn ?? null,
  };
}

/** The bases in use, those that are usual for a sort of organisation first. */
export function basesFor(
  file: WithBases,
  type: string,
): readonly { readonly basis: Basis; readonly isUsual: boolean }[] {
  const kind = ORGANISATION_KINDS.find((one) => one === type) ?? 'other';
  return allBases(file)
    .filter((one) => !one.isOff)
    .map((basis) => ({ basis, isUsual: basis.for.includes(kind) }))
    .sort((a, b) => Number(b.isUsual) - Number(a.isUsual));
}
