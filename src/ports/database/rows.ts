import type { Payload } from '../../domain/messages/index.ts';
import type { Instant, Uuid } from '../../domain/vocabulary.ts';

/** An event says who did what to which thing. It has no content; people become pseudonyms when it is written. */
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
  /** The person it is meant for, held against what reaches them again when it is claimed. */
  readonly recipientId: Uuid | null;
  readonly isCard: boolean;
  readonly payload: Payload;
  /** It is pinned where it is posted. Left out: not. */
  readonly isPinned?: boolean;
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
