import { LARGEST_SHEET } from '../../../src/app/case-sheet/read.ts';
import { comesBack } from '../../../src/app/forms/typed-back.ts';
import type { Args, Outcome, Request } from '../../../src/app/inbound.ts';
import { aboutOf } from '../../../src/app/permissions/authorise.ts';
import { LARGEST_REGION_FILE } from '../../../src/domain/region/region-file.ts';
import type { Reader } from '../../../src/ports/document.ts';
import type { About, UnsentForm } from '../../../src/ports/web.ts';
import { word } from '../../../src/text/words/tools.ts';
import { refilledOf, type Sent } from '../forms/refill.ts';
import { type FormPen, renderForm } from '../forms/render-form.ts';
import { formIn } from '../forms/unsent.ts';
import { inboundOf, type Posted, readArgs, stoodOf, valuesOf } from '../inbound.ts';
import { renderDocument } from '../render.ts';
import { carrying, route, type Visit } from '../routes.ts';
import { type Html, html, NOTHING } from '../shell/html.ts';
import { problem, show } from '../shell/page.ts';
import { isOwnForm, whoMaySee } from '../visitor.ts';
import { shownLink } from './case/shown-link.ts';
import { notSent, refusedAbove } from './not-sent.ts';
import { manageBack } from './region/manage.ts';

/** The ways to the registry of commands: a press, a form that is opened, a form that is sent. */
export const actRoutes = [
  route('post', '/do', 'signedIn', press),
  route('get', '/form/:form', 'signedIn', openForm),
  // These carry a whole file that was looked at.
  route('post', '/form/case.import', 'signedIn', submit, carrying(LARGEST_SHEET)),
  route('post', '/form/manage.file', 'signedIn', submit, carrying(LARGEST_REGION_FILE)),
  route('post', '/form/:form', 'signedIn', submit),
];

interface Where {
  /** The one of theirs who may. */
  readonly personId: string;
  readonly regionKey: string;
  readonly back: string;
  readonly reader: Reader;
  /** The case whose page they go back to, if it is still theirs by then. */
  readonly called?: string;
}

async function press(visit: Visit<'signedIn'>): Promise<Response> {
  const posted = await postedBy(visit);
  const args = readArgs(posted?.args);
  const command = posted?.command;
  if (!posted || !args || typeof command !== 'string') return problem(visit, 403, 'forged');
  const where = await whereOf(visit, command, args, args.region);
  if (!where) return problem(visit, 404, 'notFound');
  const outcome = await handle(visit, where, String(posted.once ?? ''), { type: 'command', command, args });
  return answer(visit, where, outcome);
}

async function openForm(visit: Visit<'signedIn'>): Promise<Response> {
  const { region, ...args }: Args = Object.fromEntries(new URL(visit.c.req.url).searchParams);
  const form = visit.c.req.param('form') ?? '';
  const where = await whereOf(visit, form, args, region);
  if (!where) return problem(visit, 404, 'notFound');
  const outcome = await handle(visit, where, crypto.randomUUID(), { type: 'form', form, args });
  return answer(visit, where, outcome);
}

async function submit(visit: Visit<'signedIn'>): Promise<Response> {
  const posted = await postedBy(visit);
  const args = readArgs(posted?.args);
  if (!posted || !args) return problem(visit, 403, 'forged');
  const form = visit.c.req.path.split('/').at(-1) ?? '';
  const where = await whereOf(visit, form, args, posted.region);
  if (!where) return problem(visit, 404, 'notFound');
  const values = valuesOf(posted);
  const request: Request = { type: 'submit', command: form, args, values };
  const outcome = await handle(visit, where, String(posted.once ?? ''), request);
  const isBack = outcome.errors !== undefined || comesBack(outcome, values);
  const stood = stoodOf(posted);
  return isBack
    ? givenBack(visit, where, { ...request, stood }, outcome)
    : answer(visit, where, outcome, stood);
}

/**
 * It came to nothing: the same form, filled in as it was and with the reason above it, as long as they may open it;
 * otherwise the reason and the words.
 */
async function givenBack(
  visit: Visit<'signedIn'>,
  where: Where,
  { command: form, args, values, stood }: Extract<Request, { type: 'submit' }> & Pick<Sent, 'stood'>,
  outcome: Outcome,
): Promise<Response> {
  const { reader } = where;
  const again = await handle(visit, where, crypto.randomUUID(), { type: 'form', form, args });
  if (again.form) {
    const refilled = refilledOf(again.form, { values, stood, errors: outcome.errors ?? {} }, reader);
    const pen = { ...penOf(visit, where), refilled };
    const above = outcome.reply ? refusedAbove(reader, outcome.reply, pen.formToken) : NOTHING;
    const body = html`${above}${renderForm(again.form, pen)}`;
    return show(visit, reader, { title: again.form.title, body }, 422);
  }
  const typed = await formIn(visit.c);
  const reason = outcome.reply ?? again.reply;
  if (!typed || !reason) return answer(visit, where, outcome.errors ? again : outcome);
  const why = renderDocument(reason, { reader, formToken: visit.visitor.formToken, headings: 2 });
  const back = await backTo(visit, where);
  const [href, label] = back.startsWith('/c/')
    ? [back, 'shownLink.back' as const]
    : ['/', 'web.home' as const];
  const below = html`<p><a class="utrecht-link" href="${href}">${word(reader, label)}</a></p>`;
  return notSent(visit, reader, { title: word(reader, 'unsent.title'), why, form: typed, below }, 422);
}

