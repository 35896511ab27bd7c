/** How large things may be: a folder at its root, a file, and what a rule is given. */
export const FILES_MAX = 15;
export const LINES_MAX = 400;
export const PARAMETERS_MAX = 4;

/** A long file says why at its head, in a sentence that begins so. */
const WHY = 'Long because';
const HEAD_LINES = 12;

/** Folders with more files at their root than may be, each with how many. */
export function fullFolders(files: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const file of files) {
    const folder = file.slice(0, file.lastIndexOf('/'));
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts].filter(([, count]) => count > FILES_MAX).map(([folder]) => folder);
}

/** Files that are longer than may be, and do not say why. */
export function longFiles(texts: ReadonlyMap<string, string>): string[] {
  return [...texts].filter(([, text]) => linesOf(text) > LINES_MAX && !saysWhy(text)).map(([file]) => file);
}

const linesOf = (text: string): number => text.trimEnd().split('\n').length;
const saysWhy = (text: string): boolean => text.split('\n').slice(0, HEAD_LINES).join('\n').includes(WHY);

/** Functions that are given more than may be, as `file name`. */
export function wideFunctions(texts: ReadonlyMap<string, string>): string[] {
  return [...texts].flatMap(([file, text]) =>
    functionsIn(text)
      .filter(({ parameters }) => parameters > PARAMETERS_MAX)
      .map(({ name }) => `${file} ${name}`),
  );
}

const FUNCTION =
  /^(?:export )?(?:async )?function\*? (\w+)|^(?:export )?const (\w+)(?:: .+?)? = (?:async )?(?=[(<])/gm;

/** Every function of a text that stands by itself, exported or not, with how many parameters it takes. Biome formats them all alike. */
export function functionsIn(text: string): { readonly name: string; readonly parameters: number }[] {
  const bare = notYetTold(text);
  return [...bare.matchAll(FUNCTION)].flatMap((found) => {
    const start = found.index + found[0].length;
    const open = bare[start] === '<' ? closing(bare, start) + 1 : start;
    const end = closing(bare, open);
    const isFunction = found[1] !== undefined || /^\s*[:→]/.test(bare.slice(end + 1));
    return isFunction
      ? [{ name: found[1] ?? found[2] ?? '', parameters: counted(bare.slice(open + 1, end)) }]
      : [];
  });
}

/** Leaves out comments and the inside of strings, so that a bracket is a bracket. */
function notYetTold(text: string): string {
  return text
    .replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '')
    .replaceAll(/'(?:[^'\\\n]|\\.)*'/g, "''")
    .replaceAll('=>', '→');
}

/** Where the bracket closes that opens at a place. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    depth += step(text[at] ?? '');
    if (depth === 0) return at;
  }
  return text.length;
}

const step = (letter: string): number => ('([{<'.includes(letter) ? 1 : ')]}>'.includes(letter) ? -1 : 0);

/** Parts between commas that stand in no bracket; a comma at the end makes no part. */
function counted(list: string): number {
  let depth = 0;
  const parts = [''];
  for (const letter of list) {
    depth += step(letter);
    if (letter === ',' && depth === 0) parts.push('');
    else parts.push(`${parts.pop()}${letter}`);
  }
  return parts.filter((part) => part.trim() !== '').length;
}
