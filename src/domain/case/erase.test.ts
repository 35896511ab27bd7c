import { describe, expect, it } from 'vitest';
import { caseState } from '../../../test/support/cases/case-builder.ts';
import { emptied } from './erase.ts';

const TYPED = 'wat iemand typte';
const AT = '2027-03-11T10:00:00.000Z';

describe('a case that was not taken in, after four weeks', () => {
  it('keeps no word that somebody typed, and that it was not taken in and why', () => {
    const open = caseState();
    const written = caseState({
      participants: open.participants.map((p) => ({
        ...p,
        leadWish: { personId: 'lead', at: AT } as never,
      })),
      case: {
        ...open.case,
        ...{ status: 'closed', notTakenIn: 'elsewhere', closedAt: AT, statusReason: TYPED, strength: TYPED },
        involvement: {
          level: 'convene',
          changes: [{ from: 'follow', to: 'convene', reason: TYPED, byId: 'p-lead', at: AT }],
        },
        appeals: [
          {
            ...{ id: 'appeal', kind: 'lead', byId: 'p-mother', agreementId: null, escalationId: null },
            ...{ was: 'p-lead', askedAt: AT, answerBefore: '2027-03-15', coordinators: true },
            ...{ askedAgainOn: null, ended: null },
          },
        ],
        absence: {
          ...{ category: 'ill', enrolled: true, atSchool: [] },
          changes: [
            {
              ...{ what: 'firstDay', from: '2027-01-04', to: '2026-12-14' },
              ...{ reason: TYPED, byId: null, at: AT },
            },
          ],
        },
      },
    } as never);
    const after = emptied(written);
    expect(JSON.stringify(written)).toContain(TYPED);
    expect(JSON.stringify(after)).not.toContain(TYPED);
    expect(after.case).toMatchObject({ code: written.case.code, notTakenIn: 'elsewhere', closedAt: AT });
    expect(after.case.absence).toMatchObject({ category: null, enrolled: null, changes: [] });
    expect(after.case.appeals).toEqual([]);
    expect(after.participants.map((p) => p.leadWish)).toEqual(after.participants.map(() => null));
  });
});
