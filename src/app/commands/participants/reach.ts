import { z } from 'zod';
import { isInChat, present, ref } from '../../../domain/case/participants.ts';
import type { Person } from '../../../domain/case/state.ts';
import {
  isLetterWay,
  type LetterWay,
  WAYS_TO_HEAR,
  type WayToHear,
} from '../../../domain/contact-details.ts';
import { bringIn } from '../../../domain/rules/case/case-life.ts';
import { bringSupporter, endSupporter } from '../../../domain/rules/participants/supporter.ts';
import {
  FAMILY_ROLES,
  type Language,
  ROLES,
  type Role,
  SUPPORTER_ROLES,
  type Uuid,
} from '../../../domain/vocabulary.ts';
import type { Change } from '../../../ports/database/index.ts';
import type { Reach } from '../../../ports/entry.ts';
import { type Command, command, type Plan, type Tools, theirCase } from '../../command.ts';
import { id, optionalText } from '../args.ts';
import {
  codeEnds,
  letter,
  letterAnswer,
  lettersOff,
  letterWay,
  optional,
  readReach,
  refused,
  spokenFor,
  spokenRows,
  type TypedReach,
} from './link-letters.ts';

const NAME_MAX = 60;

export const reachCommands: readonly Command[] = [
  command({
    name: 'participant.inviteByLink',
    who: ['lead', 'coordinator'],
    args: z.strictObject({
      caseId: id,
      shownName: z.string().max(200),
      role: z.enum(ROLES),
      organisation: optionalText,
      basisReason: optionalText,
      ownEmail: optional,
      ownPhone: optional,
      notice: z.union([z.enum(WAYS_TO_HEAR), z.literal('')]).optional(),
      language: z.enum(['nl', 'en']),
    }),
    freeTexts: (a) => [a.shownName, ...(a.basisReason ? [a.basisReason] : [])],
    run: { on: 'region', plan: (tools, a) => inviteByLink(tools, a, bringIn) },
  }),
  command({
    name: 'supporter.bring',
    who: ['family'],
    args: z.strictObject({
      caseId: id,
      shownName: z.string().max(200),
      role: z.enum(SUPPORTER_ROLES),
      ownEmail: optional,
      ownPhone: optional,
      language: z.enum(['nl', 'en']),
    }),
    freeTexts: (a) => [a.shownName],
    run: {
      on: 'region',
      plan: (tools, a) => inviteByLink(tools, { ...a, organisation: null }, bringSupporter),
    },
  }),
  command({
    name: 'supporter.end',
    // Whether it is theirs to end, the rule itself looks.
    who: ['present'],
    args: z.strictObject({ caseId: id, participant: id }),
    run: { on: 'case', decide: (state, s, a) => endSupporter(state, s, a.participant) },
  }),
  command({
    name: 'participant.newLink',
    who: ['lead', 'coordinator'],
    args: z.strictObject({ caseId: id, participant: id }),
    run: { on: 'region', plan: (tools, a) => newLink(tools, a.caseId, a.participant) },
  }),
  command({
    name: 'person.reach',
    who: ['member'],
    args: z.strictObject({ language: z.enum(['nl', 'en']), notice: z.enum(WAYS_TO_HEAR) }),
    run: {
      on: 'region',
      plan: async (tools, a) =>
        (await withoutWay(tools, a.notice)) ?? {
          decisions: [],
          reply: toldBy(tools, a.notice),
          change: { preferences: [{ personId: tools.actor.id, language: a.language, notice: a.notice }] },
        },
    },
  }),
  command({
    name: 'person.language',
    who: ['member'],
    args: z.strictObject({ language: z.enum(['nl', 'en']) }),
    run: {
      on: 'region',
      plan: async ({ actor }, { language }) => ({
        decisions: [],
        reply: { key: 'done.reach' },
        change: { preferences: [{ personId: actor.id, language, notice: actor.notice ?? 'email' }] },
      }),
    },
  }),
];

