import type { CaseState, Person } from '../domain/case-state.ts';
import { accept, type Decision, type Situation } from '../domain/decision.ts';
import type { Message } from '../domain/messages.ts';
import { usableRooms } from '../domain/rooms.ts';
import { removeParticipant } from '../domain/rules/case-life.ts';
import { inCase, toCoordinators } from '../domain/rules/edit.ts';
import { settle } from '../domain/settle.ts';
import { participantOfPerson } from '../domain/who.ts';
import type { NewMessage } from '../ports/store.ts';
import { type Deps, situationOf } from './desk.ts';
import { enqueue } from './enqueue.ts';
import type { Notice } from './inbound.ts';

const ATTEMPTS = 5;

/** What happens on a platform by nobody's command: each is seen, written down, and told to the right person. */
export async function noticed(deps: Deps, notice: Notice): Promise<void> {
  switch (notice.what) {
    case 'token_revoked':
    case 'app_uninstalled':
      return disconnected(deps, notice);
    case 'user_deactivated':
    case 'user_reactivated':
      return member(deps, notice);
    default:
      return inRoom(deps, notice);
  }
}

async function disconnected(
  deps: Deps,
  notice: Notice & { what: 'token_revoked' | 'app_uninstalled' },
): Promise<void> {
  const now = deps.clock.now().toISOString();
  const why = notice.what === 'token_revoked' ? 'token_revoked' : 'uninstalled';
  const found = await deps.store.disableWorkspace(notice.platform, notice.workspaceExternalId, why, now);
  if (!found) return;
  deps.log.error(
    { platform: notice.platform, why },
    'a workspace is no longer connected; connect it again with its install link or token',
  );
  const regions = await deps.store.regionsOfWorkspace(found.id);
  const messages = regions.flatMap((region): NewMessage[] =>
    region.workspaces
      .filter((w) => w.id !== found.id && !w.disabled && w.coordinatorChannel !== null)
      .map((w) => ({
        id: deps.newId(),
        dedupeKey: `connection-lost:${found.id}:${now}>${region.id}:${w.id}`,
        conversation: { workspaceId: w.id, channelId: w.coordinatorChannel as string },
        regionId: region.id,
        caseId: null,
        recipientId: null,
        isCard: false,
        type: 'ConnectionLost',
        notBefore: now,
        payload: { type: 'ConnectionLost', workspace: found.name, why, at: now } satisfies Message,
      })),
  );
  if (messages.length > 0)
    await deps.store.commit({ now, inbound: { key: notice.key, reply: null }, cases: [], messages });
}

async function member(
  deps: Deps,
  notice: Notice & { what: 'user_deactivated' | 'user_reactivated' },
): Promise<void> {
  const now = deps.clock.now().toISOString();
  const away = notice.what === 'user_deactivated';
  const person = await deps.store.setMemberActive(
    notice.platform,
    notice.workspaceExternalId,
    notice.user,
    away ? now : null,
  );
  // Who is still somewhere else, takes part from there.
  if (!person || !away || person.identities.length > 0) return;
  for (const id of await deps.store.openCaseIdsOf([person.id])) {
    await decide(
      deps,
      { ...notice, key: `${notice.key}:${id}` },
      async () => (await deps.store.cases([id]))[0] ?? null,
      (state, s) => {
        const p = participantOfPerson(state, person.id);
        return p ? removeParticipant(state, s, p.id, 'deactivated') : accept(state, 'done.nothing');
      },
    );
  }
}

type InRoom = Extract<Notice, { channel: string }>;

async function inRoom(deps: Deps, notice: InRoom): Promise<void> {
  const user = 'user' in notice ? notice.user : '';
  const load = async (): Promise<CaseState | null> => {
    const context = await deps.store.context({
      platform: notice.platform,
      workspaceExternalId: notice.workspaceExternalId,
      userExternalId: user,
      inboundKey: notice.key,
      find: { channel: notice.channel },
    });
    return context.handledBefore ? null : context.case;
  };
  await decide(deps, notice, load, (state, s) => inRoomRule(notice, state, s));
}

