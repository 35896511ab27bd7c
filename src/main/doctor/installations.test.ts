import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  EAST,
  ORGANISATION,
  SCHOOL,
  SOUTH,
  TOWN,
  WEST,
  WHOLE,
} from '../../../test/support/people/in-many-workspaces.ts';
import { openRealm, type Realm, SECRET } from '../../../test/support/schakel/workspaces.ts';
import { inspectInstalled, inspectSlack, inspectTeams, SLACK_SCOPES } from '../../main.ts';
import { examine } from './doctor.ts';

/** `schakel doctor` where workspaces install the app themselves. */
describe('the doctor, of an app that workspaces install', () => {
  let realm: Realm;
  beforeEach(async () => {
    realm = await openRealm();
  });
  afterEach(() => realm?.close());

  const doctor = async (changed: Record<string, string> = {}): Promise<string> => {
    const env = {
      DATABASE_URL: realm.database.url,
      SCHAKEL_DATA: realm.config.dataDir,
      SCHAKEL_KEY: SECRET,
      PUBLIC_URL: realm.address,
      SLACK_CLIENT_ID: realm.slack.app.clientId,
      SLACK_CLIENT_SECRET: realm.slack.app.clientSecret,
      SLACK_SIGNING_SECRET: realm.slack.signingSecret,
      SLACK_API_URL: realm.slack.apiUrl,
      ...changed,
    };
    const tools = { inspect: inspectSlack, inspectInstalled, inspectTeams, scopes: SLACK_SCOPES };
    return (await examine(env, tools, realm.clock)).lines.join('\n');
  };

  it('says where one installs, and which workspaces of the regions still have to', async () => {
    const text = await doctor();
    expect(text).toContain(`✔ SLACK_CLIENT_ID: workspaces install the app at ${realm.address}/slack/install`);
    expect(text).toContain('– No workspace has installed the app yet');
    for (const team of [TOWN, SCHOOL, SOUTH, EAST, WEST])
      expect(text).toMatch(new RegExp(`✘ The workspace ${team} \\(region \\w+\\) has not installed the app`));
  });

  it('says that each installation is accepted, and names an organisation that let in no workspace', async () => {
    await realm.install('Gemeente');
    await realm.install('Stichting');
    const text = await doctor();
    expect(text).toContain(`✔ Slack accepts the token of the workspace Gemeente (${TOWN})`);
    expect(text).toContain(`✔ The workspace ${TOWN} belongs to a region`);
    expect(text).not.toContain(`${TOWN} (region`);
    expect(text).not.toContain('Scopes: missing');
    expect(text).toContain(
      `– In the organisation ${ORGANISATION.name} (${WHOLE}) no workspace was let in yet`,
    );
    await realm.slack.grant(EAST);
    expect(await doctor()).toContain(`✔ The workspace ${EAST} belongs to a region`);
  });

  it('says of a token that ended that it is renewed by itself, and renews nothing', async () => {
    await realm.install('Gemeente');
    realm.clock.advance(13 * 3_600_000);
    // Where the audit stands is written down beside what people do.
    await realm.settle();
    const before = await realm.dump();
    expect(await doctor()).toContain(`– The token of the workspace Gemeente (${TOWN}) ended on`);
    expect(await realm.dump()).toBe(before);
  });

  it('names an installation that Slack refuses, with the link to do it again, and a key that is another one', async () => {
    await realm.install('Gemeente');
    realm.closed(true);
    await realm.slack.uninstall({ kind: 'team', id: TOWN });
    realm.closed(false);
    const again = `Install the app again: ${realm.address}/slack/install`;
    const text = await doctor();
    expect(text).toContain(
      `✘ Slack refuses the token of the workspace Gemeente (${TOWN}) (account_inactive)`,
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
    await realm.install('Gemeente');
    const text = await doctor();
    for (const { token } of realm.slack.calls()) if (token) expect(text).not.toContain(token);
  });
});
