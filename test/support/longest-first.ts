import { basename } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The longest files begin first: the workers then end together, also where nothing was measured before. */
const LONGEST = [
  'web-screens',
  'demonstration',
  'demonstration-visitor',
  'demonstration-again',
  'first-run',
  'delivery',
  'story4',
  'web-pages',
  'web-given-back',
  'web-entry-pasted',
  'told-on-the-web',
  'story2',
  'embedded-server',
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}

function placeOf({ moduleId }: TestSpecification): number {
  const place = LONGEST.indexOf(basename(moduleId, '.test.ts'));
  return place < 0 ? LONGEST.length : place;
}
