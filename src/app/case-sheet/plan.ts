import {
  type Accepted,
  accept,
  type Decision,
  type Reply,
  type Situation,
} from '../../domain/case/decision.ts';
import { participantOfPerson } from '../../domain/case/participants.ts';
import type { CaseState, Person } from '../../domain/case/state.ts';
import { createAgreement } from '../../domain/rules/agreements/create.ts';
import { noteFirstLesson, setAbsence } from '../../domain/rules/case/absence.ts';
import { addParticipant, openCase } from '../../domain/rules/case/case-life.ts';
import { writeStep } from '../../domain/rules/case/intake.ts';
import { suggestLead } from '../../domain/rules/lead/lead.ts';
import type { Uuid } from '../../domain/vocabulary.ts';
import { findPersonalData } from '../../text/personal-data/personal-data.ts';
import { holds } from '../../text/personal-data/watched-words.ts';
import { freshCode } from '../case-code.ts';
import type { Tools } from '../command.ts';
import { importKeysOf, readCases, type SheetCase } from './cases.ts';
import { type DayOrder, orderOf } from './days.ts';
import { type Column, readSheet, type SheetProblem } from './read.ts';

export interface SheetOptions {
  /** Dates on days off and in school holidays were chosen on purpose. */
  readonly keepDays: boolean;
  /** The texts were looked at, and hold nothing about a person. */
  readonly keepTexts: boolean;
  /** How the sheet writes its days, when somebody said it. */
  readonly dates: DayOrder | null;
}

/** The plan of a sheet: cases that are new, how many are there already, or everything that is wrong with it. */
export interface SheetPlan {
  readonly cases: readonly { readonly sheet: SheetCase; readonly decision: Accepted }[];
  readonly known: number;
  readonly problems: readonly SheetProblem[];
  /** Some of the problems are questions that a tick answers. */
  readonly asks: Readonly<Record<keyof SheetOptions, boolean>>;
}

/** A problem that the rules found, in their words; the sheet's own problems have keys of `sheet.*`. */
export interface RuleProblem extends SheetProblem {
  readonly reply: Reply;
}

/** Decides on all cases of a sheet by the rules by which people open one by hand. Nothing is written. */
export async function planSheet(tools: Tools, text: string, options: SheetOptions): Promise<SheetPlan> {
  const none = { cases: [], known: 0, asks: { keepDays: false, keepTexts: false, dates: false } };
  const sheet = readSheet(text);
  if (sheet.problems.length > 0) return { ...none, problems: sheet.problems };
  const { cases, problems: wrong } = readCases(sheet.rows, tools.region, {
    order: orderOf(sheet, options.dates),
    language: sheet.language,
  });
  const keys = importKeysOf(tools.region.key, cases);
  const used = await tools.store.codesInUse(tools.region.id);
  const there = await tools.store.importedBefore(tools.region.id, keys);
  const people = await peopleOf(tools);
  const isKnown = (one: SheetCase, i: number): boolean =>
    there.has(keys[i] ?? '') || (one.code !== null && used.has(one.code));
  const fresh = cases.flatMap((one, i) => (isKnown(one, i) ? [] : [{ one, importKey: keys[i] ?? '' }]));
  const taken = new Set([...used, ...cases.flatMap((c) => c.code ?? [])]);
  const planned = fresh.map(({ one, importKey }) => {
    const code = one.code ?? freshCode(taken, tools.region.language);
    taken.add(code);
    return { sheet: one, ...open(tools, people, one, { code, importKey }, options) };
  });
  const problems = [...wrong, ...planned.flatMap((p) => p.problems)].sort((a, b) => a.line - b.line);
  return {
    cases: planned.map(({ sheet: of, decision }) => ({ sheet: of, decision })),
    known: cases.length - fresh.length,
    problems,
    asks: {
      keepDays: problems.some((p) => 'reply' in p && isQuestion((p as RuleProblem).reply)),
      keepTexts: problems.some((p) => p.key === 'personal' || p.key === 'danger'),
      dates: problems.some((p) => p.key === 'dayTwoWays'),
    },
  };
}

/** A day that is a question, not a mistake: the rule gives days that would do, and the person may keep their own. */
function isQuestion(reply: Reply): boolean {
  return reply.key === 'refused.dateDayOff' || reply.key === 'refused.dateHoliday';
}

async function peopleOf({ store, region, actor }: Tools): Promise<ReadonlyMap<string, Person>> {
  const all = await store.people([...new Set([...Object.values(region.personIds), actor.id])], region.id);
  return new Map(all.map((p) => [p.id, p]));
}

interface Opened {
  readonly decision: Accepted;
  readonly problems: SheetProblem[];
}

