import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  openSilentCase,
  openSilentWeb,
  type SilentInSlack,
  type SilentWeb,
} from '../../support/cases/silent-case.ts';
import { ok } from '../../support/people/actor.ts';
import { LEAD, REGION_FILE, SCHOOL } from '../../support/people/in-slack.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';

/** Past its date an agreement is in the one bundle of each working day: first a question, then one short line. */
describe('an agreement that stays open, in Slack', () => {
  let silent: SilentInSlack;
  beforeAll(async () => {
    silent = await openSilentCase();
    await silent.agree('Onderwijsplan', 'donderdag 18 maart');
    await silent.agree('Dagritme', 'vrijdag 19 maart');
    await silent.schakel.at('2027-03-16', '09:00');
    await silent.schakel.at('2027-03-18', '09:00');
  });
  afterAll(() => silent?.schakel.stop());

  it('is asked about with a question on the first working day after its date', async () => {
    const [bundle = '', ...more] = await silent.reads(SCHOOL, '2027-03-19');
    expect(more).toEqual([]);
    expect(bundle).toMatch(/Onderwijsplan.*van donderdag 18 maart 2027 nog open\. Wat heb je nodig\?/);
  });

  it('is one short line with the same buttons on the next, in one bundle with what is asked for the first time', async () => {
    const [bundle = '', ...more] = await silent.reads(SCHOOL, '2027-03-22');
    expect(more).toEqual([]);
    expect(bundle).toMatch(/Onderwijsplan.*nog open, 2 werkdagen\./);
    expect(bundle).toMatch(/Dagritme.*nog open\. Wat heb je nodig\?/);
    expect(bundle.match(/Is klaar/g)).toHaveLength(2);
  });

  it('is that line on every working day after, and on no day of Easter', async () => {
    for (const [date, days] of [
      ['2027-03-23', 3],
      ['2027-03-24', 4],
      ['2027-03-25', 5],
      ['2027-03-26', null],
      ['2027-03-27', null],
      ['2027-03-29', null],
      ['2027-03-30', 6],
    ] as const) {
      const bundles = await silent.reads(SCHOOL, date);
      expect(bundles, date).toHaveLength(days === null ? 0 : 1);
      if (days !== null) expect(bundles[0]).toMatch(new RegExp(`Onderwijsplan.*nog open, ${days} werkdagen`));
    }
  });

  it('is not asked about any more once its owner is stuck: the lead has it', async () => {
    const { schakel, room } = silent;
    await schakel.at('2027-03-30', '10:00');
    ok(await schakel.slack.as(SCHOOL).click({ channel: room, text: 'Onderwijsplan' }, 'Ik loop vast'));
    ok(await schakel.slack.as(SCHOOL).submit({ category: 'money' }));
    const [bundle = ''] = await silent.reads(SCHOOL, '2027-03-31');
    expect(bundle).toContain('Dagritme');
    expect(bundle).not.toContain('Onderwijsplan');
  });

  it('is asked about the next day when what held it up is solved, and not in the same minute', async () => {
    const { schakel, room } = silent;
    await schakel.at('2027-03-31', '11:00');
    const before = schakel.slack.written(SCHOOL).length;
    ok(await schakel.slack.as(LEAD).click({ channel: room, text: 'Onderwijsplan' }, 'Opgelost'));
    ok(await schakel.slack.as(LEAD).submit({ answer: 'er is geld' }));
    await schakel.at('2027-03-31', '11:30');
    expect(schakel.slack.written(SCHOOL).slice(before).join()).not.toContain('nog open');
    const [bundle = ''] = await silent.reads(SCHOOL, '2027-04-01');
    expect(bundle).toMatch(/Onderwijsplan.*nog open, 8 werkdagen/);
  });
});

describe('an agreement that stays open, where the region asks every third working day', () => {
  let silent: SilentInSlack;
  beforeAll(async () => {
    silent = await openSilentCase({ region: `${REGION_FILE}timers: { remindEvery: 3 }\n` });
    await silent.agree('Onderwijsplan', 'donderdag 18 maart');
    for (const date of ['2027-03-16', '2027-03-18', '2027-03-19']) await silent.schakel.at(date, '09:00');
  });
  afterAll(() => silent?.schakel.stop());

  it('is asked about on the third working day after the question, and not before', async () => {
    expect(await silent.reads(SCHOOL, '2027-03-22')).toEqual([]);
    expect(await silent.reads(SCHOOL, '2027-03-23')).toEqual([]);
    expect((await silent.reads(SCHOOL, '2027-03-24')).join()).toContain('nog open, 4 werkdagen');
  });
});

