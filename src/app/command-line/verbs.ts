import { isDisputed, isOpen } from '../../domain/case/agreements.ts';
import { actingLead, actingOwner, askedToConfirm, deputyOf } from '../../domain/case/participants.ts';
import type { Agreement, CaseState } from '../../domain/case/state.ts';
import type { CommandName } from '../../domain/command-names.ts';
import type { ButtonKey } from '../../domain/reply-keys.ts';
import { hasAnswered } from '../../domain/rules/agreements/confirmations.ts';
import type { PlainDate, Uuid } from '../../domain/vocabulary.ts';
import type { Args } from '../inbound.ts';

/** An act that can be typed about one agreement. */
export type Verb =
  | 'correct'
  | 'different'
  | 'done'
  | 'confirmDone'
  | 'notYet'
  | 'onTrack'
  | 'stuck'
  | 'newDate'
  | 'pickUp'
  | 'ask'
  | 'askLess'
  | 'rhythm';

/** An act of which the agreement is not clear yet, and what was typed in its place. */
export interface Which {
  readonly verb: Verb;
  readonly words: string;
  /** The values that were typed beside it and fill in the form. */
  readonly more: Args;
  /** It is one of these: reported done, so that “klopt” can be about the agreement or about its being done. */
  readonly reported?: readonly Uuid[];
}

/** Somebody who types, in a case as they see it. */
export interface Typist {
  readonly state: CaseState;
  readonly me: Uuid | null;
  readonly today: PlainDate;
}

type Holds = (a: Agreement, typist: Typist) => boolean;

interface Deed {
  readonly command: CommandName;
  /** It opens a form first. */
  readonly asks?: true;
  /** Whether it is about the text as it stands now. */
  readonly ofText?: true;
  /** The label of the button that does the same. */
  readonly label: ButtonKey;
  /** Whether it can be theirs to do. The command has the last word; this is for what is offered and what is named by its title. */
  readonly may: Holds;
  /** Picks what is meant when nothing is named; left out: what they may do. */
  readonly waits?: Holds;
}

const isTheirs: Holds = (a, { state, me, today }) =>
  isOpen(a) && me !== null && [a.ownerId, a.pickedUpById, actingOwner(state, a, today)].includes(me);
const isOnThem: Holds = (a, { state, me, today }) =>
  a.status === 'open' && me !== null && actingOwner(state, a, today) === me;
const isReported: Holds = (a, { me }) =>
  a.status === 'reported_done' && me !== null && a.reportedDoneById !== me;
const isDeputy: Holds = (a, { state, me }) => a.status === 'open' && me !== null && deputyOf(state, a) === me;
const isLeads: Holds = (a, { state, me, today }) =>
  a.status === 'open' && me !== null && actingLead(state, today) === me;
const isSeen: Holds = (a, { me }) => isOpen(a) && me !== null;
/** Asked of them, and not answered yet. */
export const isAsked: Holds = (a, { state, me }) =>
  a.status === 'open' &&
  !isDisputed(state, a) &&
  me !== null &&
  askedToConfirm(state, a).includes(me) &&
  !hasAnswered(state, a, me);

const onThem = { may: isTheirs, waits: isOnThem };

export const DEEDS: Readonly<Record<Verb, Deed>> = {
  correct: {
    command: 'agreement.confirm',
    ofText: true,
    label: 'button.correct',
    may: isSeen,
    waits: (a, typist) => isAsked(a, typist) || isReported(a, typist),
  },
  different: {
    command: 'agreement.dispute',
    asks: true,
    ofText: true,
    label: 'button.different',
    may: isSeen,
    waits: isAsked,
  },
  done: { command: 'agreement.reportDone', label: 'button.done', ...onThem },
  confirmDone: { command: 'agreement.confirmDone', label: 'button.confirmDone', may: isReported },
  notYet: { command: 'agreement.notYet', label: 'button.notYet', may: isReported },
  onTrack: { command: 'agreement.onTrack', label: 'button.onTrack', ...onThem },
  stuck: { command: 'agreement.stuck', asks: true, label: 'button.stuck', ...onThem },
  newDate: { command: 'agreement.proposeDate', asks: true, label: 'button.newDate', ...onThem },
  pickUp: { command: 'agreement.pickUp', label: 'button.pickUp', may: isDeputy },
  ask: { command: 'agreement.ask', label: 'button.ask', may: isDeputy },
  askLess: { command: 'agreement.askLess', asks: true, label: 'button.askLess', may: isLeads },
  rhythm: { command: 'agreement.rhythm', asks: true, label: 'button.rhythm', may: isLeads },
};

/** Returns what a command is told of the agreement that it is about. */
export function argsFor(verb: Verb, a: Agreement, more: Args = {}) {
  const version = DEEDS[verb].ofText ? { textVersion: a.textVersion } : {};
  return { agreementId: a.id, ...version, ...more };
}

/** The agreements that can be meant: those that wait for this person, else all that they may do it to. */
export function choicesFor(verb: Verb, typist: Typist): Agreement[] {
  const { may, waits = may } = DEEDS[verb];
  const can = typist.state.agreements.filter((a) => may(a, typist));
  const waiting = can.filter((a) => waits(a, typist));
  return waiting.length > 0 ? waiting : can;
}

/**
 * Lists what the buttons at one agreement do. “Klopt” about one that was reported done can mean two things, and so
 * can its answer.
 */
export function verbsAt(which: Which, a: Agreement, typist: Typist): readonly Verb[] {
  return which.verb === 'correct' && isReported(a, typist)
    ? ['confirmDone', 'notYet', 'correct']
    : [which.verb];
}
