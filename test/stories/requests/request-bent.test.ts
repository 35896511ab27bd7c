import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportCase } from '../../../src/main/commands/case-export.ts';
import {
  openRequestStory,
  QUESTION,
  type RequestStory,
  WITH_CONTACT,
} from '../../support/cases/request-story.ts';
import { SECRET } from '../../support/schakel/secret.ts';

const ANSWER = 'Twee plekken, zonder succes vanwege de afstand.';

async function withYes(story: RequestStory, party = 'swv'): Promise<void> {
  const lead = await story.at.comeBack('casemanager');
  await lead.press('consent.ask', { caseId: story.at.id, party, about: 'asking' });
  await story.say('moeder', 'asking', 'yes', party);
}

/** C03: what is written down for somebody stands on their word alone. */
describe('whoever leads stands in for the contact who is asked', () => {
  let story: RequestStory;
  beforeAll(async () => {
    story = await openRequestStory(WITH_CONTACT.replace('deputy: vervanger', 'deputy: casemanager'));
    await withYes(story);
    await story.ask({ due: '2027-03-18' });
    await story.at.schakel.at('2027-03-23', '09:30');
  });
  afterAll(() => story?.at.close());

  it('writes down what the contact said, and cannot say for them that it is right', async () => {
    const lead = await story.at.comeBack('casemanager');
    const person = await story.at.schakel.person('consulent');
    const requestId = await story.requestId();
    await lead.fill(
      'request.enterByPhone',
      { caseId: story.at.id, requestId },
      { person, held: 'yes', words: ANSWER },
    );
    expect(await story.page('casemanager')).not.toContain('Ja, dat klopt');
    await story.press('casemanager', 'request.confirm');
    const page = await story.page('moeder');
    expect(page).toContain('Consulent zei nog niet dat het zo klopt.');
    expect(page).not.toContain('Consulent zei dat het klopt.');
  });

  it('the contact does, on their own page', async () => {
    await story.press('consulent', 'request.confirm');
    expect(await story.page('moeder')).toContain('Consulent zei dat het klopt.');
  });

  it('the export of the case names whom was asked, also who takes no part, and holds no word of it', async () => {
    const { schakel, code } = story.at;
    const config = { databaseUrl: schakel.database.url, port: 0, publicUrl: null, dataDir: '', key: SECRET };
    const { lines } = await exportCase(
      { ...config, logLevel: 'silent', teams: [], slack: null },
      code,
      undefined,
    );
    const [asked] = (JSON.parse(lines.join('\n')) as { case: { requests: unknown[] } }).case.requests;
    expect(asked).toMatchObject({
      ...{ party: 'swv', asked: ['Consulent', 'Casemanager gemeente'], by: 'Casemanager gemeente' },
      answer: { by: 'Consulent', writtenDownBy: 'Casemanager gemeente' },
    });
    expect(lines.join()).not.toContain(ANSWER);
    expect(lines.join()).not.toContain(QUESTION);
  });
});

describe('who asked leads no more, and their party does not read along', () => {
  let story: RequestStory;
  beforeAll(async () => {
    story = await openRequestStory();
    const { at } = story;
    await withYes(story, 'gemeente');
    await at.who.coordinator.press('participant.add', {
      ...{ caseId: at.id, person: await at.schakel.person('jeugdconsulent') },
      ...{ role: 'youthDoctor', organisation: 'gemeente' },
    });
    const values = { question1: QUESTION, question2: '', question3: '', due: '2027-03-19' };
    const contact = await at.schakel.person('jeugdconsulent');
    const lead = await at.comeBack('casemanager');
    await lead.fill('request.ask', { caseId: at.id, party: 'gemeente' }, { contact, ...values });
    await lead.press('lead.release', { caseId: at.id });
    await at.who.coordinator.press('lead.suggest', {
      ...{ caseId: at.id, participant: await at.participant('school') },
    });
    await (await at.comeBack('school')).press('lead.accept', { caseId: at.id });
  });
  afterAll(() => story?.at.close());

  it('knows that it was asked, and reads neither the question nor the answer', async () => {
    const contact = await story.at.comeBack('jeugdconsulent');
    await contact.fill(
      'request.answer',
      { caseId: story.at.id, requestId: await story.requestId() },
      { words: ANSWER },
    );
    expect(await story.page('school')).toContain(ANSWER);
    const page = await story.page('casemanager');
    expect(page).toContain('Jeugdconsulent gemeente');
    expect(page).not.toContain(ANSWER);
    expect(page).not.toContain(QUESTION);
  });
});

describe('whoever takes part for one organisation is the contact of another', () => {
  let story: RequestStory;
  beforeAll(async () => {
    story = await openRequestStory(WITH_CONTACT.replace('person: consulent', 'person: school'));
    await withYes(story);
    await story.ask({ contact: await story.at.schakel.person('school') });
  });
  afterAll(() => story?.at.close());

  it('reads that question, answers it, and reads both again, although they see only their own agreements', async () => {
    const mine = await story.at.comeBack('school');
    expect(await story.at.asks(mine, '/')).toContain('Graag een antwoord vóór vrijdag 19 maart 2027');
    expect(await story.page('school')).toContain(QUESTION);
    expect(await story.page('intern-begeleider')).not.toContain(QUESTION);
    const requestId = await story.requestId();
    await mine.fill('request.answer', { caseId: story.at.id, requestId }, { words: ANSWER });
    expect(await story.page('moeder')).toContain(ANSWER);
    expect(await story.page('school')).toContain(QUESTION);
    expect(await story.page('school')).toContain(ANSWER);
    expect(await story.page('intern-begeleider')).not.toContain(ANSWER);
  });
});
