import { describe, expect, it } from 'vitest';
import { caseState, participant, situation } from '../../../../test/support/cases/case-builder.ts';
import { checkDraft, createAgreement, DONE_WHEN_MAX, type Draft, TITLE_MAX } from './create.ts';

const DRAFT: Draft = {
  title: 'Onderwijsplan',
  doneWhen: 'ouder en school hebben het plan',
  ownerId: 'p-owner',
  deputyId: null,
  due: '2027-03-18',
  dueChosen: false,
  kind: 'agreement',
  predecessorId: null,
  workingDaysAfter: null,
  validUntil: null,
};
const s = situation('2027-03-11', {
  actor: { personId: 'lead', participant: participant('lead', 'municipalCaseManager') },
});
const refusal = (over: Partial<Draft>): unknown => {
  const decision = checkDraft(caseState(), s, { ...DRAFT, ...over });
  return decision && !decision.ok ? [decision.reply.field, decision.reply.key] : null;
};

describe('an agreement has one owner, a date and a criterion, or it does not exist', () => {
  it('with all three it can be made', () => {
    expect(refusal({})).toBeNull();
    expect(createAgreement(caseState(), s, DRAFT).ok).toBe(true);
  });

  it.each<[string, Partial<Draft>, [string, string]]>([
    ['no title', { title: '  ' }, ['title', 'refused.titleMissing']],
    ['a title that is too long', { title: 'x'.repeat(TITLE_MAX + 1) }, ['title', 'refused.titleTooLong']],
    ['no criterion', { doneWhen: ' ' }, ['doneWhen', 'refused.doneWhenMissing']],
    [
      'a criterion that is too long',
      { doneWhen: 'x'.repeat(DONE_WHEN_MAX + 1) },
      ['doneWhen', 'refused.doneWhenTooLong'],
    ],
    ['an owner who takes no part', { ownerId: 'p-nobody' }, ['owner', 'refused.ownerNotInCase']],
    ['a deputy who is the owner', { deputyId: 'p-owner' }, ['deputy', 'refused.deputyIsOwner']],
    ['a deputy who takes no part', { deputyId: 'p-nobody' }, ['deputy', 'refused.deputyNotInCase']],
    ['no date', { due: null }, ['due', 'refused.dateMissing']],
    ['a date in the past', { due: '2027-03-10' }, ['due', 'refused.datePast']],
    [
      'a date in the past that was chosen all the same',
      { due: '2027-03-10', dueChosen: true },
      ['due', 'refused.datePast'],
    ],
    ['a day off', { due: '2027-03-26' }, ['due', 'refused.dateDayOff']],
  ])('%s is refused at its field', (_what, over, said) => {
    expect(refusal(over)).toEqual(said);
  });

  it('a day off that the person chose after the question stands', () => {
    expect(refusal({ due: '2027-03-26', dueChosen: true })).toBeNull();
  });

  it('as many letters as may be are no problem, also when they are drawn with more than one code', () => {
    expect(refusal({ title: '👧'.repeat(TITLE_MAX) })).toBeNull();
  });

  it('somebody who takes no part comes with the offer to add them', () => {
    const decision = checkDraft(caseState(), s, { ...DRAFT, ownerId: 'p-nobody' });
    expect(decision && !decision.ok && decision.reply.offer).toMatchObject({ form: 'participant.add' });
  });
});
