import type { Message } from '../../../domain/messages/index.ts';
import type { Block, Document, Reader } from '../../../ports/document.ts';
import { note, ownAddress, sentence, text, word } from '../../words/tools.ts';
import { levelName } from '../case/involvement.ts';
import { reasonText } from './attention.ts';

type Of<T extends Message['type']> = Extract<Message, { type: T }>;

/** The coordinators' list of the week: first what went well, then which cases need attention and why. */
export function mondayList(m: Of<'MondayList'>, reader: Reader): Document {
  const url = reader.webUrl ? `${reader.webUrl}/r/${m.regionId}` : null;
  return {
    language: reader.language,
    notification: word(reader, 'push.monday'),
    blocks: [
      { kind: 'heading', text: word(reader, 'monday.heading', { region: m.regionName }) },
      ...good(m, reader),
      text(sentence(reader, 'monday.counts', { open: m.openCount, n: m.cases.length + m.more })),
      ...m.cases.map((one) => text(caseLine(one, reader))),
      ...(m.more > 0 ? [text(sentence(reader, 'monday.more', { n: m.more }))] : []),
      note(sentence(reader, 'monday.next', ownAddress(url))),
    ],
  };
}

/** Good news is in somebody's own words only where a workspace shows what people write. */
function good(m: Of<'MondayList'>, reader: Reader): Block[] {
  const done = m.doneLately > 0 ? [text(sentence(reader, 'monday.done', { n: m.doneLately }))] : [];
  const told = reader.titles ? m.strengths.map((s) => note(sentence(reader, 'digest.good', s))) : [];
  return [...done, ...told];
}

function caseLine(one: Of<'MondayList'>['cases'][number], reader: Reader): ReturnType<typeof sentence> {
  const [first = '', ...rest] = one.reasons.map((reason) => reasonText(reason, reader));
  const level = one.involvement ? levelName(one.involvement, reader) : 'none';
  return sentence(reader, 'monday.case', {
    code: one.code,
    level,
    why: [first, ...rest.map(small)].join('; '),
  });
}

function small(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
