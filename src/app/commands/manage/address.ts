import { z } from 'zod';
import { readPhone } from '../../../domain/contact-details.ts';
import type { Uuid } from '../../../domain/vocabulary.ts';
import type { Reach, Waiting } from '../../../ports/entry.ts';
import { type Command, command, type Plan, type Tools } from '../../command.ts';
import { refused, spokenFor, spokenRows } from '../participants/link-letters.ts';
import { MANAGERS, typedText } from './fields.ts';
import { regionOf } from './managed.ts';
import { regionLetter } from './new-link.ts';

/**
 * Somebody cannot reach their old address any more, so they cannot say themselves that another is right. Two who run the
 * region do: one wrote it down, and another, who spoke to the person, says so here.
 */
export const addressCommand: Command = command({
  name: 'manage.address',
  args: z.strictObject({
    region: z.string().max(40).optional(),
    version: z.coerce.number().int().optional(),
    person: typedText,
  }),
  who: MANAGERS,
  run: { on: 'region', plan: (tools, a) => confirm(tools, a) },
});

interface Asked {
  readonly region?: string | undefined;
  readonly version?: number | undefined;
  readonly person: string;
}

async function confirm(tools: Tools, { region: regionKey, version, person: key }: Asked): Promise<Plan> {
  const region = await regionOf(tools, regionKey, MANAGERS);
  if (!region) return refused('refused.onlyCoordinator');
  // A person who saw another version of the list may have spoken about another address.
  if (version !== undefined && version !== region.version) return refused('refused.manageChanged');
  const personId = region.personIds[key];
  const waiting = (await tools.store.newAddressesIn(region.id)).find(
    (one) => one.personId === personId && one.caseId === null,
  );
  if (!waiting || waiting.isRefused) return refused('refused.addressNone');
  if (waiting.isElsewhere) return refused('refused.addressElsewhere');
  if (!mayConfirm(tools.actor.id, waiting)) return refused('refused.addressOwnWriting');
  const after = await reachAfter(tools, waiting);
  // A person who runs the region, or stands in its list, is found by their e-mail address alone.
  const isSent = Boolean(tools.entryMeans?.can.email && after?.email);
  const spoken =
    after && isSent && tools.entryMeans
      ? await spokenFor(tools.entryMeans, waiting.personId, after, 'email', true)
      : null;
  const event = { actor: tools.actor.id, action: 'region.address_confirmed', objectId: waiting.personId };
  return {
    decisions: [],
    reply: {
      key: 'done.manage.address',
      values: {
        what: region.file.people.find((p) => p.key === key)?.name ?? key,
        link: isSent ? 'email' : 'none',
        spoken: spoken?.shown ?? 'none',
      },
    },
    // It goes when what was written down holds.
    messages: isSent ? [regionLetter(tools, region, waiting.personId, 'email', 'address-confirmed')] : [],
    change: {
      regionNote: { regionId: region.id, event },
      addressTaken: waiting,
      ...spokenRows(tools, waiting.personId, spoken?.hash),
    },
    secret: spoken !== null,
  };
}

/**
 * Nobody lets themselves in, and nobody alone, nor with a second account of their own; and a region lets nobody in as
 * somebody who has to do with more than it. What the operator wrote may be confirmed by any who runs the region.
 */
export function mayConfirm(actorId: Uuid, { confirmers, personId, isElsewhere }: Waiting): boolean {
  return !isElsewhere && confirmers.includes(actorId) && actorId !== personId;
}

/** How they are reached once it holds. */
async function reachAfter({ entryMeans }: Tools, waiting: Waiting): Promise<Reach | null> {
  const now = await entryMeans?.book.reachOf(waiting.personId);
  if (!now) return null;
  return {
    email: waiting.emailGone ? null : (waiting.email ?? now.email),
    phone: waiting.phoneGone ? null : ((waiting.phone && readPhone(waiting.phone)) ?? now.phone),
  };
}
