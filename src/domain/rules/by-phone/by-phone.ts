import { openBlocker } from '../../case/agreements.ts';
import { type Accepted, accept, type Decision, refuse, type Situation } from '../../case/decision.ts';
import { actingOwner, answersInChat, isFamily, participant, personOf, ref } from '../../case/participants.ts';
import type { Agreement, CaseState, PhoneNote } from '../../case/state.ts';
import type { Message, PhoneQuestion } from '../../messages/index.ts';
import { isToBeCalled } from '../../reminders/nobody-confirms.ts';
import type { ReplyKey } from '../../reply-keys.ts';
import { shownDetail } from '../../views/facts.ts';
import type { BlockerCategory, PhoneSaid, PlainDate, Uuid } from '../../vocabulary.ts';
import { reportBlocker } from '../agreements/blockers.ts';
import { confirmAgreement, disputeAgreement, hasAnswered } from '../agreements/confirmations.ts';
import { createAgreement, type Draft } from '../agreements/create.ts';
import * as dates from '../agreements/dates.ts';
import * as progress from '../agreements/progress.ts';
import { lacks } from '../theirs.ts';
import { facts, inCase, onOpenAgreement, toParticipant, withAgreement } from '../tools.ts';

/** Answers to write down. `done` and `notYet` are of one's own agreement, or answer what another reported done. */
export const BY_PHONE = ['confirmed', 'disputed', 'done', 'notYet', 'onTrack', 'stuck', 'date'] as const;

export interface SaidByPhone {
  readonly agreementId: Uuid;
  /** Participant of the family who said it. */
  readonly participantId: Uuid;
  readonly answer: (typeof BY_PHONE)[number];
  /** The person's own words, when they understood it differently. */
  readonly words: string;
  readonly category: BlockerCategory | null;
  readonly date: PlainDate | null;
  readonly dateChosen: boolean;
}

type Meant = PhoneSaid | 'confirmed' | 'disputed';

/** An answer by phone, with what it means for the agreement as it stands. */
interface Understood extends SaidByPhone {
  readonly meant: Meant;
}

/** An answer that is written down for somebody, as they are asked to check it. */
interface WrittenDown extends Pick<PhoneQuestion, 'said' | 'detail' | 'words'> {
  readonly agreementId: Uuid;
  readonly participantId: Uuid;
}

/**
 * Writes down what a parent said to the lead by phone: the very rule of the parent's own press, with a writer. An
 * answer of the parent's own stays as it is; of what is written here they have the last word (phone-check.ts).
 */
export function enterByPhone(state: CaseState, s: Situation, said: SaidByPhone): Decision {
  return onOpenAgreement(state, said.agreementId, (a) => {
    const { agreementId, participantId } = said;
    const person = ref(state, participantId);
    const meant = meaningOf(state, s, a, said);
    const wrong =
      checkSpeaker(state, s, participantId) ??
      (saidThemselves(state, a, said) ? refuse('refused.answeredThemselves', { person }, ABOUT) : null);
    if (wrong) return wrong;
    if (meant === null) return refuse('refused.phoneNotTheirs', { person, number: a.number }, ABOUT);
    const understood = { ...said, meant };
    const decided = decide(state, speakingFor(state, s, participantId), a, understood);
    if (!decided.ok) return decided;
    const note = noteOf(s, a, understood);
    const noted = note ? { ...decided, state: withNote(decided.state, a.id, note) } : decided;
    return written(noted, s, 'done.enteredByPhone', {
      agreementId,
      participantId,
      said: meant,
      detail: shownDetail(note),
      words: meant === 'disputed' ? said.words.trim() : null,
    });
  });
}

const ABOUT = { field: 'answer' };

/** A new agreement that a parent proposed by phone: theirs, written down by the lead. */
export function createByPhone(state: CaseState, s: Situation, participantId: Uuid, draft: Draft): Decision {
  const wrong = checkSpeaker(state, s, participantId);
  if (wrong) return wrong;
  const decided = createAgreement(state, speakingFor(state, s, participantId), draft);
  const made = decided.ok ? decided.state.agreements.at(-1) : undefined;
  if (!decided.ok || !made) return decided;
  return written(decided, s, 'done.proposedByPhone', {
    agreementId: made.id,
    participantId,
    said: 'proposed',
    detail: null,
    words: null,
  });
}

/** Somebody of the family, who does not answer in chat themselves or does not answer there; written down by another who is in the case. */
function checkSpeaker(state: CaseState, s: Situation, participantId: Uuid): Decision | null {
  const writer = s.actor?.participant;
  if (!writer) return refuse('refused.notInCase', { code: state.case.code });
  const here = participant(state, participantId)?.leftAt === null && isFamily(state, participantId);
  if (!here || participantId === writer.id)
    return refuse('refused.onlyFamilyByPhone', {}, { field: 'participant' });
  const no = lacks(state, s, ['lead']);
  if (no) return no;
  return answersInChat(personOf(state, participantId), s.region) && !isToBeCalled(state, participantId)
    ? refuse('refused.answersInChat', { person: ref(state, participantId) }, { field: 'participant' })
    : null;
}

