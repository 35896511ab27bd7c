import { z } from 'zod';
import type { Person } from '../../../domain/case/state.ts';
import { isLetterWay, LETTER_WORKSPACES, type LetterWay } from '../../../domain/contact-details.ts';
import type { Region } from '../../../domain/region/region.ts';
import type { Uuid } from '../../../domain/vocabulary.ts';
import type { Change, NewMessage } from '../../../ports/database/index.ts';
import type { Reach } from '../../../ports/entry.ts';
import { type Command, command, type Plan, type Tools } from '../../command.ts';
import type { EntryMeans } from '../../request-context.ts';
import { letterWay, refused, spokenFor, spokenRows } from '../participants/link-letters.ts';
import { codeFor } from '../participants/shown-link.ts';
import { typedText } from './fields.ts';
import { regionOf } from './managed.ts';

const ARGS = z.strictObject({
  region: z.string().max(40).optional(),
  version: z.coerce.number().int().optional(),
  person: typedText,
});

/** A way in for somebody of the region's list who takes part in no case: a contact of the ladder, a deputy, a coordinator. */
export const newLinkCommands: readonly Command[] = [
  command({
    name: 'manage.newLink',
    args: ARGS,
    who: ['coordinator'],
    run: { on: 'region', plan: (tools, a) => newLink(tools, a.region, a.person) },
  }),
  command({
    name: 'manage.showLink',
    args: ARGS,
    who: ['coordinator'],
    run: { on: 'region', plan: (tools, a) => showLink(tools, a.region, a.person) },
  }),
];

interface OnList {
  readonly region: Region;
  readonly entryMeans: EntryMeans;
  readonly person: Person;
  /** Null: nobody can write to them, so they have no way in by a letter. */
  readonly way: LetterWay | null;
  readonly reach: Reach | null;
}

/** Finds the person of the region's list; refuses oneself, and anybody who is not on the web. */
async function onList(
  tools: Tools,
  regionKey: string | undefined,
  key: string,
): Promise<OnList | ReturnType<typeof refused>> {
  const { entryMeans } = tools;
  const region = await regionOf(tools, regionKey, ['coordinator']);
  if (!region) return refused('refused.onlyCoordinator');
  const id = Object.hasOwn(region.personIds, key) ? region.personIds[key] : undefined;
  const [person] = id === undefined ? [] : await tools.store.people([id], region.id);
  if (!person) return refused('refused.manageChanged');
  if (person.id === tools.actor.id) return refused('refused.ownLink');
  const web = region.workspaces.find((w) => w.platform === 'web')?.id;
  if (!entryMeans || !person.identities.some((i) => i.workspaceId === web))
    return refused('refused.notOnWeb', { person: { id: person.id, name: person.name } });
  const reach = await entryMeans.book.reachOf(person.id);
  const wanted = reach && isLetterWay(reach.notice) ? reach.notice : 'email';
  return { region, entryMeans, person, reach, way: reach && letterWay(reach, entryMeans, wanted) };
}

/** The link goes to their own address and the code is read out, so that nobody holds both. */
async function newLink(tools: Tools, regionKey: string | undefined, key: string): Promise<Plan> {
  const found = await onList(tools, regionKey, key);
  if ('refused' in found) return found;
  const { region, entryMeans, person, reach, way } = found;
  const name = { id: person.id, name: person.name };
  if (!reach || !way) return refused('refused.notOnWeb', { person: name });
  const spoken = await spokenFor(entryMeans, person.id, reach, way);
  return {
    decisions: [],
    reply: { key: 'done.newLink', values: { person: name, way, spoken: spoken?.shown ?? 'none' } },
    messages: [regionLetter(tools, region, person.id, way, 'link-sent')],
    change: noted(tools, found, 'region.link_sent', spoken?.hash),
    secret: spoken !== null,
  };
}

/** Where no letter can go the coordinator shows it, or prints it; `shown-link.ts` says of whom nobody gets both halves. */
async function showLink(tools: Tools, regionKey: string | undefined, key: string): Promise<Plan> {
  const found = await onList(tools, regionKey, key);
  if ('refused' in found) return found;
  const { region, entryMeans, person, way } = found;
  const name = { id: person.id, name: person.name };
  if (way) return refused('refused.linkGoes', { person: name });
  const spoken = await codeFor(tools, entryMeans, { region, caseId: null }, person);
  if (spoken === 'elsewhere') return refused('refused.linkElsewhere', { person: name });
  return {
    decisions: [],
    reply: { key: 'done.showLink', values: { person: name, spoken: spoken?.shown ?? 'none' } },
    change: noted(tools, found, 'region.link_shown', spoken?.hash),
    secret: true,
    linkFor: person.id,
  };
}

function noted(
  tools: Tools,
  { region, person }: OnList,
  action: string,
  hash: string | undefined,
): Partial<Change> {
  const event = { actor: tools.actor.id, action, objectId: person.id };
  return { regionNote: { regionId: region.id, event }, ...spokenRows(tools, person.id, hash) };
}

/** A way in that a region sends to somebody of its list. */
export function regionLetter(
  { situation }: Tools,
  region: Region,
  personId: Uuid,
  way: LetterWay,
  why: string,
): NewMessage {
  return {
    id: situation.newId(),
    dedupeKey: `${why}:${personId}:${situation.now}`,
    conversation: { workspaceId: LETTER_WORKSPACES[way], personId },
    regionId: region.id,
    caseId: null,
    recipientId: personId,
    isCard: false,
    payload: { type: 'SignInLink', purpose: 'invitation', from: { region: region.file.name, lead: null } },
    notBefore: situation.now,
    notAfter: null,
  };
}
