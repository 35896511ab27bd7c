import type { z } from 'zod';
import type { Said } from '../domain/case/decision.ts';
import type { CaseState } from '../domain/case/state.ts';
import { orEmpty } from '../domain/typed-text.ts';
import type { Document, Reader } from '../ports/document.ts';
import type { Change, CommitResult } from '../ports/store.ts';
import { replyTo } from './answer.ts';
import { isAboutACase, notAllowed, whatItIsAbout } from './authorise.ts';
import { codeIn, useCode } from './codes/codes.ts';
import type { Command, Plan } from './command.ts';
import { answerTyped, withAgreements } from './command-line/typed-words.ts';
import { noticed } from './events/platform-events.ts';
import { renewedRequest } from './events/renewed-ids.ts';
import { askedIn, buildForm, mayName, reopen } from './forms/form-context.ts';
import { type Asked, type ReadValues, readValues } from './forms/form-values.ts';
import { personalDataIn, soundsLikeDanger } from './forms/personal-data.ts';
import type { Args, House, Inbound, Outcome, Values } from './inbound.ts';
import { type FoundMember, personOfMember } from './members.ts';
import { showHome } from './pages/chat-home.ts';
import { COMMANDS } from './registry.ts';
import { type Deps, type Desk, openDesk, Stop } from './request-context.ts';
import { farDate } from './typed-date/far-dates.ts';
import { changesNothing } from './write/decide-and-write.ts';
import { writePlan } from './write/write-plan.ts';

/** Two people pressing at once is rare and a third time rarer; after this many the person is asked to press again. */
const ATTEMPTS = 5;

/**
 * The one way in, for every platform. Resolves when what was asked is committed; only then may a platform acknowledge.
 * Rejects only when nothing was written (the database is away): then the platform says "try again".
 */
export function createHouse(deps: Deps): House {
  return {
    handle: (inbound) => guarded(deps, inbound),
    notice: (notice) => noticed(deps, notice),
  };
}

async function guarded(deps: Deps, inbound: Inbound): Promise<Outcome> {
  try {
    return await handle(deps, inbound);
  } catch (error) {
    if (error instanceof Stop) return refusal(error.said, error.reader);
    throw error;
  }
}

async function handle(deps: Deps, inbound: Inbound): Promise<Outcome> {
  const code = codeIn(inbound);
  if (code) return useCode(deps, inbound, code);
  const desk = await deskFor(deps, inbound);
  if ('handledBefore' in desk) return { reply: desk.handledBefore as Document };
  const { request } = desk.inbound;
  switch (request.type) {
    case 'home':
      return { home: await showHome(deps, desk) };
    case 'form':
      return openForm(deps, desk, request.form, request.args);
    case 'command':
      return perform(deps, desk, request.command, request.args);
    case 'submit':
      return submit(deps, desk, request.command, request.args, request.values);
    case 'text':
      return typed(deps, desk, request.root, request.text);
  }
}

/** Why it was not done. What was filled in is the platform's to give back. */
function refusal(said: Said, reader: Reader): Outcome {
  return { reply: replyTo(said, reader), nothingDone: 'refused' };
}

/** The desk for a request; one that was made when a case had another id is about that case as it is called now. */
async function deskFor(deps: Deps, inbound: Inbound): ReturnType<typeof openDesk> {
  const desk = await openDesk(deps, inbound, whatItIsAbout(inbound));
  if ('handledBefore' in desk) return desk;
  const request = await renewedRequest(deps, desk.actor.id, inbound.request);
  if (!request) return desk;
  const now = { ...inbound, request };
  return openDesk(deps, now, whatItIsAbout(now));
}

/** What was typed, and what the doors below make of it. */
function typed(deps: Deps, desk: Desk, root: string, text: string): Promise<Outcome> {
  return answerTyped(deps, desk, root, text, {
    form: (at, form, args) => openForm(deps, at, form, args),
    command: (at, command, args) => perform(deps, at, command, args),
    about: (at, command, args) => perform(deps, at, command, args, withAgreements),
  });
}

/** A form is opened for who may send it, and for nobody else. */
async function openForm(deps: Deps, desk: Desk, form: string, args: Args): Promise<Outcome> {
  const command = COMMANDS.get(form);
  if (!command) return refusal({ key: 'refused.unknownButton' }, desk.reader);
  const no = notAllowed(command, desk, args);
  if (no) return refusal(no, desk.reader);
  const made = await buildForm(deps, desk, form, withCase(command, desk, args));
  return made.lacks ? refusal(nothingToChoose(desk, form, made.lacks), desk.reader) : { form: made };
}

const CHOOSES_PEOPLE: ReadonlySet<string> = new Set(['participant', 'person', 'owner', 'deputy']);

