/**
 * A text is read under all the ways in which text is wrapped: so that a word that was planted somewhere is found
 * there, whatever was made of it on the way.
 */

const SHORT: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', '/': '/' };
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const utf8 = (bytes: Buffer): string => bytes.toString('utf8');

/** `%41`, also beside what is no such thing. */
function percent(text: string): string {
  return text
    .replaceAll('+', ' ')
    .replace(/(?:%[0-9a-f]{2})+/gi, (run) => utf8(Buffer.from(run.replaceAll('%', ''), 'hex')));
}

/** `\u0041` and the short ones of JSON, one layer of it. */
function json(text: string): string {
  return text.replace(/\\(?:u([0-9a-f]{4})|([nrt"\\/]))/gi, (all, hex?: string, one?: string) =>
    hex === undefined ? (SHORT[one ?? ''] ?? all) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** `=?UTF-8?Q?…?=` in the head of a mail, also where one word goes on in the next. */
function head(text: string): string {
  return text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?[^?\s]+\?([BQ])\?([^?]*)\?=/gi, (_all, how: string, inside: string) =>
      how.toUpperCase() === 'B' ? utf8(Buffer.from(inside, 'base64')) : quoted(inside),
    );
}

/** `=41`, with the soft ends of lines of a mail; in a header `_` is a space. */
function quoted(text: string): string {
  return text
    .replace(/=\r?\n/g, '')
    .replace(/(?:=[0-9A-F]{2})+/gi, (run) => utf8(Buffer.from(run.replaceAll('=', ''), 'hex')))
    .replaceAll('_', ' ');
}

/** `&#65;` and the named ones. */
function entities(text: string): string {
  return text
    .replace(/&#x([0-9a-f]{1,6});/gi, (_all, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&#(\d{1,7});/g, (_all, digits: string) => String.fromCodePoint(Number(digits)))
    .replace(/&(\w+);/g, (all, name: string) => NAMED[name] ?? all);
}

/** Keeps the bytes that a person could read: noise is not looked at any further. */
function legible(bytes: Buffer): string {
  return (utf8(bytes).match(/(?:(?!\ufffd)[\p{L}\p{M}\p{N}\p{P}\p{S}\s]){6,}/gu) ?? []).join('\n');
}

/** Every run of base64 or base64url, over the ends of lines, from each of the four places where one can begin. */
function base64(text: string): string {
  const runs = text.replaceAll(/([\w+/-])\r?\n(?=[\w+/-])/g, '$1').match(/[\w+/-]{8,}/g) ?? [];
  return runs
    .flatMap((run) => [0, 1, 2, 3].map((from) => legible(Buffer.from(run.slice(from), 'base64'))))
    .join('\n')
    .trim();
}

/** Every run of hexadecimal digits, as bytes are shown. */
function hex(text: string): string {
  const runs = text.match(/(?:[0-9a-f]{2}){4,}/gi) ?? [];
  return runs
    .map((run) => legible(Buffer.from(run, 'hex')))
    .join('\n')
    .trim();
}

const WAYS = [percent, json, head, quoted, entities, base64, hex] as const;
/** Text is unwrapped so many times: a form in a letter in a log. */
const DEPTH = 3;

/** Whether the word stands in the text, as it is or wrapped. Capitals and accents count for nothing. */
export function holds(text: string, word: string): boolean {
  return readings(text).some((one) => one.includes(plain(word)));
}

/** The text and everything that can be made of it, without capitals and accents. */
export function readings(text: string): string[] {
  const all = new Set([text]);
  let last = [text];
  for (let depth = 0; depth < DEPTH; depth++) {
    last = last.flatMap((one) => WAYS.map((way) => way(one))).filter((one) => one !== '' && !all.has(one));
    for (const one of last) all.add(one);
  }
  return [...all].map(plain);
}

function plain(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
