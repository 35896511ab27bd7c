import { WEB_REGION } from '../people/on-the-web.ts';
import { openSchoolCase, type SchoolCase, wordsOf } from './school-case.ts';

export const QUESTION = 'Welke plekken zijn eerder bekeken?';

/** The partnership takes no part in the case; the region names whom to ask there, and who stands in. */
export const WITH_CONTACT = WEB_REGION.replace(
  'type: educationPartnership }',
  'type: educationPartnership, contactPoints: [{ role: consulent, person: consulent, deputy: vervanger }] }',
).replace(
  'organisations:',
  `  - { key: consulent, name: Consulent, email: consulent@example.org }
  - { key: vervanger, name: Vervanger van de consulent, email: vervanger@example.org }
organisations:`,
);

/** One request as people press it. Everything is read where they see it. */
export interface RequestStory {
  readonly at: SchoolCase;
  page(key: string): Promise<string>;
  say(key: string, about: string, answer: string, party?: string): Promise<void>;
  begin(key: string, party?: string): Promise<string>;
  ask(more?: Record<string, string>): Promise<string>;
  press(key: string, command: string): Promise<string>;
  requestId(): Promise<string>;
}

export async function openRequestStory(region = WITH_CONTACT): Promise<RequestStory> {
  const at = await openSchoolCase({ region, consent: 'before-sharing' });
  const requestId = async () => (await at.state()).case.requests.at(-1)?.id ?? '';
  return {
    at,
    requestId,
    page: async (key) => at.reads(await at.comeBack(key), `/c/${at.id}/requests`),
    say: async (key, about, answer, party = 'swv') => {
      await (await at.comeBack(key)).press('consent.answer', { caseId: at.id, party, about, answer });
      await at.schakel.settle();
    },
    begin: async (key, party = 'swv') => {
      const caller = await at.comeBack(key);
      const { html } = await caller.fill('request.begin', { caseId: at.id }, { party });
      return `${wordsOf(html)} ${await at.reads(caller)}`;
    },
    ask: async (more = {}) => {
      const caller = await at.comeBack('casemanager');
      const contact = await at.schakel.person('consulent');
      const values = {
        contact,
        question1: QUESTION,
        question2: '',
        question3: '',
        due: '2027-03-19',
        ...more,
      };
      const { html } = await caller.fill('request.ask', { caseId: at.id, party: 'swv' }, values);
      return `${wordsOf(html)} ${await at.reads(caller)}`;
    },
    press: async (key, command) => {
      const caller = await at.comeBack(key);
      const { html } = await caller.press(command, { caseId: at.id, requestId: await requestId() });
      return `${wordsOf(html)} ${await at.reads(caller, '/')}`;
    },
  };
}
