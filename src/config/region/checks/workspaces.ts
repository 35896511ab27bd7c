import { accountsOf, externalIdOf, firstOf } from '../accounts.ts';
import type { Problem } from '../error-words.ts';
import { missing, repeated } from '../problems.ts';
import type { RegionConfig } from '../schema.ts';

type Platform = RegionConfig['workspaces'][number]['platform'];

const WORKSPACE_KEY = { slack: 'teamId', teams: 'tenantId' } as const;
const PERSON_KEY = { slack: 'slackTeam', teams: 'teamsTenant' } as const;

/** Checks what the parts of a file that are about Slack and Teams have to do with each other. */
export function checkWorkspaces(region: RegionConfig): Problem[] {
  return [...platform(region, 'slack'), ...platform(region, 'teams'), ...rooms(region), ...noTeams(region)];
}

/** Checks one platform: every workspace and every account once, and people only in workspaces that are listed. */
function platform(region: RegionConfig, platform: Platform): Problem[] {
  const own = region.workspaces.map((w) => (w.platform === platform ? externalIdOf(w) : undefined));
  const known = new Set(own.filter((id) => id !== undefined));
  const accounts = region.people.map((person) => {
    const account = accountsOf(region, person).find((a) => a.platform === platform);
    return account && `${account.workspace ?? ''} ${account.externalId}`;
  });
  return [
    ...repeated(['workspaces'], [WORKSPACE_KEY[platform]], own),
    ...repeated(['people'], [platform], accounts, (account) => account.split(' ')[1] ?? ''),
    ...region.people.flatMap((person, i) => {
      const key = PERSON_KEY[platform];
      return missing(['people', i, key], person[key], known, 'no-workspace');
    }),
  ];
}

/** The place where rooms are made decides who can read a case in Teams, so that is said in full or refused. */
function rooms(region: RegionConfig): Problem[] {
  return region.workspaces.flatMap((w, i): Problem[] => {
    if (w.platform !== 'teams') return [];
    const said = ['workspaces', i, 'everyoneInTeamMayReadEveryCase'];
    const problems: Problem[] = [];
    if (w.rooms !== 'chat' && !w.team) problems.push({ path: ['workspaces', i, 'team'], is: 'no-team' });
    if (w.rooms === 'standard' && !w.everyoneInTeamMayReadEveryCase)
      problems.push({ path: said, is: 'everyone-reads' });
    if (w.rooms !== 'standard' && w.everyoneInTeamMayReadEveryCase)
      problems.push({ path: said, is: 'only-standard' });
    return problems;
  });
}

/** Finds what is given for Teams and could go nowhere. */
function noTeams(region: RegionConfig): Problem[] {
  if (firstOf(region, 'teams')) return [];
  const given = region.people.flatMap((p, i) => (p.teams ? [['people', i, 'teams']] : []));
  if (region.coordinatorChannel?.teams) given.push(['coordinatorChannel', 'teams']);
  return given.map((path) => ({ path, is: 'no-teams' as const }));
}
