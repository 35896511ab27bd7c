import { addWorkingDays, checkDueDate } from '../../domain/calendar/index.ts';
import { isOpen } from '../../domain/case/agreements.ts';
import type { Reply } from '../../domain/case/decision.ts';
import { caseCalendar, participantOfPerson, present, ref } from '../../domain/case/participants.ts';
import type { CaseState } from '../../domain/case/state.ts';
import type { CommandName } from '../../domain/command-names.ts';
import { partiesToAnswer } from '../../domain/consent/consent.ts';
import { rolesThatAnswer } from '../../domain/consent/whose-word.ts';
import { missingOfIntake } from '../../domain/intake/intake.ts';
import type { PersonRef } from '../../domain/messages/index.ts';
import { libraryOf } from '../../domain/region/library.ts';
import { holderOf } from '../../domain/rules/agreements/post-set.ts';
import { isWithoutFamily, stillOpen } from '../../domain/rules/case/closing.ts';
import { appointsLead, wishesOf } from '../../domain/rules/lead/wish.ts';
import { currentAbsences } from '../../domain/rules/participants/absence.ts';
import { endable } from '../../domain/rules/participants/supporter.ts';
import { mayRead } from '../../domain/substance/may-read.ts';
import { agreementFacts } from '../../domain/views/facts.ts';
import type { Uuid } from '../../domain/vocabulary.ts';
import type { Form } from '../../ports/document.ts';
import type { FormContext, LibraryLine, ParticipationContext } from '../../text/forms/context.ts';
import { askedFields, form } from '../../text/forms.ts';
import { replyText } from '../../text/replies.ts';
import type { Command } from '../command.ts';
import type { Args, Outcome, Values } from '../inbound.ts';
import { appealForForm } from '../pages/case/family/appeals.ts';
import { questionOf } from '../pages/case/question.ts';
import { reportFacts } from '../pages/case/report-facts.ts';
import type { Deps, RequestContext } from '../request-context.ts';
import { type AskedFields, DAY } from './form-values.ts';
import { requestFor } from './request-form.ts';

/** A form with what it offers to choose from: the people of the case, its agreements, the region's parties and rungs. */
export async function buildForm(
  deps: Deps,
  context: RequestContext,
  name: CommandName,
  args: Args,
  again?: FormContext['again'],
): Promise<Form> {
  const participations = OF_CASES.has(name) ? await participationsOf(deps, context, args) : null;
  const question = name === 'intake.question' ? await questionFor(deps, context) : null;
  const appeal = name.startsWith('appeal.') ? await appealFor(deps, context, name, args) : null;
  const request = name.startsWith('request.') ? await requestFor(deps, context, args) : null;
  return form(name, {
    ...contextOf(deps, context, args),
    args,
    ...(participations ? { participations } : {}),
    ...(question ? { question } : {}),
    ...(appeal ? { appeal } : {}),
    ...(request ? { request } : {}),
    ...(again ? { again } : {}),
  });
}

/** The family's question as it stands, to be changed by who may read it, and everybody else who reads it. */
async function questionFor(
  deps: Deps,
  { state, region, actor }: RequestContext,
): Promise<FormContext['question'] | null> {
  if (!state || !mayRead('question', state, region, actor.id)) return null;
  const found = await questionOf(deps, region, state, actor.id);
  const readers = present(state).filter(
    (p) => p.personId !== actor.id && mayRead('question', state, region, p.personId) !== null,
  );
  return {
    words: found?.words ?? '',
    readers: readers.map((p) => ref(state, p.id).name).sort((a, b) => a.localeCompare(b)),
  };
}

async function appealFor(
  deps: Deps,
  { state, region, actor, inbound }: RequestContext,
  name: CommandName,
  args: Args,
): Promise<FormContext['appeal'] | null> {
  if (!state || inbound.platform !== 'web') return null;
  return (await appealForForm(deps, { state, region, personId: actor.id }, name, args.appealId)) ?? null;
}

/** Returns what a form may send to a command: the fields of that form, or of a page of its own. */
export function askedFieldsOf(
  deps: Deps,
  context: RequestContext,
  command: Command,
  args: Args,
): AskedFields {
  const { names, dates, longest } = askedFields(command.name, { ...contextOf(deps, context, args), args });
  return { names: new Set([...names, ...(command.fields ?? [])]), dates, longest };
}

