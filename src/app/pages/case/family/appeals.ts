import { localDate } from '../../../../domain/calendar/index.ts';
import { isOpen } from '../../../../domain/case/agreements.ts';
import type { Appeal } from '../../../../domain/case/appeals/appeal.ts';
import { answersAppeal, isToFollow, maySayNo, openAppeals } from '../../../../domain/case/appeals/appeals.ts';
import {
  actsForFamily,
  isFamily,
  participantOfPerson,
  present,
  ref,
  refOfPerson,
} from '../../../../domain/case/participants.ts';
import type { CaseState } from '../../../../domain/case/state.ts';
import type { Region } from '../../../../domain/region/region.ts';
import { mayRead, mayReadAppeals } from '../../../../domain/substance/may-read.ts';
import { Substance } from '../../../../domain/substance/substance.ts';
import type { AppealKind, PlainDate, Uuid } from '../../../../domain/vocabulary.ts';
import type { Reading } from '../../../../ports/web.ts';
import type { AppealShown, AppealsShown } from '../../../../text/compose/case/appeals.ts';
import type { FormContext } from '../../../../text/forms/context.ts';
import type { Deps } from '../../../request-context.ts';

/** Appeals of a family as a page shows them: what was asked and how it stands, for the family and for whoever is to answer it. */

interface For {
  readonly personId: Uuid;
  readonly today: PlainDate;
}

const KINDS = ['appeal', 'leadAppeal'] as const;
type WordsOf = (typeof KINDS)[number];

/** The kind of substance that the words of an appeal are. */
function substanceOf(kind: AppealKind): WordsOf {
  return kind === 'lead' ? 'leadAppeal' : 'appeal';
}

/** Everything without a word of anybody: what is asked, by whom, until when, and the buttons that this person has. */
export function appealsFacts(state: CaseState, region: Region, { personId, today }: For): AppealsShown {
  const me = participantOfPerson(state, personId);
  const isOfFamily = me !== null && actsForFamily(state, me.id);
  const isClosed = state.case.status === 'closed';
  return {
    caseId: state.case.id,
    code: state.case.code,
    isFamily: isOfFamily,
    days: region.timers.appealAnswer,
    mayAsk: {
      lead: isOfFamily && !isClosed && state.case.leadId !== null,
      contact: isOfFamily && !isClosed,
      objection: isOfFamily && !isClosed && stepsOf(state).length > 0,
    },
    appeals: theirs(state, region, personId)
      .map((appeal) => shown(state, region, { personId, today }, appeal))
      .toReversed(),
  };
}

/** The appeals that somebody may read: always their own; a coordinator those of which they are asked for the answer. */
function theirs(state: CaseState, region: Region, personId: Uuid): readonly Appeal[] {
  const me = participantOfPerson(state, personId);
  const isCoordinator = region.coordinatorPersonIds.includes(personId);
  const isLead = me !== null && [state.case.leadId, leadsDeputy(state)].includes(me.id);
  const isOfFamily = me !== null && isFamily(state, me.id);
  return state.case.appeals.filter(
    (a) =>
      a.byId === me?.id ||
      (mayRead(substanceOf(a.kind), state, region, personId) !== null &&
        (isOfFamily || isLead || (isCoordinator && a.coordinators))),
  );
}

function leadsDeputy(state: CaseState): Uuid | null {
  return state.participants.find((p) => p.id === state.case.leadId)?.deputyId ?? null;
}

function shown(state: CaseState, region: Region, { personId, today }: For, appeal: Appeal): AppealShown {
  const { zone } = region.calendar;
  const { id, kind, byId, ended } = appeal;
  const me = participantOfPerson(state, personId)?.id ?? null;
  const isWaiting = openAppeals(state).includes(appeal);
  const answers = isWaiting && answersAppeal(state, region, appeal, { personId, today });
  const manages = region.coordinatorPersonIds.includes(personId) || (me !== null && me === state.case.leadId);
  return {
    ...{ id, kind, by: ref(state, byId), step: stepNamed(state, appeal) },
    ...{ on: localDate(zone, appeal.askedAt), before: appeal.answerBefore },
    isWaiting,
    isLate: isWaiting && appeal.answerBefore < today,
    words: null,
    readBy: null,
    ended: ended && {
      ...{ how: ended.how, by: ended.byId ? ref(state, ended.byId) : null, on: localDate(zone, ended.at) },
      words: null,
    },
    mayAnswer: answers,
    onlyYes: answers && !maySayNo(state, region, appeal, personId),
    mayWithdraw: isWaiting && me !== null && byId === me && actsForFamily(state, me),
    follow: manages && state.case.status !== 'closed' && isToFollow(state, appeal) ? kind : null,
    leads: state.case.leadId !== null,
  };
}

/** The step that an objection is about; null: another kind, or the step is not there any more. */
function stepNamed(state: CaseState, { agreementId, escalationId }: Appeal): AppealShown['step'] {
  const call = state.escalations.find((e) => e.id === escalationId);
  const number = state.agreements.find((a) => a.id === agreementId)?.number ?? null;
  return call || number !== null ? { number, call: call?.contactTitle ?? null } : null;
}

/** The steps that the family can object to: what is still to come, and whom help was asked of. */
export function stepsOf(state: CaseState): NonNullable<FormContext['appeal']>['steps'] {
  return [
    ...state.agreements.filter(isOpen).map(({ id, number, title }) => ({ id, number, title, call: null })),
    ...state.escalations
      .filter((e) => e.status !== 'answered')
      .map((e) => ({
        id: e.id,
        number: state.agreements.find((a) => a.id === e.agreementId)?.number ?? null,
        title: null,
        call: e.contactTitle,
      })),
  ];
}

