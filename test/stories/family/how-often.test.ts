import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  openSilentCase,
  openSilentWeb,
  type SilentInSlack,
  type SilentWeb,
} from '../../support/cases/silent-case.ts';
import { ok } from '../../support/people/actor.ts';
import { MOTHER } from '../../support/people/in-slack.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { textOf } from '../../support/told/told-page.ts';

/** An agreement of the mother was due on Friday 12 March 2027, and stays open. */
describe('the family says how often they are asked', () => {
  let here: SilentWeb<Schakel<'web'>>;
  const answer = async (who: string, often: string): Promise<string> => {
    const caller = await here.as(who);
    const sent = await caller.fill('family.askedOn', { caseId: here.id }, { often });
    await here.schakel.settle();
    const location = sent.headers.get('location');
    return textOf(location ? (await caller.get(location)).html : sent.html);
  };
  const page = async (who: string): Promise<string> =>
    textOf((await (await here.as(who)).get(`/c/${here.id}`)).html);
  /** The days, of these, on which the mother found a new question on her page. */
  const askedOn = async (days: readonly string[]): Promise<string[]> => {
    const found: string[] = [];
    for (const day of days) {
      await here.schakel.at(day, '10:00');
      if (/Nieuw .*Foto van het rooster/.test(await here.page('moeder'))) found.push(day);
    }
    return found;
  };
  beforeAll(async () => {
    here = await openSilentWeb(await startSchakel({ ...ON_THE_WEB, start: '2027-03-01T08:00:00.000Z' }));
    await here.agree('Foto van het rooster', 'moeder', '2027-03-12');
    const mother = await here.as('moeder');
    const [{ id, textVersion } = { id: '', textVersion: 1 }] = (await here.state()).agreements;
    await mother.press('agreement.confirm', { agreementId: id, textVersion });
  });
  afterAll(() => here?.schakel.stop());

  it('is theirs to say: nobody else can for them', async () => {
    await answer('casemanager', '2');
    expect(await page('moeder')).not.toContain('wordt gevraagd');
  });

  it('is asked every working day as the region asks, until they say otherwise', async () => {
    expect(await askedOn(['2027-03-16', '2027-03-17', '2027-03-18'])).toHaveLength(3);
  });

  it('comes on the chosen day of the week from then on, with the way to days and hours beside it', async () => {
    const said = await answer('moeder', '2');
    expect(said).toContain('alleen nog op de dagen van uw keuze');
    expect(said).toContain('Bij Wie kan helpen staat wie naast u kan staan.');
    expect(said).toContain('Op welke dagen en uren');
    expect(
      await askedOn(['2027-03-19', '2027-03-22', '2027-03-23', '2027-03-24', '2027-03-25', '2027-03-30']),
    ).toEqual(['2027-03-23', '2027-03-30']);
  });

  it('is read by the lead and the coordinator, who know when an answer can come, and not by others', async () => {
    for (const who of ['moeder', 'casemanager', 'coordinator'])
      expect(await page(who), who).toContain('wordt gevraagd: een keer per week, op dinsdag');
    expect(await page('school')).not.toContain('wordt gevraagd');
  });

  it('changes nothing for the others: the lead hears it on the day as ever', async () => {
    expect(await here.page('casemanager')).toMatch(/Foto van het rooster/);
  });

  it('is as the region asks again when they say so', async () => {
    await answer('moeder', 'usual');
    expect(await askedOn(['2027-03-31', '2027-04-01'])).toEqual(['2027-03-31', '2027-04-01']);
  });
});

describe('the family says how often they are asked, in Slack', () => {
  let silent: SilentInSlack;
  beforeAll(async () => {
    silent = await openSilentCase();
  });
  afterAll(() => silent?.schakel.stop());

  it('is one press away for a parent who is a guest there', async () => {
    const { schakel, room } = silent;
    const mother = schakel.slack.as(MOTHER);
    ok(await mother.click({ channel: room, text: ': overzicht' }, 'Wat kan ik hier doen?'));
    await schakel.settle();
    ok(await mother.click('modal', 'Meer …'));
    ok(await mother.click('modal', 'Hoe vaak wilt u vragen krijgen?'));
    ok(await mother.submit({ often: 'Twee keer per week: dinsdag en vrijdag' }));
  });
});
