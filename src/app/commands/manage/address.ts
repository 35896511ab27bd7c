import { z } from 'zod';
import type { Uuid } from '../../../domain/names.ts';
import { LETTER_PLACES } from '../../../domain/reach.ts';
import type { Region } from '../../../domain/region.ts';
import type { NewAddress } from '../../../ports/entry.ts';
import type { NewMessage } from '../../../ports/store.ts';
import { type Command, command, type Plan, type Tools } from '../../command.ts';
import { MANAGERS, words } from './fields.ts';
import { lettersOf, regionOf } from './managed.ts';

/** How long the code is good that is read out. */
const CODE_DAYS = 3;

/**
 * Somebody cannot reach their old address any more, so they cannot say themselves that another is theirs. Two who run the
 * region do: one wrote it down, and another, who spoke to the person, says so here.
 */
export const addressCommand: Command = command({
  name: 'manage.address',
  args: z.strictObject({
    region: z.string().max(40).optional(),
    version: z.coerce.number().int().optional(),
    person: words,
  }),
  who: MANAGERS,
  run: { on: 'region', plan: (tools, a) => confirm(tools, a.region, a.person) },
});

async function confirm(tools: Tools, regionKey: string | undefined, key: string): Promise<Plan> {
  const region = await regionOf(tools, regionKey, MANAGERS);
  if (!region) return refused('refused.onlyCoordinator');
  const personId = region.personIds[key];
  const waiting = (await tools.store.newAddressesIn(region.id)).find((one) => one.personId === personId);
  if (!waiting || waiting.isRefused) return refused('refused.addressNone');
  if (waiting.isElsewhere) return refused('refused.addressElsewhere');
  if (!mayConfirm(tools.actor.id, waiting)) return refused('refused.addressOwnWriting');
  const spoken = await spokenCode(tools, waiting);
  const event = { actor: tools.actor.id, action: 'region.address_confirmed', objectId: waiting.personId };
  return {
    decisions: [],
    said: {
      key: 'done.manage.address',
      values: {
        what: region.file.people.find((p) => p.key === key)?.name ?? key,
        spoken: spoken?.shown ?? 'none',
      },
    },
    messages:
      lettersOf(tools.entering).includes('email') && waiting.email ? [letter(tools, region, waiting)] : [],
    change: {
      regionNote: { regionId: region.id, event },
      addressTaken: waiting.personId,
      ...(spoken ? { spokenCodes: [spoken.row] } : {}),
    },
    secret: spoken !== null,
  };
}

/**
 * Nobody lets themselves in, and nobody alone, nor with a second account of their own; and a region lets nobody in as
 * somebody who has to do with more than it. What the operator wrote may be confirmed by any who runs the region.
 */
export function mayConfirm(actorId: Uuid, { confirmers, personId, isElsewhere }: NewAddress): boolean {
  return !isElsewhere && confirmers.includes(actorId) && actorId !== personId;
}

/** A code to read out, where the second step can go no other way. */
async function spokenCode({ entering, situation, store }: Tools, { personId, email, phone }: NewAddress) {
  if (!entering?.can.email || !email) return null;
  const [person] = await store.people([personId]);
  if (entering.can.sms && (phone ?? person?.phone)) return null;
  if ((await entering.book.factors(personId)).length > 0) return null;
  const { shown, hash } = entering.sealing.spokenCode(personId);
  const codeExpiresAt = new Date(Date.parse(situation.now) + CODE_DAYS * 86_400_000).toISOString();
  return { shown, row: { personId, codeHash: hash, codeExpiresAt } };
}

/** To the new address, which holds by the time that it goes. */
function letter({ situation }: Tools, region: Region, { personId }: NewAddress): NewMessage {
  return {
    id: situation.newId(),
    dedupeKey: `address-confirmed:${personId}:${situation.now}`,
    conversation: { workspaceId: LETTER_PLACES.email, personId },
    regionId: region.id,
    caseId: null,
    recipientId: personId,
    isCard: false,
    type: 'SignInLink',
    payload: { type: 'SignInLink', purpose: 'invitation' },
    notBefore: situation.now,
    notAfter: null,
  };
}

function refused(key: string): Plan {
  return { decisions: [], said: { key }, refused: true };
}
