import type { AgreementFacts, ConfirmRequest } from '../../../domain/messages/index.ts';
import type { Block, Document, Reader } from '../../../ports/document.ts';
import {
  buttons,
  command,
  date,
  document,
  elsewhere,
  form,
  note,
  sentence,
  text,
} from '../../words/tools.ts';
import { line, which } from './agreement.ts';

/** Agreements that are asked about at once; "all correct" is about those that stand there, and about nothing else. */
const AT_ONCE = 12;

export function confirmRequest(m: ConfirmRequest, reader: Reader): Document {
  return document(reader, m.code, [...confirmBlocks(m, reader), ...elsewhere(reader)]);
}

/** A set with one "all correct", and for each its own "I understood it differently". */
export function confirmBlocks(m: ConfirmRequest, reader: Reader): Block[] {
  const shown = m.agreements.slice(0, AT_ONCE);
  const more = m.agreements.length - shown.length;
  const single = shown.length === 1;
  return [
    text(
      sentence(reader, 'confirmRequest.ask', {
        code: m.code,
        deadline: m.deadline ? date(reader, m.deadline) : 'none',
      }),
    ),
    ...shown.flatMap((a) => one(a, single, reader)),
    ...(single ? [] : [buttons(allCorrect(m.caseId, shown, reader))]),
    ...(more > 0 ? [note(sentence(reader, 'overview.more', { n: more })), buttons(all(m, reader))] : []),
    note(sentence(reader, 'confirmRequest.silence', { again: m.again ? 'yes' : 'no' })),
  ];
}

function one(a: AgreementFacts, single: boolean, reader: Reader): Block[] {
  const version = { agreementId: a.id, textVersion: a.textVersion };
  const correct = command(reader, 'button.correct', 'agreement.confirm', version, { style: 'primary' });
  const different = form(reader, 'button.different', 'agreement.dispute', version);
  return [...toConfirm(a, reader), buttons(single && correct, different)];
}

/** Shows what is confirmed: who, when, and also when it counts as done. */
export function toConfirm(a: AgreementFacts, reader: Reader): Block[] {
  return [...line(a, reader), ...doneWhen(a, reader)];
}

/** Shows what an answer was about: the same, without how it stood before. */
export function toRecognise(a: AgreementFacts, reader: Reader): Block[] {
  return [text(which(a, reader)), ...doneWhen(a, reader)];
}

function doneWhen(a: AgreementFacts, reader: Reader): Block[] {
  return reader.titles ? [note(sentence(reader, 'confirmRequest.doneWhen', { doneWhen: a.doneWhen }))] : [];
}

function allCorrect(caseId: string, shown: readonly AgreementFacts[], reader: Reader) {
  const set = shown.map((a) => `${a.id}:${a.textVersion}`).join(',');
  const args = { caseId, set };
  return command(reader, 'button.allCorrect', 'agreement.confirmAll', args, { style: 'primary' });
}

function all(m: ConfirmRequest, reader: Reader) {
  return command(reader, 'button.list', 'agreement.list', { caseId: m.caseId });
}
