import type { ClockState } from '../domain/case/clock/home-clock.ts';
import type { PersonRef } from '../domain/messages/index.ts';
import type { Away } from '../domain/rules/participants/absence.ts';
import type { PlainDate } from '../domain/vocabulary.ts';
import type { Block, Document, Reader } from '../ports/document.ts';
import { cardActions, line } from './compose/agreements/agreement.ts';
import { awayBlocks } from './compose/away.ts';
import { reopen } from './compose/case/case.ts';
import { goesOnWith } from './compose/case/intake.ts';
import type { ListItem } from './query-replies.ts';
import { buttons, command, date, form, note, sentence, text, word } from './words/tools.ts';

export interface HomeView {
  readonly agreements: readonly ListItem[];
  readonly cases: readonly {
    readonly caseId: string;
    readonly code: string;
    readonly lead: PersonRef | null;
    /** Null: they see only their own agreements, and not the clock. */
    readonly daysAtHome: number | null;
    readonly clock: ClockState;
    readonly openCount: number;
    readonly inIntake: boolean;
    /** They reported it, and nobody took it in yet. Left out: it is a case. */
    readonly isReport?: boolean;
  }[];
  /** Reports that wait for a coordinator. */
  readonly reports?: readonly {
    readonly caseId: string;
    readonly code: string;
    readonly readBefore: PlainDate;
  }[];
  /** The last closed cases, for a coordinator to open again. */
  readonly closed?: readonly { readonly caseId: string; readonly code: string; readonly on: PlainDate }[];
  /** When this person is away, or will be. */
  readonly away?: readonly Away[];
  readonly mayOpenCase: boolean;
  readonly reader: Reader;
}

/** One page of Slack (100 blocks) holds this: three blocks an agreement, two a case. */
const AGREEMENTS = 20;
const CASES = 15;
const REPORTS = 5;

/** The person's own page: my open agreements first, then where I take part. */
export function composeHome(view: HomeView): Document {
  const { reader } = view;
  const agreements = view.agreements
    .slice(0, AGREEMENTS)
    .flatMap((i): Block[] => [
      note([i.code]),
      ...line(i.agreement, reader),
      buttons(...cardActions(i.agreement, reader).slice(0, 5)),
    ]);
  const cases = view.cases.slice(0, CASES).flatMap((c): Block[] =>
    c.isReport
      ? reported(c, reader)
      : [
          text(
            sentence(reader, c.daysAtHome === null ? 'home.caseOwn' : 'home.case', {
              code: c.code,
              lead: c.lead ?? word(reader, 'value.nobody'),
              ...{ days: c.daysAtHome ?? 0, clock: c.clock },
              open: c.openCount,
            }),
          ),
          buttons(
            command(reader, 'button.overview', 'case.show', { caseId: c.caseId }),
            command(reader, 'button.list', 'agreement.list', { caseId: c.caseId }),
            c.daysAtHome !== null && goesOnWith(c, reader),
          ),
        ],
  );
  return {
    language: reader.language,
    notification: word(reader, 'push.plain'),
    blocks: [
      { kind: 'heading', text: word(reader, 'home.mine') },
      ...(agreements.length > 0 ? agreements : [text(sentence(reader, 'home.mineNone'))]),
      { kind: 'divider' },
      { kind: 'heading', text: word(reader, 'home.cases') },
      ...(cases.length > 0 ? cases : [text(sentence(reader, 'home.casesNone'))]),
      ...waitingReports(view),
      ...closedCases(view),
      ...awayBlocks(view.away ?? [], reader),
      buttons(
        // First, since a platform shows five and puts the others behind a word.
        view.mayOpenCase && form(reader, 'button.newCase', 'case.open', {}, { style: 'primary' }),
        !reader.formal && form(reader, 'button.report', 'report.make', {}),
        form(reader, 'button.away', 'absence.report', {}),
        command(reader, 'button.back', 'absence.end', {}),
        form(reader, 'button.days', 'person.days', {}),
        command(reader, 'button.directory', 'directory.show', {}),
        command(reader, 'button.method', 'workingMethod.show', {}),
        command(reader, 'help.heading', 'help', {}),
      ),
    ],
  };
}

/** Closed ones can be found again where their rooms are gone. */
function closedCases({ closed = [], reader }: HomeView): Block[] {
  if (closed.length === 0) return [];
  return [
    { kind: 'heading', text: word(reader, 'home.closed') },
    ...closed.flatMap(({ caseId, code, on }): Block[] => [
      text(sentence(reader, 'home.closedOn', { code, date: date(reader, on) })),
      buttons(reopen(caseId, reader)),
    ]),
  ];
}

/** Reported by this person: whether it is taken in is for a coordinator to say. */
function reported(
  { caseId, code }: { readonly caseId: string; readonly code: string },
  reader: Reader,
): Block[] {
  return [
    text(sentence(reader, 'report.line', { code })),
    buttons(command(reader, 'button.reportShow', 'report.show', { caseId })),
  ];
}

/** Reports that wait stand in the list of each coordinator. */
function waitingReports({ reports = [], reader }: HomeView): Block[] {
  if (reports.length === 0) return [];
  return [
    { kind: 'heading', text: word(reader, 'report.waiting') },
    ...reports
      .slice(0, REPORTS)
      .flatMap(({ caseId, code, readBefore }): Block[] => [
        text(sentence(reader, 'report.waitingLine', { code, date: date(reader, readBefore) })),
        buttons(command(reader, 'button.reportShow', 'report.show', { caseId })),
      ]),
  ];
}