/** Forms about somebody's part in several cases. */
const OF_CASES: ReadonlySet<string> = new Set(['manage.replace', 'manage.join']);

/** Null: whoever opens it is no coordinator of the region, or there is no such person here. */
async function participationsOf(
  { store }: Deps,
  context: RequestContext,
  args: Args,
): Promise<ParticipationContext | null> {
  const { region, actor } = context;
  if (!region.coordinatorPersonIds.includes(actor.id)) return null;
  const all = await store.participations({ regionId: region.id, personId: null });
  const ids = new Set([...Object.values(region.personIds), ...all.map((one) => one.personId)]);
  const people = (await store.people([...ids], region.id)).map(({ id, name }) => ({ id, name }));
  const person = people.find((p) => p.id === args.person);
  if (!person) return null;
  const cases = all
    .filter((one) => one.personId === person.id)
    .map(({ caseId: id, code, role, isLead, owns }) => ({ id, code, role, isLead, owns }));
  const others = new Map(
    all.filter((one) => !cases.some((c) => c.id === one.caseId)).map((one) => [one.caseId, one.code]),
  );
  return {
    person,
    cases,
    others: [...others].map(([id, code]) => ({ id, code })).sort((a, b) => a.code.localeCompare(b.code)),
    people: people.filter((p) => p.id !== person.id).sort((a, b) => a.name.localeCompare(b.name)),
  };
}

function contextOf(deps: Deps, context: RequestContext, args: Args): Omit<FormContext, 'args'> {
  const { view: state, region, reader, situation } = context;
  const agreement = state?.agreements.find((a) => a.id === args.agreementId);
  return {
    reader,
    notice: context.actor.notice ?? null,
    letters: lettersOf(deps),
    away: currentAbsences(context.actor.absences, situation.today),
    today: situation.today,
    me: situation.actor?.participant?.id ?? null,
    code: state?.case.code ?? null,
    participants: state
      ? present(state).map((p) => ({ id: p.id, person: ref(state, p.id), role: p.role }))
      : [],
    hasMembers: context.inbound.platform !== 'web',
    reachable: state ? reachable(context, state) : [],
    known: state ? notYetHere(context, state) : [],
    agreements: state
      ? state.agreements.filter(isOpen).map((a) => ({ id: a.id, number: a.number, title: a.title }))
      : [],
    ...ofLead(state),
    ...wishesIn(context),
    answering: state ? answeringIn(state) : [],
    supporters: state
      ? endable(state, situation.actor?.participant ?? null).map((p) => ({
          id: p.id,
          person: ref(state, p.id),
        }))
      : [],
    missing: state ? missingOfIntake(state) : [],
    agreement: state && agreement ? agreementFacts(state, region, agreement, situation.today) : null,
    firstDayRule: region.file.firstDay ?? 'missed',
    absence: state ? absenceNow(state) : undefined,
    library: () => libraryFor(context),
    track: state?.tracks.find((one) => one.id === args.trackId),
    report: state ? reportFacts(state, region, context.actor.id) : null,
    closing: state ? closingIn(state, context) : null,
    parties: state ? partiesToAnswer(state, region) : [],
    organisations: region.organisations.map((o) => ({ key: o.key, name: o.name })),
    rungs: region.ladder.map((r) => ({ rung: r.rung, title: r.title })),
    region: {
      file: region.file,
      version: region.version,
      holidays: () => deps.files.holidays(region.file, situation.today),
    },
  };
}

function absenceNow({ case: { firstDayHome, absence } }: CaseState): FormContext['absence'] {
  const { category, enrolled } = absence;
  return { firstDay: firstDayHome, category, enrolled: enrolled === null ? null : enrolled ? 'yes' : 'no' };
}

/** The most ticks that a list of each platform takes. */
const KEPT_MOST = 10;

function ofLead(state: CaseState | null): Pick<FormContext, 'ofLead'> {
  const { leadId } = state?.case ?? {};
  if (!state || !leadId) return {};
  const theirs = state.agreements.filter((a) => isOpen(a) && a.ownerId === leadId).slice(0, KEPT_MOST);
  return {
    ofLead: { id: leadId, agreements: theirs.map(({ id, number, title }) => ({ id, number, title })) },
  };
}

