import type { Instant, Language, Uuid } from '../domain/vocabulary.ts';
import type { Document } from './document.ts';

/** A region as its file would describe it, before it is checked; `config/region/schema.ts` says what may stand in it. */
export type RegionDraft = Readonly<Record<string, unknown>>;

/** A database that nobody used yet gets its first region here. Rejects with `StoreUnavailable` like the store. */
export interface Beginnings {
  /** Whether there is no region: then whoever is at the terminal may begin. */
  isEmpty(): Promise<boolean>;
  /**
   * Writes the first region, checked like a region file; problems are told in `language`, by their place in the file.
   * `taken`: there is a region already, also when somebody was faster.
   */
  makeRegion(draft: RegionDraft, language: Language, now: Instant): Promise<MadeRegion>;
}

export type MadeRegion =
  /** `personId`: the first coordinator. */
  | { readonly result: 'made'; readonly personId: Uuid }
  | { readonly result: 'taken' }
  | {
      readonly result: 'wrong';
      readonly errors: readonly { readonly path: readonly (string | number)[]; readonly message: string }[];
    };

/** Where a demonstration stands. */
export interface Turned {
  /** Where the clock stands, and where it stood before it was turned last. */
  readonly now: Instant;
  readonly before: Instant;
  /** Number of the next chapter of the story. */
  readonly chapter: number;
  /** Number of the chapter that was played when the clock was turned last; null: only time passed. */
  readonly played: number | null;
}

/** The demonstration: an invented region whose clock people turn. */
export interface Demonstration extends Turned {
  readonly regionId: Uuid;
  readonly regionKey: string;
  readonly language: Language;
  /** The people of the region by their key, in the order of its file. */
  readonly people: readonly { readonly key: string; readonly id: Uuid; readonly name: string }[];
}

/** Something Schakel sent: in the room, or to one person. */
export interface Sent {
  readonly id: Uuid;
  readonly at: Instant;
  /** Null: in the room, for everybody. */
  readonly to: Uuid | null;
  readonly pinned: boolean;
  readonly document: Document;
}

/**
 * The demonstration in a database. It lives in a database of its own kind: the database itself refuses it beside
 * anything real, and anything real beside it.
 */
export interface Demonstrations {
  /** Null: there is none here, or only a row that says so beside what is real. */
  current(): Promise<Demonstration | null>;
  /** Makes the invented region; `false`: there is something real here, or one was begun already. */
  begin(draft: RegionDraft, language: Language, now: Instant): Promise<boolean>;
  /**
   * Turns the clock and moves everybody's session along, so that nobody is signed out by it. `false`: it does not
   * stand where the caller thinks.
   */
  turn(from: Instant, to: Turned): Promise<boolean>;
  /** Throws everything away, with its audit. Without a demonstration, or beside anything real, it does nothing. */
  end(): Promise<void>;
  /** Returns what was sent in the room of a case and to one person, newest first. */
  sent(caseId: Uuid | null, personId: Uuid, limit: number): Promise<Sent[]>;
  /** Lists those who got something of their own since an instant, each once, in the order in which it was sent. */
  toldSince(since: Instant): Promise<Uuid[]>;
}
