import { accept } from '../../domain/case/decision.ts';
import { participantOfPerson } from '../../domain/case/participants.ts';
import type { CaseState } from '../../domain/case/state.ts';
import type { Message } from '../../domain/messages/index.ts';
import type { Region } from '../../domain/region/region.ts';
import { removeParticipant } from '../../domain/rules/case/case-life.ts';
import type { Uuid } from '../../domain/vocabulary.ts';
import type { NewMessage } from '../../ports/database/index.ts';
import { administratorsOf, coordinatorsOf } from '../coordinators.ts';
import type { PlatformEvent } from '../inbound.ts';
import { alarmLetters } from '../outgoing/alarm-letters.ts';
import { regionNews } from '../outgoing/region-news.ts';
import type { Deps } from '../request-context.ts';
import { decideAndWrite } from '../write/decide-and-write.ts';
import { accepted, inRoom, inTeam } from './room-events.ts';

/**
 * Handles what happens on a platform by nobody's command: each is seen, written down, and told to the right person.
 */
export async function platformEvent(deps: Deps, notice: PlatformEvent): Promise<void> {
  switch (notice.what) {
    case 'token_revoked':
    case 'app_uninstalled':
      return disconnected(deps, notice);
    case 'app_installed':
      return deps.store.enableWorkspace(notice.platform, notice.workspaceExternalId, notice.name ?? null);
    case 'workspace_seen':
      return deps.store.rememberWorkspace(notice.platform, notice.workspaceExternalId, notice.settings);
    case 'user_deactivated':
    case 'user_reactivated':
      await member(deps, notice);
      return notice.name ? named(deps, notice, notice.name) : undefined;
    case 'member_named':
      return named(deps, notice, notice.name);
    case 'invitation_accepted':
      return accepted(deps, notice);
    case 'team_archived':
    case 'team_unarchived':
      return inTeam(deps, notice);
    default:
      return inRoom(deps, notice);
  }
}

/** The name for a workspace that nobody named. */
const NAMES: Readonly<Record<string, string>> = { slack: 'Slack', teams: 'Teams' };

async function disconnected(
  deps: Deps,
  notice: PlatformEvent & { what: 'token_revoked' | 'app_uninstalled' },
): Promise<void> {
  const now = deps.clock.now().toISOString();
  const why = notice.what === 'token_revoked' ? 'token_revoked' : 'uninstalled';
  const found = await deps.store.disableWorkspace(notice.platform, notice.workspaceExternalId, why, now);
  if (!found) return;
  deps.log.error(
    { platform: notice.platform, workspace: notice.workspaceExternalId, why },
    'a workspace is no longer connected; connect it again with its install link or token',
  );
  const regions = await deps.store.regionsOfWorkspace(found.id);
  const { at } = found;
  const lost = {
    type: 'ConnectionLost',
    workspace: found.name || (NAMES[notice.platform] ?? notice.platform),
    why: found.why === 'uninstalled' ? found.why : 'token_revoked',
    at,
  } satisfies Message;
  // The same loss is heard of more than once, and the one who heard it first may not have come to telling it.
  const key = `connection-lost:${found.id}:${at}`;
  const messages = (
    await Promise.all(
      regions.map((region) => lossIn(deps, region, { now, key, lost, workspaceId: found.id })),
    )
  ).flat();
  if (messages.length > 0)
    await deps.store.commit({ now, inbound: { key: notice.key, reply: null }, cases: [], messages });
}

interface Loss {
  readonly now: string;
  readonly key: string;
  readonly lost: Message;
  readonly workspaceId: Uuid;
}

/**
 * It is in the log at once, for who keeps the machine. Coordinators and administrators read it in their hours, as
 * everything else, where another connection is; who is only there hears by a letter that something waits.
 */
async function lossIn(deps: Deps, region: Region, loss: Loss): Promise<NewMessage[]> {
  const { now, lost, workspaceId } = loss;
  const key = `${loss.key}>${region.id}`;
  const people = await deps.store.people(
    [...new Set([...region.coordinatorPersonIds, ...region.administratorPersonIds])],
    region.id,
  );
  const ofCoordinators = coordinatorsOf(region, people, workspaceId);
  const inChannel = ofCoordinators.some((place) => 'channelId' in place);
  const heard = ofCoordinators.flatMap((place) => ('personId' in place ? [place.personId] : []));
  const places = [
    ...ofCoordinators,
    ...administratorsOf(region, people, workspaceId).filter(
      (place) => !('personId' in place && heard.includes(place.personId)),
    ),
  ];
  const letters = people.filter(
    (p) =>
      region.administratorPersonIds.includes(p.id) ||
      (!inChannel && region.coordinatorPersonIds.includes(p.id)),
  );
  return [
    ...regionNews({ region, now, newId: deps.newId, key }, lost, places, people),
    ...(await alarmLetters(deps, { region, now, key }, letters, places)),
  ];
}

async function member(
  deps: Deps,
  notice: PlatformEvent & { what: 'user_deactivated' | 'user_reactivated' },
): Promise<void> {
  const now = deps.clock.now().toISOString();
  const away = notice.what === 'user_deactivated';
  const person = await deps.store.setMemberActive(
    notice.platform,
    notice.workspaceExternalId,
    notice.user,
    away ? now : null,
  );
  // A person who is still somewhere else takes part from there.
  if (!person || !away || person.identities.length > 0) return;
  for (const id of await deps.store.openCaseIdsOf([person.id])) {
    await decideAndWrite(deps, {
      key: `${notice.key}:${id}`,
      load: async () => (await deps.store.cases([id]))[0] ?? null,
      rule: (state, s) => {
        const p = participantOfPerson(state, person.id);
        return p ? removeParticipant(state, s, p.id, 'deactivated') : accept(state, 'done.nothing');
      },
    });
  }
}

/**
 * Somebody has another name on their platform: so they are called from now on, and their cards say it again. A name that
 * a region gave, or somebody here, stays.
 */
async function named(
  deps: Deps,
  notice: PlatformEvent & { readonly user: string },
  given: string,
): Promise<void> {
  const name = given.trim();
  const { platform, workspaceExternalId, user } = notice;
  const known = await deps.store.memberNamed(platform, workspaceExternalId, user);
  if (!known || name === '' || name === known.was) return;
  const isNew = known.isOwn && name !== known.shown;
  for (const id of isNew ? await deps.store.openCaseIdsOf([known.personId]) : []) {
    await decideAndWrite(deps, {
      key: `${notice.key}:name:${id}`,
      load: async () => (await deps.store.cases([id]))[0] ?? null,
      rule: (state) => accept(renamed(state, known.personId, known.shown, name), 'done.nothing'),
    });
  }
  // Last: what is cut off in between is told again, and then finds the old name still.
  await deps.store.nameMember(platform, workspaceExternalId, user, { name, ofPerson: isNew });
}

function renamed(state: CaseState, personId: Uuid, old: string, name: string): CaseState {
  const isThem = (p: CaseState['people'][number]): boolean => p.id === personId && p.name === old;
  return state.people.some(isThem)
    ? { ...state, people: state.people.map((p) => (isThem(p) ? { ...p, name } : p)) }
    : state;
}
