import { describe, expect, it } from 'vitest';
import { parseRegionFile } from '../region-file.ts';

describe('who can help', () => {
  const BASE = 'key: r\nname: R\npeople:\n  - { key: c, name: C }\ncoordinators: [c]\n';

  it('is left out where a region says nothing, and an empty list stays one', () => {
    expect(parseRegionFile(BASE)).toMatchObject({ ok: true });
    const read = parseRegionFile(BASE);
    expect(read.ok && read.region.directory).toBeUndefined();
    const empty = parseRegionFile(`${BASE}directory: []\n`);
    expect(empty.ok && empty.region.directory).toEqual([]);
  });

  it('needs of what comes with Schakel the key alone, and of anything else what it is', () => {
    expect(parseRegionFile(`${BASE}directory:\n  - key: veilig-thuis\n`).ok).toBe(true);
    const read = parseRegionFile(`${BASE}directory:\n  - { key: oudergroep, name: Oudergroep }\n`, 'en');
    expect(!read.ok && read.errors.map(({ path, message }) => `${path} ${message}`)).toEqual([
      'directory[0].what is missing',
      'directory[0].for is missing',
      'directory[0].kind is missing',
    ]);
    expect(parseRegionFile(`${BASE}directory:\n  - key: mee\n  - key: mee\n`).ok).toBe(false);
  });
});
