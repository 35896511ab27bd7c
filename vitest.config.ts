import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';
import { Slowest } from './test/support/slowest.ts';

// What was compiled once is there for the next worker, and for each program that a test starts.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/compiled');

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'adapters/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/support/database/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    // A worker reads the code once, not for each of its files. What a module keeps is only what it made of words and dates.
    isolate: false,
    // What a test costs is a browser and a database at work, so two fill a small machine.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    reporters: ['default', new Slowest()],
  },
});
