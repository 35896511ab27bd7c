import { z } from 'zod';
import { ASK_EVERY, askAsUsual, askLess } from '../../domain/rules/agreements/ask-less.ts';
import { reportBlocker, resolveBlocker } from '../../domain/rules/agreements/blockers.ts';
import {
  confirmAgreement,
  confirmAll,
  disputeAgreement,
} from '../../domain/rules/agreements/confirmations.ts';
import { createAgreement, type Draft, reviseAgreement } from '../../domain/rules/agreements/create.ts';
import * as dates from '../../domain/rules/agreements/dates.ts';
import * as deputy from '../../domain/rules/agreements/deputy.ts';
import * as pausing from '../../domain/rules/agreements/pausing.ts';
import * as progress from '../../domain/rules/agreements/progress.ts';
import { missedOnce } from '../../domain/rules/agreements/recurring.ts';
import { setRhythm } from '../../domain/rules/agreements/set-rhythm.ts';
import { handOver } from '../../domain/rules/case/case-life.ts';
import { AGREEMENT_KINDS, BLOCKER_CATEGORIES, RHYTHMS } from '../../domain/vocabulary.ts';
import { type Command, command } from '../command.ts';
import { date, id, number, onAgreement, optionalDate, optionalId, optionalText, text, yes } from './args.ts';

const version = z.strictObject({ agreementId: id, textVersion: number });
const set = z
  .string()
  .max(2000)
  .transform((s) => s.split(',').map((pair) => pair.split(':')))
  .pipe(z.array(z.tuple([id, z.string().transform(Number).pipe(z.int())])))
  .transform((pairs) => pairs.map(([agreementId, textVersion]) => ({ id: agreementId, textVersion })));

export const draft = z.strictObject({
  caseId: id,
  title: text,
  doneWhen: text,
  owner: id,
  deputy: optionalId,
  due: optionalDate('due'),
  dueChosen: yes,
  kind: z.enum(AGREEMENT_KINDS).default('agreement'),
  predecessor: optionalId,
  workingDaysAfter: z
    .union([z.literal(''), number])
    .optional()
    .transform((v) => (v === '' || v === undefined ? null : v)),
  validUntil: optionalDate('validUntil'),
  every: z
    .union([z.enum(RHYTHMS), z.literal('')])
    .optional()
    .transform((v) => v || null),
  everyUntil: optionalDate('due'),
});

export function draftOf(a: z.infer<typeof draft>): Draft {
  return {
    title: a.title,
    doneWhen: a.doneWhen,
    ownerId: a.owner,
    deputyId: a.deputy,
    due: a.due,
    dueChosen: a.dueChosen,
    kind: a.kind,
    predecessorId: a.predecessor,
    workingDaysAfter: a.workingDaysAfter,
    validUntil: a.validUntil,
    rhythm: a.every && { every: a.every, until: a.everyUntil },
  };
}