describe('an agreement whose owner finds it too much to be asked every day', () => {
  let silent: SilentInSlack;
  const card = (): string =>
    silent.schakel.slack
      .read(silent.room)
      .filter((m) => m.includes('Onderwijsplan'))
      .join('\n');
  beforeAll(async () => {
    silent = await openSilentCase();
    await silent.agree('Onderwijsplan', 'donderdag 18 maart');
    for (const date of ['2027-03-16', '2027-03-18', '2027-03-19']) await silent.schakel.at(date, '09:00');
    await silent.schakel.at('2027-03-19', '10:00');
  });
  afterAll(() => silent?.schakel.stop());

  it('is asked about once a week when the lead says so, with a reason that everybody reads', async () => {
    const { schakel, room } = silent;
    ok(await schakel.slack.as(LEAD).command(room, '/schakel minder vaak 1'));
    ok(
      await schakel.slack
        .as(LEAD)
        .submit({ every: '5', reason: 'wacht op de toets', until: '30 maart 2027' }),
    );
    await schakel.settle();
    expect(card()).toMatch(
      /Minder vaak gevraagd: eens per week, tot en met dinsdag 30 maart 2027: wacht op de toets/,
    );
    for (const date of ['2027-03-22', '2027-03-23', '2027-03-24', '2027-03-25'])
      expect(await silent.reads(SCHOOL, date), date).toEqual([]);
  });

  it('goes up the ladder on the same days as before: the lead reads it after five working days', async () => {
    expect(silent.schakel.slack.written(LEAD).join('\n')).toMatch(/Onderwijsplan/);
  });

  it('is asked about again after that week, and every day from the day after the last', async () => {
    expect((await silent.reads(SCHOOL, '2027-03-30')).join()).toContain('nog open, 6 werkdagen');
    expect((await silent.reads(SCHOOL, '2027-03-31')).join()).toContain('nog open, 7 werkdagen');
    expect((await silent.reads(SCHOOL, '2027-04-01')).join()).toContain('nog open, 8 werkdagen');
  });

  it('is asked about as usual again at once when the lead says so', async () => {
    const { schakel, room } = silent;
    await schakel.at('2027-04-01', '10:00');
    expect(card()).not.toContain('wacht op de toets');
    ok(await schakel.slack.as(LEAD).click({ channel: room, text: 'Onderwijsplan' }, 'Minder vaak vragen'));
    ok(await schakel.slack.as(LEAD).submit({ every: '10', reason: 'vakantie' }));
    await schakel.settle();
    expect(card()).toContain('eens per twee weken: vakantie');
    expect(await silent.reads(SCHOOL, '2027-04-02')).toEqual([]);
    ok(await schakel.slack.as(LEAD).click({ channel: room, text: 'Onderwijsplan' }, 'Weer vaker vragen'));
    await schakel.settle();
    expect(card()).not.toContain('vakantie');
    expect(await silent.reads(SCHOOL, '2027-04-05')).toHaveLength(1);
  });

  it('is refused to be asked as often as it is', async () => {
    const { schakel, room } = silent;
    const other = await openSilentCase({ region: `${REGION_FILE}timers: { remindEvery: 3 }\n` });
    await other.agree('Onderwijsplan', 'donderdag 18 maart');
    ok(await other.schakel.slack.as(LEAD).command(other.room, '/schakel minder vaak 1'));
    const answer = await other.schakel.slack.as(LEAD).submit({ every: '2', reason: 'druk' });
    expect(JSON.stringify(answer)).toContain('om de 3 werkdagen');
    await other.schakel.stop();
    expect(schakel.slack.read(room).length).toBeGreaterThan(0);
  });
});

describe('an agreement of a mother on the web that stays open', () => {
  let silent: SilentWeb<Schakel<'web' | 'letters'>>;
  const letters = (): number =>
    silent.schakel.letters.mails.filter(({ to }) => to === 'moeder@example.org').length;
  beforeAll(async () => {
    silent = await openSilentWeb(await startSchakel({ ...ON_THE_WEB, letters: true }));
    await silent.agree('Dagritme', 'moeder', '2027-03-18');
    for (const date of ['2027-03-12', '2027-03-15', '2027-03-16', '2027-03-17', '2027-03-18', '2027-03-19'])
      await silent.schakel.at(date, '09:30');
  });
  afterAll(() => silent?.schakel.stop());

  it('brings her one letter a day, and stands on her page once, with the days of today', async () => {
    for (const [date, days] of [
      ['2027-03-22', 2],
      ['2027-03-23', 3],
    ] as const) {
      const before = letters();
      await silent.schakel.at(date, '09:30');
      expect(letters(), date).toBe(before + 1);
      const page = await silent.page('moeder');
      expect(page.match(/nog open/g), date).toHaveLength(1);
      expect(page).toContain(`nog open, ${days} werkdagen`);
    }
  });
});
