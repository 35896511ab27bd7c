import type { Weekday } from '../calendar/index.ts';
import type { ConsentRule, FirstDayRule, IntakeRule, Language, PlainDate } from '../vocabulary.ts';
import type { FileBasis } from './bases.ts';
import type { FileCovenant, FileLegal } from './covenant.ts';
import type { FileDirectoryEntry } from './directory.ts';
import type { FileTemplate } from './library.ts';
import type { FileQuestion } from './questions.ts';
import type { FileTerm } from './terms.ts';
import type { Timers } from './timers.ts';

/** Letters of a region file: far more than a region ever needs. */
export const LARGEST_REGION_FILE = 300_000;

/**
 * How a region is set up, in the words of its file: people and contact points by their keys. `Region` is the same with
 * people resolved to ids. What may stand here, and how a file is read, is known in src/config.
 */
export interface RegionFile {
  readonly key: string;
  readonly name: string;
  readonly language: Language;
  readonly zone: string;
  readonly country: string;
  readonly workingDays: readonly Weekday[];
  readonly holidays: {
    /** Sorts that count; left out: what is usual in the country. */
    readonly count?: readonly HolidayKind[] | undefined;
    /** Names or dates that do not count after all. */
    readonly except: readonly string[];
    readonly extra: readonly { readonly date: PlainDate; readonly name: string }[];
  };
  readonly schoolHolidays: FileSchoolHolidays;
  readonly contactHours: { readonly from: string; readonly to: string };
  readonly nudgeTime: string;
  readonly timers: Timers;
  readonly escalationNeedsButton: boolean;
  /** Left out in what was stored before there was consent: `unless-refused` (`consent-rule.ts`). */
  readonly consent?: ConsentRule | undefined;
  /** The reason to let organisations read along before anybody answered. */
  readonly consentReason?: string | undefined;
  /** Left out: cases are open at once. */
  readonly intake?: IntakeRule | undefined;
  readonly firstDay?: FirstDayRule | undefined;
  readonly organisations: readonly FileOrganisation[];
  readonly people: readonly FilePerson[];
  readonly ladder: readonly FileRung[];
  readonly escalationContact?: string | undefined;
  readonly coordinators: readonly string[];
  readonly administrators?: readonly string[] | undefined;
  readonly coordinatorChannel?:
    | { readonly slack?: string | undefined; readonly teams?: string | undefined }
    | undefined;
  readonly workspaces: readonly FileWorkspace[];
  /** The pages that anybody may read without signing in; left out: none. */
  readonly public?:
    | {
        readonly workingMethod: boolean;
        /** A parent or young person can report themselves; left out: they cannot. */
        readonly report?: boolean | undefined;
        /** The number of the region's office, for whoever reports. */
        readonly phone?: string | undefined;
      }
    | undefined;
  /** Words of the region itself on the page of how it works; the rest of that page is made of its settings. */
  readonly workingMethod?: { readonly criteria?: string | undefined } | undefined;
  /** The list of who can support a family or a professional; left out: what comes with Schakel (`directory.ts`). */
  readonly directory?: readonly FileDirectoryEntry[] | undefined;
  /** The examples of agreements that the region changed, switched off or added (`library.ts`). */
  readonly library?: readonly FileTemplate[] | undefined;
  /** The questions to parties that the region changed, switched off or added (`questions.ts`). */
  readonly questions?: readonly FileQuestion[] | undefined;
  /** The terms that the region changed, switched off or added (`terms.ts`). */
  readonly terms?: readonly FileTerm[] | undefined;
  /** The covenant with which its organisations work; left out: it asks nobody for a basis or an accession. */
  readonly covenant?: FileCovenant | undefined;
  /** The legal bases that the region changed, switched off or added (`bases.ts`). */
  readonly bases?: readonly FileBasis[] | undefined;
}

/** The sorts of holiday that are told apart; which of them are days off is a region's choice. */
export const HOLIDAY_KINDS = ['public', 'bank', 'school', 'optional', 'observance'] as const;
export type HolidayKind = (typeof HOLIDAY_KINDS)[number];

export type SchoolRegion = 'Noord' | 'Midden' | 'Zuid';

export interface FileSchoolHolidays {
  readonly region?: SchoolRegion | undefined;
  readonly extra: readonly FileSchoolHoliday[];
}

/** First and last day, both included. */
export interface FileSchoolHoliday {
  readonly name: string;
  readonly from: PlainDate;
  readonly to: PlainDate;
}

export interface FileOrganisation {
  readonly key: string;
  readonly name: string;
  readonly type: string;
  readonly contactPoints: readonly FileContactPoint[];
  readonly escalationContact?: string | undefined;
  /** Where a complaint about it goes, in its own words. */
  readonly complaint?: string | undefined;
  /** The law on which it works, and its accession to the covenant. */
  readonly legal?: FileLegal | undefined;
  /** When this school has days of its own; left out: those of the region. */
  readonly schoolHolidays?: FileSchoolHolidays | undefined;
}

export interface FileContactPoint {
  readonly role: string;
  readonly person: string;
  readonly deputy?: string | undefined;
  /** The number of the office at which people of other organisations reach this contact. */
  readonly phone?: string | undefined;
  readonly checkedOn?: PlainDate | undefined;
  /** `contact` when the person behind it said so themselves. */
  readonly checkedBy?: 'contact' | undefined;
  /** The part that they said will not stay as it is, and when they said so. */
  readonly changes?: { readonly on: PlainDate; readonly what: ContactChange } | undefined;
}

/** Somebody else is to be asked; another deputy; another address, account or other days. */
export const CONTACT_CHANGES = ['person', 'deputy', 'details'] as const;
export type ContactChange = (typeof CONTACT_CHANGES)[number];

export interface FilePerson {
  readonly key: string;
  readonly name: string;
  readonly email?: string | undefined;
  readonly slack?: string | undefined;
  readonly slackTeam?: string | undefined;
  readonly teams?: string | undefined;
  readonly teamsTenant?: string | undefined;
  readonly language?: Language | undefined;
  readonly workingDays?: readonly Weekday[] | undefined;
  readonly phone?: string | undefined;
}

export interface FileRung {
  readonly rung: number;
  readonly title: string;
  readonly contacts: readonly string[];
  readonly deputies: readonly string[];
}

export type FileWorkspace =
  | {
      readonly platform: 'slack';
      readonly teamId: string;
      readonly titlesInChat: boolean;
      /** Above a room stands its code, without who leads and the three-month date. */
      readonly topicIsCode?: boolean | undefined;
    }
  | {
      readonly platform: 'teams';
      readonly tenantId: string;
      readonly team?: string | undefined;
      readonly rooms: 'shared' | 'chat' | 'standard';
      readonly everyoneInTeamMayReadEveryCase: boolean;
      readonly titlesInChat: boolean;
      readonly topicIsCode?: boolean | undefined;
    };
