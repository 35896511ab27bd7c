import type { AgreementFacts, Message } from '../../../domain/messages/index.ts';
import type { Block, Document, Reader, RichText } from '../../../ports/document.ts';
import {
  about,
  buttons,
  command,
  date,
  document,
  elsewhere,
  form,
  note,
  ownWords,
  sentence,
  text,
  word,
} from '../../words/tools.ts';
import type { TextKey, TextValues } from '../../words/translate.ts';
import {
  answerActions,
  doneActions,
  doneButton,
  isForDisputers,
  rhythmWords,
  whoConfirms,
} from './agreement.ts';
import { toConfirm, toRecognise } from './confirm.ts';

/** News of one agreement: a sentence about it, at most a note and a row of buttons. */

type Rhythm = NonNullable<NonNullable<Of<'AgreementRevised'>['before']>['rhythm']>;
type Of<T extends Message['type']> = Extract<Message, { type: T }>;
interface OnAgreement {
  readonly code: string;
  readonly agreement: AgreementFacts;
}

/** One sentence to one person. */
function sentenceToOne(reader: Reader, m: OnAgreement, key: TextKey, values: TextValues = {}): Document {
  return document(reader, m.code, [text(about(reader, key, m.agreement, values))]);
}

/** One sentence to the room. */
function sentenceToRoom(reader: Reader, m: OnAgreement, key: TextKey, values: TextValues = {}): Document {
  return document(reader, m.code, [text(about(reader, key, m.agreement, values))], 'push.room');
}

export function doneReported(m: Of<'DoneReported'>, reader: Reader): Document {
  return document(
    reader,
    m.code,
    [
      text(about(reader, 'doneReported.text', m.agreement, { by: m.by })),
      ...toRecognise(m.agreement, reader),
      ...(reader.past ? [] : [confirmers(m, reader)]),
      buttons(...doneActions(m.agreement, reader)),
    ],
    'push.room',
  );
}

function confirmers({ agreement, by }: Of<'DoneReported'>, reader: Reader): Block {
  const key = isForDisputers(agreement) ? 'doneReported.notClear' : 'doneReported.note';
  return note(sentence(reader, key, { by: by.name, who: whoConfirms(agreement, reader) }));
}

export function notYetDone(m: Of<'NotYetDone'>, reader: Reader): Document {
  return sentenceToOne(reader, m, 'notYet.text', { by: m.by });
}

export function pickedUp(m: Of<'PickedUp'>, reader: Reader): Document {
  return sentenceToOne(reader, m, 'pickedUp.text', { by: m.by });
}

export function dateProposed(m: Of<'DateProposed'>, reader: Reader): Document {
  const args = { agreementId: m.agreement.id, date: m.date };
  const due = date(reader, m.agreement.due);
  const values = { by: m.by, date: date(reader, m.date), due };
  return document(reader, m.code, [
    text(about(reader, 'dateProposed.text', m.agreement, values)),
    note(sentence(reader, 'dateProposed.note', { due })),
    buttons(
      command(reader, 'button.acceptDate', 'agreement.acceptDate', args, { style: 'primary' }),
      command(reader, 'button.declineDate', 'agreement.declineDate', args),
    ),
  ]);
}

/** A new date is told to everybody; that the old one stays, to who proposed another. */
export function dateDecided(m: Of<'DateDecided'>, reader: Reader): Document {
  const { due, firstDue } = m.agreement;
  return m.accepted
    ? sentenceToRoom(reader, m, 'dateDecided.yes', {
        by: m.by,
        date: date(reader, m.date),
        first: date(reader, firstDue),
        was: m.was ? date(reader, m.was) : 'none',
      })
    : sentenceToOne(reader, m, 'dateDecided.no', { by: m.by, due: date(reader, due) });
}

export function dateFollows(m: Of<'DateFollows'>, reader: Reader): Document {
  return sentenceToRoom(reader, m, 'dateFollows.text', {
    after: m.after.number,
    date: date(reader, m.agreement.due),
  });
}

export function revised(m: Of<'AgreementRevised'>, reader: Reader): Document {
  const answers = answerActions(m.agreement, reader);
  return document(
    reader,
    m.code,
    [
      text(about(reader, 'revised.text', m.agreement, { by: m.by ?? 'none' })),
      ...changes(m, reader),
      ...toConfirm(m.agreement, reader),
      buttons(...answers),
    ],
    'push.room',
  );
}

