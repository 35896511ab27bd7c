import { addWorkingDays, localDate } from '../../calendar/index.ts';
import { agreement, isOpen } from '../../case/agreements.ts';
import type { Appeal, AppealEnd } from '../../case/appeals/appeal.ts';
import {
  answersAppeal,
  leadForAppeal,
  maySayNo,
  openAppeal,
  openAppeals,
} from '../../case/appeals/appeals.ts';
import { accept, type Decision, type Reply, refuse, type Situation } from '../../case/decision.ts';
import { personOf, ref } from '../../case/participants.ts';
import type { CaseState } from '../../case/state.ts';
import type { AppealMade, Outgoing } from '../../messages/index.ts';
import type { AppealAnswer, AppealKind, Uuid } from '../../vocabulary.ts';
import { inTheirs } from '../theirs.ts';
import { actorRef, inCase, toCoordinators, toParticipant, withCase } from '../tools.ts';

/** The words of one appeal, or of its answer: as many as fit on a page, and no file. */
export const APPEAL_MAX = 1000;
/** One person asks this often a day at most: whoever has more to say is called. */
const A_DAY = 5;

export interface Asking {
  readonly kind: AppealKind;
  /** The agreement or call for help that it is about; with an objection only. */
  readonly against: Uuid | null;
  readonly words: string;
}

/** One of the family asks something of the case itself. It stops nothing: whoever is asked answers it (C46). */
export function makeAppeal(state: CaseState, s: Situation, asking: Asking): Decision {
  return inTheirs(state, s, ['family'], () => {
    const me = s.actor?.participant;
    if (!me) return refuse('refused.notInCase', { code: state.case.code });
    const about = stepOf(state, asking.against);
    const refused = wrongIn(state, s, { ...asking, byId: me.id, ...about });
    if (refused) return refused;
    const { kind } = asking;
    const isAlone = leadForAppeal(state, { byId: me.id }, s.today) === null;
    const appeal: Appeal = {
      ...{ id: s.newId(), kind, byId: me.id, ...about, was: asItStands(state, kind), askedAt: s.now },
      answerBefore: addWorkingDays(s.region.calendar, s.today, s.region.timers.appealAnswer),
      ...{ coordinators: kind === 'lead' || isAlone, askedAgainOn: null, ended: null },
    };
    const after = withCase(state, { appeals: [...state.case.appeals, appeal] });
    return accept(
      after,
      { key: 'done.appealMade', values: { kind, date: appeal.answerBefore } },
      {
        messages: askingFor(after, s, appeal),
        audit: [{ action: `appeal.${kind}`, objectId: appeal.id }],
        wordsAs: appeal.id,
      },
    );
  });
}

/** The step that is named; of a call for help also its agreement. */
function stepOf(state: CaseState, id: Uuid | null): Pick<Appeal, 'agreementId' | 'escalationId'> {
  const call = state.escalations.find((e) => e.id === id && e.status !== 'answered');
  if (call) return { agreementId: call.agreementId, escalationId: call.id };
  const found = id === null ? null : agreement(state, id);
  return { agreementId: found && isOpen(found) ? found.id : null, escalationId: null };
}

function asItStands({ case: row }: CaseState, kind: AppealKind): Uuid | null {
  if (kind === 'lead') return row.leadId;
  return kind === 'contact' ? row.escalationContactPersonId : null;
}

type Wanted = Asking & Pick<Appeal, 'byId' | 'agreementId' | 'escalationId'>;

function wrongIn(state: CaseState, s: Situation, wanted: Wanted): Decision | null {
  const { kind, words, byId, agreementId, escalationId } = wanted;
  const { id: caseId, code, leadId } = state.case;
  if (kind === 'lead' && leadId === null)
    return refuse(
      'refused.appealNoLead',
      { code },
      { offer: { form: 'lead.wish', args: { caseId }, label: 'button.leadWish' } },
    );
  if (kind === 'objection' && agreementId === null && escalationId === null)
    return refuse('refused.appealNoStep', {}, { field: 'against' });
  const same = openAppeals(state).find(
    (a) =>
      a.byId === byId && a.kind === kind && a.agreementId === agreementId && a.escalationId === escalationId,
  );
  if (same) return refuse('refused.appealStands', { date: same.answerBefore });
  const dayOf = (a: Appeal): string => localDate(s.region.calendar.zone, a.askedAt);
  if (state.case.appeals.filter((a) => a.byId === byId && dayOf(a) === s.today).length >= A_DAY)
    return refuse('refused.appealMany');
  return wrongWords(words);
}

function wrongWords(words: string): Decision | null {
  if (words.trim() === '') return refuse('refused.wordsMissing', {}, { field: 'words' });
  return [...words.trim()].length > APPEAL_MAX
    ? refuse('refused.wordsTooLong', { max: APPEAL_MAX }, { field: 'words' })
    : null;
}

