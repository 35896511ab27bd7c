import { describe, expect, it } from 'vitest';
import { caseState, region } from '../../../test/support/cases/case-builder.ts';
import { type Claim, may } from './may.ts';

describe('an administrator of a region', () => {
  const apart = region({ coordinatorPersonIds: ['coordinator'], administratorPersonIds: ['administrator'] });
  const asking = (personId: string): Claim => ({
    personId,
    region: apart,
    state: caseState({}),
    today: '2027-03-01',
    agreementId: null,
    escalationId: null,
  });

  it('may what administrators may, and nothing in a case by that', () => {
    expect(may(['administrator'], asking('administrator'))).toBe(true);
    expect(may(['participant', 'owner', 'lead', 'coordinator', 'contact'], asking('administrator'))).toBe(
      false,
    );
  });

  it('is not every coordinator, once the region names administrators', () => {
    expect(may(['administrator'], asking('coordinator'))).toBe(false);
  });
});
