import type { Message, PersonRef } from '../../../domain/messages/index.ts';
import type { AppealAnswer, AppealKind, PlainDate } from '../../../domain/vocabulary.ts';
import type { Action, Block, Document, Reader, RichText } from '../../../ports/document.ts';
import {
  buttons,
  command,
  date,
  document,
  form,
  note,
  ownAddress,
  sentence,
  text,
  word,
} from '../../words/tools.ts';
import { handoverForm } from '../lead.ts';

/** Appeals in words: the family asks for another lead, another person to ask for help, or objects to a step. */

type Of<T extends Message['type']> = Extract<Message, { type: T }>;

export interface AppealsShown {
  readonly caseId: string;
  readonly code: string;
  /** The reader is one of the family, who can ask. */
  readonly isFamily: boolean;
  /** Working days within which an answer comes. */
  readonly days: number;
  readonly mayAsk: Readonly<Record<AppealKind, boolean>>;
  /** Newest first. */
  readonly appeals: readonly AppealShown[];
}

export interface AppealShown {
  readonly id: string;
  readonly kind: AppealKind;
  readonly by: PersonRef;
  /** The step of an objection: the number of its agreement, and of a call for help its title. */
  readonly step: AppealStep | null;
  readonly on: PlainDate;
  readonly before: PlainDate;
  readonly isWaiting: boolean;
  /** The promised day is over. */
  readonly isLate: boolean;
  /** Null: not shown here, or they cannot be read any more. */
  readonly words: string | null;
  /** Null: not looked up here. */
  readonly readBy: readonly { readonly person: PersonRef; readonly on: PlainDate }[] | null;
  readonly ended: {
    readonly how: AppealAnswer | 'withdrawn';
    /** Null: a coordinator who takes no part. */
    readonly by: PersonRef | null;
    readonly on: PlainDate;
    readonly words: string | null;
  } | null;
  readonly mayAnswer: boolean;
  /** They can say yes, and no more than that: it is about who leads, and they do. */
  readonly onlyYes: boolean;
  readonly mayWithdraw: boolean;
  /** The answer was yes, and this is how it is done; null: it is, or not by them. */
  readonly follow: AppealKind | null;
  /** Somebody leads the case. */
  readonly leads: boolean;
}

export interface AppealStep {
  readonly number: number | null;
  readonly call: string | null;
}

const FORM_OF = { lead: 'appeal.lead', contact: 'appeal.contact', objection: 'appeal.object' } as const;

/** The way to it in chat. */
export function appealsAction(caseId: string, reader: Reader): Action {
  return command(reader, 'button.appeals', 'appeal.show', { caseId });
}

/** The answer in chat: what was asked and how it stands. The words are read on the web. */
export function composeAppeals(m: AppealsShown, reader: Reader): Document {
  return document(reader, m.code, [
    { kind: 'heading', text: word(reader, 'appeal.heading', { family: m.isFamily ? 'yes' : 'no' }) },
    ...(m.isFamily ? [text(sentence(reader, 'appeal.intro', { n: m.days }))] : []),
    ...(m.appeals.length === 0 && !m.isFamily ? [text(sentence(reader, 'appeal.none'))] : []),
    ...m.appeals.flatMap((one) => [
      ...appealLines(one, reader).map(text),
      buttons(...appealActions(m.caseId, one, reader)),
    ]),
    note(sentence(reader, 'appeal.where', ownAddress(pageOf(m.caseId, reader)))),
    buttons(...askActions(m, reader)),
  ]);
}

function pageOf(caseId: string, { webUrl }: Reader): string | null {
  return webUrl ? `${webUrl}/c/${caseId}#appeals` : null;
}

/** The ways for one of the family to ask. */
export function askActions({ caseId, mayAsk }: AppealsShown, reader: Reader): Action[] {
  return (['lead', 'contact', 'objection'] as const)
    .filter((kind) => mayAsk[kind])
    .map((kind) => form(reader, `button.appeal.${kind}`, FORM_OF[kind], { caseId }));
}

