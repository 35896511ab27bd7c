import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './env.ts';

const ID = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`;
const problems = (env: Record<string, string>): string => {
  try {
    readConfig(env);
    return '';
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message;
  }
};

describe('SCHAKEL_DATA', () => {
  it('is one place for as long as the process lives, also when it was named from where it started', () => {
    expect(readConfig({ SCHAKEL_DATA: 'kept' }).dataDir).toBe(join(process.cwd(), 'kept'));
    expect(readConfig({}).dataDir).toBe(join(process.cwd(), '.schakel'));
  });
});

describe('Microsoft Teams in the environment', () => {
  const ONE = { TEAMS_APP_ID: ID(1), TEAMS_APP_PASSWORD: 'one', TEAMS_TENANT_ID: ID(5) };

  it('is nothing, or one tenant, or as many as are given in the same order', () => {
    expect(readConfig({}).teams).toEqual([]);
    expect(readConfig(ONE).teams).toMatchObject([{ appId: ID(1), password: 'one', tenantId: ID(5) }]);
    const two = {
      TEAMS_APP_ID: `${ID(1)},${ID(2)}`,
      TEAMS_APP_PASSWORD: 'one, two',
      TEAMS_TENANT_ID: `${ID(5)}\n${ID(6)}`,
    };
    expect(readConfig(two).teams).toMatchObject([
      { appId: ID(1), password: 'one', tenantId: ID(5) },
      { appId: ID(2), password: 'two', tenantId: ID(6) },
    ]);
  });

  it('is refused when a tenant would have to do without an app or a secret of its own, without showing the secret', () => {
    const more = { ...ONE, TEAMS_APP_ID: `${ID(1)},${ID(2)}`, TEAMS_APP_PASSWORD: 'one,two' };
    const said = problems({ ...more, TEAMS_TENANT_ID: [5, 6, 7].map(ID).join() });
    expect(said).toContain('TEAMS_TENANT_ID: there are 3 tenants, 2 values in TEAMS_APP_ID');
    expect(said).toContain('in the same order, with commas between them');
    expect(said).not.toContain('one,');
    expect(problems({ ...more, TEAMS_TENANT_ID: `${ID(5)},${ID(5)}` })).toContain('stands there twice');
  });

  it('is one registration for all tenants, when it is said in which tenant that stands', () => {
    const shared = { ...ONE, TEAMS_TENANT_ID: `${ID(5)},${ID(6)}`, TEAMS_HOME_TENANT_ID: ID(9) };
    const serves = { appId: ID(1), password: 'one', homeTenantId: ID(9) };
    expect(readConfig(shared).teams).toMatchObject([
      { ...serves, tenantId: ID(5) },
      { ...serves, tenantId: ID(6) },
    ]);
    expect(readConfig(ONE).teams[0]).not.toHaveProperty('homeTenantId');
  });

  it('is both side by side: a tenant that trusts no app of another has its own', () => {
    const both = {
      TEAMS_APP_ID: [1, 1, 2].map(ID).join(),
      TEAMS_APP_PASSWORD: 'one,one,two',
      TEAMS_TENANT_ID: [5, 6, 7].map(ID).join(),
      TEAMS_HOME_TENANT_ID: [5, 5, 7].map(ID).join(),
    };
    expect(readConfig(both).teams).toMatchObject([
      { appId: ID(1), tenantId: ID(5), homeTenantId: ID(5) },
      { appId: ID(1), tenantId: ID(6), homeTenantId: ID(5) },
      { appId: ID(2), tenantId: ID(7), homeTenantId: ID(7) },
    ]);
    const apart = { ...both, TEAMS_HOME_TENANT_ID: [5, 6, 7].map(ID).join() };
    expect(problems(apart)).toMatch(
      /^TEAMS_HOME_TENANT_ID: .* say of each of them that it stands in the same one/,
    );
    expect(problems({ ...both, TEAMS_APP_PASSWORD: 'one,other,two' })).toMatch(
      /^TEAMS_APP_PASSWORD: .* with different secrets/,
    );
  });

  it('asks where one registration for several tenants stands, and says both ways', () => {
    const said = problems({ ...ONE, TEAMS_TENANT_ID: `${ID(5)},${ID(6)}` });
    expect(said).toMatch(/^TEAMS_HOME_TENANT_ID: missing\. There are 2 tenants and one registration/);
    expect(said).toContain('Has each a registration of its own, give as many values');
    expect(problems({ ...ONE, TEAMS_HOME_TENANT_ID: 'thuis' })).toContain('TEAMS_HOME_TENANT_ID: must be');
  });

  it('names what is missing, and what is no GUID', () => {
    expect(problems({ TEAMS_APP_ID: ID(1) })).toMatch(
      /TEAMS_APP_PASSWORD: missing[\s\S]*TEAMS_TENANT_ID: missing/,
    );
    expect(problems({ ...ONE, TEAMS_TENANT_ID: `${ID(5)},ergens` })).toContain('TEAMS_TENANT_ID: must be');
    expect(problems({ ...ONE, TEAMS_APP_ID: 'schakel' })).toContain('TEAMS_APP_ID: must be');
  });

  it('knows of tenants that one person can be shown something alone, and of no other', () => {
    const two = { ...ONE, TEAMS_TENANT_ID: `${ID(5)},${ID(6)}`, TEAMS_HOME_TENANT_ID: ID(9) };
    const teams = readConfig({ ...two, TEAMS_TARGETED: ID(6) }).teams;
    expect(teams.map(({ targeted }) => targeted ?? false)).toEqual([false, true]);
    expect(problems({ ...two, TEAMS_TARGETED: ID(7) })).toContain(`TEAMS_TARGETED: ${ID(7)} is no tenant of`);
  });
});

describe('Slack in the environment', () => {
  const OAUTH = {
    SLACK_CLIENT_ID: '1234.5678',
    SLACK_CLIENT_SECRET: 'secret',
    SLACK_SIGNING_SECRET: 'signing',
    PUBLIC_URL: 'https://schakel.example.org',
  };

  it('is one token, or an app that workspaces install, or both', () => {
    expect(readConfig({}).slack).toBeNull();
    const one = readConfig({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }).slack;
    expect(one).toMatchObject({ botToken: 'xoxb-1', appToken: 'xapp-1' });
    expect(one?.oauth).toBeUndefined();
    const { botToken, oauth } = readConfig(OAUTH).slack ?? {};
    expect(botToken).toBeNull();
    expect(oauth).toEqual({
      clientId: '1234.5678',
      clientSecret: 'secret',
      publicUrl: 'https://schakel.example.org',
      usesPkce: false,
    });
    expect(readConfig({ ...OAUTH, SLACK_PKCE: 'yes' }).slack?.oauth?.usesPkce).toBe(true);
    expect(problems({ ...OAUTH, SLACK_PKCE: 'misschien' })).toContain('SLACK_PKCE: yes or no');
    expect(readConfig({ ...OAUTH, SLACK_BOT_TOKEN: 'xoxb-1' }).slack).toMatchObject({
      botToken: 'xoxb-1',
      oauth: { clientId: '1234.5678' },
    });
  });

  it('names what is missing of an app that workspaces install', () => {
    const { SLACK_CLIENT_SECRET: _, PUBLIC_URL: __, ...half } = OAUTH;
    expect(problems(half)).toMatch(/SLACK_CLIENT_SECRET: missing[\s\S]*PUBLIC_URL: missing/);
    const { SLACK_SIGNING_SECRET: ___, ...unsigned } = OAUTH;
    expect(problems(unsigned)).toContain('SLACK_SIGNING_SECRET or SLACK_APP_TOKEN: missing');
    expect(problems({ SLACK_SIGNING_SECRET: 'signing' })).toContain('SLACK_BOT_TOKEN: missing');
  });
});

it('keys of before are several, each as long as a key', () => {
  const key = 'x'.repeat(32);
  expect(readConfig({ SCHAKEL_KEY_OLD: `${key}, ${key}1` }).oldKeys).toEqual([key, `${key}1`]);
  expect(problems({ SCHAKEL_KEY_OLD: `${key},short` })).toContain('shorter than 32 characters');
});

it('where to report a leak is an address that somebody can write to', () => {
  expect(readConfig({ SECURITY_CONTACT: 'mailto:security@example.org' }).securityContact).toBe(
    'mailto:security@example.org',
  );
  for (const wrong of ['security@example.org', 'http://example.org', 'mailto:'])
    expect(problems({ SECURITY_CONTACT: wrong })).toContain('SECURITY_CONTACT: must be mailto:');
});

it('who mail comes from is an address, so that its letters have the host of their sender', () => {
  const env = { SMTP_URL: 'smtp://mail.example.org:587', MAIL_FROM: 'Schakel <schakel@example.org>' };
  expect(readConfig(env).mail?.from).toBe(env.MAIL_FROM);
  for (const wrong of ['Schakel', 'Schakel <schakel>', '@example.org'])
    expect(problems({ ...env, MAIL_FROM: wrong })).toContain('MAIL_FROM: holds no e-mail address.');
});

describe('TRUSTED_PROXY', () => {
  it('left out: only who is on this machine is believed', () => {
    expect(readConfig({}).trustedProxies).toBeUndefined();
  });

  it('names addresses and networks, beside this machine', () => {
    expect(readConfig({ TRUSTED_PROXY: '172.18.0.0/16, 10.0.0.5,fd00::/8' }).trustedProxies).toEqual([
      '127.0.0.0/8',
      '::1',
      '172.18.0.0/16',
      '10.0.0.5',
      'fd00::/8',
    ]);
  });

  it.each([
    ['proxy.example.org', /“proxy.example.org” is no address/],
    ['10.0.0.0/33', /“10.0.0.0\/33” is no address/],
    ['10.0.0', /“10.0.0” is no address/],
    ['0.0.0.0/0', /everybody/],
    ['::/0', /everybody/],
  ])('%s is refused in plain words', (given, words) => {
    expect(() => readConfig({ TRUSTED_PROXY: given })).toThrow(words);
  });
});