function open(
  tools: Tools,
  people: ReadonlyMap<string, Person>,
  one: SheetCase,
  named: { readonly code: string; readonly importKey: Uuid },
  options: SheetOptions,
): Opened {
  const { region, situation, actor } = tools;
  const problems: SheetProblem[] = [];
  const s: Situation = { ...situation, actor: { personId: actor.id, participant: null } };
  const coordinators = region.coordinatorPersonIds.flatMap((x) => people.get(x) ?? []);
  const first = openCase(s, {
    ...named,
    firstDayHome: one.firstDay,
    ...(one.beside?.inIntake ? { inIntake: true } : {}),
    workspaceId: workspaceOf(tools),
    coordinator: actor,
    people: [actor, ...coordinators.filter((p) => p.id !== actor.id)],
  });
  const empty = accept({ case: { code: named.code } } as CaseState, 'done.nothing');
  if (!first.ok) return { decision: empty, problems: [byRule(one.line, 'firstDay', first.reply)] };
  const steps = stepsOf(tools, people, one, options);
  let whole: Accepted = first;
  for (const { line, column, decide } of steps) {
    const me = participantOfPerson(whole.state, actor.id);
    const next = decide(whole.state, { ...s, actor: { personId: actor.id, participant: me } });
    if (next === null) continue;
    if (!next.ok) problems.push(byRule(line, column(next.reply), next.reply));
    else whole = together(whole, next);
  }
  const reason = one.basisReason === null ? [] : [{ line: one.line, basisReason: one.basisReason }];
  const texts = options.keepTexts
    ? []
    : [
        ...one.agreements.flatMap((a) => personal(a, ['title', 'doneWhen'], situation.today)),
        ...reason.flatMap((r) => personal(r, ['basisReason'], situation.today)),
      ];
  return { decision: whole, problems: [...problems, ...texts] };
}

interface Step {
  readonly line: number;
  readonly column: (reply: Reply) => Column;
  readonly decide: (state: CaseState, s: Situation) => Decision | null;
}

/** Everybody takes part, the lead is asked, and each agreement is made; one after another, as by hand. */
function stepsOf(
  { region }: Tools,
  people: ReadonlyMap<string, Person>,
  one: SheetCase,
  { keepDays }: SheetOptions,
): Step[] {
  const idOf = (key: string | null): string => region.personIds[key ?? ''] ?? '';
  const join = one.people.map(({ key, role }): Step => {
    const organisationKey =
      region.file.organisations.find((o) => o.contactPoints.some((c) => c.person === key))?.key ?? null;
    const decide: Step['decide'] = (state, s) => {
      const person = people.get(idOf(key));
      // The person who reads the sheet in takes part already.
      if (!person || person.id === s.actor?.personId) return null;
      return addParticipant(state, s, { person, role, organisationKey, basisReason: one.basisReason });
    };
    return {
      line: one.line,
      column: ({ field }) => (field === 'basisReason' ? field : 'people'),
      decide,
    };
  });
  const lead: Step = {
    line: one.line,
    column: () => 'lead',
    decide: (state, s) =>
      one.lead === null ? null : suggestLead(state, s, participantOfPerson(state, idOf(one.lead))?.id ?? ''),
  };
  const agreements = one.agreements.map(
    (a): Step => ({
      line: a.line,
      column: ({ field }) =>
        field === 'title' || field === 'doneWhen' || field === 'owner' || field === 'every' ? field : 'due',
      decide: (state, s) =>
        createAgreement(state, s, {
          title: a.title,
          doneWhen: a.doneWhen,
          ownerId: participantOfPerson(state, idOf(a.owner))?.id ?? '',
          deputyId: null,
          due: a.due,
          dueChosen: keepDays,
          kind: 'agreement',
          predecessorId: null,
          workingDaysAfter: null,
          validUntil: null,
          rhythm: a.every ? { every: a.every, until: null } : null,
        }),
    }),
  );
  return [...besideSteps(one), ...join, lead, ...agreements];
}

/** The sheet says more of a case, which is written down as by hand; nobody is told of it, since nobody saw the case yet. */
function besideSteps({ line, beside, firstDay }: SheetCase): Step[] {
  if (!beside) return [];
  const { absence, enrolled, ageBand, firstLesson } = beside;
  const category = absence && absence !== 'threatened' ? absence : null;
  const step = (column: Column, decide: Step['decide']): Step => ({
    line,
    column: () => column,
    decide: (state, s) => {
      const decision = decide(state, s);
      return decision?.ok ? { ...decision, messages: [] } : decision;
    },
  });
  return [
    ...(category !== null || enrolled !== undefined
      ? [
          step('absence', (state, s) =>
            setAbsence(state, s, { firstDay, reason: null, category, enrolled: enrolled ?? null }),
          ),
        ]
      : []),
    ...(firstLesson ? [step('firstLesson', (state, s) => noteFirstLesson(state, s, firstLesson))] : []),
    ...(ageBand
      ? [
          step('ageBand', (state, s) =>
            writeStep(state, s, { step: 'age', on: s.today, facts: { band: ageBand, until: null } }),
          ),
        ]
      : []),
  ];
}

/** Two decisions, one after the other, as one. */
function together(a: Accepted, b: Accepted): Accepted {
  return {
    ...b,
    messages: [...a.messages, ...b.messages],
    tasks: [...a.tasks, ...b.tasks],
    audit: [...a.audit, ...b.audit],
  };
}

function byRule(line: number, column: Column, reply: Reply): RuleProblem {
  return { line, column, key: 'rule', reply };
}

function personal<C extends Column>(
  a: Readonly<Record<C, string>> & { readonly line: number },
  columns: readonly C[],
  today: string,
): SheetProblem[] {
  return columns.flatMap((column) => {
    const key = holds('danger', a[column])
      ? 'danger'
      : findPersonalData(a[column], today).length > 0 && 'personal';
    return key ? [{ line: a.line, column, key }] : [];
  });
}

function workspaceOf({ region, workspaceId }: Tools): string {
  const usable = region.workspaces.filter((w) => !w.disabled);
  return (usable.find((w) => w.id === workspaceId) ?? usable[0])?.id ?? '';
}
