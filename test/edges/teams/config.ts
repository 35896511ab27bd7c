import { stringify } from 'yaml';
import type { StandInUser } from './types.ts';

/** The Playground knows one person who sits at it, and exactly five others. */
const SEATS = 6;

/** Fills the seats that a test has no use for. */
export const DEFAULT_USERS: readonly StandInUser[] = [
  user(1, 'School support coordinator'),
  user(2, 'Attendance officer'),
  user(3, 'Youth care worker'),
  user(4, 'Parent'),
  user(5, 'Alliance advisor'),
  user(6, 'Class mentor'),
];

function user(number: number, name: string): StandInUser {
  return { aadObjectId: `00000000-0000-4000-8000-0000000005${String(number).padStart(2, '0')}`, name };
}

export const TENANT = '00000000-0000-4000-8000-000000000e01';
export const TEAM = {
  id: '19:team-general@thread.tacv2',
  name: 'School alliance',
  aadGroupId: '00000000-0000-4000-8000-000000000e02',
} as const;
export const CHANNEL = { id: '19:channel-one@thread.tacv2', name: 'Channel one' } as const;
export const GROUP_CHAT = { id: '19:group-chat-one@thread.v2', name: 'Group chat one' } as const;
export const PERSONAL_CHAT = 'a:personal-chat-one';

/** The id of somebody in Teams, as activities and rosters have it. */
export function teamsId(user: Pick<StandInUser, 'aadObjectId'>): string {
  return `29:${user.aadObjectId}`;
}

/** Six people: those of the test, then others until every seat is taken. Throws when there are more. */
export function seated(users: readonly StandInUser[]): readonly StandInUser[] {
  if (users.length > SEATS) throw new Error(`the Playground has ${SEATS} seats, not ${users.length}`);
  const free = DEFAULT_USERS.filter((one) => !users.some((u) => u.aadObjectId === one.aadObjectId));
  return [...users, ...free].slice(0, SEATS);
}

/** The content of `.m365agentsplayground.yml`. */
export function configFile(botId: string, users: readonly StandInUser[]): string {
  const [first, ...others] = seated(users).map(seatOf);
  return stringify({
    version: '0.1.1',
    tenantId: TENANT,
    bot: { id: botId, name: 'Schakel' },
    currentUser: first,
    users: others,
    personalChat: { id: PERSONAL_CHAT },
    groupChat: GROUP_CHAT,
    team: { ...TEAM, channels: [CHANNEL] },
  });
}

function seatOf(user: StandInUser): object {
  const email = user.email ?? `${user.aadObjectId}@school.example`;
  return {
    id: teamsId(user),
    name: user.name,
    userPrincipleName: email,
    aadObjectId: user.aadObjectId,
    givenName: user.name,
    surname: user.name,
    email,
  };
}
