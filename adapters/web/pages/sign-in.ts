import { word } from '../../../src/text/words.ts';
import { html } from '../html.ts';
import { problem, show, strangerOf } from '../page.ts';
import { heading } from '../render.ts';
import { type Ask, route } from '../routes.ts';
import { isOwnForm, signIn, signOut } from '../visitor.ts';

/** In by a link, and out. Opening a link only looks at it: mail scanners open links too. */
export const signInRoutes = [
  route('get', '/in/:token', 'door', showLink),
  route('post', '/in/:token', 'door', useLink),
  route('post', '/sign-out', 'signedIn', leave),
];

async function showLink(ask: Ask): Promise<Response> {
  const link = await ask.parts.links.look(
    ask.c.req.param('token') ?? '',
    ask.parts.clock.now().toISOString(),
  );
  if (link?.purpose !== 'console') return problem(ask, 410, 'link');
  const reader = strangerOf(ask);
  const body = html`${heading(word(reader, 'web.enter'), 1)}<p class="utrecht-paragraph">${word(reader, 'web.enterText')}</p>
<form method="post"><button class="utrecht-button utrecht-button--primary-action" type="submit">${word(reader, 'web.enterGo')}</button></form>`;
  return show(ask, reader, { title: word(reader, 'web.enter'), body });
}

async function useLink(ask: Ask): Promise<Response> {
  const token = ask.c.req.param('token') ?? '';
  const now = ask.parts.clock.now().toISOString();
  const seen = await ask.parts.links.look(token, now);
  const link = seen?.purpose === 'console' ? await ask.parts.links.use(token, now) : null;
  if (!link) return problem(ask, 410, 'link');
  await signIn(ask.parts, ask.c, link.personId, link.purpose);
  return ask.c.redirect('/', 303);
}

async function leave(ask: Ask<'signedIn'>): Promise<Response> {
  const { token } = await ask.c.req.parseBody();
  if (!isOwnForm(ask.visitor, token)) return problem(ask, 403, 'forged');
  await signOut(ask.parts, ask.c, ask.visitor);
  return ask.c.redirect('/', 303);
}
