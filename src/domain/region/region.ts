import type { RegionCalendar } from '../calendar/index.ts';
import type { ConsentRule, Language, PlainDate, Uuid } from '../vocabulary.ts';
import type { RegionFile } from './region-file.ts';

/** Working days unless said otherwise. Defaults: docs/domain.md#timers. */
export interface Timers {
  readonly remindBefore: number;
  readonly remindBeforeLong: { readonly days: number; readonly whenTermAtLeast: number };
  readonly overdueOwner: number;
  /** From then on whoever acts finds it in their bundle again every so many working days; 1 is each of them. */
  readonly remindEvery: number;
  readonly overdueDeputy: number;
  readonly overdueLead: number;
  readonly escalationNotice: number;
  readonly escalation: number;
  readonly leadMissingAlert: number;
  readonly leadMissingLadder: number;
  readonly silence: number;
  readonly validUntilReminderWeeks: number;
  readonly acknowledgementExpires: number;
  /** After this many working days a confirmation is asked once more. */
  readonly confirmAgain: number;
  /** So many after that whoever leads is asked to call who is still silent. */
  readonly confirmCall: number;
  /** What is reported done: whoever can confirm it is asked again, then whoever leads hears it, each time after so many. */
  readonly doneAgain: number;
  readonly doneLead: number;
  /** Who may read along: the family is asked again, then whoever leads hears whose answer is missing, each time after so many. */
  readonly consentAgain: number;
  readonly consentLead: number;
  /** A contact who was asked again and does not answer is asked every so many. */
  readonly contactAgain: number;
  /** A contact who is away today and on the next so many is passed over. */
  readonly contactAway: number;
  /** What is still open past the call for help is told every so many. */
  readonly pastCall: number;
  /** What was sent and not looked at for so many: whoever leads is asked to call. */
  readonly unreadCall: number;
  /** So many the family has to say whether a case may be closed. */
  readonly closingAnswer: number;
}

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
  /** Of a school with its own days, all of them; null: those of the region. */
  readonly schoolHolidays: RegionCalendar['schoolHolidays'] | null;
}

/** Rungs 3–6 of docs/domain.md#ladder; 0–2 are the owner, the deputy and the lead. */
export interface Rung {
  readonly rung: number;
  readonly title: string;
  /** In order; the first who is reachable and present is asked. Empty is a gap that is said aloud. */
  readonly contactPersonIds: readonly Uuid[];
}

/** What the domain needs to know of a region: its file with people resolved to ids. */
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
  readonly coordinatorPersonIds: readonly Uuid[];
  /** Who may change how the region is set up. It opens no case. */
  readonly administratorPersonIds: readonly Uuid[];
  readonly workspaces: readonly RegionWorkspace[];
  /** The people its file names, by their key there. */
  readonly personIds: Readonly<Record<string, Uuid>>;
  /** The same in the words of its file. */
  readonly file: RegionFile;
  /** The demonstration: invented people and a clock that is turned by hand. Nothing of it leaves this machine. */
  readonly demonstration?: true;
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
