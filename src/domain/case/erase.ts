import { addDays, localDate } from '../calendar/index.ts';
import type { Region } from '../region/region.ts';
import type { PlainDate } from '../vocabulary.ts';
import { NOT_NAMED } from './clock/absence.ts';
import { AT_FIRST } from './involvement.ts';
import type { CaseState } from './state.ts';

/** How long what was not taken in is kept, in days: long enough to open it again. */
const ERASED_AFTER = 28;

/** Remembers that what was in the case is gone. */
const ERASED = 'erased';

/** The action in the audit; the words and messages of the case go in the same commit. */
export const CASE_ERASED = 'case.erased';

export function isErased({ case: { clockSent } }: CaseState): boolean {
  return clockSent.includes(ERASED);
}

/** The day on which the content of a case that was not taken in goes; null: it stays, or is gone. */
export function eraseOn(state: CaseState, { calendar }: Region): PlainDate | null {
  const { status, notTakenIn, closedAt } = state.case;
  if (status !== 'closed' || notTakenIn === null || closedAt === null || isErased(state)) return null;
  return addDays(localDate(calendar.zone, closedAt), ERASED_AFTER);
}

/** The case without anything that was written in it: its code, its days, that it was not taken in and why stay. */
export function emptied(state: CaseState): CaseState {
  const { report, clockSent, absence } = state.case;
  return {
    ...state,
    case: {
      ...state.case,
      ...{ statusReason: null, strength: null, involvement: AT_FIRST, clockSent: [...clockSent, ERASED] },
      ...{
        leadHandover: null,
        termDates: [],
        withoutBasis: [],
        appeals: [],
        requests: [],
        absence: { ...NOT_NAMED, atSchool: absence.atSchool },
      },
      report: report && { ...report, since: null, ageBand: null, involved: [] },
    },
    participants: state.participants.map((p) => ({ ...p, leadWish: null })),
    intake: state.intake.map((note) => ({ ...note, facts: null, skippedBecause: null })),
    tracks: state.tracks.map((track) => ({ ...track, askWhom: null })),
    invitations: state.invitations.map((one) => ({ ...one, basisReason: null })),
    escalations: state.escalations.map((e) => ({ ...e, question: null, answer: null })),
  };
}
