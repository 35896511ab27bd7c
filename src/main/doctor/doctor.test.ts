import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { type SlackStandIn, startSlackStandIn } from '../../../test/fakes/slack/index.ts';
import { openedCase } from '../../../test/fixtures/cases.ts';
import {
  copyTemplate,
  emptyDatabase,
  type TestDatabase,
} from '../../../test/support/database/test-server.ts';
import { REGION_FILE, SCHOOL, TEAM, USERS } from '../../../test/support/people/in-slack.ts';
import { parseRegionFile } from '../../config/region/region-file.ts';
import { inspectInstalled, inspectSlack, inspectTeams, SLACK_SCOPES } from '../../main.ts';
import { auditKeys } from '../../store/audit/audit.ts';
import { createStore } from '../../store/index.ts';
import { importRegion } from '../../store/regions/import.ts';
import { examine } from './doctor.ts';

const KEY = 'a-secret-that-only-tests-know-0123456789abcdef';
const NOW = '2027-03-15T09:00:00.000Z';
const CLOCK = { now: () => new Date(NOW), sleep: async () => undefined };

describe('schakel doctor', () => {
  let test: TestDatabase;
  let slack: SlackStandIn;
  let folder: string;
  beforeAll(async () => {
    slack = await startSlackStandIn({ users: USERS, teamId: TEAM, botScopes: SLACK_SCOPES });
  });
  afterAll(() => slack?.close());
  beforeEach(async () => {
    test = await copyTemplate(inject('adminUrl'));
    folder = mkdtempSync(join(tmpdir(), 'schakel-doctor-'));
  });
  afterEach(async () => {
    await test.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const importIt = async (text = REGION_FILE): Promise<void> => {
    const parsed = parseRegionFile(text);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
    await importRegion(test.database, auditKeys(KEY), parsed.region, NOW);
  };

  const env = (): Record<string, string> => ({
    DATABASE_URL: test.url,
    SCHAKEL_DATA: folder,
    SCHAKEL_KEY: KEY,
    PUBLIC_URL: 'https://schakel.example.org',
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
  });
  const doctor = async (changed: Record<string, string> = {}) => {
    const tools = { inspect: inspectSlack, inspectInstalled, inspectTeams, scopes: SLACK_SCOPES };
    const { ok, lines } = await examine({ ...env(), ...changed }, tools, CLOCK);
    return { ok, text: lines.join('\n'), wrong: lines.filter((l) => l.startsWith('✘')) };
  };

  it('finds nothing wrong with an installation that is right', async () => {
    await importIt();
    const { ok, text, wrong } = await doctor();
    expect(wrong).toEqual([]);
    expect(ok).toBe(true);
    for (const line of [
      'Environment: every variable can be read',
      'PostgreSQL',
      'Migrations: up to date',
      'The key is the one that the audit was made with',
      'Region midden: imported',
      'school holidays are known until 2028',
      'coordinators that can be reached: 1',
      `accepted by the workspace`,
      `all ${SLACK_SCOPES.length} of the manifest`,
      'this machine and Slack agree',
      `The workspace ${TEAM} belongs to a region`,
      'https://schakel.example.org/slack/events',
      'everything could be delivered',
    ])
      expect(text).toMatch(new RegExp(`^✔ .*${line.replaceAll('.', '\\.')}`, 'm'));
    expect(text).toContain('– Region midden: nobody stands on rung 4');
  });

  it('names a workspace that several regions name, so that somebody looks whether that is right', async () => {
    await importIt();
    expect((await doctor()).text).not.toContain('Several regions name');
    await importIt(REGION_FILE.replace(/^key: midden/m, 'key: buren'));
    const { ok, text } = await doctor();
    expect(ok).toBe(true);
    expect(text).toContain(`– Several regions name slack:${TEAM}: buren, midden`);
    expect(text).toContain(`schakel region workspaces KEY --take slack:${TEAM}`);
  });

  it('names who is two people in a region since an update, until they link them themselves', async () => {
    const file = (key: string, address: string, account: string, name = 'Iemand'): string => `
key: ${key}
name: Regio ${key}
workspaces: [{ platform: slack, teamId: ${TEAM} }]
people:
  - { key: iemand, name: ${name}${address && `, email: ${address}`}${account && `, slack: ${account}`} }
  - { key: ander, name: Ander, email: ander@${key}.example }
coordinators: [iemand]
escalationContact: ander
`;
    const store = createStore(test.database, auditKeys(KEY), () => NOW.slice(0, 10));
    const personOf = async (key: string): Promise<string> => {
      store.forgetRegions();
      return (await store.regionByKey(key))?.personIds.iemand ?? '';
    };
    await importIt(file('midden', 'iemand@midden.example', ''));
    const region = await store.regionByKey('midden');
    if (region) await openedCase(store, region);
    const byAddress = await personOf('midden');
    // Until this version the second account came with the first, whoever wrote it.
    await importIt(file('midden', 'iemand@midden.example', SCHOOL));
    expect((await doctor()).text).not.toContain('two people each');
    await importIt(file('buren', '', SCHOOL));
    const said = 'Region midden: two people each, one with the address and one with the account: iemand';
    const { ok, text } = await doctor();
    expect(ok).toBe(true);
    expect(text).toContain(`– ${said}`);
    expect(text).toContain('press “Ander account koppelen”');
    expect(text).not.toContain('Region buren: two people');
    // A line that changes is about who has the account from then on; the case is still of who has the address.
    await importIt(file('midden', 'iemand@midden.example', SCHOOL, 'Iemand anders'));
    expect(await personOf('midden')).toBe(await personOf('buren'));
    expect((await doctor()).text).toContain(said);
    // They say with a code that both are them.
    const into = await personOf('buren');
    const codeHash = randomUUID();
    await test.database.pool.query(
      `INSERT INTO "oneTimeCode" ("hash", "purpose", "regionId", "personId", "expiresAt") VALUES ($1, 'link', $2, $3, $4)`,
      [codeHash, region?.id, into, '2027-03-15T10:00:00.000Z'],
    );
    expect(await store.mergePeople({ from: byAddress, into, codeHash, now: NOW })).toBe('done');
    expect((await doctor()).text).not.toContain('two people each');
  });

  it('names who comes into cases of a region by an address that another region alone wrote', async () => {
    const file = (key: string, people: string): string => `
key: ${key}
name: Regio ${key}
workspaces: [{ platform: slack, teamId: ${TEAM} }]
people:
  - { key: co, name: Coördinator, email: co@${key}.example }
  ${people}
coordinators: [co]
`;
    const importAs = (key: string, people = '') => importIt(file(key, people));
    await importAs('buren', '- { key: doel, name: Iemand, email: ander@buren.example }');
    await importAs('buren', `- { key: doel, name: Iemand, email: ander@buren.example, slack: ${SCHOOL} }`);
    await importAs('midden');
    expect((await doctor()).text).not.toContain('alone said');
    // An older version did so when the region named the account: the same person, with the address of the other.
    await test.database.pool.query(
      `INSERT INTO "regionPerson" ("regionId", "key", "personId") SELECT g."id", 'school', r."personId"
       FROM "region" g, "regionPerson" r WHERE g."key" = 'midden' AND r."key" = 'doel'`,
    );
    const { ok, text } = await doctor();
    expect(ok).toBe(true);
    expect(text).toContain(
      '– Region midden: of school region buren alone said which e-mail address is theirs',
    );
    expect(text).not.toContain('– Region buren: of');
    // The advice holds: with a changed line the account is of a person of its own.
    await importAs('midden', `- { key: school, name: Iemand van school, slack: ${SCHOOL} }`);
    expect((await doctor()).text).not.toContain('alone said');
  });

  it('names every variable that is wrong', async () => {
    const { ok, wrong } = await doctor({ PORT: 'veel', SCHAKEL_KEY: 'kort' });
    expect(ok).toBe(false);
    expect(wrong.join('\n')).toContain('✘ Environment: PORT\n    must be a whole number');
    expect(wrong.join('\n')).toContain('✘ Environment: SCHAKEL_KEY\n    must have at least 32 characters');
  });

  it('says that Slack refuses the token, and where the right one stands', async () => {
    await importIt();
    const { wrong } = await doctor({ SLACK_BOT_TOKEN: 'xoxb-1-not-this-one' });
    expect(wrong).toHaveLength(1);
    expect(wrong[0]).toContain('SLACK_BOT_TOKEN: Slack refuses it (invalid_auth)');
    expect(wrong[0]).toContain('Bot User OAuth Token');
    expect(wrong[0]).not.toContain('not-this-one');
  });

  it('says that Slack cannot be reached', async () => {
    await importIt();
    const { wrong } = await doctor({ SLACK_API_URL: 'http://127.0.0.1:1/api/' });
    expect(wrong.join('\n')).toContain('Slack cannot be reached');
  });

  it('names the scope that was not granted', async () => {
    await importIt();
    const poor = await startSlackStandIn({
      users: USERS,
      teamId: TEAM,
      botScopes: SLACK_SCOPES.filter((scope) => scope !== 'pins:write'),
    });
    const { wrong } = await doctor({ SLACK_API_URL: poor.apiUrl, SLACK_BOT_TOKEN: poor.botToken });
    await poor.close();
    expect(wrong).toHaveLength(1);
    expect(wrong[0]).toContain('Scopes: missing: pins:write');
    expect(wrong[0]).toContain('schakel manifest slack');
  });

  it('says that the workspace belongs to no region', async () => {
    await importIt(REGION_FILE.replace(TEAM, 'T0ELSEWHERE'));
    const { wrong } = await doctor();
    expect(wrong.join('\n')).toContain(`The workspace ${TEAM} belongs to no region`);
    expect(wrong.join('\n')).toContain(`teamId: ${TEAM}`);
  });

  it('asks for the public address with signed HTTP, and opens Socket Mode with an app-level token', async () => {
    await importIt();
    expect((await doctor({ PUBLIC_URL: '' })).wrong.join('\n')).toContain('PUBLIC_URL is missing');
    const socket = await doctor({ PUBLIC_URL: '', SLACK_APP_TOKEN: slack.appToken });
    expect(socket.wrong).toEqual([]);
    expect(socket.text).toContain('✔ SLACK_APP_TOKEN: Socket Mode can be opened');
    const refused = await doctor({ SLACK_APP_TOKEN: 'xapp-1-not-this-one' });
    expect(refused.wrong.join('\n')).toContain('Socket Mode cannot be opened (invalid_auth)');
  });

  it('names the migration that was not applied yet', async () => {
    const { rows } = await test.database.pool.query<{ name: string }>(
      `DELETE FROM "_prisma_migrations" WHERE "migration_name" = (SELECT max("migration_name") FROM "_prisma_migrations")
       RETURNING "migration_name" AS "name"`,
    );
    const { ok, wrong } = await doctor();
    expect(ok).toBe(false);
    expect(wrong.join('\n')).toContain(`not applied yet: ${rows[0]?.name}`);
  });

  it('says of an empty database that the first start makes the tables', async () => {
    const empty = await emptyDatabase(inject('adminUrl'));
    const { ok, text } = await doctor({ DATABASE_URL: empty.url });
    await empty.drop();
    expect(ok).toBe(true);
    expect(text).toContain('– The database is empty');
  });

  it('says that the database is away, without its password, and still looks at Slack', async () => {
    const { wrong, text } = await doctor({
      DATABASE_URL: 'postgresql://schakel:very-secret@127.0.0.1:1/schakel',
    });
    expect(wrong.join('\n')).toContain('The database 127.0.0.1:1/schakel cannot be reached');
    expect(text).not.toContain('very-secret');
    expect(text).toContain('✔ SLACK_BOT_TOKEN: accepted');
  });

  it('says that no region is imported', async () => {
    expect((await doctor()).wrong.join('\n')).toContain('No region is imported');
  });

  it('says that the coordinators cannot be reached, and whom Schakel cannot write to', async () => {
    await importIt(REGION_FILE.replace('name: Coördinator, slack: U0COORD', 'name: Coördinator'));
    const { wrong, text } = await doctor();
    expect(wrong.join('\n')).toContain('Region midden: coordinators cannot be reached');
    expect(text).toContain('named but not known in a workspace: coordinator');
  });

  it('says which coordinator cannot sign in, and of whom nobody hears that something is asked', async () => {
    const onWeb = (more: string): string =>
      REGION_FILE.replace('name: Coördinator, slack: U0COORD', `name: Coördinator, ${more}`);
    const SIGN_IN = 'coordinators who cannot sign in by themselves: coordinator';
    await importIt(onWeb('email: coordinator@midden.example'));
    const none = await doctor();
    expect(none.wrong).toEqual([]);
    expect(none.text).toContain('coordinators get no message: they read what is asked only when they look');
    expect(none.text).toContain(SIGN_IN);
    expect(none.text).toContain('schakel sign-in coordinator');
    const letters = {
      SMTP_URL: 'smtp://127.0.0.1:1',
      MAIL_FROM: 'schakel@midden.example',
      SMS_URL: 'http://127.0.0.1:1/sms',
      SMS_TOKEN: 'a-token-of-a-gateway',
    };
    const byMail = await doctor(letters);
    expect(byMail.text).toContain('coordinators that can be reached: 1');
    expect(byMail.text).toContain(SIGN_IN);
    await test.database.pool.query(
      `INSERT INTO "factor" ("id", "personId", "kind", "sealed", "createdAt", "confirmedAt")
       SELECT gen_random_uuid(), "personId", 'totp', '', now(), now() FROM "regionPerson" WHERE "key" = 'coordinator'`,
    );
    expect((await doctor(letters)).text).not.toContain('cannot sign in');
    await test.database.pool.query('DELETE FROM "factor"');
    await importIt(onWeb("email: coordinator@midden.example, phone: '+31612345678'"));
    expect((await doctor(letters)).text).not.toContain('cannot sign in');
  });

  it('says that the school holidays have run out', async () => {
    await importIt();
    const tools = { inspect: inspectSlack, inspectInstalled, inspectTeams, scopes: SLACK_SCOPES };
    const later = { ...CLOCK, now: () => new Date('2029-01-08T09:00:00Z') };
    const { lines } = await examine(env(), tools, later);
    expect(lines.join('\n')).toMatch(/✘ Region midden: school holidays are known until 2028-\d\d-\d\d only/);
  });

  it('sees a key that is not the one of the audit, and a key that others can read', async () => {
    await importIt();
    const other = await doctor({ SCHAKEL_KEY: 'another-secret-of-more-than-32-characters' });
    expect(other.wrong.join('\n')).toContain('not the one that the audit was made with');
    const { secretKey } = await import('../../config/env/key.ts');
    secretKey(null, folder);
    chmodSync(join(folder, 'key'), 0o644);
    expect((await doctor({ SCHAKEL_KEY: '' })).wrong.join('\n')).toContain('can be read by others (644)');
  });

  it('sees a lost or another key also in a database that an older version left', async () => {
    await importIt();
    await test.database.pool.query('DROP TABLE "knownKey"');
    await test.database.pool.query(
      'DELETE FROM "_prisma_migrations" WHERE "migration_name" LIKE \'%known_key\'',
    );
    const lost = await doctor({ SCHAKEL_KEY: '' });
    expect(lost.wrong.join('\n')).toContain('There is no key here, and this database was made with one');
    const other = await doctor({ SCHAKEL_KEY: 'another-secret-of-more-than-32-characters' });
    expect(other.wrong.join('\n')).toContain('not the one that the audit was made with');
    expect((await doctor()).wrong.join('\n')).not.toMatch(/key is|no key/);
  });

  it('makes no key and writes nothing', async () => {
    const text = (await doctor({ SCHAKEL_KEY: '' })).text;
    expect(text).toContain('– There is no key yet');
    expect(existsSync(join(folder, 'key'))).toBe(false);
  });

  it('says how many messages could not be delivered, and that messages wait for too long', async () => {
    await importIt();
    await test.database.pool.query(
      `INSERT INTO "conversation" ("id", "workspaceId", "channelId") SELECT gen_random_uuid(), "id", 'C1' FROM "workspace" WHERE "platform" = 'slack'`,
    );
    await test.database.pool.query(
      `INSERT INTO "message" ("id", "dedupeKey", "conversationId", "seq", "type", "payload", "state", "notBefore", "createdAt")
       SELECT gen_random_uuid(), 'k' || n, (SELECT "id" FROM "conversation"), n, 'Welcome', '{}', CASE n WHEN 1 THEN 'dead' ELSE 'pending' END,
         $1::timestamptz - interval '1 hour', $1 FROM generate_series(1, 3) n`,
      [NOW],
    );
    const { wrong, text } = await doctor();
    expect(wrong.join('\n')).toContain('Messages: 2 wait, the oldest for 60 minutes');
    expect(text).toContain('– Messages: 1 could never be delivered');
  });
});
