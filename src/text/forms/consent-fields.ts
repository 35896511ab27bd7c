import { BASIS_REASON_MAX } from '../../domain/rules/participants/without-basis.ts';
import { CONSENT_QUESTIONS, SUPPORTER_ROLES } from '../../domain/vocabulary.ts';
import type { Option } from '../../ports/document.ts';
import { word } from '../words/tools.ts';
import type { FormContext } from './context.ts';
import { type Fields, languages } from './tools.ts';

/** The forms about what the family says of a party, and about who stands beside the family. */
export const CONSENT_FIELDS = {
  'consent.ask': (c, f) => [
    f.choice('party', partiesToAsk(c), { hint: 'field.consentAsk.hint' }),
    f.choice('about', consentQuestions(c, true), { label: 'field.consentAbout', value: 'both' }),
  ],
  'basis.reason': (_c, f) => [
    f.text('basisReason', BASIS_REASON_MAX, { label: 'basis.f.why', hint: 'basis.f.why.hint' }),
  ],
  'consent.answer': (c, f) => [
    f.choice('party', parties(c)),
    f.choice('about', consentQuestions(c, false), { label: 'field.consentAbout' }),
    f.choice('answer', consentAnswers(c, true), { label: 'field.consentAnswer' }),
  ],
  'consent.enterByPhone': (c, f) => [
    f.choice(
      'participant',
      c.participants
        .filter((p) => c.answering.includes(p.id))
        .map((p) => ({ value: p.id, label: `${p.person.name} (${word(c.reader, `role.${p.role}`)})` })),
      { label: 'field.byPhone.who' },
    ),
    f.choice('party', parties(c)),
    f.choice('about', consentQuestions(c, false), { label: 'field.consentAbout' }),
    f.choice('answer', consentAnswers(c, false), { label: 'field.byPhone.said' }),
  ],
  'supporter.bring': (c, f) => [
    f.text('shownName', 60, { hint: 'field.supporterName.hint' }),
    f.choice(
      'role',
      SUPPORTER_ROLES.map((value) => ({ value, label: word(c.reader, `supporterRole.${value}`) })),
    ),
    f.text('ownEmail', 200, { hint: 'field.ownEmail.hint', optional: true }),
    f.text('ownPhone', 30, { hint: 'field.ownPhone.hint', optional: true }),
    f.choice('language', languages(c), { value: c.reader.language }),
  ],
  'supporter.end': (c, f) => [
    f.choice(
      'participant',
      c.supporters.map((p) => ({ value: p.id, label: p.person.name })),
    ),
  ],
} satisfies Readonly<Record<string, Fields>>;

const parties = (c: FormContext): Option[] => c.parties.map((p) => ({ value: p.key, label: p.name }));

/** Every organisation of the region can be asked about, also one that takes no part yet. */
export const partiesToAsk = (c: FormContext): Option[] => {
  const known = new Set(c.parties.map((p) => p.key));
  const others = c.organisations.filter((o) => !known.has(o.key));
  return [
    ...parties(c),
    ...others.map((o) => ({ value: o.key, label: word(c.reader, 'consent.other', { party: o.name }) })),
  ];
};

const consentQuestions = (c: FormContext, both: boolean): Option[] =>
  [...(both ? (['both'] as const) : []), ...CONSENT_QUESTIONS].map((about) => ({
    value: about,
    label: word(c.reader, `consent.about.${about}`),
  }));

/** None of them is chosen beforehand. */
const consentAnswers = (c: FormContext, talk: boolean): Option[] => [
  { value: 'yes', label: word(c.reader, 'button.consentYes') },
  { value: 'no', label: word(c.reader, 'button.consentNo') },
  ...(talk ? [{ value: 'talk', label: word(c.reader, 'button.consentTalk') }] : []),
];
