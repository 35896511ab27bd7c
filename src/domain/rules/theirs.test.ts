import { describe, expect, it } from 'vitest';
import { caseState, participant, region, situation } from '../../../test/support/cases/case-builder.ts';
import type { Situation } from '../case/decision.ts';
import { unknownHere } from './theirs.ts';

const by = (personId: string, coordinators: readonly string[] = []): Situation => ({
  ...situation('2027-03-16', {
    region: region({ coordinatorPersonIds: coordinators }),
    actor: { personId, participant: participant(personId, 'municipalCaseManager') },
  }),
  ofOtherFamilies: new Set(['parent', 'mother']),
});

describe('somebody whom another family’s case brought to the region', () => {
  it('does not exist for the lead of this case, whatever the first lock let through', () => {
    expect(unknownHere(caseState({}), by('lead'), 'parent')).toMatchObject({
      ok: false,
      reply: { key: 'refused.memberUnknown', field: 'person' },
    });
  });

  it('exists for a coordinator, and for everybody who takes part in the same case', () => {
    expect(unknownHere(caseState({}), by('lead', ['lead']), 'parent')).toBeNull();
    expect(unknownHere(caseState({}), by('lead'), 'mother')).toBeNull();
    expect(unknownHere(caseState({}), by('lead'), 'owner')).toBeNull();
  });
});
