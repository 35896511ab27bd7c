import type { InvolvementChanged, Overview } from '../../../domain/messages/index.ts';
import type { InvolvementLevel } from '../../../domain/vocabulary.ts';
import type { Document, Fact, Reader } from '../../../ports/document.ts';
import { document, elsewhere, note, sentence, text, word } from '../../words/tools.ts';

/** Tells the change once: who, from what to what and why; what that means, and what it does not. */
export function involvementChanged(m: InvolvementChanged, reader: Reader): Document {
  const values = { by: m.by, code: m.code, from: levelName(m.from, reader), to: levelName(m.to, reader) };
  return document(
    reader,
    m.code,
    [
      text(sentence(reader, 'involvement.changed', values)),
      ...(reader.titles ? [text(sentence(reader, 'involvement.why', { reason: m.reason }))] : []),
      text(sentence(reader, `involvement.means.${m.to}`)),
      note(sentence(reader, 'involvement.not')),
      ...elsewhere(reader),
    ],
    'push.room',
  );
}

export function levelName(level: InvolvementLevel, reader: Reader): string {
  return word(reader, `involvement.${level}`);
}

/** Left out in an overview of before; without a reason until it was changed. */
export function involvementFact({ involvement: now }: Overview, reader: Reader): Fact[] {
  if (!now) return [];
  const level = levelName(now.level, reader);
  const why = reader.titles && now.reason ? now.reason : 'none';
  return [
    {
      label: `${word(reader, 'label.involvement')}:`,
      value: [word(reader, 'involvement.now', { level, why })],
    },
  ];
}
