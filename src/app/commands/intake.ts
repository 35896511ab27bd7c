import { z } from 'zod';
import * as rules from '../../domain/rules/case/intake.ts';
import {
  AGE_BANDS,
  AUTHORITY_CHECKS,
  CONTACT_WAYS,
  INTAKE_STEPS,
  NOT_TAKEN_IN,
  ROUTES_TRIED,
  SPOKEN_WITH,
  SUPPORT_ANSWERS,
} from '../../domain/vocabulary.ts';
import { composeIntake } from '../../text/compose/case/intake.ts';
import { type Command, command } from '../command.ts';
import { intakeFacts } from '../pages/case/intake-facts.ts';
import { date, id, onCase, several, text } from './args.ts';

const MANAGES = ['lead', 'coordinator'] as const;
const spokenOn = date('spokenOn');
/** `YYYY-MM`, or empty. */
const month = z
  .union([z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/), z.literal('')])
  .optional()
  .transform((v) => v || null);

/** C02: what is written down before a case is opened. */
export const intakeCommands: readonly Command[] = [
  command({
    name: 'intake.show',
    args: onCase,
    who: ['participant', 'coordinator'],
    run: {
      on: 'query',
      show: async ({ whole, s, reader, actor }) => {
        if (!whole) throw new Error('a question about a case reached its answer without one');
        return composeIntake(intakeFacts(whole, s.region, actor.id, s.today), reader);
      },
    },
  }),
  command({
    name: 'intake.contact',
    args: z.strictObject({
      caseId: id,
      spokenOn,
      way: z.enum(CONTACT_WAYS),
      spokenWith: z.enum(SPOKEN_WITH),
    }),
    who: MANAGES,
    run: {
      on: 'case',
      decide: (state, s, { spokenOn: on, way, spokenWith }) =>
        rules.writeStep(state, s, { step: 'contact', on, facts: { way, spokenWith } }),
    },
  }),
  command({
    name: 'intake.method',
    args: z.strictObject({ caseId: id, spokenOn }),
    who: MANAGES,
    run: {
      on: 'case',
      decide: (state, s, a) => rules.writeStep(state, s, { step: 'method', on: a.spokenOn, facts: null }),
    },
  }),
  command({
    name: 'intake.question',
    args: z.strictObject({ caseId: id, words: text }),
    who: ['participant', ...MANAGES],
    freeTexts: (a) => [a.words],
    onWebOnly: true,
    run: {
      on: 'case',
      decide: (state, s, a) => rules.questionStands(state, s, a.words),
      words: (a) => ({ kind: 'question', words: a.words.trim() }),
    },
  }),
  command({
    name: 'intake.routes',
    args: z.strictObject({
      caseId: id,
      tried: several(z.enum(ROUTES_TRIED)).refine((tried) => tried.length > 0),
    }),
    who: MANAGES,
    run: { on: 'case', decide: (state, s, a) => rules.writeRoutes(state, s, a.tried) },
  }),
  command({
    name: 'intake.authority',
    args: z.strictObject({
      caseId: id,
      holders: z.enum(['1', '2', '3', '4']),
      seenIn: z.enum(AUTHORITY_CHECKS),
      spokenOn,
    }),
    who: MANAGES,
    run: {
      on: 'case',
      decide: (state, s, { spokenOn: on, holders, seenIn }) =>
        rules.writeStep(state, s, { step: 'authority', on, facts: { holders: Number(holders), seenIn } }),
    },
  }),
  command({
    name: 'intake.age',
    args: z.strictObject({ caseId: id, band: z.enum(AGE_BANDS), month }),
    who: MANAGES,
    run: {
      on: 'case',
      decide: (state, s, { band, month }) =>
        rules.writeStep(state, s, { step: 'age', on: s.today, facts: { band, until: month } }),
    },
  }),
  command({
    name: 'intake.support',
    args: z.strictObject({ caseId: id, answer: z.enum(SUPPORT_ANSWERS), spokenOn }),
    who: MANAGES,
    run: {
      on: 'case',
      decide: (state, s, { spokenOn: on, answer }) =>
        rules.writeStep(state, s, { step: 'support', on, facts: { answer } }),
    },
  }),
  command({
    name: 'intake.skip',
    args: z.strictObject({ caseId: id, step: z.enum(INTAKE_STEPS), reason: text }),
    who: MANAGES,
    freeTexts: (a) => [a.reason],
    run: { on: 'case', decide: (state, s, a) => rules.skipStep(state, s, a.step, a.reason) },
  }),
  command({
    name: 'intake.complete',
    args: onCase,
    who: MANAGES,
    run: { on: 'case', decide: (state, s) => rules.completeIntake(state, s) },
  }),
  command({
    name: 'intake.decline',
    args: z.strictObject({ caseId: id, because: z.enum(NOT_TAKEN_IN) }),
    who: MANAGES,
    run: { on: 'case', decide: (state, s, a) => rules.declineIntake(state, s, a.because) },
  }),
];
