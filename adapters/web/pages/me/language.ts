import type { Language } from '../../../../src/domain/vocabulary.ts';
import { inboundOf } from '../../inbound.ts';
import { type Ask, route } from '../../routes.ts';
import { keepLanguage } from '../../shell/language.ts';
import { problem } from '../../shell/page.ts';
import { isOwnForm } from '../../visitor.ts';

/** The language one reads in is chosen at the foot of every page, also by people who are not signed in yet. */
export const languageRoutes = [route('post', '/language', 'anyone', choose)];

async function choose(ask: Ask): Promise<Response> {
  const { language, token } = await ask.c.req.parseBody();
  const { visitor } = ask;
  const isForged = visitor !== null && !isOwnForm(visitor, token);
  if (isForged || (language !== 'nl' && language !== 'en')) return problem(ask, 403, 'forged');
  keepLanguage(ask, language);
  if (visitor) await speakTo(ask, visitor.session.personId, language);
  return ask.c.redirect(backOf(ask), 303);
}

/** Speaks to a person in this language from now on, in letters too. */
export async function speakTo(ask: Ask, personId: string, language: Language): Promise<void> {
  const self = await ask.deps.pages.self(personId);
  const regionKey = self?.regions[0]?.key;
  if (!regionKey || self.reader.language === language) return;
  await ask.deps.useCases.handle(
    inboundOf({ personId, regionKey }, crypto.randomUUID(), {
      type: 'command',
      command: 'person.language',
      args: { language },
    }),
  );
}

/** The page one was on, of ours; a form that came back is opened anew. */
function backOf({ c }: Ask): string {
  const from = URL.parse(c.req.header('referer') ?? '');
  const here = new URL(c.req.url);
  return from && from.host === here.host && from.pathname !== '/language' ? from.pathname + from.search : '/';
}
