import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../support/people/actor.ts';
import { bringIn, openCaseInChat } from '../../support/people/acts.ts';
import { COORDINATOR, LEAD, MOTHER, SCHOOL } from '../../support/people/in-slack.ts';
import { type InThreePlaces, startInThreePlaces } from '../../support/people/in-three-places.ts';
import { roomPageOf } from '../../support/web/web-room.ts';
import { STORY_START } from '../whole/story4-script.ts';

const NEIGHBOURS = '7f1e9c52-4d6a-4b0e-9a37-0c5d2f8b6e11';
const OTHERS = '0b7a5f1c-2d3e-4f58-8e4d-7d9c3a516e0f';

/** The owner of a shared channel can share it with a whole team, in two clicks. */
describe('a channel on Teams that is shared with a whole team', () => {
  let here: InThreePlaces;
  let room = '';
  const as = (who: string) => here.people.as(who);
  const channel = () => here.teams.school.graph.team().channels[0];
  const told = (who: string, from: number): string => here.written(who).slice(from).join('\n———\n');
  const overview = (): string => here.slack.read(room).find((one) => one.includes(': overzicht')) ?? '';
  const happened = async (eventType: string, changes: object): Promise<void> => {
    const { teams } = here.teams.school;
    const answer = await teams.activity(here.idOf(SCHOOL), channel()?.id ?? '', {
      type: 'conversationUpdate',
      channelData: { eventType, ...changes },
    });
    expect(answer.status).toBe(200);
    await here.settle();
  };

  beforeAll(async () => {
    here = await startInThreePlaces(STORY_START);
    await here.at('2027-03-11', '09:30');
    await openCaseInChat(as(COORDINATOR), here);
    room = here.newest();
    for (const [member, role, organisation] of [
      [LEAD, 'municipalCaseManager', 'gemeente'],
      [SCHOOL, 'supportCoordinator', 'school'],
      [MOTHER, 'guardian', null],
    ] as const) {
      await bringIn(as(COORDINATOR), here, room, { member, role, organisation });
    }
    ok(await as(LEAD).click({ channel: room }, 'Ik neem de regie'));
    await here.settle();
  });
  afterAll(() => here?.stop());

  it('is told of at once to the lead and to the coordinators, and stands on the overview for everybody', async () => {
    const [lead, coordinator] = [here.written(LEAD).length, here.written(COORDINATOR).length];
    expect(overview()).not.toContain('gedeeld');
    channel()?.sharedWith.add(NEIGHBOURS);
    here.teams.school.graph.world.peopleIn.set(NEIGHBOURS, 212);
    await happened('channelShared', { sharedWithTeams: [{ id: '19:team', aadGroupId: NEIGHBOURS }] });
    for (const words of [told(LEAD, lead), told(COORDINATOR, coordinator)]) {
      expect(words).toContain('is gedeeld met een heel team');
      expect(words).toContain('Iedereen in dat team kan nu alles lezen');
      expect(words).toContain('Kanaal beheren');
    }
    expect(overview()).toContain('een kanaal van deze casus is gedeeld met een heel team');
  });

  it('stands on the page of the case, where it says who takes part', async () => {
    expect(await roomPageOf(here, MOTHER)).toMatch(
      /id="people">.*een kanaal van deze casus is gedeeld met een heel team.*<ul/s,
    );
  });

  it('is said with how many people read along beside those of the case, at once and on every place', async () => {
    const counted = /konden 212 anderen in een kanaal van deze casus meelezen, naast de 4 deelnemers/;
    expect(overview()).toMatch(counted);
    expect(here.teams.school.read(channel()?.id ?? '').join('\n')).toMatch(counted);
    expect(await roomPageOf(here, MOTHER)).toMatch(counted);
  });

  it('is counted again each night, and nobody is rung for one more', async () => {
    const [lead, coordinator] = [here.written(LEAD).length, here.written(COORDINATOR).length];
    here.teams.school.graph.world.peopleIn.set(NEIGHBOURS, 213);
    here.app.work.sharing.wake();
    await here.app.work.sharing.idle();
    await here.settle();
    expect(overview()).toContain('konden 213 anderen');
    expect([told(LEAD, lead), told(COORDINATOR, coordinator)]).toEqual(['', '']);
  });

  it('is told of once, also when Teams says it again and when the night compares', async () => {
    const [lead, coordinator] = [here.written(LEAD).length, here.written(COORDINATOR).length];
    await happened('channelShared', { sharedWithTeams: [{ id: '19:team', aadGroupId: NEIGHBOURS }] });
    here.app.work.sharing.wake();
    await here.app.work.sharing.idle();
    await here.settle();
    expect([told(LEAD, lead), told(COORDINATOR, coordinator)]).toEqual(['', '']);
  });

  it('is found in the night when no event told it', async () => {
    const lead = here.written(LEAD).length;
    channel()?.sharedWith.add(OTHERS);
    here.app.work.sharing.wake();
    await here.app.work.sharing.idle();
    await here.settle();
    expect(told(LEAD, lead)).toContain('is gedeeld met 2 hele teams');
    expect(overview()).toContain('gedeeld met 2 hele teams');
  });

  it('stays as it is known while Microsoft cannot be asked', async () => {
    here.teams.school.graph.fault({ method: 'GET', path: /sharedWithTeams/, what: { status: 503 } });
    channel()?.sharedWith.clear();
    here.app.work.sharing.wake();
    await here.app.work.sharing.idle();
    await here.settle();
    expect(overview()).toContain('gedeeld met 2 hele teams');
  });

  it('is read by nobody else any more when it is taken back, and everybody sees that', async () => {
    const coordinator = here.written(COORDINATOR).length;
    await happened('channelUnshared', {
      unsharedFromTeams: [{ id: '19:team', aadGroupId: NEIGHBOURS }],
    });
    expect(told(COORDINATOR, coordinator)).toContain('nog met één team gedeeld');
    here.app.work.sharing.wake();
    await here.app.work.sharing.idle();
    await here.settle();
    expect(told(COORDINATOR, coordinator)).toContain('met geen enkel team meer gedeeld');
    expect(overview()).not.toContain('gedeeld');
    expect(overview()).not.toContain('anderen');
    expect(await roomPageOf(here, MOTHER)).not.toContain('gedeeld met');
  });
});
