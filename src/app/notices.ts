import { nextContactWindow } from '../domain/calendar.ts';
import { accept } from '../domain/decision.ts';
import type { Message } from '../domain/messages.ts';
import type { Region } from '../domain/region.ts';
import { removeParticipant } from '../domain/rules/case-life.ts';
import { participantOfPerson } from '../domain/who.ts';
import type { NewMessage } from '../ports/store.ts';
import { coordinatorsOf } from './coordinators.ts';
import { decide } from './decide.ts';
import type { Deps } from './desk.ts';
import type { Notice } from './inbound.ts';
import { accepted, inRoom } from './room-notices.ts';

/** What happens on a platform by nobody's command: each is seen, written down, and told to the right person. */
export async function noticed(deps: Deps, notice: Notice): Promise<void> {
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
      return member(deps, notice);
    case 'invitation_accepted':
      return accepted(deps, notice);
    default:
      return inRoom(deps, notice);
  }
}

/** For a workspace that nobody named. */
const NAMES: Readonly<Record<string, string>> = { slack: 'Slack', teams: 'Teams' };

async function disconnected(
  deps: Deps,
  notice: Notice & { what: 'token_revoked' | 'app_uninstalled' },
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
  const messages = (
    await Promise.all(
      regions.map(async (region) =>
        coordinatorsOf(region, await deps.store.people(region.coordinatorPersonIds), found.id).map(
          (conversation): NewMessage => ({
            id: deps.newId(),
            // The same loss is heard of more than once, and the one who heard it first may not have come to telling it.
            dedupeKey: `connection-lost:${found.id}:${at}>${region.id}:${JSON.stringify(conversation)}`,
            conversation,
            regionId: region.id,
            caseId: null,
            recipientId: 'personId' in conversation ? conversation.personId : null,
            isCard: false,
            type: lost.type,
            ...contactHours(region, now),
            payload: lost,
          }),
        ),
      ),
    )
  ).flat();
  if (messages.length > 0)
    await deps.store.commit({ now, inbound: { key: notice.key, reply: null }, cases: [], messages });
}

/** It is in the log at once, for who keeps the machine; coordinators read it in their hours, as everything else. */
function contactHours(region: Region, now: string): Pick<NewMessage, 'notBefore' | 'notAfter'> {
  const { from, to } = nextContactWindow(region.calendar, null, now);
  return { notBefore: from, notAfter: to };
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
