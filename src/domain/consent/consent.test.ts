import { describe, expect, it } from 'vitest';
import { agreement, participant, person } from '../../../test/support/cases/case-builder.ts';
import {
  at,
  done,
  inRegion,
  limited,
  ORGANISATIONS,
  refusal,
  START,
  says,
  TODAY,
} from '../../../test/support/cases/consent-case.ts';
import type { Accepted, Situation } from '../case/decision.ts';
import type { CaseState } from '../case/state.ts';
import { followUp } from '../follow-up.ts';
import { escalationContact, rungContact } from '../reminders/ladder.ts';
import { removeParticipant } from '../rules/case/case-life.ts';
import { answerConsent, askConsent, enterConsent } from '../rules/consent.ts';
import { whatTimeBrings } from '../timers/due.ts';
import { viewOf } from '../views/limited-view.ts';
import type { ConsentRule } from '../vocabulary.ts';
import { partiesOf, partyConsent, shouldBeLimited } from './consent.ts';

describe('what the family says of a party', () => {
  it('limits the people of that party alone, and not who is with the family', () => {
    expect(limited(says(START, 'mother', 'no'))).toEqual(['director']);
    expect(limited(says(START, 'mother', 'no', 'school'))).toEqual(['owner', 'deputy']);
  });

  it('is a no as soon as one says no, whatever the other says, and whoever says it first', () => {
    expect(limited(says(says(START, 'mother', 'yes'), 'father', 'no'))).toEqual(['director']);
    expect(limited(says(says(START, 'father', 'no'), 'mother', 'yes'))).toEqual(['director']);
    expect(limited(says(says(says(START, 'father', 'no'), 'mother', 'yes'), 'father', 'yes'))).toEqual([]);
  });

  it('changes nothing while nobody said anything, unless the region wants consent first', () => {
    const asked = done(askConsent(START, at('lead'), 'swv'), START, at('lead')).state;
    expect(limited(asked)).toEqual([]);
    const s = at('lead', 'before-sharing');
    const first = done(askConsent(START, s, 'swv'), START, s).state;
    expect(limited(first).sort()).toEqual(['buddy', 'deputy', 'director', 'owner']);
  });

  it('with consent first needs everybody, and says how many answers are missing', () => {
    const one = says(START, 'mother', 'yes', 'swv', 'before-sharing');
    const party = { key: 'swv', name: '' };
    expect(partyConsent(one, inRegion('before-sharing'), party)).toMatchObject({
      answer: 'open',
      isLimited: true,
      missing: [{ personId: 'father' }],
    });
    expect(limited(says(one, 'father', 'yes', 'swv', 'before-sharing'))).not.toContain('director');
  });

  it('with consent first and nobody who may answer, lets nobody see everything', () => {
    const alone = {
      ...START,
      participants: START.participants.map((p) =>
        p.role === 'guardian' ? { ...p, role: 'parent' as const } : p,
      ),
    };
    expect(partyConsent(alone, inRegion('before-sharing'), { key: 'swv', name: '' }).isLimited).toBe(true);
    expect(refusal(askConsent(alone, at('lead'), 'swv'))).toBe('refused.nobodyToAsk');
  });

  it('stands when the one who said no takes part no more: leaving is no way around it', () => {
    const said = says(START, 'father', 'no');
    const s = at('lead');
    const left = done(removeParticipant(said, s, 'p-father', 'removed'), said, s).state;
    expect(limited(left)).toEqual(['director']);
  });

  it('is also about who belongs to no organisation, in the order of their names', () => {
    expect(partiesOf(START, inRegion('unless-refused')).map((p) => p.key)).toEqual([
      'p-buddy',
      'gemeente',
      'school',
      'swv',
    ]);
    expect(limited(says(START, 'mother', 'no', 'p-buddy'))).toEqual(['buddy']);
  });

  it('never limits the lead, who stands in for the lead, the family, or who coordinates the region', () => {
    const before = inRegion('before-sharing');
    const withDeputy = {
      ...START,
      participants: [
        ...START.participants.map((p) => (p.id === 'p-lead' ? { ...p, deputyId: 'p-deputy' } : p)),
        participant('coordinator', 'coordinator'),
      ],
    };
    const free = withDeputy.participants.filter((p) => !shouldBeLimited(withDeputy, before, p));
    expect(free.map((p) => p.personId).sort()).toEqual(
      ['coordinator', 'deputy', 'father', 'lead', 'mother', 'supporter'].sort(),
    );
  });

  it('is only theirs to say who have authority, and of a party that takes part', () => {
    expect(refusal(answerConsent(START, at('supporter'), { party: 'swv' }, 'yes'))).toBe(
      'refused.notYourConsent',
    );
    expect(refusal(answerConsent(START, at('owner'), { party: 'swv' }, 'yes'))).toBe(
      'refused.notYourConsent',
    );
    expect(refusal(answerConsent(START, at('mother'), { party: 'elders' }, 'yes'))).toBe(
      'refused.noSuchParty',
    );
  });
});

