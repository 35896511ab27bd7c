import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  openSilentCase,
  openSilentWeb,
  type SilentInSlack,
  type SilentWeb,
} from '../../support/cases/silent-case.ts';
import { ok } from '../../support/people/actor.ts';
import { LEAD, SCHOOL } from '../../support/people/in-slack.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { readMessage } from '../../support/reading/in-slack.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { textOf } from '../../support/told/told-page.ts';
import type { Heard } from '../../support/web/web-caller.ts';

/** Schakel says that somebody will hear it: that person reads it, where they read and on the day that was named. */

describe('whoever is stuck on the web, after the lead already had the letter of that day', () => {
  let silent: SilentWeb<Schakel<'web' | 'letters'>>;
  let first = '';
  let second = '';
  const letters = (to = 'casemanager@example.org'): number =>
    silent.schakel.letters.mails.filter((m) => m.to === to).length;
  const stuck = async (agreementId: string, category = 'money'): Promise<string> => {
    const school = await silent.as('school');
    const answer = await school.fill('agreement.stuck', { agreementId }, { category, decisionMaker: '' });
    const words = await answered(school.get, answer);
    await silent.schakel.settle();
    return words;
  };
  beforeAll(async () => {
    silent = await openSilentWeb(await startSchakel({ ...ON_THE_WEB, letters: true }));
    first = await silent.agree('Onderwijsplan', 'school', '2027-04-01');
    second = await silent.agree('Leerlingenvervoer', 'school', '2027-04-01');
    const school = await silent.as('school');
    await school.press('agreement.dispute', {
      agreementId: second,
      textVersion: 1,
      words: 'per taxi, niet per bus',
    });
    await silent.schakel.settle();
  });
  afterAll(() => silent?.schakel.stop());

  it('is told that the lead gets a message today, and the lead gets a second letter and reads it', async () => {
    const before = letters();
    expect(before).toBeGreaterThan(0);
    expect(await stuck(first)).toContain(
      'Casemanager gemeente krijgt vandaag bericht dat afspraak 1 vastloopt',
    );
    expect(letters()).toBe(before + 1);
    expect(await silent.page('casemanager')).toMatch(/Onderwijsplan.*loopt vast|loopt vast.*Onderwijsplan/);
  });

  it('sends no third letter when the reason is changed the same day', async () => {
    const before = letters();
    await stuck(first, 'waiting_list');
    expect(letters()).toBe(before);
  });

  it('is told the day on which the lead hears it when the contact hours are over, and that is so', async () => {
    await silent.schakel.at('2027-03-11', '19:30');
    const before = letters();
    expect(await stuck(second)).toContain('krijgt op vrijdag 12 maart 2027 bericht dat afspraak 2 vastloopt');
    expect(letters()).toBe(before);
    await silent.schakel.at('2027-03-12', '09:30');
    expect(letters()).toBeGreaterThan(before);
    expect(await silent.page('casemanager')).toContain('Leerlingenvervoer');
  });

  it('is told to call when the lead gets no letters', async () => {
    const lead = await silent.as('casemanager');
    await lead.fill('person.reach', {}, { notice: 'none', language: 'nl' });
    const before = letters();
    const words = await stuck(first, 'decision');
    expect(words).toContain('krijgt hier geen bericht, en leest bij het inloggen dat afspraak 1 vastloopt');
    expect(letters()).toBe(before);
  });
});