/** Instead of a form that nobody could send: what is missing, and a button to what would help. */
function nothingToChoose(desk: Desk, form: string, lacks: string): Said {
  if (desk.state?.case.status === 'closed')
    return { key: 'refused.caseClosed', values: { code: desk.state.case.code } };
  if (!desk.state || !CHOOSES_PEOPLE.has(lacks)) return { key: 'refused.nothingToChoose' };
  const args = { caseId: desk.state.case.id };
  const [key, helps, label] =
    form === 'participant.add'
      ? ['refused.nobodyKnown', 'participant.inviteByLink', 'button.inviteByLink']
      : ['refused.nobodyToChoose', 'participant.add', 'button.addPerson'];
  const command = COMMANDS.get(helps);
  const isAllowed = command && notAllowed(command, desk, args) === null;
  return { key, ...(isAllowed ? { offer: { form: helps, args, label } } : {}) };
}

/** A form about the case one is in carries that case, so that sending it is about the same one. */
function withCase(command: Command, desk: Desk, args: Args): Args {
  return isAboutACase(command) && desk.state && args.caseId === undefined
    ? { ...args, caseId: desk.state.case.id }
    : args;
}

/** Only what the form asks is read from what was filled in; whoever may not send it is asked nothing about it either. */
async function submit(deps: Deps, desk: Desk, name: string, args: Args, values: Values): Promise<Outcome> {
  const command = COMMANDS.get(name);
  if (!command) return refusal({ key: 'refused.unknownButton' }, desk.reader);
  const again = (said: Said, at = desk) => reopen(deps, at, name, args, values, said);
  const fields = askedIn(deps, desk, command, args);
  const read = readValues(args, values, fields, {
    language: desk.reader.language,
    today: desk.situation.today,
    calendar: desk.region.calendar,
  });
  if (read.strange.length > 0) {
    deps.log.warn({ command: name, fields: read.strange.length }, 'a form came with fields it does not have');
    return again({ key: 'refused.formChanged' });
  }
  const parsed = command.args.safeParse(read.args);
  const wrong = wrongIn(read.dateErrors, parsed.error?.issues ?? [], fields);
  if (wrong || !parsed.success) return again(wrong ?? { key: 'refused.missing' });
  const no = notAllowed(command, desk, parsed.data);
  if (no) return refusal(no, desk.reader);
  const found = read.sure ? [] : personalDataIn(command, parsed.data, desk.situation.today);
  if (!read.sure && soundsLikeDanger(command, parsed.data))
    return again({ key: 'refused.danger', values: { kinds: found }, field: 'sure' });
  if (found.length > 0) {
    deps.log.info({ command: name, kinds: found }, 'personal data warned about');
    return again({ key: 'refused.personalData', values: { kinds: found }, field: 'sure' });
  }
  return run(deps, desk, command, parsed.data, (said, at) =>
    said.field || said.untouched ? again(said, at) : null,
  );
}

type Issue = z.core.$ZodIssue;

/** All that is wrong, each at its field: whoever mends one thing is not told of the next only then. null: nothing is. */
function wrongIn(
  dates: ReadValues['dateErrors'],
  issues: readonly Issue[],
  { longest }: Asked,
): (Said & { readonly field: string }) | null {
  const days = Object.entries(dates).map(([field, why]) => ({ key: `refused.date.${why}`, field }));
  const others = issues.map((issue) => {
    const long = tooLong(issue);
    const field = String((long ?? issue).path[0] ?? '');
    return long
      ? { key: 'refused.tooLong', values: { max: longest.get(field) ?? long.max }, field }
      : { key: 'refused.missing', field };
  });
  // Of each field the first: a day that was not understood is not said to be missing as well.
  const [first, ...also] = [...Map.groupBy([...days, ...others], ({ field }) => field).values()].flatMap(
    ([one]) => one ?? [],
  );
  return first ? { ...first, also } : null;
}

/** Also where a field takes several shapes. */
function tooLong(issue: Issue): { readonly path: Issue['path']; readonly max: number } | null {
  if (issue.code === 'too_big' && issue.origin === 'string')
    return { path: issue.path, max: Number(issue.maximum) };
  if (issue.code !== 'invalid_union') return null;
  const [inner] = issue.errors.flat().flatMap((one) => tooLong(one) ?? []);
  return inner ? { path: issue.path, max: inner.max } : null;
}

async function perform(
  deps: Deps,
  desk: Desk,
  name: string,
  args: Args,
  dressed: Dress = (reply) => reply,
): Promise<Outcome> {
  const command = COMMANDS.get(name);
  const parsed = command?.args.safeParse(withoutUnseen(args));
  if (!command || !parsed?.success) return refusal({ key: 'refused.unknownButton' }, desk.reader);
  return run(deps, desk, command, parsed.data, () => null, dressed);
}

/** What was typed behind a command and cannot be seen is as good as nothing. */
function withoutUnseen(args: Args): Args {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, typeof value === 'string' ? orEmpty(value) : value]),
  );
}

type OnRefusal = (said: Said, desk: Desk) => Promise<Outcome> | null;
/** What stands in the answer beside its words. */
type Dress = (reply: Document, desk: Desk, data: unknown) => Document;