/** Asks whoever is to answer it: who leads, and the coordinators where it is theirs too. */
export function askingFor(
  state: CaseState,
  s: Situation,
  appeal: Appeal,
  again?: 'due' | 'silent',
): Outgoing[] {
  const message: AppealMade = {
    ...{ type: 'AppealMade', ...inCase(state), appealId: appeal.id, kind: appeal.kind },
    ...{ by: ref(state, appeal.byId), before: appeal.answerBefore },
    number: agreement(state, appeal.agreementId)?.number ?? null,
    ...(again ? { again } : {}),
  };
  const what = `appeal:${appeal.id}`;
  const lead = leadForAppeal(state, appeal, s.today);
  // Whoever is both is asked once.
  const isCoordinator = (id: Uuid | null): boolean =>
    appeal.coordinators && s.region.coordinatorPersonIds.includes(personOf(state, id)?.id ?? '');
  return [
    ...(isCoordinator(lead) ? [] : toParticipant(state, lead, what, message)),
    ...(appeal.coordinators ? [toCoordinators(state, what, message)] : []),
  ];
}

export interface Answering {
  readonly appealId: Uuid;
  readonly answer: AppealAnswer;
  readonly words: string;
}

/** A person who was asked says yes, no or what happens instead, and why. The family reads it on their page. */
export function answerAppeal(
  state: CaseState,
  s: Situation,
  { appealId, answer, words }: Answering,
): Decision {
  return inTheirs(state, s, ['lead', 'coordinator'], () => {
    const appeal = openAppeal(state, appealId);
    const me = s.actor;
    if (!appeal || !me) return refuse('refused.appealOver');
    if (!answersAppeal(state, s.region, appeal, { personId: me.personId, today: s.today }))
      return refuse('refused.appealNotYours');
    if (answer !== 'yes' && !maySayNo(state, s.region, appeal, me.personId))
      return refuse('refused.appealLeadNo', {}, { field: 'answer' });
    const wrong = wrongWords(words);
    if (wrong) return wrong;
    const ended: AppealEnd = { how: answer, byId: me.participant?.id ?? null, at: s.now, wordsId: s.newId() };
    const after = withAppeal(state, { ...appeal, ended });
    return accept(
      after,
      {
        key: 'done.appealAnswered',
        values: { person: ref(after, appeal.byId), answer },
        ...(answer === 'yes' ? followed(after, appeal) : {}),
      },
      {
        messages: tellAnswer(after, s, appeal),
        audit: [{ action: `appeal.${answer}`, objectId: appeal.id }],
        wordsAs: ended.wordsId as Uuid,
      },
    );
  });
}

/** The way to what was said yes to: Schakel changes nothing by itself. */
function followed(state: CaseState, { kind }: Appeal): Pick<Reply, 'offer'> {
  const args = { caseId: state.case.id };
  if (kind === 'contact')
    return { offer: { form: 'case.setEscalationContact', args, label: 'button.escalationContact' } };
  if (kind === 'objection') return {};
  return state.case.leadId
    ? { offer: { form: 'lead.handOver', args, label: 'button.handOverLead' } }
    : { offer: { form: 'lead.suggest', args, label: 'button.suggestLead' } };
}

/** Tells who asked; of another lead also who leads and the coordinators, whoever of them answered it. */
function tellAnswer(state: CaseState, s: Situation, appeal: Appeal): Outgoing[] {
  const { id: appealId, kind } = appeal;
  const message = {
    type: 'AppealAnswered',
    ...inCase(state),
    appealId,
    kind,
    by: actorRef(state, s),
  } as const;
  const what = `appeal-answered:${appeal.id}`;
  const others =
    appeal.kind === 'lead'
      ? [
          ...toParticipant(state, leadForAppeal(state, appeal, s.today), what, message),
          toCoordinators(state, what, message),
        ]
      : [];
  const isTheirOwn = (o: Outgoing): boolean =>
    o.recipient.to === 'person' && o.recipient.personId === s.actor?.personId;
  return [...toParticipant(state, appeal.byId, what, message), ...others.filter((o) => !isTheirOwn(o))];
}

/** The one who asked takes it back: nobody has to answer it any more. */
export function withdrawAppeal(state: CaseState, s: Situation, appealId: Uuid): Decision {
  return inTheirs(state, s, ['family'], () => {
    const appeal = openAppeal(state, appealId);
    const me = s.actor?.participant;
    if (!appeal || appeal.byId !== me?.id) return refuse('refused.appealOver');
    const ended: AppealEnd = { how: 'withdrawn', byId: me.id, at: s.now, wordsId: null };
    return accept(withAppeal(state, { ...appeal, ended }), 'done.appealWithdrawn', {
      audit: [{ action: 'appeal.withdrawn', objectId: appeal.id }],
    });
  });
}

/** The case with this appeal in the place of what it was. */
export function withAppeal(state: CaseState, appeal: Appeal): CaseState {
  return withCase(state, { appeals: state.case.appeals.map((a) => (a.id === appeal.id ? appeal : a)) });
}
