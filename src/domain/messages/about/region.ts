import type { ContactChange } from '../../region/region-file.ts';
import type { Instant, InvolvementLevel, PlainDate, Uuid, WhyCoordinator } from '../../vocabulary.ts';
import type { InCase, PersonRef } from '../facts.ts';
import type { Reason } from '../reasons.ts';

/** Tells the coordinators that one message could not be delivered, to whom, and why in plain words. */
export interface DeliveryFailed {
  readonly type: 'DeliveryFailed';
  readonly code: string | null;
  readonly person: PersonRef | null;
  readonly reason: 'room_gone' | 'person_unreachable' | 'not_allowed' | 'refused' | 'gave_up';
}

/** Tells the coordinators, where another connection exists, that a workspace is no longer connected. */
export interface ConnectionLost {
  readonly type: 'ConnectionLost';
  readonly workspace: string;
  readonly why: 'token_revoked' | 'uninstalled';
  readonly at: Instant;
}

/** Asks the coordinators, half a year after somebody last asked, whether these contact points are still right. */
export interface ContactsToCheck {
  readonly type: 'ContactsToCheck';
  /** Key of the region, so that the button is about the right one. */
  readonly region: string;
  readonly points: readonly {
    readonly organisation: { readonly key: string; readonly name: string };
    readonly role: string;
    readonly person: PersonRef;
    readonly deputy: PersonRef | null;
    /** Left out in messages of before. */
    readonly why?: WhyCoordinator;
  }[];
}

/** Tells the coordinators of a region from before that, once, that consent comes first in a new region. */
export interface ConsentDefault {
  readonly type: 'ConsentDefault';
  readonly region: string;
  readonly regionName: string;
}

/** Asks the person behind contact points whether they are still right. */
export interface ContactCheck {
  readonly type: 'ContactCheck';
  readonly region: string;
  readonly regionName: string;
  readonly points: readonly {
    readonly organisation: { readonly key: string; readonly name: string };
    readonly role: string;
    readonly deputy: PersonRef | null;
  }[];
}

/** Tells the coordinators that the person behind a contact point says it does not stay as it is. */
export interface ContactChanges {
  readonly type: 'ContactChanges';
  readonly region: string;
  readonly organisation: { readonly key: string; readonly name: string };
  readonly role: string;
  readonly person: PersonRef;
  readonly what: ContactChange;
}

/** Tells administrators, once a day at most, that deliveries stand still or a platform does not take them. */
export interface DeliveryTrouble {
  readonly type: 'DeliveryTrouble';
  readonly what: 'stalled' | 'away';
  /** Since when, where the region is; the time as `HH:MM`. */
  readonly date: PlainDate;
  readonly time: string;
  /** The workspace of a platform that is away. */
  readonly workspace: string | null;
}

/** Tells a region's administrators that people of a workspace let the region use it. */
export interface WorkspaceConfirmed {
  readonly type: 'WorkspaceConfirmed';
  readonly region: string;
  readonly regionName: string;
  readonly platform: 'slack' | 'teams';
  /** The platform's own id of the workspace. */
  readonly workspace: string;
  /** The person who made the code. */
  readonly person: PersonRef;
}

/** Tells a region's coordinators once a week what went well, and which cases need attention and why. */
export interface MondayList {
  readonly type: 'MondayList';
  readonly regionId: Uuid;
  readonly regionName: string;
  readonly date: PlainDate;
  /** Open cases in the region, and agreements of theirs that were confirmed done in the week before. */
  readonly openCount: number;
  readonly doneLately: number;
  readonly strengths: readonly { readonly code: string; readonly strength: string }[];
  /** The heaviest ten at most, heaviest first; `more` are left. */
  readonly cases: readonly (InCase & {
    readonly reasons: readonly Reason[];
    /** How far the lead and the coordinators go, where that is more than to follow. */
    readonly involvement?: InvolvementLevel;
  })[];
  readonly more: number;
}
