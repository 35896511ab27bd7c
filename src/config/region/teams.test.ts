import { describe, expect, test } from 'vitest';
import { accountsOf, parseRegionFile, type RegionConfig } from './region-file.ts';

const TENANT = '1111aaaa-2222-4333-8444-5555bbbbcccc';
const OTHER = '99999999-8888-4777-8666-555555555555';
const TEAM = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
const USER = '0f0f0f0f-0000-4000-8000-00000000000a';

const HEAD = 'key: r\nname: R\nlanguage: en\ncoordinators: [c]\npeople:\n';
const PERSON = '  - { key: c, name: C }\n';
const teams = (more = `, team: ${TEAM}`): string => `  - { platform: teams, tenantId: ${TENANT}${more} }\n`;
const file = (workspaces: string, people = PERSON): string => `${HEAD}${people}workspaces:\n${workspaces}`;

function region(text: string): RegionConfig {
  const result = parseRegionFile(text);
  if (!result.ok) throw new Error(JSON.stringify(result.errors, null, 2));
  return result.region;
}

describe('a region in Microsoft Teams', () => {
  test('has shared channels and titles, unless it says otherwise', () => {
    expect(region(file(teams())).workspaces).toEqual([
      {
        platform: 'teams',
        tenantId: TENANT,
        team: TEAM,
        rooms: 'shared',
        everyoneInTeamMayReadEveryCase: false,
        titlesInChat: true,
      },
    ]);
  });

  test('needs no team for group chats', () => {
    expect(region(file(teams(', rooms: chat'))).workspaces).toMatchObject([{ rooms: 'chat' }]);
  });

  test('has standard channels when it states that everyone in the team may read every case', () => {
    const stated = `, team: ${TEAM}, rooms: standard, everyoneInTeamMayReadEveryCase: true`;
    expect(region(file(teams(stated))).workspaces).toMatchObject([{ rooms: 'standard' }]);
  });

  test('may write ids in capitals: it is the same tenant and the same person', () => {
    const people = `  - { key: c, name: C, teams: ${USER.toUpperCase()}, teamsTenant: ${TENANT.toUpperCase()} }\n`;
    const config = region(file(teams().replace(TENANT, TENANT.toUpperCase()), people));
    expect(config.people.flatMap((p) => accountsOf(config, p))).toEqual([
      { platform: 'teams', workspace: TENANT, externalId: USER },
    ]);
  });

  test('goes with several Slack workspaces; whoever names no workspace is in the first of the platform', () => {
    const slack = '  - { platform: slack, teamId: T0ONE }\n  - { platform: slack, teamId: T0TWO }\n';
    const people = `  - { key: c, name: C, slack: U0C, teams: ${USER} }\n  - { key: d, name: D, slack: U0C, slackTeam: T0TWO }\n`;
    const config = region(
      `${file(teams() + slack, people)}coordinatorChannel: { slack: C0C, teams: '19:a_B-1@thread.tacv2' }\n`,
    );
    expect(config.people.map((p) => accountsOf(config, p))).toEqual([
      [
        { platform: 'slack', workspace: 'T0ONE', externalId: 'U0C' },
        { platform: 'teams', workspace: TENANT, externalId: USER },
      ],
      [{ platform: 'slack', workspace: 'T0TWO', externalId: 'U0C' }],
    ]);
    expect(config.coordinatorChannel).toEqual({ slack: 'C0C', teams: '19:a_B-1@thread.tacv2' });
  });
});

