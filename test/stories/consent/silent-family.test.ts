import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  openSilentCase,
  openSilentWeb,
  type SilentInSlack,
  type SilentWeb,
} from '../../support/cases/silent-case.ts';
import { ok } from '../../support/people/actor.ts';
import { LEAD, MOTHER, SCHOOL } from '../../support/people/in-slack.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';

const ASKED = 'Mag School meelezen';

/** School was asked about on Thursday 11 March, and a guardian says nothing. */
describe('a guardian in Slack who does not say whether School may read along', () => {
  let silent: SilentInSlack;
  beforeAll(async () => {
    silent = await openSilentCase();
    const { schakel, room } = silent;
    ok(await schakel.slack.as(LEAD).command(room, '/schakel toestemming'));
    ok(await schakel.slack.as(LEAD).click({ channel: room }, 'Toestemming vragen'));
    ok(await schakel.slack.as(LEAD).submit({ party: 'School', about: 'Mag deze organisatie meelezen?' }));
    await schakel.at('2027-03-12', '09:00');
  });
  afterAll(() => silent?.schakel.stop());

  it('is asked once more after two working days', async () => {
    expect(silent.schakel.slack.written(MOTHER).filter((m) => m.includes(ASKED))).toHaveLength(1);
    expect((await silent.reads(MOTHER, '2027-03-15')).join()).toContain(ASKED);
  });

  it('is named to the lead after five, who may then write down what is said on the phone', async () => {
    const { schakel } = silent;
    for (const date of ['2027-03-16', '2027-03-17']) await schakel.at(date, '09:00');
    const words = (await silent.reads(LEAD, '2027-03-18')).join('\n');
    expect(words).toMatch(/Moeder kreeg 5 werkdagen geleden de vraag of School mag meelezen/);
    expect(words).toContain('Er is nog niet geantwoord');
    ok(await schakel.slack.as(LEAD).click({ channel: 'dm' }, 'Toestemming opschrijven (telefonisch)'));
    ok(
      await schakel.slack
        .as(LEAD)
        .submit({ party: 'School', about: 'reading', participant: 'Moeder (ouder of voogd)', answer: 'yes' }),
    );
    await schakel.settle();
    for (const date of ['2027-03-25', '2027-04-01'])
      expect((await silent.reads(LEAD, date)).join()).not.toContain('mag meelezen, en daarna');
  });
});

/** All say that an agreement is right, but the mother. */
describe('a mother who does not say whether an agreement is right', () => {
  let silent: SilentInSlack;
  beforeAll(async () => {
    silent = await openSilentCase();
    const { schakel, room } = silent;
    await silent.agree('Onderwijsplan', 'donderdag 15 april');
    for (const who of [SCHOOL, LEAD])
      await schakel.slack.as(who).click({ channel: room, text: 'Onderwijsplan' }, 'Klopt');
    await schakel.at('2027-03-12', '09:00');
  });
  afterAll(() => silent?.schakel.stop());

  it('is asked once more after two working days, and in chat as on the web the lead is asked to call after five', async () => {
    expect((await silent.reads(MOTHER, '2027-03-15')).join()).toContain('Onderwijsplan');
    for (const date of ['2027-03-16', '2027-03-17'])
      expect((await silent.reads(LEAD, date)).join()).not.toContain('Bel even');
    const words = (await silent.reads(LEAD, '2027-03-18')).join('\n');
    expect(words).toMatch(/Moeder heeft twee keer de vraag gekregen of de afspraken.*Bel even\?/);
    for (const date of ['2027-03-19', '2027-03-22', '2027-03-25'])
      expect((await silent.reads(LEAD, date)).join()).not.toContain('Bel even');
  });

  it('stays not confirmed', async () => {
    const card = silent.schakel.slack.read(silent.room).find((m) => m.startsWith('Afspraak 1')) ?? '';
    expect(card).toMatch(/Nog niet bevestigd:.*Moeder/s);
  });
});

describe('a mother on the web who looks and does not answer', () => {
  let silent: SilentWeb<Schakel<'web' | 'letters'>>;
  beforeAll(async () => {
    silent = await openSilentWeb(await startSchakel({ ...ON_THE_WEB, letters: true }));
    await silent.agree('Onderwijsplan', 'school', '2027-04-15');
    for (const date of ['2027-03-12', '2027-03-15', '2027-03-16', '2027-03-17', '2027-03-18']) {
      await silent.schakel.at(date, '09:30');
      await silent.page('moeder');
    }
  });
  afterAll(() => silent?.schakel.stop());

  it('the lead is asked to call, and writes down what she says', async () => {
    expect(await silent.page('casemanager')).toMatch(/Moeder heeft twee keer de vraag gekregen/);
    const [agreement] = (await silent.state()).agreements;
    const said = { participant: await silent.member('moeder'), agreement: agreement?.id ?? '' };
    const lead = await silent.as('casemanager');
    await lead.fill(
      'agreement.enterByPhone',
      { caseId: silent.id },
      { ...said, answer: 'confirmed', words: '', date: '' },
    );
    expect(await silent.page('casemanager')).not.toContain('Moeder heeft twee keer');
  });
});
