import { type Ask, route } from '../../routes.ts';
import { problem } from '../../shell/page.ts';
import { isOwnForm, signOut } from '../../visitor.ts';

/** Out; in is by a link (link-entry.ts) or with the account one works with. */
export const signInRoutes = [route('post', '/sign-out', 'signedIn', leave)];

async function leave(ask: Ask<'signedIn'>): Promise<Response> {
  const { token } = await ask.c.req.parseBody();
  if (!isOwnForm(ask.visitor, token)) return problem(ask, 403, 'forged');
  await signOut(ask.deps, ask.c, ask.visitor);
  return ask.c.redirect('/', 303);
}
