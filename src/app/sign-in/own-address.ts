import { isLandLine, type LetterWay, readEmail, readPhone } from '../../domain/contact-details.ts';
import type { OwnChange } from '../../domain/messages/index.ts';
import type { Uuid } from '../../domain/vocabulary.ts';
import type { AddressChange, Reach } from '../../ports/entry.ts';
import type { EntryDeps } from './entry.ts';
import { keyOfAddress, letterTo, SENDS, TRIES } from './sign-in-letters.ts';
import type { Helper, WayBack } from './way-back.ts';

/** Somebody's own e-mail address and number, which they change themselves. Shown to nobody else. */
export interface OwnAddress {
  /** Null: they come in with an account elsewhere, and have none here. */
  ofSelf(personId: Uuid): Promise<Reach | null>;
  /** Sends a code to what is new. */
  begin(personId: Uuid, way: LetterWay, typed: string): Promise<Begun>;
  waiting(personId: Uuid): Promise<AddressChange | null>;
  /** The code was typed: what is new takes the place of the old, and the old one hears of it. */
  confirm(personId: Uuid, typed: string): Promise<'changed' | 'wrong' | 'slow' | 'over' | 'asked'>;
}

/** `asked`: what somebody else wrote down for them waits for an answer first. */
export type Begun = 'sent' | 'none' | 'unreadable' | 'landLine' | 'same' | 'off' | 'slow' | 'asked';

export function createOwnAddress(deps: EntryDeps, { helperOf }: Pick<WayBack, 'helperOf'>): OwnAddress {
  const now = (): string => deps.clock.now().toISOString();
  const ofSelf = async (personId: Uuid): Promise<Reach | null> => {
    const [person] = await deps.store.people([personId]);
    const isHere = person?.identities.some((one) => one.externalId === personId) ?? false;
    return isHere ? deps.book.reachOf(personId) : null;
  };
  return {
    ofSelf,
    begin: async (personId, way, typed) => {
      const old = await ofSelf(personId);
      if (!old) return 'none';
      const address = way === 'email' ? readEmail(typed) : readPhone(typed);
      if (!address) return way === 'sms' && isLandLine(typed) ? 'landLine' : 'unreadable';
      if (address === oldOf(old, way)) return 'same';
      if (!deps.can[way]) return 'off';
      if (await isAsked(deps, personId)) return 'asked';
      if ((await deps.pace(sends(personId, address))) > 0) return 'slow';
      const id = await deps.book.beginChange(personId, { way, address }, now());
      const code = { type: 'SignInCode', link: id, proves: way } as const;
      const message = await letterTo(deps, { personId, way }, `prove:${id}`, code);
      await deps.store.commit({ now: now(), cases: [], messages: [message] });
      return 'sent';
    },
    waiting: (personId) => deps.book.waitingChange(personId, now()),
    confirm: async (personId, typed) => {
      const change = await deps.book.waitingChange(personId, now());
      if (!change) return 'over';
      if ((await deps.pace([{ key: `tries:${personId}`, ...TRIES }])) > 0) return 'slow';
      const tried = await deps.book.tryProof(change.id, typed, now());
      if (tried !== 'right') return tried;
      return (await take(deps, helperOf, personId, change)) ? 'changed' : 'asked';
    },
  };
}

/** A person sends few codes, and a stranger's address gets few, whoever asks. */
function sends(personId: Uuid, address: string): Parameters<EntryDeps['pace']>[0] {
  return [
    { key: `prove:${personId}`, ...SENDS },
    { key: keyOfAddress(address), ...SENDS },
  ];
}

function oldOf(reach: Reach, way: LetterWay): string | null {
  return way === 'email' ? reach.email : reach.phone;
}

async function isAsked({ book }: EntryDeps, personId: Uuid): Promise<boolean> {
  return (await book.newAddressOf(personId))?.isRefused === false;
}

async function take(
  deps: EntryDeps,
  helperOf: WayBack['helperOf'],
  personId: Uuid,
  { id, way }: AddressChange,
): Promise<boolean> {
  const old = await deps.book.reachOf(personId);
  const other = way === 'email' ? 'sms' : 'email';
  const isAdded = !old || oldOf(old, way) === null;
  // Where there was none of this kind, the one beside it hears of it.
  const to = isAdded ? other : way;
  const former = old && oldOf(old, to);
  const helper = factsOf(await helperOf(personId));
  const changed = {
    type: 'SignInLink',
    purpose: 'changed',
    change: { id, what: way, isAdded, helper },
  } as const;
  const letters =
    former && deps.can[to] ? [await letterTo(deps, { personId, way: to }, `changed:${id}`, changed)] : [];
  return deps.book.takeChange(id, former, letters, deps.clock.now().toISOString());
}

function factsOf(helper: Helper): OwnChange['helper'] {
  const none = { role: null, region: null, phone: null };
  if (helper.who === 'lead') return { ...none, kind: 'lead', role: helper.role, phone: helper.phone };
  if (helper.who === 'operator') return { ...none, kind: 'operator' };
  return { ...none, kind: 'coordinator', region: helper.region, phone: helper.phone };
}
