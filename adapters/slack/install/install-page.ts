import type { IncomingMessage, ServerResponse } from 'node:http';
import { say } from '../../../src/text/words/translate.ts';

/** The page that somebody reads after they came back from Slack. */
export type Page =
  | { readonly is: 'workspace'; readonly name: string; readonly id: string }
  | { readonly is: 'organisation'; readonly name: string }
  | { readonly is: 'cancelled' | 'invalid' | 'failed' };

const STATUS = { workspace: 200, organisation: 200, cancelled: 200, invalid: 400, failed: 502 } as const;

/** Writes a plain page, in the language the browser asks for. `start` is where one begins again. */
export function writePage(
  request: IncomingMessage,
  response: ServerResponse,
  page: Page,
  start: string,
): void {
  const language = languageOf(request.headers['accept-language']);
  response.writeHead(STATUS[page.is], {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    // The address holds what Slack gave to be exchanged.
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  const title = say(language, 'install.title');
  response.end(`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>
<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:3rem auto;padding:0 1rem}code{font-size:1.05em;background:#eee;padding:.1em .3em}</style></head>
<body><h1>${escaped(title)}</h1>
${bodyOf(language, page, start)}
</body></html>
`);
}

type Language = 'nl' | 'en';

function bodyOf(language: Language, page: Page, start: string): string {
  const p = (text: string): string => `<p>${escaped(text)}</p>`;
  switch (page.is) {
    case 'workspace':
      return [
        p(say(language, 'install.done', { name: page.name })),
        p(say(language, 'install.next')),
        `<p><code>- { platform: slack, teamId: ${escaped(page.id)} }</code></p>`,
        p(say(language, 'install.already')),
      ].join('\n');
    case 'organisation':
      return [
        p(say(language, 'install.doneOrganisation', { name: page.name })),
        p(say(language, 'install.nextOrganisation')),
      ].join('\n');
    default:
      return [
        p(say(language, `install.${page.is}`)),
        `<p><a href="${escaped(start)}">${escaped(say(language, 'install.again'))}</a></p>`,
      ].join('\n');
  }
}

/** The first of our two languages that the browser names, as browsers put the wanted one first; else Dutch. */
function languageOf(header: string | undefined): Language {
  const [, found] = /(?:^|,)\s*(nl|en)\b/i.exec(header ?? '') ?? [];
  return found?.toLowerCase() === 'en' ? 'en' : 'nl';
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
