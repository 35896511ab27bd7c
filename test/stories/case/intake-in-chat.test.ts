import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../support/people/actor.ts';
import { bringIn, openCaseInChat } from '../../support/people/acts.ts';
import { LEAD } from '../../support/people/in-slack.ts';
import {
  COORDINATOR,
  type InThreePlaces,
  MOTHER,
  regionFile,
  threePlaces,
  withPeople,
} from '../../support/people/in-three-places.ts';
import { readMessage } from '../../support/reading/in-slack.ts';
import { startSchakel } from '../../support/schakel/start-schakel.ts';

/** The same intake in Slack and in Teams: by button, and typed where a word is short. */
describe('an intake in chat', () => {
  let here: InThreePlaces;
  let room = '';
  const as = (who: string) => here.people.as(who);
  const slackReads = (who: string): string =>
    here.slack
      .readBy(who, room)
      .map((m) => readMessage(m))
      .join('\n———\n');
  const lastInSlack = (who: string): string => slackReads(who).split('\n———\n').at(-1) ?? '';
  const tenant = () => here.teams.municipality;
  const teamsReads = (): string =>
    [...tenant().read(tenant().channel(room)), ...here.written(LEAD)].join('\n———\n');

  beforeAll(async () => {
    const config = { publicUrl: 'https://schakel.example' };
    const places = threePlaces(
      undefined,
      (teamOf, rooms) => `${regionFile(teamOf, rooms)}intake: skippable\n`,
    );
    const start = '2027-01-18T09:00:00.000Z';
    here = withPeople(await startSchakel({ ...places, start, config }));
    await openCaseInChat(as(COORDINATOR), here);
    room = here.newest();
    for (const [member, role, organisation] of [
      [LEAD, 'municipalCaseManager', 'gemeente'],
      [MOTHER, 'guardian', null],
    ] as const)
      await bringIn(as(COORDINATOR), here, room, { member, role, organisation });
    ok(await as(LEAD).click({ channel: room }, 'Ik neem de regie'));
    await here.settle();
  });
  afterAll(() => here?.stop());

  it('stands on the card of the case in both, with what is needed and no button for an agreement', () => {
    for (const read of [slackReads(COORDINATOR), teamsReads()]) {
      expect(read).toContain('Deze casus is nog in de intake. Nog nodig: contact met ouders of jongere');
      expect(read).toContain('[Intake]');
      expect(read).not.toContain('[Nieuwe afspraak]');
    }
  });

  it('is typed by the coordinator in Slack, who notes a talk in a form', async () => {
    ok(await as(COORDINATOR).command(room, '/schakel intake'));
    expect(lastInSlack(COORDINATOR)).toMatch(/Intake van .*\nDeze casus[\s\S]*Contact: nog nodig/);
    ok(await as(COORDINATOR).click({ channel: room }, 'Contact noteren'));
    const values = { spokenWith: 'ouder(s)', way: 'aan de telefoon', spokenOn: 'vandaag' };
    ok(await as(COORDINATOR).submit(values));
    await here.settle();
    expect(slackReads(COORDINATOR)).toContain('Genoteerd: contact met ouders of jongere. Nog nodig: uitleg');
  });

  it('is done further on Teams by whoever leads, from the card', async () => {
    ok(await as(LEAD).click({ channel: room }, 'Intake'));
    ok(await as(LEAD).click({ channel: 'dm' }, 'Al geprobeerd'));
    ok(await as(LEAD).submit({ tried: ['gesprek op school', 'een onderwijs(zorg)consulent'] }));
    await here.settle();
    ok(await as(COORDINATOR).command(room, '/schakel intake'));
    expect(lastInSlack(COORDINATOR)).toContain('gesprek op school en een onderwijs(zorg)consulent');
  });

  it('takes the words of the family in no chat, and shows the way to the form', async () => {
    ok(await as(MOTHER).click({ channel: room }, 'Intake'));
    ok(await as(MOTHER).click({ channel: room }, 'Uw vraag'));
    await here.settle();
    expect(lastInSlack(MOTHER)).toMatch(
      /De woorden van het gezin typt u niet in de chat\. Dat kan hier: http\S+\/form\/intake\.question\?caseId=/,
    );
    const again = await as(LEAD).click({ channel: 'dm' }, 'Vraag van het gezin');
    ok(again);
    expect(again.body).toContain('De woorden van het gezin typ je niet in de chat.');
  });

  it('leaves steps out with a reason, and then everybody reads in both that it is done', async () => {
    for (const step of ['Werkwijze en rechten uitgelegd', 'Vraag van het gezin', 'Gezag']) {
      ok(await as(LEAD).click({ channel: 'dm' }, 'Stap overslaan'));
      ok(await as(LEAD).submit({ step, reason: 'het gezin wil eerst rust' }));
      await here.settle();
    }
    ok(await as(COORDINATOR).command(room, '/schakel intake'));
    expect(lastInSlack(COORDINATOR)).toContain('overgeslagen, omdat: het gezin wil eerst rust');
    ok(await as(COORDINATOR).click({ channel: room }, 'Intake is klaar'));
    await here.settle();
    for (const read of [slackReads(MOTHER), teamsReads()])
      expect(read).toContain('is klaar. Vanaf nu maken we hier afspraken met elkaar.');
    expect(slackReads(MOTHER)).toContain('[Nieuwe afspraak]');
  });
});
