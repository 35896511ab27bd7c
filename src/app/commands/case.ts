import { z } from 'zod';
import { accept, refuse } from '../../domain/case/decision.ts';
import { emptyCase } from '../../domain/case/empty-case.ts';
import { noteFirstLesson, noteHomeAgain, setAbsence } from '../../domain/rules/case/absence.ts';
import * as life from '../../domain/rules/case/case-life.ts';
import * as closing from '../../domain/rules/case/closing.ts';
import { agreeByPhone, notSaidToClose, saidToClose } from '../../domain/rules/case/closing-by-phone.ts';
import { reopenCase } from '../../domain/rules/case/reopening.ts';
import { setInvolvement } from '../../domain/rules/case/set-involvement.ts';
import { inviteExternal } from '../../domain/rules/participants/invitation.ts';
import { lacks, unknownHere } from '../../domain/rules/theirs.ts';
import { ABSENCE_CATEGORIES, INVOLVEMENT_LEVELS, OUTCOMES, ROLES } from '../../domain/vocabulary.ts';
import { freshCode, storyDraw } from '../case-code.ts';
import { type Command, command, type Plan, type Tools } from '../command.ts';
import { date, id, onCase, optionalDate, optionalId, optionalText, text, yes } from './args.ts';
import { invite, linkCode } from './participants/codes.ts';
import { takeOut } from './participants/take-out.ts';

export const caseCommands: readonly Command[] = [
  command({
    name: 'case.open',
    args: z.strictObject({ firstDay: optionalDate('firstDay'), threatened: yes }),
    who: ['coordinator'],
    run: { on: 'region', plan: (tools, a) => open(tools, a.firstDay, a.threatened) },
  }),
  command({
    name: 'participant.add',
    who: ['lead', 'coordinator'],
    args: z.strictObject({
      caseId: id,
      member: z.string().max(64).optional(),
      person: optionalId,
      role: z.enum(ROLES),
      organisation: optionalText,
      basisReason: optionalText,
    }),
    freeTexts: (a) => (a.basisReason ? [a.basisReason] : []),
    run: {
      on: 'people',
      person: (a) => (a.person ? { id: a.person } : { member: a.member ?? '' }),
      decide: (state, s, a, person) => {
        if (a.person && a.member) return refuse('refused.onePersonOnly', {}, { field: 'person' });
        const known = a.organisation === null || s.region.organisations.some((o) => o.key === a.organisation);
        if (!known) return refuse('refused.noSuchOrganisation', {}, { field: 'organisation' });
        const no = unknownHere(state, s, a.person);
        if (no) return no;
        const { role, organisation: organisationKey, basisReason } = a;
        return life.bringIn(state, s, { person, role, organisationKey, basisReason });
      },
    },
  }),
  command({
    name: 'participant.invite',
    who: ['lead', 'coordinator'],
    args: z.strictObject({
      caseId: id,
      role: z.enum(ROLES),
      organisation: optionalText,
      basisReason: optionalText,
    }),
    freeTexts: (a) => (a.basisReason ? [a.basisReason] : []),
    run: { on: 'region', plan: async (tools, a) => invite(tools, a) },
  }),
  command({
    name: 'participant.inviteExternal',
    who: ['lead', 'coordinator'],
    args: z.strictObject({
      caseId: id,
      email: z.string().max(200),
      role: z.enum(ROLES),
      organisation: optionalText,
      basisReason: optionalText,
    }),
    freeTexts: (a) => (a.basisReason ? [a.basisReason] : []),
    run: {
      on: 'case',
      decide: (state, s, a) =>
        inviteExternal(state, s, {
          ...{ email: a.email, role: a.role, organisationKey: a.organisation },
          basisReason: a.basisReason,
        }),
    },
  }),
  command({
    name: 'identity.code',
    who: ['member'],
    args: z.strictObject({}),
    run: { on: 'region', plan: async (tools) => linkCode(tools) },
  }),
  command({
    name: 'participant.remove',
    args: z.strictObject({ caseId: id, participant: id, wrongPerson: yes }),
    who: ['lead', 'coordinator'],
    run: { on: 'region', plan: (tools, a) => takeOut(tools, a) },
  }),
  command({
    name: 'case.hold',
    args: z.strictObject({ caseId: id, reason: text }),
    who: ['lead', 'coordinator'],
    freeTexts: (a) => [a.reason],
    run: { on: 'case', decide: (state, s, a) => life.holdCase(state, s, a.reason) },
  }),
  command({
    name: 'case.resume',
    args: onCase,
    who: ['lead', 'coordinator'],
    run: { on: 'case', decide: (state, s) => life.resumeCase(state, s) },
  }),
  command({
    name: 'case.setInvolvement',
    args: z.strictObject({ caseId: id, level: z.enum(INVOLVEMENT_LEVELS), reason: text }),
    who: ['lead', 'coordinator'],
    freeTexts: (a) => [a.reason],
    run: { on: 'case', decide: (state, s, a) => setInvolvement(state, s, a.level, a.reason) },
  }),
  command({
    name: 'case.setAbsence',
    args: z.strictObject({
      caseId: id,
      firstDay: optionalDate('firstDay'),
      reason: optionalText,
      absence: z.union([z.enum(ABSENCE_CATEGORIES), z.literal('')]).optional(),
      enrolled: z.enum(['yes', 'no', '']).optional(),
    }),
    who: ['lead', 'coordinator'],
    freeTexts: (a) => (a.reason === null ? [] : [a.reason]),
    run: {
      on: 'case',
      decide: (state, s, { firstDay, reason, absence, enrolled }) =>
        setAbsence(state, s, {
          ...{ firstDay, reason, category: absence || null },
          enrolled: enrolled ? enrolled === 'yes' : null,
        }),
    },
  }),
  command({
    name: 'case.firstLesson',
    args: z.strictObject({ caseId: id, on: date('lesson') }),
    who: ['family', 'lead', 'coordinator'],
    run: { on: 'case', decide: (state, s, a) => noteFirstLesson(state, s, a.on) },
  }),
  command({
    name: 'case.homeAgain',
    args: z.strictObject({ caseId: id, on: date('lesson') }),
    who: ['family', 'lead', 'coordinator'],
    run: { on: 'case', decide: (state, s, a) => noteHomeAgain(state, s, a.on) },
  }),
  command({
    name: 'case.close',
    args: z.strictObject({
      caseId: id,
      outcome: z.enum(OUTCOMES),
      familySpoken: yes,
      stopReason: optionalText,
      reason: optionalText,
    }),
    who: ['lead', 'coordinator'],
    freeTexts: (a) => [a.stopReason, a.reason].filter((words) => words !== null),
    run: { on: 'case', decide: (state, s, a) => closing.closeCase(state, s, a) },
  }),
  command({
    name: 'case.reopen',
    args: z.strictObject({ caseId: id, reason: text }),
    who: ['lead', 'coordinator'],
    freeTexts: (a) => [a.reason],
    run: { on: 'case', decide: (state, s, a) => reopenCase(state, s, a.reason) },
  }),
  command({
    name: 'case.agreeToClose',
    args: onCase,
    who: ['present'],
    run: { on: 'case', decide: (state, s) => closing.agreeToClose(state, s) },
  }),
  command({
    name: 'case.notYetToClose',
    args: onCase,
    who: ['present'],
    run: { on: 'case', decide: (state, s) => closing.notYetToClose(state, s) },
  }),
  command({
    name: 'case.agreeByPhone',
    args: z.strictObject({ caseId: id, participant: id }),
    who: ['lead', 'coordinator'],
    run: { on: 'case', decide: (state, s, a) => agreeByPhone(state, s, a.participant) },
  }),
  command({
    name: 'case.saidToClose',
    args: onCase,
    who: ['present'],
    run: { on: 'case', decide: (state, s) => saidToClose(state, s) },
  }),
  command({
    name: 'case.notSaidToClose',
    args: z.strictObject({ caseId: id, words: text }),
    who: ['present'],
    freeTexts: (a) => [a.words],
    run: { on: 'case', decide: (state, s, a) => notSaidToClose(state, s, a.words) },
  }),
  command({
    name: 'strength.note',
    args: z.strictObject({ caseId: id, words: text }),
    who: ['participant'],
    freeTexts: (a) => [a.words],
    run: { on: 'case', decide: (state, s, a) => life.noteStrength(state, s, a.words) },
  }),
  command({
    name: 'case.setEscalationContact',
    args: z.strictObject({ caseId: id, member: z.string().max(64).optional(), person: optionalId }),
    who: ['lead', 'coordinator'],
    run: {
      on: 'people',
      person: (a) => (a.person ? { id: a.person } : { member: a.member ?? '' }),
      decide: (state, s, a, person) => {
        const no = lacks(state, s, ['lead', 'coordinator']) ?? unknownHere(state, s, a.person);
        if (no) return no;
        const known = state.people.some((p) => p.id === person.id) ? state.people : [...state.people, person];
        const after = {
          ...state,
          people: known,
          case: { ...state.case, escalationContactPersonId: person.id },
        };
        return accept(
          after,
          { key: 'done.escalationContactSet', values: { person: { id: person.id, name: person.name } } },
          {
            audit: [{ action: 'case.escalation_contact', objectId: state.case.id }],
          },
        );
      },
    },
  }),
];