/** Tells what stood there before, of all that is another now. */
function changes({ before, agreement: now }: Of<'AgreementRevised'>, reader: Reader): Block[] {
  if (!before) return [];
  const was: (RichText | false)[] = [
    reader.titles && before.title !== now.title && sentence(reader, 'revised.title', { was: before.title }),
    before.owner.id !== now.owner.id && sentence(reader, 'revised.owner', { was: before.owner }),
    before.due !== now.due && sentence(reader, 'revised.due', { was: date(reader, before.due) }),
    reader.titles &&
      before.doneWhen !== now.doneWhen &&
      sentence(reader, 'revised.doneWhen', { was: before.doneWhen }),
    before.rhythm !== undefined && rhythmChange(before.rhythm, now.rhythm ?? null, reader),
  ];
  return was.flatMap((one) => (one ? [text(one)] : []));
}

/** A rhythm that is another now, or that is gone; the new one stands with the agreement. */
function rhythmChange(was: Rhythm | null, now: Rhythm | null, reader: Reader): RichText | false {
  const words = (one: Rhythm | null): RichText | 'none' => (one ? rhythmWords(one, reader) : 'none');
  if (was?.every === now?.every && was?.day === now?.day && was?.until === now?.until) return false;
  return sentence(reader, 'revised.rhythm', { was: words(was), now: words(now) });
}

export function ended(m: Of<'AgreementEnded'>, reader: Reader): Document {
  return sentenceToRoom(reader, m, 'ended.text', {
    by: m.by,
    reason: ownWords(reader, m.agreement.endedReason ?? ''),
  });
}

export function paused(m: Of<'AgreementPaused'>, reader: Reader): Document {
  const { paused: pause, due } = m.agreement;
  const values = {
    by: m.by,
    date: date(reader, pause?.until ?? due),
    reason: ownWords(reader, pause?.reason ?? ''),
  };
  return sentenceToRoom(reader, m, 'paused.text', values);
}

export function resumed(m: Of<'AgreementResumed'>, reader: Reader): Document {
  return sentenceToRoom(reader, m, 'resumed.text', { date: date(reader, m.agreement.due) });
}

export function disputeReported(m: Of<'DisputeReported'>, reader: Reader): Document {
  return document(reader, m.code, [
    text(about(reader, 'dispute.text', m.agreement, { who: m.who })),
    ...(reader.titles ? [text(sentence(reader, 'dispute.words', { words: m.words }))] : []),
    note(sentence(reader, 'dispute.next', { who: m.who.name })),
    buttons(form(reader, 'button.revise', 'agreement.revise', { agreementId: m.agreement.id })),
  ]);
}

export function blockerReported(m: Of<'BlockerReported'>, reader: Reader): Document {
  const args = { agreementId: m.agreement.id };
  return document(reader, m.code, [
    text(
      about(reader, 'blockerReported.text', m.agreement, {
        by: m.by,
        category: word(reader, `blocker.${m.category}` as TextKey),
        maker: m.decisionMaker ?? word(reader, 'value.unknownWho'),
      }),
    ),
    ...(m.waiting.length > 0 ? [text(waiting(m, reader))] : []),
    note(sentence(reader, 'blockerReported.next')),
    buttons(
      form(reader, 'button.help', 'ladder.raise', args, { style: 'primary' }),
      form(reader, 'button.solved', 'blocker.resolve', args),
      form(reader, 'button.pause', 'agreement.pause', args),
    ),
  ]);
}

function waiting(m: Of<'BlockerReported'>, reader: Reader): RichText {
  const numbers = m.waiting.map((w) => word(reader, 'agreement.heading', { number: w.number }).toLowerCase());
  return sentence(reader, 'blockerReported.waiting', { list: numbers.join(', ') });
}

export function blockerResolved(m: Of<'BlockerResolved'>, reader: Reader): Document {
  return sentenceToRoom(reader, m, 'blockerResolved.text', { by: m.by, answer: ownWords(reader, m.answer) });
}

export function deputyChecks(m: Of<'DeputyChecks'>, reader: Reader): Document {
  const args = { agreementId: m.agreement.id };
  return document(reader, m.code, [
    text(about(reader, 'deputyChecks.text', m.agreement, { deputy: m.deputy })),
    note(sentence(reader, 'deputyChecks.next')),
    buttons(
      doneButton(m.agreement, reader, { style: 'primary' }),
      form(reader, 'button.newDate', 'agreement.proposeDate', args),
      form(reader, 'button.stuck', 'agreement.stuck', args),
    ),
  ]);
}

export function goodNews(m: Of<'GoodNews'>, reader: Reader): Document {
  if (m.agreement)
    return sentenceToRoom(reader, { code: m.code, agreement: m.agreement }, 'goodNews.agreement', {
      code: m.code,
      by: m.agreement.doneBy ?? 'none',
    });
  const strength = oneStop(ownWords(reader, m.strength ?? ''));
  return document(
    reader,
    m.code,
    [text(sentence(reader, 'goodNews.strength', { code: m.code, strength })), ...elsewhere(reader)],
    'push.room',
  );
}

/** Somebody's own words inside a sentence: one full stop is enough. */
function oneStop(words: string): string {
  return words.trim().replace(/[.]+$/, '');
}
