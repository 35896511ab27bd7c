import { describe, expect, it } from 'vitest';
import {
  agreement,
  caseState,
  participant,
  region,
  situation,
  withPerson,
} from '../../../../test/support/cases/case-builder.ts';
import type { Accepted, Decision, Situation } from '../../case/decision.ts';
import type { CaseState, PhoneNote } from '../../case/state.ts';
import { followUp } from '../../follow-up.ts';
import { agreementFacts } from '../../views/facts.ts';
import { waitingFor } from '../../waiting-for.ts';
import * as dates from '../agreements/dates.ts';
import * as pausing from '../agreements/pausing.ts';
import * as progress from '../agreements/progress.ts';
import { createByPhone, enterByPhone, type SaidByPhone } from './by-phone.ts';
import { phoneRight, phoneWrong } from './phone-check.ts';

const WEB = {
  id: 'w',
  platform: 'web',
  externalId: 'midden',
  titlesInChat: true,
  coordinatorChannel: null,
  disabled: false,
} as const;
const as = (name: string, role: 'guardian' | 'municipalCaseManager' = 'guardian'): Situation =>
  situation('2027-03-16', {
    region: region({ workspaces: [WEB] }),
    actor: { personId: name, participant: participant(name, role) },
  });
const lead = as('lead', 'municipalCaseManager');
const mother = as('mother');
const hers = caseState({ agreements: [agreement({ ownerId: 'p-mother' })] });
const reported = caseState({
  agreements: [agreement({ status: 'reported_done', reportedDoneById: 'p-owner' })],
});

function said(over: Partial<SaidByPhone>): SaidByPhone {
  return {
    agreementId: 'a1',
    participantId: 'p-mother',
    answer: 'done',
    words: '',
    category: null,
    date: null,
    dateChosen: false,
    ...over,
  };
}
function ok(decision: Decision): Accepted {
  if (!decision.ok) throw new Error(JSON.stringify(decision.reply));
  return decision;
}
const enter = (state: CaseState, over: Partial<SaidByPhone>): Accepted =>
  ok(enterByPhone(state, lead, said(over)));
const refusal = (decision: Decision): unknown =>
  decision.ok ? null : [decision.reply.key, decision.reply.field];
const one = (state: CaseState): CaseState['agreements'][number] =>
  state.agreements[0] as CaseState['agreements'][number];
const note = (state: CaseState): PhoneNote => one(state).phoneNotes[0] as PhoneNote;
const said1 = (d: Accepted): string[] => d.messages.map((m) => m.message.type);
const wrong = (state: CaseState): Accepted =>
  ok(phoneWrong(state, mother, 'a1', { at: note(state).at, words: 'zo heb ik het niet gezegd' }));

