import { z } from 'zod';
import { handOverLead, keepLead } from '../../domain/rules/lead/handover.ts';
import {
  acceptLead,
  declineLead,
  releaseLead,
  replaceLead,
  setDeputy,
  suggestLead,
} from '../../domain/rules/lead/lead.ts';
import { NO_WISH, wishForLead } from '../../domain/rules/lead/wish.ts';
import { type Command, command } from '../command.ts';
import { date, id, onCase, optionalDate, optionalId, several, text } from './args.ts';

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
    name: 'lead.handOver',
    args: z.strictObject({
      caseId: id,
      participant: id,
      spokenOn: date('spokenOn'),
      from: date('pause'),
      keeps: several(id).optional(),
      until: optionalDate('pause'),
    }),
    who: ['lead', 'coordinator'],
    run: {
      on: 'case',
      decide: (state, s, { participant: participantId, spokenOn: spokeOn, from: on, keeps = [], until }) =>
        handOverLead(state, s, { participantId, spokeOn, on, keeps, reachableUntil: until }),
    },
  }),
  command({
    name: 'lead.keep',
    args: onCase,
    who: ['lead', 'coordinator'],
    run: { on: 'case', decide: (state, s) => keepLead(state, s) },
  }),
  command({
    name: 'lead.wish',
    args: z.strictObject({ caseId: id, participant: z.union([id, z.literal(NO_WISH)]) }),
    who: ['family'],
    run: {
      on: 'case',
      decide: (state, s, a) => wishForLead(state, s, a.participant === NO_WISH ? null : a.participant),
    },
  }),
  command({
    name: 'deputy.set',
    args: z.strictObject({ caseId: id, deputy: id }),
    who: ['present'],
    run: { on: 'case', decide: (state, s, a) => setDeputy(state, s, a.deputy) },
  }),
];
