import { isPlainDate } from '../../domain/calendar/index.ts';
import type { CommandName } from '../../domain/command-names.ts';
import { WAYS_TO_HEAR } from '../../domain/contact-details.ts';
import { ASK_EVERY } from '../../domain/rules/agreements/ask-less.ts';
import { BY_PHONE } from '../../domain/rules/by-phone/by-phone.ts';
import {
  AGREEMENT_KINDS,
  BLOCKER_CATEGORIES,
  FAMILY_ROLES,
  INVOLVEMENT_LEVELS,
  OUTCOMES,
  RHYTHMS,
  ROLES,
} from '../../domain/vocabulary.ts';
import type { Field, Option } from '../../ports/document.ts';
import { formatDate, weekdayName } from '../words/dates.ts';
import { word } from '../words/tools.ts';
import type { TextKey } from '../words/translate.ts';
import { ABSENCE_FIELDS } from './absence-fields.ts';
import { CONSENT_FIELDS } from './consent-fields.ts';
import type { FormContext } from './context.ts';
import { FAMILY_FIELDS } from './family-fields.ts';
import { INTAKE_FIELDS } from './intake-fields.ts';
import { LIBRARY_FIELDS } from './library.ts';
import { basisReason } from './region/covenant.ts';
import { REPORT_FIELDS } from './report-fields.ts';
import { REQUEST_FIELDS } from './request-fields.ts';
import type { Tools } from './tools.ts';
import { type Fields, languages, options } from './tools.ts';
import { TRACK_FIELDS } from './track-fields.ts';

const waysToHear = (c: FormContext, who: 'own' | 'other'): Option[] =>
  WAYS_TO_HEAR.map((way) => ({ value: way, label: word(c.reader, `notice.${way}`, { who }) }));

const TITLE_MAX = 120;
const TEXT_MAX = 300;
const WORDS_MAX = 500;

/** Somebody the case or its region knows, where a platform's own list would stand. */
const anyone = (c: FormContext, f: Tools): Field | null =>
  f.choice(
    'person',
    c.reachable.map((p) => ({ value: p.id, label: p.name })),
    { label: 'field.who' },
  );

const organisation = (c: FormContext, f: Tools): Field | null =>
  f.choice(
    'organisation',
    c.organisations.map((o) => ({ value: o.key, label: o.name })),
    { optional: true },
  );

/** Asks who of the family said it. */
const speaker = (c: FormContext, f: Tools, label: TextKey): Field | null =>
  f.choice(
    'participant',
    c.participants
      .filter((p) => FAMILY_ROLES.has(p.role))
      .map((p) => ({
        value: p.id,
        label: `${p.person.name} (${word(c.reader, `role.${p.role}` as TextKey)})`,
      })),
    { label },
  );

const guardian = (c: FormContext, f: Tools): Field | null =>
  f.choice(
    'participant',
    c.participants.filter((p) => p.role === 'guardian').map((p) => ({ value: p.id, label: p.person.name })),
    { label: 'field.byPhone.who' },
  );

const draftFields: Fields = (c, f) => [
  f.text('title', TITLE_MAX, { hint: 'field.title.hint', ...suggested(c, 'suggestedTitle') }),
  f.choice('owner', f.people(), { hint: 'field.owner.hint' }),
  f.date('due'),
  f.text('doneWhen', TEXT_MAX, { hint: 'field.doneWhen.hint' }),
  f.choice('deputy', f.people(), { hint: 'field.deputy.hint', optional: true }),
  f.choice('kind', options(c, 'kind', AGREEMENT_KINDS), { value: 'agreement', seldom: true }),
  f.choice(
    'predecessor',
    c.agreements.map((a) => ({ value: a.id, label: label(c, a) })),
    { optional: true, seldom: true },
  ),
  f.only(c.agreements.length > 0, f.text('workingDaysAfter', 3, { optional: true, seldom: true })),
  f.date('validUntil', { hint: 'field.validUntil.hint', optional: true, seldom: true }),
  f.choice('every', options(c, 'rhythm', RHYTHMS), {
    label: 'rhythm.field',
    hint: 'rhythm.field.hint',
    optional: true,
    seldom: true,
  }),
  f.date('everyUntil', {
    label: 'rhythm.until',
    hint: 'rhythm.until.hint',
    optional: true,
    seldom: true,
  }),
];

/** Written down by one and typed once more by another: neither sees what the other typed. */
const addressFields: Fields = (c, f) => [
  f.choice('participant', f.people(c.me), preset(c, 'participant')),
  f.text('ownEmail', 200, { hint: 'field.newEmail.hint', optional: true }),
  f.text('ownPhone', 30, { hint: 'field.ownPhone.hint', optional: true }),
  f.tick('only', 'field.only', 'field.onlyYes'),
];