/** The parent acts, and who asks for it is the writer. */
function speakingFor(state: CaseState, s: Situation, participantId: Uuid): Situation {
  const speaker = participant(state, participantId);
  const writer = s.actor?.participant;
  if (!speaker || !writer) return s;
  return {
    ...s,
    actor: { personId: speaker.personId, participant: speaker },
    writtenDownBy: writer.id,
  };
}

/** Null: not theirs to say. */
function meaningOf(state: CaseState, s: Situation, a: Agreement, said: SaidByPhone): Meant | null {
  const { answer, participantId: who } = said;
  if (answer === 'confirmed' || answer === 'disputed') return answer;
  const isTheirs = a.ownerId === who || a.pickedUpById === who || actingOwner(state, a, s.today) === who;
  if (a.status === 'reported_done' && answer === 'notYet') return answer;
  if (a.status === 'reported_done' && answer === 'done' && a.reportedDoneById !== who) return 'confirmDone';
  return isTheirs ? answer : null;
}

function decide(state: CaseState, s: Situation, a: Agreement, said: Understood): Decision {
  switch (said.meant) {
    case 'confirmed':
      return confirmAgreement(state, s, a.id, a.textVersion);
    case 'disputed':
      return disputeAgreement(state, s, a.id, { textVersion: a.textVersion, words: said.words });
    case 'done':
      return progress.reportDone(state, s, a.id, { validUntil: null });
    case 'confirmDone':
      return progress.confirmDone(state, s, a.id);
    case 'onTrack':
      return progress.onTrack(state, s, a.id);
    case 'notYet':
      return a.status === 'open'
        ? accept(
            state,
            { key: 'done.stillOpen', values: { number: a.number } },
            { audit: [{ action: 'agreement.not_yet', objectId: a.id }] },
          )
        : progress.notYet(state, s, a.id);
    case 'stuck':
      return said.category
        ? reportBlocker(state, s, a.id, { category: said.category, decisionMaker: null })
        : refuse('refused.missing', {}, { field: 'category' });
    case 'date':
      return said.date
        ? dates.proposeDate(state, s, a.id, { date: said.date, chosen: said.dateChosen })
        : refuse('refused.dateMissing', {}, { field: 'date' });
  }
}

/** An answer that a person gave, and not only by phone, is theirs: it is not answered again for them. */
function saidThemselves(state: CaseState, a: Agreement, said: SaidByPhone): boolean {
  const who = said.participantId;
  const noted = a.phoneNotes.find((note) => note.participantId === who)?.said;
  if (said.answer === 'confirmed' || said.answer === 'disputed') return hasAnswered(state, a, who);
  const isOfDone = said.answer === 'done' || said.answer === 'notYet';
  if (isOfDone && a.status === 'reported_done' && a.reportedDoneById === who) return noted !== 'done';
  if (said.answer === 'date') return a.proposedDue !== null && a.proposedById === who && noted !== 'date';
  const blocker = said.answer === 'stuck' ? openBlocker(state, a.id) : null;
  return blocker?.reportedById === who && noted !== 'stuck';
}

/** An answer to the text stands among the answers; of how an agreement stands there is a note. */
function noteOf(s: Situation, a: Agreement, said: Understood): PhoneNote | null {
  const { meant } = said;
  if (meant === 'confirmed' || meant === 'disputed') return null;
  const detail = { stuck: said.category, date: said.date, notYet: a.reportedDoneById };
  return {
    participantId: said.participantId,
    enteredById: s.actor?.participant?.id ?? '',
    said: meant,
    detail: meant === 'stuck' || meant === 'date' || meant === 'notYet' ? detail[meant] : null,
    at: s.now,
  };
}

function withNote(state: CaseState, id: Uuid, note: PhoneNote): CaseState {
  const before = state.agreements.find((a) => a.id === id)?.phoneNotes ?? [];
  const others = before.filter((n) => n.participantId !== note.participantId);
  return withAgreement(state, id, { phoneNotes: [...others, note] });
}

/** Everybody reads who said it and who wrote it down; the one who said it is asked, where they are in chat. */
function written(
  decided: Accepted,
  s: Situation,
  key: ReplyKey,
  { agreementId, participantId, ...asked }: WrittenDown,
): Decision {
  const { state } = decided;
  const by = ref(state, s.actor?.participant?.id ?? null);
  const speaker = participant(state, participantId)?.personId ?? '';
  const marked = decided.messages
    .filter((o) => !(o.recipient.to === 'person' && o.recipient.personId === speaker))
    .map((o) => ({ ...o, message: { ...o.message, writtenBy: by } as Message }));
  const agreement = facts(state, s, agreementId);
  const toCheck = {
    type: 'PhoneToCheck',
    ...inCase(state),
    agreement,
    phone: { by, ...asked, at: s.now },
  } as const;
  return accept(
    state,
    { key, values: { person: ref(state, participantId), number: agreement.number } },
    {
      messages: [...marked, ...toParticipant(state, participantId, `phone:${agreementId}`, toCheck)],
      tasks: decided.tasks,
      audit: decided.audit.map((event) => ({ ...event, onBehalfOf: speaker })),
    },
  );
}
