import { z } from 'zod';
import { answerConsent, askConsent, enterConsent } from '../../domain/rules/consent.ts';
import { sayWhatGuardiansSee } from '../../domain/rules/guardians-see.ts';
import { sayReason } from '../../domain/rules/participants/without-basis.ts';
import { CONSENT_QUESTIONS } from '../../domain/vocabulary.ts';
import { composeConsents } from '../../text/compose/consent.ts';
import { type Command, command } from '../command.ts';
import { consentFacts, mayAnswerConsent } from '../pages/consent-facts.ts';
import { id, text } from './args.ts';

const party = z.string().min(1).max(60);
/** Left out by buttons and forms from before there were two questions: those were about reading along. */
const about = z.enum(CONSENT_QUESTIONS).default('reading');

/** Consent to ask a party for information, and for it to read along: the lead or a coordinator asks for it, and the family answers at any moment. */
export const consentCommands: readonly Command[] = [
  command({
    name: 'consent.ask',
    args: z.strictObject({
      caseId: id,
      party,
      about: z.enum([...CONSENT_QUESTIONS, 'both']).default('reading'),
    }),
    who: ['lead', 'coordinator'],
    run: {
      on: 'case',
      decide: (state, s, a) =>
        askConsent(state, s, a.party, a.about === 'both' ? CONSENT_QUESTIONS : [a.about]),
    },
  }),
  command({
    name: 'basis.reason',
    args: z.strictObject({ caseId: id, party, basisReason: text }),
    who: ['lead', 'coordinator'],
    freeTexts: (a) => [a.basisReason],
    run: { on: 'case', decide: (state, s, a) => sayReason(state, s, a.party, a.basisReason) },
  }),
  command({
    name: 'consent.answer',
    args: z.strictObject({ caseId: id, party, about, answer: z.enum(['yes', 'no', 'talk']) }),
    who: ['present'],
    run: { on: 'case', decide: (state, s, a) => answerConsent(state, s, a, a.answer) },
  }),
  command({
    name: 'consent.enterByPhone',
    args: z.strictObject({ caseId: id, party, about, participant: id, answer: z.enum(['yes', 'no']) }),
    who: ['lead', 'coordinator'],
    run: {
      on: 'case',
      decide: (state, s, a) => enterConsent(state, s, a, { participantId: a.participant, answer: a.answer }),
    },
  }),
  command({
    name: 'guardians.see',
    args: z.strictObject({ caseId: id, sees: z.enum(['all', 'own']) }),
    // The rule itself looks whether they are the young person, and of which age group.
    who: ['present'],
    run: { on: 'case', decide: (state, s, a) => sayWhatGuardiansSee(state, s, a.sees) },
  }),
  command({
    name: 'consent.show',
    // `all`: also the questions that nobody asked yet.
    args: z.strictObject({ caseId: id, all: z.literal('yes').optional() }),
    who: ['present', 'coordinator'],
    run: {
      on: 'query',
      show: async ({ state, whole, s, reader, actor }, { all }) => {
        if (!state || !whole) throw new Error('a question about a case reached its answer without one');
        return composeConsents(
          {
            caseId: whole.case.id,
            code: whole.case.code,
            isOpen: whole.case.status !== 'closed',
            mayAnswer: mayAnswerConsent(whole, actor.id),
            ...consentFacts(whole, s.region, actor.id, s.today),
          },
          reader,
          all === 'yes',
        );
      },
    },
  }),
];
