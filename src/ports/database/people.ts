import type { Person } from '../../domain/case/state.ts';
import type { WayToHear } from '../../domain/contact-details.ts';
import type { Instant, Language, PlainDate, Uuid } from '../../domain/vocabulary.ts';
import type { Participation, Wanted } from './participations.ts';

/** People, and their accounts on platforms. */
export interface People {
  /**
   * Returns people as a region with this id shows them: with the name and the number that they have there. Without it
   * they have those of their own.
   */
  people(ids: readonly Uuid[], regionId?: Uuid | null): Promise<Person[]>;
  /** `regionId` as of `people`. */
  personByIdentity(workspaceId: Uuid, externalId: string, regionId?: Uuid | null): Promise<Person | null>;
  /** A member was deactivated at an instant, or is active again (null). The person behind it, if we know them. */
  setMemberActive(
    platform: string,
    workspaceExternalId: string,
    member: string,
    deactivatedAt: Instant | null,
  ): Promise<Person | null>;
  /**
   * Returns whose account it is, how it was last called (null: never told) and how the person is shown. `isOwn`: that
   * name came from this account, and neither from a region nor from somebody here.
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
  /** Lists the professionals in the open cases of a region, by name; the family of a case is in no such list. */
  participations(wanted: Wanted): Promise<Participation[]>;
}

/** A decision may write these rows about people. */
export interface PeopleRows {
  readonly people?: readonly NewPerson[];
  readonly identities?: readonly NewIdentity[];
  /** People who said on which days and hours they work. */
  readonly ownHours?: readonly OwnHours[];
  /** Choices that people made for themselves. */
  readonly preferences?: readonly {
    readonly personId: Uuid;
    readonly language: Language;
    readonly notice: WayToHear;
  }[];
}

/** A decision may write these rows about when people are away. */
export interface AbsenceRows {
  readonly absences?: readonly {
    readonly id: Uuid;
    readonly personId: Uuid;
    readonly from: PlainDate;
    readonly until: PlainDate | null;
    readonly reportedAt: Instant;
  }[];
  /** Absences of these people that overlap these days end; one that ran already ends on the day before `today`. */
  readonly absencesReplaced?: readonly {
    readonly personId: Uuid;
    readonly from: PlainDate;
    readonly until: PlainDate | null;
    readonly today: PlainDate;
  }[];
  /** Ends running absences of these people: `until` becomes this date. */
  readonly absencesEnded?: readonly { readonly personId: Uuid; readonly until: PlainDate }[];
  /** Absences that these people planned to begin after this date do not go on. */
  readonly absencesTakenBack?: readonly { readonly personId: Uuid; readonly after: PlainDate }[];
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

/** A person's own days (ISO weekdays 1–7) and hours; null hours are those of the region. */
export interface OwnHours {
  readonly personId: Uuid;
  readonly days: readonly number[];
  readonly from: string | null;
  readonly until: string | null;
}