interface Asked extends TypedReach {
  readonly caseId: Uuid;
  readonly shownName: string;
  readonly role: Role;
  readonly organisation: string | null;
  readonly basisReason?: string | null;
  readonly notice?: WayToHear | '' | undefined;
  readonly language: Language;
}

/** Says what they may expect of what they chose: nothing more than what can be sent from here. */
function toldBy({ entryMeans, actor, region }: Tools, way: WayToHear): Plan['reply'] {
  if (isInChat(region, actor)) return { key: 'done.reach' };
  if (way === 'none') return { key: 'done.reachNone' };
  const isOff = entryMeans !== null && isLetterWay(way) && !entryMeans.can[way];
  return isOff ? { key: 'done.reachOff', values: { way } } : { key: 'done.reach' };
}

/** A letter that has nowhere to go is refused, with what to do; whoever is in chat hears it there, whatever they choose. */
async function withoutWay(
  { entryMeans, actor, region }: Tools,
  way: WayToHear,
): Promise<ReturnType<typeof refused> | null> {
  if (!entryMeans || !isLetterWay(way) || isInChat(region, actor)) return null;
  const reach = await entryMeans.book.reachOf(actor.id);
  const has = way === 'email' ? reach?.email : reach?.phone;
  return has ? null : refused('refused.noticeNowhere', { way }, 'notice');
}

/** Somebody who is in no workspace takes part, and gets a letter with a way in. Their address is shown to nobody (P19). */
async function inviteByLink(
  tools: Tools,
  asked: Asked,
  bring: typeof bringIn | typeof bringSupporter,
): Promise<Plan> {
  const { entryMeans } = tools;
  const state = theirCase(tools, asked.caseId);
  if (!state || !entryMeans) return refused('refused.outsideCase');
  const name = asked.shownName.trim();
  if (name === '') return refused('refused.nameMissing', {}, 'shownName');
  if ([...name].length > NAME_MAX) return refused('refused.nameTooLong', { max: NAME_MAX }, 'shownName');
  if (asked.organisation !== null && !tools.region.organisations.some((o) => o.key === asked.organisation))
    return refused('refused.noSuchOrganisation', {}, 'organisation');
  const given = readReach(asked);
  if ('refused' in given) return given;
  const wanted = isLetterWay(asked.notice ?? '') ? (asked.notice as LetterWay) : 'email';
  const areNone = !entryMeans.can.email && !entryMeans.can.sms;
  if (!areNone && !letterWay(given, entryMeans, wanted)) return lettersOff(given, entryMeans);
  const ids = await entryMeans.book.peopleAt(given);
  if (present(state).some((p) => ids.includes(p.personId)))
    return refused('refused.invitedAlready', {}, given.email ? 'ownEmail' : 'ownPhone');
  const known = FAMILY_ROLES.has(asked.role) ? null : await knownProfessional(tools, ids);
  // Somebody who is known is reached where they were: what is typed here says nothing about them.
  const reach = (known && (await entryMeans.book.reachOf(known.id))) ?? given;
  const way = letterWay(reach, entryMeans, wanted);
  if (!way && !areNone) return lettersOff(reach, entryMeans);
  const person = known ?? newPerson(tools, name, asked.language);
  if (!person) return refused('refused.outsideCase');
  const { role, organisation: organisationKey, basisReason = null } = asked;
  const joining = { person, role, organisationKey, basisReason };
  const decision = bring(state, tools.situation, joining);
  if (!decision.ok) return { decisions: [], reply: decision.reply, refused: true };
  const spoken = way && (await spokenFor(entryMeans, person.id, reach, way));
  const letters = way ? [letter(person.id, way, tools, state)] : [];
  const more = { messages: [...decision.messages, ...letters] };
  const notice = asked.notice || way || (reach.email ? 'email' : 'sms');
  const named = { person: { id: person.id, name: person.name }, code: state.case.code };
  return {
    decisions: [{ before: state, decision: { ...decision, ...more } }],
    reply: way
      ? letterAnswer('done.invitedByLink', state, person, way, spoken?.shown)
      : { key: 'done.invitedToShow', values: named },
    change: {
      ...spokenRows(tools, person.id, spoken?.hash),
      ...(known ? {} : newRows(tools, person, reach, notice, spoken?.hash)),
    },
    secret: spoken !== null,
  };
}

