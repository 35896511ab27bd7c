import { WEB_REGION } from '../people/on-the-web.ts';
import type { Schakel } from '../schakel/start-schakel.ts';
import { type Caller, callerWith } from './web-caller.ts';

/** The page on which a family reports, as a parent uses it. */

export const QUESTION = 'Wij willen dat zij weer durft te gaan, met een vaste juf.';
export const ADDRESS = 'ouder@thuis.example';
export const TYPED = {
  address: ADDRESS,
  role: 'guardian',
  ageBand: 'under12',
  since: '2027-02-01',
  question: QUESTION,
};
export const OPEN = `${WEB_REGION}intake: required\npublic: { report: true, phone: '088 123 45 67' }\n`;
export const PATH = '/report/midden';
export const NORTH = `
key: noord
name: Regio Noord
people: [{ key: coordinator-noord, name: Coördinator noord, email: noord@example.org }]
coordinators: [coordinator-noord]
public: { report: true }
`;

export type Here = Schakel<'web' | 'letters'>;

/** A browser of nobody who is signed in, that sends what stands hidden in the page with what is typed in it. */
export function parentAt(schakel: Here, language = 'nl') {
  const asked = { 'accept-language': language };
  let stranger: Caller | null = null;
  const caller = async (): Promise<Caller> => (stranger ??= await callerWith(schakel.base, ''));
  return {
    open: async () => (await caller()).send('GET', PATH, { headers: asked }),
    send: async (fields: Readonly<Record<string, string | readonly string[]>>) =>
      (await caller()).post(PATH, fields, asked),
  };
}

export const hidden = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...(html.split('</form>')[0] ?? '').matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(
      (m) => [m[1] ?? '', m[2] ?? ''],
    ),
  );

export const mailTo = (schakel: Here, address: string) =>
  schakel.letters.mails.filter((m) => m.to === address);
