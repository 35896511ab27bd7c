import { route, type Visit } from '../../routes.ts';
import { problem } from '../../shell/page.ts';
import { isOwnForm, signOut } from '../../visitor.ts';

/** Out; in is by a link (link-entry.ts) or with the account one works with. */
export const signInRoutes = [route('post', '/sign-out', 'signedIn', leave)];

async function leave(visit: Visit<'signedIn'>): Promise<Response> {
  const { token } = await visit.c.req.parseBody();
  if (!isOwnForm(visit.visitor, token)) return problem(visit, 403, 'forged');
  await signOut(visit.deps, visit.c, visit.visitor);
  return visit.c.redirect('/', 303);
}
