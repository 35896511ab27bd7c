import type { AgreementFacts, ByPhone, Message, PhoneQuestion } from '../../domain/messages/index.ts';
import type { Action, Block, Document, Reader, RichText } from '../../ports/document.ts';
import {
  about,
  buttons,
  command,
  date,
  dayOf,
  document,
  form,
  note,
  sentence,
  text,
  word,
} from '../words/tools.ts';
import type { TextKey } from '../words/translate.ts';

/** A word by phone that another wrote down is shown as such, and asked of the person who said it. */

type Of<T extends Message['type']> = Extract<Message, { type: T }>;

/** "It is stuck: money", as a word between other words. */
function saidWord(said: PhoneQuestion['said'], detail: string | null, reader: Reader): string {
  const key = `phoneSaid.${said}` as TextKey;
  if (said === 'date') return word(reader, key, { date: detail ? date(reader, detail) : '…' });
  const category = word(reader, `blocker.${detail ?? 'other'}` as TextKey);
  return word(reader, key, said === 'stuck' ? { category } : {});
}

/** A line of the card: who said what, and who wrote it down. */
export function byPhoneValue(told: ByPhone, reader: Reader): RichText {
  const who = { who: told.person, by: told.by };
  return told.said
    ? sentence(reader, 'value.byPhoneSaid', {
        ...who,
        said: saidWord(told.said, told.detail ?? null, reader),
      })
    : sentence(reader, 'value.byPhone', who);
}

/** "This is how it was written down; is it right?" */
export function phoneQuestion(a: AgreementFacts, phone: PhoneQuestion, reader: Reader): Block {
  const { by, at, said, detail, words } = phone;
  const shown = said === 'disputed' ? (reader.titles ? (words ?? '…') : '…') : saidWord(said, detail, reader);
  return text(about(reader, 'asked.byPhone', a, { by, on: date(reader, dayOf(reader, at)), said: shown }));
}

/** An answer to the text is replaced by answering it; of how it stands there is a note, which is shown by its moment. */
export function phoneButtons(a: AgreementFacts, phone: PhoneQuestion, reader: Reader): Action[] {
  const args = { agreementId: a.id };
  const version = { ...args, textVersion: a.textVersion };
  const isText = phone.said === 'confirmed' || phone.said === 'disputed' || phone.said === 'proposed';
  if (isText)
    return [
      command(reader, 'button.mineToo', 'agreement.ownAnswer', args, { style: 'primary' }),
      form(reader, 'button.different', 'agreement.dispute', version),
      ...(phone.said === 'disputed' ? [command(reader, 'button.correct', 'agreement.confirm', version)] : []),
    ];
  const shown = { ...args, at: phone.at };
  return [
    command(reader, 'button.mineToo', 'phone.right', shown, { style: 'primary' }),
    form(reader, 'button.notSaid', 'phone.wrong', shown),
  ];
}

export function phoneToCheck(m: Of<'PhoneToCheck'>, reader: Reader): Document {
  return document(reader, m.code, [
    phoneQuestion(m.agreement, m.phone, reader),
    note(sentence(reader, 'phoneToCheck.note')),
    buttons(...phoneButtons(m.agreement, m.phone, reader)),
  ]);
}

export function phoneCorrected(m: Of<'PhoneCorrected'>, reader: Reader): Document {
  const values = { who: m.who, by: m.by, said: saidWord(m.said, m.detail, reader) };
  return document(
    reader,
    m.code,
    [
      text(about(reader, 'phoneCorrected.text', m.agreement, values)),
      ...(reader.titles ? [text(sentence(reader, 'phoneCorrected.words', { words: m.words }))] : []),
      note(sentence(reader, `phoneCorrected.now.${m.agreement.status}` as TextKey)),
    ],
    'push.room',
  );
}

/** Whatever tells what somebody said by phone says that it was by phone, before its buttons. */
export function markedByPhone(d: Document, m: Message, reader: Reader): Document {
  if (!('writtenBy' in m) || !m.writtenBy) return d;
  const mark = note(sentence(reader, 'byPhone.note', { by: m.writtenBy }));
  const last = d.blocks.at(-1);
  return last?.kind === 'actions'
    ? { ...d, blocks: [...d.blocks.slice(0, -1), mark, last] }
    : { ...d, blocks: [...d.blocks, mark] };
}
