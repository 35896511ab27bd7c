import type { CommandName, PressedName } from '../domain/command-names.ts';
import type { ReplyKey } from '../domain/reply-keys.ts';
import { spanOf } from '../domain/rules/participants/absence.ts';
import type { IntakeStep } from '../domain/vocabulary.ts';
import type { Action, Document, Reader } from '../ports/document.ts';
import { stepName, stepNames } from './compose/case/intake.ts';
import { formatDate } from './words/dates.ts';
import { buttons, capital, oneOf, ownAddress, sentence, text, word } from './words/tools.ts';
import { isPerson, type TextKey, type TextValues } from './words/translate.ts';

/** A button under a reply. `label` is a text key. */
export interface Offer {
  readonly form?: CommandName;
  readonly command?: PressedName;
  readonly args: Readonly<Record<string, string | number>>;
  readonly label: TextKey;
}

/** The short reply to the person who acts. */
export function reply(key: ReplyKey, values: TextValues, reader: Reader, offers: readonly Offer[]): Document {
  const said = capital(sentence(reader, key, shown(values, reader)));
  const actions = offered(offers, reader);
  return {
    language: reader.language,
    notification: word(reader, 'push.plain'),
    blocks: [text(said), ...(actions.length > 0 ? [buttons(...actions)] : [])],
  };
}

/** The buttons for what is offered. */
export function offered(offers: readonly Offer[], reader: Reader): Action[] {
  return offers.map((o) => ({
    label: word(reader, o.label),
    does: doesOf(o),
    args: o.args,
  }));
}

function doesOf({ form, command }: Offer): Action['does'] {
  if (form) return { form };
  if (command) return { command };
  throw new Error('an offer names a form or a command');
}

/** The same words as plain text: for the error at a field. */
export function replyText(reader: Reader, key: ReplyKey, values: TextValues): string {
  const words = word(reader, key, shown(values, reader));
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Dates as people read them, kinds of personal data by their names, and "none" for what is not there. */
function shown({ path, ...values }: TextValues, reader: Reader): TextValues {
  return {
    ...Object.fromEntries(Object.entries(values).map(([name, v]) => [name, shownValue(v, reader)])),
    ...(typeof path === 'string' ? ownAddress(pageAt(path, reader)) : {}),
  };
}

/** A page of ours, whole, where the web can be reached; who reads on the web is there already. */
function pageAt(path: string, { webUrl, typed }: Reader): string | null {
  return path !== '' && (webUrl || typed === null) ? `${webUrl ?? ''}${path}` : null;
}

function shownValue(value: unknown, reader: Reader): unknown {
  if (value === null || value === undefined || value === '') return 'none';
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value))
    return formatDate(value, reader.language);
  if (isStep(value)) return stepName(value.step, reader);
  if (Array.isArray(value) && value.length > 0 && isStep(value[0]))
    return stepNames(
      value.map((one: { readonly step: IntakeStep }) => one.step),
      reader,
    );
  if (Array.isArray(value) && value.length > 0 && isSpan(value[0])) return spans(value, reader);
  if (Array.isArray(value) && value.length > 0 && isPerson(value[0])) return oneOf(value, reader);
  if (Array.isArray(value)) {
    const kinds = value.map((kind) => word(reader, `personal.${kind}` as TextKey));
    return kinds.length === 0 ? 'none' : new Intl.ListFormat(reader.language).format(kinds);
  }
  return value;
}

/** A step of an intake, in a value of its own. */
function isStep(value: unknown): value is { readonly step: IntakeStep } {
  return typeof value === 'object' && value !== null && 'step' in value;
}

interface Span {
  readonly from: string;
  readonly until: string | null;
}

function isSpan(value: unknown): value is Span {
  return typeof value === 'object' && value !== null && 'from' in value && 'until' in value;
}

/** Days from one to another, all of them in one sentence. */
function spans(all: readonly Span[], reader: Reader): string {
  return new Intl.ListFormat(reader.language).format(all.map((one) => spanWords(one, reader)));
}

export function spanWords({ from, until }: Span, reader: Reader): string {
  const last = until === null ? 'none' : formatDate(until, reader.language);
  const values = { span: spanOf(from, until), from: formatDate(from, reader.language), until: last };
  return word(reader, 'absence.days', values);
}
