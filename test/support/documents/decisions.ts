const FOLDER = 'docs/decisions/';
const INDEX = `${FOLDER}README.md`;
/** A longer text that belongs to one decision, without decisions of its own. */
const LONG_FORM = /botbuilder\.md$/;

const ANCHOR = /<a id="([^"]*)"><\/a>/g;
const LINK = String.raw`\[[^\]]+\]\([\w-]*(?:\.md)?#[\w-]+\)`;
const STATUS = new RegExp(`^(stands|(narrowed|replaced) by ${LINK}(, ${LINK})*)$`);

interface Decision {
  readonly file: string;
  readonly title: string;
  readonly anchors: readonly string[];
  readonly line: string;
  readonly reason: string;
}

/** Finds the faults of decisions and of what points at them; `texts` by path, `numbered` how many had a number. */
export function faultsOfDecisions(texts: ReadonlyMap<string, string>, numbered: number): string[] {
  const files = [...texts].filter(([path]) => path.startsWith(FOLDER) && path.endsWith('.md'));
  const subjects = files.filter(([path]) => path !== INDEX && !LONG_FORM.test(path));
  const decisions = subjects.flatMap(([path, text]) => decisionsOf(path, text));
  const dates = new Map(
    decisions.flatMap((d) => d.anchors.map((a) => [`${nameOf(d.file)}#${a}`, dateOf(d)] as const)),
  );
  return [
    ...decisions.flatMap((one) => faultsOfOne(one, dates)),
    ...faultsOfAnchors(subjects, decisions),
    ...[...texts].flatMap(([path, text]) => faultsOfPointers(path, text, files, dates)),
    ...faultsOfIndex(texts.get(INDEX) ?? '', subjects, numbered),
  ];
}

function nameOf(path: string): string {
  return path.slice(FOLDER.length);
}

function decisionsOf(file: string, text: string): Decision[] {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.flatMap((heading, at) => {
    if (!heading.startsWith('### ')) return [];
    const anchors = [...(lines[at - 1] ?? '').matchAll(ANCHOR)].map(([, id]) => id ?? '');
    return [
      { file, title: heading.slice(4), anchors, line: lines[at + 1] ?? '', reason: lines[at + 2] ?? '' },
    ];
  });
}

/** The day as it is written; null when there is no such day. */
function dateOf({ line }: Decision): string | null {
  const day = /^(\d{4}-\d\d-\d\d) · /.exec(line)?.[1] ?? '';
  const time = Date.parse(day);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day) ? day : null;
}

function faultsOfOne(one: Decision, dates: ReadonlyMap<string, string | null>): string[] {
  const named = `${one.file}: “${one.title}”`;
  const faults = one.anchors.length === 0 ? [`${named} has no anchor`] : [];
  if (/^(<a id|#)/.test(one.reason || '#')) faults.push(`${named} has no reason`);
  const date = dateOf(one);
  if (date === null) return [...faults, `${named} has no date: ${one.line}`];
  const status = one.line.slice(`${date} · `.length);
  if (!STATUS.test(status)) faults.push(`${named} has no status: ${status}`);
  for (const target of linksIn(one.file, status))
    if ((dates.get(target) ?? date) < date) faults.push(`${named} is newer than what changed it, ${target}`);
  return faults;
}

function faultsOfAnchors(files: readonly [string, string][], decisions: readonly Decision[]): string[] {
  const all = files.flatMap(([path, text]) => [...text.matchAll(ANCHOR)].map(([, id]) => ({ path, id })));
  const headed = new Set(decisions.flatMap((d) => d.anchors));
  return [
    ...all
      .filter(({ id }, at) => all.findIndex((x) => x.id === id) < at)
      .map(({ id }) => `anchor ${id} stands twice`),
    ...all
      .filter(({ id }) => !headed.has(id ?? ''))
      .map(({ path, id }) => `${path}: anchor ${id} has no decision`),
  ];
}

/** Where the links of a file of decisions lead, as `file.md#anchor` or `file.md`. */
function linksIn(path: string, text: string): string[] {
  return [...text.matchAll(/\]\(([\w-]+\.md)?(#[\w-]+)?\)/g)].map(
    ([, file, anchor]) => `${file ?? nameOf(path)}${anchor ?? ''}`,
  );
}

function faultsOfPointers(
  path: string,
  text: string,
  files: readonly [string, string][],
  dates: ReadonlyMap<string, unknown>,
): string[] {
  const cited = [...text.matchAll(/decisions\/([\w-]+\.md(?:#[\w-]+)?)/g)].map(([, target]) => target ?? '');
  const beside = path.startsWith(FOLDER) ? linksIn(path, text) : [];
  const isThere = (target: string): boolean =>
    dates.has(target) || files.some(([file]) => nameOf(file) === target);
  const nowhere = [...cited, ...beside].filter((target) => !isThere(target));
  const numbers = [...text.matchAll(/\bdecisions? (?:no\. ?)?\d+/gi)].map(([words]) => words);
  return [
    ...nowhere.map((target) => `${path}: ${target} leads nowhere`),
    ...numbers.map((words) => `${path}: names a number, ${words}`),
  ];
}

function faultsOfIndex(index: string, files: readonly [string, string][], numbered: number): string[] {
  const found = [...index.matchAll(/^\| (\d+) \| \[.+\]\([\w-]+\.md#[\w-]+\) \|$/gm)].map(([, n]) =>
    Number(n),
  );
  const wanted = Array.from({ length: numbered }, (_, i) => i + 1);
  return [
    ...wanted.filter((n) => !found.includes(n)).map((n) => `${INDEX}: number ${n} is missing`),
    ...found
      .filter((n, at) => n > numbered || found.indexOf(n) < at)
      .map((n) => `${INDEX}: number ${n} is too many`),
    ...files
      .map(([path]) => nameOf(path))
      .filter((file) => !index.includes(`](${file})`))
      .map((file) => `${INDEX}: does not name ${file}`),
  ];
}
