import type { Document, LineCounter, Pair, YAMLMap } from 'yaml';
import type { z } from 'zod';
import type { PlainDate } from '../../domain/vocabulary.ts';
import { yaml } from '../yaml.ts';
import { checkReach } from './checks/contact-details.ts';
import { checkDays } from './checks/days.ts';
import { checkReferences } from './checks/references.ts';
import { type Problem, type ProblemKind, sayProblem, short } from './error-words.ts';
import { type RegionConfig, RegionConfigSchema } from './schema.ts';
import { readYaml } from './yaml-lines.ts';

export { accountsOf, externalIdOf, firstOf } from './accounts.ts';
export { contactsOfRung, schoolHolidaysOf, toRegionCalendar, yearsAround } from './calendar.ts';
export { type RegionConfig, RegionConfigSchema } from './schema.ts';

/** `path` as in the file (`people[0].slack`, empty for the whole file); `line` starts at 1. */
export interface RegionFileError {
  path: string;
  line: number;
  message: string;
}

/** A file with many mistakes is not told all of them; `total` says how many there are. */
export type RegionFileResult =
  | { ok: true; region: RegionConfig }
  | { ok: false; errors: RegionFileError[]; total: number };

/** A person who mends these looks again; a longer list is read by nobody. */
export const MOST_TOLD = 50;

/**
 * Reads a region file (YAML; examples/region.example.yaml explains it). All errors are given at once, in the
 * order of the file, in `language`, else in that of the file. References are checked when the rest is right, and with
 * `today` how far away its days lie.
 */
export function parseRegionFile(text: string, language?: 'nl' | 'en', today?: PlainDate): RegionFileResult {
  const read = readYaml(text);
  if (!read.ok)
    return failed(
      read.problems.map((one) => ({ ...one, path: '' })),
      language ?? 'nl',
    );
  const own = (read.value as { language?: unknown } | null)?.language === 'en' ? 'en' : 'nl';
  const parsed = RegionConfigSchema.safeParse(read.value, { reportInput: true });
  const problems = parsed.success
    ? [
        ...checkReferences(parsed.data),
        ...(today ? [...checkDays(parsed.data, today), ...checkReach(parsed.data)] : []),
      ]
    : parsed.error.issues.flatMap(toProblems);
  if (parsed.success && problems.length === 0) return { ok: true, region: parsed.data };
  const locate = locating(read.document, read.lines);
  return failed(
    problems.map((problem) => ({ ...locate(problem), problem })),
    language ?? own,
  );
}

interface Located {
  readonly path: string;
  readonly line: number;
  readonly problem: Problem;
}

/** The first mistakes in the order of the file; only of these the words are made. */
function failed(all: readonly Located[], language: 'nl' | 'en'): RegionFileResult {
  const errors = all
    .toSorted((a, b) => a.line - b.line)
    .slice(0, MOST_TOLD)
    .map(({ path, line, problem }) => ({ path, line, message: sayProblem(problem, language) }));
  return { ok: false, errors, total: all.length };
}

/**
 * The same rules for a region that is no text: what is wrong, by its place. How far away its days lie is not among them:
 * whoever writes one down was asked then, and what stands there already keeps nobody from changing something else.
 */
export function checkRegion(
  region: unknown,
  language: 'nl' | 'en',
): { path: (string | number)[]; message: string }[] {
  const parsed = RegionConfigSchema.safeParse(region, { reportInput: true });
  const problems = parsed.success ? checkReferences(parsed.data) : parsed.error.issues.flatMap(toProblems);
  return problems.map((problem) => ({
    path: problem.path.filter((step) => typeof step !== 'symbol'),
    message: sayProblem(problem, language),
  }));
}

type Locate = (problem: Problem) => { path: string; line: number };

