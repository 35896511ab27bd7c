import { createHash, randomInt } from 'node:crypto';
import { accept, type Decision, type Reply } from '../../domain/case/decision.ts';
import { participantOfPerson, refOfPerson } from '../../domain/case/participants.ts';
import type { CaseState, Person } from '../../domain/case/state.ts';
import { limitOf } from '../../domain/consent/consent.ts';
import type { Region } from '../../domain/region/region.ts';
import type { ReplyKey } from '../../domain/reply-keys.ts';
import { addParticipant } from '../../domain/rules/case/case-life.ts';
import { seen, withDigits } from '../../domain/typed-text.ts';
import type { Uuid } from '../../domain/vocabulary.ts';
import type { Change, Context, NewCode } from '../../ports/database/index.ts';
import type { Member } from '../../ports/directory.ts';
import type { Reader } from '../../ports/document.ts';
import type { Plan } from '../command.ts';
import type { Inbound, Outcome } from '../inbound.ts';
import { personOfMember } from '../members.ts';
import { may } from '../permissions/may.ts';
import { replyTo } from '../reply.ts';
import { type Deps, readerOf, situationOf, strangerReader, typedBefore } from '../request-context.ts';
import { type OVERTAKEN, unlessOvertaken, untilWritten } from '../write/decide-and-write.ts';
import { writePlan } from '../write/write-plan.ts';
import type { TypedCode } from './typed-code.ts';
import { useWorkspaceCode, type WorkspaceCodeAsked } from './workspace-codes.ts';

/**
 * One-time codes: what somebody carries by hand from one platform to another. The person who types one may be unknown to
 * Schakel there, so this way in stands before the loading of a request; the code is the right, for one person, once, and
 * for a short time, and no more of one than its maker has by then
 * (docs/decisions/people-and-sign-in.md#code-no-more-than-its-maker).
 */

/**
 * The alphabet has no letters and digits that look alike. Twelve are 59 bits: not to be guessed while a code lives.
 */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const LENGTH = 12;
const LINK_WORDS = /^(koppel|koppelen|link)\s+(.+)$/i;
const JOIN_WORDS = /^(meedoen|join)\s+(.+)$/i;
const WORKSPACE_WORDS = /^(werkruimte|workspace)\s+(.+)$/i;

/** A new code as people read it (`ABCD-EFGH-JKMN`), and the hash that is kept. */
export function newCode(): { shown: string; hash: string } {
  const letters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return { shown: letters.replace(/(.{4})(?=.)/g, '$1-'), hash: hashOf(letters) };
}

/** The code that a request is about, if it is about one: typed behind a word for it, or pressed after the question. */
export function codeIn({ request }: Inbound): TypedCode | null {
  if (request.type === 'command' && request.command === 'code.use') {
    const { code, of } = request.args;
    return { typed: String(code ?? ''), sure: true, ofWorkspace: of === 'workspace' };
  }
  if (request.type !== 'text' || request.root !== 'schakel') return null;
  const text = request.text.trim();
  const ofWorkspace = WORKSPACE_WORDS.exec(text)?.[2];
  const typed = ofWorkspace ?? (LINK_WORDS.exec(text) ?? JOIN_WORDS.exec(text))?.[2];
  return typed === undefined ? null : { typed, sure: false, ofWorkspace: ofWorkspace !== undefined };
}

/** Spaces, hyphens, small letters and the digits of which script are no matter. */
function hashOf(typed: string): string {
  return createHash('sha256')
    .update(
      withDigits(seen(typed))
        .toUpperCase()
        .replace(/[^A-Z0-9]/g, ''),
    )
    .digest('hex');
}

interface ReadCode {
  readonly deps: Deps;
  readonly inbound: Inbound;
  readonly context: Context;
  readonly workspaceId: Uuid;
  readonly region: Region;
  readonly code: NewCode;
  readonly maker: Person;
  readonly reader: Reader;
}

/** Asks whether the person is sure, and when they are, does what the code is for. */
export async function useCode(deps: Deps, inbound: Inbound, code: TypedCode): Promise<Outcome> {
  const outcome = await untilWritten(async () => {
    const asked = await readCode(deps, inbound, code);
    if (!('code' in asked)) return asked;
    if (!('workspaceId' in asked)) return useWorkspaceCode(asked, code);
    return code.sure ? applyCode(asked) : question(asked, code.typed);
  });
  return outcome ?? { reply: replyTo({ key: 'refused.busy' }, stranger(inbound, null)) };
}

