import { expect, it } from 'vitest';
import { ok } from '../../support/people/actor.ts';
import { bringIn, openCaseInChat } from '../../support/people/acts.ts';
import { COORDINATOR, LEAD, SCHOOL } from '../../support/people/in-slack.ts';
import { regionFile, startInThreePlaces } from '../../support/people/in-three-places.ts';
import { keyOf, ON_THE_WEB, webRegion } from '../../support/people/on-the-web.ts';
import { startSchakel } from '../../support/schakel/start-schakel.ts';
import { callerOf } from '../../support/web/web-caller.ts';
import { STORY_START } from '../whole/story4-script.ts';

it('above a channel stands the code alone where a workspace wants that, and elsewhere who leads and the date too', async () => {
  const here = await startInThreePlaces(STORY_START, undefined, (teamOf, rooms) =>
    regionFile(teamOf, rooms).replaceAll('rooms: shared', 'rooms: shared, topicIsCode: true'),
  );
  try {
    const as = (who: string) => here.people.as(who);
    await here.at('2027-03-11', '09:30');
    await openCaseInChat(as(COORDINATOR), here);
    const room = here.newest();
    for (const [member, role, organisation] of [
      [LEAD, 'municipalCaseManager', 'gemeente'],
      [SCHOOL, 'supportCoordinator', 'school'],
    ] as const) {
      await bringIn(as(COORDINATOR), here, room, { member, role, organisation });
    }
    ok(await as(LEAD).click({ channel: room }, 'Ik neem de regie'));
    await here.settle();
    const [onTeams] = here.teams.school.graph.team().channels;
    expect(onTeams?.description).toBe(onTeams?.displayName);
    const onSlack = here.slack.channels().find(({ name }) => name === room);
    expect(onSlack?.topic).toContain('regie: Casemanager gemeente · drie maanden:');
  } finally {
    await here.stop();
  }
});

it('an administrator chooses it on the web, and reads what stands above a channel', async () => {
  const schakel = await startSchakel({ ...ON_THE_WEB, region: webRegion('nl') });
  try {
    const admin = await callerOf(schakel, keyOf(COORDINATOR));
    const region = 'midden';
    const save = async (args: object, values: Record<string, string>): Promise<string> => {
      expect((await admin.fill('manage.slack', { region, ...args }, values)).status).toBe(303);
      return (await admin.get(`/manage/${region}/connections`)).html;
    };
    expect(await save({}, { teamId: 'T0CARE', topicIsCode: 'yes' })).toContain(
      'Boven het kanaal van een casus staat alleen de code.',
    );
    expect(await save({ workspace: 'T0CARE' }, { teamId: 'T0CARE' })).toContain(
      'Boven het kanaal van een casus staan de code, wie de regie heeft en de driemaandendatum.',
    );
  } finally {
    await schakel.stop();
  }
});
