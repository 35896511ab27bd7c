import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EXAMPLES, inCase, LEAD } from '../../../test/fixtures/messages.ts';
import type { Message, Payload, RoomTask } from './index.ts';
import { readMessage, readPayload, UnreadablePayload } from './read-payload.ts';

const TASKS: { readonly [T in RoomTask['type']]: Extract<RoomTask, { type: T }> } = {
  OpenRoom: { type: 'OpenRoom', ...inCase, roomId: 'room', owner: LEAD },
  Invite: { type: 'Invite', ...inCase, person: LEAD },
  InviteExternal: { type: 'InviteExternal', ...inCase, invitationId: 'invitation' },
  Remove: { type: 'Remove', ...inCase, person: LEAD },
  SetTopic: { type: 'SetTopic', ...inCase, lead: null, threeMonthDate: '2027-04-04' },
  ArchiveRoom: { type: 'ArchiveRoom', ...inCase },
};
const ALL: readonly Payload[] = [...(Object.values(EXAMPLES) as Message[]), ...Object.values(TASKS)];
const EARLIER = JSON.parse(
  readFileSync(new URL('../../../test/fixtures/earlier/imported-cases.json', import.meta.url), 'utf8'),
) as { readonly tables: { readonly message: readonly { readonly payload: unknown }[] } };

describe('a row of the outbox', () => {
  it.each(ALL.map((m) => [m.type, m] as const))('is read as it was written: %s', (_type, payload) => {
    const row = JSON.parse(JSON.stringify(payload));
    expect(readPayload(row)).toBe(row);
    expect(row).toEqual(payload);
  });

  it('of a version of before is read', () => {
    const rows = EARLIER.tables.message.map(({ payload }) =>
      typeof payload === 'string' ? JSON.parse(payload) : payload,
    );
    expect(rows.length).toBeGreaterThan(40);
    for (const row of rows) expect(readPayload(row)).toBe(row);
  });

  it.each([{ type: 'Weather' }, { type: 'toString' }, {}, null, 'Welcome', []].map((row) => [row]))(
    'of no type that is known is refused: %j',
    (row) => {
      expect(() => readPayload(row)).toThrow(UnreadablePayload);
    },
  );

  it('is refused by its type and what is missing, without a word of what it says', () => {
    const { agreement: _, ...rest } = EXAMPLES.BlockerReported;
    expect(() => readPayload(rest)).toThrow('a message of the type BlockerReported without agreement');
    expect(() => readPayload({ type: 'Weather', words: 'het regent' })).toThrow(
      /^a message of an unknown type: Weather$/,
    );
  });

  it('that is work on a room is no message', () => {
    expect(() => readMessage(TASKS.Invite)).toThrow('no message, but work on a room: Invite');
    for (const m of Object.values(EXAMPLES)) expect(readMessage(m)).toBe(m);
  });
});
