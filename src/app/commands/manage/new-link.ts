import { z } from 'zod';
import type { Uuid } from '../../../domain/names.ts';
import { isLetterWay, LETTER_PLACES, type LetterWay } from '../../../domain/reach.ts';
import type { Region } from '../../../domain/region.ts';
import type { NewMessage } from '../../../ports/store.ts';
import { type Command, command, type Plan, type Tools } from '../../command.ts';
import { letterWay, refused, spokenFor, spokenRows } from '../link-letters.ts';
import { words } from './fields.ts';
import { regionOf } from './managed.ts';

/**
 * A way back for somebody of the region's list who takes part in no case: a contact of the ladder, a deputy, another
 * coordinator. The link goes to their own address and the code is read out, so that nobody holds both.
 */
export const newLinkCommand: Command = command({
  name: 'manage.newLink',
  args: z.strictObject({
    region: z.string().max(40).optional(),
    version: z.coerce.number().int().optional(),
    person: words,
  }),
  who: ['coordinator'],
  run: { on: 'region', plan: (tools, a) => newLink(tools, a.region, a.person) },
});

async function newLink(tools: Tools, regionKey: string | undefined, key: string): Promise<Plan> {
  const { entering } = tools;
  const region = await regionOf(tools, regionKey, ['coordinator']);
  if (!region) return refused('refused.onlyCoordinator');
  const id = Object.hasOwn(region.personIds, key) ? region.personIds[key] : undefined;
  const [person] = id === undefined ? [] : await tools.store.people([id], region.id);
  if (!person) return refused('refused.manageChanged');
  if (person.id === tools.actor.id) return refused('refused.ownLink');
  const name = { id: person.id, name: person.name };
  const web = region.workspaces.find((w) => w.platform === 'web')?.id;
  const isOnWeb = person.identities.some((i) => i.workspaceId === web);
  const reach = entering && isOnWeb ? await entering.book.reachOf(person.id) : null;
  const way =
    entering && reach && letterWay(reach, entering, isLetterWay(reach.notice) ? reach.notice : 'email');
  if (!entering || !reach || !way) return refused('refused.notOnWeb', { person: name });
  const spoken = await spokenFor(entering, person.id, reach, way);
  const event = { actor: tools.actor.id, action: 'region.link_sent', objectId: person.id };
  return {
    decisions: [],
    said: { key: 'done.newLink', values: { person: name, way, spoken: spoken?.shown ?? 'none' } },
    messages: [regionLetter(tools, region, person.id, way, 'link-sent')],
    change: { regionNote: { regionId: region.id, event }, ...spokenRows(tools, person.id, spoken?.hash) },
    secret: spoken !== null,
  };
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
    conversation: { workspaceId: LETTER_PLACES[way], personId },
    regionId: region.id,
    caseId: null,
    recipientId: personId,
    isCard: false,
    type: 'SignInLink',
    payload: { type: 'SignInLink', purpose: 'invitation', from: { region: region.file.name, lead: null } },
    notBefore: situation.now,
    notAfter: null,
  };
}
