import { randomUUID } from 'node:crypto';
import type { Address, ChatPlatform, Result, SearchRange, WorkspaceRef } from '../../src/ports/chat.ts';
import type { Document } from '../../src/ports/document.ts';

/** A mishap under way. `lost-before`: nothing was done; `lost-after`: it was done, and the answer is lost. */
export type Mishap = 'lost-before' | 'lost-after' | 'too-fast' | 'revoked';
export type Method = Exclude<keyof ChatPlatform, 'name' | 'inviteExternal' | 'sharedWith' | 'othersIn'>;

type Eventually<T> = T | Promise<T>;

/** A platform that a test sees and acts on: it is judged by what people see, not by what it was called with. */
export interface PlatformUnderTest {
  readonly platform: ChatPlatform;
  readonly workspace: WorkspaceRef;
  /** Platform ids. `nobody` does not exist. */
  readonly people: {
    readonly one: string;
    readonly other: string;
    readonly gone: string;
    readonly nobody: string;
  };
  /** The words of what stands there, oldest first. */
  words(room: string): Eventually<readonly string[]>;
  direct(person: string): Eventually<readonly string[]>;
  pinned(room: string): Eventually<readonly string[]>;
  room(id: string): Eventually<{
    readonly name: string;
    readonly topic: string;
    readonly archived: boolean;
    readonly isPrivate: boolean;
    readonly members: readonly string[];
  }>;
  /** Somebody deletes a message. */
  erase(ref: string): Promise<void>;
  /** The next call of this method goes wrong. */
  mishap(what: Mishap, method: Method): void;
  heal(): void;
  now(): Date;
  close(): Promise<void>;
}

/** The features that a platform, or a kind of room on it, lacks, and why. What happens instead is a promise too. */
export type Lacks = Readonly<
  Partial<
    Record<
      'find' | 'pin' | 'pace' | 'connection' | 'setTopic' | 'archive' | 'remove' | 'ownName' | 'privacy',
      string
    >
  >
>;

export const says = (words: string): Document => ({
  notification: 'Wilg-27: bericht',
  blocks: [{ kind: 'text', text: [words] }],
});

/** A first search, to the newest. */
export const searchFrom = (notBefore: Date): SearchRange => ({ notBefore, notAfter: null, page: null });

export interface At {
  readonly it: PlatformUnderTest;
  readonly room: string;
}

export const inRoom = (at: At, room = at.room): Address => ({
  workspace: at.it.workspace,
  target: { room },
  mentions: {},
});

export const to = (at: At, person: string): Address => ({
  workspace: at.it.workspace,
  target: { person },
  mentions: {},
});

export async function must<T>(result: Promise<Result<T>>): Promise<T> {
  const got = await result;
  if (!got.ok) throw new Error(JSON.stringify(got.failure));
  return got.value;
}

/** A room of the case, with somebody of it for a platform whose rooms need an owner. */
export function opened(at: At, name: string, topic: string): Promise<{ externalId: string; name: string }> {
  const { platform, workspace, people } = at.it;
  return must(platform.openRoom(workspace, name, topic, { id: randomUUID(), owner: people.other }));
}

export async function failure(result: Promise<Result<unknown>>): Promise<unknown> {
  const got = await result;
  return got.ok ? 'it succeeded' : got.failure;
}
