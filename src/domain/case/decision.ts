import type { CommandName, PressedName } from '../command-names.ts';
import type { LetterWay } from '../contact-details.ts';
import type { Outgoing, RoomTask } from '../messages/index.ts';
import type { Region } from '../region/region.ts';
import type { ButtonKey, ReplyKey } from '../reply-keys.ts';
import type { Instant, PlainDate, Uuid } from '../vocabulary.ts';
import type { CaseState, Participant } from './state.ts';

/** The facts every rule is given beside the state: who, where, when. Pure: ids and time come in here. */
export interface Situation {
  readonly region: Region;
  readonly now: Instant;
  /** The local date of `now` in the region. */
  readonly today: PlainDate;
  readonly newId: () => Uuid;
  /** The actor; null when time acts. `participant` is null for a coordinator or contact who is not in the case. */
  readonly actor: { readonly personId: Uuid; readonly participant: Participant | null } | null;
  /** The ways by which letters can be sent from here; left out: nobody asked. */
  readonly letters?: Readonly<Record<LetterWay, boolean>>;
  /** People whom the region names for a case of their own family, in which the actor takes no part. */
  readonly ofOtherFamilies?: ReadonlySet<Uuid>;
  /** The actor said it by phone, and this participant wrote it down. */
  readonly writtenDownBy?: Uuid;
}

/** The outcome of a command: the new state and what follows from it, or a refusal. */
export type Decision = Accepted | Refused;

export interface Accepted {
  readonly ok: true;
  readonly state: CaseState;
  readonly messages: readonly Outgoing[];
  readonly tasks: readonly RoomTask[];
  readonly audit: readonly {
    readonly action: string;
    readonly objectId: Uuid | null;
    /** Person for whom the actor did it. */
    readonly onBehalfOf?: Uuid;
  }[];
  /** The reply to the person who acted; `src/text` knows the words. */
  readonly reply: Reply;
  /**
   * The id under which the words that come with it are kept; left out: a new one, that nothing names. Null: they are not
   * kept.
   */
  readonly wordsAs?: Uuid | null;
}

export interface Refused {
  readonly ok: false;
  readonly reply: Reply;
}

/** A text key with its values, and what can be done about it. */
export interface Reply {
  readonly key: ReplyKey;
  readonly values?: Readonly<Record<string, unknown>>;
  /** A date that needs a choice: the form is shown again with these. */
  readonly proposals?: readonly PlainDate[];
  /** A form or command that would help, as a button under the reply. */
  readonly offer?: {
    readonly form?: CommandName;
    readonly command?: PressedName;
    readonly args: Readonly<Record<string, string | number>>;
    readonly label: ButtonKey | ReplyKey;
  };
  /** The field of the form that this is about. */
  readonly field?: string;
  /**
   * The fields in which nothing was typed. When what the form is about changed since it was opened, it comes again as
   * it is now, with what was typed; these stood as they were shown, and show what is there now.
   */
  readonly untouched?: readonly string[];
  /** Other faults, each with its own field: a form is told all of it at once. */
  readonly also?: readonly Reply[];
}

export function refuse(key: ReplyKey, values?: Reply['values'], more?: Partial<Reply>): Refused {
  return { ok: false, reply: { key, ...(values ? { values } : {}), ...more } };
}

/** An accepted decision; give only what it has. */
export function accept(
  state: CaseState,
  reply: ReplyKey | Reply,
  rest: Partial<Pick<Accepted, 'messages' | 'tasks' | 'audit' | 'wordsAs'>> = {},
): Accepted {
  return {
    ok: true,
    state,
    messages: rest.messages ?? [],
    tasks: rest.tasks ?? [],
    audit: rest.audit ?? [],
    reply: typeof reply === 'string' ? { key: reply } : reply,
    ...(rest.wordsAs === undefined ? {} : { wordsAs: rest.wordsAs }),
  };
}
