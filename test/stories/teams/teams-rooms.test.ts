import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../support/people/actor.ts';
import { bringIn, openCaseInChat } from '../../support/people/acts.ts';
import {
  COORDINATOR,
  LEAD,
  MOTHER,
  MUNICIPALITY,
  SCHOOL,
  SCHOOL_DEPUTY,
} from '../../support/people/in-slack.ts';
import {
  CONTACT,
  SCHOOL_DEPUTY as DEPUTY,
  type InThreePlaces,
  NEIGHBOUR,
  startInThreePlaces,
} from '../../support/people/in-three-places.ts';
import { STORY_START } from '../whole/story4-script.ts';

/**
 * The other two kinds of room on Teams: at the school a group chat, at the municipality a standard channel, in which
 * its administrator declared that everybody in the team may read every case. The mother is in Slack.
 */
describe('a group chat and a standard channel of one case', () => {
  let here: InThreePlaces;
  let room = '';
  const as = (who: string) => here.people.as(who);
  const chat = () => [...here.teams.school.graph.world.chats.values()][0];
  const chatRoom = (): string => chat()?.id ?? '';
  const inChat = (): string[] => chat()?.members.map((m) => m.userId) ?? [];
  const standard = () => here.teams.municipality.graph.team().channels[0];
  const read = (tenant: InThreePlaces['teams']['school'], id: string): string =>
    tenant.read(id).join('\n———\n');

  const add = async (member: string, role: string, organisation: string | null): Promise<void> => {
    await bringIn(as(COORDINATOR), here, room, { member, role, organisation });
  };

  beforeAll(async () => {
    here = await startInThreePlaces(STORY_START, { school: 'chat', municipality: 'standard' });
    await here.at('2027-03-11', '09:30');
    await openCaseInChat(as(COORDINATOR), here);
    room = here.newest();
    await add(LEAD, 'municipalCaseManager', 'gemeente');
    await add(SCHOOL, 'supportCoordinator', 'school');
    await add(MOTHER, 'guardian', null);
    ok(await as(LEAD).click({ channel: room }, 'Ik neem de regie'));
    await here.settle();
  });
  afterAll(() => here?.stop());

  it('say who can read along, each what is true of it', () => {
    expect(read(here.teams.school, chatRoom())).toContain('Alleen wie is toegevoegd kan dit lezen');
    expect(read(here.teams.school, chatRoom())).toContain('dan blijft deze chat staan');
    expect(read(here.teams.municipality, standard()?.id ?? '')).toContain(
      'Iedereen in dit team kan dit lezen',
    );
    expect(chat()?.topic.toLowerCase()).toBe(room);
    expect(here.teams.school.graph.team().channels).toEqual([]);
  });

  it('show who comes later what was said before', async () => {
    await add(SCHOOL_DEPUTY, 'teacher', 'school');
    expect(inChat()).toEqual([here.idOf(SCHOOL), DEPUTY.aadObjectId]);
    expect(chat()?.members.at(-1)?.visibleHistoryStartDateTime).toBe('0001-01-01T00:00:00Z');
  });

  it('take commands where Schakel is mentioned, and leave what people say to each other alone', async () => {
    const { teams } = here.teams.school;
    await teams.say(here.idOf(SCHOOL), chatRoom(), 'Dit blijft in de chat');
    const before = teams.history(chatRoom()).length;
    ok(await as(SCHOOL).command(room, '/afspraak'));
    ok(
      await as(SCHOOL).submit({
        title: 'Rooster',
        owner: 'Ondersteuningscoördinator school (ondersteuningscoördinator van school)',
        due: 'donderdag 18 maart',
        doneWhen: 'gedeeld met iedereen',
      }),
    );
    await here.settle();
    expect(teams.history(chatRoom()).length).toBe(before + 2);
    for (const words of [
      here.slack.read(room).join('\n'),
      read(here.teams.municipality, standard()?.id ?? ''),
    ]) {
      expect(words).toContain('Rooster');
      expect(words).not.toContain('Dit blijft in de chat');
    }
  });

  it('tell the lead of somebody who was let into the chat by hand and does not take part', async () => {
    await here.teams.school.teams.happens(here.idOf(SCHOOL), chatRoom(), 'userAdded', {
      membersAdded: [{ id: `29:${NEIGHBOUR.aadObjectId}`, aadObjectId: NEIGHBOUR.aadObjectId }],
    });
    await here.settle();
    expect(here.written(LEAD).at(-1)).toContain('doet niet mee in deze casus');
  });

  it('bring nobody into a standard channel who is not in the team, and tell the lead', async () => {
    const before = here.written(LEAD).length;
    ok(await as(COORDINATOR).click({ channel: room }, 'Iemand toevoegen'));
    ok(
      await as(COORDINATOR).submit({
        person: CONTACT.name,
        role: 'municipalManager',
        organisation: 'gemeente',
      }),
    );
    await here.settle();
    expect(here.teams.municipality.graph.team().members.map((m) => m.userId)).not.toContain(
      CONTACT.aadObjectId,
    );
    expect(here.written(LEAD).slice(before).join('\n')).toContain(CONTACT.name);
    await add(MUNICIPALITY, 'municipalManager', 'gemeente');
    expect(here.slack.read(room).at(-1)).toContain('Jeugdconsulent gemeente doet nu mee');
  });

  it('lose at once whoever may not be in the chat any more', async () => {
    ok(await as(LEAD).command(room, '/schakel casus'));
    ok(await as(LEAD).click({ channel: 'dm' }, 'Iemand uit de casus halen'));
    ok(await as(LEAD).submit({ participant: 'Intern begeleider school (leerkracht of mentor)' }));
    await here.settle();
    expect(inChat()).toEqual([here.idOf(SCHOOL)]);
    expect(here.slack.read(room).join('\n')).toContain('Intern begeleider school doet niet meer mee');
  });

  it('are left by hand, and everybody sees that this person takes part no longer', async () => {
    await add(SCHOOL_DEPUTY, 'teacher', 'school');
    const inRoom = chat()?.members ?? [];
    await here.teams.school.teams.happens(here.idOf(SCHOOL_DEPUTY), chatRoom(), 'userRemoved', {
      membersRemoved: [{ id: `29:${DEPUTY.aadObjectId}`, aadObjectId: DEPUTY.aadObjectId }],
    });
    inRoom.splice(
      inRoom.findIndex((m) => m.userId === DEPUTY.aadObjectId),
      1,
    );
    await here.settle();
    expect(here.slack.read(room).at(-1)).toContain('Intern begeleider school heeft het kanaal verlaten');
  });

  it('end with the case: the channel is archived; the chat stays with its people, and nothing comes any more', async () => {
    const { teams } = here.teams.school;
    ok(await as(LEAD).command(room, '/schakel casus sluiten'));
    ok(await as(LEAD).submit({ outcome: 'neither', familySpoken: ['yes'], stopReason: 'het kind verhuist' }));
    await here.settle();
    ok(await as(MOTHER).click({ channel: room, text: 'wil deze casus afsluiten' }, 'Ja, dit mag dicht'));
    await here.settle();
    expect(standard()?.isArchived).toBe(true);
    expect(here.teams.school.read(chatRoom()).at(-1)).toContain('We sluiten');
    expect(inChat()).toEqual([here.idOf(SCHOOL)]);
    const before = teams.history(chatRoom()).length;
    for (const day of ['2027-03-18', '2027-03-22', '2027-04-05']) await here.at(day, '09:00');
    expect(teams.history(chatRoom()).length).toBe(before);
    // What was open has stopped with the case: its card has no button any more.
    expect(() => here.teams.school.withButton(here.idOf(SCHOOL), chatRoom(), 'Klopt')).toThrow(/no button/);
  });
});

/** The same case, when somebody takes the app out of the group chat. */
it('a group chat that the app was taken out of is told of once, and holds up nobody else', async () => {
  const here = await startInThreePlaces(STORY_START, { school: 'chat', municipality: 'shared' });
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
    const chat = [...here.teams.school.graph.world.chats.values()][0];
    chat?.apps.clear();
    const before = here.written(COORDINATOR).length;
    for (const words of ['een rustige ochtend', 'twee ochtenden gelukt']) {
      ok(await as(COORDINATOR).click({ channel: room }, 'Wat gaat er goed?'));
      ok(await as(COORDINATOR).submit({ words }));
      await here.settle();
    }
    const told = here.written(COORDINATOR).slice(before).join('\n');
    expect(told.match(/Teams-chat van \S+ (is niet meer te bereiken|gehaald)/g)).toHaveLength(1);
    for (const words of [
      here.slack.read(room),
      here.teams.municipality.read(here.teams.municipality.channel(room)),
    ])
      expect(words.join('\n')).toContain('twee ochtenden gelukt');
    expect(here.teams.school.read(chat?.id ?? '').join('\n')).not.toContain('twee ochtenden gelukt');
  } finally {
    await here.stop();
  }
});
