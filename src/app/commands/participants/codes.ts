import type { Reply } from '../../../domain/case/decision.ts';
import type { ReplyKey } from '../../../domain/reply-keys.ts';
import { basisRefusal } from '../../../domain/rules/participants/without-basis.ts';
import type { Role, Uuid } from '../../../domain/vocabulary.ts';
import { newCode } from '../../codes/codes.ts';
import { type Plan, type Tools, theirCase } from '../../command.ts';

/** Somebody with two accounts types it at once; a participant in another workspace has to be told of it first. */
const LINK_MINUTES = 15;
const JOIN_DAYS = 3;

/** A code by which somebody in another workspace takes part: given by hand, works once. */
export function invite(
  tools: Tools,
  asked: {
    readonly caseId: Uuid;
    readonly role: Role;
    readonly organisation: string | null;
    readonly basisReason: string | null;
  },
): Plan {
  const { region, actor, situation } = tools;
  const state = theirCase(tools, asked.caseId);
  if (!state) return refused('refused.outsideCase');
  if (state.case.status === 'closed') return refused('refused.caseClosed', { code: state.case.code });
  if (asked.organisation !== null && !region.organisations.some((o) => o.key === asked.organisation))
    return refused('refused.noSuchOrganisation');
  const { role, organisation: organisationKey } = asked;
  const comer = { id: '', personId: '', role, organisationKey };
  const no = basisRefusal(state, situation, comer, asked.basisReason);
  if (no) return { decisions: [], reply: no.reply, refused: true };
  const { shown, hash } = newCode();
  const made = {
    hash,
    purpose: 'join' as const,
    regionId: region.id,
    personId: actor.id,
    caseId: state.case.id,
    role,
    organisationKey,
    basisReason: asked.basisReason,
    expiresAt: later(situation.now, JOIN_DAYS * 24 * 60),
  };
  const reply: Reply = {
    key: 'done.joinCode',
    values: { join: shown, code: state.case.code, days: JOIN_DAYS },
  };
  return { decisions: [], reply, change: { codes: [made] }, secret: true };
}

/** A code by which somebody shows, on another platform, that they are the same person. */
export function linkCode(tools: Tools): Plan {
  const { region, actor, situation } = tools;
  const { shown, hash } = newCode();
  const made = {
    hash,
    purpose: 'link' as const,
    regionId: region.id,
    personId: actor.id,
    caseId: null,
    role: null,
    organisationKey: null,
    expiresAt: later(situation.now, LINK_MINUTES),
  };
  const reply: Reply = { key: 'done.linkCode', values: { link: shown, minutes: LINK_MINUTES } };
  return { decisions: [], reply, change: { codes: [made] }, secret: true };
}

function later(now: string, minutes: number): string {
  return new Date(Date.parse(now) + minutes * 60_000).toISOString();
}

function refused(key: ReplyKey, values: Readonly<Record<string, unknown>> = {}): Plan {
  return { decisions: [], reply: { key, values }, refused: true };
}
