import type { Document, Reader } from '../../../src/ports/document.ts';
import { word } from '../../../src/text/words/tools.ts';
import type { TextKey } from '../../../src/text/words/translate.ts';
import { type Pen, renderBlocks } from '../render.ts';
import type { Assets } from './assets.ts';
import { type Html, html, NOTHING } from './html.ts';

/** The reader that a page is made for, and what every page needs of the request. */
export interface Frame {
  readonly assets: Assets;
  readonly reader: Reader;
  /** The form token of the signed-in visitor; null when nobody is. */
  readonly formToken: string | null;
  /** More entries for the menu: address and text key. */
  readonly menu: readonly { readonly href: string; readonly label: TextKey }[];
  /** The answer to what was done last. */
  readonly said: Document | null;
  /** The parts that a demonstration puts above every page, and beside some. */
  readonly demonstration?: { readonly above: Html; readonly beside: Html } | null;
}

export interface PageContent {
  readonly title: string;
  readonly body: Html;
  /** Address of the live changes of this page. */
  readonly live?: string;
  readonly wide?: boolean;
  /** Anybody may find it, with a search engine too. */
  readonly isPublic?: boolean;
  /** The number of their forms that could not be sent, and wait in this browser. */
  readonly waits?: number;
  /**
   * A page of somebody's own: the demonstration shows beside it what they read in chat, of this case or at all. `code`:
   * that of the channel, when they are in it.
   */
  readonly own?: { readonly caseId: string; readonly code: string | null } | null;
}

/** A whole page. The title holds a code at most; it is what a browser's history keeps. */
export function layout(frame: Frame, page: PageContent): Html {
  const { assets, reader, said } = frame;
  const t = (key: TextKey): string => word(reader, key);
  return html`<!doctype html>
<html lang="${reader.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${page.isPublic ? NOTHING : html`<meta name="robots" content="noindex">`}
<title>${page.title} – Schakel</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${assets.href('theme.css')}">
<link rel="stylesheet" href="${assets.href('components.css')}">
<link rel="stylesheet" href="${assets.href('schakel.css')}">
${frame.demonstration ? html`<link rel="stylesheet" href="${assets.href('demonstration.css')}">` : NOTHING}
<script src="${assets.href('schakel.js')}" defer></script>
<script src="${assets.href('passkey.js')}" type="module"></script>
</head>
<body class="utrecht-root utrecht-document utrecht-surface ${assets.themeClass}">
<a class="utrecht-skip-link utrecht-skip-link--visible-on-focus" href="#main">${t('web.skip')}</a>
${header(frame)}
${frame.demonstration?.above ?? NOTHING}
<main id="main" tabindex="-1" class="schakel-page${page.wide ? ' schakel-page--wide' : ''}"${page.live ? html` data-live="${page.live}"` : NOTHING}>
${said ? html`<div class="schakel-said" role="status">${renderBlocks(said.blocks, penFor(frame))}</div>` : NOTHING}
${page.waits ? html`<p class="utrecht-alert utrecht-alert--warning" role="status"><a class="utrecht-link" href="/unsent">${word(reader, 'unsent.waits', { n: page.waits })}</a></p>` : NOTHING}
${page.body}
</main>
${frame.demonstration?.beside ?? NOTHING}
${footer(frame)}
</body>
</html>`;
}

/** An answer has buttons now and then; they are pressed like any other. */
function penFor(frame: Frame): Pen {
  return { reader: frame.reader, formToken: frame.formToken ?? '', headings: 2 };
}

/** The other language, in that language: who cannot read this page can read that. */
function footer({ reader, formToken }: Frame): Html {
  const other = reader.language === 'nl' ? 'en' : 'nl';
  return html`<footer class="schakel-footer"><nav aria-label="${word(reader, 'notice.menu')}"><a class="utrecht-link" href="/privacy">${word(reader, 'notice.privacy')}</a> <a class="utrecht-link" href="/terms">${word(reader, 'notice.terms')}</a></nav><form method="post" action="/language"><input type="hidden" name="token" value="${formToken ?? ''}">
<button class="utrecht-button utrecht-button--subtle" type="submit" name="language" value="${other}" lang="${other}">${word({ ...reader, language: other }, 'web.language')}</button></form></footer>`;
}

function header(frame: Frame): Html {
  const { reader, formToken, menu } = frame;
  return html`<header class="schakel-header"><div class="schakel-header__in">
<a class="utrecht-link schakel-header__name" href="/">Schakel</a>
<nav aria-label="${word(reader, 'web.menu')}">${menu.map(
    (item) => html`<a class="utrecht-link" href="${item.href}">${word(reader, item.label)}</a> `,
  )}</nav>
${
  formToken === null
    ? NOTHING
    : html`<form method="post" action="/sign-out"><input type="hidden" name="token" value="${formToken}"><button class="utrecht-button utrecht-button--subtle" type="submit">${word(reader, 'web.signOut')}</button></form>`
}
</div></header>`;
}
