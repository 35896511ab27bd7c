import type { Reply } from '../../domain/case/decision.ts';
import { refOfPerson } from '../../domain/case/participants.ts';
import type { Person } from '../../domain/case/state.ts';
import { idOf } from '../../domain/manage/administration.ts';
import type { WorkspaceConfirmed } from '../../domain/messages/index.ts';
import type { Region } from '../../domain/region/region.ts';
import type { ReplyKey } from '../../domain/reply-keys.ts';
import type { NewCode, NewMessage } from '../../ports/database/index.ts';
import type { GivenWorkspace } from '../../ports/database/workspaces.ts';
import { DirectoryUnavailable, type Member } from '../../ports/directory.ts';
import type { Reader } from '../../ports/document.ts';
import type { Plan } from '../command.ts';
import { administratorsOf } from '../coordinators.ts';
import type { Inbound, Outcome } from '../inbound.ts';
import { regionNews } from '../outgoing/region-news.ts';
import { replyTo } from '../reply.ts';
import { type Deps, situationOf, strangerReader } from '../request-context.ts';
import { type OVERTAKEN, unlessOvertaken } from '../write/decide-and-write.ts';
import { writePlan } from '../write/write-plan.ts';
import type { TypedCode } from './typed-code.ts';

/**
 * The code by which a workspace's own people let a region use it. It is worth nothing to who made it: it has to be
 * typed in that very workspace, by somebody who runs it, as long as no region has it or had it. Who that is on each
 * platform, and why, stands in docs/decisions/region.md#own-people-of-a-workspace.
 */

export interface WorkspaceCodeAsked {
  readonly deps: Deps;
  readonly inbound: Inbound;
  readonly code: NewCode;
}

interface CheckedCode extends WorkspaceCodeAsked {
  readonly region: Region;
  readonly maker: Person;
  readonly workspace: GivenWorkspace;
  readonly reader: Reader;
  /** The person who types it runs the workspace, or is a member where the platform tells no more. */
  readonly as: 'administrator' | 'member';
}

type Refused = { readonly reply: Reply; readonly reader: Reader; readonly isInVain?: boolean };

/** Says what it means, and when they are sure, lets the region use the workspace. */
export async function useWorkspaceCode(
  asked: WorkspaceCodeAsked,
  { typed, sure }: TypedCode,
): Promise<Outcome | typeof OVERTAKEN> {
  const checked = await checkCode(asked);
  if ('reply' in checked) {
    if (checked.isInVain) await asked.deps.store.codeTried(asked.code.hash);
    return { reply: replyTo(checked.reply, checked.reader) };
  }
  return sure ? confirm(checked) : { reply: replyTo(question(checked, typed), checked.reader) };
}

async function checkCode(asked: WorkspaceCodeAsked): Promise<CheckedCode | Refused> {
  const { deps, inbound, code } = asked;
  const region = await deps.store.region(code.regionId);
  const [maker] = await deps.store.people([code.personId], code.regionId);
  const reader = strangerReader(inbound, inbound.userLanguage ?? region?.language ?? 'nl');
  const no = (key: ReplyKey, isInVain = false): Refused => ({
    reply: { key, values: { region: region?.file.name, platform: inbound.platform } },
    reader,
    isInVain,
  });
  if (!region || !maker) return no('refused.workspaceCodeUnknown');
  if (!mayAsk(region, code)) return no('refused.workspaceCodeEnded');
  const workspace = workspaceOf(code);
  if (inbound.platform !== workspace.platform || inbound.workspaceExternalId !== workspace.externalId)
    return no('refused.workspaceCodeElsewhere', true);
  const member = await memberOf(deps, inbound);
  if (member === 'later') return no('refused.memberLater');
  if (!member || member.guest || member.deactivated || member.bot) return no('refused.workspaceGuest', true);
  if (member.administrator === false) return no('refused.workspaceNotAdministrator', true);
  const held = await whoHolds(deps, region, workspace);
  if (held) return no(held);
  const as = member.administrator ? 'administrator' : 'member';
  const language = inbound.userLanguage ?? member.language ?? region.language;
  return { ...asked, region, maker, workspace, reader: { ...reader, language }, as };
}

