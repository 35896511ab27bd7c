import { describe, expect, it } from 'vitest';
import { EXAMPLES, FACTS, inCase, TITLE } from '../../test/fixtures/messages.ts';
import { READERS, words } from '../../test/fixtures/reading.ts';
import { receivableInRoom, receivablePart } from '../domain/consent/receivable-part.ts';
import type { Message } from '../domain/messages/index.ts';
import { compose } from './compose.ts';

const NOBODY = { coordinatorPersonIds: [], administratorPersonIds: [], personIds: {} };
const EVERYTHING = { coordinatorPersonIds: ['me'], administratorPersonIds: ['me'], personIds: { me: 'me' } };
const CALLS = [EXAMPLES.EscalationAlert.escalationId, EXAMPLES.RequestAsked.requestId];
const LIMITED = { personId: 'me', region: NOBODY, participates: true, calls: CALLS };
const none = { caseId: inCase.caseId, own: [] };
const own = { caseId: inCase.caseId, own: [{ id: FACTS.id, number: FACTS.number }] };
const all = Object.values(EXAMPLES) as readonly Message[];
/** Messages of no case, or made for a party of its own. */
const OF_NO_CASE = [
  'ContactsToCheck',
  'ContactCheck',
  'DeliveryTrouble',
  'WorkspaceConfirmed',
  'MondayList',
  'SignInLink',
  'SignInCode',
];

/** Whatever is written about a case, to a person or a room: who sees only their own agreements reads no other. */
describe('who sees only the agreements of their own party', () => {
  it.each(all.map((m) => [m.type, m] as const))('reads nothing of another in: %s', (_type, message) => {
    for (const told of [
      receivablePart({ ...LIMITED, limits: [none] }, message),
      receivableInRoom(none, message),
      // A coordinator, or somebody named besides: what they see less of as a participant, they see less of.
      receivablePart({ ...LIMITED, region: EVERYTHING, limits: [none] }, message),
    ]) {
      if (told === null) continue;
      for (const reader of READERS) expect(words(compose(told, reader))).not.toContain(TITLE);
      expect(JSON.stringify(told)).not.toContain(FACTS.id);
    }
  });

  it('reads of a case only what is named for them; a new kind of message is not', () => {
    const reached = all.filter((m) => receivableInRoom(none, m) !== null).map((m) => m.type);
    const ofNoCase = all.filter((m) => !('caseId' in m)).map((m) => m.type);
    expect(reached.filter((type) => !ofNoCase.includes(type)).sort()).toEqual([
      // To who asked for it, by name, also where they see less since.
      'AppealAnswered',
      'LeadAsked',
      'PersonWelcomed',
      // Asked of one of them, by name, and of nobody else.
      'RequestAsked',
      'WelcomeParty',
    ]);
    expect(OF_NO_CASE.filter((type) => !ofNoCase.includes(type as Message['type']))).toEqual([]);
  });

  it('reads of their own what everybody reads, without the name of what it waits on', () => {
    const waits = { ...FACTS, waitsOn: { number: 7, title: 'Zonnebloemplan', workingDaysAfter: 3 } };
    const card = { ...EXAMPLES.AgreementCard, agreement: waits };
    expect(receivableInRoom(own, card)).toEqual({ ...card, agreement: FACTS });
    expect(receivableInRoom(own, EXAMPLES.DoneReported)).toEqual(EXAMPLES.DoneReported);
  });

  it('of a bundle about several cases reads the other cases whole, and of this one their own', () => {
    const [item] = EXAMPLES.NudgeDigest.items;
    if (!item) throw new Error('no item');
    const other = {
      ...item,
      caseId: 'another',
      code: 'Eik-3',
      agreement: { ...FACTS, id: 'x', title: 'Elders' },
    };
    const digest = { ...EXAMPLES.NudgeDigest, items: [item, other], confirm: [] };
    const told = receivablePart({ ...LIMITED, limits: [none] }, digest);
    expect(told).toMatchObject({ items: [{ code: 'Eik-3', agreement: { title: 'Elders' } }] });
    expect(receivablePart({ ...LIMITED, limits: [none] }, { ...digest, items: [item] })).toBeNull();
    expect(receivablePart({ ...LIMITED, limits: [own] }, digest)).toMatchObject({ items: [{}, {}] });
  });

  it('who sees everything reads everything', () => {
    for (const message of all)
      expect(receivablePart({ ...LIMITED, region: EVERYTHING, limits: [] }, message)).toBe(message);
  });
});
