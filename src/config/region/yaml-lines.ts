import type { Alias, Document, LineCounter, Node } from 'yaml';
import { LARGEST_REGION_FILE } from '../../domain/region/region-file.ts';
import { yaml } from '../yaml.ts';
import type { Problem } from './error-words.ts';

/** A mistake for which there is a line, and no place in the file to walk to. */
export interface LineOf {
  readonly line: number;
  readonly problem: Problem;
}

export type ReadYaml =
  | { readonly ok: true; readonly document: Document; readonly lines: LineCounter; readonly value: unknown }
  | { readonly ok: false; readonly problems: readonly LineOf[] };

// Everything below is looked at in the order of what it costs: what is too much is refused before work begins that
// grows faster than the file. A region of a thousand people has 40,000 marks, 10,000 values and is 4 deep.
const MOST_MARKS = 100_000;
const MOST_VALUES = 50_000;
const DEEPEST = 20;
// The library looks for each reference through everything else that is referred to.
const MOST_REFERENCES = 1_000;
/** How the library says that something is deeper than it can follow. */
const TOO_DEEP_TO_READ = /call stack/;

/** A region file as YAML, or why it cannot be read. Its cost does not grow faster than the text. */
export function readYaml(text: string): ReadYaml {
  const first = (is: Problem['is'], limit: number): ReadYaml =>
    no([{ line: 1, problem: { path: [], is, limit } }]);
  if (text.length > LARGEST_REGION_FILE) return first('too-large', LARGEST_REGION_FILE / 1000);
  if (hasTooManyMarks(text)) return first('too-many', MOST_VALUES);
  const lines = new (yaml().LineCounter)();
  // Keys that stand twice are looked for below: the library holds every key against every other.
  const document = yaml().parseDocument(text, { lineCounter: lines, uniqueKeys: false, prettyErrors: false });
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  if (document.errors.some((e) => TOO_DEEP_TO_READ.test(e.message))) return first('too-deep', DEEPEST);
  if (document.errors.length > 0) return no(document.errors.map((e) => syntax(lineAt(e.pos[0]), e.message)));
  const problems = new Walk(lineAt).through(document.contents);
  if (problems.length > 0) return no(problems);
  // How often something is referred to was counted above.
  return { ok: true, document, lines, value: document.toJS({ maxAliasCount: -1 }) };
}

function no(problems: readonly LineOf[]): ReadYaml {
  return { ok: false, problems };
}

function syntax(line: number, value: string): LineOf {
  return { line, problem: { path: [], is: 'syntax', value } };
}

/** Words, signs and spaces as YAML tells them apart: counted before anything is made of them. */
function hasTooManyMarks(text: string): boolean {
  let marks = text.split('\\').length;
  for (const _mark of new (yaml().Lexer)().lex(text)) if (++marks > MOST_MARKS) return true;
  return false;
}

/** Goes once through everything that the file says, references followed as whoever reads its values would. */
class Walk {
  private readonly problems: LineOf[] = [];
  private readonly anchors = new Map<string, unknown>();
  private values = 0;
  private references = 0;
  private isStopped = false;
  private readonly lineAt: (offset: number) => number;

  constructor(lineAt: (offset: number) => number) {
    this.lineAt = lineAt;
  }

  through(root: unknown): readonly LineOf[] {
    this.visit(root, 0, false);
    return this.problems;
  }

  private visit(node: unknown, depth: number, isReferred: boolean): void {
    if (this.isStopped || !yaml().isNode(node)) return;
    const isTooMuch = ++this.values > MOST_VALUES;
    if (isTooMuch || depth > DEEPEST) {
      const is = isTooMuch ? 'too-many' : 'too-deep';
      this.stop(node, isReferred ? 'references' : is, isTooMuch ? MOST_VALUES : DEEPEST);
    } else if (yaml().isAlias(node)) this.follow(node, depth);
    else this.enter(node, depth, isReferred);
  }

  private follow(node: Alias, depth: number): void {
    const meant = this.anchors.get(node.source);
    if (meant === undefined) this.stop(node, 'no-reference', 0, node.source);
    else if (++this.references > MOST_REFERENCES) this.stop(node, 'references', MOST_REFERENCES);
    else this.visit(meant, depth + 1, true);
  }

  private enter(node: Node, depth: number, isReferred: boolean): void {
    if ((yaml().isCollection(node) || yaml().isScalar(node)) && node.anchor)
      this.anchors.set(node.anchor, node);
    if (yaml().isSeq(node)) for (const item of node.items) this.visit(item, depth + 1, isReferred);
    if (!yaml().isMap(node)) return;
    const seen = new Set<unknown>();
    for (const { key, value } of node.items) {
      if (yaml().isScalar(key)) {
        if (seen.has(key.value) && !isReferred)
          this.problems.push(syntax(this.lineAt(key.range?.[0] ?? 0), 'Map keys must be unique'));
        seen.add(key.value);
      } else this.visit(key, depth + 1, isReferred);
      this.visit(value, depth + 1, isReferred);
    }
  }

  private stop(node: Node, is: Problem['is'], limit: number, value = ''): void {
    this.isStopped = true;
    this.problems.push({ line: this.lineAt(node.range?.[0] ?? 0), problem: { path: [], is, limit, value } });
  }
}
