import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { raw } from 'hono/html';
import { Marked, type Tokens } from 'marked';
import type { Language } from '../../src/domain/vocabulary.ts';
import type { Html } from './shell/html.ts';

/** One guide for each kind of user, in both languages: files of this project, never what somebody typed. */
export const GUIDES = ['parents', 'professionals', 'coordinators', 'administrators'] as const;
export type GuideName = (typeof GUIDES)[number];

/** Notices that everybody may read before they are in; a chat platform's page about the app links to them. */
export const PRIVACY_NOTICES = ['privacy', 'terms'] as const;
export type PrivacyNoticeName = (typeof PRIVACY_NOTICES)[number];

const DOCS = join(import.meta.dirname, '../../docs');

/** The components of the design system for the few things a guide is made of. */
const marked = new Marked({
  renderer: {
    heading({ tokens, depth }: Tokens.Heading) {
      const level = Math.min(depth, 4);
      return `<h${level} class="utrecht-heading-${level}">${this.parser.parseInline(tokens)}</h${level}>\n`;
    },
    paragraph({ tokens }: Tokens.Paragraph) {
      return `<p class="utrecht-paragraph">${this.parser.parseInline(tokens)}</p>\n`;
    },
    list({ items, ordered }: Tokens.List) {
      const [tag, kind] = ordered ? ['ol', 'ordered'] : ['ul', 'unordered'];
      return `<${tag} class="utrecht-${kind}-list">${items.map((item) => this.listitem(item)).join('')}</${tag}>\n`;
    },
    image({ href, text }: Tokens.Image) {
      return `<img class="schakel-picture" src="${href}" alt="${text}" loading="lazy">`;
    },
  },
});

const made = new Map<string, Html>();

/** A guide as a part of a page. */
export function guide(name: GuideName, language: Language): Html {
  return pageOf(join('guides', language, `${name}.md`));
}

/** Returns the notice about privacy, or about what may be expected, as a part of a page. */
export function privacyNotice(name: PrivacyNoticeName, language: Language): Html {
  return pageOf(join('notices', language, `${name}.md`));
}

function pageOf(file: string): Html {
  const known = made.get(file);
  if (known) return known;
  const text = readFileSync(join(DOCS, file), 'utf8');
  const html = raw(
    marked.parse(text, { async: false }).replaceAll('<table>', '<table class="utrecht-table">'),
  );
  made.set(file, html);
  return html;
}

/** A picture that a guide shows; null when there is none of that name. */
export function picture(name: string): Uint8Array<ArrayBuffer> | null {
  const file = join(DOCS, 'pictures', name);
  return /^web-[a-z-]+\.png$/.test(name) && existsSync(file) ? Uint8Array.from(readFileSync(file)) : null;
}
