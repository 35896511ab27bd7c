import { z } from 'zod';
import { BY_PHONE, createByPhone, enterByPhone } from '../../domain/rules/by-phone/by-phone.ts';
import { ownAnswer, phoneRight, phoneWrong } from '../../domain/rules/by-phone/phone-check.ts';
import { BLOCKER_CATEGORIES } from '../../domain/vocabulary.ts';
import { type Command, command } from '../command.ts';
import { draft, draftOf } from './agreement.ts';
import { id, onAgreement, optionalDate, optionalText, text, yes } from './args.ts';

const note = onAgreement.extend({ at: z.iso.datetime() });
const category = z
  .union([z.enum(BLOCKER_CATEGORIES), z.literal('')])
  .optional()
  .transform((v) => v || null);

/** A parent's words by phone: the lead writes them down, the parent has the last word. */
export const phoneCommands: readonly Command[] = [
  command({
    name: 'agreement.enterByPhone',
    args: z.strictObject({
      caseId: id,
      agreement: id,
      participant: id,
      answer: z.enum(BY_PHONE),
      words: optionalText,
      category,
      date: optionalDate('due'),
      dateChosen: yes,
    }),
    who: ['lead'],
    freeTexts: (a) => (a.words ? [a.words] : []),
    run: {
      on: 'case',
      decide: (state, s, a) =>
        enterByPhone(state, s, {
          agreementId: a.agreement,
          participantId: a.participant,
          answer: a.answer,
          words: a.words ?? '',
          category: a.category,
          date: a.date,
          dateChosen: a.dateChosen,
        }),
    },
  }),
  command({
    name: 'agreement.createByPhone',
    args: draft.extend({ participant: id }),
    who: ['lead'],
    freeTexts: (a) => [a.title, a.doneWhen],
    run: { on: 'case', decide: (state, s, a) => createByPhone(state, s, a.participant, draftOf(a)) },
  }),
  command({
    name: 'agreement.ownAnswer',
    args: onAgreement,
    who: ['participant'],
    run: { on: 'case', decide: (state, s, a) => ownAnswer(state, s, a.agreementId) },
  }),
  command({
    name: 'phone.right',
    args: note,
    who: ['participant'],
    run: { on: 'case', decide: (state, s, a) => phoneRight(state, s, a.agreementId, a.at) },
  }),
  command({
    name: 'phone.wrong',
    args: note.extend({ words: text }),
    who: ['participant'],
    freeTexts: (a) => [a.words],
    run: {
      on: 'case',
      decide: (state, s, a) => phoneWrong(state, s, a.agreementId, { at: a.at, words: a.words }),
    },
  }),
];
