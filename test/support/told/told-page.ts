import type { Message } from '../../../src/domain/messages/index.ts';
import type { Action, Document, Reader, RichText } from '../../../src/ports/document.ts';
import { inlineWords } from '../../../src/ports/document.ts';
import { compose } from '../../../src/text/compose.ts';
import type { Caller } from '../web/web-caller.ts';

/** Somebody's own page is read here as it is shown: the part that is for them alone. */

/** Where something stands on somebody's own page. */
export type Place = 'asks' | 'tells' | 'before';

/** A button: a form leads to a page of its own, a command is pressed. */
export type Offered = 'command' | 'form';

/** Everything for this person alone: what is open, and what is folded away because it is over. */
function sectionOf(html: string): readonly [open: string, before: string] {
  const section = /<section aria-labelledby="for-you"[\s\S]*?<\/section>/.exec(html)?.[0] ?? '';
  const [open = '', before = ''] = section.split('<details class="schakel-noprint">');
  return [open, before];
}

export function openOf(html: string): string {
  return sectionOf(html)[0];
}

interface Article {
  readonly html: string;
  readonly place: Place;
}

/** Each message with where it stands; what is over comes last, folded away. */
function articlesOf(html: string): Article[] {
  const [open, before] = sectionOf(html);
  const parts = (text: string): string[] => text.split('<article ').slice(1);
  return [
    ...parts(open).map((one): Article => ({ html: one, place: placeIn(one) })),
    ...parts(before).map((one): Article => ({ html: one, place: 'before' })),
  ];
}

/** Returns the words of what waits for them. */
export function asksOf(html: string): string {
  const asking = articlesOf(html).filter(({ place }) => place === 'asks');
  return asking.map((one) => textOf(one.html)).join('\n');
}

/** Returns the words of each message by its id, wherever it stands; what asks comes first. */
export function toldOn(html: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const one of articlesOf(html)) {
    const [, id, words = ''] = /id="told-([^"]+)">([\s\S]*)/.exec(one.html) ?? [];
    if (id) found.set(id, [found.get(id) ?? '', textOf(words)].join(' ').trim());
  }
  return found;
}

const placeIn = (article: string): Place => (article.includes('schakel-card--asked') ? 'asks' : 'tells');

/**
 * Where a part of a message stands with all its words, and with its buttons where it is not over: all but those that are
 * not theirs. Throws when nowhere.
 */
export function placeOf(
  html: string,
  id: string,
  message: Message,
  isTheirs: (name: string) => boolean,
): Place {
  const articles = articlesOf(html).filter((one) => one.html.includes(`id="told-${id}"`));
  if (articles.length === 0) throw new Error(`${message.type} stands on no page: ${textOf(openOf(html))}`);
  const missing = articles.map((one) => ({
    ...one,
    words: unread(textOf(one.html), message, one.place === 'before' ? () => false : isTheirs),
  }));
  const whole = missing.find(({ words }) => words.length === 0);
  if (whole) return whole.place;
  const [least] = missing.toSorted((a, b) => a.words.length - b.words.length);
  throw new Error(
    `${message.type} is told and not shown: ${JSON.stringify(least?.words)} in ${textOf(least?.html ?? '')}`,
  );
}

const READERS = (['nl', 'en'] as const).flatMap((language) =>
  [true, false].map(
    (formal): Reader => ({
      language,
      formal,
      titles: true,
      place: 'direct',
      room: 'page',
      zone: 'Europe/Amsterdam',
    }),
  ),
);

/** Words and buttons of a message that are not there, for whichever reader it comes nearest to. */
export function unread(shown: string, message: Message, isTheirs: (name: string) => boolean): string[] {
  const missing = READERS.map((reader) => missingOf(compose(message, reader), message, shown, isTheirs));
  return missing.toSorted((a, b) => a.length - b.length)[0] ?? [];
}

