import { describe, expect, it } from 'vitest';
import { EXAMPLES, item } from '../../../test/fixtures/messages.ts';
import { agreement, caseState, region, regionFile } from '../../../test/support/cases/case-builder.ts';
import type { CaseState } from '../case/state.ts';
import type { Message } from '../messages/index.ts';
import type { Region } from '../region/region.ts';
import { keysAsked, type Standing, standingOf } from './standing.ts';

const AT = '2027-03-15T08:00:00.000Z';
const FACTS = { ...EXAMPLES.AgreementCard.agreement, id: 'a1' };
const of = <T extends Message['type']>(
  type: T,
  over: Partial<Extract<Message, { type: T }>> = {},
): Extract<Message, { type: T }> => ({ ...(EXAMPLES[type] as object), caseId: 'case', ...over }) as never;
const person = (id: string) => ({ id, name: id });

interface Where {
  readonly who?: string;
  readonly today?: string;
  readonly at?: string;
  readonly region?: Region;
}

function standing(m: Message, state: CaseState | null, where: Where = {}): Standing {
  const { who = 'lead', today = '2027-03-16', at = AT, region: here = region() } = where;
  const asked = state ? keysAsked(state, here, who, today) : new Set<string>();
  return standingOf(m, at, { state, region: here, personId: who, today, asked });
}

const CASE = caseState();
const withoutLead = caseState({ case: { leadId: null } });
const call = (over: object = {}): CaseState['escalations'][number] =>
  ({
    ...{ id: 'e1', caseId: 'case', agreementId: 'a1', rung: 3, contactPersonId: 'case-contact' },
    ...{ contactTitle: 'contact', question: null, status: 'asked', raisedById: null, raisedAt: AT },
    ...{ acknowledgedById: null, acknowledgedUntil: null, answer: null, answeredAt: null },
    ...over,
  }) as never;
const consent = (over: object): CaseState['consents'][number] =>
  ({
    ...{ id: 'c1', caseId: 'case', partyKey: 'school', participantId: 'p-mother', answer: 'asked' },
    about: 'reading',
    ...{ enteredById: null, textVersion: 1, at: '2027-03-12T08:00:00.000Z', validUntil: null },
    ...{ renewalAskedAt: null, endedAt: null, ...over },
  }) as never;

describe('what goes to the lead', () => {
  const proposed = agreement({ proposedDue: '2027-03-25', proposedById: 'p-owner' });
  const m = of('DateProposed', { agreement: FACTS });

  it('asks the lead until it is decided', () => {
    expect(standing(m, caseState({ agreements: [proposed] }))).toBe('asks');
    expect(standing(m, CASE)).toBe('over');
  });

  it('asks the coordinators while nobody leads, also who takes no part, and not any more when somebody does', () => {
    const open = caseState({ case: { leadId: null }, agreements: [proposed] });
    expect(standing(m, open, { who: 'coordinator' })).toBe('asks');
    expect(standing(m, caseState({ agreements: [proposed] }), { who: 'coordinator' })).toBe('over');
  });
});

describe('that somebody is to be called', () => {
  const m = of('CallAsked', { person: person('mother'), why: 'unread' });
  const answered = {
    confirmations: [
      {
        ...{ id: 'k', caseId: 'case', agreementId: 'a1', textVersion: 1, participantId: 'p-mother' },
        ...{ answer: 'confirmed' as const, words: null, at: AT, enteredById: null },
      },
    ],
  };

  it('asks while something waits for them, and is over when they answered', () => {
    expect(standing(m, CASE)).toBe('asks');
    expect(standing(m, caseState(answered))).toBe('over');
  });

  it('of a deputy it asks while what they stand in for is late', () => {
    const late = { ...m, person: person('deputy') };
    expect(standing(late, CASE, { today: '2027-03-17' })).toBe('over');
    expect(standing(late, CASE, { today: '2027-03-19' })).toBe('asks');
  });

  it('asks for a week when their address takes nothing, whatever waits', () => {
    const refused = { ...m, why: 'email' as const };
    expect(standing(refused, caseState(answered))).toBe('asks');
    expect(standing(refused, CASE, { today: '2027-03-23' })).toBe('over');
  });
});

describe('that one of the family wants to talk first', () => {
  const m = of('ConsentTalk', { party: 'School', who: person('mother') });

  it('asks until they say yes or no about that party, also when an earlier yes comes to its end', () => {
    const renewed = consent({ answer: 'yes', renewalAskedAt: '2027-03-14T08:00:00.000Z' });
    expect(standing(m, caseState({ consents: [renewed] }))).toBe('asks');
    expect(
      standing(m, caseState({ consents: [consent({ answer: 'yes', at: '2027-03-15T09:00:00.000Z' })] })),
    ).toBe('over');
  });

  it('is no longer kept open by a question about another party or to another parent', () => {
    const others = [
      consent({ id: 'c2', partyKey: 'gemeente' }),
      consent({ id: 'c3', participantId: 'p-lead' }),
    ];
    const said = consent({ answer: 'no', at: '2027-03-15T09:00:00.000Z' });
    expect(standing(m, caseState({ consents: [said, ...others] }))).toBe('over');
  });
});

