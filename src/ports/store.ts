import type { CaseState, Person } from '../domain/case/state.ts';
import type { LetterWay, NoticeWay } from '../domain/contact-details.ts';
import type { ContactAsked } from '../domain/manage/contacts-to-check.ts';
import type { Region } from '../domain/region/region.ts';
import type { RegionFile } from '../domain/region/region-file.ts';
import type { Instant, Language, NudgeKind, PlainDate, Role, Uuid } from '../domain/vocabulary.ts';
import type { AddressInCase, SealedReach, Waiting, Written } from './entry.ts';
import type { TakingPart, Wanted } from './taking-part.ts';
import type { ConfirmedWorkspace, GivenWorkspace, WorkspaceGift } from './workspaces.ts';

/**
 * What the use cases need of the database. Every method is one round trip unless it says otherwise. SQL is given
 * `now` and never asks for it. A lost connection rejects with `StoreUnavailable`; everything else that rejects is a
 * bug.
 */
/** A room that people read, with all that its platform needs to know of where it is. */
export interface OpenRoom {
  readonly id: Uuid;
  readonly externalId: string;
  readonly sharedWith: readonly string[];
  readonly invitedTeams: readonly string[];
  /** How many others were counted in it last; null: nobody counted. */
  readonly others: number | null;
  /** Who takes part and who coordinates, by their ids on its platform. */
  readonly known: readonly string[];
  readonly workspace: {
    readonly id: Uuid;
    readonly externalId: string;
    readonly settings: Readonly<Record<string, string>>;
  };
}

