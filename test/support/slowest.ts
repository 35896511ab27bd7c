import { relative } from 'node:path';
import type { Reporter, TestModule, Vitest } from 'vitest/node';

/** The number of slowest tests that are named, if they are slow at all. */
const NAMED = 10;
const SLOW_MS = 2_000;
/** More than this in one file, or in all together on two cores, and the suite grows beyond ten minutes. */
const FILE_MS = 90_000;
const ALL_MS = 1_200_000;

interface Took {
  readonly what: string;
  readonly ms: number;
}

/** Ends a run with where its time went. It warns and never fails: how quick a machine is, is no fault of the code. */
export class Slowest implements Reporter {
  #vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const files = modules.map((file) => ({ what: nameOf(file), ms: file.diagnostic().duration }));
    const tests = modules.flatMap(testsOf).filter(({ ms }) => ms > SLOW_MS);
    const all = files.reduce((sum, { ms }) => sum + ms, 0);
    this.#say('Slowest tests:', slowestOf(tests).slice(0, NAMED));
    this.#say(
      `Files over the budget of ${seconds(FILE_MS)}: mend what takes so long, or split them.`,
      slowestOf(files.filter(({ ms }) => ms > FILE_MS)),
    );
    if (all > ALL_MS)
      this.#say(`The whole suite is over its budget of ${seconds(ALL_MS)}.`, [
        { what: 'all files together', ms: all },
      ]);
  }

  #say(heading: string, lines: readonly Took[]): void {
    if (lines.length === 0) return;
    const told = lines.map(({ what, ms }) => `  ${seconds(ms).padStart(7)}  ${what}`);
    this.#vitest?.logger.log([heading, ...told, ''].join('\n'));
  }
}

function testsOf(file: TestModule): Took[] {
  return [...file.children.allTests()].map((test) => ({
    what: `${nameOf(file)} > ${test.name}`,
    ms: test.diagnostic()?.duration ?? 0,
  }));
}

function nameOf(file: TestModule): string {
  return relative(file.project.config.root, file.moduleId);
}

function slowestOf(all: readonly Took[]): Took[] {
  return all.toSorted((a, b) => b.ms - a.ms);
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1_000)} s`;
}
