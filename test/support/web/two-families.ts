import { codeIn, pathIn } from '../../fakes/letters/letters.ts';
import { wordsOf } from '../cases/school-case.ts';
import { ON_THE_WEB } from '../people/on-the-web.ts';
import { type Schakel, startSchakel } from '../schakel/start-schakel.ts';
import { type Caller, callerOf, callerWith, cookieOf } from './web-caller.ts';

const NORTH = `
key: noord
name: Regio Noord
people:
  - { key: coordinator-noord, name: Coördinator noord, email: noord@example.org }
  - { key: tweede-noord, name: Tweede coördinator noord, email: tweede@example.org }
organisations: [{ key: kliniek, name: Kliniek, type: care }]
coordinators: [coordinator-noord, tweede-noord]
`;

export interface Parent {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly role?: string;
  readonly organisation?: string;
}

export interface Family {
  readonly caseId: string;
  readonly code: string;
  readonly coordinator: Caller;
  /** Brings somebody in by letter; gives the code that is read out to who has no second way. */
  invite(who: Parent): Promise<string | undefined>;
  /** Their part in this case. */
  part(who: Parent): Promise<string>;
  /** An agreement of theirs, which is asked about. */
  agree(who: Parent, title: string): Promise<void>;
}

/** Two cases in two regions of one installation. */
export interface TwoFamilies {
  readonly schakel: Schakel<'web' | 'letters' | 'log'>;
  readonly south: Family;
  readonly north: Family;
  /** Comes in by the last letter to this address and a code: `at` this browser, with a code that they have. */
  comesIn(who: Parent, at?: Caller, code?: string): Promise<Entered>;
  /** Asks a letter at the door, and comes in by it. */
  asksAndComesIn(who: Parent, at?: Caller, code?: () => string): Promise<Entered>;
  mailsTo(address: string): { readonly text: string; readonly subject: string }[];
  personOf(who: Parent): Promise<string>;
}

/** They come in as both in one browser, and say that they are one. */
export async function puts(here: TwoFamilies, one: Parent, other: Parent): Promise<Caller> {
  const { caller } = await here.asksAndComesIn(one);
  const entered = await here.asksAndComesIn(other, caller);
  await entered.caller.post('/together', { token: entered.caller.formToken, answer: 'yes' });
  return entered.caller;
}

export interface Entered {
  readonly caller: Caller;
  /** Where they are led. */
  readonly to: string;
}

/** `north`: more lines of the region file of the north. */
export async function openTwoFamilies({ north = '' } = {}): Promise<TwoFamilies> {
  const schakel = await startSchakel({ ...ON_THE_WEB, letters: true, log: true });
  await schakel.addRegion(NORTH + north);
  const { pool } = schakel.database.database;
  const personOf = async ({ name }: Parent): Promise<string> =>
    (await pool.query('SELECT "id" FROM "person" WHERE "name" = $1', [name])).rows[0]?.id;
  const familyOf = async (key: string, region: string): Promise<Family> => {
    const coordinator = await callerOf(schakel, key);
    await coordinator.fill('case.open', {}, { firstDay: '2027-01-04', region });
    const regionId = (await schakel.app.store.regionByKey(region))?.id ?? '';
    const [caseId = ''] = await schakel.app.store.openCaseIds(regionId, null, 10);
    const state = async () => (await schakel.app.store.cases([caseId]))[0];
    const part: Family['part'] = async (who) => {
      const personId = await personOf(who);
      return (await state())?.participants.findLast((p) => p.personId === personId)?.id ?? '';
    };
    return {
      caseId,
      code: (await state())?.case.code ?? '',
      coordinator,
      invite: async ({ name, email, phone, role = 'guardian', organisation = '' }) => {
        const by = await callerOf(schakel, key);
        await by.fill(
          'participant.inviteByLink',
          { caseId },
          { shownName: name, role, organisation, language: 'nl', ownEmail: email, ownPhone: phone },
        );
        await schakel.settle();
        return /\b\d{6}\b/.exec(wordsOf((await by.get(`/c/${caseId}`)).html))?.[0];
      },
      part,
      agree: async (who, title) => {
        const owner = await part(who);
        await (await callerOf(schakel, key)).press('agreement.create', {
          ...{ caseId, title, doneWhen: `${title} is besproken`, owner, due: '2027-04-01' },
        });
        await schakel.settle();
      },
    };
  };
  const mailsTo = (address: string) => schakel.letters.mails.filter((one) => one.to === address);
  /** A mailbox may be that of two: the letter of the one whose number gets the code. */
  const codeFor = async (
    stranger: Caller,
    links: readonly string[],
    phone: string,
  ): Promise<[string, string]> => {
    for (const link of links) {
      const before = schakel.letters.texts.length;
      await stranger.post(link, {});
      await schakel.settle();
      const sent = schakel.letters.texts.slice(before).find((one) => one.to === `+31${phone.slice(1)}`);
      if (sent) return [link, codeIn(sent)];
    }
    throw new Error(`no letter leads to a code for ${phone}`);
  };
  const comesIn: TwoFamilies['comesIn'] = async ({ email, phone }, at, code) => {
    const stranger = at ?? (await callerWith(schakel.base, ''));
    const letters = mailsTo(email).filter((one) => /\/in\//.test(one.text));
    const links = letters.slice(-2).reverse().map(pathIn);
    const [link, typed] = code ? [links[0], code] : await codeFor(stranger, links, phone);
    const entered = await stranger.post(`${link}/code`, { code: typed });
    const cookie = cookieOf(entered.headers);
    return {
      caller: cookie ? await callerWith(schakel.base, cookie) : stranger,
      to: entered.headers.get('location') ?? '',
    };
  };
  return {
    schakel,
    south: await familyOf('coordinator', 'midden'),
    north: await familyOf('coordinator-noord', 'noord'),
    comesIn,
    mailsTo,
    personOf,
    asksAndComesIn: async (who, at, code) => {
      schakel.clock.advance(60_000);
      await (await callerWith(schakel.base, '')).post('/link', { address: who.email });
      await schakel.settle();
      return comesIn(who, at, code?.());
    },
  };
}
