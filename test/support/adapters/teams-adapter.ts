import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTeams, type Teams } from '../../../adapters/teams/index.ts';
import type { StandInUser } from '../../fakes/teams/index.ts';
import { turnedClock } from '../schakel/clock.ts';
import { startTenant, type Tenant } from '../schakel/parts/tenant.ts';
import { type RecordingUseCases, recordingUseCases } from './slack-adapter.ts';

const TENANT = '00000000-0000-4000-8000-00000000a004';
const user = (n: number, name: string, more: Partial<StandInUser> = {}): StandInUser => ({
  aadObjectId: `00000000-0000-4000-8000-0000000008${String(n).padStart(2, '0')}`,
  name,
  ...more,
});
export const TEAMS_PEOPLE = {
  lead: user(1, 'De regiehouder'),
  teacher: user(2, 'De mentor'),
  /** Somebody of another tenant takes part in the channel, and has no chat with the bot. */
  neighbour: user(3, 'De jeugdarts', { tenantId: '00000000-0000-4000-8000-00000000a005' }),
};

export interface OpenedTeams {
  readonly tenant: Tenant;
  readonly useCases: RecordingUseCases;
  readonly app: Teams;
  /** The channel of a case, with the people of it and the app in it. */
  readonly channel: string;
  close(): Promise<void>;
}

/**
 * The real adapter on a local Teams and a local Graph, with use cases that record. `targeted`: it is told that the tenant
 * has messages for one person alone; `hasThem`: whether that is so.
 */
export async function openTeams({ targeted = false, hasThem = () => targeted } = {}): Promise<OpenedTeams> {
  const users = Object.values(TEAMS_PEOPLE);
  const tenant = await startTenant(
    { tenantId: TENANT, users, pace: false, targets: hasThem },
    turnedClock('2026-11-23T09:00:00Z'),
  );
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const useCases = recordingUseCases();
  const app = createTeams([{ ...tenant.config, targeted }], quiet);
  app.open(useCases);
  const server = createServer((request, response) => app.requestListener()?.(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  tenant.teams.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`);
  const channel = '19:wilg-27@thread.tacv2';
  const members = () => users.map(({ aadObjectId }) => aadObjectId);
  tenant.teams.openRoom({ id: channel, kind: 'channel', name: 'Wilg-27', members, hasBot: () => true });
  return {
    tenant,
    useCases,
    app,
    channel,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await tenant.close();
    },
  };
}

export const TEAMS_WORKSPACE = { id: 'w', externalId: TENANT, settings: {} };