describe('a contact on the web who reads that without an answer the coordinators hear it', () => {
  let silent: SilentWeb<Schakel<'web' | 'letters'>>;
  const letters = (): number =>
    silent.schakel.letters.mails.filter((m) => m.to === 'coordinator@example.org').length;
  beforeAll(async () => {
    silent = await openSilentWeb(await startSchakel({ ...ON_THE_WEB, letters: true }));
    const agreementId = await silent.agree('Onderwijsplan', 'school', '2027-04-01');
    await (await silent.as('casemanager')).press('ladder.raise', { agreementId, rung: '3' });
    await silent.schakel.settle();
  });
  afterAll(() => silent?.schakel.stop());

  it('and does not answer: the coordinator gets a letter, and reads on their page who did not answer', async () => {
    expect(await silent.page('teamleider')).toContain('Zonder antwoord horen de coördinatoren dat');
    for (const date of ['2027-03-12', '2027-03-15']) await silent.schakel.at(date, '09:30');
    expect(await silent.page('coordinator')).not.toContain('heeft niet geantwoord');
    const before = letters();
    await silent.schakel.at('2027-03-16', '09:30');
    expect(letters()).toBe(before + 1);
    expect(await silent.page('coordinator')).toMatch(
      /Teamleider jeugd is 3 werkdagen geleden.*heeft niet geantwoord/,
    );
  });
});

describe('whoever is stuck in Slack', () => {
  let silent: SilentInSlack;
  beforeAll(async () => {
    silent = await openSilentCase();
    await silent.agree('Onderwijsplan', 'donderdag 18 maart');
    await silent.agree('Leerlingenvervoer', 'donderdag 18 maart');
  });
  afterAll(() => silent?.schakel.stop());

  const stuck = async (text: string): Promise<string> => {
    const { schakel, room } = silent;
    ok(await schakel.slack.as(SCHOOL).click({ channel: room, text }, 'Ik loop vast'));
    ok(await schakel.slack.as(SCHOOL).submit({ category: 'money' }));
    await schakel.settle();
    return schakel.slack
      .readBy(SCHOOL, room)
      .map((m) => readMessage(m))
      .join('\n');
  };

  it('is told that the lead gets a message today, and the lead has it', async () => {
    expect(await stuck('Onderwijsplan')).toContain('krijgt vandaag bericht dat afspraak 1 vastloopt');
    expect(silent.schakel.slack.written(LEAD).at(-1)).toContain('Onderwijsplan');
  });

  it('is told the day when the contact hours are over, and the lead has it that day and not before', async () => {
    const { schakel } = silent;
    await schakel.at('2027-03-11', '19:30');
    const before = schakel.slack.written(LEAD).length;
    expect(await stuck('Leerlingenvervoer')).toContain('krijgt op vrijdag 12 maart 2027 bericht');
    expect(schakel.slack.written(LEAD)).toHaveLength(before);
    expect((await silent.reads(LEAD, '2027-03-12')).join('\n')).toContain('Leerlingenvervoer');
  });
});

describe('the welcome to a case on the web', () => {
  let silent: SilentWeb;
  beforeAll(async () => {
    silent = await openSilentWeb(await startSchakel(ON_THE_WEB));
  });
  afterAll(() => silent?.schakel.stop());

  it('says to both sides what the family does not see and what belongs in an agreement, and nothing of channels', async () => {
    for (const who of ['moeder', 'casemanager']) {
      const page = textOf((await (await silent.as(who)).get(`/c/${silent.id}`)).html);
      const welcome = page.match(/Welkom in .*?nooit waar het over gaat/g)?.join(' ') ?? page;
      expect(welcome).toContain('Dat staat hier niet, en de familie ziet het niet.');
      expect(welcome).toContain('of over de familie gaat, hoort daarom in een afspraak');
      expect(welcome).toContain('De familie mag vragen om te lezen wat er over hen is geschreven.');
      expect(welcome).toContain(
        'Dit lezen wie is toegevoegd, professionals én familie, en de coördinatoren van Regio Midden',
      );
      expect(welcome).not.toMatch(/kanaal|kanalen|werkruimte|Gewone berichten/);
    }
  });
});

/** The words under which somebody comes back to a page. */
async function answered(get: (path: string) => Promise<Heard>, answer: Heard): Promise<string> {
  if (answer.status !== 303) return textOf(answer.html);
  return textOf((await get(answer.headers.get('location') ?? '/')).html);
}
