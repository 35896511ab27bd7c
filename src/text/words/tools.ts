import { localDate } from '../../domain/calendar/index.ts';
import type { CommandName, PressedName } from '../../domain/command-names.ts';
import type { AgreementFacts, PersonRef } from '../../domain/messages/index.ts';
import type { Instant, PlainDate } from '../../domain/vocabulary.ts';
import type { Action, Block, Document, Inline, Reader, RichText } from '../../ports/document.ts';
import { formatDate } from './dates.ts';
import { rich, say, type TextKey, type TextValues } from './translate.ts';

/** Small tools to compose with: sentences for a reader, names of agreements, buttons. */

export function sentence(reader: Reader, key: TextKey, values: TextValues = {}): RichText {
  return rich(reader.language, key, { ...always(reader), ...values });
}

export function word(reader: Reader, key: TextKey, values: TextValues = {}): string {
  return say(reader.language, key, { ...always(reader), ...values });
}

/** Any text may ask for these: how this person is addressed, what is typed before a command here, and who leads. */
function always(reader: Reader): TextValues {
  return {
    formal: reader.formal ? 'yes' : 'no',
    past: reader.past ? 'yes' : 'no',
    typed: reader.typed === undefined ? '/schakel ' : (reader.typed ?? ''),
    ...leads(reader),
  };
}

/** The one to turn to: the case lead or, as long as nobody leads, the coordinator. Made once: every text carries it. */
function leads({ language, leads: isLed }: Reader): TextValues {
  const isLeaderless = isLed === false;
  const key = `${language}:${isLeaderless}`;
  const known = WHO_LEADS.get(key);
  if (known) return known;
  const made = isLeaderless
    ? {
        leads: 'no',
        whoLeads: say(language, 'value.coordinator'),
        WhoLeads: say(language, 'value.Coordinator'),
      }
    : { leads: 'yes', whoLeads: say(language, 'value.lead'), WhoLeads: say(language, 'value.Lead') };
  WHO_LEADS.set(key, made);
  return made;
}

const WHO_LEADS = new Map<string, TextValues>();

export function date(reader: Reader, day: PlainDate): string {
  return formatDate(day, reader.language);
}

/** The day of a moment, where the reader is: late in the evening it is another one than in UTC. */
export function dayOf(reader: Reader, at: Instant): PlainDate {
  return localDate(reader.zone ?? 'Europe/Amsterdam', at);
}

export function shortDate(reader: Reader, day: PlainDate): string {
  return formatDate(day, reader.language, 'short');
}

/** "afspraak 3: Onderwijsplan", or without its title where titles are not shown in chat. */
export function named(reader: Reader, a: AgreementFacts): RichText {
  if (reader.titles) return sentence(reader, 'agreement.named', { number: a.number, title: a.title });
  return sentence(reader, 'agreement.bare', { number: a.number, kind: a.kind });
}

/** Where the text can be read, in a workspace that keeps titles out of its chat. */
export function elsewhere(reader: Reader): Block[] {
  return reader.titles ? [] : [note(sentence(reader, 'agreement.hidden', ownAddress(reader.webUrl)))];
}

/** Words that somebody typed: they stand in chat only where the texts of agreements do. */
export function ownWords(reader: Reader, typed: string): string {
  return reader.titles ? typed : '…';
}

/** Values for a sentence that names an address of ours where there is one. */
export function ownAddress(address: string | null | undefined): TextValues {
  return { web: address ? 'yes' : 'none', url: address ? { address } : '' };
}

/** A sentence with an agreement's name in it; a capital begins it. */
export function about(reader: Reader, key: TextKey, a: AgreementFacts, values: TextValues = {}): RichText {
  return capital(sentence(reader, key, { ...values, agreement: named(reader, a) }));
}

export function capital(text: RichText): RichText {
  const [first, ...rest] = text;
  if (typeof first !== 'string') return text;
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest];
}

export function text(value: RichText): Block {
  return { kind: 'text', text: value };
}

export function note(value: RichText): Block {
  return { kind: 'note', text: value };
}

export function buttons(...actions: (Action | null | false)[]): Block {
  return { kind: 'actions', actions: actions.filter((a): a is Action => a !== null && a !== false) };
}

export function command(
  reader: Reader,
  label: TextKey,
  name: PressedName,
  args: Action['args'],
  more: Partial<Action> = {},
): Action {
  return { label: word(reader, label), does: { command: name }, args, ...more };
}

export function form(
  reader: Reader,
  label: TextKey,
  name: CommandName,
  args: Action['args'],
  more: Partial<Action> = {},
): Action {
  return { label: word(reader, label), does: { form: name }, args, ...more };
}

/** A question first, where something is final. */
export function sure(reader: Reader, key: TextKey, values: TextValues = {}): Pick<Action, 'confirm'> {
  return {
    confirm: {
      title: word(reader, 'confirm.title'),
      text: word(reader, key, values),
      yes: word(reader, 'confirm.yes'),
      no: word(reader, 'confirm.no'),
    },
  };
}

/** Makes a document whose push message says the code and a neutral word. */
export function document(
  reader: Reader,
  code: string,
  blocks: readonly Block[],
  key: TextKey = 'push.generic',
): Document {
  return { language: reader.language, notification: word(reader, key, { code }), blocks };
}

/** A list of names says so many before "somebody else". */
const NAMES = 4;

/** "Moeder of Casemanager": one of them will do. Names, and no mentions: nobody is called by it. */
export function oneOf(list: readonly PersonRef[], reader: Reader): string {
  const names = list
    .slice(0, NAMES)
    .map((p) => (p.role ? word(reader, `role.${p.role}` as TextKey) : p.name));
  const more = list.length > NAMES ? [word(reader, 'value.another')] : [];
  return new Intl.ListFormat(reader.language, { type: 'disjunction' }).format([...names, ...more]);
}

/** Names in a row, each a mention where possible. */
export function people(list: readonly PersonRef[]): RichText {
  return list.flatMap((person, i): Inline[] => (i === 0 ? [{ person }] : [', ', { person }]));
}