async function open(tools: Tools, firstDay: string | null, threatened: boolean): Promise<Plan> {
  // One of the two: a day that was forgotten is not an absence that threatens.
  if ((firstDay === null) !== threatened)
    return {
      decisions: [],
      reply: {
        key: 'refused.firstDayMissing',
        field: 'firstDay',
        values: { both: threatened ? 'yes' : 'no' },
      },
      refused: true,
    };
  const { region, situation, actor, store } = tools;
  const usable = region.workspaces.filter((w) => !w.disabled);
  const workspaceId = (usable.find((w) => w.id === tools.workspaceId) ?? usable[0])?.id;
  if (!workspaceId) return { decisions: [], reply: { key: 'refused.noWorkspace' }, refused: true };
  const code = freshCode(
    await store.codesInUse(region.id),
    region.language,
    region.demonstration && storyDraw,
  );
  const s = { ...situation, actor: { personId: actor.id, participant: null } };
  const people = await store.people([...new Set([actor.id, ...region.coordinatorPersonIds])], region.id);
  const coordinator = people.find((p) => p.id === actor.id) ?? actor;
  const decision = life.openCase(s, {
    code,
    firstDayHome: firstDay,
    workspaceId,
    coordinator,
    people: [coordinator, ...people.filter((p) => p !== coordinator)],
  });
  if (!decision.ok) return { decisions: [], reply: decision.reply, refused: true };
  return { decisions: [{ before: emptyCase(decision.state), decision }], reply: decision.reply };
}
