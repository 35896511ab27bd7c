import type { CommandName } from '../../../domain/command-names.ts';
import type { Gone } from '../../../domain/contact-details.ts';
import type { RegionFile } from '../../../domain/region/region-file.ts';
import type { PlainDate } from '../../../domain/vocabulary.ts';
import type { Action, Block, Reader } from '../../../ports/document.ts';
import { buttons, command, form, note, sentence, sure, text } from '../../words/tools.ts';
import type { TextKey, TextValues } from '../../words/translate.ts';

/** How a region is set up, as its pages show it: plain words, and one button for each thing that can be changed. */

export interface Setup {
  readonly file: RegionFile;
  readonly version: number;
  readonly today: PlainDate;
  readonly reader: Reader;
  readonly isAdministrator: boolean;
  readonly holidays: readonly { readonly date: PlainDate; readonly name: string; readonly counts: boolean }[];
  /** Workspaces that the region names and was not given (yet), by the platform's own id. */
  readonly waiting: readonly string[];
  /** Workspaces of these that whoever runs the installation took away. */
  readonly taken: readonly string[];
  /** Workspaces that their own people confirmed, and the day on which. */
  readonly confirmed: ReadonlyMap<string, PlainDate>;
  /** Addresses that wait for somebody's word, by their key. */
  readonly addresses: ReadonlyMap<
    string,
    {
      readonly isRefused: boolean;
      readonly isElsewhere: boolean;
      readonly mayConfirm: boolean;
      /** Another one was written down. */
      readonly isOther: boolean;
      readonly gone: Gone | null;
    }
  >;
  /** People to whom the reader may send a new way in, by their key: they come in by a letter, and letters can go. */
  readonly newLinkTo: readonly string[];
  /** People whom no letter can reach: the link is shown. */
  readonly showLinkTo: readonly string[];
  /** People who have not brought in the account that the file gives them, by their key. */
  readonly unlinked: readonly string[];
  /** People for whom another region speaks: no absence of theirs is written down here. */
  readonly elsewhere: readonly string[];
  /** People who are away now or will be, by their key. */
  readonly away: ReadonlyMap<string, { readonly from: PlainDate; readonly until: PlainDate | null }>;
}

/** A part of a page under its own heading. */
export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
  /** The page on which it is set or seen. */
  readonly link?: { readonly path: string; readonly label: string };
}

type Args = Readonly<Record<string, string | number>>;

export function nameOf(file: RegionFile, key: string | undefined): string {
  return file.people.find((p) => p.key === key)?.name ?? '–';
}

/** Names who is behind a key or organisation/role, as people read it. */
export function contactName(file: RegionFile, reference: string): string {
  const [key, role] = reference.split('/');
  if (role === undefined) return nameOf(file, key);
  return `${file.organisations.find((o) => o.key === key)?.name ?? key} – ${role}`;
}

export function says(s: Setup, key: TextKey, values: TextValues = {}): Block {
  return text(sentence(s.reader, key, values));
}

export function small(s: Setup, key: TextKey, values: TextValues = {}): Block {
  return note(sentence(s.reader, key, values));
}

/** A form of its own for one thing. */
export function change(s: Setup, label: TextKey, name: CommandName, args: Args = {}): Action {
  return form(s.reader, label, name, { region: s.file.key, ...args });
}

/** Done by one press; it carries the version that was shown. */
export function press(s: Setup, label: TextKey, name: CommandName, args: Args): Action {
  return command(s.reader, label, name, { region: s.file.key, version: s.version, ...args });
}

/** Taking something away is asked about first. */
export function remove(s: Setup, name: CommandName, args: Args): Action {
  return { ...press(s, 'manage.b.remove', name, args), ...sure(s.reader, 'manage.removeSure') };
}

export function row(...actions: (Action | null | false)[]): Block {
  return buttons(...actions);
}
