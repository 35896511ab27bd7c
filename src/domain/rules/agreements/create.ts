import { tooFar } from '../../calendar/date-bounds.ts';
import { addWorkingDays, checkDueDate } from '../../calendar/index.ts';
import { agreement, effectiveDue, isOpen } from '../../case/agreements.ts';
import { accept, type Decision, refuse, type Situation } from '../../case/decision.ts';
import { askedToConfirm, caseCalendar, participant, ref } from '../../case/participants.ts';
import { type Rhythm, rhythmFrom } from '../../case/rhythm.ts';
import type { Agreement, CaseState, Confirmation, NudgeRow } from '../../case/state.ts';
import { stepsAlreadyPast } from '../../reminders/ladder.ts';
import type { AgreementKind, PlainDate, Uuid } from '../../vocabulary.ts';
import { inTheirs, onTheirs } from '../theirs.ts';
import { inIntake } from '../tools.ts';
import { newText, revisedMessage } from './new-text.ts';

export const TITLE_MAX = 120;
export const DONE_WHEN_MAX = 300;

export interface Draft {
  readonly title: string;
  readonly doneWhen: string;
  readonly ownerId: Uuid;
  readonly deputyId: Uuid | null;
  /** Null only with a predecessor: then the date follows from it. */
  readonly due: PlainDate | null;
  /** The person saw the question about this date and chose it all the same. */
  readonly dueChosen: boolean;
  readonly kind: AgreementKind;
  readonly predecessorId: Uuid | null;
  readonly workingDaysAfter: number | null;
  readonly validUntil: PlainDate | null;
  /** It comes back; left out or null: it is done once. */
  readonly rhythm?: Pick<Rhythm, 'every' | 'until'> | null;
}

/** C08: an agreement has one owner, a date and a criterion, or it does not exist. */
export function createAgreement(state: CaseState, s: Situation, draft: Draft): Decision {
  return inTheirs(state, s, ['participant'], () => {
    const wrong = inIntake(state) ?? checkDraft(state, s, draft);
    if (wrong) return wrong;
    const { after, a } = withNew(state, s, draft);
    return accept(
      after,
      { key: 'done.agreementMade', values: { number: a.number, date: effectiveDue(after, s.region, a) } },
      {
        audit: [{ action: 'agreement.created', objectId: a.id }],
      },
    );
  });
}

/** The case with one more agreement, which its author says is right. */
export function withNew(
  state: CaseState,
  s: Situation,
  draft: Draft,
): { readonly after: CaseState; readonly a: Agreement } {
  const a = newAgreement(state, s, draft);
  const withIt: CaseState = {
    ...state,
    case: { ...state.case, nextAgreementNumber: state.case.nextAgreementNumber + 1 },
    agreements: [...state.agreements, a],
  };
  return { after: confirmedByAuthor(skipPast(withIt, s, a), s, a), a };
}

/** Finds what is wrong with a draft, with the field it is about; null when it can become an agreement. */
export function checkDraft(state: CaseState, s: Situation, draft: Draft): Decision | null {
  const text = checkTexts(draft);
  if (text) return text;
  const owner = participant(state, draft.ownerId);
  if (!owner || owner.leftAt !== null) {
    return refuse(
      'refused.ownerNotInCase',
      {},
      {
        field: 'owner',
        offer: { form: 'participant.add', args: { caseId: state.case.id }, label: 'button.addPerson' },
      },
    );
  }
  if (draft.deputyId === draft.ownerId) return refuse('refused.deputyIsOwner', {}, { field: 'deputy' });
  if (draft.deputyId && !participant(state, draft.deputyId))
    return refuse('refused.deputyNotInCase', {}, { field: 'deputy' });
  const valid = tooFar('validUntil', draft.validUntil, s.today, 'validUntil');
  if (valid) return valid;
  const comesBack = checkRhythm(s, draft);
  if (comesBack) return comesBack;
  if (draft.predecessorId) return checkPredecessor(state, s, draft);
  if (draft.due === null) return refuse('refused.dateMissing', {}, { field: 'due' });
  return checkDate(state, s, { date: draft.due, chosen: draft.dueChosen, field: 'due' });
}

