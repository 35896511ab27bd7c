import { z } from 'zod';
import { present, ref } from '../../../domain/case/participants.ts';
import type { CaseState, Participant, Person } from '../../../domain/case/state.ts';
import { isLetterWay, type LetterWay } from '../../../domain/contact-details.ts';
import type { Outgoing } from '../../../domain/messages/index.ts';
import type { Region } from '../../../domain/region/region.ts';
import { actorRef, inCase, toCoordinators, toParticipant } from '../../../domain/rules/tools.ts';
import type { Uuid } from '../../../domain/vocabulary.ts';
import type { Reach, Waiting } from '../../../ports/entry.ts';
import { type Command, command, type Plan, type Tools, theirCase } from '../../command.ts';
import type { EntryMeans } from '../../request-context.ts';
import { id, yes } from '../args.ts';
import {
  letter,
  letterAnswer,
  lettersOff,
  letterWay,
  optional,
  readReach,
  refused,
  spokenFor,
  spokenRows,
  type TypedReach,
} from './link-letters.ts';

/**
 * Somebody who came into a case by a link has another number or address. It waits until they say that it is theirs, or
 * until a second one who may, and who spoke to them, types it as well. It is shown to nobody but them:
 * docs/decisions/people-and-sign-in.md#types-it-again says why.
 */
const shape = {
  caseId: id,
  participant: id,
  ownEmail: optional,
  ownPhone: optional,
  only: yes,
};

export const newAddressCommands: readonly Command[] = [
  command({
    name: 'participant.newAddress',
    who: ['lead', 'coordinator'],
    args: z.strictObject(shape),
    run: { on: 'region', plan: writeDown },
  }),
  command({
    name: 'participant.confirmAddress',
    who: ['lead', 'coordinator'],
    args: z.strictObject(shape),
    run: { on: 'region', plan: confirm },
  }),
];

interface Asked extends TypedReach {
  readonly caseId: Uuid;
  readonly participant: Uuid;
  /** True when what they had serves no more, also where nothing comes in its place. */
  readonly only: boolean;
}

/** The person it is about, and how they will be reached when the new address holds. */
interface Found {
  readonly state: CaseState;
  readonly entryMeans: EntryMeans;
  readonly who: Participant;
  readonly person: Person;
  readonly old: Reach;
  readonly after: Reach;
  /** How a letter goes to what is new. */
  readonly way: LetterWay;
}

async function writeDown(tools: Tools, asked: Asked): Promise<Plan> {
  const found = await find(tools, asked);
  if ('refused' in found) return found;
  const { state, entryMeans, person, old, after } = found;
  const where = { regionId: tools.region.id, caseId: state.case.id };
  const { isListed, cameByLink, isIn } = await entryMeans.book.invitedOf(person.id, where);
  const values = { person: { id: person.id, name: person.name } };
  if (isListed) return refused('refused.addressListed', values, 'participant');
  if (!cameByLink) return refused('refused.addressOwnAccount', values, 'participant');
  const elsewhere = (await entryMeans.book.peopleAt(after)).filter((one) => one !== person.id);
  if (present(state).some((p) => elsewhere.includes(p.personId)))
    return refused('refused.invitedAlready', {}, asked.ownEmail ? 'ownEmail' : 'ownPhone');
  if (isSame(after, old)) return refused('refused.addressSame', values, 'ownEmail');
  if (!isIn) return takenAtOnce(tools, found);
  const waiting = await entryMeans.book.newAddressOf(person.id);
  // An address written in another region is not replaced from here, nor told of.
  if (waiting && waiting.regionId !== tools.region.id && !waiting.isRefused)
    return refused('refused.addressElsewhere', {}, 'participant');
  const isSaid = waiting?.reach && waiting.caseId === state.case.id && isSame(after, waiting.reach);
  // Somebody with an old telephone of theirs could say no: so what was refused may be written and asked again.
  return waits(tools, found, !isSaid || waiting.isRefused);
}

async function find(tools: Tools, asked: Asked): Promise<Found | (Plan & { refused: true })> {
  const { entryMeans, actor } = tools;
  const state = theirCase(tools, asked.caseId);
  const who = state && present(state).find((p) => p.id === asked.participant);
  const person = who && state.people.find((p) => p.id === who.personId);
  if (!state || !entryMeans || !who || !person) return refused('refused.notAParticipant', {}, 'participant');
  if (state.case.status === 'closed') return refused('refused.caseClosed', { code: state.case.code });
  if (person.id === actor.id) return refused('refused.addressOwn', {}, 'participant');
  const given = readReach(asked);
  if ('refused' in given) return given;
  const way = letterWay(given, entryMeans, 'email');
  if (!way) return lettersOff(given, entryMeans);
  const old = (await entryMeans.book.reachOf(person.id)) ?? { email: null, phone: null };
  const kept = asked.only ? { email: null, phone: null } : old;
  const after = { email: given.email ?? kept.email, phone: given.phone ?? kept.phone };
  return { state, entryMeans, who, person, old, after, way };
}

function isSame(a: Reach, b: Reach): boolean {
  return a.email === b.email && a.phone === b.phone;
}

