import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createMemoryPlatform } from '../../../test/support/adapters/memory-platform.ts';
import type { Reader } from '../../ports/document.ts';
import type { Claimed } from '../../ports/outbox.ts';
import { findSent } from './find-sent.ts';
import { sendThrough } from './perform.ts';

const READER: Reader = { language: 'nl', formal: false, titles: true, place: 'room', webUrl: null };

function card(room: string, over: Partial<Claimed> = {}): Claimed {
  const id = randomUUID();
  const at = '2027-03-11T09:00:00.000Z';
  return {
    id,
    payload: { type: 'GoodNews', caseId: id, code: 'wilg-27', agreement: null, strength: 'leest' },
    isPinned: true,
    revision: 1,
    lastError: null,
    attempts: 0,
    uncertain: false,
    doubtFrom: null,
    doubtTo: null,
    lookedTo: null,
    confirmedAt: null,
    externalRef: null,
    isCard: true,
    notAfter: null,
    notBefore: at,
    createdAt: at,
    regionId: null,
    caseId: null,
    recipientId: null,
    invitationEmail: null,
    conversation: {
      id,
      roomId: id,
      roomExternalId: room,
      roomState: 'open',
      roomAudience: 'case',
      personId: null,
      personExternalId: null,
      personLanguage: null,
      channelId: null,
    },
    workspace: {
      id,
      platform: 'memory',
      externalId: 'T1',
      titlesInChat: true,
      disabled: false,
      settings: {},
    },
    mentions: {},
    recipientRole: null,
    participantPersonIds: [],
    limitedPersonIds: [],
    limits: [],
    leftCaseIds: [],
    ...over,
  };
}

describe('a card whose sender was lost after posting and before pinning', () => {
  it('stands in the room once, and is pinned after all', async () => {
    const chat = createMemoryPlatform([]);
    const opened = await chat.openRoom({ id: randomUUID(), externalId: 'T1', settings: {} }, 'wilg-27', '');
    if (!opened.ok) throw new Error('no room');
    const room = opened.value.externalId;
    const lost = card(room, { uncertain: true });
    const to = { workspace: lost.workspace, target: { room }, mentions: {} };
    await chat.post(to, { notification: 'Kaart', blocks: [] }, lost.id);
    const looked = await findSent(chat, lost, new Date('2027-03-11T09:01:00.000Z'));
    const externalRef =
      looked.ok && typeof looked.value === 'object' && 'ref' in looked.value ? looked.value.ref : null;
    expect((await sendThrough(chat, { ...lost, uncertain: false, externalRef }, READER)).ok).toBe(true);
    expect(chat.rooms.get(room)?.messages).toMatchObject([{ id: lost.id, pinned: true }]);
  });
});

describe('a message whose words cannot be made', () => {
  it('is put aside and not tried for ever, so that what waits behind it goes on', async () => {
    const chat = createMemoryPlatform([]);
    const opened = await chat.openRoom({ id: randomUUID(), externalId: 'T1', settings: {} }, 'wilg-27', '');
    if (!opened.ok) throw new Error('no room');
    const room = opened.value.externalId;
    const newer = { type: 'ClockNotice', caseId: 'x', code: 'wilg-27', when: 'a_newer_word' } as never;
    expect(await sendThrough(chat, card(room, { payload: newer }), READER)).toMatchObject({
      ok: false,
      failure: { kind: 'never', reason: 'refused' },
    });
    expect((await sendThrough(chat, card(room), READER)).ok).toBe(true);
    expect(chat.rooms.get(room)?.messages).toHaveLength(1);
  });
});