describe('what a parent said by phone of their own agreement', () => {
  it.each([
    ['done', {}, 'DoneReported'],
    ['stuck', { category: 'waiting_list' }, 'BlockerReported'],
    ['date', { date: '2027-03-25' }, 'DateProposed'],
  ] as const)(
    '%s has the effect of their own press, told as written down by the lead',
    (answer, more, type) => {
      const decided = enter(hers, { answer, ...more });
      expect(said1(decided)).toEqual([type, 'PhoneToCheck']);
      expect(decided.messages[0]?.message).toMatchObject({ writtenBy: { id: 'lead' }, by: { id: 'mother' } });
      expect(agreementFacts(decided.state, lead.region, one(decided.state), lead.today).byPhone).toEqual([
        expect.objectContaining({
          person: { id: 'mother', name: 'mother' },
          by: { id: 'lead', name: 'lead' },
          said: answer,
        }),
      ]);
    },
  );

  it.each([
    ['onTrack', { onTrackFor: one(hers).due }],
    ['notYet', {}],
  ] as const)('%s changes nothing but what was heard', (answer, heard) => {
    const decided = enter(hers, { answer });
    expect({ ...one(decided.state), phoneNotes: [] }).toEqual({ ...one(hers), ...heard });
    expect(note(decided.state)).toMatchObject({ said: answer, enteredById: 'p-lead' });
  });

  it('is in the audit as done by the lead for the parent', () => {
    expect(enter(hers, { answer: 'done' }).audit).toEqual([
      { action: 'agreement.reported_done', objectId: 'a1', onBehalfOf: 'mother' },
    ]);
  });

  it('asks for what it needs, at its field', () => {
    expect(refusal(enterByPhone(hers, lead, said({ answer: 'stuck' })))).toEqual([
      'refused.missing',
      'category',
    ]);
    expect(refusal(enterByPhone(hers, lead, said({ answer: 'date' })))).toEqual([
      'refused.dateMissing',
      'date',
    ]);
  });

  it('is not said of somebody else’s agreement', () => {
    for (const answer of ['done', 'notYet', 'onTrack', 'stuck', 'date'] as const)
      expect(refusal(enterByPhone(caseState(), lead, said({ answer })))).toEqual([
        'refused.phoneNotTheirs',
        'answer',
      ]);
  });

  it('does not overwrite what they said themselves', () => {
    const own = ok(progress.reportDone(hers, mother, 'a1', { validUntil: null })).state;
    const dated = ok(dates.proposeDate(hers, mother, 'a1', { date: '2027-03-25', chosen: false })).state;
    expect(refusal(enterByPhone(own, lead, said({ answer: 'notYet' })))).toEqual([
      'refused.answeredThemselves',
      'answer',
    ]);
    expect(refusal(enterByPhone(dated, lead, said({ answer: 'date', date: '2027-03-30' })))).toEqual([
      'refused.answeredThemselves',
      'answer',
    ]);
  });

  it('a later call replaces what an earlier one brought', () => {
    const first = enter(hers, { answer: 'date', date: '2027-03-25' }).state;
    const second = enter(first, { answer: 'date', date: '2027-03-30' }).state;
    expect(one(second).proposedDue).toBe('2027-03-30');
    expect(one(second).phoneNotes).toHaveLength(1);
  });
});

describe('what a parent said by phone of what another reported done', () => {
  it('it is done: everybody hears it, and that it was by phone', () => {
    const decided = enter(reported, { answer: 'done' });
    expect(one(decided.state).status).toBe('done');
    expect(decided.messages[0]?.message).toMatchObject({ type: 'GoodNews', writtenBy: { id: 'lead' } });
  });

  it('not yet: it is open again, and its owner hears it', () => {
    const decided = enter(reported, { answer: 'notYet' });
    expect(one(decided.state).status).toBe('open');
    expect(said1(decided)).toEqual(['NotYetDone', 'PhoneToCheck']);
  });
});

describe('who may write down for whom', () => {
  it('for the family only, and not for oneself', () => {
    expect(refusal(enterByPhone(hers, lead, said({ participantId: 'p-owner' })))).toEqual([
      'refused.onlyFamilyByPhone',
      'participant',
    ]);
    expect(refusal(enterByPhone(hers, mother, said({})))).toEqual([
      'refused.onlyFamilyByPhone',
      'participant',
    ]);
  });

  it('not for who answers in chat, unless they would rather be called', () => {
    const chat = { ...lead, region: region({ workspaces: [{ ...WEB, platform: 'slack' }] }) };
    expect(refusal(enterByPhone(hers, chat, said({})))).toEqual(['refused.answersInChat', 'participant']);
    expect(enterByPhone(withPerson(hers, 'mother', { notice: 'phone' }), chat, said({})).ok).toBe(true);
  });
});