/** Walks to the place of a problem; a step the file does not have (a default, a short form) is passed over. */
function locating(document: Document, lines: LineCounter): Locate {
  const child = childFinder();
  const meant = new Map<unknown, unknown>();
  return (problem) => {
    let node: unknown = document.contents;
    let offset = 0;
    let path = '';
    const whole = problem.is === 'unknown-key' ? [...problem.path, problem.value ?? ''] : problem.path;
    for (const [i, step] of whole.entries()) {
      if (yaml().isAlias(node)) {
        if (!meant.has(node)) meant.set(node, node.resolve(document));
        node = meant.get(node);
      }
      const next = child(node, step);
      if (next) ({ node, offset } = next);
      else if (i < whole.length - 1 || yaml().isSeq(node) || yaml().isScalar(node)) continue;
      path += typeof step === 'number' ? `[${step}]` : `${path ? '.' : ''}${short(String(step))}`;
    }
    return { path, line: lines.linePos(offset).line };
  };
}

/**
 * Finds what lies in a node under a step. The keys of each are gone through once, however many mistakes lie in it.
 */
function childFinder(): (node: unknown, step: PropertyKey) => { node: unknown; offset: number } | undefined {
  const indexes = new Map<unknown, Map<string, Pair>>();
  const indexOf = (map: YAMLMap): Map<string, Pair> => {
    const known = indexes.get(map);
    if (known) return known;
    const made = new Map<string, Pair>();
    for (const pair of map.items) if (yaml().isScalar(pair.key)) made.set(String(pair.key.value), pair);
    indexes.set(map, made);
    return made;
  };
  return (node, step) => {
    if (yaml().isSeq(node) && typeof step === 'number') {
      const item = node.items[step];
      return yaml().isNode(item) && item.range ? { node: item, offset: item.range[0] } : undefined;
    }
    if (!yaml().isMap(node)) return undefined;
    const pair = indexOf(node).get(String(step));
    const key = pair?.key;
    return yaml().isScalar(key) && key.range ? { node: pair?.value, offset: key.range[0] } : undefined;
  };
}

const KINDS: Readonly<Record<string, ProblemKind>> = {
  string: 'text',
  number: 'number',
  int: 'whole-number',
  array: 'list',
  object: 'section',
  boolean: 'yes-no',
};

function toProblems(issue: z.core.$ZodIssue): Problem[] {
  const path = issue.path;
  switch (issue.code) {
    case 'unrecognized_keys': {
      const among = issue.message.split('\n');
      return issue.keys.map((value) => ({ path, is: 'unknown-key', value, among }));
    }
    case 'invalid_type':
      return [{ path, is: absent(issue) ?? KINDS[issue.expected] ?? 'wrong' }];
    case 'invalid_value':
      return [{ path, is: absent(issue) ?? 'choice', values: issue.values.map(String) }];
    case 'invalid_union':
      return [noSuchKind(issue)];
    case 'too_small':
      return [{ path, is: `least-${measure(issue.origin)}`, limit: Number(issue.minimum) }];
    case 'too_big':
      return [{ path, is: `most-${measure(issue.origin)}`, limit: Number(issue.maximum) }];
    case 'custom':
      return [{ path, is: (issue.params?.form as ProblemKind | undefined) ?? 'wrong' }];
    default:
      return [{ path, is: 'wrong' }];
  }
}

/** Items of one list in several kinds, told apart by one key. */
function noSuchKind(issue: z.core.$ZodIssueInvalidUnion): Problem {
  const input = (issue.input as Record<string, unknown>)[issue.discriminator ?? ''];
  const values = ('options' in issue ? issue.options : []).map(String);
  return { path: issue.path, is: absent({ ...issue, input }) ?? 'choice', values };
}

function absent(issue: z.core.$ZodIssue): ProblemKind | undefined {
  if (!('input' in issue) || issue.input === undefined) return 'missing';
  return issue.input === null ? 'empty' : undefined;
}

function measure(origin: string): 'items' | 'letters' | 'number' {
  if (origin === 'array') return 'items';
  return origin === 'string' ? 'letters' : 'number';
}
