import type { Mail } from '../../fakes/letters/letters.ts';
import { ON_THE_WEB, WEB_REGION } from '../people/on-the-web.ts';
import { type Schakel, startSchakel } from '../schakel/start-schakel.ts';
import { textOf } from '../told/told-page.ts';
import { entersByLetter } from '../web/by-letter.ts';
import type { Caller } from '../web/web-caller.ts';
import { openSilentWeb, type SilentWeb } from './silent-case.ts';

/** The lead gave no number; who coordinates did. */
export const ASTRAY_REGION = WEB_REGION.replace(
  'email: coordinator@example.org',
  "email: coordinator@example.org, phone: '0612345679'",
);
export const SORRY = 'U kreeg van ons een bericht dat voor iemand anders was.';

/** A case on the web into which people are invited by letters, at addresses that may be wrong. */
export interface AstrayWeb {
  readonly silent: SilentWeb<Schakel<'web' | 'letters'>>;
  invites(shownName: string, ownEmail: string, ownPhone: string, caseId?: string): Promise<void>;
  /** Somebody comes in with the newest letter and the code that is sent for it. */
  enters(address: string): Promise<Caller>;
  participant(name: string): Promise<string>;
  /** Taken out as the wrong person; what the one who did it reads then. */
  takesOut(name: string, more?: Readonly<Record<string, string>>, who?: string): Promise<string>;
  mailsTo(address: string): readonly Mail[];
  close(): Promise<void>;
}

export async function openAstrayWeb(): Promise<AstrayWeb> {
  const silent = await openSilentWeb(
    await startSchakel({ ...ON_THE_WEB, letters: true, region: ASTRAY_REGION }),
  );
  const { schakel, as, id, state } = silent;
  const mailsTo = (address: string) => schakel.letters.mails.filter((mail) => mail.to === address);
  const participant = async (name: string): Promise<string> => {
    const { people, participants } = await state();
    const ids = people.filter((p) => p.name === name).map((p) => p.id);
    return participants.findLast((p) => ids.includes(p.personId) && p.leftAt === null)?.id ?? '';
  };
  return {
    silent,
    mailsTo,
    participant,
    invites: async (shownName, ownEmail, ownPhone, caseId = id) => {
      const values = { shownName, role: 'guardian', language: 'nl', ownEmail, ownPhone };
      await (await as('casemanager')).fill('participant.inviteByLink', { caseId }, values);
      await schakel.settle();
    },
    enters: (address) => entersByLetter(schakel, address),
    takesOut: async (name, more = { wrongPerson: 'yes' }, who = 'casemanager') => {
      const caller = await as(who);
      const values = { participant: await participant(name), ...more };
      const answer = await caller.fill('participant.remove', { caseId: id }, values);
      await schakel.settle();
      if (answer.status !== 303) return textOf(answer.html);
      return textOf((await caller.get(answer.headers.get('location') ?? '/')).html);
    },
    close: () => schakel.stop(),
  };
}
