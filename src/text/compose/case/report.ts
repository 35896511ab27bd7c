import type { ReportAnswered, ReportReceived, ReportWaits } from '../../../domain/messages/index.ts';
import type { AgeBand, InvolvedKind, NotTakenIn, PlainDate, Role } from '../../../domain/vocabulary.ts';
import type { Action, Block, Document, Fact, Reader } from '../../../ports/document.ts';
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
import type { TextKey } from '../../words/translate.ts';

/** A report as its reader sees it. The words of whoever reported are not in it. */
export interface ReportShown {
  readonly caseId: string;
  readonly code: string;
  readonly isOpen: boolean;
  /** Null: nobody said that it is not taken in. */
  readonly notTakenIn: NotTakenIn | null;
  readonly by: string;
  readonly role: Role;
  readonly on: PlainDate;
  readonly since: PlainDate | null;
  readonly ageBand: AgeBand | null;
  readonly involved: readonly InvolvedKind[];
  readonly readBefore: PlainDate;
  readonly phone: string | null;
  /** They decide whether it is taken in; whoever reported reads what happens next. */
  readonly decides: boolean;
}

/** The report in chat; the words themselves are read on the web. */
export function composeReport(shown: ReportShown, reader: Reader): Document {
  const web = reader.webUrl ? `${reader.webUrl}/c/${shown.caseId}` : null;
  return document(reader, shown.code, [
    { kind: 'heading', text: word(reader, 'report.of', { code: shown.code }) },
    ...reportBlocks(shown, reader),
    note(sentence(reader, 'report.wordsElsewhere', ownAddress(web))),
  ]);
}

/** Shows what was said, what happens next, and the buttons for who decides. */
export function reportBlocks(shown: ReportShown, reader: Reader): Block[] {
  const { notTakenIn: because, readBefore } = shown;
  const next = shown.decides ? 'report.decide' : 'report.next';
  return [
    shown.isOpen
      ? text(sentence(reader, next, { date: date(reader, readBefore), phone: shown.phone ?? 'none' }))
      : text(
          sentence(reader, 'report.ended', {
            because: because ? word(reader, `notTakenIn.${because}`) : 'none',
          }),
        ),
    { kind: 'facts', facts: facts(shown, reader) },
    buttons(...(shown.isOpen && shown.decides ? deciding(shown, reader) : [])),
  ];
}

function facts(shown: ReportShown, reader: Reader): Fact[] {
  const fact = (name: string, value: string): Fact => ({
    label: `${word(reader, `report.label.${name}` as TextKey)}:`,
    value: [value],
  });
  const unknown = word(reader, 'report.unknown');
  return [
    fact(
      'by',
      word(reader, 'report.by', { by: shown.by, role: word(reader, `role.${shown.role}` as TextKey) }),
    ),
    fact('on', date(reader, shown.on)),
    fact('since', shown.since ? date(reader, shown.since) : unknown),
    fact('age', shown.ageBand ? word(reader, `ageBand.${shown.ageBand}`) : unknown),
    fact('involved', involvedWords(shown.involved, reader)),
  ];
}

/** "school en leerplicht", or that nobody is as far as is known. */
export function involvedWords(involved: readonly InvolvedKind[], reader: Reader): string {
  if (involved.length === 0) return word(reader, 'report.involvedNone');
  return new Intl.ListFormat(reader.language).format(involved.map((one) => word(reader, `involved.${one}`)));
}

function deciding({ caseId }: { readonly caseId: string }, reader: Reader): Action[] {
  return [
    form(reader, 'button.reportTakeIn', 'report.takeIn', { caseId }, { style: 'primary' }),
    form(reader, 'button.intakeDecline', 'intake.decline', { caseId }),
  ];
}

/** The question to the coordinators, without a word of what was said. */
export function reportWaits(m: ReportWaits, reader: Reader): Document {
  const values = {
    code: m.code,
    days: m.workingDays,
    date: date(reader, m.readBefore),
    role: word(reader, `role.${m.role}` as TextKey),
  };
  return document(reader, m.code, [
    text(sentence(reader, m.workingDays === 0 ? 'reportWaits.new' : 'reportWaits.text', values)),
    note(sentence(reader, 'reportWaits.next', values)),
    buttons(
      command(reader, 'button.reportShow', 'report.show', { caseId: m.caseId }, { style: 'primary' }),
      ...deciding(m, reader).map(({ style: _style, ...action }) => action),
    ),
  ]);
}

/** The welcome of whoever reported: what happens now, what is kept, and whom to call. */
export function reportReceived(m: ReportReceived, reader: Reader): Document {
  const values = { region: m.regionName, date: date(reader, m.readBefore), phone: m.phone ?? 'none' };
  return document(reader, m.code, [
    text(sentence(reader, 'reportReceived.text', values)),
    text(sentence(reader, 'reportReceived.then', values)),
    note(sentence(reader, 'reportReceived.kept', values)),
    buttons(command(reader, 'button.reportShow', 'report.show', { caseId: m.caseId })),
  ]);
}

export function reportAnswered(m: ReportAnswered, reader: Reader): Document {
  const values = {
    code: m.code,
    region: m.regionName,
    date: date(reader, m.reportedOn),
    because: m.because ? word(reader, `notTakenIn.${m.because}`) : 'none',
    phone: m.phone ?? 'none',
  };
  return document(reader, m.code, [text(sentence(reader, `reportAnswered.${m.what}`, values))]);
}
