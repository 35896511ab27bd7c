import { describe, expect, it } from 'vitest';
import { EXAMPLES, FACTS, on, person } from '../../test/fixtures/messages.ts';
import { NL } from '../../test/fixtures/reading.ts';
import type { Message } from '../domain/messages/index.ts';
import { compose } from './compose.ts';

/** The fields that hold what somebody typed, and that no fixed list is behind. */
const TYPED: ReadonlySet<string> = new Set(
  'answer question reason words strength title doneWhen endedReason statusReason stopReason'.split(' '),
);
/** Fields of the same name with a choice of a few, a title of the region's ladder, or the reason of a machine. */
const NOT_TYPED: ReadonlySet<Message['type']> = new Set([
  ...(['ConsentAnswered', 'InviteFailed', 'InvitationFailed', 'RoomTrouble', 'AppealAnswered'] as const),
  ...(['LadderOffer', 'ContactMissing', 'ContactFilled', 'MondayList', 'DeliveryFailed'] as const),
]);
const WORD = 'zqgetypt';

function planted(value: unknown, parent = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => planted(one, parent));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => {
      // The title of whom the ladder asks is the region's.
      const isTyped = TYPED.has(key) && typeof one === 'string' && !(key === 'title' && parent === 'help');
      return [key, isTyped ? `${WORD} ${key}` : planted(one, key)];
    }),
  );
}

const more = {
  paused: { reason: 'x', until: '2027-04-01' },
  askedLess: { every: 5, reason: 'x', until: null },
};
const help = { title: 'wethouder', contact: person(9, 'Wethouder'), status: 'asked', question: 'x' };
const MORE: readonly (readonly [string, Message])[] = [
  ['a paused agreement', { type: 'AgreementCard', ...on, agreement: { ...FACTS, ...more } as never }],
  ['a call for help', { type: 'AgreementCard', ...on, agreement: { ...FACTS, help } }],
  [
    'an ended one',
    { type: 'AgreementCard', ...on, agreement: { ...FACTS, status: 'ended', endedReason: 'x' } },
  ],
  ['a case on hold', { ...EXAMPLES.Overview, status: 'on_hold', statusReason: 'x' }],
  ['the question to a contact', { ...EXAMPLES.EscalationAlert, question: 'x' }],
];

/** A workspace that keeps the texts of agreements out of its chat keeps everything that people typed out of it. */
describe('where no titles stand in chat', () => {
  const all = [...Object.entries(EXAMPLES), ...MORE].filter(([, m]) => !NOT_TYPED.has(m.type));
  const read = (message: Message, titles: boolean): string =>
    JSON.stringify(compose(planted(message) as Message, { ...NL, titles }));

  it.each(all.map(([name, message]) => ({ name, message })))('nothing typed is in $name', ({ message }) => {
    expect(read(message as Message, false)).not.toContain(WORD);
  });

  it('and where they do stand, what was typed is read', () => {
    for (const [name, message] of MORE) expect(read(message, true), name).toContain(WORD);
  });
});
