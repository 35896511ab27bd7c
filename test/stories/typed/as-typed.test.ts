import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../support/people/actor.ts';
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
import { type Caller, callerFor } from '../../support/web/web-caller.ts';
import { STORY_START } from '../whole/story4-script.ts';

/**
 * Slack and Teams write some signs and pictures otherwise than they were typed. By whatever way a text came in, people
 * read it as it was typed: in Slack, on Teams and on the web.
 */
describe('what people typed in chat', () => {
  let here: InThreePlaces;
  let code = '';
  let room = '';
  let caseId = '';
  let reader: Caller;
  const lead = () => actorInTeams(here.teams.municipality, LEAD.aadObjectId);
  const coordinator = () => here.slack.as(COORDINATOR);
  const web = async (): Promise<string> =>
    (await reader.get(`/c/${caseId}`)).html
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
  const everywhere = async (): Promise<Record<string, string>> => {
    await here.settle();
    return {
      slack: here.slack.read(room).join('\n'),
      school: here.teams.school.read(here.teams.school.channel(code)).join('\n'),
      municipality: here.teams.municipality.read(here.teams.municipality.channel(code)).join('\n'),
      web: await web(),
    };
  };
  const standsEverywhere = async (words: string): Promise<void> => {
    for (const [where, read] of Object.entries(await everywhere())) {
      expect(read, where).toContain(words);
      expect(read, where).not.toMatch(/&amp;|&lt;|:smile:|&nbsp;/);
    }
  };

  beforeAll(async () => {
    here = await startInThreePlaces(STORY_START);
    await here.at('2027-03-11', '09:30');
    await openCaseInChat(coordinator(), here);
    room = here.slack.channels().at(-1)?.name ?? '';
    code = /\S+-\d+/.exec(here.slack.read(room).join('\n'))?.[0] ?? '';
    for (const values of [
      { person: LEAD.name, role: 'municipalCaseManager', organisation: 'gemeente' },
      { person: SCHOOL.name, role: 'supportCoordinator', organisation: 'school' },
      { member: MOTHER, role: 'guardian' },
    ]) {
      await bringIn(coordinator(), here, room, values);
    }
    const region = await here.app.store.regionByKey('midden');
    [caseId = ''] = await here.app.store.openCaseIds(region?.id ?? '', null, 10);
    const [state] = await here.app.store.cases([caseId]);
    const personId = state?.participants.find((p) => p.role === 'supportCoordinator')?.personId ?? '';
    reader = await callerFor(here, personId);
  });
  afterAll(() => here?.stop());

  const agreement = (title: string, owner: string) => ({
    title,
    owner,
    due: 'donderdag 18 maart',
    doneWhen: 'school & ouder weten het 😄',
  });

  it('in a form of Slack is read as it was typed', async () => {
    ok(await here.slack.as(MOTHER).click({ channel: room }, 'Nieuwe afspraak'));
    ok(await here.slack.as(MOTHER).submit(agreement('Rooster & plan <mei> 😄', 'Moeder (ouder of voogd)')));
    await standsEverywhere('Rooster & plan <mei> 😄');
    await standsEverywhere('school & ouder weten het 😄');
  });

  it('behind a command in Slack is read as it was typed, in the form that opens', async () => {
    ok(await coordinator().command(room, '/afspraak Bellen & mailen 😄'));
    expect(JSON.stringify(coordinator().openView())).toContain('Bellen & mailen 😄');
    coordinator().closeView();
  });

  it('as a name in Slack is read as it was typed', async () => {
    await here.slack.changeUser(MOTHER, { realName: 'Mama & co 😄' });
    await standsEverywhere('Mama & co 😄');
  });

  it('in a dialog of Teams is read as it was typed', async () => {
    const actor = lead();
    ok(await actor.click({ channel: code }, 'Nieuwe afspraak'));
    ok(await actor.submit(agreement('Thuis & school <samen> 😄', `${LEAD.name} (casemanager gemeente)`)));
    await standsEverywhere('Thuis & school <samen> 😄');
  });

  it('behind a command on Teams is read as it was typed, in the form that comes', async () => {
    const before = here.teams.municipality.written(LEAD.aadObjectId).length;
    ok(await lead().command(code, 'afspraak Bellen & mailen <mei> 😄'));
    await here.settle();
    const chat = await here.teams.municipality.teams.personal(LEAD.aadObjectId);
    const card = here.teams.municipality.teams.history(chat).at(-1);
    expect(here.teams.municipality.written(LEAD.aadObjectId).length).toBeGreaterThan(before);
    expect(JSON.stringify(card?.attachments)).toContain('Bellen & mailen <mei> 😄');
  });

  it('in a message on Teams, of which an agreement is made, is read as it was typed', async () => {
    const { teams } = here.teams.school;
    const channel = here.teams.school.channel(code);
    const said = await teams.say(SCHOOL.aadObjectId, channel, 'Samen fietsen & zwemmen <buiten> 😄');
    const dialog = await teams.menu(SCHOOL.aadObjectId, said.id, 'make_agreement');
    expect(JSON.stringify(dialog.attachments)).toContain('Samen fietsen & zwemmen <buiten> 😄');
  });

  it('in a message of Slack, of which an agreement is made, is read as it was typed', async () => {
    const said = await here.slack.as(MOTHER).say(room, 'Samen fietsen &amp; zwemmen :smile:');
    ok(await here.slack.as(MOTHER).shortcut('make_agreement', said));
    expect(JSON.stringify(here.slack.as(MOTHER).openView())).toContain('Samen fietsen & zwemmen 😄');
    here.slack.as(MOTHER).closeView();
  });
});
