import { afterEach, describe, expect, it } from 'vitest';
import { ok } from '../../support/people/actor.ts';
import { bringIn, openCaseInChat } from '../../support/people/acts.ts';
import { COORDINATOR, LEAD, SCHOOL } from '../../support/people/in-slack.ts';
import { type InThreePlaces, startInThreePlaces } from '../../support/people/in-three-places.ts';
import { STORY_START } from '../whole/story4-script.ts';

/** Somebody archives the team in which the channels of the cases are: Teams takes nothing there any more. */
describe('a team that is archived as a whole', () => {
  let here: InThreePlaces;
  let room = '';
  let before = 0;
  const as = (who: string) => here.people.as(who);
  const team = () => here.teams.school.graph.team();
  const channel = (): string => team().channels[0]?.id ?? '';
  const told = (): string[] => here.written(COORDINATOR).slice(before);
  const about = (words: string): string[] => told().filter((one) => one.includes(words));
  const standing = (): number => here.teams.school.teams.history(channel()).length;

  async function open(): Promise<void> {
    here = await startInThreePlaces(STORY_START);
    await here.at('2027-03-11', '09:30');
    await openCaseInChat(as(COORDINATOR), here);
    room = here.newest();
    for (const [member, role, organisation] of [
      [LEAD, 'municipalCaseManager', 'gemeente'],
      [SCHOOL, 'supportCoordinator', 'school'],
    ] as const) {
      await bringIn(as(COORDINATOR), here, room, { member, role, organisation });
    }
    ok(await as(LEAD).click({ channel: room }, 'Ik neem de regie'));
    await here.settle();
    before = here.written(COORDINATOR).length;
  }

  /** Teams refuses whatever is written there. */
  function refuses(): void {
    here.teams.school.teams.fault({
      ...{ answer: 'ForbiddenOperationException', conversation: channel(), times: Number.POSITIVE_INFINITY },
    });
  }

  async function praise(words: string): Promise<void> {
    ok(await as(LEAD).click({ channel: room }, 'Wat gaat er goed?'));
    ok(await as(LEAD).submit({ words }));
    await here.settle();
  }

  async function happened(eventType: string): Promise<void> {
    const data = { eventType, team: { id: '19:team', aadGroupId: team().id } };
    const answer = await here.teams.school.teams.activity(here.idOf(SCHOOL), channel(), {
      type: 'conversationUpdate',
      channelData: data,
    });
    expect(answer.status).toBe(200);
    await here.settle();
  }

  afterEach(() => here?.stop());

  it('is told of when Teams says it; nothing more goes there, and it goes on when it is taken out again', async () => {
    await open();
    team().isArchived = true;
    refuses();
    await happened('teamArchived');
    await happened('teamArchived');
    expect(about('is gearchiveerd')).toHaveLength(1);
    const stood = standing();
    for (const words of ['een rustige ochtend', 'een goede dag', 'samen gelachen']) await praise(words);
    expect(about('kon niet worden bezorgd')).toEqual([]);
    expect(told()).toHaveLength(1);
    here.teams.school.teams.heal();
    team().isArchived = false;
    await happened('teamUnarchived');
    expect(about('is weer open')).toHaveLength(1);
    await praise('weer naar school geweest');
    expect(standing()).toBeGreaterThan(stood);
  });

  it('is found out at the first message when nobody told it, and told of once', async () => {
    await open();
    team().isArchived = true;
    refuses();
    for (const words of ['een rustige ochtend', 'een goede dag', 'samen gelachen']) await praise(words);
    await here.at('2027-03-15', '10:00');
    await here.at('2027-03-17', '10:00');
    expect(about('is gearchiveerd')).toHaveLength(1);
    expect(about('kon niet worden bezorgd')).toEqual([]);
  });

  it('is a room that cannot be reached where Microsoft does not say why, and told of once', async () => {
    await open();
    team().isArchived = true;
    refuses();
    here.teams.school.graph.fault({
      ...{ method: 'GET', path: /^\/teams\/[^/]+$/, times: Number.POSITIVE_INFINITY },
      what: { status: 403 },
    });
    for (const words of ['een rustige ochtend', 'een goede dag', 'samen gelachen']) await praise(words);
    expect(about('is niet meer te bereiken')).toHaveLength(1);
    expect(about('kon niet worden bezorgd')).toEqual([]);
    here.teams.school.teams.heal();
    here.teams.school.graph.heal();
    team().isArchived = false;
    await here.teams.school.teams.happens(here.idOf(SCHOOL), channel(), 'botAdded');
    await here.settle();
    expect(about('is weer open')).toHaveLength(1);
  });
});
