import type { IntakeStanding } from '../../../domain/intake/intake.ts';
import type { AgeToCheck, IntakeOpen } from '../../../domain/messages/index.ts';
import type { IntakeStep, InvolvedKind, PlainDate, Role } from '../../../domain/vocabulary.ts';
import type { Action, Block, Document, Fact, Reader, RichText } from '../../../ports/document.ts';
import { formatMonth } from '../../words/dates.ts';
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
import { involvedWords } from './report.ts';

/** An intake as one person sees it. The words of the family's question are not in it. */
export interface IntakeShown {
  readonly caseId: string;
  readonly code: string;
  /** False: the case was opened, or closed. */
  readonly inIntake: boolean;
  readonly isClosed: boolean;
  readonly missing: readonly IntakeStep[];
  readonly steps: readonly (IntakeStanding & { readonly by: string | null })[];
  readonly maySkip: boolean;
  /** How it was reported; null: it began otherwise. */
  readonly reported: {
    readonly by: string;
    readonly role: Role;
    readonly on: PlainDate;
    readonly involved: readonly InvolvedKind[];
  } | null;
  /** They may write the steps down. */
  readonly writes: boolean;
  /** They may write the family's question. */
  readonly mayAsk: boolean;
}

/** The intake in chat; the question itself is read on the web. */
export function composeIntake(shown: IntakeShown, reader: Reader): Document {
  const web = reader.webUrl ? `${reader.webUrl}/c/${shown.caseId}` : null;
  return document(reader, shown.code, [
    { kind: 'heading', text: word(reader, 'intake.of', { code: shown.code }) },
    ...intakeBlocks(shown, reader),
    note(sentence(reader, 'intake.words', ownAddress(web))),
  ]);
}

/** Shows what stands and what is missing, with the buttons for what this person may do. */
export function intakeBlocks(shown: IntakeShown, reader: Reader): Block[] {
  return [
    ...(shown.inIntake ? [text(stillNeeded(shown, reader))] : []),
    ...(shown.reported ? [note(wasReported(shown.reported, reader))] : []),
    { kind: 'facts', facts: toShow(shown).map((step) => stepFact(step, reader)) },
    buttons(...intakeActions(shown, reader)),
  ];
}

function wasReported(
  { by, role, on, involved }: NonNullable<IntakeShown['reported']>,
  reader: Reader,
): RichText {
  return sentence(reader, 'report.was', {
    ...{ by, role: word(reader, `role.${role}` as TextKey) },
    date: date(reader, on),
    involved: involvedWords(involved, reader),
  });
}

/** A case that is open needs none of it any more: then only what stands is shown. */
function toShow({ inIntake, steps }: IntakeShown): IntakeShown['steps'] {
  return inIntake ? steps : steps.filter((step) => step.note !== null);
}

function stillNeeded({ missing }: IntakeShown, reader: Reader): RichText {
  return missing.length === 0
    ? sentence(reader, 'intake.ready')
    : sentence(reader, 'intake.missing', { missing: stepNames(missing, reader) });
}

/** "contact met ouders of jongere, de vraag van het gezin en wie gezag heeft". */
export function stepNames(steps: readonly IntakeStep[], reader: Reader): string {
  return new Intl.ListFormat(reader.language).format(steps.map((step) => stepName(step, reader)));
}

export function stepName(step: IntakeStep, reader: Reader): string {
  return word(reader, `intake.step.${step}`);
}

function stepFact(one: IntakeShown['steps'][number], reader: Reader): Fact {
  const label = `${word(reader, `intake.label.${one.step}`)}:`;
  return { label, value: [standingWords(one, reader)] };
}

function standingWords({ note: stands, by, isNeeded }: IntakeShown['steps'][number], reader: Reader): string {
  if (stands === null) return word(reader, isNeeded ? 'intake.notYet' : 'intake.open');
  const who = { by: by ?? 'none', date: date(reader, stands.on) };
  if (stands.skippedBecause !== null)
    return word(reader, 'intake.skipped', { ...who, reason: stands.skippedBecause });
  return word(reader, 'intake.says', { ...who, what: said(stands, reader) });
}