/** The family's wishes inform who appoints the lead, and decide nothing. */
function wishesIn({ state, region, actor, situation }: RequestContext): Pick<FormContext, 'leadWishes'> {
  const mayRead = state && appointsLead(state, region, actor.id, situation.today);
  return mayRead ? { leadWishes: wishesOf(state) } : {};
}

/** The examples of the region, each with who would own it here and a day that needs no question. */
function libraryFor({ state, region, situation: { today } }: RequestContext): LibraryLine[] {
  if (!state) return [];
  const calendar = caseCalendar(state, region);
  return libraryOf(region.file).map((template) => {
    const day = template.days === 0 ? null : addWorkingDays(region.calendar, today, template.days);
    const check = day === null ? null : checkDueDate(calendar, day, today);
    const due = check?.ok === false ? (check.proposals.at(-1) ?? day) : day;
    return { template, holder: holderOf(state, template.owner), due };
  });
}

function answeringIn(state: CaseState): Uuid[] {
  const roles = rolesThatAnswer(state);
  return present(state).flatMap((p) => (roles.has(p.role) ? [p.id] : []));
}

function lettersOf({ entryMeans }: Deps): NonNullable<FormContext['letters']> {
  const { email = false, sms = false } = entryMeans?.can ?? {};
  if (email && sms) return 'both';
  return email ? 'email' : sms ? 'sms' : 'none';
}

function closingIn(state: CaseState, { region, situation }: RequestContext): FormContext['closing'] {
  const { agreements, calls } = stillOpen(state);
  return {
    agreements: agreements.map(({ number, title }) => ({ number, title })),
    calls: calls.map((e) => e.contactTitle),
    withoutFamily: isWithoutFamily(state, { region, today: situation.today }),
  };
}

/** Lists the people whom the region names, who can be reached somewhere, and who take no part yet. */
function notYetHere(context: RequestContext, state: CaseState): PersonRef[] {
  return reachable(context, state).filter((p) => participantOfPerson(state, p.id) === null);
}

function reachable(context: RequestContext, state: CaseState): PersonRef[] {
  return state.people
    .filter((p) => p.identities.length > 0 && mayName(context, p.id))
    .map((p) => ({ id: p.id, name: p.name }));
}

/** A name of a family's case is for the people in it; anybody who takes or took part in the case at hand is known. */
export function mayName({ loaded: context, state, region, actor }: RequestContext, personId: Uuid): boolean {
  return (
    !context.ofOtherFamilies.has(personId) ||
    region.coordinatorPersonIds.includes(actor.id) ||
    (state?.participants.some((p) => p.personId === personId) ?? false)
  );
}

/**
 * The form again, with what was filled in and the reason at its field. A date that needs a choice gets the days that
 * do as options; a warning about personal data gets a "post it all the same".
 */
export async function reopen(
  deps: Deps,
  context: RequestContext,
  name: CommandName,
  args: Args,
  values: Values,
  reply: Reply,
): Promise<Outcome> {
  const field = reply.field ?? '';
  if (reply.untouched) return renewed(deps, context, name, args, values, reply);
  const message = replyText(context.reader, reply.key, reply.values ?? {});
  if (reply.proposals === undefined && field !== 'sure') {
    const also = (reply.also ?? []).map((more) => [
      more.field ?? '',
      replyText(context.reader, more.key, more.values ?? {}),
    ]);
    return { errors: { ...Object.fromEntries(also.reverse()), [field]: message } };
  }
  const chosen = reply.values?.date;
  const again = {
    values,
    field,
    message,
    ...(reply.proposals ? { proposals: reply.proposals } : {}),
    ...(typeof chosen === 'string' ? { chosen } : {}),
  };
  return { form: await buildForm(deps, context, name, args, again) };
}

/**
 * Opens a form anew when the text or date in front of them was another: with what is there now and what they typed.
 */
async function renewed(
  deps: Deps,
  context: RequestContext,
  name: CommandName,
  { textVersion, shownDue, ...args }: Args,
  values: Values,
  reply: Reply,
): Promise<Outcome> {
  const unread = context.reader.titles ? {} : { title: null, what: null };
  const message = replyText(context.reader, reply.key, { ...reply.values, ...unread });
  const untouched = new Set(reply.untouched);
  const typed = Object.entries(values).filter(([field]) => !untouched.has(field.replace(DAY, '')));
  const again = { values: Object.fromEntries(typed), field: '', message };
  return { form: await buildForm(deps, context, name, args, again) };
}
