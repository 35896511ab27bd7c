import type { PlainDate } from '../vocabulary.ts';

/** The covenant on privacy with which the organisations of a region work (P8), and what each of them has of it. */

export const COVENANT_TEXT_MAX = 300;
export const COVENANT_VERSION_MAX = 20;

export interface FileCovenant {
  readonly name: string;
  readonly version: string;
  /** The date of this version. */
  readonly date: PlainDate;
  /** Where it can be read. */
  readonly where?: string | undefined;
  /** An accession to an earlier version goes on to count: the covenant itself says whether it does. */
  readonly earlierCounts?: boolean | undefined;
  /** The people to ask about privacy (the data protection officers), and where the register of processing is. */
  readonly officer?: string | undefined;
  readonly checkedOn?: PlainDate | undefined;
}

/** The basis of an organisation and its accession, as a coordinator wrote them down. */
export interface FileLegal {
  /** Key of a basis. */
  readonly basis?: string | undefined;
  /** The version of the covenant that it acceded to, and the day on which. */
  readonly covenantVersion?: string | undefined;
  readonly accededOn?: PlainDate | undefined;
  readonly checkedOn?: PlainDate | undefined;
}

/** The parts of a party's standing that can be missing: the law on which it works, and its accession to the covenant. */
export type Lacking = 'basis' | 'accession';

/** Whether an accession counts for the version with which the region works. */
export function hasAcceded(covenant: FileCovenant, legal: FileLegal | undefined): boolean {
  if (!legal?.covenantVersion || !legal.accededOn) return false;
  return legal.covenantVersion === covenant.version || covenant.earlierCounts === true;
}
