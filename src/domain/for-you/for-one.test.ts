import { describe, expect, it } from 'vitest';
import { EXAMPLES, item } from '../../../test/fixtures/messages.ts';
import {
  agreement,
  caseState,
  participant,
  region,
  regionFile,
} from '../../../test/support/cases/case-builder.ts';
import { compose } from '../../text/compose.ts';
import type { CaseState } from '../case/state.ts';
import type { Message } from '../messages/index.ts';
import type { Region } from '../region/region.ts';
import { viewOf } from '../views/limited-view.ts';
import { type ForOne, forOne, type MessageToOne } from './for-one.ts';
import { keysAsked } from './standing.ts';

const TODAY = '2027-03-16';
const FACTS = { ...EXAMPLES.AgreementCard.agreement, id: 'a1' };
const CASE = caseState();

let count = 0;
const told = (message: Message, at = '2027-03-15T08:00:00.000Z'): MessageToOne => ({
  id: `m${++count}`,
  at,
  caseId: null,
  regionId: 'region',
  message,
  seenAt: null,
});
const about = (m: Message, over: object = {}): Message => ({ ...m, caseId: 'case', ...over }) as Message;

/** Returns what somebody reads of it; the newest message first. */
function reads(
  who: string,
  messages: readonly MessageToOne[],
  whole = CASE,
  here: Region = region(),
): ForOne[] {
  return forOne(messages, (caseId) => {
    const base = { region: here, personId: who, today: TODAY };
    if (caseId === null) return { ...base, state: null, whole: null, asked: new Set() };
    if (caseId !== 'case') return null;
    const state = viewOf(whole, here, who);
    return { ...base, state, whole, asked: keysAsked(state, here, who, TODAY) };
  });
}
const bundle = (over: Partial<typeof EXAMPLES.NudgeDigest>): Message => ({
  ...EXAMPLES.NudgeDigest,
  ...{ strengths: [], items: [], confirm: [] },
  ...over,
});
const asOwner = bundle({ items: [{ ...item('open_owner', 'owner'), caseId: 'case', agreement: FACTS }] });

describe('what somebody was told, as they read it now', () => {
  it('is overtaken by what came later about the same thing, and by nothing else', () => {
    const checks = told(about(EXAMPLES.DeputyChecks, { agreement: FACTS }));
    expect(reads('owner', [checks, told(asOwner)]).map((one) => one.standing)).toEqual(['asks', 'over']);
    const changes = (role: string) => told({ ...EXAMPLES.ContactChanges, role });
    const points = ['zorg', 'bestuur'].map((role) => ({
      ...{ role, person: 'bestuurder', changes: { on: TODAY, what: 'person' } },
    }));
    const file = regionFile({
      organisations: [{ key: 'school', name: 'School', type: 'school', contactPoints: points }],
    } as never);
    const both = reads('coordinator', [changes('zorg'), changes('bestuur')], CASE, region({ file }));
    expect(both.map((one) => one.standing)).toEqual(['asks', 'asks']);
  });

  it('has the facts of today where it still asks, and those of then where it is over', () => {
    const [asks] = reads('owner', [told(asOwner)]);
    expect(asks?.message).toMatchObject({
      items: [{ agreement: { title: 'Onderwijsplan', due: '2027-03-18' } }],
    });
    const moved = caseState({ agreements: [agreement({ due: '2027-03-25', title: 'Zorgplan' })] });
    expect(reads('owner', [told(asOwner)], moved)[0]?.message).toMatchObject({
      items: [{ agreement: { title: 'Zorgplan', due: '2027-03-25' } }],
    });
    const done = caseState({ agreements: [agreement({ status: 'done', title: 'Zorgplan' })] });
    expect(reads('owner', [told(asOwner)], done)[0]).toMatchObject({
      standing: 'over',
      message: { items: [{ agreement: { title: FACTS.title } }] },
    });
  });

  it('asks of several agreements only about those that are still asked', () => {
    const two = caseState({ agreements: [agreement(), agreement({ id: 'a2', number: 2, status: 'done' })] });
    const set = about(EXAMPLES.ConfirmRequest, { agreements: [FACTS, { ...FACTS, id: 'a2', number: 2 }] });
    const [one] = reads('mother', [told(set)], two);
    expect(one?.message).toMatchObject({ agreements: [{ id: 'a1' }] });
    expect(one?.keys).toEqual(['confirm:a1']);
  });

  it('asks for no day that is over', () => {
    const asked = (deadline: string): string => {
      const [one] = reads('mother', [
        told(about(EXAMPLES.ConfirmRequest, { agreements: [FACTS], deadline })),
      ]);
      const reader = { language: 'nl', formal: true, titles: true, place: 'direct', room: 'page' } as const;
      return JSON.stringify(one ? compose(one.message, reader).blocks : []);
    };
    expect(asked(TODAY)).toContain('Graag vóór');
    expect(asked('2026-01-05')).not.toContain('Graag vóór');
    expect(asked('2026-01-05')).toContain('of het klopt?');
  });

  it('asks of several contact points only about those that are still to be checked', () => {
    const points = [
      { role: 'bestuur', person: 'coordinator', checkedOn: TODAY },
      { role: 'zorg', person: 'coordinator' },
    ];
    const file = regionFile({
      organisations: [{ key: 'school', name: 'School', type: 'school', contactPoints: points }],
    } as never);
    const [first] = EXAMPLES.ContactCheck.points;
    const m = { ...EXAMPLES.ContactCheck, points: [first, { ...first, role: 'zorg' }] } as Message;
    const [one] = reads('coordinator', [told(m)], CASE, region({ file }));
    expect(one).toMatchObject({ standing: 'asks', message: { points: [{ role: 'zorg' }] } });
  });
});

