import type { AgreementFacts, PersonRef, RhythmFacts } from '../../../domain/messages/index.ts';
import type { Action, Block, Document, Reader, RichText } from '../../../ports/document.ts';
import { weekdayName } from '../../words/dates.ts';
import {
  buttons,
  capital,
  command,
  date,
  document,
  elsewhere,
  form,
  named,
  oneOf,
  ownWords,
  people,
  sentence,
  sure,
  text,
  word,
} from '../../words/tools.ts';
import type { TextKey } from '../../words/translate.ts';
import { byPhoneValue } from '../by-phone.ts';

type Fact = { readonly label: string; readonly value: RichText };

/** The card of an agreement: what, who, when, done when, and how it stands, with the buttons that fit its state. */
export function agreementCard(code: string, a: AgreementFacts, reader: Reader): Document {
  return document(
    reader,
    code,
    [
      { kind: 'heading', text: word(reader, 'card.heading', { number: a.number, kind: a.kind }) },
      ...(reader.titles ? [text([{ bold: a.title }])] : elsewhere(reader)),
      { kind: 'facts', facts: facts(a, reader) },
      ...askedOfReader(a, reader),
      buttons(...cardActions(a, reader)),
    ],
    'push.room',
  );
}

function label(reader: Reader, key: string): string {
  return `${word(reader, `label.${key}` as TextKey)}:`;
}

export function facts(a: AgreementFacts, reader: Reader): Fact[] {
  const list: Fact[] = [];
  const add = (key: string, value: RichText): number => list.push({ label: label(reader, key), value });
  add('who', people([a.owner]));
  if (a.actingOwner) add('acting', people([a.actingOwner]));
  if (a.deputy) add('deputy', people([a.deputy]));
  if (a.status !== 'done' && a.status !== 'ended') whenFacts(a, reader, add);
  if (reader.titles) add('doneWhen', [a.doneWhen]);
  if (a.kind !== 'agreement') add('kind', [word(reader, `kind.${a.kind}` as TextKey)]);
  if (a.validUntil) add('validUntil', [date(reader, a.validUntil)]);
  if (a.rhythm) pastFacts(a.rhythm, reader, add);
  stateFacts(a, reader, add);
  return list;
}

type Add = (key: string, value: RichText) => number;

function whenFacts(a: AgreementFacts, reader: Reader, add: Add): void {
  const due = date(reader, a.due);
  add('when', a.waitsOn ? sentence(reader, 'value.provisional', { date: due }) : [{ bold: due }]);
  if (a.rhythm) add('rhythm', rhythmWords(a.rhythm, reader));
  if (a.firstDue !== a.due && !a.waitsOn && !a.rhythm) add('first', [date(reader, a.firstDue)]);
  if (a.waitsOn)
    add(
      'waits',
      sentence(reader, 'value.waits', { number: a.waitsOn.number, after: a.waitsOn.workingDaysAfter }),
    );
  if (a.proposedDue)
    add(
      'proposed',
      sentence(reader, 'value.proposed', { date: date(reader, a.proposedDue.date), by: a.proposedDue.by }),
    );
}

/** How often it comes back, and until when. */
export function rhythmWords(
  { every, day, until }: Pick<RhythmFacts, 'every' | 'day' | 'until'>,
  reader: Reader,
): RichText {
  const on = every === 'month' ? String(day) : weekdayName(day, reader.language);
  return sentence(reader, `rhythm.is.${every}`, { on, until: until ? date(reader, until) : 'none' });
}

/** How it went until now: how often, and the last days one by one. */
function pastFacts({ kept, missed, latest }: RhythmFacts, reader: Reader, add: Add): void {
  if (latest.length === 0) return;
  const days = latest.map(({ due, outcome }) =>
    word(reader, `rhythm.day.${outcome}`, { date: date(reader, due) }),
  );
  add('rhythmPast', sentence(reader, 'rhythm.past', { kept, missed, days: days.join(', ') }));
}

