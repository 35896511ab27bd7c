import type { CommandName } from '../../domain/command-names.ts';
import { HOW_OFTEN } from '../../domain/rules/family/asked-on.ts';
import { NO_WISH } from '../../domain/rules/lead/wish.ts';
import { oftenWord } from '../compose/family.ts';
import { word } from '../words/tools.ts';
import type { Fields } from './tools.ts';

/** Forms in which one of the family says something for themselves. */
export const FAMILY_FIELDS: Readonly<Partial<Record<CommandName, Fields>>> = {
  'lead.wish': (c, f) => [
    f.choice(
      'participant',
      [...f.people(c.me), { value: NO_WISH, label: word(c.reader, 'field.leadWishNone') }],
      { label: 'field.leadWish', hint: 'field.leadWish.hint' },
    ),
  ],
  'family.askedOn': (c, f) => [
    f.choice(
      'often',
      HOW_OFTEN.map((one) => ({ value: one, label: oftenWord(c.reader, one) })),
      { label: 'field.often', hint: 'field.often.hint' },
    ),
  ],
};
