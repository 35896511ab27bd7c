import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bringIn, openCaseInChat } from '../../support/people/acts.ts';
import {
  COORDINATOR,
  type InThreePlaces,
  MOTHER,
  SCHOOL,
  startInThreePlaces,
} from '../../support/people/in-three-places.ts';
import { STORY_START } from '../whole/story4-script.ts';

/** Somebody marries, or a name was typed wrongly: what the platform calls them now, they are called everywhere. */
describe('a new name on a platform', () => {
  let here: InThreePlaces;
  let code = '';
  let room = '';
  const onTeams = (): string => here.teams.school.read(here.teams.school.channel(code)).join('\n');
  const bring = async (values: Record<string, string | null>): Promise<void> => {
    await bringIn(here.slack.as(COORDINATOR), here, room, values);
  };
  beforeAll(async () => {
    here = await startInThreePlaces(STORY_START);
    await here.at('2027-03-11', '09:30');
    await openCaseInChat(here.slack.as(COORDINATOR), here);
    room = here.slack.channels().at(-1)?.name ?? '';
    code = /\S+-\d+/.exec(here.slack.read(room).join('\n'))?.[0] ?? '';
    await bring({ person: SCHOOL.name, role: 'supportCoordinator', organisation: 'school' });
    await bring({ member: MOTHER, role: 'guardian' });
  });
  afterAll(() => here?.stop());

  const overview = (): string =>
    here.teams.school.read(here.teams.school.channel(code)).find((m) => m.includes(': overzicht')) ?? '';

  it('stands where her name stood, in the room of another platform too', async () => {
    expect(overview()).toContain('Moeder');
    await here.slack.changeUser(MOTHER, { realName: 'Mevrouw De Nieuwe' });
    await here.settle();
    expect(overview()).toContain('Mevrouw De Nieuwe');
    expect(overview()).not.toContain('Moeder');
  });

  it('and again, while another change of her profile says nothing', async () => {
    await here.slack.changeUser(MOTHER, { tz: 'America/Curacao' });
    await here.settle();
    const before = onTeams();
    await here.slack.changeUser(MOTHER, { locale: 'en-GB' });
    await here.settle();
    expect(onTeams()).toBe(before);
    await here.slack.changeUser(MOTHER, { realName: 'Moeder Oude Naam' });
    await here.settle();
    expect(overview()).toContain('Moeder Oude Naam');
  });

  it('leaves the name that a region gave somebody', async () => {
    await here.slack.changeUser(COORDINATOR, { realName: 'Privénaam' });
    await here.settle();
    expect(onTeams()).not.toContain('Privénaam');
    expect(overview()).toContain('Coördinator');
  });
});
