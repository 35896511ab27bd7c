import { z } from 'zod';
import { isOpen } from '../../domain/case/agreements.ts';
import { actsForFamily, participantOfPerson } from '../../domain/case/participants.ts';
import type { CaseState } from '../../domain/case/state.ts';
import type { Overview } from '../../domain/messages/index.ts';
import { appointsLead, wishesOf } from '../../domain/rules/lead/wish.ts';
import { agreementFacts } from '../../domain/views/facts.ts';
import { overviewOf } from '../../domain/views/limited-view.ts';
import { type NetworkMap, networkMap } from '../../domain/views/network/network-map.ts';
import { composeNetwork } from '../../text/compose/case/network.ts';
import { composeDirectory } from '../../text/compose/region/directory.ts';
import { composeWorkingMethod } from '../../text/compose/region/working-method.ts';
import {
  composeCaseView,
  composeHelp,
  composeLead,
  composeList,
  type HelpAbout,
  type LeadAsker,
} from '../../text/query-replies.ts';
import { type Command, command, type Query } from '../command.ts';
import { openAgreementsOf } from '../pages/chat-home.ts';
import { whomToCall, workingMethodOf } from '../pages/region/guidance.ts';
import { onCase } from './args.ts';

/** Questions: they read, and change nothing. */
export const queryCommands: readonly Command[] = [
  command({
    name: 'help',
    args: z.strictObject({}),
    who: ['member'],
    run: {
      on: 'query',
      show: async (query) => composeHelp(query.reader, theirCase(query), mayOpen(query), query.may),
    },
  }),
  command({
    name: 'directory.show',
    args: z.strictObject({}),
    who: ['member'],
    run: {
      on: 'query',
      show: async ({ reader, s, store }) =>
        composeDirectory(s.region.file, reader, await whomToCall(store, s.region)),
    },
  }),
  command({
    name: 'workingMethod.show',
    args: z.strictObject({}),
    who: ['member'],
    run: {
      on: 'query',
      show: async ({ reader, s, store }) =>
        composeWorkingMethod(workingMethodOf(s.region, s.today, await whomToCall(store, s.region)), reader),
    },
  }),
  command({
    name: 'agreement.list',
    args: onCase,
    who: ['present', 'coordinator'],
    run: {
      on: 'query',
      show: async (query) =>
        composeList(itemsOf(query, state(query)), state(query).case.code, query.reader, mine(query)),
    },
  }),
  command({
    name: 'agreement.mine',
    args: z.strictObject({}),
    who: ['member'],
    run: {
      on: 'query',
      show: async (query) =>
        composeList(await openAgreementsOf(query.store, query.s, query.actor), null, query.reader, null),
    },
  }),
  command({
    name: 'case.show',
    args: onCase,
    who: ['present', 'coordinator'],
    run: {
      on: 'query',
      show: async (query) => composeCaseView(overviewFor(query), query.reader, manages(query)),
    },
  }),
  command({
    name: 'lead.show',
    args: onCase,
    who: ['present', 'coordinator'],
    run: {
      on: 'query',
      show: async (query) =>
        composeLead(overviewFor(query), query.reader, {
          isLead: isLead(query),
          coordinates: mayOpen(query),
          isNext: isNext(query),
          ...familyOf(query),
        }),
    },
  }),
  command({
    name: 'network.show',
    args: onCase,
    who: ['present', 'coordinator'],
    run: { on: 'query', show: async (query) => composeNetwork(networkFor(query), query.reader) },
  }),
];

function state(query: Query): CaseState {
  if (!query.state) throw new Error('a question about a case reached its answer without one');
  return query.state;
}

/** The case that a question without a case was typed in, for who has a part in it. */
function theirCase({ state: found, s, actor }: Query): HelpAbout | null {
  if (!found) return null;
  const me = participantOfPerson(found, actor.id);
  if (me === null && !s.region.coordinatorPersonIds.includes(actor.id)) return null;
  return {
    caseId: found.case.id,
    inIntake: found.case.status === 'intake',
    isFamily: me !== null && actsForFamily(found, me.id),
  };
}

function overviewFor(query: Query): Overview {
  return overviewOf(state(query), query.s.region, query.actor.id, query.s.today);
}

function networkFor({ whole, s, actor }: Query): NetworkMap {
  const map = whole && networkMap(whole, s.region, actor.id, s.today);
  if (!map) throw new Error('a question about a case reached its answer without one');
  return map;
}

function itemsOf(query: Query, found: CaseState) {
  return found.agreements.filter(isOpen).map((a) => ({
    code: found.case.code,
    caseId: found.case.id,
    agreement: agreementFacts(found, query.s.region, a, query.s.today),
  }));
}

/** Person id of who looks, so that what is asked of them stands first. */
function mine(query: Query): string {
  return query.actor.id;
}

function mayOpen(query: Query): boolean {
  return query.s.region.coordinatorPersonIds.includes(query.actor.id);
}

function isLead(query: Query): boolean {
  const me = participantOfPerson(state(query), query.actor.id);
  return me !== null && state(query).case.leadId === me.id;
}

/** Whether they are of the family, and what the family would like, for who may read that. */
function familyOf(query: Query): Pick<LeadAsker, 'isFamily' | 'wishes'> {
  const { s, actor } = query;
  const found = state(query);
  const me = participantOfPerson(found, actor.id);
  const isRead = appointsLead(found, s.region, actor.id, s.today);
  return { isFamily: me !== null && actsForFamily(found, me.id), wishes: isRead ? wishesOf(found) : [] };
}

/** The lead is to come to them, and they have said yes. */
function isNext(query: Query): boolean {
  const me = participantOfPerson(state(query), query.actor.id);
  const { leadHandover } = state(query).case;
  return me !== null && leadHandover?.toId === me.id && leadHandover.acceptedAt !== null;
}

function manages(query: Query): boolean {
  return isLead(query) || mayOpen(query);
}
