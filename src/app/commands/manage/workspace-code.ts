import { z } from 'zod';
import { idOf } from '../../../domain/manage/administration.ts';
import type { FileWorkspace } from '../../../domain/region/region-file.ts';
import type { ReplyKey } from '../../../domain/reply-keys.ts';
import { newCode } from '../../codes/codes.ts';
import { type Command, command, type Plan, type Tools } from '../../command.ts';
import { typedText } from './fields.ts';
import { regionOf } from './managed.ts';

/** How long the code is good: who runs the workspace may be somebody of another organisation. */
const CODE_DAYS = 3;
const ADMINISTRATORS = ['administrator'] as const;

/**
 * A code by which the people of a workspace that waits let the region use it. It says nothing of whether another region
 * uses that workspace: who may ask for a code may name any.
 */
export const workspaceCodeCommand: Command = command({
  name: 'manage.workspaceCode',
  args: z.strictObject({
    region: z.string().max(40).optional(),
    version: z.coerce.number().int().optional(),
    workspace: typedText,
  }),
  who: ADMINISTRATORS,
  run: { on: 'region', plan: (tools, a) => makeCode(tools, a.region, a.workspace) },
});

async function makeCode(tools: Tools, regionKey: string | undefined, id: string): Promise<Plan> {
  const { actor, situation, store } = tools;
  const region = await regionOf(tools, regionKey, ADMINISTRATORS);
  if (!region) return refused('refused.onlyAdministrator');
  const workspace = region.file.workspaces.find((w) => idOf(w) === id);
  if (!workspace) return refused('refused.manageGone');
  const own = (await store.workspaceGifts({ regionId: region.id })).find((g) => isOf(g, workspace));
  if (own) return refused(own.isTaken ? 'refused.workspaceTaken' : 'refused.workspaceHas', region.file.name);
  const { shown, hash } = newCode();
  const { platform } = workspace;
  const made = {
    hash,
    purpose: 'workspace' as const,
    regionId: region.id,
    personId: actor.id,
    caseId: null,
    role: null,
    organisationKey: null,
    platform,
    externalId: id,
    expiresAt: new Date(Date.parse(situation.now) + CODE_DAYS * 86_400_000).toISOString(),
  };
  const event = { actor: actor.id, action: 'region.workspace_code', objectId: null };
  return {
    decisions: [],
    reply: { key: `done.manage.workspaceCode.${platform}`, values: { confirm: shown, days: CODE_DAYS } },
    change: { codes: [made], regionNote: { regionId: region.id, event } },
    secret: true,
  };
}

function isOf(
  gift: { readonly platform: string; readonly externalId: string },
  workspace: FileWorkspace,
): boolean {
  return gift.platform === workspace.platform && gift.externalId === idOf(workspace);
}

function refused(key: ReplyKey, region?: string): Plan {
  return { decisions: [], reply: { key, ...(region ? { values: { region } } : {}) }, refused: true };
}
