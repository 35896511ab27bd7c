import { describe, expect, it } from 'vitest';
import { checkView } from '../../../test/fakes/slack/block-kit/block-kit.ts';
import { readMenu, renderMenu } from './menu.ts';

const ACTION = { label: 'Pauze', does: { form: 'agreement.pause' }, args: { agreementId: 'a1' } } as const;

describe('what a button with others behind it carries', () => {
  it('is read back as it was written, and shown one under another', () => {
    const menu = { title: 'Afspraak 1 van een heel lange casus', actions: [ACTION, ACTION] };
    expect(readMenu(JSON.stringify(menu))).toEqual(menu);
    const view = renderMenu(menu, 'C0WILG');
    expect(checkView(view as never)).toEqual([]);
    expect(view.blocks).toHaveLength(2);
    expect(view.private_metadata).toBe('{"channel":"C0WILG"}');
  });

  it.each([
    ['nothing', undefined],
    ['no JSON', '{'],
    ['a text', '"Pauze"'],
    ['no actions', '{"title":"x"}'],
    ['none of them', '{"title":"x","actions":[]}'],
    ['more than a form holds', JSON.stringify({ title: 'x', actions: Array(101).fill(ACTION) })],
    [
      'one that does two things',
      JSON.stringify({ title: 'x', actions: [{ ...ACTION, does: { form: 'a', command: 'b' } }] }),
    ],
    ['one that does nothing', JSON.stringify({ title: 'x', actions: [{ ...ACTION, does: {} }] })],
    [
      'one with a list',
      JSON.stringify({ title: 'x', actions: [{ ...ACTION, args: { agreementId: ['a'] } }] }),
    ],
  ])('opens nothing when it is %s', (_what, value) => {
    expect(readMenu(value)).toBeNull();
  });
});