/** A date that follows from another agreement cannot follow from a rhythm as well. */
function checkRhythm(s: Situation, { rhythm, predecessorId, due }: Draft): Decision | null {
  if (!rhythm) return null;
  if (predecessorId) return refuse('refused.rhythmFollows', {}, { field: 'every' });
  const { until } = rhythm;
  if (until !== null && due !== null && until < due)
    return refuse('refused.rhythmUntil', {}, { field: 'everyUntil' });
  return tooFar('due', until, s.today, 'everyUntil');
}

function checkTexts(draft: Pick<Draft, 'title' | 'doneWhen'>): Decision | null {
  if (draft.title.trim() === '') return refuse('refused.titleMissing', {}, { field: 'title' });
  if ([...draft.title].length > TITLE_MAX)
    return refuse('refused.titleTooLong', { max: TITLE_MAX }, { field: 'title' });
  if (draft.doneWhen.trim() === '') return refuse('refused.doneWhenMissing', {}, { field: 'doneWhen' });
  if ([...draft.doneWhen].length > DONE_WHEN_MAX) {
    return refuse('refused.doneWhenTooLong', { max: DONE_WHEN_MAX }, { field: 'doneWhen' });
  }
  return null;
}

function checkPredecessor(state: CaseState, s: Situation, draft: Draft): Decision | null {
  const before = agreement(state, draft.predecessorId);
  if (!before || !isOpen(before)) return refuse('refused.predecessorNotOpen', {}, { field: 'predecessor' });
  const days = draft.workingDaysAfter ?? 0;
  if (!Number.isInteger(days) || days < 1 || days > 250) {
    return refuse('refused.workingDaysAfter', {}, { field: 'workingDaysAfter' });
  }
  const due = addWorkingDays(s.region.calendar, effectiveDue(state, s.region, before), days);
  return tooFar('due', due, s.today, 'workingDaysAfter');
}

/** A day off, a school holiday or the past is never shifted silently: here are days that do, the person chooses. */
export function checkDate(
  state: CaseState,
  s: Situation,
  { date, chosen, field }: { readonly date: PlainDate; readonly chosen: boolean; readonly field: string },
): Decision | null {
  const far = tooFar('due', date, s.today, field);
  if (far) return far;
  const check = checkDueDate(caseCalendar(state, s.region), date, s.today);
  if (check.ok || (chosen && check.why !== 'past')) return null;
  const why = (
    {
      past: 'refused.datePast',
      'day-off': 'refused.dateDayOff',
      'school-holiday': 'refused.dateHoliday',
    } as const
  )[check.why];
  return refuse(why, { date, name: check.name ?? '' }, { field, proposals: check.proposals });
}

function newAgreement(state: CaseState, s: Situation, draft: Draft): Agreement {
  const before = agreement(state, draft.predecessorId);
  const due = before
    ? addWorkingDays(s.region.calendar, effectiveDue(state, s.region, before), draft.workingDaysAfter ?? 0)
    : (draft.due as PlainDate);
  return {
    id: s.newId(),
    caseId: state.case.id,
    number: state.case.nextAgreementNumber,
    kind: draft.kind,
    title: draft.title.trim(),
    doneWhen: draft.doneWhen.trim(),
    ownerId: draft.ownerId,
    deputyId: draft.deputyId,
    due,
    firstDue: due,
    predecessorId: before?.id ?? null,
    workingDaysAfter: before ? draft.workingDaysAfter : null,
    validUntil: draft.validUntil,
    textVersion: 1,
    status: 'open',
    createdById: s.actor?.participant?.id ?? draft.ownerId,
    createdAt: s.now,
    reportedDoneById: null,
    onTrackFor: null,
    doneOn: null,
    doneById: null,
    endedReason: null,
    endedWithCase: false,
    pausedReason: null,
    pausedFrom: null,
    pausedUntil: null,
    proposedDue: null,
    proposedById: null,
    pickedUpById: null,
    cycle: 1,
    pausedWorkingDays: 0,
    askedLess: null,
    rhythm: draft.rhythm && !before ? rhythmFrom(due, draft.rhythm) : null,
    phoneNotes: [],
    earlier: [],
  };
}

