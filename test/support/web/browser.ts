/** A browser, in as far as installing an app needs one: it keeps cookies, follows redirects, and presses links. */
export interface Browser {
  open(address: string): Promise<Page>;
  /** Another browser on another machine has none of these. */
  forgetCookies(): void;
}

export interface Page {
  /** Where the browser ended. */
  readonly address: URL;
  readonly status: number;
  /** The words that a person reads. */
  readonly text: string;
  readonly headers: Headers;
  press(words: string): Promise<Page>;
}

const MOST_REDIRECTS = 5;

export function openBrowser(language = 'nl-NL,nl;q=0.9,en;q=0.8'): Browser {
  const jars = new Map<string, Map<string, string>>();
  const jarOf = (url: URL): Map<string, string> => {
    const jar = jars.get(url.host) ?? new Map<string, string>();
    jars.set(url.host, jar);
    return jar;
  };
  const get = async (url: URL): Promise<Response> => {
    const cookie = [...jarOf(url)].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { 'accept-language': language, ...(cookie ? { cookie } : {}) };
    const response = await fetch(url, { headers, redirect: 'manual' });
    for (const set of response.headers.getSetCookie()) keep(jarOf(url), set);
    return response;
  };
  const open = async (address: string | URL, redirects = 0): Promise<Page> => {
    const url = new URL(address);
    const response = await get(url);
    const location = response.headers.get('location');
    if (location !== null && redirects < MOST_REDIRECTS) return open(new URL(location, url), redirects + 1);
    const html = await response.text();
    return {
      address: url,
      status: response.status,
      text: textOf(html),
      headers: response.headers,
      press: (words) => open(new URL(linkOf(html, words), url)),
    };
  };
  return { open: (address) => open(address), forgetCookies: () => jars.clear() };
}

function keep(jar: Map<string, string>, set: string): void {
  const [pair = '', ...rest] = set.split(';');
  const [name = '', value = ''] = pair.split('=', 2);
  const isOver = rest.some((one) => /expires=Thu, 01 Jan 1970/i.test(one));
  if (isOver) jar.delete(name.trim());
  else jar.set(name.trim(), value.trim());
}

function linkOf(html: string, words: string): string {
  for (const [, href = '', inner = ''] of html.matchAll(/<a href="([^"]*)">([^<]*)<\/a>/g))
    if (unescaped(inner) === words) return unescaped(href);
  throw new Error(`there is no link “${words}” on this page:\n${textOf(html)}`);
}

function textOf(html: string): string {
  return unescaped(html.replace(/<(style|title)>.*?<\/\1>/gs, '').replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

function unescaped(text: string): string {
  return text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll('&amp;', '&');
}
