import type { Step } from '../../../src/app/demonstration/guide.ts';
import type { Language } from '../../../src/domain/vocabulary.ts';
import { NOBODY } from '../../../src/ports/web.ts';
import { type Ask, route } from '../routes.ts';
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
type Does = (ask: Ask<'signedIn'>, posted: Posted) => Promise<Response>;

function inDemonstration(does: Does) {
  return async (ask: Ask<'signedIn'>): Promise<Response> => {
    if (!ask.deps.guide.now()) return problem(ask, 404, 'notFound');
    const posted = await ask.c.req.parseBody();
    return isOwnForm(ask.visitor, posted.token) ? does(ask, posted) : problem(ask, 403, 'forged');
  };
}

const STEPS: readonly Step[] = ['event', 'day', 'quiet'];

async function turn(ask: Ask<'signedIn'>, posted: Posted): Promise<Response> {
  const step = STEPS.find((s) => s === posted.step);
  if (step) await ask.deps.guide.turn(step, String(posted.from));
  return toCase(ask, ask.visitor.session.personId);
}

/** Plays one of the invented people, and nobody else. */
async function be(ask: Ask<'signedIn'>, posted: Posted): Promise<Response> {
  const person = ask.deps.guide.now()?.people.find((p) => p.id === posted.person);
  if (!person) return problem(ask, 404, 'notFound');
  return become(ask, person.id);
}

async function again(ask: Ask<'signedIn'>): Promise<Response> {
  const language = ask.deps.guide.now()?.language ?? 'nl';
  await ask.deps.guide.end();
  return startDemonstration(ask, language);
}

async function end(ask: Ask<'signedIn'>): Promise<Response> {
  await ask.deps.guide.end();
  await signIn(ask.deps, ask.c, NOBODY, 'first');
  return ask.c.redirect('/begin', 303);
}

/** Begins the story, and lets the visitor in as the one who opened the case. */
export async function startDemonstration(ask: Ask<'signedIn'>, language: Language): Promise<Response> {
  if (!(await ask.deps.guide.begin(language))) return problem(ask, 404, 'refused');
  const coordinator = ask.deps.guide.now()?.people.find((p) => p.key === 'coordinator');
  return become(ask, coordinator?.id ?? NOBODY);
}

async function become(ask: Ask<'signedIn'>, personId: string): Promise<Response> {
  await signOut(ask.deps, ask.c, ask.visitor);
  await signIn(ask.deps, ask.c, personId, 'demonstration');
  return toCase(ask, personId);
}

/** Leads to the case when this person may see it; otherwise to their own page. */
async function toCase(ask: Ask<'signedIn'>, personId: string): Promise<Response> {
  const caseId = ask.deps.guide.now()?.caseId;
  const page = caseId ? await ask.deps.pages.case(personId, caseId) : null;
  return ask.c.redirect(page ? `/c/${page.caseId}` : '/', 303);
}