/** Decides and writes, again from the beginning when somebody else was faster. */
async function run(
  deps: Deps,
  first: Desk,
  command: Command,
  data: unknown,
  onRefusal: OnRefusal,
  dressed: Dress = (reply) => reply,
): Promise<Outcome> {
  let desk = first;
  for (let attempt = 1; ; attempt++) {
    const no = notAllowed(command, desk, data);
    if (no) return { reply: dressed(replyTo(no, desk.reader), desk, data), nothingDone: 'refused' };
    if (command.run.on === 'look') {
      if (desk.state === null && isAboutACase(command))
        return refusal({ key: 'refused.outsideCase' }, desk.reader);
      if (desk.state && isAboutACase(command))
        await deps.store.noteRead({
          now: desk.situation.now,
          actor: desk.actor.id,
          action: `read.${command.name}`,
          caseIds: [desk.state.case.id],
        });
      return {
        reply: await command.run.show(
          {
            state: desk.view,
            whole: desk.state,
            s: desk.situation,
            store: deps.store,
            reader: desk.reader,
            actor: desk.actor,
          },
          data,
        ),
      };
    }
    const plan = await planOf(deps, desk, command, data);
    const reply = dressed(replyTo(plan.said, desk.reader), desk, data);
    if (plan.refused) return (await onRefusal(plan.said, desk)) ?? { reply, nothingDone: 'refused' };
    const only = plan.decisions[0];
    if (
      plan.decisions.length === 1 &&
      !plan.change &&
      only?.decision.ok &&
      changesNothing(only.before, only.decision)
    )
      return { reply, nothingDone: 'unchanged' };
    const result = await writePlan(deps, desk, plan, reply);
    const outcome = await settled(result, reply, attempt, desk, plan);
    if (outcome) return outcome;
    const again = await openDesk(deps, desk.inbound, whatItIsAbout(desk.inbound));
    if ('handledBefore' in again) return { reply: again.handledBefore as Document };
    desk = again;
  }
}

async function settled(
  result: CommitResult,
  reply: Document,
  attempt: number,
  desk: Desk,
  plan: Plan,
): Promise<Outcome | null> {
  if (result.result === 'done')
    return { reply, ...openedBy(plan), ...(plan.linkFor ? { linkFor: plan.linkFor } : {}) };
  if (result.result === 'duplicate') return { reply: result.reply as Document };
  return attempt < ATTEMPTS ? null : refusal({ key: 'refused.busy' }, desk.reader);
}

/** One case that was not there before; of several, none is the one to go on with. */
function openedBy({ decisions }: Plan): Pick<Outcome, 'opened'> {
  const [only] = decisions;
  const isNew = decisions.length === 1 && only?.decision.ok && only.before.case.version === 0;
  return isNew ? { opened: only.before.case.id } : {};
}

async function planOf(deps: Deps, desk: Desk, command: Command, data: unknown): Promise<Plan> {
  const rule = command.run;
  const far = farDate(command, data, desk.situation.today);
  if (far) return { decisions: [], said: far, refused: true };
  if (rule.on === 'region') {
    return rule.plan(
      {
        store: deps.store,
        situation: desk.situation,
        region: desk.region,
        state: desk.state,
        actor: desk.actor,
        workspaceId: desk.workspaceId,
        language: desk.reader.language,
        files: deps.files,
        entering: deps.entering ?? null,
      },
      data,
    );
  }
  if (rule.on === 'look') throw new Error('a question is not planned');
  const before = desk.state;
  if (!before) return { decisions: [], said: { key: 'refused.outsideCase' }, refused: true };
  if (rule.on === 'case') return onCase(before, rule.decide(before, desk.situation, data));
  const who = rule.person(data);
  const member = 'id' in who ? personOfCase(desk, before, who.id) : await memberOf(deps, desk, who.member);
  if (!member.ok) return { decisions: [], said: member.said, refused: true };
  const more = rule.change?.(before, desk.situation, data, member.person) ?? {};
  return onCase(before, rule.decide(before, desk.situation, data, member.person), {
    ...member.change,
    ...more,
  });
}

/** Somebody of the platform's own list. The web has none: there an account is the id of a person, of whatever case. */
function memberOf(deps: Deps, desk: Desk, member: string): Promise<FoundMember> | FoundMember {
  return deps.directories[desk.inbound.platform]
    ? personOfMember(deps, desk, member)
    : { ok: false, said: { key: 'refused.memberUnknown', field: 'person' } };
}

/** Somebody the case or its region names already, in whatever workspace they are. */
function personOfCase(desk: Desk, state: CaseState, id: string): FoundMember {
  const person = mayName(desk, id) ? state.people.find((p) => p.id === id) : undefined;
  return person
    ? { ok: true, person, change: {} }
    : { ok: false, said: { key: 'refused.memberUnknown', field: 'person' } };
}

function onCase(
  before: CaseState,
  decision: Plan['decisions'][number]['decision'],
  change?: Partial<Change>,
): Plan {
  if (!decision.ok) return { decisions: [], said: decision.said, refused: true };
  return {
    decisions: [{ before, decision }],
    said: decision.said,
    ...(change && Object.keys(change).length > 0 ? { change } : {}),
  };
}
