import type { Config } from '../../../src/config/env/env.ts';
import { type Letters, SMS_TOKEN } from '../../fakes/letters/letters.ts';
import type { Asked } from './asked.ts';
import type { Others } from './parts/parts.ts';
import type { Workspaces } from './parts/workspaces.ts';
import { SECRET } from './secret.ts';

/** The settings with which Schakel finds its database and the servers of others. */
export function configOf(asked: Asked, others: Others, at: Pick<Config, 'databaseUrl' | 'dataDir'>): Config {
  return {
    ...at,
    port: 0,
    publicUrl: others.workspaces?.proxy.address ?? null,
    key: SECRET,
    logLevel: 'silent',
    teams: Object.values(others.teams ?? {}).map((tenant) => tenant.config),
    slack: slackOf(asked, others),
    ...lettersTo(others.letters),
    ...asked.config,
  };
}

function slackOf({ slack: asked }: Asked, { slack, workspaces }: Others): Config['slack'] {
  if (workspaces) return installedBy(workspaces);
  if (!slack) return null;
  const isSocket = asked?.transport === 'socket';
  return {
    botToken: slack.botToken,
    signingSecret: isSocket ? null : slack.signingSecret,
    appToken: isSocket ? slack.appToken : null,
    apiUrl: slack.apiUrl,
  };
}

function installedBy({ app, signingSecret, apiUrl, proxy }: Workspaces): NonNullable<Config['slack']> {
  const { clientId, clientSecret } = app;
  return {
    botToken: null,
    signingSecret,
    appToken: null,
    apiUrl,
    oauth: { clientId, clientSecret, publicUrl: proxy.address },
  };
}

function lettersTo(letters: Letters | undefined): Pick<Config, 'mail' | 'sms'> {
  if (!letters) return {};
  return {
    mail: { url: letters.smtpUrl, from: 'Schakel <schakel@example.org>' },
    sms: { url: letters.smsUrl, token: SMS_TOKEN },
  };
}
