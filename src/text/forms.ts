import type { AgreementFacts, PersonRef } from '../domain/messages.ts';
import {
  AGREEMENT_KINDS,
  BLOCKER_CATEGORIES,
  OUTCOMES,
  type PlainDate,
  ROLES,
  type Role,
  type Uuid,
} from '../domain/names.ts';
import type { Field, Form, Option, Reader } from '../ports/document.ts';
import { formatDate } from './dates.ts';
import { hasText, type TextKey } from './translate.ts';
import { named, word } from './words.ts';

/** What forms choose from, and what was filled in before when one is asked again. */
export interface FormContext {
  readonly reader: Reader;
  readonly args: Readonly<Record<string, string | number>>;
  readonly today: PlainDate;
  /** Participant id of who fills it in. */
  readonly me: Uuid | null;
  readonly code: string | null;
  readonly participants: readonly { readonly id: Uuid; readonly person: PersonRef; readonly role: Role }[];
  readonly agreements: readonly { readonly id: Uuid; readonly number: number; readonly title: string }[];
  readonly agreement: AgreementFacts | null;
  readonly organisations: readonly { readonly key: string; readonly name: string }[];
  readonly rungs: readonly { readonly rung: number; readonly title: string }[];
  readonly again?: {
    readonly values: Readonly<Record<string, string | readonly string[]>>;
    readonly field: string;
    /** Days that would do, for the date in `field`. */
    readonly proposals?: readonly PlainDate[];
    /** The date that was understood and needs a choice. */
    readonly chosen?: PlainDate;
    readonly message: string;
  };
}

type Fields = (c: FormContext, f: Tools) => (Field | null)[];

/** A form by the name of the command it sends. */
export function form(name: string, c: FormContext): Form {
  const fields = (FIELDS[name] ?? (() => []))(c, tools(c)).filter((f): f is Field => f !== null);
  const title = `form.${name}`;
  const intro = c.again ? [{ bold: c.again.message }] : c.agreement ? named(c.reader, c.agreement) : null;
  return {
    id: name,
    command: name,
    args: clean(name, c.args),
    title: hasText(title) ? word(c.reader, title) : 'Schakel',
    ...(intro ? { intro } : {}),
    fields: withQuestions(c, fields),
    submit: word(c.reader, name === 'agreement.create' ? 'field.post' : 'field.send'),
    cancel: word(c.reader, 'field.cancel'),
  };
}

/** What only fills in a field is no argument of the command. */
function clean(_name: string, args: FormContext['args']): FormContext['args'] {
  const { suggestedTitle: _title, ...rest } = args;
  return rest;
}

/** Asked again: first the question, as a choice of days or as a tick; then what was filled in. */
function withQuestions(c: FormContext, fields: Field[]): Field[] {
  const { again, reader } = c;
  if (!again) return fields;
  if (again.field === 'sure') {
    return [
      {
        kind: 'checks',
        name: 'sure',
        label: word(reader, 'field.sure'),
        optional: true,
        options: [{ value: 'yes', label: word(reader, 'field.sureYes') }],
      },
      ...fields,
    ];
  }
  if (!again.proposals) return fields;
  const keep =
    again.chosen && again.chosen >= c.today
      ? [
          {
            value: again.chosen,
            label: word(reader, 'field.keep', { date: formatDate(again.chosen, reader.language) }),
          },
        ]
      : [];
  const options = [
    ...again.proposals.map((d) => ({ value: d, label: formatDate(d, reader.language) })),
    ...keep,
  ];
  if (options.length === 0) return fields;
  return [
    {
      kind: 'choice',
      name: `${again.field}_choice`,
      label: word(reader, 'field.choice'),
      optional: true,
      options,
    },
    ...fields,
  ];
}

