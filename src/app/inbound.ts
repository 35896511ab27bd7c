import type { Uuid } from '../domain/vocabulary.ts';
import type { Document, FieldErrors, Form } from '../ports/document.ts';

/** A request that a platform's `inbound.ts` hands to the application, after it has verified where it comes from. */
export interface Inbound {
  /** Idempotency: the platform's event, trigger or view id. The same key has one effect, however often it comes. */
  readonly key: string;
  readonly platform: string;
  readonly workspaceExternalId: string;
  readonly userExternalId: string;
  /** The person's language on the platform, used when they are seen for the first time. */
  readonly userLanguage?: 'nl' | 'en';
  /** The platform's name for somebody whom its directory does not know: a person of another tenant. */
  readonly userName?: string;
  /** Platform id of the channel it was typed or pressed in; null for direct conversations and the home page. */
  readonly channel: string | null;
  readonly request: Request;
}

export type Request =
  /** Words typed behind a command: root `schakel`, or one of the short commands. */
  | { readonly type: 'text'; readonly root: string; readonly text: string }
  | { readonly type: 'command'; readonly command: string; readonly args: Args }
  | { readonly type: 'form'; readonly form: string; readonly args: Args }
  | { readonly type: 'submit'; readonly command: string; readonly args: Args; readonly values: Values }
  | { readonly type: 'home' };
export type Args = Readonly<Record<string, string | number>>;
export type Values = Readonly<Record<string, string | readonly string[]>>;

/** The answer that the platform shows at once to the person who acted. At most one of these matters to a platform. */
export interface Outcome {
  /** The words that only the person who acted sees. */
  readonly reply?: Document;
  /** Nothing was written, and the reply says why; or that it was so already. What was filled in is given back with it. */
  readonly nothingDone?: 'refused' | 'unchanged';
  /** Open this form, or put it in the place of the one that was submitted. */
  readonly form?: Form;
  /** The submitted form stays open with these errors. */
  readonly errors?: FieldErrors;
  readonly home?: Document;
  /** The case that was opened by this: where a page goes on. */
  readonly opened?: Uuid;
  /** A link for this person is to be shown, once, beside the reply. */
  readonly linkFor?: Uuid;
}

/** The one way in. `handle` resolves when everything is committed; only then may a platform acknowledge. */
export interface UseCases {
  handle(inbound: Inbound): Promise<Outcome>;
  /** Something that happened on the platform, by nobody's command. */
  happened(notice: PlatformEvent): Promise<void>;
}

export type PlatformEvent = {
  readonly key: string;
  readonly platform: string;
  readonly workspaceExternalId: string;
} & (
  | {
      readonly what: 'room_archived' | 'room_unarchived' | 'room_gone' | 'bot_removed' | 'bot_added';
      readonly channel: string;
    }
  /** It was shared with whole teams or other organisations, or no longer; by the platform's own ids. */
  | {
      readonly what: 'room_shared' | 'room_unshared';
      readonly channel: string;
      readonly teams: readonly string[];
    }
  /** All the teams and organisations that it is shared with now, and how many people read it beside those of the case. */
  | {
      readonly what: 'room_sharing';
      readonly channel: string;
      readonly teams: readonly string[];
      readonly others: number | null;
    }
  /** The same room has another id on its platform from now on. */
  | { readonly what: 'room_moved'; readonly channel: string; readonly to: string }
  | { readonly what: 'room_renamed'; readonly channel: string; readonly name: string }
  | { readonly what: 'member_left' | 'member_joined'; readonly channel: string; readonly user: string }
  /** Somebody of another organisation accepted an invitation; `invitation` is the platform's id of it. */
  | {
      readonly what: 'invitation_accepted';
      readonly channel: string;
      readonly user: string;
      readonly invitation: string;
      /** The organisation that they are of: that the channel is shared with it is meant. Null: the platform does not say. */
      readonly team: string | null;
    }
  /** `name`: how the platform calls them now, where it says so. */
  | { readonly what: 'user_deactivated' | 'user_reactivated'; readonly user: string; readonly name?: string }
  | { readonly what: 'member_named'; readonly user: string; readonly name: string }
  /** All rooms in it with it. */
  | { readonly what: 'team_archived' | 'team_unarchived'; readonly team: string }
  | { readonly what: 'token_revoked' | 'app_uninstalled' }
  /** The name of the workspace, where the platform says it. */
  | { readonly what: 'app_installed'; readonly name?: string }
  /** Where a workspace is reached now; kept with it for what is sent by itself. */
  | { readonly what: 'workspace_seen'; readonly settings: Readonly<Record<string, string>> }
);
