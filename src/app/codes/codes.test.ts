import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database/test-database.ts';
import type { TestDatabase } from '../../../test/support/database/test-server.ts';
import { turnedClock } from '../../../test/support/schakel/clock.ts';
import { parseRegionFile } from '../../config/region/region-file.ts';
import type { CaseState } from '../../domain/case/state.ts';
import { regionFiles } from '../../main/region-files.ts';
import type { Document } from '../../ports/document.ts';
import { inlineWords } from '../../ports/document.ts';
import { auditKeys } from '../../store/audit/audit.ts';
import { createStore, type PostgresStore } from '../../store/index.ts';
import { importRegion } from '../../store/regions/import.ts';
import { createUseCases } from '../handle-request.ts';
import type { Outcome, Request, UseCases } from '../inbound.ts';

const KEYS = auditKeys('a-secret-that-only-tests-know-0123456789abcdef');
const region = (key: string, teams: readonly string[], coordinator: string): string => `
key: ${key}
name: Regio ${key}
people:
  - { key: coordinator, name: Coördinator ${key}, slack: ${coordinator} }
  - { key: wijkteam, name: Wijkteam ${key}, slack: U0WIJK${key.toUpperCase()}, slackTeam: ${teams.at(-1)} }
coordinators: [coordinator]
consent: unless-refused
consentReason: zo werken wij hier al jaren
workspaces: [${teams.map((t) => `{ platform: slack, teamId: ${t} }`).join(', ')}]
`;

