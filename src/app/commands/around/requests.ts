import { z } from 'zod';
import * as answers from '../../../domain/rules/requests/answer.ts';
import { askForInformation, chooseParty, goesOn } from '../../../domain/rules/requests/ask.ts';
import { requestsFacts } from '../../../domain/views/requests.ts';
import { composeRequests } from '../../../text/compose/case/requests.ts';
import { type Command, command } from '../../command.ts';
import { date, id, onCase, optionalText, text } from '../args.ts';

const ASKS = ['lead', 'coordinator'] as const;
const party = z.string().min(1).max(60);
const onRequest = z.strictObject({ caseId: id, requestId: id });

type Questions = Readonly<Record<'question1' | 'question2' | 'question3', string | null>>;

/** Each question is one line. */
const questionsOf = ({ question1, question2, question3 }: Questions): string[] =>
  [question1, question2, question3].flatMap((one) => one?.replace(/\s+/g, ' ').trim() || []);

/** A request for information to a party (C03): who asks, who was asked, and everybody who reads what became of it. */
export const requestCommands: readonly Command[] = [
  command({
    name: 'request.show',
    args: onCase,
    who: ['present', 'coordinator'],
    run: {
      on: 'query',
      show: async ({ state, s, reader, actor }) => {
        if (!state) throw new Error('a question about a case reached its answer without one');
        return composeRequests(requestsFacts(state, s.region, actor.id, s.today), reader);
      },
    },
  }),
  command({
    name: 'request.begin',
    args: z.strictObject({ caseId: id, party }),
    who: ASKS,
    run: {
      on: 'case',
      opens: (state, s, a) => (goesOn(state, s, a.party) ? { form: 'request.ask', args: a } : null),
      decide: (state, s, a) => chooseParty(state, s, a.party),
    },
  }),
  command({
    name: 'request.ask',
    args: z.strictObject({
      caseId: id,
      party,
      contact: id,
      question1: optionalText,
      question2: optionalText,
      question3: optionalText,
      due: date('due'),
    }),
    who: ASKS,
    freeTexts: questionsOf,
    onWebOnly: true,
    run: {
      on: 'case',
      decide: (state, s, a) => askForInformation(state, s, { ...a, questions: questionsOf(a) }),
      words: (a) => ({ kind: 'request', words: questionsOf(a).join('\n') }),
    },
  }),
  command({
    name: 'request.answer',
    args: z.strictObject({ caseId: id, requestId: id, words: text }),
    who: ['asked'],
    freeTexts: (a) => [a.words],
    onWebOnly: true,
    run: {
      on: 'case',
      decide: (state, s, a) => answers.answerRequest(state, s, a.requestId, a.words),
      words: (a) => ({ kind: 'request', words: a.words.trim() }),
    },
  }),
  command({
    name: 'request.notHeld',
    args: onRequest,
    who: ['asked'],
    run: { on: 'case', decide: (state, s, a) => answers.answerRequest(state, s, a.requestId, null) },
  }),
  command({
    name: 'request.confirm',
    args: onRequest,
    who: ['asked'],
    run: { on: 'case', decide: (state, s, a) => answers.confirmRequest(state, s, a.requestId) },
  }),
  command({
    name: 'request.enterByPhone',
    args: z.strictObject({
      caseId: id,
      requestId: id,
      person: id,
      held: z.enum(['yes', 'no']),
      words: optionalText,
    }),
    who: ASKS,
    freeTexts: (a) => (a.words ? [a.words] : []),
    onWebOnly: true,
    run: {
      on: 'case',
      decide: (state, s, a) =>
        answers.writeRequestByPhone(state, s, a.requestId, {
          person: a.person,
          words: a.held === 'yes' ? (a.words ?? '') : null,
        }),
      words: (a) => ({ kind: 'request', words: a.words?.trim() ?? '' }),
    },
  }),
  command({
    name: 'request.takeBack',
    args: onRequest,
    who: ASKS,
    run: { on: 'case', decide: (state, s, a) => answers.takeBackRequest(state, s, a.requestId) },
  }),
];
