import type { Step } from '../../../src/app/demonstration/guide.ts';
import type { Language } from '../../../src/domain/vocabulary.ts';
import { NOBODY } from '../../../src/ports/web.ts';
import { route, type Visit } from '../routes.ts';
import { problem } from '../shell/page.ts';
import { isOwnForm, signIn, signOut } from '../visitor.ts';

/** Turning the clock and being somebody else: in the demonstration only, and nowhere else do these addresses exist. */
export const demonstrationRoutes = [
  route('post', '/demonstration/turn', 'signedIn', inDemonstration(turn)),
  route('post', '/demonstration/be', 'signedIn', inDemonstration(be)),
  route('post', '/demonstration/again', 'signedIn', inDemonstration(again)),
  route('post', '/demonstration/end', 'signedIn', inDemonstration(end)),
];

type Posted = Readonly<Record<string, unknown>>;
type Does = (visit: Visit<'signedIn'>, posted: Posted) => Promise<Response>;

function inDemonstration(does: Does) {
  return async (visit: Visit<'signedIn'>): Promise<Response> => {
    if (!visit.deps.guide.now()) return problem(visit, 404, 'notFound');
    const posted = await visit.c.req.parseBody();
    return isOwnForm(visit.visitor, posted.token) ? does(visit, posted) : problem(visit, 403, 'forged');
  };
}

const STEPS: readonly Step[] = ['event', 'day', 'quiet'];

async function turn(visit: Visit<'signedIn'>, posted: Posted): Promise<Response> {
  const step = STEPS.find((s) => s === posted.step);
  if (step) await visit.deps.guide.turn(step, String(posted.from));
  return toCase(visit, visit.visitor.session.personId);
}

/** Plays one of the invented people, and nobody else. */
async function be(visit: Visit<'signedIn'>, posted: Posted): Promise<Response> {
  const person = visit.deps.guide.now()?.people.find((p) => p.id === posted.person);
  if (!person) return problem(visit, 404, 'notFound');
  return become(visit, person.id);
}

async function again(visit: Visit<'signedIn'>): Promise<Response> {
  const language = visit.deps.guide.now()?.language ?? 'nl';
  await visit.deps.guide.end();
  return startDemonstration(visit, language);
}

async function end(visit: Visit<'signedIn'>): Promise<Response> {
  await visit.deps.guide.end();
  await signIn(visit.deps, visit.c, NOBODY, 'first');
  return visit.c.redirect('/begin', 303);
}

/** Begins the story, and lets the visitor in as the one who opened the case. */
export async function startDemonstration(visit: Visit<'signedIn'>, language: Language): Promise<Response> {
  if (!(await visit.deps.guide.begin(language))) return problem(visit, 404, 'refused');
  const coordinator = visit.deps.guide.now()?.people.find((p) => p.key === 'coordinator');
  return become(visit, coordinator?.id ?? NOBODY);
}

async function become(visit: Visit<'signedIn'>, personId: string): Promise<Response> {
  await signOut(visit.deps, visit.c, visit.visitor);
  await signIn(visit.deps, visit.c, personId, 'demonstration');
  return toCase(visit, personId);
}

/** Leads to the case when this person may see it; otherwise to their own page. */
async function toCase(visit: Visit<'signedIn'>, personId: string): Promise<Response> {
  const caseId = visit.deps.guide.now()?.caseId;
  const page = caseId ? await visit.deps.pages.case(personId, caseId) : null;
  return visit.c.redirect(page ? `/c/${page.caseId}` : '/', 303);
}
