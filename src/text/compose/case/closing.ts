import type { CaseStatusChanged, PersonRef } from '../../../domain/messages/index.ts';
import type { Instant, Outcome } from '../../../domain/vocabulary.ts';
import type { Action, Block, Reader, RichText } from '../../../ports/document.ts';
import {
  buttons,
  command,
  date,
  dayOf,
  form,
  note,
  ownWords,
  sentence,
  sure,
  text,
  word,
} from '../../words/tools.ts';
import type { TextKey } from '../../words/translate.ts';

/** Whether a case may be closed: asked of the family, and what they said. */

interface Asks {
  readonly by: PersonRef;
  readonly outcome: Outcome | null;
  readonly stopped?: readonly number[];
  readonly stopReason?: string | null;
}

/** Says what is closed with which outcome, what stops then and why, and whether that was talked about. */
export function closingAsked(asked: Asks, reader: Reader): RichText {
  return sentence(reader, 'closing.asked', { by: asked.by, ...ofClosing(asked, reader) });
}

export function ofClosing({ outcome, stopped = [], stopReason }: Omit<Asks, 'by'>, reader: Reader) {
  return {
    outcome: word(reader, `outcome.${outcome ?? 'neither'}` as TextKey),
    stopped: stopped.length > 0 ? new Intl.ListFormat(reader.language).format(stopped.map(String)) : 'none',
    stopReason: stopReason ? ownWords(reader, stopReason) : '–',
  };
}

/** Shows the agreements that came since: first it has to be said what becomes of them. */
export function openedSince(since: readonly number[], reader: Reader): Block[] {
  if (since.length === 0) return [];
  const numbers = new Intl.ListFormat(reader.language).format(since.map(String));
  return [note(sentence(reader, 'closing.since', { numbers }))];
}

/** `closes`: a yes closes it; otherwise it is written down, and who leads asks anew. */
export function closingAnswers(caseId: string, reader: Reader, closes = true): Action[] {
  const asked = closes ? sure(reader, 'confirm.agreeToClose') : {};
  return [
    command(reader, 'button.agreeToClose', 'case.agreeToClose', { caseId }, { style: 'primary', ...asked }),
    command(reader, 'button.notYetToClose', 'case.notYetToClose', { caseId }),
  ];
}

/** A button for a lead or coordinator, when a guardian said it on the phone. */
export function agreeByPhone(caseId: string, reader: Reader): Action {
  return form(reader, 'button.agreeByPhone', 'case.agreeByPhone', { caseId });
}

/** Asks the guardian who said yes by phone: this is how it was written down; is it right? */
export function closedByPhone({ by, at }: { readonly by: PersonRef; readonly at?: Instant }, reader: Reader) {
  return sentence(reader, 'closing.byPhone', { by, on: at ? date(reader, dayOf(reader, at)) : 'none' });
}

export function closedByPhoneAnswers(caseId: string, reader: Reader): Action[] {
  return [
    command(reader, 'button.mineToo', 'case.saidToClose', { caseId }, { style: 'primary' }),
    form(reader, 'button.notSaid', 'case.notSaidToClose', { caseId }),
  ];
}

/** News for the room, while the case is open; for one guardian, when it is closed by what they said. */
export function closingNews(m: CaseStatusChanged, reader: Reader): Block[] {
  if (m.closing === 'byPhone')
    return [
      text(closedByPhone(m, reader)),
      note(sentence(reader, 'closing.byPhoneNext')),
      buttons(...closedByPhoneAnswers(m.caseId, reader)),
    ];
  if (m.closing === 'overtaken') {
    const numbers = m.since?.length
      ? new Intl.ListFormat(reader.language).format(m.since.map(String))
      : 'none';
    return [text(sentence(reader, 'closing.overtaken', { by: m.by, code: m.code, numbers }))];
  }
  if (m.closing === 'declined')
    return [text(sentence(reader, 'closing.declined', { by: m.by, code: m.code }))];
  return [
    text(closingAsked(m, reader)),
    note(sentence(reader, 'closing.note')),
    buttons(...closingAnswers(m.caseId, reader), agreeByPhone(m.caseId, reader)),
  ];
}