/** Fields of each form, by the name of the command it sends. A field without anything to choose from is left out. */
export const FIELDS: Readonly<Partial<Record<CommandName, Fields>>> = {
  'agreement.create': draftFields,
  'agreement.createByPhone': (c, f) => [speaker(c, f, 'field.byPhone.whoProposed'), ...draftFields(c, f)],
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
  'agreement.rhythm': (c, f) => [
    f.choice('every', options(c, 'rhythm', ['once', ...RHYTHMS]), {
      label: 'rhythm.field',
      hint: 'rhythm.change.hint',
      value: c.agreement?.rhythm?.every ?? 'once',
    }),
    f.date('everyUntil', {
      label: 'rhythm.until',
      hint: 'rhythm.until.hint',
      optional: true,
      ...(c.agreement?.rhythm?.until
        ? { value: formatDate(c.agreement.rhythm.until, c.reader.language) }
        : {}),
    }),
  ],
  'agreement.reportDone': (_c, f) => [
    f.date('validUntil', { hint: 'field.validUntil.hint', optional: true }),
  ],
  'agreement.enterByPhone': (c, f) => [
    speaker(c, f, 'field.byPhone.who'),
    f.choice(
      'agreement',
      c.agreements.map((a) => ({ value: a.id, label: label(c, a) })),
      { label: 'field.byPhone.about', ...preset(c, 'agreement') },
    ),
    f.choice(
      'answer',
      BY_PHONE.map((key) => ({ value: key, label: word(c.reader, `phoneAnswer.${key}`) })),
      { label: 'field.byPhone.said' },
    ),
    f.text('words', WORDS_MAX, {
      label: 'field.byPhone.how',
      hint: 'field.byPhone.words',
      multiline: true,
      optional: true,
    }),
    f.choice('category', options(c, 'blocker', BLOCKER_CATEGORIES), {
      label: 'field.byPhone.category',
      optional: true,
    }),
    f.date('date', { label: 'field.byPhone.newDate', optional: true }),
  ],
  'phone.wrong': (_c, f) => [
    f.text('words', WORDS_MAX, { label: 'field.phoneWrong', hint: 'field.phoneWrong.hint', multiline: true }),
  ],
  ...CONSENT_FIELDS,
  ...LIBRARY_FIELDS,
  'agreement.dispute': (c, f) => [
    f.text('words', WORDS_MAX, {
      hint: 'field.words.hint',
      multiline: true,
      ...suggested(c, 'suggestedWords'),
    }),
  ],
  'agreement.proposeDate': (c, f) => [f.date('date', { label: 'field.due', ...suggestedDay(c) })],
  'agreement.stuck': (c, f) => [
    f.choice('category', options(c, 'blocker', BLOCKER_CATEGORIES)),
    f.text('decisionMaker', TITLE_MAX, { hint: 'field.decisionMaker.hint', optional: true }),
  ],
  'agreement.pause': (_c, f) => [f.text('reason', TEXT_MAX, { hint: 'field.reason.hint' }), f.date('until')],
  'agreement.askLess': (c, f) => [
    f.choice(
      'every',
      ASK_EVERY.map((every) => ({ value: String(every), label: word(c.reader, 'askLess.every', { every }) })),
    ),
    f.text('reason', TEXT_MAX, { hint: 'field.reason.hint' }),
    f.date('until', { label: 'field.askUntil', hint: 'field.askUntil.hint', optional: true }),
  ],
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
  'contact.fill': (c, f) => [f.member() ?? anyone(c, f)],
  'case.setEscalationContact': (c, f) => [f.member() ?? anyone(c, f)],
  'participant.add': (c, f) => [
    f.member(c.known.length > 0),
    f.choice(
      'person',
      c.known.map((p) => ({ value: p.id, label: p.name })),
      c.hasMembers
        ? { optional: true, hint: 'field.person.hint' }
        : { label: 'field.who', hint: 'field.who.hint' },
    ),
    f.choice('role', options(c, 'role', ROLES)),
    organisation(c, f),
    basisReason(c, f),
  ],
  'participant.invite': (c, f) => [
    f.choice('role', options(c, 'role', ROLES)),
    organisation(c, f),
    basisReason(c, f),
  ],
  'participant.inviteExternal': (c, f) => [
    f.text('email', 200, { hint: 'field.email.hint' }),
    f.choice('role', options(c, 'role', ROLES)),
    organisation(c, f),
    basisReason(c, f),
  ],
  'participant.inviteByLink': (c, f) => [
    f.text('shownName', 60, { hint: 'field.shownName.hint' }),
    f.choice('role', options(c, 'role', ROLES)),
    organisation(c, f),
    basisReason(c, f),
    f.text('ownEmail', 200, { hint: 'field.ownEmail.hint', optional: true }),
    f.text('ownPhone', 30, { hint: 'field.ownPhone.hint', optional: true }),
    f.choice('notice', waysToHear(c, 'other'), { optional: true }),
    f.choice('language', languages(c), { value: c.reader.language }),
  ],
  'participant.newAddress': addressFields,
  'participant.confirmAddress': addressFields,
  'participant.newLink': (c, f) => [f.choice('participant', f.people(c.me))],
  'participant.showLink': (c, f) => [f.choice('participant', f.people(c.me))],
  'person.reach': (c, f) => [
    f.choice('notice', waysToHear(c, 'own'), {
      label: 'field.ownNotice',
      value: c.notice ?? 'email',
    }),
    f.choice('language', languages(c), { value: c.reader.language }),
  ],
  'participant.remove': (c, f) => [
    f.choice('participant', f.people(c.me), preset(c, 'participant')),
    f.tick('wrongPerson', 'field.wrongPerson', 'field.wrongPersonYes'),
  ],
  'lead.replace': (_c, f) => [
    f.choice('participant', f.people(), {
      label: 'field.newLead',
      hint: 'field.newLead.hint',
      optional: true,
    }),
    f.text('reason', TEXT_MAX, { hint: 'field.reason.hint' }),
  ],
  'lead.handOver': (c, f) => [
    f.choice('participant', f.people(c.ofLead?.id), { label: 'field.nextLead' }),
    f.date('spokenOn', { label: 'field.handoverSpoke', hint: 'field.handoverSpoke.hint' }),
    f.date('from', { label: 'field.handoverFrom', hint: 'field.handoverFrom.hint' }),
    f.only((c.ofLead?.agreements.length ?? 0) > 0, {
      kind: 'checks',
      name: 'keeps',
      label: word(c.reader, 'field.handoverKeeps'),
      optional: true,
      options: (c.ofLead?.agreements ?? []).map((a) => ({ value: a.id, label: label(c, a) })),
    }),
    f.date('until', { label: 'field.handoverUntil', hint: 'field.handoverUntil.hint', optional: true }),
  ],
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
      options: [1, 2, 3, 4, 5, 6, 7].map((d) => ({
        value: String(d),
        label: weekdayName(d, c.reader.language),
      })),
    },
    f.text('from', 5, { label: 'field.hoursFrom', hint: 'field.hours.hint', optional: true }),
    f.text('until', 5, { label: 'field.hoursUntil', optional: true }),
  ],
  ...ABSENCE_FIELDS,
  ...INTAKE_FIELDS,
  ...FAMILY_FIELDS,
  ...REPORT_FIELDS,
  ...REQUEST_FIELDS,
  'case.hold': (_c, f) => [f.text('reason', TEXT_MAX, { hint: 'field.reason.hint' })],
  'case.setInvolvement': (c, f) => [
    f.choice('level', options(c, 'involvement', INVOLVEMENT_LEVELS), { hint: 'field.level.hint' }),
    f.text('reason', 200, { hint: 'field.reason.hint' }),
  ],
  ...TRACK_FIELDS,
  'case.reopen': (_c, f) => [f.text('reason', TEXT_MAX, { hint: 'field.closeReason.hint' })],
  'case.close': (c, f) => [
    f.choice('outcome', options(c, 'outcome', OUTCOMES)),
    f.only(isOpenStill(c), f.text('stopReason', TEXT_MAX, { hint: 'field.stopReason.hint' })),
    f.only(c.closing?.withoutFamily !== true, {
      ...f.tick('familySpoken', 'field.familySpoken', 'field.familySpokenYes'),
      optional: false,
    }),
    f.only(
      c.closing?.withoutFamily === true,
      f.text('reason', TEXT_MAX, { label: 'field.closeReason', hint: 'field.closeReason.hint' }),
    ),
  ],
  'case.agreeByPhone': (c, f) => [guardian(c, f)],
  'case.notSaidToClose': (_c, f) => [
    f.text('words', WORDS_MAX, { label: 'field.phoneWrong', hint: 'field.phoneWrong.hint', multiline: true }),
  ],
  'strength.note': (_c, f) => [
    f.text('words', 200, { label: 'field.strength', hint: 'field.strength.hint' }),
  ],
};

const isOpenStill = ({ closing }: FormContext): boolean =>
  closing !== null && closing.agreements.length + closing.calls.length > 0;

function label(c: FormContext, a: FormContext['agreements'][number]): string {
  return c.reader.titles
    ? `${a.number}. ${a.title}`
    : word(c.reader, 'agreement.heading', { number: a.number });
}

/** Returns the value with which the form was opened. */
function preset(c: FormContext, name: string): { value?: string } {
  const value = c.args[name];
  return typeof value === 'string' ? { value } : {};
}

/** Returns words that were typed before the form was opened. */
function suggested(c: FormContext, name: 'suggestedTitle' | 'suggestedWords'): { value?: string } {
  const value = c.args[name];
  return typeof value === 'string' && value !== '' ? { value } : {};
}

/** A day that was typed before the form was opened, in words, so that it can be typed over. */
function suggestedDay({ args, reader }: FormContext): { value?: string } {
  const { suggestedDate } = args;
  return typeof suggestedDate === 'string' && isPlainDate(suggestedDate)
    ? { value: formatDate(suggestedDate, reader.language) }
    : {};
}
