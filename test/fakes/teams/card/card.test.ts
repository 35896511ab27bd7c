import { describe, expect, it } from 'vitest';
import { cardOf } from '../playground/small-bot.ts';
import { buttons, press, toggled } from './card.ts';

const input = (id: string, more: object = {}) => ({ type: 'Input.Text', id, label: id, ...more });
const form = (...inputs: readonly object[]) => [
  cardOf('A form', ['Send'], 'Action.Submit', { body: inputs }),
];

describe('pressing a button', () => {
  it('sends what the button holds with what stands in the inputs, as the client does', () => {
    const card = form(input('what', { value: 'call' }), input('when'), {
      type: 'Input.ChoiceSet',
      id: 'who',
      isMultiSelect: true,
      choices: [{ value: 'a' }, { value: 'b' }],
    });
    expect(press(card, 'Send', { who: 'a,b' }).data).toEqual({ called: 'Send', what: 'call', who: 'a,b' });
  });

  it('sends no inputs with a button that does not want them', () => {
    const [card] = form(input('what', { value: 'call' }));
    const actions = [{ type: 'Action.Submit', title: 'Back', data: { to: 1 }, associatedInputs: 'none' }];
    const content = { ...card!.content, actions };
    expect(press([{ ...card!, content }], 'Back').data).toEqual({ to: 1 });
  });

  it.each([
    ['a button that is not there', form(), 'Sent', {}, /no button 'Sent' .* Send/],
    ['an input that is not there', form(input('what')), 'Send', { why: 'x' }, /no input 'why'/],
    [
      'nothing where something must stand',
      form(input('what', { isRequired: true })),
      'Send',
      {},
      /'what' must be/,
    ],
    ['more than fits', form(input('what', { maxLength: 3 })), 'Send', { what: 'four' }, /3 characters/],
    [
      'what is not among the choices',
      form({ type: 'Input.ChoiceSet', id: 'who', choices: [{ title: 'A', value: 'a' }] }),
      'Send',
      { who: 'b' },
      /no choice 'b'/,
    ],
  ] as const)('is refused with %s', (_, card, title, inputs, why) => {
    expect(() => press(card, title, inputs)).toThrow(why);
  });
});

describe('what a card hides', () => {
  const hidden = {
    type: 'ActionSet',
    id: 'more',
    isVisible: false,
    actions: [{ type: 'Action.Submit', title: 'Last' }],
  };
  const more = { type: 'Action.ToggleVisibility', title: 'More', targetElements: ['more'] };
  const card = [cardOf('A card', [], '', { body: [hidden], actions: [more] })];

  it('cannot be pressed before it is shown', () => {
    expect(buttons(card)).toEqual(['More']);
    expect(() => press(card, 'Last')).toThrow(/no button 'Last'/);
    const shown = toggled(card, press(card, 'More').action, new Map());
    expect(press(card, 'Last', {}, shown).action).toMatchObject({ title: 'Last' });
    expect(buttons(card, toggled(card, more, shown))).toEqual(['More']);
  });

  it('must exist', () => {
    const wrong = { ...more, targetElements: [{ elementId: 'nowhere', isVisible: true }] };
    expect(() => toggled(card, wrong, new Map())).toThrow(/'nowhere', which is not there/);
  });
});