export interface Store {
  /** One query: who acts, from where, on which case, and whether this very request was handled before. */
  context(query: ContextQuery): Promise<Context>;
  /** Whole cases by id, in one query. Unknown ids are left out. */
  cases(ids: readonly Uuid[]): Promise<CaseState[]>;
  /** Ids of the cases, not closed, in which these people take part. */
  openCaseIdsOf(personIds: readonly Uuid[]): Promise<Uuid[]>;
  /** Ids of the cases, not closed, in which this person was asked for help and has not answered. */
  calledCaseIds(personId: Uuid): Promise<Uuid[]>;
  /** The closed cases of a region, the last ones first; at most `limit`. */
  closedCases(regionId: Uuid, limit: number): Promise<{ caseId: Uuid; code: string; at: Instant }[]>;
  /** Ids of the open cases of a region, in order, after `after`; at most `limit`. */
  openCaseIds(regionId: Uuid, after: Uuid | null, limit: number): Promise<Uuid[]>;
  /** A region with its people resolved; cached by version. Null when it does not exist. */
  region(id: Uuid): Promise<Region | null>;
  regionsOfWorkspace(workspaceId: Uuid): Promise<Region[]>;
  regionByKey(key: string): Promise<Region | null>;
  allRegionIds(): Promise<Uuid[]>;
  /** Rooms, by the platform's own ids, of cases that are not closed and whose region makes them in this team. */
  roomsOfTeam(
    platform: string,
    workspaceExternalId: string,
    team: string,
    state: 'open' | 'archived',
  ): Promise<readonly string[]>;
  /** Rooms of cases that are not closed, on one platform, in order of their ids, after `after`. */
  openRooms(platform: string, after: Uuid | null, limit: number, channel?: string): Promise<OpenRoom[]>;
  /** Regions whose open cases were not planned anew since they changed, with the version that asks for it. */
  regionsToReplan(): Promise<{ readonly regionId: Uuid; readonly version: number }[]>;
  replanned(regionId: Uuid, version: number): Promise<void>;
  /** True when something was changed by hand since the region's last file was read. */
  differsFromFile(regionId: Uuid): Promise<boolean>;
  /**
   * What is shown in a region is asked with its id: then they have the name and the number that they have there. Without
   * it, those that they have by themselves.
   */
  people(ids: readonly Uuid[], regionId?: Uuid | null): Promise<Person[]>;
  /** Addresses in a region that wait for the word of whom they were written down for. */
  newAddressesIn(regionId: Uuid): Promise<Waiting[]>;
  /** Whom a region names, of those whom another one brought in and has to do with: that one speaks for them. */
  ofAnotherRegion(regionId: Uuid): Promise<ReadonlySet<Uuid>>;
  /** When whoever is behind the contact points of a region was asked last. */
  contactsAsked(regionId: Uuid): Promise<ContactAsked[]>;
  /** `regionId` as of `people`. */
  personByIdentity(workspaceId: Uuid, externalId: string, regionId?: Uuid | null): Promise<Person | null>;
  /**
   * Ends all sending to a workspace. `at` is since when: of one that was disabled already that is earlier, and its reason
   * stays. Null when it is unknown.
   */
  disableWorkspace(
    platform: string,
    externalId: string,
    why: string,
    now: Instant,
  ): Promise<{ id: Uuid; name: string; at: Instant; why: string } | null>;
  /**
   * A workspace answers (again): sending goes on. Takes over the name it has now, when it is known. With `why` only one
   * that was disconnected for that.
   */
  enableWorkspace(
    platform: string,
    externalId: string,
    name: string | null,
    why?: 'token_revoked',
  ): Promise<void>;
  /** Adds to the settings of a workspace what was learnt on the way; the rest stays, unknown workspaces are left out. */
  rememberWorkspace(
    platform: string,
    externalId: string,
    settings: Readonly<Record<string, string>>,
  ): Promise<void>;
  /**
   * What could not be delivered waits to be sent once more; the region's audit says by whom. False: this region has no
   * such message, or it is on its way already.
   */
  sendAgain(again: {
    readonly regionId: Uuid;
    readonly messageId: Uuid;
    readonly actor: Uuid;
    readonly now: Instant;
  }): Promise<boolean>;
  /** The same message is left as it is, and no longer in the way: somebody settled it otherwise. Audited likewise. */
  leaveUnsent(left: Parameters<Store['sendAgain']>[0]): Promise<boolean>;
  /** Whether a request, or what time brings once, was handled: its key is kept for two weeks. */
  wasHandled(key: string): Promise<boolean>;
  /** Forgets which requests were handled before an instant; no platform sends anything again that late. */
  forgetInbound(before: Instant): Promise<void>;
  /** A member was deactivated at an instant, or is active again (null). The person behind it, if we know them. */
  setMemberActive(
    platform: string,
    workspaceExternalId: string,
    member: string,
    deactivatedAt: Instant | null,
  ): Promise<Person | null>;
  /**
   * Whose account it is, how it was last called (null: never told) and how the person is shown. `isOwn`: that name came
   * from this account, and neither from a region nor from somebody here.
   */
  memberNamed(
    platform: string,
    workspaceExternalId: string,
    member: string,
  ): Promise<{
    readonly personId: Uuid;
    readonly was: string | null;
    readonly shown: string;
    readonly isOwn: boolean;
  } | null>;
  /** The name of an account, and of its person with `ofPerson`. */
  nameMember(
    platform: string,
    workspaceExternalId: string,
    member: string,
    named: { readonly name: string; readonly ofPerson: boolean },
  ): Promise<void>;
  /** The invitation that the platform knows by this id. */
  invitationByRef(ref: string): Promise<Uuid | null>;
  /** A one-time code that is not used yet and not over, nor used in vain too often. */
  oneTimeCode(hash: string, now: Instant): Promise<NewCode | null>;
  /** Somebody used a code in vain who could never use it there: after five times it is over. */
  codeTried(hash: string): Promise<void>;
  /** What was given of a workspace, or to a region, what was taken again included. */
  workspaceGifts(of: GivenWorkspace | { readonly regionId: Uuid }): Promise<WorkspaceGift[]>;
  /**
   * Two people turn out to be one: all that was of `from` is of `into` from now on, in one transaction that uses up the
   * code. `both_in_case`: they take part in the same case as two people; nothing was done.
   */
  mergePeople(merge: {
    readonly from: Uuid;
    readonly into: Uuid;
    readonly codeHash: string;
    readonly now: Instant;
  }): Promise<'done' | 'both_in_case' | 'code_used'>;
  /** Case codes in use in a region, so that a new one is unique. */
  codesInUse(regionId: Uuid): Promise<Set<string>>;
  /** Which of these import keys a case of the region came in with before. */
  importedBefore(regionId: Uuid, importKeys: readonly Uuid[]): Promise<ReadonlySet<Uuid>>;
  /**
   * Of ids that cases and regions had before, those they have now, as far as this person may have to do with them: takes
   * part, was called, or is named by the region. Whoever asks holds it against the right itself.
   */
  renewed(formerIds: readonly Uuid[], personId: Uuid): Promise<Renewed[]>;
  /** Writes everything of one decision in one statement. See `Change`. */
  commit(change: Change): Promise<CommitResult>;
  /**
   * Writes down, in a chain of the audit that is beside that of the case, that somebody looked in these cases. Before
   * anything is shown: when it rejects, nothing may be. Does not move the version of a case, its first read apart.
   */
  noteRead(read: Read): Promise<void>;
  /**
   * One event in the region's own chain: that somebody looked at a list over its cases, which opens none of them (before
   * anything is shown), or settled something of their own.
   */
  noteInRegion(note: RegionNote): Promise<void>;
  /** Which professionals take part in the open cases of a region, by name; the family of a case is in no such list. */
  takingPart(wanted: Wanted): Promise<TakingPart[]>;
  /** Cases with a timer due, oldest first; at most `limit` ids. */
  dueCaseIds(regionId: Uuid, now: Instant, limit: number): Promise<Uuid[]>;
  /** True for exactly one caller per region and date. */
  closeRound(regionId: Uuid, date: PlainDate, now: Instant, counted: number): Promise<boolean>;
  roundClosed(regionId: Uuid, date: PlainDate): Promise<boolean>;
  /**
   * Planned nudges without a digest, of people who have had none on this date, grouped by person in the order of their
   * ids, after `after`; at most `limit` people.
   */
  undigested(
    regionId: Uuid,
    date: PlainDate,
    limit: number,
    after: Uuid | null,
  ): Promise<{ personId: Uuid; nudges: PlannedNudge[] }[]>;
}

