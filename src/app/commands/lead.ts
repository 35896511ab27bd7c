import { z } from 'zod';
import {
  acceptLead,
  declineLead,
  releaseLead,
  replaceLead,
  setDeputy,
  suggestLead,
} from '../../domain/rules/lead.ts';
import { type Command, command } from '../command.ts';
import { id, onCase, optionalId, text } from './args.ts';

export const leadCommands: readonly Command[] = [
  command({
    name: 'lead.accept',
    args: onCase,
    who: ['present'],
    run: { on: 'case', decide: (state, s) => acceptLead(state, s) },
  }),
  command({
    name: 'lead.decline',
    args: onCase,
    who: ['present'],
    run: { on: 'case', decide: (state, s) => declineLead(state, s) },
  }),
  command({
    name: 'lead.suggest',
    args: z.strictObject({ caseId: id, participant: id }),
    who: ['participant', 'coordinator'],
    run: { on: 'case', decide: (state, s, a) => suggestLead(state, s, a.participant) },
  }),
  command({
    name: 'lead.replace',
    args: z.strictObject({ caseId: id, participant: optionalId, reason: text }),
    who: ['coordinator'],
    freeTexts: (a) => [a.reason],
    run: {
      on: 'case',
      decide: (state, s, a) => replaceLead(state, s, { participantId: a.participant, reason: a.reason }),
    },
  }),
  command({
    name: 'lead.release',
    args: onCase,
    who: ['lead'],
    run: { on: 'case', decide: (state, s) => releaseLead(state, s) },
  }),
  command({
    name: 'deputy.set',
    args: z.strictObject({ caseId: id, deputy: id }),
    who: ['present'],
    run: { on: 'case', decide: (state, s, a) => setDeputy(state, s, a.deputy) },
  }),
];