function stateFacts(a: AgreementFacts, reader: Reader, add: Add): void {
  if (a.status === 'done' && a.doneOn)
    add('state', sentence(reader, 'status.doneOn', { date: date(reader, a.doneOn), by: a.doneBy ?? 'none' }));
  else if (a.status === 'ended')
    add('state', sentence(reader, 'status.ended.why', { reason: ownWords(reader, a.endedReason ?? '') }));
  else if (a.status === 'reported_done') add('state', sentence(reader, 'status.reported_done'));
  if (a.paused)
    add(
      'paused',
      sentence(reader, 'value.paused', {
        date: date(reader, a.paused.until),
        reason: ownWords(reader, a.paused.reason),
      }),
    );
  if (a.askedLess) add('askedLess', sentence(reader, 'value.askedLess', seldom(a.askedLess, reader)));
  if (a.objection)
    add('objection', sentence(reader, `appeal.on.${a.objection.to}`, { date: date(reader, a.objection.on) }));
  if (a.blocker) {
    add('blocked', [{ bold: word(reader, `blocker.${a.blocker.category}` as TextKey) }]);
    add('decisionMaker', [a.blocker.decisionMaker ?? word(reader, 'value.unknownWho')]);
  }
  if (a.help)
    add(
      'help',
      a.help.contact
        ? helpAsked(a.help.contact, a.help.question, reader)
        : [`${a.help.title || word(reader, 'rung.unnamed')}: ${word(reader, 'value.unknownWho')}`],
    );
  if (a.confirmedBy.length > 0) add('confirmed', people(a.confirmedBy));
  for (const d of [...a.disputedBy, ...(a.disputedBefore ?? [])])
    add(
      'disputed',
      sentence(reader, 'value.disputed', { who: d.person, words: reader.titles ? d.words : '…' }),
    );
  for (const told of a.byPhone ?? []) add('byPhone', byPhoneValue(told, reader));
  if (a.awaiting.length > 0 && a.status === 'open') add('awaiting', people(a.awaiting));
}

/** The person who was asked, and the question: words stand in chat only where titles do. */
function helpAsked(who: PersonRef, question: string | undefined, reader: Reader): RichText {
  if (question === undefined || !reader.titles) return people([who]);
  return sentence(reader, 'value.helpAsked', { who, question });
}

function seldom({ every, reason, until }: NonNullable<AgreementFacts['askedLess']>, reader: Reader) {
  return { every, reason: ownWords(reader, reason), date: until ? date(reader, until) : 'none' };
}

function askedOfReader(a: AgreementFacts, reader: Reader): Block[] {
  if (a.status === 'reported_done') return [text(reported(a, reader))];
  if (a.status !== 'open') return [];
  if (a.disputedBy.length > 0) return [text(sentence(reader, 'card.notClear'))];
  // Once everybody who was asked has confirmed it, nothing is asked any more.
  return a.awaiting.length > 0 ? [text(sentence(reader, 'card.right'))] : [];
}

/** Says that it is reported done, and who can say whether it is. */
export function reported(a: AgreementFacts, reader: Reader): RichText {
  const by = a.reportedDoneBy ?? a.owner;
  const key = isForDisputers(a) ? 'card.reportedNotClear' : 'card.reported';
  return sentence(reader, key, { by, who: whoConfirms(a, reader) });
}

/** Names who may say that it is done, for a sentence. */
export function whoConfirms({ mayConfirm }: AgreementFacts, reader: Reader): string {
  if (!mayConfirm) return 'unknown';
  return mayConfirm.length > 0 ? oneOf(mayConfirm, reader) : 'none';
}

/** True when nobody but those who understood it differently may say that it is done. */
export function isForDisputers({ mayConfirm = [], disputedBy }: AgreementFacts): boolean {
  return mayConfirm.some((p) => disputedBy.some((d) => d.person.id === p.id));
}

/**
 * Everybody sees the same card, so the buttons of all roles are there; the application guards who may press what. The first
 * three are what it asks for now: a platform may put the others behind "more".
 */
export function cardActions(a: AgreementFacts, reader: Reader): Action[] {
  if (a.status === 'reported_done') return doneActions(a, reader);
  if (a.status !== 'open') return [];
  const can = openActions(a, reader);
  const first = nowAsked(a).map((what) => can[what]);
  const all = [...first, ...Object.values(can).filter((action) => !first.includes(action))];
  return all.flatMap((action, i) =>
    action ? [i === 0 ? { ...action, style: 'primary' as const } : action] : [],
  );
}

/** The two answers to "is this right?". */
export function answerActions(a: AgreementFacts, reader: Reader): Action[] {
  const { correct, different } = openActions(a, reader);
  return [{ ...correct, style: 'primary' }, different];
}

type Can = ReturnType<typeof openActions>;

