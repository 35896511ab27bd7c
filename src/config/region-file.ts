import type { Document, LineCounter } from 'yaml';
import type { z } from 'zod';
import { checkReferences } from './region-references.ts';
import { type RegionConfig, RegionConfigSchema } from './region-schema.ts';
import { type Problem, type ProblemKind, sayProblem } from './region-words.ts';
import { yaml } from './yaml.ts';

export { accountsOf, externalIdOf, firstOf } from './region-accounts.ts';
export { contactsOfRung, schoolHolidaysOf, toRegionCalendar, yearsAround } from './region-calendar.ts';
export { type RegionConfig, RegionConfigSchema } from './region-schema.ts';

/** `path` as in the file (`people[0].slack`, empty for the whole file); `line` starts at 1. */
export interface RegionFileError {
  path: string;
  line: number;
  message: string;
}

export type RegionFileResult = { ok: true; region: RegionConfig } | { ok: false; errors: RegionFileError[] };

/**
 * Reads a region file (YAML; examples/region.example.yaml explains it). All errors are given at once, in the
 * order of the file, in `language`, else in that of the file. References are checked when the rest is right.
 */
export function parseRegionFile(text: string, language?: 'nl' | 'en'): RegionFileResult {
  const lines = new (yaml().LineCounter)();
  const document = yaml().parseDocument(text, { lineCounter: lines });
  const words =
    language ??
    (document.errors.length === 0 && yaml().isMap(document.contents) && document.get('language') === 'en'
      ? 'en'
      : 'nl');
  const failed = (problems: RegionFileError[]): RegionFileResult => ({
    ok: false,
    errors: problems.sort((a, b) => a.line - b.line),
  });
  if (document.errors.length > 0)
    return failed(
      document.errors.map((error) => ({
        path: '',
        line: lines.linePos(error.pos[0]).line,
        message: sayProblem({ path: [], is: 'syntax', value: firstLine(error.message) }, words),
      })),
    );
  const parsed = RegionConfigSchema.safeParse(document.toJS(), { reportInput: true });
  const problems = parsed.success ? checkReferences(parsed.data) : parsed.error.issues.flatMap(toProblems);
  if (parsed.success && problems.length === 0) return { ok: true, region: parsed.data };
  return failed(
    problems.map((problem) => ({
      ...locate(document, lines, problem),
      message: sayProblem(problem, words),
    })),
  );
}

/** The same rules for a region that is no text: what is wrong, by its place. */
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

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '');
}

/** Walks to the place of a problem; a step the file does not have (a default, a short form) is passed over. */
function locate(document: Document, lines: LineCounter, problem: Problem): { path: string; line: number } {
  let node: unknown = document.contents;
  let offset = 0;
  let path = '';
  const whole = problem.is === 'unknown-key' ? [...problem.path, problem.value ?? ''] : problem.path;
  for (const [i, step] of whole.entries()) {
    if (yaml().isAlias(node)) node = node.resolve(document);
    const next = child(node, step);
    if (next) ({ node, offset } = next);
    else if (i < whole.length - 1 || yaml().isSeq(node) || yaml().isScalar(node)) continue;
    path += typeof step === 'number' ? `[${step}]` : `${path ? '.' : ''}${String(step)}`;
  }
  return { path, line: lines.linePos(offset).line };
}

function child(node: unknown, step: PropertyKey): { node: unknown; offset: number } | undefined {
  if (yaml().isSeq(node) && typeof step === 'number') {
    const item = node.items[step];
    return yaml().isNode(item) && item.range ? { node: item, offset: item.range[0] } : undefined;
  }
  if (!yaml().isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => yaml().isScalar(key) && String(key.value) === String(step));
  const key = pair?.key;
  return yaml().isScalar(key) && key.range ? { node: pair?.value, offset: key.range[0] } : undefined;
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
      const near = issue.message.split('\n');
      return issue.keys.map((value, i) => ({ path, is: 'unknown-key', value, near: near[i] }));
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