/** A region on two workspaces, and another region on a third. */
describe('codes that people carry from one workspace to another', () => {
  let database: TestDatabase;
  let store: PostgresStore;
  let useCases: UseCases;
  const clock = turnedClock('2027-01-11T09:00:00.000Z');

  beforeAll(async () => {
    database = await createTestDatabase();
    for (const file of [
      region('oost', ['T0SCHOOL', 'T0STAD'], 'U0COORD'),
      region('west', ['T0WEST'], 'U0WEST'),
    ]) {
      const parsed = parseRegionFile(file);
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
      await importRegion(database.database, KEYS, parsed.region, clock.now().toISOString());
    }
    store = createStore(database.database, KEYS, () => '2027-01-11');
    const quiet = (): void => undefined;
    const describeMember = async (_w: string, id: string) =>
      ({
        name: `Lid ${id}`,
        email: null,
        language: null,
        guest: false,
        administrator: false,
        deactivated: false,
        bot: false,
      }) as const;
    useCases = createUseCases({
      store,
      clock,
      newId: randomUUID,
      webUrl: null,
      files: regionFiles,
      directories: { slack: { describe: describeMember } },
      log: { info: quiet, warn: quiet, error: quiet },
    });
    await ask('T0SCHOOL', 'U0COORD', submit('case.open', { firstDay: '2027-01-04' }));
    await ask(
      'T0SCHOOL',
      'U0COORD',
      submit('participant.add', { caseId: await caseId(), member: 'U0IB', role: 'supportCoordinator' }),
    );
    await ask('T0SCHOOL', 'U0IB', submit('agreement.create', await agreement()));
  });
  afterAll(() => database?.drop());

  const ask = (team: string, user: string, request: Request): Promise<Outcome> =>
    useCases.handle({
      key: randomUUID(),
      platform: 'slack',
      workspaceExternalId: team,
      userExternalId: user,
      channel: null,
      request,
    });
  const say = (team: string, user: string, text: string): Promise<Outcome> =>
    ask(team, user, { type: 'text', root: 'schakel', text });
  const submit = (command: string, args: Record<string, string>): Request => ({
    type: 'submit',
    command,
    args: 'caseId' in args ? { caseId: args.caseId as string } : {},
    values: Object.fromEntries(Object.entries(args).filter(([k]) => k !== 'caseId')),
  });
  const press = (team: string, user: string, outcome: Outcome): Promise<Outcome> => {
    const action = outcome.reply?.blocks.flatMap((b) => (b.kind === 'actions' ? b.actions : []))[0];
    if (!action || !('command' in action.does)) throw new Error(`nothing to press: ${words(outcome)}`);
    return ask(team, user, { type: 'command', command: action.does.command, args: action.args });
  };
  const only = async (): Promise<CaseState> => {
    const { rows } = await database.database.pool.query<{ id: string }>('SELECT "id" FROM "case" LIMIT 1');
    return (await store.cases(rows.map((r) => r.id)))[0] as CaseState;
  };
  const caseId = async (): Promise<string> => (await only()).case.id;
  const agreement = async (): Promise<Record<string, string>> => {
    const { participants, case: c } = await only();
    return {
      caseId: c.id,
      title: 'Onderwijsplan',
      doneWhen: 'gedeeld',
      owner: participants.find((p) => p.role === 'supportCoordinator')?.id ?? '',
      due: '2027-02-01',
    };
  };
  const codeFor = async (
    command: 'participant.invite' | 'identity.code',
    team: string,
    user: string,
  ): Promise<string> => {
    const request: Request =
      command === 'identity.code'
        ? { type: 'command', command, args: {} }
        : submit(command, { caseId: await caseId(), role: 'municipalCaseManager' });
    const code = /(?<![\w-])[A-Z2-9]{4}(?:-[A-Z2-9]{4}){2}(?![\w-])/.exec(
      words(await ask(team, user, request)),
    )?.[0];
    if (!code) throw new Error('no code');
    return code;
  };
  /** Kinds of message and task that wait in the line of each room, by workspace. */
  const waiting = async (team: string): Promise<string[]> => {
    const { rows } = await database.database.pool.query<{ type: string }>(
      `SELECT m."type" FROM "message" m JOIN "conversation" c ON c."id" = m."conversationId" JOIN "workspace" w ON w."id" = c."workspaceId"
       WHERE w."externalId" = $1 AND c."roomId" IS NOT NULL ORDER BY m."seq"`,
      [team],
    );
    return rows.map((r) => r.type);
  };

  it('a case begins with one room, in the workspace where it was opened', async () => {
    expect((await only()).rooms).toHaveLength(1);
    expect(await waiting('T0STAD')).toEqual([]);
  });

  it('a code does nothing in a workspace of another region, and is not known to exist there', async () => {
    const code = await codeFor('participant.invite', 'T0SCHOOL', 'U0COORD');
    expect(words(await say('T0WEST', 'U0WEST', `meedoen ${code}`))).toContain('Deze code werkt niet');
    expect(words(await say('T0WEST', 'U0NEW', `meedoen ${code}`))).toBe(
      words(await say('T0WEST', 'U0NEW', 'meedoen AAAA-AAAA-AAAA')),
    );
  });

  it('only the lead or a coordinator makes a code to take part', async () => {
    expect(
      words(
        await ask(
          'T0SCHOOL',
          'U0IB',
          submit('participant.invite', { caseId: await caseId(), role: 'guardian' }),
        ),
      ),
    ).not.toMatch(/[A-Z2-9]{4}-/);
  });

  it('a code may be typed in the digits and letters of any keyboard', async () => {
    const code = await codeFor('participant.invite', 'T0SCHOOL', 'U0COORD');
    const arabic = code.replace(/\d/g, (digit) => String.fromCodePoint(0x0660 + Number(digit)));
    const wide = code.replace(/[A-Z2-9-]/g, (sign) => String.fromCodePoint(sign.charCodeAt(0) + 0xfee0));
    for (const typed of [arabic, wide, `\u202a${code}\u202c`])
      expect(words(await say('T0STAD', 'U0CM', `meedoen ${typed}`))).toContain('meedoen in');
  });

  it('who joins with a code from another workspace brings a room there, with what stands open', async () => {
    const code = await codeFor('participant.invite', 'T0SCHOOL', 'U0COORD');
    const asked = await say('T0STAD', 'U0CM', `Meedoen ${code.toLowerCase().replaceAll('-', ' ')}`);
    expect(words(asked)).toContain(`meedoen in ${(await only()).case.code}`);
    expect((await only()).rooms).toHaveLength(1);
    expect(words(await press('T0STAD', 'U0CM', asked))).toContain('Welkom in');
    expect((await only()).participants.map((p) => p.role).sort()).toEqual([
      'coordinator',
      'municipalCaseManager',
      'supportCoordinator',
    ]);
    expect(await waiting('T0STAD')).toEqual([
      'OpenRoom',
      'Invite',
      'SetTopic',
      'Welcome',
      'ParticipantJoined',
      'Overview',
      'AgreementCard',
    ]);
    expect(await waiting('T0SCHOOL')).toContain('ParticipantJoined');
  });

  it('a code works once', async () => {
    const code = await codeFor('participant.invite', 'T0SCHOOL', 'U0COORD');
    const first = await say('T0STAD', 'U0GGD', `meedoen ${code}`);
    const second = await say('T0STAD', 'U0RMC', `meedoen ${code}`);
    const [a, b] = await Promise.all([press('T0STAD', 'U0GGD', first), press('T0STAD', 'U0RMC', second)]);
    expect([words(a), words(b)].filter((w) => w.includes('Welkom in'))).toHaveLength(1);
    expect([words(a), words(b)].filter((w) => w.includes('Deze code werkt niet'))).toHaveLength(1);
  });

  describe('of a lead', () => {
    const leads = async (): Promise<void> => {
      const { participants, case: c } = await only();
      const participant = participants.find((p) => p.role === 'supportCoordinator')?.id ?? '';
      await ask('T0SCHOOL', 'U0COORD', submit('lead.suggest', { caseId: c.id, participant }));
      await ask('T0SCHOOL', 'U0IB', { type: 'command', command: 'lead.accept', args: { caseId: c.id } });
      expect((await only()).case.leadId).toBe(participant);
    };
    const releases = async (): Promise<Outcome> =>
      ask('T0SCHOOL', 'U0IB', {
        type: 'command',
        command: 'lead.release',
        args: { caseId: await caseId() },
      });

    it('a code to take part works while they lead', async () => {
      await leads();
      const code = await codeFor('participant.invite', 'T0SCHOOL', 'U0IB');
      expect(
        words(await press('T0STAD', 'U0ARTS', await say('T0STAD', 'U0ARTS', `meedoen ${code}`))),
      ).toContain('Welkom in');
    });

    it('a code to take part ends when they lead no more, and says whom to ask', async () => {
      const code = await codeFor('participant.invite', 'T0SCHOOL', 'U0IB');
      const asked = await say('T0STAD', 'U0VREEMD', `meedoen ${code}`);
      expect(words(asked)).toContain('meedoen in');
      await releases();
      const before = (await only()).participants.length;
      for (const answer of [
        await press('T0STAD', 'U0VREEMD', asked),
        await say('T0STAD', 'U0VREEMD', `meedoen ${code}`),
      ]) {
        expect(words(answer)).toContain('Deze code geldt niet meer');
        expect(words(answer)).toContain('Vraag de regiehouder of de coördinator om een nieuwe code');
      }
      expect((await only()).participants).toHaveLength(before);
    });
  });

  it('an agreement made in one workspace gets its card in both, and a later state too', async () => {
    const cards = async (): Promise<unknown[]> =>
      (
        await database.database.pool.query(
          `SELECT w."externalId", m."payload"->'agreement'->>'title' AS "title" FROM "message" m JOIN "conversation" c ON c."id" = m."conversationId"
           JOIN "workspace" w ON w."id" = c."workspaceId" WHERE m."type" = 'AgreementCard' ORDER BY 2, 1`,
        )
      ).rows;
    await ask('T0STAD', 'U0CM', submit('agreement.create', { ...(await agreement()), title: 'Zorgplan' }));
    expect(await cards()).toEqual([
      { externalId: 'T0SCHOOL', title: 'Onderwijsplan' },
      { externalId: 'T0STAD', title: 'Onderwijsplan' },
      { externalId: 'T0SCHOOL', title: 'Zorgplan' },
      { externalId: 'T0STAD', title: 'Zorgplan' },
    ]);
  });

  it('a person shows with a code that two accounts are theirs, and is one person from then on', async () => {
    const code = await codeFor('identity.code', 'T0SCHOOL', 'U0IB');
    const asked = await say('T0STAD', 'U0IB2', `koppel ${code}`);
    expect(words(asked)).toContain('Dit account gaat horen bij Lid U0IB');
    expect(words(await press('T0STAD', 'U0IB2', asked))).toContain('hoort nu bij Lid U0IB');
    const one = (await only()).people.find((p) => p.name === 'Lid U0IB');
    expect(one?.identities.map((i) => i.externalId).sort()).toEqual(['U0IB', 'U0IB2']);
    expect((await waiting('T0STAD')).filter((t) => t === 'Invite').length).toBeGreaterThan(1);
    expect(
      words(await ask('T0STAD', 'U0IB2', { type: 'command', command: 'agreement.mine', args: {} })),
    ).toContain('Onderwijsplan');
  });

  it('two people who are one are put together, with what both had', async () => {
    const code = await codeFor('identity.code', 'T0SCHOOL', 'U0IB');
    const asked = await say('T0STAD', 'U0WIJKOOST', `link ${code}`);
    expect(words(await press('T0STAD', 'U0WIJKOOST', asked))).toContain('hoort nu bij');
    const { rows } = await database.database.pool.query(
      `SELECT count(*) AS "n" FROM "person" WHERE "name" = 'Wijkteam oost'`,
    );
    expect(rows).toEqual([{ n: 0 }]);
    expect((await store.regionByKey('oost'))?.id).toBeDefined();
  });

  it('two accounts that take part in one case as two people are not put together', async () => {
    const code = await codeFor('identity.code', 'T0SCHOOL', 'U0COORD');
    const asked = await say('T0STAD', 'U0CM', `koppel ${code}`);
    expect(words(await press('T0STAD', 'U0CM', asked))).toContain('als twee personen');
  });

  it('of somebody whose account was closed meanwhile brings no other account to them', async () => {
    const code = await codeFor('identity.code', 'T0STAD', 'U0CM');
    await store.setMemberActive('slack', 'T0STAD', 'U0CM', clock.now().toISOString());
    expect(words(await say('T0SCHOOL', 'U0NIEUW', `koppel ${code}`))).toContain('Deze code werkt niet');
  });

  it('a code is over after its time, and is nowhere in the database in clear', async () => {
    const code = await codeFor('identity.code', 'T0SCHOOL', 'U0COORD');
    const { rows } = await database.database.pool.query<{ n: number }>(
      'SELECT count(*) AS "n" FROM "inbound" WHERE strpos("reply"::text, $1) > 0',
      [code],
    );
    expect(rows).toEqual([{ n: 0 }]);
    clock.advance(16 * 60_000);
    expect(words(await say('T0STAD', 'U0LATE', `koppel ${code}`))).toContain('Deze code werkt niet');
  });

  it('a code to take part in a case that was closed says so, and brings nobody in', async () => {
    const code = await codeFor('participant.invite', 'T0SCHOOL', 'U0COORD');
    const close = { caseId: await caseId(), outcome: 'education', stopReason: 'rond', reason: 'rond' };
    await ask('T0SCHOOL', 'U0COORD', submit('case.close', close));
    expect((await only()).case.status).toBe('closed');
    const answer = words(await say('T0STAD', 'U0TELAAT', `meedoen ${code}`));
    expect(answer).toContain('is afgesloten');
    expect(answer).not.toContain('meedoen in');
  });
});

function words(outcome: Outcome): string {
  const text = (d: Document): string =>
    d.blocks
      .flatMap((b) => ('text' in b ? (typeof b.text === 'string' ? [b.text] : b.text) : []))
      .map((i) => inlineWords(i))
      .join('');
  return outcome.reply ? text(outcome.reply) : JSON.stringify(outcome.errors ?? '');
}
