import { z } from 'zod';
import { addDays } from '../../domain/calendar.ts';
import type { CaseState } from '../../domain/case-state.ts';
import { accept, refuse, type Situation } from '../../domain/decision.ts';
import { absenceInCase, withOwnHours, withoutAbsence } from '../../domain/rules/absence.ts';
import { participantOfPerson } from '../../domain/who.ts';
import type { OwnHours } from '../../ports/store.ts';
import { type Command, command, type Plan, type Tools } from '../command.ts';
import { date, optionalDate, optionalTime as time } from './args.ts';

const OF_PERSON = {
  region: z.string().max(40).optional(),
  version: z.coerce.number().int().optional(),
  person: z.string().max(40),
};

/** Absence is of a person, so it is decided in every open case they take part in, and written at once. */
export const absenceCommands: readonly Command[] = [
  command({
    name: 'absence.report',
    args: z.strictObject({ from: date, until: optionalDate }),
    who: ['member'],
    run: { on: 'region', plan: (tools, a) => reportAbsence(tools, a.from, a.until) },
  }),
  command({
    name: 'person.days',
    args: z.strictObject({
      days: z.array(z.enum(['1', '2', '3', '4', '5', '6', '7'])).min(1),
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
    args: z.strictObject({}),
    who: ['member'],
    run: { on: 'region', plan: (tools) => endAbsence(tools) },
  }),
  // Somebody called in to say so, or a calendar says it: entered by who runs the region.
  command({
    name: 'manage.away',
    args: z.strictObject({ ...OF_PERSON, from: date, until: optionalDate }),
    who: ['coordinator'],
    run: {
      on: 'region',
      plan: async (tools, a) => {
        const of = await personOf(tools, a);
        return of
          ? saidOfOther(await reportAbsence(of.tools, a.from, a.until, of.id), 'done.manage.away')
          : refused('refused.manageGone', 'version');
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
        return of
          ? saidOfOther(await endAbsence(of.tools, of.id), 'done.manage.back')
          : refused('refused.manageGone', 'version');
      },
    },
  }),
];

/** The same words as for oneself would be about the wrong person. */
function saidOfOther(plan: Plan, key: string): Plan {
  return plan.refused ? plan : { ...plan, said: { key } };
}

/** A person whom a region names, of which the one who acts is a coordinator. */
async function personOf(
  tools: Tools,
  of: { readonly region?: string | undefined; readonly person: string },
): Promise<{ readonly tools: Tools; readonly id: string } | null> {
  const named = of.region === undefined || of.region === tools.region.key;
  const region = named ? tools.region : await tools.store.regionByKey(of.region ?? '');
  const id = region?.personIds[of.person];
  if (!region || !id || !region.coordinatorPersonIds.includes(tools.actor.id)) return null;
  return { tools: { ...tools, region }, id };
}

async function reportAbsence(
  tools: Tools,
  from: string,
  until: string | null,
  id = tools.actor.id,
): Promise<Plan> {
  const { today, now, newId } = tools.situation;
  if (from < today) return refused('refused.absencePast', 'from');
  if (until !== null && until < from) return refused('refused.absenceEndsBefore', 'until');
  const decisions = (await openCases(tools, id)).map(({ before, s }) => ({
    before,
    decision: absenceInCase(before, s, id, from, until),
  }));
  return {
    decisions,
    said: { key: 'done.absence', values: { from, until } },
    change: { absences: [{ id: newId(), personId: id, from, until, reportedAt: now }] },
  };
}

async function endAbsence(tools: Tools, id = tools.actor.id): Promise<Plan> {
  const { today } = tools.situation;
  const decisions = (await openCases(tools, id)).map(({ before }) => ({
    before,
    decision: accept(withoutAbsence(before, id, today), 'done.absenceEnded'),
  }));
  return {
    decisions,
    said: { key: 'done.absenceEnded' },
    change: { absencesEnded: [{ personId: id, until: addDays(today, -1) }] },
  };
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
  const decisions = (await openCases(tools, id)).map(({ before }) => ({
    before,
    decision: accept(withOwnHours(before, id, own), 'done.days'),
  }));
  return { decisions, said: { key: 'done.days' }, change: { ownHours: [{ personId: id, ...own }] } };
}

/** Every open case of a person in the region, each with the one who acts. */
async function openCases(tools: Tools, personId: string): Promise<{ before: CaseState; s: Situation }[]> {
  const ids = await tools.store.openCaseIdsOf([personId]);
  const states = await tools.store.cases(ids);
  return states
    .filter((state) => state.case.regionId === tools.region.id)
    .map((before) => ({
      before,
      s: {
        ...tools.situation,
        actor: { personId: tools.actor.id, participant: participantOfPerson(before, tools.actor.id) },
      },
    }));
}

function refused(key: string, field: string): Plan {
  return { decisions: [], said: refuse(key, {}, { field }).said, refused: true };
}