function openActions(a: AgreementFacts, reader: Reader) {
  const args = { agreementId: a.id };
  const version = { ...args, textVersion: a.textVersion };
  return {
    correct: command(reader, 'button.correct', 'agreement.confirm', version),
    different: form(reader, 'button.different', 'agreement.dispute', version),
    done: doneButton(a, reader),
    missed: a.rhythm
      ? command(reader, 'button.missed', 'agreement.missed', { ...args, forDue: a.due })
      : null,
    newDate: form(reader, 'button.newDate', 'agreement.proposeDate', args),
    stuck: form(reader, 'button.stuck', 'agreement.stuck', args),
    solved: a.blocker ? form(reader, 'button.solved', 'blocker.resolve', args) : null,
    help: form(reader, 'button.help', 'ladder.raise', args),
    pause: a.paused
      ? command(reader, 'button.resume', 'agreement.resume', args)
      : form(reader, 'button.pause', 'agreement.pause', args),
    askLess: a.askedLess
      ? command(reader, 'button.askAsUsual', 'agreement.askAsUsual', args)
      : form(reader, 'button.askLess', 'agreement.askLess', args),
    rhythm: a.waitsOn
      ? null
      : form(reader, a.rhythm ? 'button.rhythmOther' : 'button.rhythm', 'agreement.rhythm', args),
    revise: form(reader, 'button.revise', 'agreement.revise', args),
    handOver: form(reader, 'button.handOver', 'agreement.handOver', args),
    end: form(reader, 'button.end', 'agreement.end', args),
  } as const;
}

/** Names the buttons that matter to a reader as it stands now. */
function nowAsked(a: AgreementFacts): readonly (keyof Can)[] {
  if (a.paused) return ['pause', 'done', 'newDate'];
  if (a.blocker) return ['solved', 'help', 'done'];
  if (a.disputedBy.length > 0) return ['correct', 'different', 'revise'];
  if (a.awaiting.length > 0) return ['correct', 'different', 'done'];
  return a.rhythm ? ['done', 'missed', 'stuck'] : ['done', 'newDate', 'stuck'];
}

/** "Done": at once, after a question; for a decision with a form that asks until when it is valid. */
export function doneButton(a: AgreementFacts, reader: Reader, more: Partial<Action> = {}): Action {
  const args = { agreementId: a.id };
  if (a.rhythm)
    return command(
      reader,
      'button.kept',
      'agreement.reportDone',
      { ...args, forDue: a.due },
      {
        ...more,
        ...sure(reader, 'confirm.kept'),
      },
    );
  return a.kind === 'decision'
    ? form(reader, 'button.done', 'agreement.reportDone', args, more)
    : command(reader, 'button.done', 'agreement.reportDone', args, {
        ...more,
        ...sure(reader, 'confirm.done'),
      });
}

export function doneActions(a: AgreementFacts, reader: Reader): Action[] {
  const args = { agreementId: a.id };
  return [
    command(reader, 'button.confirmDone', 'agreement.confirmDone', args, {
      style: 'primary',
      ...sure(reader, 'confirm.confirmDone'),
    }),
    command(reader, 'button.notYet', 'agreement.notYet', args),
  ];
}

/** Short: number, title, who, when, how it stands. For lists and the overview. */
export function line(a: AgreementFacts, reader: Reader): Block[] {
  const objects = a.objection ? `; ${word(reader, 'appeal.short')}` : '';
  return [text([...which(a, reader), ` – ${stateInWords(a, reader)}${objects}`])];
}

/** Shows which agreement an answer is about: number, title, who, when. */
export function which(a: AgreementFacts, reader: Reader): RichText {
  return [
    ...(reader.titles ? [{ bold: `${a.number}. ${a.title}` }] : capital(named(reader, a))),
    '\n',
    ...people([a.actingOwner ?? a.owner]),
    ` – ${date(reader, a.due)}`,
    ...(a.rhythm ? [` (${word(reader, `rhythm.${a.rhythm.every}`)})`] : []),
  ];
}

function stateInWords(a: AgreementFacts, reader: Reader): string {
  if (a.status === 'reported_done') return word(reader, 'status.reported_done');
  if (a.paused) return word(reader, 'overview.pausedShort', { date: date(reader, a.paused.until) });
  if (a.disputedBy.length > 0) return word(reader, 'overview.disputed');
  if (a.blocker) return word(reader, 'overview.blocked');
  if (a.waitsOn) return word(reader, 'overview.waiting', { number: a.waitsOn.number });
  if (a.awaiting.length > 0 || a.confirmedBy.length === 0) return word(reader, 'overview.unconfirmed');
  return word(reader, 'overview.confirmed', { names: a.confirmedBy.map((p) => p.name).join(', ') });
}
