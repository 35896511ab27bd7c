import { word } from '../../../../src/text/words/tools.ts';
import type { TextKey } from '../../../../src/text/words/translate.ts';
import type { Ask } from '../../routes.ts';
import { problem } from '../../shell/page.ts';
import { isOwnForm } from '../../visitor.ts';

/** The pages on which somebody settles things for themselves share this. */

export type Mine = Ask<'signedIn'>;
export type Posted = Readonly<Record<string, unknown>>;

/** A form does nothing unless it was made for this very visitor. */
export function ownForm(
  then: (ask: Mine, posted: Posted) => Promise<Response>,
): (ask: Mine) => Promise<Response> {
  return async (ask) => {
    const posted: Posted = await ask.c.req.parseBody();
    return isOwnForm(ask.visitor, posted.token) ? then(ask, posted) : problem(ask, 403, 'forged');
  };
}

/** Returns to their own settings, with a word about what was done. */
export async function back(
  ask: Mine,
  key: TextKey,
  values: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const page = await ask.deps.pages.self(ask.visitor.session.personId);
  if (page) {
    const words = word(page.reader, key, values);
    const said = { notification: words, blocks: [{ kind: 'text' as const, text: [words] }] };
    await ask.deps.sessions.say(ask.visitor.token, said);
  }
  return ask.c.redirect('/me', 303);
}
