import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { everyRow } from '../../../test/support/database/every-row.ts';
import {
  EAST,
  IN_MANY_WORKSPACES,
  MUNICIPALITY,
  ORGANISATION,
  SCHOOL,
  SOUTH,
  WEST,
  WHOLE,
} from '../../../test/support/people/in-many-workspaces.ts';
import { SECRET } from '../../../test/support/schakel/secret.ts';
import { type Schakel, startSchakel } from '../../../test/support/schakel/start-schakel.ts';
import { inspectInstalled, inspectSlack, inspectTeams, SLACK_SCOPES } from '../../main.ts';
import { examine } from './doctor.ts';

/** `schakel doctor` where workspaces install the app themselves. */
describe('the doctor, of an app that workspaces install', () => {
  let schakel: Schakel<'workspaces' | 'log'>;
  beforeEach(async () => {
    schakel = await startSchakel(IN_MANY_WORKSPACES);
  });
  afterEach(() => schakel?.stop());

  const doctor = async (changed: Record<string, string> = {}): Promise<string> => {
    const env = {
      DATABASE_URL: schakel.database.url,
      SCHAKEL_DATA: schakel.config.dataDir,
      SCHAKEL_KEY: SECRET,
      PUBLIC_URL: schakel.base,
      SLACK_CLIENT_ID: schakel.workspaces.app.clientId,
      SLACK_CLIENT_SECRET: schakel.workspaces.app.clientSecret,
      SLACK_SIGNING_SECRET: schakel.workspaces.signingSecret,
      SLACK_API_URL: schakel.workspaces.apiUrl,
      ...changed,
    };
    const tools = { inspect: inspectSlack, inspectInstalled, inspectTeams, scopes: SLACK_SCOPES };
    return (await examine(env, tools, schakel.clock)).lines.join('\n');
  };

  it('says where one installs, and which workspaces of the regions still have to', async () => {
    const text = await doctor();
    expect(text).toContain(`✔ SLACK_CLIENT_ID: workspaces install the app at ${schakel.base}/slack/install`);
    expect(text).toContain('– No workspace has installed the app yet');
    for (const team of [MUNICIPALITY, SCHOOL, SOUTH, EAST, WEST])
      expect(text).toMatch(new RegExp(`✘ The workspace ${team} \\(region \\w+\\) has not installed the app`));
  });

  it('says that each installation is accepted, and names an organisation that let in no workspace', async () => {
    await schakel.workspaces.install('Gemeente');
    await schakel.workspaces.install('Stichting');
    const text = await doctor();
    expect(text).toContain(`✔ Slack accepts the token of the workspace Gemeente (${MUNICIPALITY})`);
    expect(text).toContain(`✔ The workspace ${MUNICIPALITY} belongs to a region`);
    expect(text).not.toContain(`${MUNICIPALITY} (region`);
    expect(text).not.toContain('Scopes: missing');
    expect(text).toContain(
      `– In the organisation ${ORGANISATION.name} (${WHOLE}) no workspace was let in yet`,
    );
    await schakel.workspaces.grant(EAST);
    expect(await doctor()).toContain(`✔ The workspace ${EAST} belongs to a region`);
  });

  it('says of a token that ended that it is renewed by itself, and renews nothing', async () => {
    await schakel.workspaces.install('Gemeente');
    schakel.clock.advance(13 * 3_600_000);
    // Where the audit stands is written down beside what people do.
    await schakel.settle();
    const before = await everyRow(schakel.database);
    expect(await doctor()).toContain(`– The token of the workspace Gemeente (${MUNICIPALITY}) ended on`);
    expect(await everyRow(schakel.database)).toBe(before);
  });

  it('names an installation that Slack refuses, with the link to do it again, and a key that is another one', async () => {
    await schakel.workspaces.install('Gemeente');
    schakel.workspaces.proxy.lead();
    await schakel.workspaces.uninstall({ kind: 'team', id: MUNICIPALITY });
    schakel.workspaces.proxy.lead(schakel.app.port);
    const again = `Install the app again: ${schakel.base}/slack/install`;
    const text = await doctor();
    expect(text).toContain(
      `✘ Slack refuses the token of the workspace Gemeente (${MUNICIPALITY}) (account_inactive)`,
    );
    expect(text).toContain(again);
    const other = await doctor({ SCHAKEL_KEY: 'another-secret-that-only-tests-know-0123456789ab' });
    expect(other).toContain('✘ The key is not the one that the audit was made with: Schakel does not start');
    const withOld = await doctor({
      SCHAKEL_KEY: 'another-secret-that-only-tests-know-0123456789ab',
      SCHAKEL_KEY_OLD: SECRET,
    });
    expect(withOld).not.toContain('cannot be opened');
  });

  it('shows no token', async () => {
    await schakel.workspaces.install('Gemeente');
    const text = await doctor();
    for (const { token } of schakel.workspaces.calls()) if (token) expect(text).not.toContain(token);
  });
});
