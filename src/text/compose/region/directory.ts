import {
  byAudience,
  DIRECTORY_DRAWN_UP,
  type DirectoryEntry,
  type DirectoryText,
  directoryOf,
  standardEntry,
} from '../../../domain/region/directory.ts';
import type { RegionFile } from '../../../domain/region/region-file.ts';
import type { PlainDate } from '../../../domain/vocabulary.ts';
import type { Block, Document, Fact, Reader } from '../../../ports/document.ts';
import { date, document, note, sentence, text, word } from '../../words/tools.ts';
import type { TextKey } from '../../words/translate.ts';

/** The list of who can help (C22, C53), as everybody in a case reads it. */

/** The people to call where the list is empty. */
export interface WhomToCall {
  readonly name: string;
  readonly phone: string | null;
}

/** The texts that come with Schakel for a key; null: it is an entry of the region's own. */
export function shippedTexts(key: string, reader: Reader): Readonly<Record<DirectoryText, string>> | null {
  const standard = standardEntry(key);
  return standard
    ? {
        name: word(reader, `directory.n.${standard.key}`),
        what: word(reader, `directory.w.${standard.key}`),
        cost: standard.isFree ? word(reader, 'directory.free') : '',
        reach: standard.reach,
      }
    : null;
}

/** The texts of an entry: what the region wrote, else what comes with Schakel. */
export function entryTexts({ key, own }: DirectoryEntry, reader: Reader): Record<DirectoryText, string> {
  const shipped = shippedTexts(key, reader);
  const of = (name: DirectoryText): string => own[name] ?? shipped?.[name] ?? '';
  return { name: of('name'), what: of('what'), cost: of('cost'), reach: of('reach') };
}

/** Says once above a list, and not in each of its rows, that it is as it came with Schakel, but for what the region checked. */
export function asDrawnUp(
  all: readonly { readonly checkedOn: PlainDate | null }[],
  day: PlainDate,
  reader: Reader,
): Block[] {
  const unchecked = all.filter(({ checkedOn }) => checkedOn === null).length;
  if (unchecked === 0) return [];
  const values = { date: date(reader, day), some: unchecked < all.length ? 'yes' : 'no' };
  return [note(sentence(reader, 'directory.drawnUpAll', values))];
}

/** The whole list for a reader; `most`: as many as one message holds, and then where the rest stands. */
export function directoryBlocks(
  file: RegionFile,
  reader: Reader,
  call: readonly WhomToCall[],
  most = Number.POSITIVE_INFINITY,
): Block[] {
  const all = directoryOf(file);
  if (all.length === 0) return empty(file, reader, call);
  const groups = byAudience(all, reader.formal);
  const shown = new Set(groups.flatMap(({ entries }) => entries).slice(0, most));
  return [
    text(sentence(reader, 'directory.intro')),
    text(sentence(reader, 'directory.danger')),
    ...asDrawnUp(all, DIRECTORY_DRAWN_UP, reader),
    ...groups.flatMap(({ audience, entries }): Block[] => {
      const here = entries.filter((one) => shown.has(one));
      if (here.length === 0) return [];
      const heading = word(reader, `directory.for.${audience}`);
      return [{ kind: 'heading', text: heading }, ...here.flatMap((one) => entry(one, audience, reader))];
    }),
    ...(all.length > shown.size
      ? [note(sentence(reader, 'directory.more', { n: all.length - shown.size }))]
      : []),
  ];
}

function empty({ name }: RegionFile, reader: Reader, call: readonly WhomToCall[]): Block[] {
  const who = call.map((one) => (one.phone ? `${one.name}, ${one.phone}` : one.name)).join('; ');
  return [
    text(sentence(reader, 'directory.none', { region: name })),
    text(sentence(reader, 'directory.noneCall', { who: who || 'none' })),
    text(sentence(reader, 'directory.danger')),
  ];
}

function entry(one: DirectoryEntry, under: string, reader: Reader): Block[] {
  const { name, what } = entryTexts(one, reader);
  return [
    text(sentence(reader, 'directory.entry', { name, what })),
    { kind: 'facts', facts: entryFacts(one, reader, under) },
  ];
}

/** Facts of an entry: what it costs, how to reach it, what kind it is and when somebody looked. */
export function entryFacts(one: DirectoryEntry, reader: Reader, under?: string): Fact[] {
  const { cost, reach } = entryTexts(one, reader);
  const also = one.for
    .filter((audience) => audience !== under)
    .map((audience) => word(reader, `directory.also.${audience}`));
  const fact = (name: string, value: string): Fact => ({
    label: `${word(reader, `directory.l.${name}` as TextKey)}:`,
    value: [value],
  });
  return [
    fact('cost', cost || word(reader, 'directory.askCost')),
    fact('reach', reach || word(reader, 'directory.lookUp')),
    fact('kind', word(reader, `directory.kind.${one.kind}`)),
    ...(also.length > 0 ? [fact(under ? 'also' : 'for', also.join(', '))] : []),
    ...(one.checkedOn === null && under ? [] : [fact('checked', checked(one, reader))]),
  ];
}

function checked({ checkedOn }: DirectoryEntry, reader: Reader): string {
  return checkedOn === null
    ? word(reader, 'directory.drawnUp', { date: date(reader, DIRECTORY_DRAWN_UP) })
    : word(reader, 'directory.checked', { date: date(reader, checkedOn) });
}

/** One message holds so many entries: two blocks each, of the fifty of a message. */
const IN_CHAT = 18;

/** The answer in chat, with where it can be printed. */
export function composeDirectory(file: RegionFile, reader: Reader, call: readonly WhomToCall[]): Document {
  const heading: Block = { kind: 'heading', text: word(reader, 'directory.title') };
  const page = reader.webUrl
    ? [text(sentence(reader, 'directory.page', { url: { address: addressOf(file, reader.webUrl) } }))]
    : [];
  const blocks = [heading, ...directoryBlocks(file, reader, call, IN_CHAT), ...page];
  return document(reader, 'Schakel', blocks, 'push.plain');
}

function addressOf({ key }: RegionFile, webUrl: string): string {
  return new URL(`/who-can-help/${key}`, webUrl).href;
}