function said(stands: NonNullable<IntakeStanding['note']>, reader: Reader): string {
  if (stands.facts === null) return word(reader, 'intake.done');
  switch (stands.step) {
    case 'contact':
      return word(reader, 'intake.contactWas', {
        who: word(reader, `spokenWith.${stands.facts.spokenWith}`),
        way: word(reader, `contactWay.${stands.facts.way}`),
      });
    case 'routes':
      return new Intl.ListFormat(reader.language).format(
        stands.facts.tried.map((one) => word(reader, `route.${one}`)),
      );
    case 'authority':
      return word(reader, 'intake.holders', {
        n: stands.facts.holders,
        seen: word(reader, `authority.${stands.facts.seenIn}`),
      });
    case 'age':
      return word(reader, 'intake.band', {
        band: word(reader, `ageBand.${stands.facts.band}`),
        month: stands.facts.until ? formatMonth(stands.facts.until, reader.language) : 'none',
      });
    case 'support':
      return word(reader, `support.${stands.facts.answer}`);
    default:
      return word(reader, 'intake.done');
  }
}

/** The one thing that brings a case further: its intake while that runs, and after it a new agreement. */
export function goesOnWith(
  { caseId, inIntake }: { readonly caseId: string; readonly inIntake: boolean },
  reader: Reader,
  more: Partial<Action> = {},
): Action {
  return inIntake
    ? command(reader, 'button.intake', 'intake.show', { caseId }, more)
    : form(reader, 'button.newAgreement', 'agreement.create', { caseId }, more);
}

const WRITTEN = ['contact', 'method', 'routes', 'authority', 'age', 'support'] as const;

/** The buttons for what this person may do: first what is missing, then what can be written anew. */
export function intakeActions(shown: IntakeShown, reader: Reader): Action[] {
  if (shown.isClosed) return [];
  const args = { caseId: shown.caseId };
  const isMissing = (step: IntakeStep): boolean =>
    shown.steps.some((one) => one.step === step && one.note === null);
  const question = form(reader, 'button.intakeQuestion', 'intake.question', args);
  const writing = WRITTEN.map((step) => ({
    step,
    action: form(reader, `button.intake.${step}`, `intake.${step}`, args),
  }));
  const byStep = [
    ...(shown.mayAsk ? [{ step: 'question' as const, action: question }] : []),
    ...(shown.writes ? writing : []),
  ];
  const first = byStep.filter(({ step }) => isMissing(step));
  const complete = command(reader, 'button.intakeComplete', 'intake.complete', args, { style: 'primary' });
  return [
    ...(shown.inIntake && shown.writes && shown.missing.length === 0 ? [complete] : []),
    ...[...first, ...byStep.filter((one) => !first.includes(one))].map(({ action }) => action),
    ...(shown.inIntake && shown.maySkip ? [form(reader, 'button.intakeSkip', 'intake.skip', args)] : []),
    ...(shown.inIntake && shown.writes ? [form(reader, 'button.intakeDecline', 'intake.decline', args)] : []),
  ];
}

/** Nothing happened in an intake: what is still needed, and the way to it. */
export function intakeOpen(m: IntakeOpen, reader: Reader): Document {
  const values = { code: m.code, days: m.workingDays, date: date(reader, m.lastEventOn) };
  return document(reader, m.code, [
    text(sentence(reader, 'intakeOpen.text', values)),
    text(sentence(reader, 'intakeOpen.needed', { needed: stepNames(m.missing, reader) || 'none' })),
    note(sentence(reader, 'intakeOpen.next')),
    buttons(
      command(reader, 'button.intake', 'intake.show', { caseId: m.caseId }, { style: 'primary' }),
      form(reader, 'button.intakeDecline', 'intake.decline', { caseId: m.caseId }),
    ),
  ]);
}

/** Asks whether the child is in the next age group by now, and what follows from that. */
export function ageToCheck(m: AgeToCheck, reader: Reader): Document {
  const values = {
    code: m.code,
    band: word(reader, `ageBand.${m.band}`),
    month: formatMonth(m.month, reader.language),
  };
  return document(reader, m.code, [
    text(sentence(reader, 'ageToCheck.text', values)),
    note(sentence(reader, 'ageToCheck.next')),
    buttons(form(reader, 'button.intake.age', 'intake.age', { caseId: m.caseId }, { style: 'primary' })),
  ]);
}
