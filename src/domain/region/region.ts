import type { RegionCalendar } from '../calendar/index.ts';
import type { ConsentRule, IntakeRule, Language, PlainDate, Uuid } from '../vocabulary.ts';
import type { RegionFile } from './region-file.ts';
import type { Timers } from './timers.ts';

export interface ContactPoint {
  readonly role: string;
  readonly personId: Uuid;
  readonly deputyPersonId: Uuid | null;
  readonly checkedOn: PlainDate | null;
}

export interface Organisation {
  readonly key: string;
  readonly name: string;
  readonly type: string;
  readonly contactPoints: readonly ContactPoint[];
  readonly escalationContactPersonId: Uuid | null;
  /** All the days of a school with its own; null: those of the region. */
  readonly schoolHolidays: RegionCalendar['schoolHolidays'] | null;
}

/** Rungs 3–6 of docs/domain.md#ladder; 0–2 are the owner, the deputy and the lead. */
export interface Rung {
  readonly rung: number;
  readonly title: string;
  /** Contacts in order; the first who is reachable and present is asked. Empty is a gap that is said aloud. */
  readonly contactPersonIds: readonly Uuid[];
}

/** The facts that the domain needs of a region: its file with people resolved to ids. */
export interface Region {
  readonly id: Uuid;
  readonly version: number;
  readonly key: string;
  readonly name: string;
  readonly language: Language;
  readonly calendar: RegionCalendar;
  readonly timers: Timers;
  readonly organisations: readonly Organisation[];
  readonly ladder: readonly Rung[];
  readonly escalationContactPersonId: Uuid | null;
  readonly escalationNeedsButton: boolean;
  readonly consent: ConsentRule;
  /** The rule for how a case begins; null: it is open at once. */
  readonly intake: IntakeRule | null;
  readonly coordinatorPersonIds: readonly Uuid[];
  /** The people who may change how the region is set up. It opens no case. */
  readonly administratorPersonIds: readonly Uuid[];
  readonly workspaces: readonly RegionWorkspace[];
  /** The people its file names, by their key there. */
  readonly personIds: Readonly<Record<string, Uuid>>;
  /** The same in the words of its file. */
  readonly file: RegionFile;
  /** The demonstration: invented people and a clock that is turned by hand. Nothing of it leaves this machine. */
  readonly demonstration?: true;
  /** Its coordinators have to be told that consent comes first in a new region. */
  readonly tellConsent?: true;
}

export interface RegionWorkspace {
  readonly id: Uuid;
  readonly platform: 'slack' | 'teams' | 'web';
  readonly externalId: string;
  readonly titlesInChat: boolean;
  /** Platform id of the coordinators' channel there, if any. */
  readonly coordinatorChannel: string | null;
  readonly disabled: boolean;
}
