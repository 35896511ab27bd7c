import { z } from 'zod';
import type { Reply } from '../../../domain/case/decision.ts';
import { present } from '../../../domain/case/participants.ts';
import type { Person } from '../../../domain/case/state.ts';
import type { Region } from '../../../domain/region/region.ts';
import type { Uuid } from '../../../domain/vocabulary.ts';
import { type Command, command, type Plan, type Tools, theirCase } from '../../command.ts';
import type { EntryMeans } from '../../request-context.ts';
import { id } from '../args.ts';
import { letterWay, refused, spokenRows } from './link-letters.ts';

/**
 * Where no letter can go, whoever invites shows a link or prints it. They hold the link and the code then, which is as
 * good as being that person: so it is for who takes part here and in nothing else that the one who shows it may not see.
 */
export const shownLinkCommand: Command = command({
  name: 'participant.showLink',
  who: ['lead', 'coordinator'],
  args: z.strictObject({ caseId: id, participant: id }),
  run: { on: 'region', plan: (tools, a) => showLink(tools, a.caseId, a.participant) },
});

async function showLink(tools: Tools, caseId: Uuid, participantId: Uuid): Promise<Plan> {
  const { entryMeans, region } = tools;
  const state = theirCase(tools, caseId);
  const who = state && present(state).find((p) => p.id === participantId);
  const person = who && state.people.find((p) => p.id === who.personId);
  if (!state || !entryMeans || !who || !person) return refused('refused.notAParticipant', {}, 'participant');
  const named = { person: { id: person.id, name: person.name } };
  const web = region.workspaces.find((w) => w.platform === 'web')?.id;
  // In chat a link would stay, for everybody who reads along there.
  if (tools.workspaceId !== web) return refused('refused.linkOnWeb', {}, 'participant');
  if (person.id === tools.actor.id || person.identities.some((i) => i.workspaceId !== web))
    return refused('refused.notOnWeb', named, 'participant');
  const reach = await entryMeans.book.reachOf(person.id);
  if (reach && letterWay(reach, entryMeans, 'email'))
    return refused('refused.linkGoes', named, 'participant');
  const spoken = await codeFor(tools, entryMeans, { region, caseId: state.case.id }, person);
  if (spoken === 'elsewhere') return refused('refused.linkElsewhere', named, 'participant');
  const audit = [{ action: 'participant.link_shown', objectId: who.id }];
  const reply: Reply = { key: 'done.showLink', values: { ...named, spoken: spoken?.shown ?? 'none' } };
  const decision = { ok: true as const, state, messages: [], tasks: [], audit, reply };
  return {
    decisions: [{ before: state, decision }],
    reply,
    change: spokenRows(tools, person.id, spoken?.hash),
    secret: true,
    linkFor: person.id,
  };
}

/** Where whoever shows the link stands: a region they coordinate, and the case they lead or ask about, if it is about one. */
export interface ShownIn {
  readonly region: Region;
  readonly caseId: Uuid | null;
}

/** Null: they have a second step of their own, and nobody else gets one in their hands. */
export async function codeFor(tools: Tools, entryMeans: EntryMeans, where: ShownIn, person: Person) {
  if ((await entryMeans.book.factors(person.id)).length > 0) return null;
  return (await isOnlyHere(tools, entryMeans, where, person))
    ? entryMeans.sealing.spokenCode(person.id)
    : 'elsewhere';
}

/** A lead may show it to who takes part in this case alone; a coordinator to who is in this region alone and does not run it. */
async function isOnlyHere(
  { store, actor }: Tools,
  entryMeans: EntryMeans,
  { region, caseId }: ShownIn,
  person: Person,
): Promise<boolean> {
  const runs = [...region.coordinatorPersonIds, ...region.administratorPersonIds];
  if (runs.includes(person.id) || (await store.ofAnotherRegion(region.id)).has(person.id)) return false;
  const ids = await store.openCaseIdsOf([person.id]);
  // A closed case can still be read by anybody who took part in it.
  const closed = await entryMeans.book.closedBeside(person.id, { regionId: region.id, caseId });
  if (region.coordinatorPersonIds.includes(actor.id))
    return !closed.elsewhere && (await store.cases(ids)).every((one) => one.case.regionId === region.id);
  return (
    !closed.here && ids.every((one) => one === caseId) && !Object.values(region.personIds).includes(person.id)
  );
}
