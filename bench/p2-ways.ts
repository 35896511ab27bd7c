import { randomUUID } from 'node:crypto';
import { type Agent, request } from 'node:http';
import { startOpenId } from '../test/fakes/teams/connector/open-id.ts';
import type { Growing } from './parts/growing.ts';
import { TEAM } from './parts/population.ts';
import { channelOf, ownerOf } from './parts/population-sql.ts';
import { lostOn, type SlashCommand, sendCommand } from './parts/signed.ts';

/** A way in through which people say that agreement 10 of a case is done. */
export interface MeasuredWay {
  readonly name: 'slack' | 'teams';
  /** The environment that the measured process needs for it. */
  readonly env: Readonly<Record<string, string>>;
  /** The number of the first case that comes in this way; the next ones follow. */
  readonly first: number;
  /** Sends a command to a process whose clock is `ahead` (ms). Rejects when it was not acknowledged. */
  send(port: number, agent: Agent, caseNumber: number, ahead: number): Promise<void>;
  close(): Promise<void>;
}

/** P8 uses the first cases for its own commands. */
const FIRST_CASE = 2_000;
/** The number of cases with a room on Teams too, where there are so many: more than are asked for in one run. */
const ON_TEAMS = 12_000;

export function slackWay(): MeasuredWay {
  return {
    name: 'slack',
    env: {},
    first: FIRST_CASE,
    send: async (port, agent, n, ahead) => {
      const answer = await sendCommand(port, agent, klaar(n), ahead);
      if (answer.status !== 200) throw new Error(`answered ${answer.status}: ${answer.body}`);
    },
    close: async () => undefined,
  };
}

export function klaar(caseNumber: number, text = '10'): SlashCommand {
  const [user, channel] = [ownerOf(caseNumber), channelOf(caseNumber)];
  return { team: TEAM, user, channel, command: '/klaar', text };
}

/** Buttons of cards, with a signed token each, in cases that have a room in a tenant as well. */
export async function teamsWay(region: Growing, connector: string): Promise<MeasuredWay> {
  const [tenantId, appId] = [randomUUID(), randomUUID()];
  const openId = await startOpenId(appId, () => connector);
  const authorization = `Bearer ${openId.token()}`;
  const first = Math.floor(region.size() / 2);
  await onTeams(region, tenantId, connector, first);
  let count = 0;
  return {
    name: 'teams',
    env: {
      TEAMS_APP_ID: appId,
      TEAMS_APP_PASSWORD: 'of-the-benchmarks',
      TEAMS_TENANT_ID: tenantId,
      TEAMS_LOCAL_URL: connector,
      BENCH_OPEN_ID: openId.metadataUrl,
    },
    first,
    send: (port, agent, n) => {
      count += 1;
      const where = { id: `19:bench${n}@thread.tacv2`, conversationType: 'channel', tenantId };
      const data = { schakel: { agreementId: benchId(4, n * 10 + 10) } };
      const activity = {
        ...{ type: 'invoke', name: 'adaptiveCard/action', id: `bench-${count}`, channelId: 'msteams' },
        ...{ serviceUrl: connector, recipient: { id: `28:${appId}` }, conversation: where },
        from: { id: '29:bench', aadObjectId: benchId(2, ownerNumber(n)) },
        value: { action: { type: 'Action.Execute', verb: 'command:agreement.reportDone', data } },
      };
      return post(port, agent, authorization, JSON.stringify(activity));
    },
    close: () => openId.close(),
  };
}

/** The same ids as `bench_id` in SQL makes. */
function benchId(kind: number, n: number): string {
  return `${kind.toString(16).padStart(8, '0')}-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
}

function ownerNumber(caseNumber: number): number {
  return (1 + Math.floor(caseNumber / 20)) * 200 + 2;
}

/** A tenant of the region, in which the owners of these cases have an account and the cases a room. */
async function onTeams(region: Growing, tenantId: string, serviceUrl: string, from: number): Promise<void> {
  const { pool } = region.database;
  const settings = JSON.stringify({ serviceUrl });
  const workspace = benchId(48, 1);
  await pool.query(
    `INSERT INTO "workspace" (
       "id",
       "platform",
       "externalId",
       "settings"
     )
     VALUES ($1, 'teams', $2, $3)`,
    [workspace, tenantId, settings],
  );
  await pool.query(`INSERT INTO "regionWorkspace" ("regionId", "workspaceId") VALUES ($1, $2)`, [
    region.region.id,
    workspace,
  ]);
  const cases = [workspace, from, Math.min(from + ON_TEAMS - 1, region.size())];
  await pool.query(
    `INSERT INTO "identity" (
       "id",
       "personId",
       "workspaceId",
       "externalId"
     )
     SELECT DISTINCT
       bench_id(49, p),
       bench_id(2, p),
       $1::uuid,
       bench_id(2, p)::text
     FROM generate_series($2::bigint, $3::bigint) i,
       LATERAL (SELECT (1 + i / 20) * 200 + 2 AS p) o`,
    cases,
  );
  await pool.query(
    `INSERT INTO "room" (
       "id",
       "caseId",
       "workspaceId",
       "audience",
       "externalId",
       "name",
       "state",
       "sharedWith",
       "invitedTeams"
     )
     SELECT
       bench_id(50, i),
       bench_id(1, i),
       $1::uuid,
       'case',
       '19:bench' || i || '@thread.tacv2',
       'wilg-' || i,
       'open',
       '{}',
       '{}'
     FROM generate_series($2::bigint, $3::bigint) i`,
    cases,
  );
  await pool.query('VACUUM ANALYZE');
}

function post(port: number, agent: Agent, authorization: string, body: string): Promise<void> {
  const headers = {
    authorization,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const to = { host: '127.0.0.1', port, path: '/api/messages', method: 'POST', agent, headers };
    const sent = request(to, (response) => {
      response.resume().on('end', () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`answered ${response.statusCode}`));
      });
    });
    sent.on('error', (error) => reject(lostOn(sent, error)));
    sent.end(body);
  });
}
