import type { ContactChange } from '../../region/region-file.ts';
import type { Instant, PlainDate, Uuid, WhyCoordinator } from '../../vocabulary.ts';
import type { InCase, PersonRef } from '../facts.ts';
import type { Reason } from '../reasons.ts';

/** To the coordinators: one message could not be delivered, to whom, and why in plain words. */
export interface DeliveryFailed {
  readonly type: 'DeliveryFailed';
  readonly code: string | null;
  readonly person: PersonRef | null;
  readonly reason: 'room_gone' | 'person_unreachable' | 'not_allowed' | 'refused' | 'gave_up';
}

/** To the coordinators, where another connection exists: a workspace is no longer connected. */
export interface ConnectionLost {
  readonly type: 'ConnectionLost';
  readonly workspace: string;
  readonly why: 'token_revoked' | 'uninstalled';
  readonly at: Instant;
}

/** To the coordinators: half a year ago somebody last asked; are these contact points still right? */
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

/** To whoever is behind contact points: are they still right? */
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

/** To the coordinators: whoever is behind a contact point says that it does not stay as it is. */
export interface ContactChanges {
  readonly type: 'ContactChanges';
  readonly region: string;
  readonly organisation: { readonly key: string; readonly name: string };
  readonly role: string;
  readonly person: PersonRef;
  readonly what: ContactChange;
}

/** To the administrators of a region: deliveries stand still, or a platform does not take them. Once a day at most. */
export interface DeliveryTrouble {
  readonly type: 'DeliveryTrouble';
  readonly what: 'stalled' | 'away';
  /** Since when, where the region is; the time as `HH:MM`. */
  readonly date: PlainDate;
  readonly time: string;
  /** Of a platform that is away. */
  readonly workspace: string | null;
}

/** To the administrators of a region: its own people let the region use a workspace. */
export interface WorkspaceConfirmed {
  readonly type: 'WorkspaceConfirmed';
  readonly region: string;
  readonly regionName: string;
  readonly platform: 'slack' | 'teams';
  /** By the platform's own id. */
  readonly workspace: string;
  /** Who made the code. */
  readonly person: PersonRef;
}

/** To the coordinators of a region, once a week: what went well, and which cases need attention and why. */
export interface MondayList {
  readonly type: 'MondayList';
  readonly regionId: Uuid;
  readonly regionName: string;
  readonly date: PlainDate;
  /** Open cases in the region, and agreements of theirs that were confirmed done in the week before. */
  readonly openCount: number;
  readonly doneLately: number;
  readonly strengths: readonly { readonly code: string; readonly strength: string }[];
  /** At most ten, the heaviest first; `more` are left. */
  readonly cases: readonly (InCase & { readonly reasons: readonly Reason[] })[];
  readonly more: number;
}
