/** A string or template as it stands in a text, without its quotes; what stands in its holes is left out. */
export interface Literal {
  readonly line: number;
  readonly words: string;
}

const HOLE = '$';
const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
const STRING = /'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"/y;
/** A slash begins a regular expression where no value can stand before it. */
const REGEX = /(?<=[([{,;=:!&|?>}\n]\s*|return )\/(?![/*])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/\w*/y;

/** Every string and template of a text, those in the holes of others included. */
export function literalsIn(text: string): Literal[] {
  const found: Literal[] = [];
  let at = 0;
  while (at < text.length) at = code(text, at, found);
  return found;
}

/** One step through code: past a comment, a literal or a letter. */
function code(text: string, at: number, found: Literal[]): number {
  const skipped = matchAt(COMMENT, text, at) ?? matchAt(REGEX, text, at);
  if (skipped !== null) return at + skipped.length;
  const string = matchAt(STRING, text, at);
  if (string !== null) {
    found.push({ line: lineOf(text, at), words: string.slice(1, -1) });
    return at + string.length;
  }
  return text[at] === '`' ? template(text, at, found) : at + 1;
}

function template(text: string, start: number, found: Literal[]): number {
  let words = '';
  let at = start + 1;
  while (at < text.length && text[at] !== '`') {
    const isHole = text.startsWith('${', at);
    const next = isHole ? hole(text, at + 2, found) : at + (text[at] === '\\' ? 2 : 1);
    words += isHole ? HOLE : text.slice(at, next);
    at = next;
  }
  found.push({ line: lineOf(text, start), words });
  return at + 1;
}

function hole(text: string, start: number, found: Literal[]): number {
  let depth = 1;
  let at = start;
  while (at < text.length && depth > 0) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}') depth -= 1;
    at = depth === 0 ? at + 1 : code(text, at, found);
  }
  return at;
}

function matchAt(how: RegExp, text: string, at: number): string | null {
  how.lastIndex = at;
  return how.exec(text)?.[0] ?? null;
}

const lineOf = (text: string, at: number): number => text.slice(0, at).split('\n').length;
