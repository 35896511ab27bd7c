import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Field, Form } from '../../../src/ports/document.ts';
import { checkView } from '../../../test/fakes/slack/block-kit/block-kit.ts';
import { readArgs, readRemembered, readState } from '../incoming/form-state.ts';
import { TooLarge } from './render-actions.ts';
import { renderForm } from './render-form.ts';

const form = (...fields: Field[]): Form => ({
  id: 'agreement.create',
  title: 'Een nieuwe afspraak voor Wilg-27',
  intro: ['Kort en concreet.'],
  fields,
  submit: 'Plaatsen',
  cancel: 'Annuleren',
  command: 'agreement.create',
  args: { caseId: 'c1' },
});
const options = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ value: `v${n}`, label: `Keuze ${n + 1}` }));
const elementOf = (field: Field, block = 1): Record<string, unknown> => {
  const view = renderForm(form(field), 'C0WILG');
  expect(checkView(view as never)).toEqual([]);
  return (view.blocks[block] as unknown as { element: Record<string, unknown> }).element;
};

describe('a form', () => {
  it('remembers what it was opened on, and where, within what Slack keeps', () => {
    const view = renderForm(form(), 'C0WILG');
    expect(readRemembered(view.private_metadata ?? '')).toEqual({
      command: 'agreement.create',
      args: { caseId: 'c1' },
      channel: 'C0WILG',
    });
    const large = { ...form(), args: { suggestedTitle: 'x'.repeat(3000) } };
    expect(() => renderForm(large, null)).toThrow(TooLarge);
  });

  it('has a title that is cut where Slack has no room for it', () => {
    expect(renderForm(form(), null).title.text).toBe('Een nieuwe afspraak voo…');
  });

  it('takes a date as somebody says it, or from a calendar beside it', () => {
    const view = renderForm(
      form({ kind: 'date', name: 'due', label: 'Wanneer', placeholder: 'vrijdag' }),
      null,
    );
    expect(view.blocks.slice(1)).toMatchObject([
      { block_id: 'due', optional: true, element: { type: 'plain_text_input' } },
      { block_id: 'duePicked', optional: true, element: { type: 'datepicker' } },
    ]);
  });

  it('shows few choices open, many in a list, and very many in groups', () => {
    const choice = (count: number, optional = false) =>
      elementOf({
        kind: 'choice',
        name: 'role',
        label: 'Rol',
        options: options(count),
        value: 'v1',
        optional,
      });
    expect(choice(3)).toMatchObject({ type: 'radio_buttons', initial_option: { value: 'v1' } });
    expect(choice(3, true)).toMatchObject({ type: 'static_select' });
    expect(choice(40)).toMatchObject({ type: 'static_select', initial_option: { value: 'v1' } });
    expect((choice(230).option_groups as unknown[]).length).toBe(3);
  });

  it('lets several be ticked, in a list when they are many', () => {
    const checks = (count: number) =>
      elementOf({ kind: 'checks', name: 'who', label: 'Wie', options: options(count), value: ['v0', 'v2'] });
    expect(checks(10)).toMatchObject({
      type: 'checkboxes',
      initial_options: [{ value: 'v0' }, { value: 'v2' }],
    });
    expect(checks(11)).toMatchObject({ type: 'multi_static_select' });
  });

  it('leaves out a question with nothing to choose from, which Slack would refuse', () => {
    const view = renderForm(form({ kind: 'choice', name: 'role', label: 'Rol', options: [] }), null);
    expect(view.blocks).toHaveLength(1);
  });

  it('keeps to every limit of Slack, whatever stands in it', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 400 });
    const base = { name: fc.constant('field'), label: text, hint: text, optional: fc.boolean() };
    const given = fc.array(fc.record({ value: fc.uuid(), label: text }), { maxLength: 130 });
    const field: fc.Arbitrary<Field> = fc.oneof(
      fc.record({
        ...base,
        kind: fc.constant('text' as const),
        maxLength: fc.nat(5000),
        value: text,
        placeholder: text,
      }),
      fc.record({ ...base, kind: fc.constant('date' as const), value: text, placeholder: text }),
      fc.record({ ...base, kind: fc.constant('choice' as const), options: given }),
      fc.record({ ...base, kind: fc.constant('checks' as const), options: given }),
      fc.record({ ...base, kind: fc.constant('member' as const) }),
    );
    fc.assert(
      fc.property(text, text, field, (title, submit, one) => {
        const view = renderForm({ ...form(one), title, submit, cancel: submit, intro: [title] }, null);
        expect(checkView(view as never)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('what comes back', () => {
  it('is read by the names of the fields, empty where nothing was filled in', () => {
    const state = {
      title: { value: { type: 'plain_text_input', value: 'Gesprek' } },
      due: { value: { type: 'plain_text_input', value: null } },
      duePicked: { value: { type: 'datepicker', selected_date: '2026-12-01' } },
      role: {
        value: {
          type: 'static_select',
          selected_option: { value: 'v1', text: { type: 'plain_text', text: 'x' } },
        },
      },
      sure: { value: { type: 'checkboxes', selected_options: [{ value: 'yes' }] } },
      none: { value: { type: 'checkboxes', selected_options: [] } },
      member: { value: { type: 'users_select', selected_user: 'U0LEAD' } },
    };
    expect(readState(state)).toEqual({
      title: 'Gesprek',
      due: '',
      duePicked: '2026-12-01',
      role: 'v1',
      sure: ['yes'],
      none: [],
      member: 'U0LEAD',
    });
  });

  it('is nothing when it is not what we wrote', () => {
    const bad = [
      '',
      'null',
      '[]',
      '"a"',
      '{',
      '{"a":{}}',
      '{"a":[1]}',
      '{"a":true}',
      `{"${'k'.repeat(90)}":1}`,
    ];
    for (const value of bad) expect(readArgs(value), value).toBeNull();
    expect(readArgs(undefined)).toBeNull();
    expect(readArgs('{"agreementId":"a2","version":3}')).toEqual({ agreementId: 'a2', version: 3 });
    for (const metadata of ['', '{}', '{"command":"","args":{},"channel":null}', '{"command":"x"}'])
      expect(readRemembered(metadata), metadata).toBeNull();
  });
});