export const agreementCommands: readonly Command[] = [
  command({
    name: 'agreement.create',
    args: draft,
    who: ['participant'],
    freeTexts: (a) => [a.title, a.doneWhen],
    run: {
      on: 'case',
      decide: (state, s, a) => createAgreement(state, s, draftOf(a)),
    },
  }),
  command({
    name: 'agreement.revise',
    who: ['lead'],
    args: z.strictObject({
      agreementId: id,
      title: text,
      doneWhen: text,
      due: date('due'),
      dueChosen: yes,
      textVersion: number.optional(),
      shownDue: optionalDate('named'),
    }),
    freeTexts: (a) => [a.title, a.doneWhen],
    run: { on: 'case', decide: (state, s, a) => reviseAgreement(state, s, a.agreementId, a) },
  }),
  command({
    name: 'agreement.rhythm',
    args: z.strictObject({
      agreementId: id,
      every: z.enum([...RHYTHMS, 'once']),
      everyUntil: optionalDate('due'),
      textVersion: number.optional(),
    }),
    who: ['lead'],
    run: {
      on: 'case',
      decide: (state, s, { agreementId, every, everyUntil: until, textVersion }) =>
        setRhythm(state, s, agreementId, { rhythm: every === 'once' ? null : { every, until }, textVersion }),
    },
  }),
  command({
    name: 'agreement.confirm',
    args: version,
    who: ['participant'],
    run: { on: 'case', decide: (state, s, a) => confirmAgreement(state, s, a.agreementId, a.textVersion) },
  }),
  command({
    name: 'agreement.confirmAll',
    args: z.strictObject({ caseId: id, set }),
    who: ['present'],
    run: { on: 'case', decide: (state, s, a) => confirmAll(state, s, a.set) },
  }),
  command({
    name: 'agreement.dispute',
    args: version.extend({ words: text }),
    who: ['participant'],
    freeTexts: (a) => [a.words],
    run: {
      on: 'case',
      decide: (state, s, a) =>
        disputeAgreement(state, s, a.agreementId, { textVersion: a.textVersion, words: a.words }),
    },
  }),
  command({
    name: 'agreement.reportDone',
    args: onAgreement.extend({ validUntil: optionalDate('validUntil'), forDue: optionalDate('named') }),
    who: ['owner'],
    run: { on: 'case', decide: (state, s, a) => progress.reportDone(state, s, a.agreementId, a) },
  }),
  command({
    name: 'agreement.missed',
    args: onAgreement.extend({ forDue: optionalDate('named') }),
    who: ['owner'],
    run: { on: 'case', decide: (state, s, a) => missedOnce(state, s, a.agreementId, a.forDue) },
  }),
  command({
    name: 'agreement.confirmDone',
    args: onAgreement,
    who: ['participant'],
    run: { on: 'case', decide: (state, s, a) => progress.confirmDone(state, s, a.agreementId) },
  }),
  command({
    name: 'agreement.notYet',
    args: onAgreement,
    who: ['participant'],
    run: { on: 'case', decide: (state, s, a) => progress.notYet(state, s, a.agreementId) },
  }),
  command({
    name: 'agreement.proposeDate',
    args: z.strictObject({ agreementId: id, date: date('due'), dateChosen: yes }),
    who: ['owner'],
    run: {
      on: 'case',
      decide: (state, s, a) =>
        dates.proposeDate(state, s, a.agreementId, { date: a.date, chosen: a.dateChosen }),
    },
  }),
  command({
    name: 'agreement.acceptDate',
    args: z.strictObject({ agreementId: id, date: date('named') }),
    who: ['lead'],
    run: {
      on: 'case',
      decide: (state, s, a) => dates.decideDate(state, s, a.agreementId, { date: a.date, accepted: true }),
    },
  }),
  command({
    name: 'agreement.declineDate',
    args: z.strictObject({ agreementId: id, date: date('named') }),
    who: ['lead'],
    run: {
      on: 'case',
      decide: (state, s, a) => dates.decideDate(state, s, a.agreementId, { date: a.date, accepted: false }),
    },
  }),
  command({
    name: 'agreement.pause',
    args: z.strictObject({ agreementId: id, reason: text, until: date('pause') }),
    who: ['lead'],
    freeTexts: (a) => [a.reason],
    run: {
      on: 'case',
      decide: (state, s, a) =>
        pausing.pauseAgreement(state, s, a.agreementId, { reason: a.reason, until: a.until }),
    },
  }),
  command({
    name: 'agreement.resume',
    args: onAgreement,
    who: ['lead'],
    run: { on: 'case', decide: (state, s, a) => pausing.resumeAgreement(state, s, a.agreementId) },
  }),
  command({
    name: 'agreement.askLess',
    args: z.strictObject({
      agreementId: id,
      every: z.coerce.number().pipe(z.literal(ASK_EVERY)),
      reason: text,
      until: optionalDate('pause'),
    }),
    who: ['lead'],
    freeTexts: (a) => [a.reason],
    run: { on: 'case', decide: (state, s, { agreementId, ...less }) => askLess(state, s, agreementId, less) },
  }),
  command({
    name: 'agreement.askAsUsual',
    args: onAgreement,
    who: ['lead'],
    run: { on: 'case', decide: (state, s, a) => askAsUsual(state, s, a.agreementId) },
  }),
  command({
    name: 'agreement.end',
    args: z.strictObject({ agreementId: id, reason: text }),
    who: ['lead'],
    freeTexts: (a) => [a.reason],
    run: { on: 'case', decide: (state, s, a) => progress.endAgreement(state, s, a.agreementId, a.reason) },
  }),
  command({
    name: 'agreement.handOver',
    args: z.strictObject({ agreementId: id, owner: id }),
    who: ['lead'],
    run: { on: 'case', decide: (state, s, a) => handOver(state, s, a.agreementId, a.owner) },
  }),
  command({
    name: 'agreement.onTrack',
    args: onAgreement,
    who: ['owner'],
    run: { on: 'case', decide: (state, s, a) => progress.onTrack(state, s, a.agreementId) },
  }),
  command({
    name: 'agreement.pickUp',
    args: onAgreement,
    who: ['deputy'],
    run: { on: 'case', decide: (state, s, a) => deputy.pickUp(state, s, a.agreementId) },
  }),
  command({
    name: 'agreement.ask',
    args: onAgreement,
    who: ['deputy'],
    run: { on: 'case', decide: (state, s, a) => deputy.deputyAsks(state, s, a.agreementId) },
  }),
  command({
    name: 'agreement.stuck',
    who: ['owner'],
    args: z.strictObject({
      agreementId: id,
      category: z.enum(BLOCKER_CATEGORIES),
      decisionMaker: optionalText,
    }),
    freeTexts: (a) => (a.decisionMaker ? [a.decisionMaker] : []),
    run: {
      on: 'case',
      decide: (state, s, a) =>
        reportBlocker(state, s, a.agreementId, { category: a.category, decisionMaker: a.decisionMaker }),
    },
  }),
  command({
    name: 'blocker.resolve',
    args: z.strictObject({ agreementId: id, answer: text }),
    who: ['owner', 'lead'],
    freeTexts: (a) => [a.answer],
    run: { on: 'case', decide: (state, s, a) => resolveBlocker(state, s, a.agreementId, a.answer) },
  }),
];