/** Reminders whose day was over when the date was agreed count as taken. */
export function skipPast(state: CaseState, s: Situation, a: Agreement): CaseState {
  const rows = stepsAlreadyPast(state, s.region, a, s.today).map(
    (step): NudgeRow => ({
      id: s.newId(),
      caseId: a.caseId,
      agreementId: a.id,
      cycle: a.cycle,
      step,
      personId: null,
      on: s.today,
      outcome: 'skipped',
      digestId: null,
      sentAt: null,
    }),
  );
  return rows.length === 0 ? state : { ...state, nudges: [...state.nudges, ...rows] };
}

/** The author of an agreement says with that act that it is right; everybody else is asked. */
export function confirmedByAuthor(state: CaseState, s: Situation, a: Agreement): CaseState {
  const author = s.actor?.participant?.id;
  if (!author || !askedToConfirm(state, a).includes(author)) return state;
  const row: Confirmation = {
    id: s.newId(),
    caseId: a.caseId,
    agreementId: a.id,
    textVersion: a.textVersion,
    participantId: author,
    answer: 'confirmed',
    enteredById: s.writtenDownBy ?? null,
    words: null,
    at: s.now,
  };
  return { ...state, confirmations: [...state.confirmations, row] };
}

export interface Revision {
  readonly title: string;
  readonly doneWhen: string;
  readonly due: PlainDate;
  readonly dueChosen: boolean;
  /** The text and the date that stood in front of who writes it; left out in forms of before. */
  readonly textVersion?: number | undefined;
  readonly shownDue?: PlainDate | null;
}

/** The lead writes a new version, for example after a dispute. Everybody is asked again: an old yes is no yes to it. */
export function reviseAgreement(state: CaseState, s: Situation, id: Uuid, revision: Revision): Decision {
  return onTheirs(state, s, { id, rights: ['lead'] }, (a) => {
    const wrong =
      checkShown(state, s, a, revision) ?? checkTexts(revision) ?? checkRevisedDate(state, s, a, revision);
    if (wrong) return wrong;
    const moved = revision.due !== a.due && a.predecessorId === null;
    const change = {
      title: revision.title.trim(),
      doneWhen: revision.doneWhen.trim(),
      ...newText(state, s, a),
      status: 'open' as const,
      reportedDoneById: null,
      ...(moved
        ? {
            due: revision.due,
            rhythm: a.rhythm && rhythmFrom(revision.due, a.rhythm, a.rhythm.past),
            cycle: a.cycle + 1,
            pausedWorkingDays: 0,
            proposedDue: null,
            proposedById: null,
          }
        : {}),
    };
    const changed: Agreement = { ...a, ...change };
    const base: CaseState = {
      ...state,
      agreements: state.agreements.map((x) => (x.id === a.id ? changed : x)),
    };
    const after = confirmedByAuthor(moved ? skipPast(base, s, changed) : base, s, changed);
    return accept(
      after,
      { key: 'done.agreementRevised', values: { number: a.number } },
      {
        messages: [revisedMessage(after, s, a.id)],
        audit: [{ action: 'agreement.revised', objectId: a.id }],
      },
    );
  });
}

/** A writer who saw another text or another date would take back, unseen, what somebody else changed meanwhile. */
function checkShown(state: CaseState, s: Situation, a: Agreement, revision: Revision): Decision | null {
  const due = effectiveDue(state, s.region, a);
  if (revision.textVersion === a.textVersion && revision.shownDue === due) return null;
  const shown = a.earlier.find((one) => one.textVersion === revision.textVersion) ?? a;
  const same = {
    title: revision.title.trim() === shown.title,
    doneWhen: revision.doneWhen.trim() === shown.doneWhen,
    due: revision.due === revision.shownDue,
  };
  const untouched = Object.entries(same).flatMap(([field, isSame]) => (isSame ? [field] : []));
  const now = {
    number: a.number,
    title: a.title,
    person: ref(state, a.ownerId),
    date: due,
    what: a.doneWhen,
  };
  return refuse('refused.reviseChanged', now, { untouched });
}

function checkRevisedDate(state: CaseState, s: Situation, a: Agreement, revision: Revision): Decision | null {
  if (a.predecessorId !== null || revision.due === a.due) return null;
  return checkDate(state, s, { date: revision.due, chosen: revision.dueChosen, field: 'due' });
}
