import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSchoolCase, type SchoolCase, wordsOf } from '../../support/cases/school-case.ts';
import { openSilentCase, type SilentInSlack } from '../../support/cases/silent-case.ts';
import { ok } from '../../support/people/actor.ts';
import { LEAD, MOTHER, REGION_FILE, SCHOOL } from '../../support/people/in-slack.ts';
import { WEB_REGION } from '../../support/people/on-the-web.ts';

/** Every period is the region's to change: none stands in the program alone. */
describe('a region that asks sooner than others', () => {
  let silent: SilentInSlack;
  beforeAll(async () => {
    const timers = '{ doneAgain: 1, doneLead: 3, confirmAgain: 1, confirmCall: 1 }';
    silent = await openSilentCase({ region: `${REGION_FILE}timers: ${timers}\n` });
    await silent.agree('Onderwijsplan', 'donderdag 18 maart');
    await silent.agree('Dagritme', 'donderdag 25 maart');
    ok(
      await silent.schakel.slack
        .as(SCHOOL)
        .click({ channel: silent.room, text: 'Onderwijsplan' }, 'Is klaar'),
    );
    await silent.schakel.settle();
  });
  afterAll(() => silent?.schakel.stop());

  it('asks again the next working day whether what was reported done is done', async () => {
    expect((await silent.reads(MOTHER, '2027-03-12')).join('\n')).toMatch(
      /Onderwijsplan.*klaar is|klaar.*Onderwijsplan/s,
    );
  });

  it('asks whoever leads to call the working day after somebody was asked twice', async () => {
    expect((await silent.reads(LEAD, '2027-03-15')).join('\n')).toContain('Bel');
  });

  it('tells whoever leads after three working days that nobody confirmed it', async () => {
    expect((await silent.reads(LEAD, '2027-03-16')).join('\n')).toContain('Niemand heeft dat nog bevestigd');
  });
});

describe('a region in which the family has two working days to answer whether a case may be closed', () => {
  let at: SchoolCase;
  beforeAll(async () => {
    at = await openSchoolCase({ region: `${WEB_REGION}timers: { closingAnswer: 2 }\n` });
  });
  afterAll(() => at?.close());

  it('says so to who asks, and lets a coordinator close it after that', async () => {
    const asked = await at.who.casemanager.fill(
      'case.close',
      { caseId: at.id },
      { outcome: 'education', familySpoken: 'yes' },
    );
    expect(wordsOf(asked.html + (await at.who.casemanager.get('/')).html)).toContain(
      'Komt er 2 werkdagen geen antwoord',
    );
    await at.schakel.at('2027-03-15', '09:30');
    at.who.coordinator = await at.comeBack('coordinator');
    const words = { outcome: 'education', reason: 'gebeld, geen antwoord' };
    await at.who.coordinator.fill('case.close', { caseId: at.id }, words);
    expect((await at.state()).case.status).toBe('closed');
  });

  it('shows each period on the page where the region is set up, and takes another', async () => {
    const page = wordsOf((await at.who.coordinator.get('/manage/midden/times')).html);
    for (const words of [
      'Zo lang heeft de familie om ja of nee te zeggen tegen afsluiten',
      'Een contact overslaan dat zo lang weg is',
      'Zo lang niet gekeken: de regiehouder belt',
    ])
      expect(page).toContain(words);
  });
});