function workspaceOf({ platform, externalId }: NewCode): GivenWorkspace {
  return { platform: platform ?? 'slack', externalId: externalId ?? '' };
}

/** A code is never more of a right than whoever made it has now. */
function mayAsk(region: Region, code: NewCode): boolean {
  const { platform, externalId } = workspaceOf(code);
  const isNamed = region.file.workspaces.some((w) => w.platform === platform && idOf(w) === externalId);
  return isNamed && region.administratorPersonIds.includes(code.personId);
}

async function memberOf(deps: Deps, inbound: Inbound): Promise<Member | null | 'later'> {
  try {
    const directory = deps.directories[inbound.platform];
    return (await directory?.describe(inbound.workspaceExternalId, inbound.userExternalId)) ?? null;
  } catch (error) {
    if (error instanceof DirectoryUnavailable) return 'later';
    throw error;
  }
}

/** Why no code gives this workspace: a region has it or had it. Null: none. */
async function whoHolds(deps: Deps, region: Region, workspace: GivenWorkspace): Promise<ReplyKey | null> {
  const gifts = await deps.store.workspaceGifts(workspace);
  const own = gifts.find((g) => g.regionId === region.id);
  if (own) return own.isTaken ? 'refused.workspaceTaken' : 'refused.workspaceHas';
  return gifts.length > 0 ? 'refused.workspaceOfOther' : null;
}

/** Says what the code does before it does: a code that somebody was talked into typing should not go unseen. */
function question({ region, maker, as }: CheckedCode, typed: string): Reply {
  const values = { region: region.file.name, person: refOfPerson(maker, maker.id) };
  const args = { code: typed, of: 'workspace' };
  const offer = { command: 'code.use', args, label: 'code.workspaceYes' } as const;
  return { key: `code.workspaceQuestion.${as}`, values, offer };
}

async function confirm(checked: CheckedCode): Promise<Outcome | typeof OVERTAKEN> {
  const { deps, inbound, region, maker, reader } = checked;
  const plan = await planOf(checked);
  const reply = replyTo(plan.reply, reader);
  const situation = situationOf(deps, region, maker, null);
  const result = await writePlan(deps, { inbound, situation }, plan, reply);
  return unlessOvertaken(result, (written) => ({
    reply: written.result === 'duplicate' ? (written.reply as typeof reply) : reply,
  }));
}

async function planOf({ deps, inbound, region, maker, workspace, code }: CheckedCode): Promise<Plan> {
  return {
    decisions: [],
    reply: {
      key: 'done.workspaceConfirmed',
      values: { region: region.file.name, platform: workspace.platform },
    },
    messages: await tellAdministrators(deps, region, maker, workspace),
    change: {
      codeUsed: code.hash,
      regionFile: {
        regionId: region.id,
        version: region.version,
        file: region.file,
        audit: { actor: maker.id, action: 'region.workspace_confirmed', objectId: null },
        isFile: false,
        confirmed: { ...workspace, by: inbound.userExternalId },
      },
    },
  };
}

/** Every administrator of the region, where they are: who did not ask for it hears of it too. */
async function tellAdministrators(
  deps: Deps,
  region: Region,
  maker: Person,
  { platform, externalId }: GivenWorkspace,
): Promise<NewMessage[]> {
  const people = await deps.store.people(region.administratorPersonIds, region.id);
  const message: WorkspaceConfirmed = {
    type: 'WorkspaceConfirmed',
    region: region.key,
    regionName: region.file.name,
    platform,
    workspace: externalId,
    person: refOfPerson(maker, maker.id),
  };
  const key = `workspace-confirmed:${region.id}:${platform}:${externalId}`;
  const telling = { region, now: deps.clock.now().toISOString(), newId: deps.newId, key };
  return regionNews(telling, message, administratorsOf(region, people, null), people);
}
