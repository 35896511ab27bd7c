import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { circlesIn } from '../../tools/layers/circles.ts';
import { importsAmong, importsOf, textsOf } from '../../tools/layers/imports.ts';
import { LAYERS } from '../../tools/layers/layers.ts';
import { upwardIn } from '../../tools/layers/upward.ts';

/** Biome does not see an arrow upward inside a layer, nor a circle that is closed by a type. */
const imports = importsAmong(textsOf(join(import.meta.dirname, '../..')));

describe('imports go one way', () => {
  it('no files anywhere reach each other in a circle, not by a type either', () => {
    expect(circlesIn(imports)).toEqual([]);
  });

  it.each(LAYERS.filter((layer) => layer.subjects))(
    'in $at a subject knows only those before it',
    (layer) => {
      expect(upwardIn(layer, imports)).toEqual([]);
    },
  );

  it('nearly every file imports another one, so that none is looked at in vain', () => {
    const lonely = [...imports.values()].filter((known) => known.length === 0);
    expect(imports.size).toBeGreaterThan(900);
    expect(lonely.length).toBeLessThan(imports.size / 5);
  });
});

describe('what is planted is found', () => {
  it.each([
    ["import { a } from './a.ts';"],
    ["import a from './a.ts';"],
    ["import * as a from './a.ts';"],
    ["import type { A } from './a.ts';"],
    ["import {\n  type A,\n  $b,\n} from './a.ts';"],
    ["import './a.ts';"],
    ["export * from './a.ts';"],
    ["export * as a from './a.ts';"],
    ["export type { A } from './a.ts';"],
    ["export {\n  a,\n  b as c,\n} from './a.ts';"],
    ["const a = await import('./a.ts');"],
    ["type A = import('./a.ts').A;"],
  ])('%j is an import', (text) => {
    expect(importsOf(`const before = 1;\n${text}\n`)).toEqual(['./a.ts']);
  });

  it('a sentence in which something comes from somewhere is no import', () => {
    expect(importsOf("export function b() {\n  return said('it came from ', 'x');\n}\n")).toEqual([]);
  });

  it('two files that know each other are a circle, and three that go round', () => {
    const texts = {
      'src/hen.ts': "import type { Egg } from './egg.ts';",
      'src/egg.ts': "import type { Hen } from './hen.ts';",
      'src/a/one.ts': "import '../b/two.ts';",
      'src/b/two.ts': "export * from './three.ts';",
      'src/b/three.ts': "import('../a/one.ts');",
      'src/straight.ts': "import './hen.ts';",
    };
    expect(circlesIn(importsAmong(new Map(Object.entries(texts))))).toEqual([
      ['src/egg.ts', 'src/hen.ts'],
      ['src/a/one.ts', 'src/b/three.ts', 'src/b/two.ts'],
    ]);
  });

  it('an import upward, a subject without a place and one that is gone are named', () => {
    const texts = {
      'src/it/low.ts': "import './high/top.ts';",
      'src/it/high/top.ts': "import '../low.ts';\nimport './beside.ts';",
      'src/it/high/beside.ts': '',
      'src/it/new/one.ts': '',
      'src/it/low.test.ts': "import './high/top.ts';",
    };
    const layer = { at: 'src/it', holds: '', knows: [], packages: [], subjects: ['low', 'gone', 'high'] };
    expect(upwardIn(layer, importsAmong(new Map(Object.entries(texts))))).toEqual([
      'src/it/new has no place in the list',
      'src/it/gone is in the list and is not there',
      'src/it/low.ts knows src/it/high/top.ts',
    ]);
  });
});
