import { z } from 'zod';
import { addDays } from '../../../domain/calendar/index.ts';
import type { Reply } from '../../../domain/case/decision.ts';
import { accept, refuse, type Situation } from '../../../domain/case/decision.ts';
import { participantOfPerson } from '../../../domain/case/participants.ts';
import type { CaseState } from '../../../domain/case/state.ts';
import type { Region } from '../../../domain/region/region.ts';
import type { ReplyKey } from '../../../domain/reply-keys.ts';
import {
  type Away,
  absenceInCase,
  absencesWith,
  awayReply,
  checkAbsence,
  currentAbsences,
  runs,
  spanOf,
  withAbsences,
  withOwnHours,
  withoutAbsence,
} from '../../../domain/rules/participants/absence.ts';
import type { OwnHours } from '../../../ports/database/index.ts';
import { type Command, command, type Plan, type Tools } from '../../command.ts';
import { inRegion } from '../../request-context.ts';
import { date, optionalDate, several, optionalTime as time } from '../args.ts';

const OF_PERSON = {
  region: z.string().max(40).optional(),
  version: z.coerce.number().int().optional(),
  person: z.string().max(40),
};

/** Absence is of a person, so it is decided in every open case they take part in, and written at once. */
export const absenceCommands: readonly Command[] = [
  command({
    name: 'absence.report',
    args: z.strictObject({ from: date('absence'), until: optionalDate('absence') }),
    who: ['member'],
    run: { on: 'region', plan: (tools, a) => reportAbsence(tools, a.from, a.until) },
  }),
  command({
    name: 'person.days',
    args: z.strictObject({
      days: several(z.enum(['1', '2', '3', '4', '5', '6', '7'])).refine((days) => days.length > 0),
      from: time,
      until: time,
    }),
    who: ['member'],
    run: {
      on: 'region',
      plan: (tools, a) => ownHours(tools, { days: a.days.map(Number), from: a.from, until: a.until }),
    },
  }),
  command({
    name: 'absence.end',
    args: z.strictObject({ from: optionalDate('named') }),
    who: ['member'],
    run: { on: 'region', plan: (tools, a) => (a.from ? endOne(tools, a.from) : endAbsence(tools)) },
  }),
  // Somebody called in to say so, or a calendar says it: entered by who runs the region.
  command({
    name: 'manage.away',
    args: z.strictObject({ ...OF_PERSON, from: date('absence'), until: optionalDate('absence') }),
    who: ['coordinator'],
    run: {
      on: 'region',
      plan: async (tools, a) => {
        const of = await personOf(tools, a);
        return 'reply' in of
          ? of
          : byCoordinator(
              await reportAbsence(of.tools, a.from, a.until, of.id),
              `done.manage.away.${spanOf(a.from, a.until)}`,
              of,
            );
      },
    },
  }),
  command({
    name: 'manage.back',
    args: z.strictObject(OF_PERSON),
    who: ['coordinator'],
    run: {
      on: 'region',
      plan: async (tools, a) => {
        const of = await personOf(tools, a);
        return 'reply' in of ? of : endedForOther(await endAbsence(of.tools, of.id), of);
      },
    },
  }),
];

interface Other {
  readonly tools: Tools;
  readonly id: string;
}

function endedForOther(plan: Plan, of: Other): Plan {
  const isPlanned = plan.reply.key === 'done.absenceTakenBack';
  return byCoordinator(plan, isPlanned ? 'done.manage.notAway' : 'done.manage.back', of);
}

/** The same words as for oneself would be about the wrong person. That somebody else said it stands in the region's audit. */
function byCoordinator(plan: Plan, key: ReplyKey, { tools, id }: Other): Plan {
  if (plan.refused) return plan;
  const action = key.startsWith('done.manage.away.') ? 'region.absence' : 'region.absence_ended';
  const regionNote = { regionId: tools.region.id, event: { actor: tools.actor.id, action, objectId: id } };
  const { values } = plan.reply;
  return { ...plan, reply: { key, ...(values ? { values } : {}) }, change: { ...plan.change, regionNote } };
}

/**
 * A person whom a region names, of which the one who acts is a coordinator. An absence holds in every region, so none
 * writes one down for whom another region brought in: that would end their reminders and calls there.
 */
async function personOf(
  tools: Tools,
  of: { readonly region?: string | undefined; readonly person: string },
): Promise<Other | Plan> {
  const named = of.region === undefined || of.region === tools.region.key;
  const region = named ? tools.region : await tools.store.regionByKey(of.region ?? '');
  const id = region?.personIds[of.person];
  if (!region || !id || !region.coordinatorPersonIds.includes(tools.actor.id))
    return refused('refused.manageGone', 'version');
  if (id !== tools.actor.id && (await tools.store.ofAnotherRegion(region.id)).has(id))
    return refused('refused.awayElsewhere', 'from');
  return { tools: { ...tools, region }, id };
}