describe('a parent who looks at what was written down', () => {
  const asked = (state: CaseState): unknown[] =>
    waitingFor(state, lead.region, 'mother', '2027-03-17').filter((a) => a.kind === 'byPhone');

  it('is asked on top, and no longer once it is right', () => {
    const { state } = enter(hers, { answer: 'done' });
    expect(waitingFor(state, lead.region, 'mother', '2027-03-17')[0]).toMatchObject({
      kind: 'byPhone',
      phone: { said: 'done' },
    });
    const right = ok(phoneRight(state, mother, 'a1', note(state).at)).state;
    expect(asked(right)).toEqual([]);
    expect(one(right).status).toBe('reported_done');
  });

  it('a done they did not say goes back to open, everybody told once, in their words', () => {
    const done = ok(progress.confirmDone(enter(hers, { answer: 'done' }).state, lead, 'a1')).state;
    expect(asked(done)).toHaveLength(1);
    const after = wrong(done);
    expect(one(after.state)).toMatchObject({
      status: 'open',
      doneOn: null,
      reportedDoneById: null,
      phoneNotes: [],
    });
    expect(after.messages).toEqual([
      expect.objectContaining({
        recipient: { to: 'room' },
        message: expect.objectContaining({ type: 'PhoneCorrected', words: 'zo heb ik het niet gezegd' }),
      }),
    ]);
  });

  it('a date, a blocker, a yes and a not-yet they did not say are undone as well', () => {
    expect(
      one(wrong(enter(hers, { answer: 'date', date: '2027-03-25' }).state).state).proposedDue,
    ).toBeNull();
    const stuck = wrong(enter(hers, { answer: 'stuck', category: 'money' }).state).state;
    expect(stuck.blockers.every((b) => b.resolvedAt !== null)).toBe(true);
    expect(one(wrong(enter(reported, { answer: 'done' }).state).state)).toMatchObject({
      status: 'reported_done',
      doneOn: null,
    });
    expect(one(wrong(enter(reported, { answer: 'notYet' }).state).state)).toMatchObject({
      status: 'reported_done',
      reportedDoneById: 'p-owner',
    });
  });

  it('what has changed hands since is left as people made it', () => {
    const { state } = enter(hers, { answer: 'date', date: '2027-03-25' });
    const agreed = ok(dates.decideDate(state, lead, 'a1', { date: '2027-03-25', accepted: true })).state;
    expect(one(wrong(agreed).state).due).toBe('2027-03-25');
  });

  it('needs their own words, and is about the note that was shown', () => {
    const { state } = enter(hers, { answer: 'done' });
    expect(refusal(phoneWrong(state, mother, 'a1', { at: note(state).at, words: ' ' }))).toEqual([
      'refused.wordsMissing',
      'words',
    ]);
    expect(refusal(phoneRight(state, mother, 'a1', '2027-03-01T00:00:00.000Z'))).toEqual([
      'refused.agreementChanged',
      undefined,
    ]);
    expect(refusal(phoneRight(state, as('deputy'), 'a1', note(state).at))).toEqual([
      'refused.nothingByPhone',
      undefined,
    ]);
  });

  it('has nothing to check any more once they said themselves how it stands', () => {
    const { state } = enter(hers, { answer: 'onTrack' });
    const own = followUp(
      state,
      ok(dates.proposeDate(state, mother, 'a1', { date: '2027-03-30', chosen: false })),
      mother,
    );
    expect(one(own.state).phoneNotes).toEqual([]);
    const again = enter(hers, { answer: 'onTrack' }).state;
    const other = followUp(
      again,
      ok(pausing.pauseAgreement(again, lead, 'a1', { reason: 'x', until: '2027-03-30' })),
      lead,
    );
    expect(one(other.state).phoneNotes).toHaveLength(1);
  });
});

describe('an agreement that a parent proposed by phone', () => {
  it('is theirs, confirmed by them as written down, and asked of everybody else', () => {
    const { state, messages } = ok(
      createByPhone(caseState({ agreements: [] }), lead, 'p-mother', {
        title: 'Wandelen',
        doneWhen: 'twee keer gelopen',
        ownerId: 'p-mother',
        deputyId: null,
        due: '2027-03-25',
        dueChosen: false,
        kind: 'agreement',
        predecessorId: null,
        workingDaysAfter: null,
        validUntil: null,
      }),
    );
    const made = one(state);
    expect(made).toMatchObject({ createdById: 'p-mother', ownerId: 'p-mother' });
    expect(state.confirmations).toEqual([
      expect.objectContaining({ participantId: 'p-mother', answer: 'confirmed', enteredById: 'p-lead' }),
    ]);
    expect(messages.at(-1)?.message).toMatchObject({ type: 'PhoneToCheck', phone: { said: 'proposed' } });
    const facts = agreementFacts(state, lead.region, made, lead.today);
    expect(facts.byPhone).toEqual([expect.objectContaining({ said: 'proposed' })]);
    expect(facts.awaiting.map((p) => p.id)).toEqual(['lead']);
  });
});
