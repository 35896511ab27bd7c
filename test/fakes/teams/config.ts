import { stringify } from 'yaml';
import type { StandInUser } from './types.ts';

/** The Playground knows one person who sits at it, and exactly five others. */
const SEATS = 6;

/** They take the seats that a test has no use for. */
const ROLES: readonly StandInUser[] = [
  'School support coordinator',
  'Attendance officer',
  'Youth care worker',
  'Parent',
  'Alliance advisor',
  'Class mentor',
].map((name, i) => ({ aadObjectId: `00000000-0000-4000-8000-00000000050${i + 1}`, name }));

export const TENANT = '00000000-0000-4000-8000-000000000e01';
export const TEAM = {
  id: '19:team-general@thread.tacv2',
  name: 'School alliance',
  aadGroupId: '00000000-0000-4000-8000-000000000e02',
};
export const CHANNEL = { id: '19:channel-one@thread.tacv2', name: 'Channel one' };
export const GROUP_CHAT = { id: '19:group-chat-one@thread.v2', name: 'Group chat one' };
export const PERSONAL_CHAT = 'a:personal-chat-one';

/** Everybody in the tenant, and where they sit in the Playground. */
export interface Seats {
  /** The people of the test, then roles for the seats that are left. */
  readonly users: readonly StandInUser[];
  /** The six that the Playground knows; the first one sits at the page. */
  readonly seated: readonly StandInUser[];
  /** Returns the person of the Playground whose seat this person has. */
  seatOf(user: StandInUser): StandInUser;
}

/** More people than seats share one; never that of the first, who sits at the page. */
export function createSeats(given: readonly StandInUser[]): Seats {
  const free = ROLES.filter((one) => !given.some((user) => user.aadObjectId === one.aadObjectId));
  const users = [...given, ...free.slice(0, Math.max(0, SEATS - given.length))];
  const seated = users.slice(0, SEATS);
  return {
    users,
    seated,
    seatOf: (user) => {
      const index = users.indexOf(user);
      return seated[index < SEATS ? index : 1 + (index % (SEATS - 1))] as StandInUser;
    },
  };
}

/** The id of somebody in Teams, as activities and rosters have it. */
export function teamsId(user: StandInUser): string {
  return `29:${user.aadObjectId}`;
}

export interface Tenant {
  readonly tenantId: string;
  readonly botId: string;
  /** The Entra group of the team. */
  readonly aadGroupId: string;
}

/** The content of `.m365agentsplayground.yml`. */
export function configFile({ tenantId, botId, aadGroupId }: Tenant, seated: readonly StandInUser[]): string {
  const [currentUser, ...users] = seated.map(account);
  return stringify({
    version: '0.1.1',
    tenantId,
    bot: { id: botId, name: 'Schakel' },
    currentUser,
    users,
    personalChat: { id: PERSONAL_CHAT },
    groupChat: GROUP_CHAT,
    team: { ...TEAM, aadGroupId, channels: [CHANNEL] },
  });
}

/** Somebody as a roster has them. */
export function account(user: StandInUser): Record<string, string> {
  const { aadObjectId, name } = user;
  const email = user.email ?? `${aadObjectId}@school.example`;
  const names = { name, givenName: name, surname: name };
  return { id: teamsId(user), aadObjectId, ...names, userPrincipleName: email, email };
}
