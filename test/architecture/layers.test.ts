import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { biomeOverrides } from '../../tools/layers/biome-rules.ts';
import { LAYERS } from '../../tools/layers/layers.ts';
import { BEGIN, END, withPicture } from '../../tools/layers/picture.ts';

/** Texts that are written from the list of layers say what the list says. */
const read = (file: string): string => readFileSync(join(import.meta.dirname, '../..', file), 'utf8');
const how = 'run `npm run layers`';

describe('the list of layers stands once', () => {
  it('biome.json has the rules that the list makes', () => {
    expect(JSON.parse(read('biome.json')).overrides, how).toEqual(biomeOverrides());
  });

  it('ARCHITECTURE.md has the picture and the table that the list makes', () => {
    const page = read('ARCHITECTURE.md');
    expect(page, how).toBe(withPicture(page));
  });

  it('a layer knows only layers that are in the list, and not itself', () => {
    const known = LAYERS.flatMap((layer) =>
      [...layer.knows, ...(layer.itsTestsKnow ?? [])].map((to) => ({ from: layer.at, to })),
    );
    const places = new Set(LAYERS.map(({ at }) => at));
    expect(known.filter(({ from, to }) => from === to || !places.has(to))).toEqual([]);
  });

  it('another list gives another picture and other rules', () => {
    const layers = [
      { at: 'src/low', holds: 'What is low', knows: [], packages: [] },
      { at: 'src/high', holds: 'What is high', knows: ['src/low'], packages: ['zod'] },
    ];
    const page = withPicture(`Before\n\n${BEGIN}\nwhat was here\n${END}\n\nAfter\n`, layers);
    expect(page).toContain('src_high --> src_low');
    expect(page).toContain('| `src/high` | What is high | `src/low` | `zod` |');
    expect(page).not.toContain('what was here');
    expect(JSON.stringify(biomeOverrides(layers)[0])).toContain('**/high/**');
    expect(JSON.stringify(biomeOverrides(layers)[1])).not.toContain('**/low/**');
  });

  it('a page without the place for the picture is said to have none', () => {
    expect(() => withPicture('# Nothing here')).toThrow(/ARCHITECTURE.md has no/);
  });
});
