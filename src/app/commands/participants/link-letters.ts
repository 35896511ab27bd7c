import { z } from 'zod';
import type { CaseState, Person } from '../../../domain/case/state.ts';
import { isLandLine, type LetterWay, readEmail, readPhone } from '../../../domain/contact-details.ts';
import type { Outgoing } from '../../../domain/messages/index.ts';
import type { ReplyKey } from '../../../domain/reply-keys.ts';
import type { Uuid } from '../../../domain/vocabulary.ts';
import type { Change } from '../../../ports/database/index.ts';
import type { Reach } from '../../../ports/entry.ts';
import type { Plan, Tools } from '../../command.ts';
import { leadOf } from '../../outgoing/web-letter.ts';
import type { EntryMeans } from '../../request-context.ts';

/** The parts shared by every command by which somebody gets a letter with a way in. */

/** How long an invitation waits, and the code that is read out with it. */
const CODE_DAYS = 3;

export const optional = z
  .string()
  .max(200)
  .optional()
  .transform((v) => v?.trim() ?? '');

export interface TypedReach {
  readonly ownEmail: string;
  readonly ownPhone: string;
}

/** Reads what was typed of somebody's reach; at least one of the two must be there. */
export function readReach({ ownEmail, ownPhone }: TypedReach): Reach | (Plan & { refused: true }) {
  const email = ownEmail === '' ? null : readEmail(ownEmail);
  const phone = ownPhone === '' ? null : readPhone(ownPhone);
  if (ownEmail === '' && ownPhone === '') return refused('refused.noAddress', {}, 'ownEmail');
  if (ownEmail !== '' && !email) return refused('refused.email', {}, 'ownEmail');
  if (ownPhone !== '' && !phone)
    return refused(isLandLine(ownPhone) ? 'refused.landLine' : 'refused.phoneNumber', {}, 'ownPhone');
  return { email, phone };
}

/** The way that was asked for where it can be had, else the other. */
export function letterWay(reach: Reach, { can }: EntryMeans, wanted: LetterWay): LetterWay | null {
  const has = { email: reach.email !== null && can.email, sms: reach.phone !== null && can.sms };
  if (has[wanted]) return wanted;
  return has.email ? 'email' : has.sms ? 'sms' : null;
}

/** Says what to do when the way that was given is not set up here: the other one, or nothing yet. */
export function lettersOff(reach: Reach, { can }: EntryMeans): ReturnType<typeof refused> {
  const field = reach.email ? 'ownEmail' : 'ownPhone';
  return can.email || can.sms
    ? refused('refused.lettersOff', { way: reach.email ? 'email' : 'sms' }, field)
    : refused('refused.lettersNowhere', {}, field);
}

/**
 * The second step goes another way than the link; where there is none, whoever invites reads out a code. Of somebody
 * with a step of their own nobody else gets one in their hands, unless those steps end with this (`isAnew`).
 */
export async function spokenFor(
  entryMeans: EntryMeans,
  personId: Uuid,
  reach: Reach,
  way: LetterWay,
  isAnew = false,
) {
  const other = { email: way === 'email' ? null : reach.email, phone: way === 'sms' ? null : reach.phone };
  if (letterWay(other, entryMeans, 'sms') !== null) return null;
  if (!isAnew && (await entryMeans.book.factors(personId)).length > 0) return null;
  return entryMeans.sealing.spokenCode(personId);
}

export function spokenRows(tools: Tools, personId: Uuid, codeHash: string | undefined): Partial<Change> {
  return codeHash ? { spokenCodes: [{ personId, codeHash, codeExpiresAt: codeEnds(tools) }] } : {};
}

export function codeEnds({ situation }: Tools): string {
  return new Date(Date.parse(situation.now) + CODE_DAYS * 86_400_000).toISOString();
}

export function letter(
  personId: Uuid,
  by: LetterWay,
  { situation, region }: Tools,
  state: CaseState,
): Outgoing {
  return {
    recipient: { to: 'person', personId, by },
    urgency: 'unsolicited',
    key: `invitation:${personId}:${situation.newId()}`,
    message: {
      type: 'SignInLink',
      purpose: 'invitation',
      from: { region: region.file.name, lead: leadOf(state) },
    },
  };
}

export function letterAnswer(
  key: ReplyKey,
  state: CaseState,
  person: Person,
  way: LetterWay,
  spoken: string | undefined,
): Plan['reply'] {
  const other = way === 'email' ? 'sms' : 'email';
  return {
    key,
    values: {
      person: { id: person.id, name: person.name },
      code: state.case.code,
      way,
      other,
      spoken: spoken ?? 'none',
    },
  };
}

export function refused(
  key: ReplyKey,
  values: Readonly<Record<string, unknown>> = {},
  field?: string,
): Plan & { refused: true } {
  return { decisions: [], reply: { key, values, ...(field ? { field } : {}) }, refused: true };
}