export interface Renewed {
  readonly kind: 'case' | 'region';
  readonly formerId: Uuid;
  readonly id: Uuid;
}

export interface PlannedNudge {
  readonly id: Uuid;
  readonly caseId: Uuid;
  readonly agreementId: Uuid;
  readonly step: NudgeKind;
}

export interface ContextQuery {
  readonly platform: string;
  readonly workspaceExternalId: string;
  readonly userExternalId: string;
  readonly inboundKey: string | null;
  readonly find:
    | { caseId: Uuid }
    | { agreementId: Uuid }
    | { escalationId: Uuid }
    | { channel: string }
    | { code: string }
    | null;
}

export interface Context {
  /** Set when this request was handled before: the stored reply (may be null). */
  readonly handledBefore: { readonly reply: unknown } | null;
  /** Null when the workspace is not connected to any region. */
  readonly workspace: {
    readonly id: Uuid;
    readonly externalId: string;
    readonly titlesInChat: boolean;
    readonly disabled: boolean;
    readonly regionIds: readonly Uuid[];
  } | null;
  readonly actor: Person | null;
  /** Whom the region names, and who is at the family's side in a case in which the actor takes no part. */
  readonly ofOtherFamilies: ReadonlySet<Uuid>;
  /** Null also when the case belongs to a region this workspace does not serve: from there it does not exist. */
  readonly case: CaseState | null;
}

/**
 * One decision, all or nothing. Cases are guarded by the version in `before`; a part is written when its object in
 * `after` is not the one in `before`; timers no longer in `after` are removed.
 */
export interface Change {
  readonly now: Instant;
  readonly inbound?: { readonly key: string; readonly reply: unknown };
  readonly cases: readonly {
    readonly before: CaseState | null;
    readonly after: CaseState;
    readonly audit: readonly AuditEvent[];
  }[];
  readonly messages: readonly NewMessage[];
  readonly people?: readonly NewPerson[];
  readonly identities?: readonly NewIdentity[];
  readonly absences?: readonly {
    readonly id: Uuid;
    readonly personId: Uuid;
    readonly from: PlainDate;
    readonly until: PlainDate | null;
    readonly reportedAt: Instant;
  }[];
  /** Of these people what overlaps these days ends; what ran already, on the day before `today`. */
  readonly absencesReplaced?: readonly {
    readonly personId: Uuid;
    readonly from: PlainDate;
    readonly until: PlainDate | null;
    readonly today: PlainDate;
  }[];
  /** Ends running absences of these people: `until` becomes this date. */
  readonly absencesEnded?: readonly { readonly personId: Uuid; readonly until: PlainDate }[];
  /** What these people planned to begin after this date does not go on. */
  readonly absencesTakenBack?: readonly { readonly personId: Uuid; readonly after: PlainDate }[];
  /** People who said on which days and hours they work. */
  readonly ownHours?: readonly OwnHours[];
  /** A digest without id settles its nudges without a message (outcome `skipped`): nothing was left to ask. */
  readonly digests?: readonly {
    readonly id: Uuid | null;
    readonly personId: Uuid;
    readonly date: PlainDate;
    readonly nudgeIds: readonly Uuid[];
  }[];
  readonly codes?: readonly NewCode[];
  /** Hash of a code that is used up with this; a code that was used already, or is over, makes it a conflict. */
  readonly codeUsed?: string;
  /** How people are reached who have no workspace, sealed. */
  readonly reaches?: readonly SealedReach[];
  /** Contact points of which whoever is behind them is asked with this whether they are still right. */
  readonly contactsAsked?: readonly (ContactAsked & { readonly regionId: Uuid })[];
  /** A code that is read out to somebody; it takes the place of the one before. */
  readonly spokenCodes?: readonly Pick<SealedReach, 'personId' | 'codeHash' | 'codeExpiresAt'>[];
  /** Whose invitation went to a stranger: nobody is found by that address any more, and whoever came in with it is out. */
  readonly astray?: readonly Uuid[];
  /** What people chose for themselves. */
  readonly preferences?: readonly {
    readonly personId: Uuid;
    readonly language: Language;
    readonly notice: NoticeWay;
  }[];
  /** A region's configuration that changed with this decision (a contact that was filled in), guarded by its version. */
  readonly regionContact?: RegionContactChange;
  /** A line in a region's audit of what is of no case. Written in the same transaction. */
  readonly regionNote?: { readonly regionId: Uuid; readonly event: AuditEvent };
  /** How people will be reached who came into a case by a link, when what is written down now holds. */
  readonly newAddresses?: readonly AddressInCase[];
  /** What waits for this person holds, in the same transaction; when it does not wait any more, it is a conflict. */
  readonly addressTaken?: Written;
  /** How a region is set up, changed by somebody; it was checked before. Written in the same transaction. */
  readonly regionFile?: RegionFileChange;
}