/** Two sentences: what was asked by whom, and how it stands. */
export function appealLines(one: AppealShown, reader: Reader): RichText[] {
  return [asked(one, reader), stands(one, reader)];
}

/** The first of the two: what was asked. */
export function asked(
  { kind, by, step }: Pick<AppealShown, 'kind' | 'by' | 'step'>,
  reader: Reader,
): RichText {
  return sentence(reader, `appeal.line.${kind}`, { by, step: stepWords(step, reader) });
}

/** The step that an objection is about. */
export function stepWords(step: AppealStep | null, reader: Reader): string {
  return word(reader, 'appeal.step', {
    number: step?.number ?? 'none',
    call: step && step.call !== null ? step.call || word(reader, 'rung.unnamed') : 'none',
  });
}

function stands(one: AppealShown, reader: Reader): RichText {
  const { ended, on, before, isLate, isWaiting } = one;
  if (ended)
    return sentence(reader, `appeal.ended.${ended.how}`, {
      ...{ by: ended.by ?? word(reader, 'appeal.byCoordinator'), date: date(reader, ended.on) },
    });
  if (!isWaiting) return sentence(reader, 'appeal.over');
  const values = { on: date(reader, on), date: date(reader, before) };
  return sentence(reader, isLate ? 'appeal.late' : 'appeal.waits', values);
}

/** The buttons of one: to answer, to take back, or to do what was said yes to. */
export function appealActions(caseId: string, one: AppealShown, reader: Reader): Action[] {
  const args = { caseId, appealId: one.id };
  return [
    ...(one.mayAnswer
      ? [form(reader, 'button.appealAnswer', 'appeal.answer', args, { style: 'primary' })]
      : []),
    ...(one.mayWithdraw ? [command(reader, 'button.appealWithdraw', 'appeal.withdraw', args)] : []),
    ...(one.follow === 'contact'
      ? [form(reader, 'button.escalationContact', 'case.setEscalationContact', { caseId })]
      : []),
    ...(one.follow === 'lead' && one.leads ? [handoverForm(caseId, reader)] : []),
  ];
}

/** Asks whoever is to answer it. Only that something was asked stands in chat. */
export function appealMade(m: Of<'AppealMade'>, reader: Reader): Document {
  const step = m.number === null ? null : { number: m.number, call: null };
  return document(reader, m.code, [
    text([
      ...sentence(reader, 'appeal.in', { code: m.code, again: m.again ?? 'none' }),
      ' ',
      ...asked({ kind: m.kind, by: m.by, step }, reader),
    ]),
    note(sentence(reader, 'appeal.next', { date: date(reader, m.before), again: m.again ?? 'none' })),
    buttons(
      form(
        reader,
        'button.appealAnswer',
        'appeal.answer',
        { caseId: m.caseId, appealId: m.appealId },
        { style: 'primary' },
      ),
      command(reader, 'button.appealShow', 'appeal.show', { caseId: m.caseId }),
    ),
  ]);
}

/** Says that there is an answer. What it says is read on the page. */
export function appealAnswered(m: Of<'AppealAnswered'>, reader: Reader): Document {
  return document(reader, m.code, [
    text(
      sentence(reader, 'appeal.answered', {
        by: m.by,
        code: m.code,
        what: word(reader, `appeal.what.${m.kind}`),
      }),
    ),
    note(sentence(reader, 'appeal.answeredWhere', ownAddress(pageOf(m.caseId, reader)))),
  ]);
}

type Waiting = {
  readonly appealId: string;
  readonly what: AppealKind;
  readonly by: PersonRef;
  readonly number: number | null;
  readonly before: PlainDate;
};

/** The same on somebody's own page. */
export function appealAsked(m: Waiting, caseId: string, reader: Reader): [Block[], Action[]] {
  const step = m.number === null ? null : { number: m.number, call: null };
  const args = { caseId, appealId: m.appealId };
  return [
    [
      text(asked({ kind: m.what, by: m.by, step }, reader)),
      note(sentence(reader, 'appeal.next', { date: date(reader, m.before), again: 'none' })),
    ],
    [form(reader, 'button.appealAnswer', 'appeal.answer', args, { style: 'primary' })],
  ];
}
