import { z } from 'zod';
import type { Decision, Reply, Situation } from '../../../domain/case/decision.ts';
import { participantOfPerson } from '../../../domain/case/participants.ts';
import type { CaseState, Person } from '../../../domain/case/state.ts';
import type { Region } from '../../../domain/region/region.ts';
import type { ReplyKey } from '../../../domain/reply-keys.ts';
import { addParticipant, removeParticipant } from '../../../domain/rules/case/case-life.ts';
import { replaceParticipant } from '../../../domain/rules/participants/replacement.ts';
import { FAMILY_ROLES, ROLES, type Uuid } from '../../../domain/vocabulary.ts';
import { type Command, command, type Plan, type Tools } from '../../command.ts';
import { inRegion } from '../../request-context.ts';
import { id, optionalId, optionalText } from '../args.ts';
import { ticks } from './fields.ts';
import { regionOf } from './managed.ts';

const OF_PERSON = {
  region: z.string().max(40).optional(),
  version: z.coerce.number().int().optional(),
  person: id,
  cases: ticks,
};

/** A coordinator changes in several cases at once who takes part: in each by the rules of that case, in all or in none. */
export const participationCommands: readonly Command[] = [
  command({
    name: 'manage.replace',
    args: z.strictObject({ ...OF_PERSON, successor: optionalId, basisReason: optionalText }),
    who: ['coordinator'],
    freeTexts: (a) => (a.basisReason ? [a.basisReason] : []),
    run: { on: 'region', plan: (tools, a) => replace(tools, a) },
  }),
  command({
    name: 'manage.join',
    args: z.strictObject({
      ...OF_PERSON,
      role: z.enum(ROLES),
      organisation: optionalText,
      basisReason: optionalText,
    }),
    who: ['coordinator'],
    freeTexts: (a) => (a.basisReason ? [a.basisReason] : []),
    run: { on: 'region', plan: (tools, a) => join(tools, a) },
  }),
];

interface Asked {
  readonly region?: string | undefined;
  readonly person: Uuid;
  readonly cases: readonly string[];
  readonly basisReason: string | null;
}

async function replace(tools: Tools, a: Asked & { readonly successor: Uuid | null }): Promise<Plan> {
  const found = await chosen(tools, a);
  if ('reply' in found) return found;
  const successor = a.successor === null ? null : await known(tools, found.region, a.successor);
  if (a.successor !== null && !successor) return no('refused.memberUnknown', 'successor');
  if (a.successor === a.person) return no('refused.sameSuccessor', 'successor');
  return inAll(tools, found, successor ? 'done.manage.replaced' : 'done.manage.leftCases', (state, s) => {
    const leaving = participantOfPerson(state, a.person);
    if (!leaving || FAMILY_ROLES.has(leaving.role)) return refusedIn(state, 'refused.notInThatCase');
    const decision = successor
      ? replaceParticipant(state, s, leaving.id, { person: successor, basisReason: a.basisReason })
      : removeParticipant(state, s, leaving.id, 'removed');
    return decision.ok || decision.reply.key !== 'refused.ownsAgreements'
      ? decision
      : refusedIn(state, 'refused.ownsThere');
  });
}

async function join(
  tools: Tools,
  a: Asked & { readonly role: (typeof ROLES)[number]; readonly organisation: string | null },
): Promise<Plan> {
  const found = await chosen(tools, a);
  if ('reply' in found) return found;
  const { region } = found;
  const person = await known(tools, region, a.person);
  if (!person) return no('refused.memberUnknown', 'cases');
  if (FAMILY_ROLES.has(a.role)) return no('refused.familyByCase', 'role');
  if (a.organisation !== null && !region.organisations.some((o) => o.key === a.organisation))
    return no('refused.noSuchOrganisation', 'organisation');
  const { role, organisation: organisationKey, basisReason } = a;
  const joining = { person, role, organisationKey, basisReason };
  return inAll(tools, found, 'done.manage.joined', (state, s) => addParticipant(state, s, joining));
}

interface Chosen {
  readonly region: Region;
  readonly states: readonly CaseState[];
}

/** The open cases that were ticked, all of a region of which who acts is a coordinator. What is named gives no right. */
async function chosen(tools: Tools, a: Asked): Promise<Chosen | Plan> {
  const region = await regionOf(tools, a.region, ['coordinator']);
  if (!region) return no('refused.onlyCoordinator', 'version');
  const ids = a.cases.filter((value) => id.safeParse(value).success);
  if (ids.length === 0) return no('refused.noCaseChosen', 'cases');
  const states = await tools.store.cases(ids);
  const all = states.length === ids.length && states.every((one) => one.case.regionId === region.id);
  return all ? { region, states } : no('refused.manageGone', 'cases');
}

/** Finds a person whom the region names or who works in one of its open cases; nobody else can be chosen. */
async function known(tools: Tools, region: Region, personId: Uuid): Promise<Person | null> {
  const named = Object.values(region.personIds).includes(personId);
  const works = named || (await tools.store.participations({ regionId: region.id, personId })).length > 0;
  return works ? ((await tools.store.people([personId], region.id))[0] ?? null) : null;
}

function inAll(
  tools: Tools,
  { region, states }: Chosen,
  key: ReplyKey,
  rule: (state: CaseState, s: Situation) => Decision,
): Plan {
  const at = inRegion(tools.situation, region);
  const decisions = states.map((before) => {
    const participant = participantOfPerson(before, tools.actor.id);
    const s = { ...at, actor: { personId: tools.actor.id, participant } };
    return { before, region, decision: rule(before, s) };
  });
  const wrong = decisions.find(({ decision }) => !decision.ok)?.decision;
  if (wrong) return { decisions: [], reply: { ...wrong.reply, field: 'cases' }, refused: true };
  return { decisions, reply: { key, values: { n: states.length } } };
}

function refusedIn(state: CaseState, key: ReplyKey): Decision {
  return { ok: false, reply: { key, values: { code: state.case.code } } };
}

function no(key: ReplyKey, field: string): Plan & { readonly refused: true } {
  const reply: Reply = { key, field };
  return { decisions: [], reply, refused: true };
}