describe('asking', () => {
  it('asks each of the family once, and nobody who answered', () => {
    const s = at('lead');
    const known = says(START, 'mother', 'no');
    const asked = done(askConsent(known, s, 'swv'), known, s);
    const to = asked.messages.flatMap((m) =>
      m.message.type === 'ConsentAsked' && m.recipient.to === 'person' ? [m.recipient.personId] : [],
    );
    expect(to).toEqual(['father']);
    const again = askConsent(asked.state, s, 'swv');
    expect(again).toMatchObject({ ok: true, reply: { key: 'done.consentWaits' }, messages: [] });
  });

  it('hears who wants to talk first, and changes nothing', () => {
    const decision = answerConsent(START, at('mother'), { party: 'swv' }, 'talk');
    expect(decision).toMatchObject({ ok: true, state: START });
    expect(decision.ok && decision.messages.map((m) => m.message.type)).toEqual(['ConsentTalk']);
  });

  it('keeps what was said by phone as such, and never over an answer of their own', () => {
    const onPaper = {
      ...START,
      people: START.people.map((p) => (['mother', 'father'].includes(p.id) ? { ...p, identities: [] } : p)),
    };
    const said = { participantId: 'p-mother', answer: 'no' } as const;
    const entered = done(
      enterConsent(onPaper, at('lead'), { party: 'swv' }, said),
      onPaper,
      at('lead'),
    ).state;
    expect(entered.consents).toMatchObject([{ enteredById: 'p-lead', answer: 'no' }]);
    expect(limited(entered)).toEqual(['director']);
    const own = says(onPaper, 'mother', 'yes');
    expect(refusal(enterConsent(own, at('lead'), { party: 'swv' }, said))).toBe('refused.consentTheirOwn');
    expect(refusal(enterConsent(START, at('lead'), { party: 'swv' }, said))).toBe('refused.answersInChat');
    const supporter = { participantId: 'p-supporter', answer: 'yes' } as const;
    expect(refusal(enterConsent(onPaper, at('lead'), { party: 'swv' }, supporter))).toBe(
      'refused.notTheirConsent',
    );
  });
});

describe('a yes', () => {
  const s = (today: string, rule: ConsentRule): Situation => ({ ...at(null, rule, today) });
  const fired = (state: CaseState, today: string, rule: ConsentRule): Accepted =>
    followUp(state, whatTimeBrings(state, s(today, rule)), s(today, rule));
  const both = (rule: ConsentRule): CaseState =>
    says(says(START, 'mother', 'yes', 'swv', rule), 'father', 'yes', 'swv', rule);

  it('holds six months, is asked about two weeks before, and is then no answer any more', () => {
    const given = both('before-sharing');
    expect(given.consents.map((c) => c.validUntil)).toEqual(['2027-09-16', '2027-09-16']);
    expect(limited(given)).not.toContain('director');
    const early = fired(given, '2027-09-01', 'before-sharing');
    expect(early.messages.filter((m) => m.message.type === 'ConsentAsked')).toEqual([]);
    const asked = fired(given, '2027-09-02', 'before-sharing');
    expect(asked.messages.filter((m) => m.message.type === 'ConsentAsked')).toHaveLength(2);
    expect(limited(asked.state)).not.toContain('director');
    const again = fired(asked.state, '2027-09-03', 'before-sharing');
    expect(again.messages.filter((m) => m.message.type === 'ConsentAsked')).toEqual([]);
    const over = fired(asked.state, '2027-09-17', 'before-sharing');
    expect(limited(over.state)).toContain('director');
    expect(over.messages.some((m) => m.message.type === 'ConsentAnswered')).toBe(true);
  });

  it('that ends changes nothing where a party reads along until somebody says no', () => {
    const asked = fired(both('unless-refused'), '2027-09-02', 'unless-refused');
    const over = fired(asked.state, '2027-09-17', 'unless-refused');
    expect(limited(over.state)).toEqual([]);
    expect(over.tasks.filter((t) => t.type !== 'SetTopic')).toEqual([]);
  });

  it('that is given again in between holds for another six months', () => {
    const asked = fired(both('before-sharing'), '2027-09-02', 'before-sharing');
    const t = at('mother', 'before-sharing', '2027-09-10');
    const renewed = done(answerConsent(asked.state, t, { party: 'swv' }, 'yes'), asked.state, t).state;
    const hers = renewed.consents.find((c) => c.participantId === 'p-mother' && c.endedAt === null);
    expect(hers?.validUntil).toBe('2028-03-10');
  });
});

