import type { RegionCalendar } from '../../domain/calendar/index.ts';
import type { CaseState } from '../../domain/case/state.ts';
import type { ReplyKey } from '../../domain/reply-keys.ts';
import type { Language, PlainDate, Uuid } from '../../domain/vocabulary.ts';
import type { Args } from '../inbound.ts';
import type { Which } from './verbs.ts';

/** The act, question or answer that typed words come to. */
export type Meant =
  | { readonly does: 'command'; readonly command: string; readonly args: Args }
  | { readonly does: 'form'; readonly form: string; readonly args: Args }
  /** The same command on each of these agreements, all of which the answer shows. */
  | { readonly does: 'each'; readonly command: string; readonly each: readonly Args[] }
  /** It is not clear which agreement: nothing is done, and it is asked. */
  | { readonly does: 'ask'; readonly which: Which }
  /** It is about a case, and was typed where none is: it is asked which. */
  | { readonly does: 'askCase'; readonly command: string }
  | { readonly does: 'say'; readonly key: ReplyKey; readonly values?: Readonly<Record<string, unknown>> };

export interface Typing {
  readonly state: CaseState | null;
  /** Participant id of who types. */
  readonly me: Uuid | null;
  readonly today: PlainDate;
  readonly language: Language;
  readonly calendar: RegionCalendar;
}

export function commandOf(command: string, args: Args): Meant {
  return { does: 'command', command, args };
}

export function formOf(form: string, args: Args): Meant {
  return { does: 'form', form, args };
}
