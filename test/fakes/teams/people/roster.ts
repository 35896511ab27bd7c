import { account, type Seats, teamsId } from '../config.ts';
import { type Answer, parsed } from '../connector/http.ts';
import type { Json, StandInUser } from '../types.ts';
import type { Room } from './rooms.ts';

/** The Playground's roster as that of this room: its members, each under their own name. */
export function rosterOf(answer: Answer, room: Room, seats: Seats): Answer {
  const body = parsed(answer.body);
  const ours = (rows: readonly Json[]) => room.members.flatMap((user) => rowOf(rows, user, seats));
  if (Array.isArray(body)) return { ...answer, body: JSON.stringify(ours(body as Json[])) };
  const { members } = body as { readonly members: readonly Json[] };
  return { ...answer, body: JSON.stringify({ members: ours(members) }) };
}

/** One row of the roster, of somebody who may share their seat. */
export function asMember(answer: Answer, user: StandInUser): Answer {
  return { ...answer, body: JSON.stringify(withName(parsed(answer.body) as Json, user)) };
}

function rowOf(rows: readonly Json[], user: StandInUser, seats: Seats): Json[] {
  const row = rows.find(({ id }) => id === teamsId(seats.seatOf(user)));
  return row ? [withName(row, user)] : [];
}

/** The Playground calls the object id differently from one answer to the next. */
function withName(row: Json, user: StandInUser): Json {
  const { userPrincipleName, aadObjectId, ...names } = account(user);
  const objectId = 'objectId' in row ? { objectId: aadObjectId } : { aadObjectId };
  const tenant = user.tenantId ? { tenantId: user.tenantId } : {};
  return { ...row, ...names, ...objectId, userPrincipalName: userPrincipleName, ...tenant };
}
