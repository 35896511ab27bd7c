import type { CommandName, PressedName } from '../domain/command-names.ts';
import type { PersonRef } from '../domain/messages/index.ts';

/**
 * Words on a screen without a platform: what `compose` makes and every adapter's `render.ts` turns into Block Kit,
 * an Adaptive Card or HTML. Strings are plain text: an adapter escapes them for where they land, so that nothing
 * a person typed becomes a live mention or link.
 */
export interface Document {
  /** The language of its words, for the few that an adapter adds itself; left out: Dutch. */
  readonly language?: 'nl' | 'en';
  /** Push and screen-reader text: the case's code and a neutral word, nothing else. */
  readonly notification: string;
  readonly blocks: readonly Block[];
  /** The one reader of this in a room: shown to them alone where the platform can, and else to everybody there. */
  readonly only?: PersonRef;
}

/** The person for whom words are made. */
export interface Reader {
  readonly language: 'nl' | 'en';
  /** Parents are addressed with "u", everybody else with "je". */
  readonly formal: boolean;
  /** Whether titles of agreements may be shown in this workspace; otherwise number, kind, owner and date. */
  readonly titles: boolean;
  /** Several people read along in a room; directly, one reads. */
  readonly place: 'room' | 'direct';
  /** The kind of the room, where it is one; left out: a channel with its own members. */
  readonly room?: RoomKind;
  /** True when what was told is read back and has its answer: what it asked is left out. */
  readonly past?: true;
  /** The beginning of a command that this person types; null where nothing can be typed; left out: `/schakel `. */
  readonly typed?: string | null;
  /** Where more can be read, when there is a web. */
  readonly webUrl?: string | null;
  /** False while nobody leads the case that this is about: a text names the coordinator then. Left out: somebody does, or it is about none. */
  readonly leads?: boolean;
  /** The region's time zone, for the day on which something happened; left out: that of the Netherlands. */
  readonly zone?: string;
}

/**
 * Where what is said to a case stands: a page of the web, a channel with its own members, one of those that can be shared
 * with a whole team, one that a whole team reads, or a chat.
 */
export type RoomKind = 'page' | 'channel' | 'shareable' | 'team' | 'chat';

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: RichText }
  /** Small and grey: context, what happens next. */
  | { readonly kind: 'note'; readonly text: RichText }
  | {
      readonly kind: 'facts';
      readonly facts: readonly Fact[];
    }
  | { readonly kind: 'actions'; readonly actions: readonly Action[] }
  | { readonly kind: 'divider' };

/** A label and what stands beside it. */
export interface Fact {
  readonly label: string;
  readonly value: RichText;
}

export type RichText = readonly Inline[];
export type Inline =
  | string
  | { readonly bold: string }
  /** A mention where the person has an identity in that workspace, otherwise the name. */
  | { readonly person: PersonRef }
  /** An address of our own: whole, so that it can be pressed or pasted. What people typed is never one. */
  | { readonly address: string };

/** An inline as words only. */
export function inlineWords(inline: Inline): string {
  if (typeof inline === 'string') return inline;
  if ('bold' in inline) return inline.bold;
  return 'address' in inline ? inline.address : inline.person.name;
}

/** A document as words only, for where nothing else can be shown: its buttons are left out. */
export function documentWords(document: Document): string {
  return document.blocks
    .flatMap((block) => ('text' in block ? [block.text] : []))
    .map((text) => (typeof text === 'string' ? text : text.map(inlineWords).join('')))
    .join('\n\n');
}

/** A button. `args` are claims: they are checked again when it is pressed. */
export interface Action {
  readonly label: string;
  /** A command of the registry that runs at once, or a form that is opened first. */
  readonly does: { readonly command: PressedName } | { readonly form: CommandName };
  readonly args: Readonly<Record<string, string | number>>;
  readonly style?: 'primary' | 'danger';
  /** Asked first where something is final. */
  readonly confirm?: {
    readonly title: string;
    readonly text: string;
    readonly yes: string;
    readonly no: string;
  };
}

/** A form (modal, dialog, web form). Submitting it runs `command` with `args` and the values, by field name. */
export interface Form {
  readonly id: string;
  /** The language of what an adapter adds of its own; Dutch when it is left out. */
  readonly language?: 'nl' | 'en';
  readonly title: string;
  readonly intro?: RichText;
  readonly fields: readonly Field[];
  readonly submit: string;
  readonly cancel: string;
  readonly command: CommandName;
  readonly args: Readonly<Record<string, string | number>>;
  /** A field that must be filled in and has nothing to choose from: nobody could send this form. */
  readonly lacks?: string;
}

interface FieldBase {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly optional?: boolean;
  /** It is asked because of what another field says: it is answered, or that field is changed. */
  readonly isAsked?: boolean;
  /** Most people leave it as it is: where there is a place for it, it stands behind a word. */
  readonly seldom?: boolean;
}
export type Field =
  | (FieldBase & {
      readonly kind: 'text';
      readonly maxLength: number;
      readonly multiline?: boolean;
      readonly value?: string;
      readonly placeholder?: string;
    })
  /** Value: a typed date ("volgende week dinsdag"). A picker stands beside it as `${name}Picked`. */
  | (FieldBase & { readonly kind: 'date'; readonly value?: string; readonly placeholder?: string })
  | (FieldBase & { readonly kind: 'choice'; readonly options: readonly Option[]; readonly value?: string })
  | (FieldBase & {
      readonly kind: 'checks';
      readonly options: readonly Option[];
      readonly value?: readonly string[];
    })
  /** Anyone of the platform's workspace; the value is the platform's user id. */
  | (FieldBase & { readonly kind: 'member' });
export interface Option {
  readonly value: string;
  readonly label: string;
}

/** Errors of a submitted form, by field name, in the person's language. */
export type FieldErrors = Readonly<Record<string, string>>;