describe('that a contact was on it and has not answered', () => {
  const m = of('AcknowledgementEnded', { escalationId: 'e1', agreement: FACTS });

  it('asks until they answer, or are on it again', () => {
    expect(standing(m, caseState({ escalations: [call()] }))).toBe('asks');
    expect(standing(m, caseState({ escalations: [call({ status: 'acknowledged' })] }))).toBe('over');
    expect(standing(m, caseState({ escalations: [call({ status: 'answered' })] }))).toBe('over');
  });
});

describe('that nothing happens in a case', () => {
  it('asks until somebody does something there', () => {
    const m = of('Silence');
    expect(standing(m, caseState({ case: { lastEventAt: AT } }))).toBe('asks');
    expect(standing(m, caseState({ case: { lastEventAt: '2027-03-15T08:00:01.000Z' } }))).toBe('over');
    expect(standing(m, caseState({ case: { lastEventAt: AT, status: 'on_hold' } }))).toBe('over');
  });
});

describe('that nobody leads', () => {
  it('asks until somebody does; the button of the ladder only until it was pressed', () => {
    expect(standing(of('LeadMissing'), withoutLead)).toBe('asks');
    expect(standing(of('LeadReleased'), CASE)).toBe('over');
    const asked = { ...withoutLead, escalations: [call({ agreementId: null })] };
    expect(standing(of('LadderOffer'), withoutLead)).toBe('asks');
    expect(standing(of('LadderOffer'), asked)).toBe('over');
    expect(standing(of('LeadMissing'), asked)).toBe('asks');
  });
});

describe('whether a contact point is still right', () => {
  const file = (point: object) =>
    regionFile({
      organisations: [
        { ...EMPTY, key: 'school', contactPoints: [{ role: 'bestuur', person: 'bestuurder', ...point }] },
      ],
    } as never);
  const EMPTY = { name: 'School', type: 'school', contactPoints: [] };
  const here = (point: object) =>
    region({ file: file(point), personIds: { bestuurder: 'them', ander: 'ander' } });
  const asked = of('ContactCheck');

  it('asks whoever is behind it, until they said so or somebody else is', () => {
    expect(standing(asked, null, { who: 'them', region: here({}) })).toBe('asks');
    expect(standing(asked, null, { who: 'them', region: here({ checkedOn: '2027-03-15' }) })).toBe('over');
    expect(standing(asked, null, { who: 'them', region: here({ person: 'ander' }) })).toBe('over');
  });

  it('asks them no more once they said that it changes; then it asks the coordinators', () => {
    const changes = here({ changes: { on: '2027-03-15', what: 'person' } });
    expect(standing(asked, null, { who: 'them', region: changes })).toBe('over');
    expect(standing(of('ContactsToCheck'), null, { who: 'coordinator', region: changes })).toBe('asks');
    expect(standing(of('ContactChanges'), null, { who: 'coordinator', region: changes })).toBe('asks');
    expect(standing(of('ContactChanges'), null, { who: 'coordinator', region: here({}) })).toBe('over');
  });
});

describe('a question of a bundle', () => {
  const one = (
    step: 'open_owner' | 'open_deputy' | 'open_lead' | 'valid_until',
    as: 'owner' | 'deputy' | 'lead',
  ) =>
    ({
      ...EXAMPLES.NudgeDigest,
      ...{ strengths: [], confirm: [] },
      items: [{ ...item(step, as), caseId: 'case', agreement: FACTS }],
    }) as Message;

  it('to the owner asks while the agreement is theirs to keep', () => {
    expect(standing(one('open_owner', 'owner'), CASE, { who: 'owner' })).toBe('asks');
    const done = caseState({ agreements: [agreement({ status: 'done' })] });
    expect(standing(one('open_owner', 'owner'), done, { who: 'owner' })).toBe('over');
  });

  it('to the deputy asks until they take it on; to the lead until help was asked', () => {
    expect(standing(one('open_deputy', 'deputy'), CASE, { who: 'deputy' })).toBe('asks');
    const picked = caseState({ agreements: [agreement({ pickedUpById: 'p-deputy' })] });
    expect(standing(one('open_deputy', 'deputy'), picked, { who: 'deputy' })).toBe('over');
    expect(standing(one('open_lead', 'lead'), CASE)).toBe('asks');
    expect(standing(one('open_lead', 'lead'), caseState({ escalations: [call()] }))).toBe('over');
  });

  it('about an end date asks until that day', () => {
    const until = caseState({ agreements: [agreement({ validUntil: '2027-07-31' })] });
    expect(standing(one('valid_until', 'owner'), until, { who: 'owner' })).toBe('asks');
    expect(standing(one('valid_until', 'owner'), until, { who: 'owner', today: '2027-08-01' })).toBe('over');
  });
});

it('what only informs is good to know for two weeks', () => {
  const m = of('ConsentAnswered', { who: person('mother') });
  expect(standing(m, CASE, { today: '2027-03-29' })).toBe('tells');
  expect(standing(m, CASE, { today: '2027-03-30' })).toBe('over');
});
