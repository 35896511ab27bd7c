import type { Agreement, CaseState } from '../../domain/case-state.ts';
import { isOpen } from '../../domain/due.ts';
import type { PlainDate, Uuid } from '../../domain/names.ts';
import { actingOwner } from '../../domain/who.ts';
import type { Args } from '../inbound.ts';

/** What can be typed about one agreement. */
export type Verb = 'done' | 'stuck' | 'newDate';

/** An agreement that is not known yet: about what it was, and what was typed in its place. */
export interface Which {
  readonly verb: Verb;
  readonly words: string;
  /** What was typed beside it and fills in the form. */
  readonly more: Args;
}

/** Somebody who types, in a case as they see it. */
export interface Seat {
  readonly state: CaseState;
  readonly me: Uuid | null;
  readonly today: PlainDate;
}

interface Deed {
  readonly command: string;
  /** It opens a form first. */
  readonly asks?: true;
  /** Of the button that does the same. */
  readonly label: string;
  /** Whether it can be theirs to do. The command has the last word; this is for what is offered and what is named by its title. */
  readonly may: (a: Agreement, seat: Seat) => boolean;
  /** What is meant when nothing is named; left out: what they may do. */
  readonly waits?: (a: Agreement, seat: Seat) => boolean;
}

const isTheirs = (a: Agreement, { state, me, today }: Seat): boolean =>
  isOpen(a) && me !== null && [a.ownerId, a.pickedUpById, actingOwner(state, a, today)].includes(me);
const isOnThem = (a: Agreement, { state, me, today }: Seat): boolean =>
  a.status === 'open' && me !== null && actingOwner(state, a, today) === me;

export const DEEDS: Readonly<Record<Verb, Deed>> = {
  done: { command: 'agreement.reportDone', label: 'button.done', may: isTheirs, waits: isOnThem },
  stuck: {
    command: 'agreement.stuck',
    asks: true,
    label: 'button.stuck',
    may: isTheirs,
    waits: isOnThem,
  },
  newDate: {
    command: 'agreement.proposeDate',
    asks: true,
    label: 'button.newDate',
    may: isTheirs,
    waits: isOnThem,
  },
};

/** What a command is told of the agreement that it is about. */
export function argsFor(_verb: Verb, a: Agreement, more: Args = {}) {
  return { agreementId: a.id, ...more };
}

/** The agreements that can be meant: those that wait for this person, else all that they may do it to. */
export function choicesFor(verb: Verb, seat: Seat): Agreement[] {
  const { may, waits = may } = DEEDS[verb];
  const can = seat.state.agreements.filter((a) => may(a, seat));
  const waiting = can.filter((a) => waits(a, seat));
  return waiting.length > 0 ? waiting : can;
}
