import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { writeTeamsPackage } from './manifest.ts';

const folder = mkdtempSync(join(tmpdir(), 'manifest-'));
afterAll(() => rmSync(folder, { recursive: true }));

const APP = '3f1c2b7a-5d6e-4f80-9a1b-2c3d4e5f6071';
const ENV = { TEAMS_APP_ID: APP, PUBLIC_URL: 'https://schakel.example.org' };
const out = join(folder, 'schakel-teams.zip');

describe('schakel manifest teams', () => {
  it('writes a package of the app and the address in the environment, and says what to do with it', () => {
    const { ok, lines } = writeTeamsPackage({ lang: 'nl', out }, ENV);
    expect(ok).toBe(true);
    expect(lines[0]).toBe(`${out} is written.`);
    expect(lines[1]).toContain('docs/teams.md');
    const manifest = JSON.parse(strFromU8(unzipSync(readFileSync(out))['manifest.json'] ?? new Uint8Array()));
    expect(manifest).toMatchObject({
      id: APP,
      bots: [{ botId: APP }],
      validDomains: ['schakel.example.org'],
    });
  });

  it('replaces an older one, in the language that is asked for', () => {
    writeTeamsPackage({ lang: 'nl', out }, ENV);
    writeTeamsPackage({ lang: 'en', out }, ENV);
    expect(Object.keys(unzipSync(readFileSync(out)))).toContain('nl.json');
  });

  it('names everything that is missing, and where to find it', () => {
    const write = () => writeTeamsPackage({ lang: 'nl', out }, { TEAMS_APP_ID: ' ' });
    expect(write).toThrow(/TEAMS_APP_ID: missing\. Entra: .*\nPUBLIC_URL: missing\. .*https:/);
  });

  it('takes no id that is none, and no address that Teams cannot call', () => {
    const write = (env: Record<string, string>) => () => writeTeamsPackage({ lang: 'nl', out }, env);
    expect(write({ ...ENV, TEAMS_APP_ID: 'schakel' })).toThrow(/^TEAMS_APP_ID: must be a GUID/);
    expect(write({ ...ENV, PUBLIC_URL: 'http://localhost:3000' })).toThrow(
      /^PUBLIC_URL: must begin with https/,
    );
  });

  it('says plainly when the file cannot be written', () => {
    const nowhere = join(folder, 'no-such-folder', 'package.zip');
    expect(() => writeTeamsPackage({ lang: 'nl', out: nowhere }, ENV)).toThrow(
      `${nowhere} could not be written. Give another place with --out.`,
    );
  });
});