async function readCode(
  deps: Deps,
  inbound: Inbound,
  { typed, ofWorkspace }: TypedCode,
): Promise<ReadCode | WorkspaceCodeAsked | Outcome> {
  const { platform, workspaceExternalId, userExternalId, key } = inbound;
  const query = { platform, workspaceExternalId, userExternalId, inboundKey: key, find: null };
  const context = await deps.store.context(query);
  if (context.handledBefore) return { reply: context.handledBefore.reply as NonNullable<Outcome['reply']> };
  const code = await deps.store.oneTimeCode(hashOf(typed), deps.clock.now().toISOString());
  // It is for a workspace that belongs to no region yet.
  if (code?.purpose === 'workspace') return { deps, inbound, code };
  if (ofWorkspace && !code)
    return { reply: replyTo({ key: 'refused.workspaceCodeUnknown' }, stranger(inbound, context.actor)) };
  const { workspace } = context;
  if (!workspace || workspace.disabled || workspace.regionIds.length === 0)
    return { reply: replyTo({ key: 'refused.workspaceUnknown' }, stranger(inbound, null)) };
  // A code of another region does not exist here.
  const region =
    code && workspace.regionIds.includes(code.regionId) ? await deps.store.region(code.regionId) : null;
  const [maker] = code ? await deps.store.people([code.personId], code.regionId) : [];
  // A person who has no account left anywhere cannot bring a new one to themselves either.
  const isOver = code?.purpose === 'link' && maker?.identities.length === 0;
  if (!code || !region || !maker || isOver)
    return { reply: replyTo({ key: 'refused.codeUnknown' }, stranger(inbound, context.actor)) };
  const reader = context.actor
    ? { ...readerOf(deps, region, context.actor, false), typed: typedBefore(inbound) }
    : stranger(inbound, null, region);
  return { deps, inbound, context, workspaceId: workspace.id, region, code, maker, reader };
}

function stranger(inbound: Inbound, actor: Person | null, region?: Region): Reader {
  const language = actor?.language ?? inbound.userLanguage ?? region?.language ?? 'nl';
  return { ...strangerReader(inbound, language), formal: actor === null };
}

/** Says what will happen before it does: a code that somebody was talked into typing should not go unseen. */
async function question(asked: ReadCode, typed: string): Promise<Outcome> {
  const { deps, code, maker, reader } = asked;
  const args = { code: typed };
  if (code.purpose === 'link') {
    const reply: Reply = { key: 'code.linkQuestion', values: { person: refOfPerson(maker, maker.id) } };
    return {
      reply: replyTo({ ...reply, offer: { command: 'code.use', args, label: 'code.linkYes' } }, reader),
    };
  }
  const [state] = await deps.store.cases([code.caseId ?? '']);
  const ended = whyEnded(asked, state);
  if (ended) return { reply: replyTo(ended, reader) };
  const values = { code: state?.case.code ?? '', role: code.role };
  const offer = { command: 'code.use', args, label: 'code.joinYes' } as const;
  return { reply: replyTo({ key: 'code.joinQuestion', values, offer }, reader) };
}

/** The same people who may make a code. */
const MAKERS = ['lead', 'coordinator'] as const;

/**
 * Why a code to take part is worth nothing any more, though it was not used: whoever made it lost the right to bring
 * somebody into this case, or the case or the organisation is over. Null: it is good.
 */
function whyEnded({ deps, region, code, maker }: ReadCode, state: CaseState | undefined): Reply | null {
  if (!state || !code.role || state.case.regionId !== region.id) return { key: 'refused.codeUnknown' };
  if (state.case.status === 'closed') return { key: 'refused.caseClosed', values: { code: state.case.code } };
  const { today } = situationOf(deps, region, maker, state);
  const asking = { personId: maker.id, region, state, today, agreementId: null, escalationId: null };
  const { organisationKey } = code;
  const isThere = organisationKey === null || region.organisations.some((o) => o.key === organisationKey);
  return isThere && may(MAKERS, asking) && limitOf(state, maker.id) === null
    ? null
    : { key: 'refused.codeEnded' };
}

async function applyCode(asked: ReadCode): Promise<Outcome | typeof OVERTAKEN> {
  const plan = asked.code.purpose === 'link' ? await linking(asked) : await joining(asked);
  const reply = replyTo(plan.reply, asked.reader);
  if (plan.refused) return { reply };
  const { deps, inbound, region, context, maker } = asked;
  const actor = context.actor ?? plan.person ?? maker;
  const situation = situationOf(deps, region, actor, null);
  const result = await writePlan(deps, { inbound, situation }, plan, reply);
  return unlessOvertaken(result, (written) => ({
    reply: written.result === 'duplicate' ? (written.reply as typeof reply) : reply,
  }));
}

