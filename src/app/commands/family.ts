import { z } from 'zod';
import { answerAppeal, makeAppeal, withdrawAppeal } from '../../domain/rules/family/appeals.ts';
import { askOn, HOW_OFTEN } from '../../domain/rules/family/asked-on.ts';
import { APPEAL_ANSWERS } from '../../domain/vocabulary.ts';
import { composeAppeals } from '../../text/compose/case/appeals.ts';
import { type Command, command } from '../command.ts';
import { appealsFacts } from '../pages/case/family/appeals.ts';
import { id, onCase, text } from './args.ts';

/** The family says how it wants to be asked, and asks for another lead, another person or another step (C46). */
export const familyCommands: readonly Command[] = [
  command({
    name: 'family.askedOn',
    args: z.strictObject({ caseId: id, often: z.enum(HOW_OFTEN) }),
    who: ['family'],
    run: { on: 'case', decide: (state, s, a) => askOn(state, s, a.often) },
  }),
  command({
    name: 'appeal.show',
    args: onCase,
    who: ['family', 'lead', 'coordinator'],
    run: {
      on: 'query',
      show: async ({ whole, s, reader, actor }) => {
        if (!whole) throw new Error('a question about a case reached its answer without one');
        return composeAppeals(appealsFacts(whole, s.region, { personId: actor.id, today: s.today }), reader);
      },
    },
  }),
  command({
    name: 'appeal.lead',
    args: z.strictObject({ caseId: id, words: text }),
    who: ['family'],
    freeTexts: (a) => [a.words],
    onWebOnly: true,
    run: {
      on: 'case',
      decide: (state, s, { words }) => makeAppeal(state, s, { kind: 'lead', against: null, words }),
      words: (a) => ({ kind: 'leadAppeal', words: a.words.trim() }),
    },
  }),
  command({
    name: 'appeal.contact',
    args: z.strictObject({ caseId: id, words: text }),
    who: ['family'],
    freeTexts: (a) => [a.words],
    onWebOnly: true,
    run: {
      on: 'case',
      decide: (state, s, { words }) => makeAppeal(state, s, { kind: 'contact', against: null, words }),
      words: (a) => ({ kind: 'appeal', words: a.words.trim() }),
    },
  }),
  command({
    name: 'appeal.object',
    args: z.strictObject({ caseId: id, against: id, words: text }),
    who: ['family'],
    freeTexts: (a) => [a.words],
    onWebOnly: true,
    run: {
      on: 'case',
      decide: (state, s, { against, words }) => makeAppeal(state, s, { kind: 'objection', against, words }),
      words: (a) => ({ kind: 'appeal', words: a.words.trim() }),
    },
  }),
  command({
    name: 'appeal.answer',
    args: z.strictObject({ caseId: id, appealId: id, answer: z.enum(APPEAL_ANSWERS), words: text }),
    who: ['lead', 'coordinator'],
    freeTexts: (a) => [a.words],
    onWebOnly: true,
    run: {
      on: 'case',
      decide: (state, s, a) => answerAppeal(state, s, a),
      words: (a, state) => ({
        kind:
          state.case.appeals.find((one) => one.id === a.appealId)?.kind === 'lead' ? 'leadAppeal' : 'appeal',
        words: a.words.trim(),
      }),
    },
  }),
  command({
    name: 'appeal.withdraw',
    args: z.strictObject({ caseId: id, appealId: id }),
    who: ['family'],
    run: {
      on: 'case',
      decide: (state, s, a) => withdrawAppeal(state, s, a.appealId),
      change: ({ case: { id: caseId } }, { appealId }) => ({ erased: [{ caseId, ids: [appealId] }] }),
    },
  }),
];