function inRoomRule(notice: InRoom, state: CaseState, s: Situation): Decision {
  switch (notice.what) {
    case 'room_archived':
      return state.case.status === 'closed'
        ? room(state, notice, 'archived', null, s)
        : room(state, notice, 'archived', 'archived', s);
    case 'room_unarchived':
      return room(state, notice, 'open', 'unarchived', s);
    case 'bot_removed':
      return room(state, notice, 'lost', 'bot_removed', s);
    case 'room_gone':
      return room(state, notice, 'lost', 'gone', s);
    case 'room_renamed':
      return room(state, notice, null, 'renamed', s, notice.name);
    case 'member_left':
      return left(state, s, notice);
    case 'member_joined':
      return accept(state, 'done.nothing');
  }
}

/** Who leaves one room and is still in another of the case, takes part from there. */
function left(state: CaseState, s: Situation, notice: Extract<InRoom, { user: string }>): Decision {
  const here = state.rooms.find((r) => r.externalId === notice.channel)?.workspaceId;
  const isThem = (i: Person['identities'][number]): boolean =>
    i.workspaceId === here && i.externalId === notice.user;
  const person = state.people.find((p) => p.identities.some(isThem));
  const elsewhere = usableRooms(state).some(
    (r) => r.workspaceId !== here && person?.identities.some((i) => i.workspaceId === r.workspaceId),
  );
  const p = person && !elsewhere ? participantOfPerson(state, person.id) : null;
  return p ? removeParticipant(state, s, p.id, 'left_room') : accept(state, 'done.nothing');
}

type Trouble = 'archived' | 'unarchived' | 'renamed' | 'bot_removed' | 'gone';

function room(
  state: CaseState,
  notice: InRoom,
  to: 'archived' | 'open' | 'lost' | null,
  what: Trouble | null,
  s: Situation,
  name?: string,
): Decision {
  const found = state.rooms.find((r) => r.externalId === notice.channel);
  if (!found || (to !== null && found.state === to)) return accept(state, 'done.nothing');
  if (name !== undefined && found.name === name) return accept(state, 'done.nothing');
  const changed = {
    ...found,
    ...(to ? { state: to, stateWhy: what } : {}),
    ...(name === undefined ? {} : { name }),
  };
  const after = { ...state, rooms: state.rooms.map((r) => (r.id === found.id ? changed : r)) };
  const messages = what
    ? [
        toCoordinators(after, `room:${what}:${s.now}`, {
          type: 'RoomTrouble',
          ...inCase(after),
          what,
          platform: notice.platform,
        }),
      ]
    : [];
  return accept(after, 'done.nothing', {
    messages,
    audit: [{ action: `room.${what ?? to}`, objectId: found.id }],
  });
}

/** Decides on the one case and writes it, again when somebody else was faster. Time acts, not a person. */
async function decide(
  deps: Deps,
  notice: Pick<Notice, 'key'>,
  load: () => Promise<CaseState | null>,
  rule: (state: CaseState, s: Situation) => Decision,
): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const before = await load();
    const region = before ? await deps.store.region(before.case.regionId) : null;
    if (!before || !region) return;
    const s = situationOf(deps, region, null, before);
    const decision = rule(before, s);
    if (!decision.ok || (decision.state === before && decision.messages.length === 0)) return;
    const settled = settle(before, decision, s);
    const result = await deps.store.commit({
      now: s.now,
      inbound: { key: notice.key, reply: null },
      cases: [
        {
          before,
          after: settled.state,
          audit: settled.audit.map((e) => ({ actor: 'schakel' as const, ...e })),
        },
      ],
      messages: enqueue(
        { state: settled.state, region, now: s.now, newId: deps.newId },
        settled.messages,
        settled.tasks,
      ),
    });
    if (result.result !== 'conflict') return;
  }
  throw new Error('a platform notice kept meeting newer versions of its case');
}