type CodePlan = Plan & { readonly person?: Person };
const refused = (key: ReplyKey, values?: Reply['values']): CodePlan => ({
  decisions: [],
  reply: { key, ...(values ? { values } : {}) },
  refused: true,
});

/**
 * The person who types the code is the one who made it. What both accounts had before is one person's from now on.
 */
async function linking(asked: ReadCode): Promise<CodePlan> {
  const { deps, inbound, context, workspaceId, code, maker } = asked;
  const person = refOfPerson(maker, maker.id);
  const { actor } = context;
  if (actor?.id === maker.id) return refused('refused.codeSelf', { person });
  const reply: Reply = { key: 'done.linked', values: { person } };
  if (actor) {
    const now = deps.clock.now().toISOString();
    const merged = await deps.store.mergePeople({ from: actor.id, into: maker.id, codeHash: code.hash, now });
    if (merged !== 'done')
      return refused(merged === 'both_in_case' ? 'refused.bothInCase' : 'refused.codeUnknown');
    return { decisions: await invited(asked, maker), reply, person: maker };
  }
  const identity = { workspaceId, externalId: inbound.userExternalId };
  const both = { ...maker, identities: [...maker.identities, identity] };
  const change: Partial<Change> = {
    identities: [{ ...identity, id: deps.newId(), personId: maker.id, email: null, guest: false }],
    codeUsed: code.hash,
  };
  return { decisions: await invited(asked, both), reply, change, person: both };
}

/** Into the rooms of their open cases in this workspace, too. */
async function invited(asked: ReadCode, person: Person): Promise<Plan['decisions']> {
  const { store } = asked.deps;
  const states = await store.cases(await store.openCaseIdsOf([person.id]));
  return states
    .filter((state) => state.case.regionId === asked.region.id)
    .filter((state) => state.rooms.some((r) => r.workspaceId === asked.workspaceId))
    .map((before) => ({ before, decision: inviting(before, person) }));
}

function inviting(before: CaseState, person: Person): Decision {
  const known = before.people.find((p) => p.id === person.id);
  const identities = [...(known?.identities ?? []), ...person.identities];
  const people = [...before.people.filter((p) => p !== known), { ...person, identities }];
  const { id: caseId, code } = before.case;
  return accept({ ...before, people }, 'done.nothing', {
    tasks: [{ type: 'Invite', caseId, code, person: refOfPerson(person, person.id) }],
    audit: [{ action: 'person.linked', objectId: participantOfPerson(before, person.id)?.id ?? null }],
  });
}

function named({ userName, userLanguage }: Inbound): Member | null {
  if (!userName) return null;
  return {
    name: userName,
    email: null,
    language: userLanguage ?? null,
    guest: true,
    administrator: false,
    deactivated: false,
    bot: false,
  };
}

/** The person who types the code takes part, in the role that the lead or coordinator gave it. */
async function joining(asked: ReadCode): Promise<CodePlan> {
  const { deps, inbound, workspaceId, region, code } = asked;
  const [state] = await deps.store.cases([code.caseId ?? '']);
  const ended = whyEnded(asked, state);
  if (ended || !state || !code.role)
    return { ...refused('refused.codeUnknown'), ...(ended ? { reply: ended } : {}) };
  // The code is the right: it also brings in somebody of another tenant, whom the directory does not know.
  const member = await personOfMember(
    deps,
    { inbound, workspaceId, region },
    inbound.userExternalId,
    named(inbound),
  );
  if (!member.ok) return refused(member.reply.key);
  const s = situationOf(deps, region, member.person, state);
  const joining = {
    ...{ person: member.person, role: code.role, organisationKey: code.organisationKey },
    basisReason: code.basisReason ?? null,
    basisById: participantOfPerson(state, code.personId)?.id ?? null,
  };
  const decision = addParticipant(state, s, joining);
  if (!decision.ok && decision.reply.field === 'basisReason')
    return refused('refused.basisMissingCode', decision.reply.values);
  if (!decision.ok) return { ...refused('refused.codeUnknown'), reply: decision.reply };
  return {
    decisions: [{ before: state, decision }],
    reply: { key: 'done.joined', values: { code: state.case.code } },
    change: { ...member.change, codeUsed: code.hash },
    person: member.person,
  };
}
