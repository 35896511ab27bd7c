import type { CommandName } from '../../domain/command-names.ts';
import { APPEAL_MAX } from '../../domain/rules/family/appeals.ts';
import { HOW_OFTEN } from '../../domain/rules/family/asked-on.ts';
import { NO_WISH } from '../../domain/rules/lead/wish.ts';
import { APPEAL_ANSWERS, type AppealKind } from '../../domain/vocabulary.ts';
import { stepWords } from '../compose/case/appeals.ts';
import { oftenWord } from '../compose/family.ts';
import { word } from '../words/tools.ts';
import type { FormContext } from './context.ts';
import type { Fields, Tools } from './tools.ts';

/** Forms in which one of the family says something for themselves. */
export const FAMILY_FIELDS: Readonly<Partial<Record<CommandName, Fields>>> = {
  'lead.wish': (c, f) => [
    f.choice(
      'participant',
      [...f.people(c.me), { value: NO_WISH, label: word(c.reader, 'field.leadWishNone') }],
      { label: 'field.leadWish', hint: 'field.leadWish.hint' },
    ),
  ],
  'appeal.lead': (_c, f) => [words(f, 'lead')],
  'appeal.contact': (_c, f) => [words(f, 'contact')],
  'appeal.object': (c, f) => [
    f.choice(
      'against',
      (c.appeal?.steps ?? []).map((one) => ({ value: one.id, label: stepLabel(one, c) })),
      { label: 'appeal.field.against' },
    ),
    words(f, 'objection'),
  ],
  'appeal.answer': (c, f) => [
    f.choice(
      'answer',
      (c.appeal?.asked?.onlyYes ? (['yes'] as const) : APPEAL_ANSWERS).map((one) => ({
        value: one,
        label: word(c.reader, `appeal.answer.${one}`),
      })),
      { label: 'appeal.field.answer', ...(c.appeal?.asked?.onlyYes ? { hint: 'appeal.field.onlyYes' } : {}) },
    ),
    f.text('words', APPEAL_MAX, {
      label: 'appeal.field.reply',
      hint: 'appeal.field.reply.hint',
      multiline: true,
    }),
  ],
  'family.askedOn': (c, f) => [
    f.choice(
      'often',
      HOW_OFTEN.map((one) => ({ value: one, label: oftenWord(c.reader, one) })),
      { label: 'field.often', hint: 'field.often.hint' },
    ),
  ],
};

function words(f: Tools, kind: AppealKind) {
  return f.text('words', APPEAL_MAX, {
    label: `appeal.field.${kind}`,
    hint: 'appeal.field.words.hint',
    multiline: true,
  });
}

type Step = NonNullable<FormContext['appeal']>['steps'][number];

function stepLabel({ number, title, call }: Step, { reader }: FormContext): string {
  if (call !== null) return stepWords({ number, call }, reader);
  return title !== null && reader.titles ? `${number}. ${title}` : stepWords({ number, call }, reader);
}
