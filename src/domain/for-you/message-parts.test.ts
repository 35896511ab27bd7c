import { describe, expect, it } from 'vitest';
import { EXAMPLES, inCase, item } from '../../../test/fixtures/messages.ts';
import type { Message } from '../messages/index.ts';
import { partsOf, together } from './message-parts.ts';

/** The key by which one message takes another's place: two with one key are about one thing, and the later holds. */
const keyOf = (message: Message): string | undefined => partsOf(message)[0]?.key;
const isOvertaken = (earlier: Message, later: Message): boolean => keyOf(earlier) === keyOf(later);
const DIGEST = { ...EXAMPLES.NudgeDigest, strengths: [], items: [], confirm: [] };
const OTHER = { id: 'somebody-else', name: 'Iemand anders' };

describe('a later message takes the place of an earlier one', () => {
  it('when it is about the same thing', () => {
    for (const message of Object.values(EXAMPLES)) expect(isOvertaken(message, message)).toBe(true);
    expect(isOvertaken(EXAMPLES.LeadMissing, EXAMPLES.LadderOffer)).toBe(true);
    const again = { ...EXAMPLES.RoomTrouble, what: 'unarchived' as const };
    expect(isOvertaken(EXAMPLES.RoomTrouble, again)).toBe(true);
  });

  it.each([
    ['of another region', EXAMPLES.MondayList, { ...EXAMPLES.MondayList, regionId: 'another' }],
    ['of another region', EXAMPLES.ContactsToCheck, { ...EXAMPLES.ContactsToCheck, region: 'noord' }],
    ['of another region', EXAMPLES.ContactCheck, { ...EXAMPLES.ContactCheck, region: 'noord' }],
    ['another contact point', EXAMPLES.ContactChanges, { ...EXAMPLES.ContactChanges, role: 'zorg' }],
    ['somebody else who is away', EXAMPLES.DeputySummary, { ...EXAMPLES.DeputySummary, absent: OTHER }],
    [
      'somebody else who understood it otherwise',
      EXAMPLES.DisputeReported,
      { ...EXAMPLES.DisputeReported, who: OTHER },
    ],
    ['somebody else who reads along', EXAMPLES.OutsiderInRoom, { ...EXAMPLES.OutsiderInRoom, name: 'Gast' }],
    [
      'another invitation',
      EXAMPLES.InvitationFailed,
      { ...EXAMPLES.InvitationFailed, role: 'youthDoctor' as const },
    ],
    ['a room elsewhere', EXAMPLES.RoomTrouble, { ...EXAMPLES.RoomTrouble, platform: 'teams' }],
    ['another message', EXAMPLES.DeliveryFailed, { ...EXAMPLES.DeliveryFailed, person: OTHER }],
    ['another workspace', EXAMPLES.ConnectionLost, { ...EXAMPLES.ConnectionLost, workspace: 'School' }],
    ['another workspace', EXAMPLES.DeliveryTrouble, { ...EXAMPLES.DeliveryTrouble, workspace: 'School' }],
  ] as readonly [string, Message, Message][])('and not when it is about %s (%#)', (_what, earlier, later) => {
    expect(isOvertaken(earlier, later)).toBe(false);
  });
});

describe('a bundle', () => {
  const bundle: Message = {
    ...DIGEST,
    strengths: [{ code: inCase.code, strength: 'twee ochtenden gelukt' }],
    items: [item('open_owner', 'owner'), item('valid_until', 'owner')],
    confirm: EXAMPLES.NudgeDigest.confirm,
  };

  it('is as many parts as it asks, each of its case, and is the bundle again when they are put together', () => {
    const parts = partsOf(bundle);
    expect(parts).toHaveLength(4);
    expect(new Set(parts.map((part) => part.key)).size).toBe(4);
    const [first, ...rest] = parts.map((part) => part.message) as [Message, ...Message[]];
    expect(together([first, ...rest])).toEqual(bundle);
  });

  it('tells of what goes well in a case to who may still read that case, and to nobody else', () => {
    expect(partsOf(bundle).map((part) => part.caseId)).toEqual(Array(4).fill(inCase.caseId));
  });
});
