import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../support/people/actor.ts';
import { actorInTeams } from '../../support/people/actor-in-teams.ts';
import { bringIn, openCaseInChat } from '../../support/people/acts.ts';
import {
  COORDINATOR,
  type InThreePlaces,
  LEAD,
  MOTHER,
  MUNICIPALITY,
  SCHOOL,
  SCHOOL_DEPUTY,
  startInThreePlaces,
} from '../../support/people/in-three-places.ts';
import type { Tenant } from '../../support/schakel/parts/tenant.ts';
import { STORY_START } from './story4-script.ts';

/** Story 4 with the owner on Teams, the lead on a second tenant, and the coordinator and the mother on Slack. */
describe('one case, three places', () => {
  let here: InThreePlaces;
  let code = '';
  let room = '';
  const lead = LEAD.aadObjectId;
  const school = SCHOOL.aadObjectId;
  const inSchool = (): string => here.teams.school.channel(code);
  const inCity = (): string => here.teams.municipality.channel(code);
  const participantId = async (role: string): Promise<string> => {
    const { store } = here.app;
    const [found] = await store.cases(
      await store.openCaseIds((await store.allRegionIds())[0] ?? '', null, 1),
    );
    return found?.participants.find((p) => p.role === role)?.id ?? '';
  };
  const bring = async (values: Record<string, string | null>): Promise<void> => {
    await bringIn(here.slack.as(COORDINATOR), here, room, values);
  };
  const press = async (tenant: Tenant, user: string, conversation: string, title: string): Promise<void> => {
    await tenant.press(user, tenant.withButton(user, conversation, title).id, title);
    await here.settle();
  };

  beforeAll(async () => {
    here = await startInThreePlaces(STORY_START);
    await here.at('2027-03-11', '09:30');
    await openCaseInChat(here.slack.as(COORDINATOR), here);
    room = here.slack.channels().at(-1)?.name ?? '';
    code = /\S+-\d+/.exec(here.slack.read(room).join('\n'))?.[0] ?? '';
  });
  afterAll(() => here?.stop());

  it('begins in Slack, and gets a room in a tenant with the first person who is there', async () => {
    expect(here.teams.school.graph.team().channels).toEqual([]);
    await bring({ person: LEAD.name, role: 'municipalCaseManager', organisation: 'gemeente' });
    await bring({ person: SCHOOL.name, role: 'supportCoordinator', organisation: 'school' });
    await bring({ person: SCHOOL_DEPUTY.name, role: 'teacher', organisation: 'school' });
    await bring({ person: MUNICIPALITY.name, role: 'municipalManager', organisation: 'gemeente' });
    await bring({ member: MOTHER, role: 'guardian' });
    expect(here.teams.school.read(inSchool())[0]).toContain(`Welkom in ${code}`);
    expect(here.teams.municipality.read(inCity())[0]).toContain(`Welkom in ${code}`);
    const members = here.teams.school.graph.team().channels[0]?.members.map((m) => m.userId);
    expect(members?.sort()).toEqual([SCHOOL.aadObjectId, SCHOOL_DEPUTY.aadObjectId].sort());
  });

  it('who takes the lead in one place, leads in all', async () => {
    await press(here.teams.municipality, lead, inCity(), 'Ik neem de regie');
    for (const text of [
      here.slack.read(room),
      here.teams.school.read(inSchool()),
      here.teams.municipality.read(inCity()),
    ])
      expect(text.find((m) => m.includes(': overzicht'))).toContain('Casemanager gemeente');
  });

  it('an agreement made in a dialog on Teams stands in all three with the same words', async () => {
    const welcome = here.teams.municipality.withButton(lead, inCity(), 'Nieuwe afspraak');
    const dialog = await here.teams.municipality.teams.open(lead, welcome.id, 'Nieuwe afspraak');
    const owner = await participantId('supportCoordinator');
    const next = await dialog.submit('Plaatsen', {
      title: 'Onderwijsplan',
      owner,
      due: 'volgende week donderdag',
      doneWhen: 'gedeeld, met doelen en startdatum',
    });
    expect(next?.words).toContain('Afspraak 1 staat erin, voor donderdag 18 maart 2027');
    await here.settle();
    const card = (texts: readonly string[]): string =>
      (texts.find((m) => m.startsWith('Afspraak 1')) ?? '').replace(/\n?\[.*\]/g, '').replaceAll('@', '');
    expect(card(here.slack.read(room))).toContain('Wanneer: donderdag 18 maart 2027');
    expect(card(here.teams.school.read(inSchool()))).toBe(card(here.slack.read(room)));
    expect(card(here.teams.municipality.read(inCity()))).toBe(card(here.slack.read(room)));
  });

  it('a confirmation given in one place shows in all', async () => {
    await press(here.teams.school, school, inSchool(), 'Klopt');
    for (const text of [
      here.slack.read(room),
      here.teams.school.read(inSchool()),
      here.teams.municipality.read(inCity()),
    ])
      expect(text.find((m) => m.startsWith('Afspraak 1'))).toContain('Ondersteuningscoördinator school');
    ok(await here.slack.as(MOTHER).click({ channel: room, text: 'Onderwijsplan' }, 'Klopt'));
    await here.settle();
    expect(here.teams.school.read(inSchool()).find((m) => m.startsWith('Afspraak 1'))).toContain('Moeder');
  });

  it('a press that Teams delivers once more, under another id, changes nothing and says nothing again', async () => {
    const actor = actorInTeams(here.teams.school, school);
    ok(await actor.click({ channel: room, text: 'Onderwijsplan' }, 'Klopt'));
    await here.settle();
    const stands = () => [
      here.slack.read(room),
      here.teams.school.read(inSchool()),
      here.teams.municipality.read(inCity()),
    ];
    const before = stands();
    const again = await here.teams.school.teams.redeliver({
      id: 'another-id',
      timestamp: '2027-03-11T10:00:05Z',
    });
    await here.settle();
    expect(again.status).toBe(200);
    expect(stands()).toEqual(before);
  });

  it('everybody gets one nudge, where they are', async () => {
    await here.at('2027-03-16', '09:00');
    const chat = await here.teams.school.teams.personal(school);
    expect(here.teams.school.read(chat).filter((m) => m.includes('Onderwijsplan'))).toHaveLength(1);
    expect(here.teams.school.read(chat).at(-1)).toContain('Lukt het?');
    expect(here.teams.school.read(chat).at(-1)).toContain('[Is klaar]');
  });

  it('done on Teams, confirmed in Slack, and it is done everywhere', async () => {
    await press(here.teams.school, school, await here.teams.school.teams.personal(school), 'Is klaar');
    ok(await here.slack.as(MOTHER).click({ channel: room, text: 'zegt dat' }, 'Klopt, is klaar'));
    await here.settle();
    for (const text of [
      here.slack.read(room),
      here.teams.school.read(inSchool()),
      here.teams.municipality.read(inCity()),
    ])
      expect(text.join('\n')).toContain('Goed nieuws');
  });

  it('a tenant that lets Schakel go holds up nobody else, and the coordinator hears it once', async () => {
    here.teams.school.teams.fault({ answer: 'BotDisabledByAdmin', times: 50 });
    const before = here.written(COORDINATOR).length;
    for (const title of ['Taxi', 'Rooster']) {
      const welcome = here.teams.municipality.withButton(lead, inCity(), 'Nieuwe afspraak');
      const dialog = await here.teams.municipality.teams.open(lead, welcome.id, 'Nieuwe afspraak');
      const owner = await participantId('municipalCaseManager');
      const values = { title, owner, due: 'woensdag 31 maart', doneWhen: 'het is geregeld' };
      await dialog.submit('Plaatsen', values);
      await here.settle();
    }
    const told = here.written(COORDINATOR).slice(before);
    expect(told.filter((m) => m.includes('niet meer verbonden met werkruimte Teams'))).toHaveLength(1);
    for (const text of [here.slack.read(room), here.teams.municipality.read(inCity())])
      expect(text.join('\n')).toMatch(/Taxi.*Rooster/s);
    expect(here.teams.school.read(inSchool()).join('\n')).not.toContain('Taxi');
  });

  it('with its app let in again it is connected at the next start, and gets what was kept for it', async () => {
    here.teams.school.teams.heal();
    await here.restart();
    await expect
      .poll(
        async () => {
          await here.settle();
          return here.teams.school.read(inSchool()).join('\n');
        },
        { timeout: 30_000 },
      )
      .toMatch(/Taxi.*Rooster/s);
    for (const title of ['Taxi', 'Rooster'])
      expect(here.teams.school.read(inSchool()).filter((m) => m.includes(`\n${title}\n`))).toHaveLength(1);
  });
});
