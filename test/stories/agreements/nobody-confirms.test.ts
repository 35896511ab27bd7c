import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  openSilentCase,
  openSilentWeb,
  type SilentInSlack,
  type SilentWeb,
} from '../../support/cases/silent-case.ts';
import { ok } from '../../support/people/actor.ts';
import { COORDINATOR, LEAD, MOTHER, SCHOOL } from '../../support/people/in-slack.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { startSchakel } from '../../support/schakel/start-schakel.ts';
import { textOf } from '../../support/told/told-page.ts';

/** Reported done on Thursday 11 March, and nobody says whether it is. It stays in sight until somebody does. */
describe('what is reported done and confirmed by nobody, in Slack', () => {
  let silent: SilentInSlack;
  beforeAll(async () => {
    silent = await openSilentCase();
    await silent.agree('Onderwijsplan', 'donderdag 18 maart');
    const { schakel, room } = silent;
    ok(await schakel.slack.as(SCHOOL).click({ channel: room, text: 'Onderwijsplan' }, 'Is klaar'));
    await schakel.at('2027-03-12', '09:00');
  });
  afterAll(() => silent?.schakel.stop());

  it('is asked again after two working days of everybody who can confirm it, and not of who reported it', async () => {
    const { schakel } = silent;
    const before = [LEAD, MOTHER, SCHOOL].map((who) => schakel.slack.written(who).length);
    await schakel.at('2027-03-15', '09:00');
    const [lead, mother, school] = [LEAD, MOTHER, SCHOOL].map((who, i) =>
      schakel.slack.written(who).slice(before[i]).join('\n'),
    );
    expect(lead).toMatch(/meldde 2 werkdagen geleden.*Onderwijsplan.*klaar is\. Klopt dat\?/);
    expect(mother).toMatch(/Onderwijsplan.*Klopt dat\? U hebt daar nog niet op geantwoord/);
    expect(mother).toContain('Klopt, is klaar');
    expect(mother).toContain('Zonder antwoord hoort de regiehouder of de coördinator het.');
    expect(school).not.toContain('Klopt dat?');
  });

  it('is told to the lead after five, with whom to call and the buttons to answer for themselves', async () => {
    for (const date of ['2027-03-16', '2027-03-17'])
      expect((await silent.reads(LEAD, date)).join()).not.toContain('meldde');
    const [bundle = '', ...more] = await silent.reads(LEAD, '2027-03-18');
    expect(more).toEqual([]);
    expect(bundle).toMatch(/meldde 5 werkdagen geleden.*Niemand heeft dat nog bevestigd/);
    for (const button of ['Klopt, is klaar', 'Nog niet', 'Opschrijven wat telefonisch is gezegd'])
      expect(bundle).toContain(button);
  });

  it('stands in the coordinators’ list of the week', async () => {
    const list = (await silent.reads(COORDINATOR, '2027-03-22')).find((m) => m.includes('De week van'));
    expect(list).toMatch(/klaar gemeld en nog niet bevestigd, de langste al 7 werkdagen/);
  });

  it('comes back to the lead and to who can confirm every five working days, and ends with the answer', async () => {
    const { schakel, room } = silent;
    const before = schakel.slack.written(MOTHER).length;
    expect((await silent.reads(LEAD, '2027-03-25')).join()).toContain('meldde 10 werkdagen geleden');
    expect(schakel.slack.written(MOTHER).slice(before).join()).toContain('Klopt dat?');
    ok(await schakel.slack.as(MOTHER).click({ channel: room, text: 'Onderwijsplan' }, 'Klopt, is klaar'));
    for (const date of ['2027-04-01', '2027-04-05', '2027-04-12'])
      expect((await silent.reads(LEAD, date)).join()).not.toContain('meldde');
  });
});

describe('what is reported done by whoever leads, and waited for, on the web', () => {
  let silent: SilentWeb;
  beforeAll(async () => {
    silent = await openSilentWeb(await startSchakel(ON_THE_WEB));
    const predecessor = await silent.agree('Onderwijsplan', 'casemanager', '2027-03-18');
    const after = { caseId: silent.id, title: 'Zorgplan', doneWhen: 'gedeeld', due: '2027-03-25' };
    const lead = await silent.as('casemanager');
    const owner = await silent.member('school');
    await lead.press('agreement.create', { ...after, owner, predecessor, workingDaysAfter: 5 });
    await lead.press('agreement.reportDone', { agreementId: predecessor });
    for (const date of ['2027-03-12', '2027-03-15', '2027-03-18']) await silent.schakel.at(date, '09:30');
  });
  afterAll(() => silent?.schakel.stop());

  it('asks the mother on her page, and says what waits for her answer', async () => {
    expect(await silent.page('moeder')).toMatch(
      /meldde 5 werkdagen geleden.*Onderwijsplan.*Hierop wacht: afspraak 2\..*Klopt, is klaar/,
    );
  });

  it('is told to the coordinators, since whoever leads cannot confirm their own', async () => {
    expect(await silent.page('coordinator')).toMatch(/Onderwijsplan.*Niemand heeft dat nog bevestigd/);
    expect(await silent.page('casemanager')).not.toContain('Niemand heeft dat nog bevestigd');
  });

  it('stands in their overview', async () => {
    const coordinator = await silent.as('coordinator');
    const region = await silent.schakel.app.store.regionByKey('midden');
    const page = textOf((await coordinator.get(`/r/${region?.id}`)).html);
    expect(page).toContain('1 afspraak is klaar gemeld en nog niet bevestigd, de langste al 5 werkdagen');
  });
});
