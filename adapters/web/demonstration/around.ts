import type { Reader } from '../../../src/ports/document.ts';
import type { Visit } from '../routes.ts';
import { type Html, NOTHING } from '../shell/html.ts';
import type { PageContent } from '../shell/layout.ts';
import { banner } from './banner.ts';
import { beside } from './beside.ts';

/** Returns what a demonstration has around a page; null elsewhere. It says "je" to all, as the visitor plays. */
export async function aroundDemonstration(
  visit: Visit,
  pageReader: Reader,
  page: PageContent,
): Promise<{ above: Html; beside: Html } | null> {
  const { deps, visitor } = visit;
  const demo = deps.guide.now();
  if (!demo) return null;
  const reader = { ...pageReader, formal: false };
  const me = visitor?.session.personId ?? '';
  const above = banner({ demo, reader, visitor: visitor && { personId: me, formToken: visitor.formToken } });
  if (!visitor || page.own === undefined) return { above, beside: NOTHING };
  const { own } = page;
  const sent = await deps.guide.sent(own?.caseId ?? null, me);
  const drawn = beside({
    ...{ demo, reader, pictures: deps.pictures, formToken: visitor.formToken, me, sent },
    code: own?.code ?? null,
  });
  return { above, beside: drawn };
}