/** The new address is written down sealed, like what they are reached by now. */
function written(tools: Tools, { state, entryMeans, person, old, after }: Found) {
  const { sealed, emailLookup, phoneLookup } = entryMeans.sealing.reach(person.id, after, 'none');
  return {
    personId: person.id,
    regionId: tools.region.id,
    caseId: state.case.id,
    sealed,
    emailLookup,
    phoneLookup,
    emailGone: old.email !== null && after.email === null,
    phoneGone: old.phone !== null && after.phone === null,
    writtenById: tools.actor.id,
    writtenAt: tools.situation.now,
  };
}

/** Nobody came in yet: then it is a mistake in an invitation, and what went to the wrong address opens nothing. */
async function takenAtOnce(tools: Tools, found: Found): Promise<Plan> {
  const address = written(tools, found);
  return taken(tools, found, 'participant.address_corrected', {
    newAddresses: [address],
    addressTaken: address,
  });
}

async function waits(tools: Tools, found: Found, isNew: boolean): Promise<Plan> {
  const { state, person, who } = found;
  const key = 'done.newAddress';
  const values = { person: { id: person.id, name: person.name } };
  if (!isNew) return { decisions: [], reply: { key, values } };
  const decision = {
    ok: true as const,
    state,
    messages: [...toldAtOld(tools, found), ...toOthers(tools, state, who)],
    tasks: [],
    audit: [{ action: 'participant.address_written', objectId: who.id }],
    reply: { key } as const,
  };
  return {
    decisions: [{ before: state, decision }],
    reply: { key, values },
    change: { newAddresses: [written(tools, found)] },
  };
}

/** Tells it at once, whatever the hour: if it is not right, every hour counts. */
function toldAtOld(tools: Tools, { state, entryMeans, person, old }: Found): Outgoing[] {
  const wanted = person.notice && isLetterWay(person.notice) ? person.notice : 'email';
  const by = letterWay(old, entryMeans, wanted);
  if (!by) return [];
  return [
    {
      recipient: { to: 'person', personId: person.id, by },
      urgency: 'reply',
      key: `address:${person.id}:${state.case.id}:${state.case.version}`,
      message: {
        type: 'SignInLink',
        purpose: 'address',
        by: coordinates(tools.region, tools.actor.id) ? 'coordinator' : 'lead',
      },
    },
  ];
}

/** Tells the people who can confirm it when they spoke to the person. */
function toOthers({ region, situation, actor }: Tools, state: CaseState, who: Participant): Outgoing[] {
  const message = {
    type: 'AddressWaits' as const,
    ...inCase(state),
    participantId: who.id,
    person: ref(state, who.id),
    by: actorRef(state, situation),
  };
  const isForLead = coordinates(region, actor.id) && state.case.leadId !== who.id;
  const lead = state.participants.find((p) => p.id === state.case.leadId);
  return [
    toCoordinators(state, 'address', message),
    ...(isForLead && lead && !coordinates(region, lead.personId)
      ? toParticipant(state, lead.id, 'address', message)
      : []),
  ];
}

async function confirm(tools: Tools, asked: Asked): Promise<Plan> {
  const found = await find(tools, asked);
  if ('refused' in found) return found;
  const { state, entryMeans, person, after } = found;
  const waiting = await entryMeans.book.newAddressOf(person.id);
  if (!waiting?.reach || waiting.caseId !== state.case.id || waiting.isRefused)
    return refused('refused.addressNone', {}, 'participant');
  if (waiting.isElsewhere) return refused('refused.addressElsewhere', {}, 'participant');
  if (!mayConfirmInCase(tools.region, tools.actor.id, waiting)) return refused('refused.addressSecond');
  if (!isSame(after, waiting.reach))
    return refused('refused.addressOther', {}, asked.ownPhone ? 'ownPhone' : 'ownEmail');
  return taken(tools, found, 'participant.address_confirmed', { addressTaken: waiting });
}

/**
 * Two people, of whom one coordinates the region, and neither is who it is about. Whoever leads a case may have been
 * brought in by the other: so the list of the region has to say that they are two, or a workspace in which both work.
 */
export function mayConfirmInCase(
  region: Region,
  actorId: Uuid,
  { confirmers, writtenById, isElsewhere, isRefused }: Waiting,
): boolean {
  const isWithCoordinator = [actorId, writtenById].some((one) => one !== null && coordinates(region, one));
  return !isElsewhere && !isRefused && isWithCoordinator && confirmers.includes(actorId);
}

function coordinates(region: Region, personId: Uuid): boolean {
  return region.coordinatorPersonIds.includes(personId);
}

/** It holds: a link goes to what is new, and where there is no second step a code is read out. */
async function taken(
  tools: Tools,
  { state, entryMeans, who, person, after, way }: Found,
  action: string,
  change: NonNullable<Plan['change']>,
): Promise<Plan> {
  const spoken = await spokenFor(entryMeans, person.id, after, way, true);
  const key = 'done.addressTaken';
  const decision = {
    ok: true as const,
    state,
    messages: [letter(person.id, way, tools, state)],
    tasks: [],
    audit: [{ action, objectId: who.id }],
    reply: { key } as const,
  };
  return {
    decisions: [{ before: state, decision }],
    reply: letterAnswer(key, state, person, way, spoken?.shown),
    change: { ...change, ...spokenRows(tools, person.id, spoken?.hash) },
    secret: spoken !== null,
  };
}