async function reportAbsence(
  tools: Tools,
  from: string,
  until: string | null,
  id = tools.actor.id,
): Promise<Plan> {
  const { now, newId } = tools.situation;
  const wrong = checkAbsence(tools.situation, from, until);
  if (wrong) return { decisions: [], reply: wrong.reply, refused: true };
  const [person] = await tools.store.people([id]);
  const { today } = tools.situation;
  const all = person?.absences ?? [];
  const isNew = (x: Away): boolean => x.from === from && x.until === until;
  const after = currentAbsences(absencesWith(all, { from, until }, today), today);
  const reply = awayReply(
    from,
    until,
    after.filter((x) => !isNew(x)),
  );
  // The same once more: nobody is told anew.
  if (currentAbsences(all, today).some(isNew) && after.length === currentAbsences(all, today).length)
    return { decisions: [], reply };
  const decisions = (await openCases(tools, id)).map(({ before, region, s }) => ({
    before,
    region,
    decision: absenceInCase(before, s, id, { from, until }),
  }));
  return {
    decisions,
    reply,
    change: {
      absencesReplaced: [{ personId: id, from, until, today }],
      absences: [{ id: newId(), personId: id, from, until, reportedAt: now }],
    },
  };
}

async function endAbsence(tools: Tools, id = tools.actor.id): Promise<Plan> {
  const { today } = tools.situation;
  const [person] = await tools.store.people([id]);
  const isAway = person?.absences.some((x) => runs(x, today)) ?? false;
  const isPlanned = !isAway && (person?.absences.some((x) => x.from > today) ?? false);
  const key = isPlanned ? 'done.absenceTakenBack' : 'done.absenceEnded';
  const decisions = (await openCases(tools, id)).map(({ before, region }) => ({
    before,
    region,
    decision: accept(withoutAbsence(before, id, today), key),
  }));
  const change = isPlanned
    ? { absencesTakenBack: [{ personId: id, after: today }] }
    : { absencesEnded: [{ personId: id, until: addDays(today, -1) }] };
  return { decisions, reply: { key }, change };
}

/** One of those that stand, by its first day. */
async function endOne(tools: Tools, from: string): Promise<Plan> {
  const { id } = tools.actor;
  const { today } = tools.situation;
  const [person] = await tools.store.people([id]);
  const one = currentAbsences(person?.absences ?? [], today).find((x) => x.from === from);
  if (!one) return { decisions: [], reply: { key: 'done.absenceOver' } };
  const key = runs(one, today) ? 'done.absenceEnded' : 'done.absenceOneTakenBack';
  const reply: Reply = { key, values: { from: one.from, until: one.until } };
  const decisions = (await openCases(tools, id)).map(({ before, region }) => ({
    before,
    region,
    decision: accept(
      withAbsences(before, id, (all) => absencesWith(all, one, today, [])),
      reply,
    ),
  }));
  return { decisions, reply, change: { absencesReplaced: [{ personId: id, ...one, today }] } };
}

/** Own days and hours move what is asked when, in every case of this person. */
async function ownHours(tools: Tools, own: Omit<OwnHours, 'personId'>): Promise<Plan> {
  if (
    (own.from === null) !== (own.until === null) ||
    (own.from !== null && own.until !== null && own.from >= own.until)
  ) {
    return refused('refused.hours', 'until');
  }
  const { id } = tools.actor;
  const decisions = (await openCases(tools, id)).map(({ before, region }) => ({
    before,
    region,
    decision: accept(withOwnHours(before, id, own), 'done.days'),
  }));
  return { decisions, reply: { key: 'done.days' }, change: { ownHours: [{ personId: id, ...own }] } };
}

interface InCase {
  readonly before: CaseState;
  readonly region: Region;
  readonly s: Situation;
}

/**
 * Every open case of a person, each with the one who acts. A person may be in the cases of two regions and is away from
 * both: each case follows the days of its own region and tells its own people, and none of it is said in the answer.
 */
async function openCases(tools: Tools, personId: string): Promise<InCase[]> {
  const states = await tools.store.cases(await tools.store.openCaseIdsOf([personId]));
  const ids = [...new Set(states.map((state) => state.case.regionId))];
  const regions = new Map(
    await Promise.all(ids.map(async (id) => [id, await tools.store.region(id)] as const)),
  );
  return states.flatMap((before) => {
    const region = regions.get(before.case.regionId);
    const actor = { personId: tools.actor.id, participant: participantOfPerson(before, tools.actor.id) };
    return region ? [{ before, region, s: { ...inRegion(tools.situation, region), actor } }] : [];
  });
}

function refused(key: ReplyKey, field: string): Plan {
  return { decisions: [], reply: refuse(key, {}, { field }).reply, refused: true };
}
