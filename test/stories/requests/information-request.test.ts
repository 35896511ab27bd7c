import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  openRequestStory,
  QUESTION,
  type RequestStory,
  WITH_CONTACT,
} from '../../support/cases/request-story.ts';
import { wordsOf } from '../../support/cases/school-case.ts';

const SWV = 'Samenwerkingsverband';
const NOT_FOUND = 'Deze pagina is er niet';
const ANSWER = 'Twee plekken, zonder succes vanwege de afstand.';

/** C03, invariant 1. */
describe('a party is asked for information, on the web', () => {
  let story: RequestStory;
  beforeAll(async () => {
    story = await openRequestStory();
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
    expect(html).toMatch(/name="contact" value="[^"]+" checked/);
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
    expect(wordsOf(form.html)).toMatch(/(Dit is de vraag|Dit zijn de \d vragen) over \S+-\d+:/);
    expect(wordsOf(form.html)).toContain(QUESTION);
    expect(wordsOf(form.html)).toContain('Je antwoord lezen: de familie, wie de regie heeft');
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

describe('a request for information that goes another way', () => {
  let story: RequestStory;
  const homeOf = async (key: string): Promise<string> => story.at.asks(await story.at.comeBack(key), '/');
  beforeAll(async () => {
    story = await openRequestStory();
    const lead = await story.at.comeBack('casemanager');
    await lead.press('consent.ask', { caseId: story.at.id, party: 'swv', about: 'asking' });
    await story.say('moeder', 'asking', 'yes');
  });
  afterAll(() => story?.at.close());

  it('“we do not have this” is an answer: the family reads it, and nothing is asked any more', async () => {
    await story.ask();
    expect(await story.press('consulent', 'request.notHeld')).toContain('Dank. Je antwoord staat erbij');
    expect(await story.page('moeder')).toMatch(/Consulent zei op .*11 maart 2027: dat hebben we niet\./);
    expect(await story.at.reads(await story.at.comeBack('casemanager'))).toContain(
      `${SWV} heeft deze informatie niet, zegt Consulent`,
    );
    expect(await homeOf('consulent')).not.toContain('vraag voor je');
  });

  it('by phone the lead writes it down, and it waits for the word of whoever said it', async () => {
    await story.ask();
    const lead = await story.at.comeBack('casemanager');
    const person = await story.at.schakel.person('consulent');
    const requestId = await story.requestId();
    const values = { person, held: 'yes', words: ANSWER };
    await lead.fill('request.enterByPhone', { caseId: story.at.id, requestId }, values);
    expect(await story.at.reads(lead)).toContain('Consulent krijgt de vraag of het zo klopt');
    for (const key of ['casemanager', 'moeder']) {
      const page = await story.page(key);
      expect(page).toContain(ANSWER);
      expect(page).toContain('Casemanager gemeente schreef het op. Consulent zei nog niet dat het zo klopt.');
    }
    expect(await homeOf('consulent')).toContain('aan de telefoon zei, is opgeschreven. Klopt het zo?');
    expect(await story.page('consulent')).toContain(ANSWER);
    await story.press('consulent', 'request.confirm');
    expect(await story.page('moeder')).toContain('schreef het op, en Consulent zei dat het klopt.');
  });

  it('what was not said so is answered anew by whoever said it', async () => {
    await story.ask();
    const lead = await story.at.comeBack('casemanager');
    const person = await story.at.schakel.person('consulent');
    const requestId = await story.requestId();
    await lead.fill(
      'request.enterByPhone',
      { caseId: story.at.id, requestId },
      { person, held: 'yes', words: 'Drie plekken.' },
    );
    const contact = await story.at.comeBack('consulent');
    await contact.fill(
      'request.answer',
      { caseId: story.at.id, requestId },
      { words: 'Twee, en geen drie.' },
    );
    const page = await story.page('moeder');
    expect(page).toContain('Twee, en geen drie.');
    expect(page).not.toContain('Drie plekken.');
  });

  it('nobody answers: the contact is asked again, then who stands in, then the lead hears it, each on its day', async () => {
    await story.ask({ due: '2027-03-18' });
    await story.at.schakel.at('2027-03-16', '09:30');
    expect(await homeOf('consulent')).toContain('Er staat nog een vraag van');
    expect(await homeOf('vervanger')).not.toContain('vraag van');
    await story.at.schakel.at('2027-03-19', '09:30');
    expect(await homeOf('consulent')).toContain('Er staat nog een vraag van');
    await story.at.schakel.at('2027-03-23', '09:30');
    expect(await homeOf('vervanger')).toContain('aan je collega wacht nog op antwoord');
    expect(await story.page('vervanger')).toContain(QUESTION);
    expect(await homeOf('casemanager')).not.toContain('Gevraagd is nog niet gehoord');
    await story.at.schakel.at('2027-03-25', '09:30');
    expect(await homeOf('casemanager')).toContain('Gevraagd is nog niet gehoord');
    expect(await story.page('moeder')).toContain('Nog geen antwoord.');
    await story.press('vervanger', 'request.notHeld');
    expect(await homeOf('casemanager')).not.toContain('Gevraagd is nog niet gehoord');
    const told = await story.at.reads(await story.at.comeBack('consulent'), '/');
    expect(told).toContain('is niet meer nodig');
  });

  it('is taken back by whoever asks, and the contact hears that nothing is needed', async () => {
    await story.ask({ due: '2027-04-01' });
    await story.press('casemanager', 'request.takeBack');
    expect(await story.page('moeder')).toContain('Teruggenomen.');
    expect(await homeOf('consulent')).not.toContain('Graag een antwoord');
    expect(await story.page('consulent')).toContain(NOT_FOUND);
  });

  it('a yes that is taken back in between takes the question along, kindly, and an old button does nothing', async () => {
    await story.ask({ due: '2027-04-01' });
    expect(await story.page('consulent')).toContain(QUESTION);
    await story.say('moeder', 'asking', 'no');
    const contact = await story.at.comeBack('consulent');
    expect(await story.at.reads(contact, '/')).toContain('Je hoeft niets meer te doen. Dank voor de moeite.');
    expect(await story.page('consulent')).toContain(NOT_FOUND);
    const requestId = await story.requestId();
    await contact.press('request.notHeld', { caseId: story.at.id, requestId });
    expect(await story.at.reads(contact, '/')).toContain('Deze vraag is niet meer nodig.');
    const page = await story.page('moeder');
    expect(page).toContain('Teruggenomen: er mocht geen informatie meer worden gevraagd.');
    expect(await story.at.reads(await story.at.comeBack('casemanager'))).toContain(
      'er mag daar geen informatie meer worden gevraagd',
    );
    const no = await story.begin('casemanager');
    expect(no).toContain('De familie zei nee, en dat mag.');
    expect(no.split(story.at.code)[0]).not.toContain('Toestemming vragen');
  });
});

describe('two guardians, of whom one is silent', () => {
  let story: RequestStory;
  beforeAll(async () => {
    const region = WITH_CONTACT.replace(
      'organisations:',
      '  - { key: vader, name: Vader, email: vader@example.org }\norganisations:',
    );
    story = await openRequestStory(region);
    await story.at.who.coordinator.press('participant.add', {
      ...{ caseId: story.at.id, person: await story.at.schakel.person('vader'), role: 'guardian' },
    });
    const lead = await story.at.comeBack('casemanager');
    await lead.press('consent.ask', { caseId: story.at.id, party: 'swv', about: 'asking' });
    await story.say('moeder', 'asking', 'yes');
  });
  afterAll(() => story?.at.close());

  it('one yes is no yes: refused, with whose answer is missing, and nothing reaches the party', async () => {
    const words = await story.begin('casemanager');
    expect(words).toContain('Op het antwoord van Vader wordt gewacht.');
    expect(words).toContain(`Er is niets naar ${SWV} gegaan.`);
    expect(await story.ask()).toContain('Op het antwoord van Vader wordt gewacht.');
    const contact = await story.at.comeBack('consulent');
    expect(await story.at.reads(contact, '/')).not.toContain(story.at.code);
    await story.say('vader', 'asking', 'yes');
    expect(await story.ask()).toContain('Gevraagd. Consulent krijgt bericht');
    expect(await story.page('vader')).toContain(QUESTION);
  });
});

describe('a party without the basis that the covenant asks', () => {
  let story: RequestStory;
  beforeAll(async () => {
    const legal = "legal: { covenantVersion: '2', accededOn: 2026-09-14, basis: jeugdwet }";
    const region = WITH_CONTACT.replace('type: school', `type: school, ${legal}`)
      .replace('type: municipality', `type: municipality, ${legal}`)
      .replace(
        'organisations:',
        'covenant: { name: Convenant Midden, version: 2, date: 2026-09-01 }\norganisations:',
      );
    story = await openRequestStory(region);
    const lead = await story.at.comeBack('casemanager');
    await lead.press('consent.ask', { caseId: story.at.id, party: 'swv', about: 'asking' });
    await story.say('moeder', 'asking', 'yes');
  });
  afterAll(() => story?.at.close());

  it('is not asked, whatever the family said: a yes repairs none that is missing', async () => {
    const words = await story.begin('casemanager');
    expect(words).toContain(`er staat geen grondslag en geen toetreding tot het convenant bij ${SWV}`);
    expect(await story.ask()).toContain(`Er is niets naar ${SWV} gegaan.`);
    expect(await story.page('consulent')).toContain(NOT_FOUND);
  });
});
