import { z } from 'zod';
import * as help from '../../domain/rules/help.ts';
import { unknownHere } from '../../domain/rules/theirs.ts';
import { type Command, command } from '../command.ts';
import { id, number, optionalId, optionalText, text, yes } from './args.ts';

const rung = number.refine((n) => n >= 3 && n <= 6);

export const helpCommands: readonly Command[] = [
  command({
    name: 'ladder.raise',
    args: z.strictObject({ agreementId: id, rung, question: optionalText }),
    who: ['lead'],
    freeTexts: (a) => (a.question ? [a.question] : []),
    run: {
      on: 'case',
      decide: (state, s, a) => help.raise(state, s, a.agreementId, { rung: a.rung, question: a.question }),
    },
  }),
  command({
    name: 'ladder.raiseCase',
    args: z.strictObject({ caseId: id, rung }),
    who: ['coordinator'],
    run: { on: 'case', decide: (state, s, a) => help.raiseForCase(state, s, a.rung) },
  }),
  command({
    name: 'escalation.acknowledge',
    args: z.strictObject({ escalationId: id }),
    who: ['contact'],
    run: { on: 'case', decide: (state, s, a) => help.acknowledge(state, s, a.escalationId) },
  }),
  command({
    name: 'escalation.answer',
    args: z.strictObject({ escalationId: id, answer: text, solves: yes }),
    who: ['contact'],
    freeTexts: (a) => [a.answer],
    run: {
      on: 'case',
      decide: (state, s, a) =>
        help.answerCall(state, s, a.escalationId, { answer: a.answer, solves: a.solves }),
    },
  }),
  command({
    name: 'contact.fill',
    args: z.strictObject({ escalationId: id, member: z.string().max(64).optional(), person: optionalId }),
    who: ['coordinator'],
    run: {
      on: 'people',
      person: (a) => (a.person ? { id: a.person } : { member: a.member ?? '' }),
      decide: (state, s, a, contact) =>
        unknownHere(state, s, a.person) ?? help.fillContact(state, s, a.escalationId, contact),
      change: (state, s, a, contact) => {
        const call = state.escalations.find((e) => e.id === a.escalationId);
        if (!call) return {};
        return {
          regionContact: {
            regionId: s.region.id,
            version: s.region.version,
            rung: call.rung,
            personId: contact.id,
          },
        };
      },
    },
  }),
];
