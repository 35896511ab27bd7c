import type { PlainDate } from '../vocabulary.ts';

/** Help beyond the case (C22, C53): who can support a family or a professional, what it costs, when it was looked at. */

export const DIRECTORY_KINDS = [
  'support',
  'clientSupport',
  'consultant',
  'expertise',
  'complaint',
  'safety',
  'peers',
] as const;
export type DirectoryKind = (typeof DIRECTORY_KINDS)[number];

export const AUDIENCES = ['parents', 'youngPeople', 'professionals'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** The texts of an entry. What is empty in `reach` is looked up by whoever needs it. */
export const DIRECTORY_TEXTS = ['name', 'what', 'cost', 'reach'] as const;
export type DirectoryText = (typeof DIRECTORY_TEXTS)[number];

/**
 * One line of a region's own list. An entry that comes with Schakel needs its key alone: what is left out is as it
 * comes, in the reader's language. Any other entry says everything itself.
 */
export interface FileDirectoryEntry extends Readonly<Partial<Record<DirectoryText, string | undefined>>> {
  readonly key: string;
  readonly kind?: DirectoryKind | undefined;
  readonly for?: readonly Audience[] | undefined;
  readonly checkedOn?: PlainDate | undefined;
}

/** An entry as it is shown; texts that the region did not write come with Schakel. */
export interface DirectoryEntry {
  readonly key: string;
  readonly kind: DirectoryKind;
  readonly for: readonly Audience[];
  readonly own: Readonly<Partial<Record<DirectoryText, string | undefined>>>;
  readonly isStandard: boolean;
  /** Null: nobody of the region has looked at it yet. */
  readonly checkedOn: PlainDate | null;
}

/** The day on which the entries that come with Schakel were put together. */
export const DIRECTORY_DRAWN_UP: PlainDate = '2026-11-30';

const PARENTS = ['parents'] as const;
const FAMILY = ['parents', 'youngPeople'] as const;
const ADULTS = ['parents', 'professionals'] as const;
const PROFESSIONALS = ['professionals'] as const;

/**
 * The entries that come with Schakel, in the order in which they are shown. `isFree` is said only where that is certain,
 * `reach` only a number or page that is; the names and what it is for are words.
 */
export const STANDARD_DIRECTORY = [
  {
    key: 'ouders-en-onderwijs',
    kind: 'support',
    for: PARENTS,
    isFree: true,
    reach: 'oudersenonderwijs.nl',
  },
  { key: 'steunpunt', kind: 'support', for: FAMILY, isFree: true, reach: '' },
  { key: 'clientondersteuning', kind: 'clientSupport', for: FAMILY, isFree: true, reach: '' },
  { key: 'mee', kind: 'clientSupport', for: FAMILY, isFree: false, reach: 'mee.nl' },
  { key: 'zorgbelang', kind: 'clientSupport', for: FAMILY, isFree: false, reach: '' },
  { key: 'lansbrekers', kind: 'support', for: PARENTS, isFree: false, reach: '' },
  {
    key: 'onderwijsconsulenten',
    kind: 'consultant',
    for: ADULTS,
    isFree: true,
    reach: 'onderwijsconsulenten.nl',
  },
  {
    key: 'geschillencommissie',
    kind: 'complaint',
    for: ADULTS,
    isFree: false,
    reach: 'onderwijsgeschillen.nl',
  },
  {
    key: 'onderwijsinspectie',
    kind: 'complaint',
    for: AUDIENCES,
    isFree: false,
    reach: 'onderwijsinspectie.nl',
  },
  { key: 'veilig-thuis', kind: 'safety', for: AUDIENCES, isFree: true, reach: '0800-2000' },
  { key: 'cce', kind: 'expertise', for: ADULTS, isFree: false, reach: 'cce.nl' },
  { key: 'gedragswerk', kind: 'expertise', for: ADULTS, isFree: false, reach: 'gedragswerk.nl' },
  { key: 'ingrado', kind: 'expertise', for: PROFESSIONALS, isFree: false, reach: 'ingrado.nl' },
  {
    key: 'kinderbescherming',
    kind: 'safety',
    for: PROFESSIONALS,
    isFree: true,
    reach: 'kinderbescherming.nl',
  },
] as const satisfies readonly {
  key: string;
  kind: DirectoryKind;
  for: readonly Audience[];
  isFree: boolean;
  reach: string;
}[];

/** The entry of that key that comes with Schakel. */
export function standardEntry(key: string): (typeof STANDARD_DIRECTORY)[number] | undefined {
  return STANDARD_DIRECTORY.find((one) => one.key === key);
}

/** A region's own list as its file would say it: what comes with Schakel, where it changed nothing yet. */
export function ownDirectory(file: {
  readonly directory?: readonly FileDirectoryEntry[] | undefined;
}): readonly FileDirectoryEntry[] {
  return file.directory ?? STANDARD_DIRECTORY.map(({ key }) => ({ key }));
}

/** The directory of a region as it is shown. */
export function directoryOf(file: Parameters<typeof ownDirectory>[0]): DirectoryEntry[] {
  return ownDirectory(file).map(({ key, kind, for: audience, checkedOn, ...own }) => {
    const standard = standardEntry(key);
    return {
      key,
      kind: kind ?? standard?.kind ?? 'support',
      for: audience ?? standard?.for ?? AUDIENCES,
      own,
      isStandard: standard !== undefined,
      checkedOn: checkedOn ?? null,
    };
  });
}

/** The entries for each kind of reader, each once, under the first whom it is for; the reader's own kind comes first. */
export function byAudience(
  entries: readonly DirectoryEntry[],
  isFamily: boolean,
): { readonly audience: Audience; readonly entries: readonly DirectoryEntry[] }[] {
  const order: readonly Audience[] = isFamily ? AUDIENCES : ['professionals', 'parents', 'youngPeople'];
  const groups = Map.groupBy(entries, (one) => order.find((audience) => one.for.includes(audience)));
  return order.flatMap((audience) => {
    const found = groups.get(audience);
    return found ? [{ audience, entries: found }] : [];
  });
}