function missingOf(
  document: Document,
  message: Message,
  shown: string,
  isTheirs: (name: string) => boolean,
): string[] {
  return document.blocks.flatMap((block): string[] => {
    const words =
      block.kind === 'text' || block.kind === 'note'
        ? [plainOf(block.text)]
        : block.kind === 'facts'
          ? block.facts.flatMap((fact) => [fact.label.replace(/:$/, ''), plainOf(fact.value)])
          : block.kind === 'heading' && message.type !== 'NudgeDigest'
            ? [block.text]
            : block.kind === 'actions'
              ? block.actions.filter(({ does }) => isTheirs(nameOf(does))).map(({ label }) => label)
              : [];
    return words.filter((one) => !shown.includes(tidy(one)));
  });
}

const nameOf = (does: Action['does']): string => ('command' in does ? does.command : does.form);

function plainOf(text: RichText): string {
  return text.map((part) => inlineWords(part)).join('');
}

/** A button of somebody's own page, as a browser would use it. */
interface Button {
  readonly label: string;
  readonly kind: Offered;
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** Every button below what is still asked or good to know, or in the part that is given. */
export function buttonsIn(html: string): Button[] {
  return [...commandsIn(html), ...formsIn(html)];
}

function commandsIn(html: string): Button[] {
  const forms = [
    ...html.matchAll(
      /(?:<details><summary[^>]*>([^<]*)<\/summary>\s*<p[^>]*>[^<]*<\/p>)?<form method="post" action="\/do">([\s\S]*?)<\/form>/g,
    ),
  ];
  return forms.map(([, asked, form = '']) => ({
    label: unescaped(asked ?? />([^<]*)<\/button>/.exec(form)?.[1] ?? ''),
    kind: 'command',
    name: /name="command" value="([^"]*)"/.exec(form)?.[1] ?? '',
    args: JSON.parse(unescaped(/name="args" value="([^"]*)"/.exec(form)?.[1] ?? '{}')),
  }));
}

function formsIn(html: string): Button[] {
  return [...html.matchAll(/<a class="[^"]*" href="\/form\/([^?"]+)\?([^"]*)">([^<]*)<\/a>/g)].map(
    ([, name = '', query = '', label = '']) => ({
      label: unescaped(label),
      kind: 'form',
      name,
      args: Object.fromEntries(new URLSearchParams(unescaped(query))),
    }),
  );
}

/**
 * Remembers the buttons below what is asked. Of each that leads to a form the form is opened and sent empty: the application
 * has to know it, and to say at its fields what is missing.
 */
export async function offersOf(caller: Caller, html: string, offered: Map<string, Offered>): Promise<void> {
  const asked = articlesOf(html).filter(({ place }) => place === 'asks');
  for (const { label, kind, name, args } of asked.flatMap((one) => buttonsIn(one.html))) {
    if (offered.has(label)) continue;
    offered.set(label, kind);
    if (kind === 'form') await tryForm(caller, label, name, args);
  }
}

async function tryForm(caller: Caller, label: string, name: string, args: Button['args']): Promise<void> {
  const opened = await caller.get(`/form/${name}?${new URLSearchParams(args as Record<string, string>)}`);
  if (opened.status !== 200 || !opened.html.includes(`action="/form/${name}"`))
    throw new Error(`“${label}” opens no form: ${textOf(opened.html)}`);
  const sent = await caller.fill(name, args, {});
  if (sent.status !== 422 || !sent.html.includes('utrecht-form-field-error-message'))
    throw new Error(`“${label}” is not asked for what is missing (${sent.status}): ${textOf(sent.html)}`);
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

const unescaped = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? '');

/** A page as it is read. */
export function textOf(html: string): string {
  const bare = html
    .replace(/<(br|\/p|\/dt|\/dd|\/button|\/a|\/h\d|\/summary|\/li)[^>]*>/g, ' ')
    .replace(/<[^>]+>/g, '');
  return tidy(unescaped(bare));
}

/** Markup sets names and words apart with space that a sentence has not. */
function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
