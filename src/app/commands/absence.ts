import { z } from 'zod';
import { addDays } from '../../domain/calendar.ts';
import type { CaseState } from '../../domain/case-state.ts';
import { accept, refuse, type Situation } from '../../domain/decision.ts';
import { absenceInCase, withOwnHours, withoutAbsence } from '../../domain/rules/absence.ts';
import { participantOfPerson } from '../../domain/who.ts';
import type { OwnHours } from '../../ports/store.ts';
import { type Command, command, type Plan, type Tools } from '../command.ts';
import { date, optionalDate, optionalTime as time } from './args.ts';

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
];

async function reportAbsence(tools: Tools, from: string, until: string | null): Promise<Plan> {
  const { today, now, newId } = tools.situation;
  if (from < today) return refused('refused.absencePast', 'from');
  if (until !== null && until < from) return refused('refused.absenceEndsBefore', 'until');
  const id = tools.actor.id;
  const decisions = (await openCases(tools)).map(({ before, s }) => ({
    before,
    decision: absenceInCase(before, s, id, from, until),
  }));
  return {
    decisions,
    said: { key: 'done.absence', values: { from, until } },
    change: { absences: [{ id: newId(), personId: id, from, until, reportedAt: now }] },
  };
}

async function endAbsence(tools: Tools): Promise<Plan> {
  const { today } = tools.situation;
  const decisions = (await openCases(tools)).map(({ before }) => ({
    before,
    decision: accept(withoutAbsence(before, tools.actor.id, today), 'done.absenceEnded'),
  }));
  return {
    decisions,
    said: { key: 'done.absenceEnded' },
    change: { absencesEnded: [{ personId: tools.actor.id, until: addDays(today, -1) }] },
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
  const decisions = (await openCases(tools)).map(({ before }) => ({
    before,
    decision: accept(withOwnHours(before, id, own), 'done.days'),
  }));
  return { decisions, said: { key: 'done.days' }, change: { ownHours: [{ personId: id, ...own }] } };
}

/** Every open case of this person in the region, each with them as the one who acts. */
async function openCases(tools: Tools): Promise<{ before: CaseState; s: Situation }[]> {
  const ids = await tools.store.openCaseIdsOf([tools.actor.id]);
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