/** A lost link is replaced: by the lead, who knows to whom they speak. */
async function newLink(tools: Tools, caseId: Uuid, participantId: Uuid): Promise<Plan> {
  const { entryMeans } = tools;
  const state = theirCase(tools, caseId);
  const who = state && present(state).find((p) => p.id === participantId);
  const person = who && state.people.find((p) => p.id === who.personId);
  if (!state || !entryMeans || !who || !person) return refused('refused.notAParticipant', {}, 'participant');
  const web = tools.region.workspaces.find((w) => w.platform === 'web')?.id;
  const reach = person.identities.some((i) => i.workspaceId === web)
    ? await entryMeans.book.reachOf(person.id)
    : null;
  const way = reach && letterWay(reach, entryMeans, isLetterWay(reach.notice) ? reach.notice : 'email');
  if (!reach || !way) return refused('refused.notOnWeb', { person: ref(state, who.id) }, 'participant');
  const spoken = await spokenFor(entryMeans, person.id, reach, way);
  const decision = {
    ok: true as const,
    state,
    messages: [letter(person.id, way, tools, state)],
    tasks: [],
    audit: [{ action: 'participant.link_sent', objectId: who.id }],
    reply: { key: 'done.newLink' } as const,
  };
  return {
    decisions: [{ before: state, decision }],
    reply: letterAnswer('done.newLink', state, person, way, spoken?.shown),
    change: spokenRows(tools, person.id, spoken?.hash),
    secret: spoken !== null,
  };
}

/**
 * A professional who comes in by this region's web already is the same person; one of another region is not known here.
 * A family is never linked from one case to another by an address (P22).
 */
async function knownProfessional(tools: Tools, ids: readonly Uuid[]): Promise<Person | null> {
  const web = tools.region.workspaces.find((w) => w.platform === 'web')?.id;
  const all = await tools.store.people(ids, tools.region.id);
  for (const person of all.filter((p) => p.identities.some((i) => i.workspaceId === web))) {
    const states = await tools.store.cases(await tools.store.openCaseIdsOf([person.id]));
    const isOne = states.every(
      (st) =>
        st.case.regionId === tools.region.id &&
        present(st).every((p) => p.personId !== person.id || !FAMILY_ROLES.has(p.role)),
    );
    if (isOne) return person;
  }
  return null;
}

function newPerson(tools: Tools, name: string, language: Language): Person | null {
  const web = tools.region.workspaces.find((w) => w.platform === 'web' && !w.disabled);
  if (!web) return null;
  const personId = tools.situation.newId();
  return {
    id: personId,
    name,
    language,
    workingDays: [],
    hasOwnDays: false,
    contactFrom: null,
    contactUntil: null,
    phone: null,
    absences: [],
    identities: [{ workspaceId: web.id, externalId: personId }],
  };
}

/** All of somebody new in one row of each kind. */
function newRows(
  tools: Tools,
  person: Person,
  reach: Reach,
  notice: WayToHear,
  codeHash: string | undefined,
): Partial<Change> {
  const { id: personId, name, language } = person;
  const sealed = tools.entryMeans?.sealing.reach(personId, reach, notice);
  const code = { codeHash: codeHash ?? null, codeExpiresAt: codeHash ? codeEnds(tools) : null };
  return {
    people: [{ id: personId, name, language }],
    identities: person.identities.map((i) => ({
      ...i,
      id: tools.situation.newId(),
      personId,
      email: null,
      guest: true,
    })),
    reaches: sealed ? [{ ...sealed, ...code }] : [],
    spokenCodes: [],
  };
}
