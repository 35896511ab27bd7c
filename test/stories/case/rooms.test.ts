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
  type InThreePlaces,
  NEIGHBOUR,
  SCHOOL_IN_SLACK,
  startInThreePlaces,
} from '../../support/people/in-three-places.ts';
import { readMessage } from '../../support/reading/in-slack.ts';
import { STORY_START } from '../whole/story4-script.ts';

/** The rooms of a case whose people sit in three places change with it, and so do the people in them. */
describe('the rooms of a case', () => {
  let here: InThreePlaces;
  let room = '';
  const as = (who: string) => here.people.as(who);
  const schoolRoom = (): string => here.teams.school.channel(room);
  const members = (): string[] =>
    here.teams.school.graph.team().channels.flatMap((c) => c.members.map((m) => m.userId));
  const newTo = async (who: string, work: () => Promise<unknown>): Promise<string> => {
    const before = here.written(who).length;
    await work();
    await here.settle();
    return here.written(who).slice(before).join('\n———\n');
  };
  const agree = async (title: string, owner: string, due: string): Promise<void> => {
    ok(await as(LEAD).command(room, '/afspraak'));
    ok(await as(LEAD).submit({ title, owner, due, doneWhen: 'het staat op papier' }));
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
      [SCHOOL_DEPUTY, 'teacher', 'school'],
      [MUNICIPALITY, 'municipalManager', 'gemeente'],
      [MOTHER, 'guardian', null],
    ] as const) {
      await bringIn(as(COORDINATOR), here, room, { member, role, organisation });
    }
    ok(await as(LEAD).click({ channel: room }, 'Ik neem de regie'));
    await here.settle();
  });
  afterAll(() => here?.stop());

  it('say what Schakel reads and what stays where it is written', () => {
    for (const first of [here.slack.read(room), here.teams.school.read(schoolRoom())].map(
      ([welcome]) => welcome,
    ))
      expect(first).toMatch(/leest alleen wat aan Schakel is gericht.*Gewone berichten blijven hier/s);
  });

  it('say that the family does not see what is typed there, what belongs in an agreement, and what becomes of it', () => {
    const [slack = '', teams = ''] = [here.slack.read(room), here.teams.school.read(schoolRoom())].map(
      ([first]) => first,
    );
    for (const first of [slack, teams]) {
      expect(first).toContain('Wat mensen zelf typen in dit kanaal, ziet wie er niet in zit niet');
      expect(first).toContain('Wat wordt besloten, of over de familie gaat, hoort daarom in een afspraak');
      expect(first).toContain('De familie mag vragen om te lezen wat er over hen is geschreven');
      expect(first).toContain('dan gaat dit kanaal naar het archief. Er wordt niets vanzelf gewist');
    }
    expect(slack).toContain('Alleen wie is toegevoegd kan dit lezen');
    expect(teams).not.toContain('Alleen wie is toegevoegd');
    expect(teams).toContain('Deelt iemand dit kanaal met een heel team, dan leest dat team mee');
  });

  it('keep what people say to each other to themselves', async () => {
    await here.slack.as(MOTHER).say(room, 'Dit blijft in Slack');
    const said = 'Dit blijft in Teams';
    await here.teams.school.teams.say(here.idOf(SCHOOL), schoolRoom(), said);
    await here.settle();
    expect(here.slack.read(room).join('\n')).not.toContain(said);
    expect(here.teams.school.read(schoolRoom()).join('\n')).not.toContain('Dit blijft in Slack');
    expect(here.teams.municipality.read(here.teams.municipality.channel(room)).join('\n')).not.toMatch(
      /Dit blijft in/,
    );
  });

  it('lose at once whoever may not be in them any more', async () => {
    expect(members()).toContain(here.idOf(SCHOOL_DEPUTY));
    ok(await as(LEAD).command(room, '/schakel casus'));
    ok(await as(LEAD).click({ channel: 'dm' }, 'Iemand uit de casus halen'));
    ok(await as(LEAD).submit({ participant: 'Intern begeleider school (leerkracht of mentor)' }));
    await here.settle();
    expect(members()).not.toContain(here.idOf(SCHOOL_DEPUTY));
    expect(members()).toContain(here.idOf(SCHOOL));
    expect(here.slack.read(room).join('\n')).toContain('Intern begeleider school doet niet meer mee');
  });

  it('are climbed over: what stays open reaches the escalation contact, each step where that person is', async () => {
    await agree('Zorgplan', 'Jeugdconsulent gemeente (leidinggevende gemeente)', 'donderdag 18 maart');
    const contact = (): string => here.teams.municipality.written(CONTACT.aadObjectId).join('\n');
    await here.at('2027-03-19', '09:00');
    expect(here.written(MUNICIPALITY).at(-1)).toContain('heb je nodig?');
    for (const day of ['2027-03-23', '2027-03-25', '2027-04-01']) await here.at(day, '09:00');
    expect(here.written(LEAD).at(-1)).toContain('Zorgplan');
    expect(contact()).toBe('');
    await here.at('2027-04-05', '09:00');
    expect(contact()).toContain('heeft uw hulp nodig');
    expect(contact()).toContain('Zorgplan');
    expect(here.written(COORDINATOR).join('\n')).toContain('is om hulp gevraagd');
  });

  it('are one for a person with an account in each: a code from the one, typed in the other', async () => {
    const code = /[A-Z0-9]{4}(-[A-Z0-9]{4}){2}/.exec(
      await newTo(SCHOOL, () => as(SCHOOL).command('dm', '/schakel koppel')),
    )?.[0];
    expect(code).toBeDefined();
    const slackId = SCHOOL_IN_SLACK;
    ok(await here.slack.as(slackId).command('dm', `/schakel koppel ${code}`));
    ok(await here.slack.as(slackId).click({ channel: 'dm' }, /^Ja/));
    await here.settle();
    expect(here.slack.channelByName(room)?.members).toContain(slackId);
    await agree(
      'Rooster',
      'Ondersteuningscoördinator school (ondersteuningscoördinator van school)',
      '9 april',
    );
    const before = [here.written(SCHOOL).length, here.slack.dm(slackId).length];
    await here.at('2027-04-07', '09:00');
    const after = [here.written(SCHOOL).length, here.slack.dm(slackId).length];
    expect(after.map((n, i) => n - (before[i] ?? 0)).sort()).toEqual([0, 1]);
  });

  it('let in somebody of another tenant by a code; they are answered and asked in the channel', async () => {
    const { teams, graph } = here.teams.school;
    ok(await as(LEAD).command(room, '/schakel uitnodigen'));
    const { body } = await as(LEAD).submit({ role: 'youthDoctor' });
    const code = /[A-Z0-9]{4}(-[A-Z0-9]{4}){2}/.exec(body)?.[0];
    expect(code).toBeDefined();
    graph.team().channels[0]?.members.push({
      id: 'by-hand',
      userId: NEIGHBOUR.aadObjectId,
      tenantId: NEIGHBOUR.tenantId ?? '',
      roles: [],
      visibleHistoryStartDateTime: null,
    });
    await teams.say(NEIGHBOUR.aadObjectId, schoolRoom(), `meedoen ${code}`, { mention: true });
    const question = here.teams.school.withButton(NEIGHBOUR.aadObjectId, schoolRoom(), 'Take part');
    await here.teams.school.press(NEIGHBOUR.aadObjectId, question.id, 'Take part');
    await here.settle();
    expect(here.slack.read(room).join('\n')).toContain('Jeugdarts doet nu mee');
    expect(here.written(LEAD).join('\n')).not.toContain('Jeugdarts kon niet');
    await agree('Verwijzing', 'Jeugdarts (jeugdarts)', 'dinsdag 13 april');
    await here.at('2027-04-09', '09:00');
    const asked = here.teams.school.read(schoolRoom()).at(-1) ?? '';
    expect(asked).toContain('Jeugdarts');
    expect(asked).not.toContain('Verwijzing');
  });

  it('that are gone are told of once, and hold up neither the others nor a reminder', async () => {
    await agree(
      'Taxi',
      'Ondersteuningscoördinator school (ondersteuningscoördinator van school)',
      '20 april',
    );
    const told = await newTo(COORDINATOR, async () => {
      const channel = here.teams.school.graph.team().channels[0];
      if (channel) channel.isArchived = true;
      await agree('Bus', 'Casemanager gemeente (casemanager gemeente)', '21 april');
      await agree('Fiets', 'Casemanager gemeente (casemanager gemeente)', '22 april');
    });
    expect(told.match(/gearchiveerd/g)).toHaveLength(1);
    expect(here.slack.read(room).join('\n')).toContain('Fiets');
    expect(here.teams.municipality.read(here.teams.municipality.channel(room)).join('\n')).toContain('Fiets');
    expect(here.teams.school.read(schoolRoom()).join('\n')).not.toContain('Fiets');
    // Of their two accounts the one that is left in a room of the case.
    const before = here.slack.dm(SCHOOL_IN_SLACK).length;
    await here.at('2027-04-16', '09:00');
    const asked = here.slack.dm(SCHOOL_IN_SLACK).slice(before);
    expect(asked.map((m) => readMessage(m)).join('\n')).toContain('Taxi');
  });

  it('end together when the case is closed', async () => {
    ok(await as(LEAD).command(room, '/schakel casus sluiten'));
    ok(await as(LEAD).submit({ outcome: 'neither', familySpoken: ['yes'], stopReason: 'het kind verhuist' }));
    await here.settle();
    ok(await as(MOTHER).click({ channel: room, text: 'wil deze casus afsluiten' }, 'Ja, dit mag dicht'));
    await here.settle();
    expect(here.slack.channelByName(room)?.isArchived).toBe(true);
    expect(here.teams.municipality.graph.team().channels.map((c) => c.isArchived)).toEqual([true]);
  });

  it('come back in new ones when a coordinator opens the case again from the own page', async () => {
    ok(await as(COORDINATOR).openHome());
    ok(await as(COORDINATOR).click('home', 'Casus weer openen'));
    ok(await as(COORDINATOR).submit({ reason: 'de plek ging niet door' }));
    await here.settle();
    expect(here.slack.channelByName(`${room}-2`)?.isArchived).toBe(false);
    expect(here.slack.read(`${room}-2`).join('\n')).toContain('de plek ging niet door');
    expect(here.teams.municipality.graph.team().channels.map((c) => c.isArchived)).toEqual([true, false]);
  });
});
