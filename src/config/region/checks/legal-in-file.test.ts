import { describe, expect, it } from 'vitest';
import { parseRegionFile } from '../region-file.ts';

const BASE = 'key: r\nname: R\npeople:\n  - { key: c, name: C }\ncoordinators: [c]\n';
const school = (legal: string): string =>
  `${BASE}organisations:\n  - { key: s, name: S, type: school, legal: { ${legal} } }\n`;

function told(text: string): string[] {
  const read = parseRegionFile(text, 'en');
  return read.ok ? [] : read.errors.map(({ path, message }) => `${path} ${message}`);
}

describe('a covenant and legal bases in a region file', () => {
  it('are left out where a region works without a covenant', () => {
    const read = parseRegionFile(BASE);
    expect(read.ok && read.region.covenant).toBeUndefined();
    expect(read.ok && read.region.bases).toBeUndefined();
  });

  it('may have a version that is written as a number', () => {
    const read = parseRegionFile(`${BASE}covenant: { name: Convenant, version: 2, date: 2026-09-01 }\n`);
    expect(read.ok && read.region.covenant).toEqual({ name: 'Convenant', version: '2', date: '2026-09-01' });
  });

  it('need a name, a version and a date', () => {
    expect(told(`${BASE}covenant: { name: Convenant }\n`)).toEqual([
      'covenant.version is missing',
      'covenant.date is missing',
    ]);
  });

  it('know the bases that come with Schakel and those of the region, and tell the nearest', () => {
    expect(told(school('basis: jeugdwet'))).toEqual([]);
    expect(told(school('basis: jeugdwt'))).toEqual([
      'organisations[0].legal.basis there is no legal basis with key “jeugdwt”. Did you mean “jeugdwet”?',
    ]);
    const own = 'bases:\n  - { key: wams, name: Wams, source: wet, for: [municipality] }\n';
    expect(told(`${school('basis: wams')}${own}`)).toEqual([]);
    expect(told(`${BASE}bases:\n  - key: wams\n`)).toHaveLength(3);
  });

  it('say of an accession to which version it was, and when', () => {
    expect(told(school("covenantVersion: '2'"))).toEqual(['organisations[0].legal.accededOn is missing']);
    expect(told(school('accededOn: 2026-09-14'))).toEqual([
      'organisations[0].legal.covenantVersion is missing',
    ]);
  });
});
