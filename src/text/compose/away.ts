import type { Away } from '../../domain/rules/participants/absence.ts';
import type { Block, Reader, RichText } from '../../ports/document.ts';
import { spanWords } from '../replies.ts';
import { buttons, capital, command, sentence, text } from '../words/tools.ts';

/** When somebody is away, each with a way to end it. */
export function awayBlocks(away: readonly Away[], reader: Reader): Block[] {
  return away.flatMap((one): Block[] => [
    text(capital(sentence(reader, 'absence.stands', { days: spanWords(one, reader) }))),
    buttons(command(reader, 'button.endAway', 'absence.end', { from: one.from })),
  ]);
}

/** The same in one sentence, before somebody writes another. */
export function awayNow(away: readonly Away[], reader: Reader): RichText | undefined {
  if (away.length === 0) return undefined;
  const days = new Intl.ListFormat(reader.language).format(away.map((one) => spanWords(one, reader)));
  return sentence(reader, 'absence.before', { days });
}
