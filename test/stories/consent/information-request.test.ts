import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSchoolCase, type SchoolCase, wordsOf } from '../../support/cases/school-case.ts';
import { WEB_REGION } from '../../support/people/on-the-web.ts';

const SWV = 'Samenwerkingsverband';
const NOT_FOUND = 'Deze pagina is er niet';
const QUESTION = 'Welke plekken zijn eerder bekeken?';
const ANSWER = 'Twee plekken, zonder succes vanwege de afstand.';

/** The partnership takes no part in the case; the region names whom to ask there, and who stands in. */
const WITH_CONTACT = WEB_REGION.replace(
  'type: educationPartnership }',
  'type: educationPartnership, contactPoints: [{ role: consulent, person: consulent, deputy: vervanger }] }',
).replace(
  'organisations:',
  `  - { key: consulent, name: Consulent, email: consulent@example.org }
  - { key: vervanger, name: Vervanger van de consulent, email: vervanger@example.org }
organisations:`,
);

/** One request as people press it. Everything is read where they see it. */
interface Story {
  readonly at: SchoolCase;
  page(key: string): Promise<string>;
  say(key: string, about: string, answer: string, party?: string): Promise<void>;
  begin(key: string, party?: string): Promise<string>;
  ask(more?: Record<string, string>): Promise<string>;
  press(key: string, command: string): Promise<string>;
  requestId(): Promise<string>;
}

async function openStory(region = WITH_CONTACT): Promise<Story> {
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

/** C03, invariant 1. */
describe('a party is asked for information, on the web', () => {
  let story: Story;
  beforeAll(async () => {
    story = await openStory();
  });
  afterAll(() => story?.at.close());

  it('not without a yes: the lead reads why and gets a button to ask, and nothing reaches the party', async () => {
    const words = await story.begin('casemanager');
    expect(words).toContain(`nog geen toestemming om ${SWV} om informatie te vragen`);
    expect(words).toContain('Op het antwoord van Moeder wordt gewacht.');
    expect(words).toContain('Toestemming vragen');
    const asked = await story.ask();
    expect(asked).toContain(`Er is niets naar ${SWV} gegaan.`);
    const contact = await story.at.comeBack('consulent');
    expect(await story.at.reads(contact, '/')).not.toContain(story.at.code);
    expect(await story.at.reads(contact)).toContain(NOT_FOUND);
    expect(await story.page('consulent')).toContain(NOT_FOUND);
    expect(await story.page('casemanager')).toContain('Er is nog aan geen organisatie iets gevraagd.');
  });

  it('with a yes the form comes, with the examples of that kind of party and a day in five working days', async () => {
    const lead = await story.at.comeBack('casemanager');
    await lead.press('consent.ask', { caseId: story.at.id, party: 'swv', about: 'asking' });
    expect(await story.at.asks(await story.at.comeBack('moeder'))).toContain(`Mogen wij bij ${SWV} vragen`);
    await story.say('moeder', 'asking', 'yes');
    const form = await story.begin('casemanager');
    expect(form).toContain('Vragen stellen');
    expect(form).toContain('Consulent');
    const { html } = await (await story.at.comeBack('casemanager')).get(
      `/form/request.ask?caseId=${story.at.id}&party=swv`,
    );
    expect(html).toContain('Welke plekken zijn al bekeken?');
    expect(html).toContain('18 maart 2027');
    expect(await story.ask()).toContain('Gevraagd. Consulent krijgt bericht');
  });

  it('whoever is asked finds it on their own page, reads the question and nothing else of the case', async () => {
    const contact = await story.at.comeBack('consulent');
    const home = await story.at.reads(contact, '/');
    expect(home).toContain('Graag een antwoord vóór vrijdag 19 maart 2027');
    expect(home).not.toContain(QUESTION);
    expect(await story.page('consulent')).toContain(QUESTION);
    const page = await story.at.reads(contact);
    expect(page).toContain('Er is een vraag voor je');
    for (const hidden of ['Moeder', 'Wie is wie', 'Drie maanden op', 'Plan'])
      expect(page).not.toContain(hidden);
    const form = await contact.get(
      `/form/request.answer?caseId=${story.at.id}&requestId=${await story.requestId()}`,
    );
    expect(wordsOf(form.html)).toContain(QUESTION);
    expect(wordsOf(form.html)).toContain('de familie, wie de regie heeft');
  });

  it('the family reads the question; a party that does not read along neither question nor that it was asked', async () => {
    expect(await story.page('moeder')).toContain(QUESTION);
    expect(await story.at.reads(await story.at.comeBack('moeder'))).toContain(
      `Er is om informatie gevraagd aan ${SWV}: Consulent krijgt de vraag`,
    );
    for (const path of ['', '/requests']) {
      const words = await story.at.reads(await story.at.comeBack('school'), `/c/${story.at.id}${path}`);
      expect(words).not.toContain(SWV);
      expect(words).not.toContain(QUESTION);
    }
  });

  it('is answered on the web, and read by the family and the lead; the contact has nothing open any more', async () => {
    const contact = await story.at.comeBack('consulent');
    await contact.fill(
      'request.answer',
      { caseId: story.at.id, requestId: await story.requestId() },
      { words: ANSWER },
    );
    expect(await story.at.reads(contact, '/')).toContain('Dank. Je antwoord staat erbij');
    for (const key of ['moeder', 'casemanager']) {
      const page = await story.page(key);
      expect(page).toContain(ANSWER);
      expect(page).toMatch(/Consulent antwoordde op/);
      expect(await story.at.reads(await story.at.comeBack(key))).toContain(`Er is een antwoord van ${SWV}`);
    }
    expect(await story.page('school')).not.toContain(ANSWER);
    expect(await story.page('consulent')).toContain(NOT_FOUND);
    expect(await story.at.asks(contact, '/')).not.toContain('vraag voor je');
  });
});
