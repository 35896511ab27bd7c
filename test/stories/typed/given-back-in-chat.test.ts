import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, ok } from '../../support/people/actor.ts';
import { actorInTeams } from '../../support/people/actor-in-teams.ts';
import { bringIn, openCaseInChat } from '../../support/people/acts.ts';
import {
  COORDINATOR,
  type InThreePlaces,
  LEAD,
  MOTHER,
  SCHOOL,
  startInThreePlaces,
} from '../../support/people/in-three-places.ts';
import { readBlocks } from '../../support/reading/in-slack.ts';
import { STORY_START } from '../whole/story4-script.ts';

const WORDS = 'Twee hele ochtenden gelukt, met de hond erbij & zonder tranen';

/**
 * Three people have a form in front of them, each in their own chat; meanwhile the case is closed. Nobody has to type
 * again what they typed.
 */
describe('a form that is refused as a whole, in chat', () => {
  let here: InThreePlaces;
  let code = '';
  let dialog: Actor;
  let card: Actor;
  beforeAll(async () => {
    here = await startInThreePlaces(STORY_START);
    await here.at('2027-03-11', '09:30');
    const coordinator = here.slack.as(COORDINATOR);
    await openCaseInChat(coordinator, here);
    const room = here.slack.channels().at(-1)?.name ?? '';
    code = /\S+-\d+/.exec(here.slack.read(room).join('\n'))?.[0] ?? '';
    for (const values of [
      { person: LEAD.name, role: 'municipalCaseManager', organisation: 'gemeente' },
      { person: SCHOOL.name, role: 'supportCoordinator', organisation: 'school' },
      { member: MOTHER, role: 'parent' },
    ]) {
      await bringIn(coordinator, here, room, values);
    }
    dialog = actorInTeams(here.teams.school, SCHOOL.aadObjectId);
    ok(await dialog.click({ channel: code }, 'Nieuwe afspraak'));
    card = actorInTeams(here.teams.municipality, LEAD.aadObjectId);
    ok(await card.command(code, '/schakel goed'));
    ok(await here.slack.as(MOTHER).click({ channel: room }, 'Nieuwe afspraak'));
    ok(await coordinator.command(room, '/schakel casus sluiten'));
    ok(await coordinator.submit({ outcome: 'education', reason: 'het is rond' }));
    await here.settle();
    expect(here.slack.read(room).join('\n')).toContain(`We sluiten ${code} af`);
  });
  afterAll(() => here?.stop());

  it('stays open in Slack, with the reason in it and all that was typed', async () => {
    const came = await here.slack.as(MOTHER).submit({
      title: WORDS,
      doneWhen: 'als het twee weken lukt',
      due: '1 april',
      owner: 'Moeder (ouder)',
    });
    expect(Object.values(came.errors ?? {}).join()).toContain(`${code} is afgesloten`);
    expect(here.slack.as(MOTHER).hasView()).toBe(true);
    expect(readBlocks(here.slack.as(MOTHER).openView().blocks)).toContain('Wat spreken we af?');
    here.slack.as(MOTHER).closeView();
  });

  it('stays open in the dialog on Teams in the same way', async () => {
    const came = await dialog.submit({
      title: WORDS,
      doneWhen: 'als het twee weken lukt',
      due: '1 april',
      owner: 'Moeder (ouder)',
    });
    expect(Object.values(came.errors ?? {}).join()).toContain(`${code} is afgesloten`);
    for (const words of [WORDS, 'als het twee weken lukt', '1 april']) expect(came.body).toContain(words);
    expect(here.teams.school.read(here.teams.school.channel(code)).join('\n')).not.toContain(WORDS);
  });

  it('leaves the reason and the words in the place of a card in their own chat on Teams, and nowhere else', async () => {
    const came = await card.submit({ words: WORDS });
    expect(came.body).toContain(`${code} is afgesloten`);
    expect(came.body).toContain(WORDS);
    expect(came.body).toContain('application/vnd.microsoft.card.adaptive');
    expect(here.teams.municipality.read(here.teams.municipality.channel(code)).join('\n')).not.toContain(
      WORDS,
    );
  });
});