/** Guarded by `version`: another one, because somebody changed the region meanwhile, is a conflict. */
export interface RegionFileChange {
  readonly regionId: Uuid;
  readonly version: number;
  readonly file: RegionFile;
  readonly audit: AuditEvent;
  /** It was read from a file, so that nothing differs from a file now. */
  readonly isFile: boolean;
  /** Ways by which letters can be sent: who gets another address is told at the one they had. */
  readonly letters?: readonly LetterWay[];
  /** A workspace that its own people confirmed with this. That a region has it or had it is a conflict. */
  readonly confirmed?: ConfirmedWorkspace;
}

/**
 * A code that somebody carries to another platform: `link` makes who types it the same person as `personId`, `join`
 * lets who types it take part in the case, `workspace` lets the region use the workspace in which it is typed by one of
 * its own people. Only the hash is kept; it works once, until `expiresAt`. Another `workspace` code of the region for
 * that workspace ends the one before.
 */
export interface NewCode {
  readonly hash: string;
  readonly purpose: 'link' | 'join' | 'workspace';
  readonly regionId: Uuid;
  /** Who made it. */
  readonly personId: Uuid;
  readonly caseId: Uuid | null;
  readonly role: Role | null;
  readonly organisationKey: string | null;
  /** Of a `workspace` code: the only workspace in which it is good. */
  readonly platform?: GivenWorkspace['platform'] | null;
  readonly externalId?: string | null;
  readonly expiresAt: Instant;
}

/** A person's own days (ISO weekdays 1–7) and hours; null hours are those of the region. */
export interface OwnHours {
  readonly personId: Uuid;
  readonly days: readonly number[];
  readonly from: string | null;
  readonly until: string | null;
}

export interface RegionContactChange {
  readonly regionId: Uuid;
  readonly version: number;
  readonly rung: number;
  readonly personId: Uuid;
}
export interface NewPerson {
  readonly id: Uuid;
  readonly name: string;
  readonly language: string | null;
}
export interface NewIdentity {
  readonly id: Uuid;
  readonly personId: Uuid;
  readonly workspaceId: Uuid;
  readonly externalId: string;
  readonly email: string | null;
  readonly guest: boolean;
}

/** `conflict`: a version moved, load again and decide again. `duplicate`: this request was handled before. */
export type CommitResult =
  | { readonly result: 'done' }
  | { readonly result: 'conflict' }
  | { readonly result: 'duplicate'; readonly reply: unknown };

/** Who did what to which thing. No content; people become pseudonyms when it is written. */
export interface AuditEvent {
  readonly actor: Uuid | 'schakel';
  readonly action: string;
  readonly objectId: Uuid | null;
  /** Person for whom the actor did it, as they said it by phone. */
  readonly onBehalfOf?: Uuid;
}

/** A message or a room task to enqueue. */
export interface NewMessage {
  readonly id: Uuid;
  readonly dedupeKey: string;
  readonly conversation: ConversationKey;
  readonly regionId: Uuid | null;
  readonly caseId: Uuid | null;
  /** The person it is meant for, asked again of `mayReceive` when it is claimed. */
  readonly recipientId: Uuid | null;
  readonly isCard: boolean;
  readonly type: string;
  readonly payload: unknown;
  readonly notBefore: Instant;
  /** The end of the contact hours it belongs in; without it, it may go at any moment. */
  readonly notAfter?: Instant | null;
}

/** A conversation's id is derived from this, so that it never has to be looked up. */
export type ConversationKey = { readonly workspaceId: Uuid } & (
  | { readonly roomId: Uuid }
  | { readonly personId: Uuid }
  | { readonly channelId: string }
);

/** Somebody looked. `action` is `read.` and the name of what was shown; no content. */
export interface Read {
  readonly now: Instant;
  readonly actor: Uuid | 'schakel';
  readonly action: `read.${string}`;
  readonly caseIds: readonly Uuid[];
}

/** Of a region and no case; no content. */
export interface RegionNote {
  readonly now: Instant;
  readonly actor: Uuid;
  readonly action: `read.${string}` | `own.${string}`;
  readonly regionId: Uuid;
}

/** The database cannot be reached now; the person is told to try again. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}