describe('who lost a right reads no more of it', () => {
  const left = caseState({
    participants: CASE.participants.map((p) => (p.personId === 'owner' ? { ...p, leftAt: TODAY } : p)),
  });
  const good = bundle({
    strengths: [{ code: 'Wilg-27', strength: 'twee ochtenden gelukt' }],
    items: [{ ...item('open_owner', 'owner'), caseId: 'case', agreement: FACTS }],
  });

  it('of a case they left, not of what went well there either', () => {
    expect(reads('owner', [told(good)])).toHaveLength(2);
    expect(reads('owner', [told(good)], left)).toEqual([]);
  });

  it('beyond the agreements of their own party, once the family said so', () => {
    const others = agreement({ id: 'a2', number: 2, ownerId: 'p-lead' });
    const limited: CaseState = caseState({
      agreements: [agreement(), others],
      participants: [
        participant('owner', 'supportCoordinator', { organisationKey: 'school', limitedSince: TODAY }),
        ...CASE.participants.slice(1),
      ],
    });
    const both = bundle({
      strengths: [{ code: 'Wilg-27', strength: 'twee ochtenden gelukt' }],
      items: ['a1', 'a2'].map((id) => ({
        ...{ ...item('open_owner', 'owner'), caseId: 'case' },
        agreement: { ...FACTS, id },
      })),
    });
    expect(reads('owner', [told(both)], limited).map((one) => one.message)).toMatchObject([
      { strengths: [], items: [{ agreement: { id: 'a1' } }] },
    ]);
  });

  it('of a region they coordinate or administer no more, names of people in its cases included', () => {
    const messages = [
      told(EXAMPLES.DeliveryFailed),
      told(EXAMPLES.ConnectionLost),
      told(EXAMPLES.MondayList),
      told(EXAMPLES.DeliveryTrouble),
    ];
    expect(reads('coordinator', messages)).toHaveLength(4);
    const others = region({ coordinatorPersonIds: ['another'], administratorPersonIds: ['another'] });
    expect(reads('coordinator', messages, CASE, others)).toEqual([]);
    const administers = region({ coordinatorPersonIds: ['another'] });
    expect(reads('coordinator', messages, CASE, administers).map((one) => one.message.type)).toEqual([
      'ConnectionLost',
      'DeliveryTrouble',
    ]);
  });
});