describe('a mistake about workspaces is told with its path, its line and what to do', () => {
  const people = (more: string): string => file(teams(), `  - { key: c, name: C, ${more} }\n`);
  const TWO = `  - { key: c, name: C, teams: ${USER} }\n`;
  test.each([
    [
      'a platform that is not one',
      file('  - platform: zoom\n'),
      '8 workspaces[0].platform: must be one of: slack, teams',
    ],
    [
      'an empty platform',
      file('  - platform:\n    teamId: T0ONE\n'),
      '8 workspaces[0].platform: is empty. Fill it in, or take the line out',
    ],
    ['a workspace without a platform', file('  - teamId: T0ONE\n'), '8 workspaces[0].platform: is missing'],
    [
      'a key of the other platform',
      file(teams(`, team: ${TEAM}, teamId: T0ONE`)),
      '8 workspaces[0].teamId: “teamId” is not a known key. Did you mean “team”?',
    ],
    [
      'no team to make channels in',
      file(teams('')),
      '8 workspaces[0].team: is missing. Say in which team Schakel makes a channel for each case, or choose rooms: chat',
    ],
    [
      'standard channels without the statement',
      file(`  - platform: teams\n    tenantId: ${TENANT}\n    team: ${TEAM}\n    rooms: standard\n`),
      '8 workspaces[0].everyoneInTeamMayReadEveryCase: must be true with rooms: standard. Everyone in a team reads all its standard channels, so every school in it would read every case. Write true only when that is right, or choose rooms: shared',
    ],
    [
      'standard channels where not everyone may read',
      file(
        `  - platform: teams\n    tenantId: ${TENANT}\n    team: ${TEAM}\n    rooms: standard\n    everyoneInTeamMayReadEveryCase: false\n`,
      ),
      '12 workspaces[0].everyoneInTeamMayReadEveryCase: must be true with rooms: standard. Everyone in a team reads all its standard channels, so every school in it would read every case. Write true only when that is right, or choose rooms: shared',
    ],
    [
      'the statement where nothing is open to everyone',
      file(teams(`, team: ${TEAM}, everyoneInTeamMayReadEveryCase: true`)),
      '8 workspaces[0].everyoneInTeamMayReadEveryCase: belongs to rooms: standard only. With other rooms a case is read by its own people. Take the line out',
    ],
    [
      'a kind of room that is not one',
      file(teams(`, team: ${TEAM}, rooms: private`)),
      '8 workspaces[0].rooms: must be one of: shared, chat, standard',
    ],
    ['a tenant twice', file(teams() + teams()), `9 workspaces[1].tenantId: “${TENANT}” is used twice`],
    [
      'a name for a tenant',
      file(`  - { platform: teams, tenantId: school, team: ${TEAM} }\n`),
      '8 workspaces[0].tenantId: must be the ID of a Microsoft tenant, such as 00000000-0000-0000-0000-000000000000: in the Entra admin centre, “Overview”, “Tenant ID”',
    ],
    [
      'a name for a team',
      file(teams(', team: Cases')),
      '8 workspaces[0].team: must be the ID of a team, such as 00000000-0000-0000-0000-000000000000: in Teams, ⋯ at the team, copy the link, what stands after groupId=',
    ],
    [
      'an address for a person',
      people('teams: c@example.org'),
      '6 people[0].teams: must be the object ID of a person in Entra, such as 00000000-0000-0000-0000-000000000000: in the Entra admin centre, “Users”, the person, “Object ID”',
    ],
    [
      'a tenant that is not listed',
      people(`teams: ${USER}, teamsTenant: ${OTHER}`),
      `6 people[0].teamsTenant: workspace “${OTHER}” is not listed under workspaces.`,
    ],
    [
      'a tenant with one wrong digit',
      people(`teams: ${USER}, teamsTenant: ${TENANT.replace('4333', '4334')}`),
      `6 people[0].teamsTenant: workspace “${TENANT.replace('4333', '4334')}” is not listed under workspaces. Did you mean “${TENANT}”?`,
    ],
    [
      'one account for two people, once with the tenant and once without',
      file(teams(), `${TWO}  - { key: d, name: D, teams: ${USER}, teamsTenant: ${TENANT} }\n`),
      `7 people[1].teams: “${USER}” is used twice`,
    ],
    [
      'one Slack account for two people, once with the workspace and once without',
      file(
        '  - { platform: slack, teamId: T0ONE }\n',
        '  - { key: c, name: C, slack: U0C, slackTeam: T0ONE }\n  - { key: d, name: D, slack: U0C }\n',
      ),
      '7 people[1].slack: “U0C” is used twice',
    ],
    [
      'somebody in Teams where there is none',
      file('  - { platform: slack, teamId: T0ONE }\n', TWO),
      '6 people[0].teams: is for Microsoft Teams, and no tenant is listed under workspaces. Add one: - platform: teams',
    ],
    [
      'a channel in Teams where there is none',
      `${file('  - { platform: slack, teamId: T0ONE }\n')}coordinatorChannel:\n  teams: '19:a@thread.tacv2'\n`,
      '10 coordinatorChannel.teams: is for Microsoft Teams, and no tenant is listed under workspaces. Add one: - platform: teams',
    ],
    [
      'a link for a channel',
      `${file(teams())}coordinatorChannel:\n  teams: '19%3Aa%40thread.tacv2'\n`,
      '10 coordinatorChannel.teams: must be the ID of a Teams channel, such as 19:…@thread.tacv2: in Teams, ⋯ at the channel, copy the link, what stands after channel/, with : for %3A and @ for %40',
    ],
  ])('%s', (_what, text, expected) => {
    const result = parseRegionFile(text);
    const told = result.ok
      ? []
      : result.errors.map(({ path, line, message }) => `${line} ${path}: ${message}`);
    expect(told).toEqual([expected]);
  });

  test('in Dutch for a file in Dutch', () => {
    const result = parseRegionFile(
      file(teams(`, team: ${TEAM}, rooms: standard`)).replace('language: en\n', ''),
    );
    expect(result.ok ? '' : result.errors[0]?.message).toBe(
      'moet true zijn bij rooms: standard. Iedereen in een team leest alle standaardkanalen, dus elke school in dat team leest elke casus. Schrijf alleen true als dat klopt, of kies rooms: shared',
    );
  });
});
