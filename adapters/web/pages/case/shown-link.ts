import type { Uuid } from '../../../../src/domain/vocabulary.ts';
import type { Document, Reader } from '../../../../src/ports/document.ts';
import { word } from '../../../../src/text/words/tools.ts';
import { heading, renderBlocks } from '../../render.ts';
import type { Visit } from '../../routes.ts';
import { type Html, html, NOTHING } from '../../shell/html.ts';
import { problem, show } from '../../shell/page.ts';

/** Short: it is shown to who is there, or printed for who comes home today. */
const HOURS = 24;

interface Shown {
  readonly reader: Reader;
  readonly back: string;
  /** The reply holds the code to read out: that is on no paper. */
  readonly reply: Document | undefined;
}

/**
 * A link to show or to print, once: it is made as this page is, and kept nowhere. What is printed names no person and
 * no case, like a letter.
 */
export async function shownLink(
  visit: Visit<'signedIn'>,
  personId: Uuid,
  { reader, back, reply }: Shown,
): Promise<Response> {
  const now = visit.deps.clock.now();
  const expiresAt = new Date(now.getTime() + HOURS * 3_600_000).toISOString();
  const made = { personId, purpose: 'invitation', via: 'shown', expiresAt } as const;
  const token = await visit.deps.book.makeLink(made, now.toISOString());
  if (!token) return problem(visit, 404, 'notFound');
  const link = `${visit.deps.publicUrl ?? new URL(visit.c.req.url).origin}/in/${token}`;
  const title = word(reader, 'shownLink.title');
  const body = html`${heading(title, 1)}
<div class="schakel-card schakel-noprint"><p class="utrecht-paragraph">${word(reader, 'shownLink.how')}</p>
${reply ? renderBlocks(reply.blocks, { reader, formToken: visit.visitor.formToken, headings: 2 }) : NOTHING}
${visit.deps.publicUrl ? NOTHING : html`<p class="utrecht-paragraph">${word(reader, 'shownLink.local')}</p>`}</div>
${await picture(link, reader)}
<p class="schakel-noprint"><a class="utrecht-link" href="${back}">${word(reader, 'shownLink.back')}</a></p>`;
  return show(visit, reader, { title, body });
}

/** Read by who gets it. */
async function picture(link: string, own: Reader): Promise<Html> {
  const reader = { ...own, formal: true };
  const { toString: toPicture } = await import('qrcode');
  const svg = Buffer.from(await toPicture(link, { type: 'svg', margin: 2 })).toString('base64');
  return html`<p class="utrecht-paragraph">${word(reader, 'shownLink.text')}</p>
<p><img class="schakel-qr" alt="${word(reader, 'shownLink.picture')}" src="data:image/svg+xml;base64,${svg}"></p>
<p class="utrecht-paragraph">${word(reader, 'shownLink.typed')} <code>${link}</code></p>`;
}