/** A form of the application that was not taken, made anew and filled in as it was. Null: it is none, or none of theirs. */
export async function formAgain(
  visit: Visit<'signedIn'>,
  { path, fields }: UnsentForm,
  above: Html,
  below: Html,
  status: 200 | 403,
): Promise<Response | null> {
  const form = /^\/form\/([\w.]+)$/.exec(path)?.[1];
  const posted: Posted = Object.fromEntries(
    [...Map.groupBy(fields, ([name]) => name)].map(([name, all]) => {
      const given = all.map(([, value]) => value);
      return [name, given.length === 1 ? (given[0] ?? '') : given];
    }),
  );
  const args = readArgs(posted.args);
  const where = form && args ? await whereOf(visit, form, args, posted.region) : null;
  if (!form || !args || !where) return null;
  const made = await handle(visit, where, crypto.randomUUID(), { type: 'form', form, args });
  if (!made.form) return null;
  const refilled = refilledOf(made.form, { values: valuesOf(posted), stood: stoodOf(posted) }, where.reader);
  const body = html`${above}${renderForm(made.form, { ...penOf(visit, where), refilled })}${below}`;
  return show(visit, where.reader, { title: made.form.title, body }, status);
}

/** Returns what was posted by a form that was made for this visitor; otherwise null. */
async function postedBy({ c, visitor }: Visit<'signedIn'>): Promise<Posted | null> {
  const body = await c.req.parseBody({ all: true });
  const posted = Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      Array.isArray(value)
        ? value.filter((v) => typeof v === 'string')
        : typeof value === 'string'
          ? value
          : '',
    ]),
  );
  return isOwnForm(visitor, posted.token) ? posted : null;
}

/** The case a request names, where the visitor may see it; without one, a region of theirs. Null: not theirs. */
async function whereOf(
  visit: Visit<'signedIn'>,
  command: string,
  args: Args,
  regionKey?: unknown,
): Promise<Where | null> {
  const { deps, visitor } = visit;
  const about = aboutOf(args);
  const personId = about ? await whoMaySee(deps, visitor, about) : visitor.session.personId;
  if (about) {
    const caseOf = (await deps.reading.caseAbout(about))?.caseId ?? (await calledBefore(visit, about));
    const page = caseOf && (await deps.pages.access(personId, caseOf, about));
    if (!page) return null;
    const { regionKey, reader, caseId, as } = page;
    if (as === 'over') return { personId, regionKey, reader, back: '/' };
    return {
      personId,
      regionKey,
      reader,
      back: `/c/${caseId}`,
      ...(as === 'called' ? { called: caseId } : {}),
    };
  }
  const home = await deps.pages.self(personId);
  const region = home?.regions.find((r) => r.key === regionKey) ?? home?.regions[0];
  if (!home || !region) return null;
  const manages = region.isCoordinator || region.isAdministrator;
  const back = (manages && manageBack(command, region.key, args)) || '/';
  return { personId, regionKey: region.key, back, reader: home.reader };
}

/** A page that was open, or a button that stands there, from when the case had another id. */
async function calledBefore({ deps, visitor }: Visit<'signedIn'>, about: About): Promise<string | null> {
  return 'caseId' in about ? deps.renewed(visitor.session.personId, about.caseId) : null;
}

function handle({ deps }: Visit<'signedIn'>, where: Where, once: string, request: Request): Promise<Outcome> {
  return deps.useCases.handle(inboundOf(where, once, request));
}

function penOf({ visitor }: Visit<'signedIn'>, where: Where): FormPen {
  const { reader, back, regionKey } = where;
  return { reader, back, regionKey, formToken: visitor.formToken };
}

/** A form is shown; an answer is kept for the page one goes back to, so that loading it again does nothing again. */
async function answer(
  visit: Visit<'signedIn'>,
  where: Where,
  outcome: Outcome,
  stood: string | null = null,
): Promise<Response> {
  if (outcome.form) {
    const pen = { ...penOf(visit, where), stood };
    return show(visit, where.reader, { title: outcome.form.title, body: renderForm(outcome.form, pen) });
  }
  if (outcome.linkFor) return shownLink(visit, outcome.linkFor, { ...where, reply: outcome.reply });
  if (outcome.reply) await visit.deps.sessions.say(visit.visitor.token, outcome.reply);
  return visit.c.redirect(outcome.opened ? `/c/${outcome.opened}` : await backTo(visit, where), 303);
}

/** A person who answered a call for help has seen its page for the last time: the thanks are on their own. */
async function backTo({ deps }: Visit<'signedIn'>, { back, called, personId }: Where): Promise<string> {
  if (called === undefined) return back;
  return (await deps.pages.access(personId, called)) ? back : '/';
}
