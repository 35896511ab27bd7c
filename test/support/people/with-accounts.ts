import type { Config } from '../../../src/config/env/env.ts';
import { freePort } from '../process/free-port.ts';
import { type Schakel, startSchakel } from '../schakel/start-schakel.ts';
import { ON_THE_WEB } from './on-the-web.ts';

/** A provider as the configuration names it. */
interface Vouching {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export const TEAM = 'T0TOWN';
export const TENANT = '00000000-0000-4000-8000-00000000a0a0';
export const COORDINATOR = { slack: 'U0COORD', teams: '00000000-0000-4000-8000-0000000000c1' };
export const MENTOR = { slack: 'U0MENTOR', teams: '00000000-0000-4000-8000-0000000000c2' };

/** People who are on Slack or on Teams, and come to the web with that account. */
export const ACCOUNTS_REGION = `
key: midden
name: Regio Midden
people:
  - { key: coordinator, name: Coördinator, email: coordinator@example.org, slack: ${COORDINATOR.slack} }
  - { key: mentor, name: Mentor, teams: ${MENTOR.teams} }
coordinators: [coordinator]
workspaces:
  - { platform: slack, teamId: ${TEAM} }
  - { platform: teams, tenantId: ${TENANT}, rooms: chat }
`;

/** The providers by which people come in, once it is known where they send them back to. */
export interface Providers {
  readonly slack?: (redirect: string) => Promise<Vouching>;
  readonly microsoft?: (redirect: string) => Promise<Vouching>;
}

/** The time of now, since a provider has no other; and a port that is known before, since it is where one comes back. */
export async function startWithAccounts(providers: Providers): Promise<Schakel<'web'>> {
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const slack = await providers.slack?.(`${publicUrl}/sign-in/slack/back`);
  const microsoft = await providers.microsoft?.(`${publicUrl}/sign-in/microsoft/back`);
  const config: Partial<Config> = {
    port,
    publicUrl,
    // Nothing is asked of Slack itself: nobody is written to.
    ...(slack
      ? {
          slack: {
            botToken: null,
            signingSecret: 'unused',
            appToken: null,
            apiUrl: 'http://127.0.0.1:9/',
            oauth: { ...slack, publicUrl },
          },
        }
      : {}),
    ...(microsoft
      ? {
          teams: [
            {
              appId: microsoft.clientId,
              password: microsoft.clientSecret,
              tenantId: TENANT,
              graph: {
                baseUrl: 'https://127.0.0.1:9',
                loginUrl: microsoft.issuer.split(`/${TENANT}`)[0] ?? '',
              },
              local: null,
            },
          ],
        }
      : {}),
  };
  return startSchakel({ ...ON_THE_WEB, start: new Date().toISOString(), region: ACCOUNTS_REGION, config });
}
