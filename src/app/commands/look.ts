import { z } from 'zod';
import { isOpen } from '../../domain/case/agreements.ts';
import { participantOfPerson } from '../../domain/case/participants.ts';
import type { CaseState } from '../../domain/case/state.ts';
import type { Overview } from '../../domain/messages/index.ts';
import { agreementFacts } from '../../domain/views/facts.ts';
import { overviewOf } from '../../domain/views/limited-view.ts';
import { composeCaseView, composeHelp, composeLead, composeList } from '../../text/answers-to-questions.ts';
import { type Command, command, type Look } from '../command.ts';
import { openAgreementsOf } from '../pages/chat-home.ts';
import { onCase } from './args.ts';

/** Questions: they read, and change nothing. */
export const lookCommands: readonly Command[] = [
  command({
    name: 'help',
    args: z.strictObject({}),
    who: ['member'],
    run: {
      on: 'look',
      show: async (look) => composeHelp(look.reader, theirCaseId(look), mayOpen(look)),
    },
  }),
  command({
    name: 'agreement.list',
    args: onCase,
    who: ['present', 'coordinator'],
    run: {
      on: 'look',
      show: async (look) =>
        composeList(itemsOf(look, state(look)), state(look).case.code, look.reader, mine(look)),
    },
  }),
  command({
    name: 'agreement.mine',
    args: z.strictObject({}),
    who: ['member'],
    run: {
      on: 'look',
      show: async (look) =>
        composeList(await openAgreementsOf(look.store, look.s, look.actor), null, look.reader, null),
    },
  }),
  command({
    name: 'case.show',
    args: onCase,
    who: ['present', 'coordinator'],
    run: {
      on: 'look',
      show: async (look) => composeCaseView(overviewFor(look), look.reader, manages(look)),
    },
  }),
  command({
    name: 'lead.show',
    args: onCase,
    who: ['present', 'coordinator'],
    run: {
      on: 'look',
      show: async (look) => composeLead(overviewFor(look), look.reader, isLead(look), mayOpen(look)),
    },
  }),
];

function state(look: Look): CaseState {
  if (!look.state) throw new Error('a question about a case reached its answer without one');
  return look.state;
}

/** The case that a question without a case was typed in, for who has a part in it. */
function theirCaseId({ state: found, s, actor }: Look): string | null {
  if (!found) return null;
  const isIn = participantOfPerson(found, actor.id) !== null;
  return isIn || s.region.coordinatorPersonIds.includes(actor.id) ? found.case.id : null;
}

function overviewFor(look: Look): Overview {
  return overviewOf(state(look), look.s.region, look.actor.id, look.s.today);
}

function itemsOf(look: Look, found: CaseState) {
  return found.agreements.filter(isOpen).map((a) => ({
    code: found.case.code,
    caseId: found.case.id,
    agreement: agreementFacts(found, look.s.region, a, look.s.today),
  }));
}

/** Person id of who looks, so that what is asked of them stands first. */
function mine(look: Look): string {
  return look.actor.id;
}

function mayOpen(look: Look): boolean {
  return look.s.region.coordinatorPersonIds.includes(look.actor.id);
}

function isLead(look: Look): boolean {
  const me = participantOfPerson(state(look), look.actor.id);
  return me !== null && state(look).case.leadId === me.id;
}

function manages(look: Look): boolean {
  return isLead(look) || mayOpen(look);
}
