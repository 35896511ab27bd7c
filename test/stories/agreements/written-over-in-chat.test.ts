import { afterAll, describe, expect, it } from 'vitest';
import { ok } from '../../support/people/actor.ts';
import { actorInTeams } from '../../support/people/actor-in-teams.ts';
import { bringIn, openCaseInChat } from '../../support/people/acts.ts';
import { COORDINATOR, IN_SLACK, LEAD, SCHOOL } from '../../support/people/in-slack.ts';
import * as places from '../../support/people/in-three-places.ts';
import { startInThreePlaces } from '../../support/people/in-three-places.ts';
import { readBlocks } from '../../support/reading/in-slack.ts';
import { startSchakel } from '../../support/schakel/start-schakel.ts';
import { STORY_START } from '../whole/story4-script.ts';

const TITLE = 'Opbouwrooster';
const CHANGED = 'is veranderd nadat dit formulier openging';
const agreement = (owner: string) => ({
  title: TITLE,
  owner,
  due: '1 april',
  doneWhen: 'het staat op papier',
});

/** The form that changes an agreement stands open in chat while a date is accepted in the channel. */
describe('a form about an older date', () => {
  const closers: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const close of closers) await close();
  });

  it('comes again in Slack with what is there now, and with what was typed', async () => {
    const schakel = await startSchakel(IN_SLACK);
    closers.push(() => schakel.stop());
    const as = (who: string) => schakel.slack.as(who);
    await openCaseInChat(as(COORDINATOR), schakel);
    const channel = schakel.slack.channels().at(-1)?.name ?? '';
    for (const [member, role] of [
      [LEAD, 'municipalCaseManager'],
      [SCHOOL, 'supportCoordinator'],
    ] as const) {
      ok(await as(COORDINATOR).click({ channel }, 'Iemand toevoegen'));
      ok(await as(COORDINATOR).submit({ member, role }));
      await schakel.settle();
    }
    ok(await as(LEAD).click({ channel }, 'Ik neem de regie'));
    ok(await as(LEAD).command(channel, '/afspraak'));
    ok(
      await as(LEAD).submit(
        agreement('Ondersteuningscoördinator school (ondersteuningscoördinator van school)'),
      ),
    );
    await schakel.settle();
    ok(await as(SCHOOL).click({ channel, text: TITLE }, 'Nieuwe datum voorstellen'));
    ok(await as(SCHOOL).submit({ date: '8 april' }));
    await schakel.settle();
    ok(await as(LEAD).click({ channel, text: TITLE }, 'Tekst aanpassen'));
    ok(await as(LEAD).click({ channel: 'dm' }, 'Akkoord'));
    await schakel.settle();
    await as(LEAD).submit({ title: 'Opbouwrooster per week' });
    const view = readBlocks(as(LEAD).openView().blocks);
    expect(view).toContain(CHANGED);
    expect(view).toContain('Wanneer: donderdag 8 april 2027');
    expect(JSON.stringify(as(LEAD).openView())).toContain('Opbouwrooster per week');
    expect(schakel.slack.read(channel).join('\n')).not.toContain('Opbouwrooster per week');
    ok(await as(LEAD).submit({}));
    await schakel.settle();
    expect(schakel.slack.read(channel).findLast((one) => one.includes('Opbouwrooster per week'))).toContain(
      '8 april',
    );
  });

  it('comes again on Teams in the same way', async () => {
    const here = await startInThreePlaces(STORY_START);
    closers.push(() => here.stop());
    await here.at('2027-03-11', '09:30');
    const coordinator = here.slack.as(places.COORDINATOR);
    await openCaseInChat(coordinator, here);
    const room = here.slack.channels().at(-1)?.name ?? '';
    const code = /\S+-\d+/.exec(here.slack.read(room).join('\n'))?.[0] ?? '';
    for (const values of [
      { person: places.LEAD.name, role: 'municipalCaseManager', organisation: 'gemeente' },
      { person: places.SCHOOL.name, role: 'supportCoordinator', organisation: 'school' },
    ]) {
      await bringIn(coordinator, here, room, values);
    }
    const [lead, again] = [0, 1].map(() => actorInTeams(here.teams.municipality, places.LEAD.aadObjectId));
    const school = actorInTeams(here.teams.school, places.SCHOOL.aadObjectId);
    if (!lead || !again) throw new Error('two forms of one person');
    ok(await lead.click({ channel: code }, 'Ik neem de regie'));
    ok(await lead.click({ channel: code }, 'Nieuwe afspraak'));
    ok(await lead.submit(agreement(`${places.SCHOOL.name} (ondersteuningscoördinator van school)`)));
    await here.settle();
    ok(await school.click({ channel: code, text: TITLE }, 'Nieuwe datum voorstellen'));
    ok(await school.submit({ date: '8 april' }));
    await here.settle();
    ok(await lead.click({ channel: code, text: TITLE }, 'Tekst aanpassen'));
    ok(await again.click({ channel: 'dm' }, 'Akkoord'));
    await here.settle();
    const came = await lead.submit({ title: 'Opbouwrooster per week' });
    for (const words of [CHANGED, 'Wanneer: donderdag 8 april 2027', 'Opbouwrooster per week'])
      expect(came.body).toContain(words);
    ok(await lead.submit({}));
    await here.settle();
    const rooms = here.teams.municipality.read(here.teams.municipality.channel(code));
    expect(rooms.findLast((one) => one.includes('Opbouwrooster per week'))).toContain('8 april');
  });
});