interface Find {
  readonly region: Region;
  readonly state: CaseState;
  readonly personId: Uuid;
}

/** The same with the words, for who may read them, and who read them when. Each look is written down first. */
export async function appealsOf(
  deps: Deps,
  reading: Pick<Reading, 'readWords'>,
  facts: AppealsShown,
  find: Find,
): Promise<AppealsShown> {
  if (facts.appeals.length === 0) return facts;
  const words = await wordsOf(deps, find, facts.appeals);
  const readers = await readersOf(reading, find);
  const { zone } = find.region.calendar;
  return {
    ...facts,
    appeals: facts.appeals.map((one) => {
      const appeal = find.state.case.appeals.find((a) => a.id === one.id);
      const seen = readers[substanceOf(one.kind)].filter((r) => appeal !== undefined && hasRead(r, appeal));
      const answer = appeal?.ended?.wordsId;
      return {
        ...one,
        words: words.get(one.id) ?? null,
        readBy:
          one.ended?.how === 'withdrawn'
            ? null
            : seen.map(({ person, at }) => ({ person, on: localDate(zone, at) })),
        ended: one.ended && { ...one.ended, words: answer ? (words.get(answer) ?? null) : null },
      };
    }),
  };
}

async function wordsOf(
  deps: Deps,
  { region, state, personId }: Find,
  shownOnes: readonly Pick<AppealShown, 'id' | 'kind'>[],
): Promise<ReadonlyMap<Uuid, string>> {
  const found = new Map<Uuid, string>();
  for (const kind of KINDS) {
    const own = new Set(shownOnes.flatMap((one) => (substanceOf(one.kind) === kind ? [one.id] : [])));
    const ids = state.case.appeals.flatMap((a) =>
      own.has(a.id) ? [a.id, a.ended?.wordsId ?? []].flat() : [],
    );
    for (const [id, words] of await readWords(deps, kind, { region, state, personId }, ids))
      found.set(id, words);
  }
  return found;
}

async function readWords(
  { substance, clock }: Deps,
  kind: WordsOf,
  { region, state, personId }: Find,
  ids: readonly Uuid[],
): Promise<readonly (readonly [Uuid, string])[]> {
  const right = ids.length > 0 ? mayReadAppeals(kind, state, region, personId) : null;
  if (!substance || !right) return [];
  const all = await substance.read(right, clock.now().toISOString(), ids);
  return all.flatMap(({ id, words }) =>
    typeof words === 'string' ? [] : [[id, Substance.words(words, right)] as const],
  );
}

interface Read {
  readonly person: ReturnType<typeof refOfPerson>;
  readonly at: string;
  /** They read it as a coordinator: only what they are asked for as well. */
  readonly coordinates: boolean;
}

/** Words of one kind are read together, as far as they are theirs: what was asked after their look they have not read. */
function hasRead({ at, coordinates }: Read, appeal: Appeal): boolean {
  return at >= appeal.askedAt && (appeal.coordinators || !coordinates);
}

/** Everybody but the family who read the words of each kind, and when they last did. */
async function readersOf(
  reading: Pick<Reading, 'readWords'>,
  { region, state }: Find,
): Promise<Readonly<Record<WordsOf, readonly Read[]>>> {
  const others = present(state).flatMap((p) => (isFamily(state, p.id) ? [] : [p.personId]));
  const leading = new Set(
    present(state).flatMap((p) =>
      [state.case.leadId, leadsDeputy(state)].includes(p.id) ? [p.personId] : [],
    ),
  );
  const ids = [...new Set([...others, ...region.coordinatorPersonIds])];
  const of = async (kind: WordsOf): Promise<readonly Read[]> => {
    const last = await reading.readWords(state.case.id, kind, ids);
    return [...last].map(([id, at]) => ({
      person: refOfPerson(state.people.find((p) => p.id === id) ?? null, id),
      at,
      coordinates: !leading.has(id),
    }));
  };
  return { appeal: await of('appeal'), leadAppeal: await of('leadAppeal') };
}

const FORMS: Readonly<Record<string, AppealKind>> = {
  'appeal.lead': 'lead',
  'appeal.contact': 'contact',
  'appeal.object': 'objection',
};

/** A form about an appeal shows this: who reads what is written there, and the words that are to be answered. */
export async function appealForForm(
  deps: Deps,
  find: Find,
  name: string,
  appealId: unknown,
): Promise<FormContext['appeal']> {
  const { state } = find;
  const kind = FORMS[name];
  if (kind) return { kind, steps: stepsOf(state), readers: whoReads(find, kind), asked: null };
  const facts = appealsFacts(state, find.region, { personId: find.personId, today: '' });
  const asked = facts.appeals.find((one) => one.id === appealId);
  if (!asked) return { kind: null, steps: [], readers: [], asked: null };
  const words = await wordsOf(deps, find, [asked]);
  return { kind: null, steps: [], readers: [], asked: { ...asked, words: words.get(asked.id) ?? null } };
}

/** Names everybody who will read it: the lead, who stands in, the rest of the family, and of another lead the coordinators. */
function whoReads({ state, region, personId }: Find, kind: AppealKind): string[] {
  const asked = kind === 'lead' || state.case.leadId === null ? region.coordinatorPersonIds : [];
  const lead = [state.case.leadId, leadsDeputy(state)];
  const here = present(state).filter((p) => lead.includes(p.id) || actsForFamily(state, p.id));
  const ids = new Set([...here.map((p) => p.personId), ...asked].filter((id) => id !== personId));
  const names = [...ids].flatMap((id) => state.people.find((p) => p.id === id)?.name ?? []);
  return names.sort((a, b) => a.localeCompare(b));
}
