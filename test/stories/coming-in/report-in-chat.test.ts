import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../support/people/actor.ts';
import { LEAD } from '../../support/people/in-slack.ts';
import {
  COORDINATOR,
  type InThreePlaces,
  threePlaces,
  withPeople,
} from '../../support/people/in-three-places.ts';

import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { callerOf } from '../../support/web/web-caller.ts';

const WORDS = 'Zit boven, komt niet meer naar de bus.';

/** C01: a report from Teams, decided on in Slack; what is written stays on the web. */
describe('a report in chat', () => {
  let here: InThreePlaces & Schakel<'web'>;
  const as = (who: string) => here.people.as(who);
  const told = (): string => here.written(COORDINATOR).join('\n———\n');

  beforeAll(async () => {
    const config = { publicUrl: 'https://schakel.example' };
    here = withPeople(
      await startSchakel({ ...threePlaces(), web: true, start: '2027-01-18T09:00:00.000Z', config }),
    );
  });
  afterAll(() => here?.stop());

  it('is begun on Teams and in Slack by a word, which leads straight to the form on the web', async () => {
    const onTeams = await as(LEAD).command('dm', '/schakel aanmelden');
    ok(onTeams);
    const link = /https?:\/\/\S+\/form\/report\.make\?region=[\w-]+/;
    expect(`${onTeams.body}${here.written(LEAD).join()}`).toMatch(link);
    const inSlack = await as(COORDINATOR).command('dm', '/schakel report');
    ok(inSlack);
    expect(`${inSlack.body}${here.written(COORDINATOR).join()}`).toMatch(link);
  });

  it('is told to the coordinator in Slack, without a word of what was written, and stands on their home page', async () => {
    const reporter = await callerOf(here, 'casemanager');
    const values = { role: 'municipalCaseManager', since: '2027-01-04', words: WORDS, region: 'midden' };
    const sent = await reporter.fill('report.make', {}, values);
    expect(sent.headers.get('location')).toContain('/c/');
    await here.settle();
    expect(here.written(LEAD).join()).toContain('De aanmelding is binnen.');
    expect(told()).toContain('Er is een kind aangemeld');
    expect(told()).not.toContain('naar de bus');
    ok(await as(COORDINATOR).openHome());
    expect(JSON.stringify(here.slack.home(COORDINATOR))).toMatch(
      /Aangemeld[\s\S]*is aangemeld\. Lezen uiterlijk/,
    );
  });

  it('is read in Slack as facts alone, and taken in by a form there; no room was open before', async () => {
    expect(here.slack.channels().filter(({ name }) => /-\d+/.test(name))).toEqual([]);
    ok(await as(COORDINATOR).click({ channel: 'dm', text: 'aangemeld' }, 'Aanmelding bekijken'));
    await here.settle();
    expect(told()).not.toContain('naar de bus');
    ok(await as(COORDINATOR).click({ channel: 'dm', text: 'aangemeld' }, 'In behandeling nemen'));
    ok(
      await as(COORDINATOR).submit({
        firstDay: 'maandag 4 januari',
        joins: 'Ja, Casemanager gemeente doet mee',
      }),
    );
    await here.settle();
    expect(here.slack.channels().filter(({ name }) => /-\d+/.test(name))).toHaveLength(1);
    expect(here.written(LEAD).join()).toContain('is in behandeling, als casus');
  });
});