interface Tools {
  text(
    name: string,
    max: number,
    more?: { label?: TextKey; hint?: TextKey; multiline?: boolean; optional?: boolean; value?: string },
  ): Field;
  date(name: string, more?: { label?: TextKey; hint?: TextKey; optional?: boolean; value?: string }): Field;
  choice(
    name: string,
    options: readonly Option[],
    more?: { label?: TextKey; hint?: TextKey; optional?: boolean; value?: string },
  ): Field | null;
  tick(name: string, label: TextKey, tick: TextKey): Field;
  member(): Field;
  people(except?: Uuid | null): Option[];
}

function tools(c: FormContext): Tools {
  const { reader } = c;
  const before = (name: string): string | undefined => {
    const value = c.again?.values[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const base = (name: string, more: { label?: TextKey; hint?: TextKey; optional?: boolean } = {}) => ({
    name,
    label: word(reader, more.label ?? (`field.${name}` as TextKey)),
    ...(more.hint ? { hint: word(reader, more.hint) } : {}),
    ...(more.optional ? { optional: true } : {}),
  });
  const value = (v: string | undefined): { value?: string } => (v === undefined ? {} : { value: v });
  return {
    text: (name, maxLength, more = {}) => ({
      kind: 'text',
      ...base(name, more),
      maxLength,
      ...(more.multiline ? { multiline: true } : {}),
      ...value(before(name) ?? more.value),
    }),
    date: (name, more = {}) => ({
      kind: 'date',
      ...base(name, { hint: 'field.date.hint', ...more }),
      placeholder: word(reader, 'field.date.example'),
      ...value(before(name) ?? more.value),
    }),
    choice: (name, options, more = {}) =>
      options.length === 0
        ? null
        : { kind: 'choice', ...base(name, more), options, ...value(before(name) ?? more.value) },
    tick: (name, label, tick) => ({
      kind: 'checks',
      name,
      label: word(reader, label),
      optional: true,
      options: [{ value: 'yes', label: word(reader, tick) }],
    }),
    member: () => ({ kind: 'member', ...base('member') }),
    people: (except) =>
      c.participants
        .filter((p) => p.id !== except)
        .map((p) => ({
          value: p.id,
          label: `${p.person.name} (${word(reader, `role.${p.role}` as TextKey)})`,
        })),
  };
}

const options = (c: FormContext, prefix: string, keys: readonly string[]): Option[] =>
  keys.map((key) => ({ value: key, label: word(c.reader, `${prefix}.${key}` as TextKey) }));

const TITLE_MAX = 120;
const TEXT_MAX = 300;
const WORDS_MAX = 500;

const FIELDS: Readonly<Record<string, Fields>> = {
  'agreement.create': (c, f) => [
    f.text('title', TITLE_MAX, { hint: 'field.title.hint', ...suggested(c) }),
    f.choice('owner', f.people(), { hint: 'field.owner.hint' }),
    f.date('due'),
    f.text('doneWhen', TEXT_MAX, { hint: 'field.doneWhen.hint' }),
    f.choice('deputy', f.people(), { hint: 'field.deputy.hint', optional: true }),
    f.choice('kind', options(c, 'kind', AGREEMENT_KINDS), { value: 'agreement' }),
    f.choice(
      'predecessor',
      c.agreements.map((a) => ({ value: a.id, label: label(c, a) })),
      { optional: true },
    ),
    c.agreements.length > 0 ? f.text('workingDaysAfter', 3, { optional: true }) : null,
    f.date('validUntil', { hint: 'field.validUntil.hint', optional: true }),
  ],
  'agreement.revise': (c, f) => [
    f.text('title', TITLE_MAX, {
      hint: 'field.title.hint',
      ...(c.agreement && c.reader.titles ? { value: c.agreement.title } : {}),
    }),
    f.text('doneWhen', TEXT_MAX, {
      hint: 'field.doneWhen.hint',
      ...(c.agreement && c.reader.titles ? { value: c.agreement.doneWhen } : {}),
    }),
    f.date('due', c.agreement ? { value: formatDate(c.agreement.due, c.reader.language) } : {}),
  ],
  'agreement.reportDone': (_c, f) => [
    f.date('validUntil', { hint: 'field.validUntil.hint', optional: true }),
  ],
  'agreement.dispute': (_c, f) => [f.text('words', WORDS_MAX, { hint: 'field.words.hint', multiline: true })],
  'agreement.proposeDate': (_c, f) => [f.date('date', { label: 'label.when' })],
  'agreement.stuck': (c, f) => [
    f.choice('category', options(c, 'blocker', BLOCKER_CATEGORIES)),
    f.text('decisionMaker', TITLE_MAX, { hint: 'field.decisionMaker.hint', optional: true }),
  ],
  'agreement.pause': (_c, f) => [f.text('reason', TEXT_MAX, { hint: 'field.reason.hint' }), f.date('until')],
  'agreement.end': (_c, f) => [f.text('reason', TEXT_MAX, { hint: 'field.reason.hint' })],
  'agreement.handOver': (_c, f) => [f.choice('owner', f.people())],
  'blocker.resolve': (_c, f) => [f.text('answer', TEXT_MAX, { hint: 'field.answer.hint' })],
  'ladder.raise': (c, f) => [
    f.choice(
      'rung',
      c.rungs.map((r) => ({ value: String(r.rung), label: r.title || word(c.reader, 'rung.unnamed') })),
    ),
    f.text('question', TEXT_MAX, { hint: 'field.question.hint', optional: true }),
  ],
  'escalation.answer': (_c, f) => [
    f.text('answer', TEXT_MAX, { hint: 'field.answer.hint' }),
    f.tick('solves', 'field.solves', 'field.solvesYes'),
  ],
  'contact.fill': (_c, f) => [f.member()],
  'case.setEscalationContact': (_c, f) => [f.member()],
  'participant.add': (c, f) => [
    f.member(),
    f.choice('role', options(c, 'role', ROLES)),
    f.choice(
      'organisation',
      c.organisations.map((o) => ({ value: o.key, label: o.name })),
      { optional: true },
    ),
  ],
  'participant.remove': (c, f) => [f.choice('participant', f.people(c.me))],
  'lead.suggest': (c, f) => [f.choice('participant', f.people(c.me))],
  'deputy.set': (c, f) => [f.choice('deputy', f.people(c.me))],
  'absence.report': (_c, f) => [
    f.date('from'),
    f.date('until', { label: 'field.untilOpen', optional: true }),
  ],
  'person.days': (c, f) => [
    {
      kind: 'checks',
      name: 'days',
      label: word(c.reader, 'field.days'),
      value: ['1', '2', '3', '4', '5'],
      options: [1, 2, 3, 4, 5, 6, 7].map((d) => ({ value: String(d), label: weekday(c, d) })),
    },
    f.text('from', 5, { label: 'field.hoursFrom', hint: 'field.hours.hint', optional: true }),
    f.text('until', 5, { label: 'field.hoursUntil', optional: true }),
  ],
  'case.open': (_c, f) => [f.date('firstDay', { hint: 'field.firstDay.hint' })],
  'case.hold': (_c, f) => [f.text('reason', TEXT_MAX, { hint: 'field.reason.hint' })],
  'case.close': (c, f) => [
    f.choice('outcome', options(c, 'outcome', OUTCOMES)),
    f.tick('familySpoken', 'field.familySpoken', 'field.familySpokenYes'),
  ],
  'strength.note': (_c, f) => [
    f.text('words', 200, { label: 'field.strength', hint: 'field.strength.hint' }),
  ],
};

function label(c: FormContext, a: FormContext['agreements'][number]): string {
  return c.reader.titles
    ? `${a.number}. ${a.title}`
    : word(c.reader, 'agreement.heading', { number: a.number });
}

function suggested(c: FormContext): { value?: string } {
  const { suggestedTitle } = c.args;
  return typeof suggestedTitle === 'string' && suggestedTitle !== '' ? { value: suggestedTitle } : {};
}

/** The name of an ISO weekday; 4 January 2027 is a Monday. */
function weekday(c: FormContext, day: number): string {
  return formatDate(`2027-01-${String(3 + day).padStart(2, '0')}`, c.reader.language).split(/[ ,]/)[0] ?? '';
}
