import { z } from 'zod';
import { askOn, HOW_OFTEN } from '../../domain/rules/family/asked-on.ts';
import { type Command, command } from '../command.ts';
import { id } from './args.ts';

/** The family says how it wants to be asked (C46). */
export const familyCommands: readonly Command[] = [
  command({
    name: 'family.askedOn',
    args: z.strictObject({ caseId: id, often: z.enum(HOW_OFTEN) }),
    who: ['family'],
    run: { on: 'case', decide: (state, s, a) => askOn(state, s, a.often) },
  }),
];
