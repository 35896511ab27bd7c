import { word } from '../../../../src/text/words/tools.ts';
import type { TextKey } from '../../../../src/text/words/translate.ts';
import type { Visit } from '../../routes.ts';
import { problem } from '../../shell/page.ts';
import { isOwnForm } from '../../visitor.ts';

/** The pages on which somebody settles things for themselves share this. */

export type Mine = Visit<'signedIn'>;
export type Posted = Readonly<Record<string, unknown>>;

/** A form does nothing unless it was made for this very visitor. */
export function ownForm(
  then: (visit: Mine, posted: Posted) => Promise<Response>,
): (visit: Mine) => Promise<Response> {
  return async (visit) => {
    const posted: Posted = await visit.c.req.parseBody();
    return isOwnForm(visit.visitor, posted.token) ? then(visit, posted) : problem(visit, 403, 'forged');
  };
}

/** Returns to their own settings, with a word about what was done. */
export async function back(
  visit: Mine,
  key: TextKey,
  values: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const page = await visit.deps.pages.self(visit.visitor.session.personId);
  if (page) {
    const words = word(page.reader, key, values);
    const said = { notification: words, blocks: [{ kind: 'text' as const, text: [words] }] };
    await visit.deps.sessions.say(visit.visitor.token, said);
  }
  return visit.c.redirect('/me', 303);
}