describe('a call for help', () => {
  const withContact = (over: object) => ({
    ...START,
    people: [...START.people, person('manager')],
    ...over,
  });
  const r = {
    ...inRegion('unless-refused'),
    organisations: ORGANISATIONS.map((o) =>
      o.key === 'swv' ? { ...o, escalationContactPersonId: 'manager' } : o,
    ),
    escalationContactPersonId: null,
    ladder: [{ rung: 4, title: 'directeur', contactPersonIds: ['manager'] }],
  };

  it('does not go to a contact of an organisation that the family said no to, but about its own agreement', () => {
    const refused = says(withContact({}), 'mother', 'no');
    const [theirs, own] = refused.agreements;
    expect(rungContact(refused, r, { rung: 4, agreement: theirs ?? null }, TODAY)).toEqual({
      contact: null,
      why: 'refused',
    });
    expect(rungContact(refused, r, { rung: 4, agreement: null }, TODAY)).toEqual({
      contact: null,
      why: 'refused',
    });
    expect(rungContact(refused, r, { rung: 4, agreement: own ?? null }, TODAY).contact?.id).toBe('manager');
    expect(escalationContact(refused, r, own ?? null, TODAY).contact?.id).toBe('manager');
  });

  it('goes to them while nobody said no', () => {
    expect(
      rungContact(withContact({}), r, { rung: 4, agreement: START.agreements[0] ?? null }, TODAY).contact?.id,
    ).toBe('manager');
  });

  it('goes to nobody in the case who sees only their own agreements', () => {
    const refused = says(START, 'mother', 'no');
    const asked = {
      ...r,
      ladder: [{ rung: 4, title: 'directeur', contactPersonIds: ['director', 'owner'] }],
    };
    expect(
      rungContact(refused, asked, { rung: 4, agreement: refused.agreements[0] ?? null }, TODAY).contact?.id,
    ).toBe('owner');
  });
});

describe('the case that somebody without consent sees', () => {
  const refused = says(
    {
      ...START,
      case: { ...START.case, strength: 'tekent elke dag' },
      agreements: [
        agreement({ title: 'Zonnebloemplan' }),
        agreement({
          id: 'a2',
          number: 2,
          title: 'Plaatsing',
          ownerId: 'p-director',
          predecessorId: 'a1',
          workingDaysAfter: 5,
        }),
      ],
    },
    'mother',
    'no',
  );
  const r = inRegion('unless-refused');

  it('holds their own agreements, with the dates that hold, and nothing of what these wait on', () => {
    const view = viewOf(refused, r, 'director');
    expect(view.agreements).toMatchObject([{ id: 'a2', due: '2027-03-25', predecessorId: null }]);
    expect(JSON.stringify({ ...view, people: [] })).not.toMatch(/Zonnebloemplan|tekent elke dag/);
    expect(view.participants.map((p) => p.personId)).not.toContain('buddy');
  });

  it('is for everybody else the whole case, and the same object', () => {
    for (const who of ['mother', 'lead', 'owner', 'coordinator'])
      expect(viewOf(refused, r, who)).toBe(refused);
  });

  it('has nothing in it for who has no part in the case', () => {
    const { agreements, participants, people, consents, rooms, escalations } = viewOf(refused, r, 'nobody');
    expect([agreements, participants, people, consents, rooms, escalations].flat()).toEqual([]);
  });
});
