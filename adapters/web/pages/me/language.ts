import type { Language } from '../../../../src/domain/vocabulary.ts';
import { inboundOf } from '../../inbound.ts';
import { route, type Visit } from '../../routes.ts';
import { keepLanguage } from '../../shell/language.ts';
import { problem } from '../../shell/page.ts';
import { isOwnForm } from '../../visitor.ts';

/** The language one reads in is chosen at the foot of every page, also by people who are not signed in yet. */
export const languageRoutes = [route('post', '/language', 'anyone', choose)];

async function choose(visit: Visit): Promise<Response> {
  const { language, token } = await visit.c.req.parseBody();
  const { visitor } = visit;
  const isForged = visitor !== null && !isOwnForm(visitor, token);
  if (isForged || (language !== 'nl' && language !== 'en')) return problem(visit, 403, 'forged');
  keepLanguage(visit, language);
  if (visitor) await speakTo(visit, visitor.session.personId, language);
  return visit.c.redirect(backOf(visit), 303);
}

/** Speaks to a person in this language from now on, in letters too. */
export async function speakTo(visit: Visit, personId: string, language: Language): Promise<void> {
  const self = await visit.deps.pages.self(personId);
  const regionKey = self?.regions[0]?.key;
  if (!regionKey || self.reader.language === language) return;
  await visit.deps.useCases.handle(
    inboundOf({ personId, regionKey }, crypto.randomUUID(), {
      type: 'command',
      command: 'person.language',
      args: { language },
    }),
  );
}

/** The page one was on, of ours; a form that came back is opened anew. */
function backOf({ c }: Visit): string {
  const from = URL.parse(c.req.header('referer') ?? '');
  const here = new URL(c.req.url);
  return from && from.host === here.host && from.pathname !== '/language' ? from.pathname + from.search : '/';
}
