import { localDate } from '../../../domain/calendar/index.ts';
import { participant } from '../../../domain/case/participants.ts';
import type { CaseState, Participant } from '../../../domain/case/state.ts';
import { LETTER_WORKSPACES, type LetterWay } from '../../../domain/contact-details.ts';
import type { LetterFrom } from '../../../domain/messages/index.ts';
import { removeParticipant } from '../../../domain/rules/case/case-life.ts';
import { type Astray, removeWrongPerson } from '../../../domain/rules/participants/wrong-person.ts';
import type { Uuid } from '../../../domain/vocabulary.ts';
import type { SentTo } from '../../../ports/entry.ts';
import { type Plan, type Tools, theirCase } from '../../command.ts';
import { leadOf } from '../../outgoing/web-letter.ts';
import { refused } from './link-letters.ts';

interface Asked {
  readonly caseId: Uuid;
  readonly participant: Uuid;
  readonly wrongPerson: boolean;
}

/** Somebody is taken out of a case; when their invitation went to the wrong person, with what follows from that. */
export async function takeOut(tools: Tools, a: Asked): Promise<Plan> {
  const state = theirCase(tools, a.caseId);
  if (!state) return refused('refused.outsideCase');
  const { situation } = tools;
  const who = participant(state, a.participant);
  const astray = a.wrongPerson && who ? await astrayOf(tools, state, who) : null;
  const decision = a.wrongPerson
    ? removeWrongPerson(state, situation, a.participant, astray)
    : removeParticipant(state, situation, a.participant, 'removed');
  if (!decision.ok) return { decisions: [], reply: decision.reply, refused: true };
  return {
    decisions: [{ before: state, decision }],
    reply: decision.reply,
    ...(who && astray && !astray.isElsewhere ? { change: { astray: [who.personId] } } : {}),
  };
}

/** Null: they did not come by an address that was typed for them. */
async function astrayOf(tools: Tools, state: CaseState, who: Participant): Promise<Astray | null> {
  const { entryMeans, store, situation } = tools;
  const { region } = situation;
  if (!entryMeans) return null;
  const where = { regionId: region.id, caseId: state.case.id };
  const { cameByLink, isListed } = await entryMeans.book.invitedOf(who.personId, where);
  if (!cameByLink) return null;
  const cases = await store.openCaseIdsOf([who.personId]);
  const isElsewhere = isListed || cases.some((id) => id !== state.case.id);
  const sent = await entryMeans.book.sentTo(who, who.joinedAt, isElsewhere);
  const { letters, enteredAt, correctedAt } = sent;
  const before = correctedAt !== null && letters.some(({ first }) => first < correctedAt);
  const dayOf = (at: string): string => localDate(region.calendar.zone, at);
  return {
    letters: letters.map((one) => ({ ...one, first: dayOf(one.first), last: dayOf(one.last) })),
    entered: enteredAt === null ? null : enteredAt < who.joinedAt ? 'before' : dayOf(enteredAt),
    ...(before ? { corrected: dayOf(correctedAt) } : {}),
    isElsewhere,
    isOthersToo: !isElsewhere && (await entryMeans.book.isOthersToo(who.personId)),
    ways: waysStill(sent),
    call: await whomToCall(tools, state, who),
  };
}

/** Every way that something went where they are reached now: who got a code alone wonders as well. */
function waysStill({ letters, correctedAt }: SentTo): LetterWay[] {
  return (Object.keys(LETTER_WORKSPACES) as LetterWay[]).filter((way) =>
    letters.some((one) => one.way === way && (correctedAt === null || one.last >= correctedAt)),
  );
}

/** Returns the lead, as in the invitation itself; else a coordinator of the region. */
async function whomToCall(
  { store, region }: Tools,
  state: CaseState,
  { id }: Participant,
): Promise<LetterFrom['lead']> {
  const lead = state.case.leadId === id ? null : leadOf(state);
  if (lead) return lead;
  const coordinators = await store.people(region.coordinatorPersonIds, region.id);
  const phone = coordinators.find((one) => one.phone !== null)?.phone;
  return phone ? { role: 'coordinator', phone } : null;
}
