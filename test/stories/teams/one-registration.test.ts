import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTeams } from '../../../adapters/teams/index.ts';
import type { TeamsConfig } from '../../../src/config/env/env.ts';
import { line } from '../../../src/main/doctor/check.ts';
import { checkTeams } from '../../../src/main/doctor/teams.ts';
import { inspectTeams } from '../../../src/main.ts';
import { connectorOf } from '../../fakes/teams/support.ts';
import { ok } from '../../support/people/actor.ts';
import { bringIn, openCaseInChat } from '../../support/people/acts.ts';
import { COORDINATOR, LEAD, SCHOOL } from '../../support/people/in-slack.ts';
import { type InThreePlaces, threePlaces, withPeople } from '../../support/people/in-three-places.ts';
import { startSchakel } from '../../support/schakel/start-schakel.ts';
import { STORY_START } from '../whole/story4-script.ts';

const ELSEWHERE = '00000000-0000-4000-8000-00000000a0ff';

/** The school's tenant holds the only registration; the municipality's tenant consented to it. */
describe('two tenants in one case, with one registration', () => {
  let here: InThreePlaces;
  let room = '';
  const as = (who: string) => here.people.as(who);
  const read = (tenant: InThreePlaces['teams']['school']): string =>
    tenant.read(tenant.channel(room)).join('\n———\n');
  const doctor = async (changed: Partial<TeamsConfig> = {}): Promise<string> => {
    const all = [here.teams.school.config, { ...here.teams.municipality.config, ...changed }];
    return (await checkTeams(all, { inspectTeams })).map(line).join('\n');
  };

  beforeAll(async () => {
    const { teams, ...rest } = threePlaces();
    const oneRegistration = { ...teams, municipality: { ...teams.municipality, home: 'school' } };
    here = withPeople(await startSchakel({ ...rest, teams: oneRegistration, start: STORY_START }));
    await here.at('2027-03-11', '09:30');
    await openCaseInChat(as(COORDINATOR), here);
    room = here.newest();
    for (const [member, role, organisation] of [
      [LEAD, 'municipalCaseManager', 'gemeente'],
      [SCHOOL, 'supportCoordinator', 'school'],
    ] as const) {
      await bringIn(as(COORDINATOR), here, room, { member, role, organisation });
    }
    ok(await as(LEAD).click({ channel: room }, 'Ik neem de regie'));
    await here.settle();
  });
  afterAll(() => here?.stop());

  it('is one app for both', () => {
    const { school, municipality } = here.teams;
    expect(municipality.config.appId).toBe(school.config.appId);
    expect(municipality.config.tenantId).not.toBe(school.config.tenantId);
    expect(municipality.config.homeTenantId).toBe(school.config.tenantId);
  });

  it('gives each its own room, and an agreement and its answer stand in both', async () => {
    ok(await as(LEAD).command(room, '/afspraak'));
    ok(
      await as(LEAD).submit({
        title: 'Rooster',
        owner: 'Ondersteuningscoördinator school (ondersteuningscoördinator van school)',
        due: 'donderdag 18 maart',
        doneWhen: 'gedeeld met iedereen',
      }),
    );
    await here.settle();
    for (const tenant of [here.teams.school, here.teams.municipality])
      expect(read(tenant)).toContain('Rooster');
    ok(await as(SCHOOL).click({ channel: room, text: 'Rooster' }, 'Klopt'));
    await here.settle();
    const [ofSchool, ofMunicipality] = [read(here.teams.school), read(here.teams.municipality)];
    for (const words of [ofSchool, ofMunicipality])
      expect(words).toContain('Bevestigd door: Casemanager gemeente, Ondersteuningscoördinator school');
  });

  it('writes to people of both, each in their own tenant', async () => {
    ok(await as(SCHOOL).command(room, '/schakel afspraken'));
    await here.settle();
    expect(here.written(LEAD).length).toBeGreaterThan(0);
    expect(here.written(SCHOOL).length).toBeGreaterThan(0);
    const asked = [...here.teams.school.teams.calls(), ...here.teams.municipality.teams.calls()];
    expect(asked.filter(({ status }) => status === 401)).toEqual([]);
  });

  it('does not answer a tenant that nobody connected, though the token of the connector is good', async () => {
    const { teams } = here.teams.municipality;
    const { status } = await teams.redeliver({
      ...{ type: 'message', text: 'hulp', id: 'from-elsewhere' },
      conversation: { id: 'a:elsewhere', conversationType: 'personal', tenantId: ELSEWHERE },
      channelData: { tenant: { id: ELSEWHERE } },
    });
    expect(status).toBe(401);
  });

  it('is refused at the connector with no token, and with one of the customer’s tenant', async () => {
    const { municipality } = here.teams;
    expect(
      (await connectorOf(municipality.teams).post(municipality.channel(room), { text: 'x' })).status,
    ).toBe(401);
    const { homeTenantId: _, ...wrong } = municipality.config;
    const local = { ...municipality.config.local, loginUrl: municipality.graph.url } as TeamsConfig['local'];
    const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const { platform } = createTeams([{ ...wrong, local }], quiet);
    const workspace = { id: 'w', externalId: wrong.tenantId, settings: {} };
    const to = { workspace, target: { room: municipality.channel(room) }, mentions: {} };
    const document = { notification: 'Wilg-27', blocks: [] };
    expect(await platform.post(to, document, 'a-message')).toMatchObject({
      ok: false,
      failure: { kind: 'never', reason: 'connection' },
    });
  });

  it('is good in the eyes of the doctor, once for the registration and once for each tenant', async () => {
    const said = await doctor();
    const { appId, tenantId } = here.teams.school.config;
    expect(said.split('\n')).toEqual([
      `✔ Teams: the registration ${appId} in the tenant ${tenantId} gives a token to write with`,
      `✔ Teams: the tenant ${tenantId} lets Schakel in, and it may read who people are`,
      `✔ Teams: the tenant ${here.teams.municipality.config.tenantId} lets Schakel in, and it may read who people are`,
    ]);
  });

  it('waits for the consent of each tenant, and the doctor says where an administrator gives it', async () => {
    const { world } = here.teams.municipality.graph;
    const { appId, tenantId } = here.teams.municipality.config;
    const address = `https://login.microsoftonline.com/${tenantId}/adminconsent?client_id=${appId}`;
    world.consent = 'none';
    const unknown = await doctor();
    expect(unknown).toContain(
      `✘ Teams: the tenant ${tenantId} does not let Schakel in (no token: unauthorized_client)`,
    );
    expect(unknown).toContain(address);
    world.consent = 'without permissions';
    const bare = await doctor();
    expect(bare).toContain(
      `✘ Teams: the tenant ${tenantId} knows Schakel, and gave it no permissions (http 403`,
    );
    expect(bare).toContain(address);
    world.consent = 'all';
    expect(await doctor()).not.toContain('✘');
  });

  it('is told of a secret that has ended, and of the registration’s own tenant without permissions', async () => {
    for (let asked = 0; asked < 3; asked++) here.teams.school.graph.tokens.fault(401);
    expect(await doctor()).toContain('TEAMS_APP_PASSWORD: the client secret is wrong or has ended');
    here.teams.school.graph.world.consent = 'without permissions';
    expect(await doctor()).toContain('"API permissions", "Grant admin consent"');
    here.teams.school.graph.world.consent = 'all';
  });
});
