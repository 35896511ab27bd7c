import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { manifest, writeTeamsPackage } from './manifest.ts';

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

  it('is of one tenant: with several in the environment one says which', () => {
    const other = APP.replace('3f', '4f');
    const tenants = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
    const two = { ...ENV, TEAMS_APP_ID: `${APP},${other}`, TEAMS_TENANT_ID: tenants.join(',') };
    writeTeamsPackage({ lang: 'nl', out, tenant: tenants[1] ?? '' }, two);
    const made = JSON.parse(strFromU8(unzipSync(readFileSync(out))['manifest.json'] ?? new Uint8Array()));
    expect(made.id).toBe(other);
    for (const tenant of [{}, { tenant: 'ergens' }])
      expect(() => writeTeamsPackage({ lang: 'nl', out, ...tenant }, two)).toThrow(
        `Say for which tenant: --tenant with one of ${tenants.join(', ')}`,
      );
  });

  it('is the same for every tenant of one registration', () => {
    const tenants = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
    const shared = { ...ENV, TEAMS_TENANT_ID: tenants.join(','), TEAMS_HOME_TENANT_ID: tenants[0] ?? '' };
    for (const tenant of [{}, { tenant: tenants[1] ?? '' }]) {
      writeTeamsPackage({ lang: 'nl', out, ...tenant }, shared);
      const made = JSON.parse(strFromU8(unzipSync(readFileSync(out))['manifest.json'] ?? new Uint8Array()));
      expect(made.id).toBe(APP);
    }
  });

  it('says plainly when the file cannot be written', () => {
    const nowhere = join(folder, 'no-such-folder', 'package.zip');
    expect(() => writeTeamsPackage({ lang: 'nl', out: nowhere }, ENV)).toThrow(
      `${nowhere} could not be written. Give another place with --out.`,
    );
  });
});

describe('schakel manifest slack', () => {
  const made = (options: Partial<Parameters<typeof manifest>[0]>, url?: string) =>
    JSON.parse(manifest({ lang: 'nl', socket: false, ...options }, url).lines.join('\n'));

  it('is for one workspace, unless workspaces and organisations install the app themselves', () => {
    const one = made({}, 'https://schakel.example.org');
    expect(one.oauth_config.redirect_urls).toBeUndefined();
    expect(one.settings).toMatchObject({ org_deploy_enabled: false, token_rotation_enabled: false });
    const many = made({ many: true }, 'https://schakel.example.org');
    expect(many.oauth_config.redirect_urls).toEqual([
      'https://schakel.example.org/slack/oauth_redirect',
      'https://schakel.example.org/sign-in/slack/back',
    ]);
    expect(many.oauth_config.scopes.user).toEqual(['openid']);
    expect(many.settings).toMatchObject({ org_deploy_enabled: true, token_rotation_enabled: true });
    expect(many.settings.event_subscriptions.bot_events).toContain('team_access_revoked');
  });

  it('needs an address for signed HTTP, and for who installs also with Socket Mode', () => {
    expect(() => made({})).toThrow('Or take --socket');
    expect(() => made({ socket: true, many: true })).toThrow('also with --socket');
    expect(made({ socket: true }).settings.socket_mode_enabled).toBe(true);
  });
});
