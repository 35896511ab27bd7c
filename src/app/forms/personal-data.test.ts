import { expect, it } from 'vitest';
import { EVERYWHERE } from '../../../test/support/web/form-fields.ts';
import { form } from '../../text/forms.ts';
import { COMMANDS } from '../registry.ts';

/**
 * Fields that are typed and no free text: an address, a number, a key, a time, or a word of a region's own set-up.
 */
const NOT_FREE: Readonly<Record<string, string>> = {
  email: 'an address, sealed or of a professional',
  ownEmail: 'an address, sealed',
  ownPhone: 'a number, sealed',
  phone: 'the number of a professional',
  workingDaysAfter: 'a number',
  from: 'a time',
  until: 'a time',
};

const commands = [...COMMANDS.values()].filter((command) => !command.name.startsWith('manage.'));

it.each(commands.map((command) => [command.name, command] as const))(
  'every text that is typed freely in %s is looked through',
  (name, command) => {
    const typed = form(name, EVERYWHERE)
      .fields.filter((field) => field.kind === 'text' && !(field.name in NOT_FREE))
      .map((field) => field.name);
    const echo = new Proxy({}, { get: (_, field) => String(field) });
    expect(command.freeTexts?.(echo) ?? []).toEqual(expect.arrayContaining(typed));
  },
);

it('so is the name of somebody in a region’s list', () => {
  const echo = new Proxy({}, { get: (_, field) => String(field) });
  expect(COMMANDS.get('manage.person')?.freeTexts?.(echo)).toEqual(['name']);
});
