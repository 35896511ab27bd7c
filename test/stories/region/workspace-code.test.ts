import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { regionWorkspaces } from '../../../src/main/commands/region-workspaces.ts';
import { createSignedHttp } from '../../fakes/slack/events/dispatch.ts';
import type { StandInUser as SlackUser } from '../../fakes/slack/index.ts';
import { clientOf } from '../../fakes/slack/support.ts';
import type { StandInUser as TeamsUser } from '../../fakes/teams/index.ts';
import { openRealm, type Realm } from '../../support/realm/realm.ts';
import { PEOPLE, SOUTH, TOWN } from '../../support/realm/realm-people.ts';
import { teamsHand } from '../../support/realm/teams-hand.ts';
import type { TenantTown } from '../../support/towns/tenant-town.ts';
import {
  BUREN,
  CARE,
  MIDDEN,
  MORE_WORKSPACES,
  openMunicipality,
  SLACK,
  SPORT,
  sport,
  TEAMS,
  TENANT,
  WELFARE,
  welfare,
} from '../../support/towns/workspaces-people.ts';
import { type Caller, callerOf } from '../../support/web/web-caller.ts';
import { ok } from '../whole/story4-script.ts';

const CODE = /(?<![\w-])[A-Z2-9]{4}(?:-[A-Z2-9]{4}){2}(?![\w-])/;
const COLLEAGUE = { name: 'Collega zorg', slack: SLACK.employee.id, email: '', phone: '', language: '' };

/** A region names a workspace; its own people let the region use it, and nobody else does. */
describe('a code by which the people of a workspace let a region use it', () => {
  let realm: Realm;
  let tenant: TenantTown;
  let one: Caller;
  let two: Caller;
  let buren: Caller;
  let count = 0;

  beforeAll(async () => {
    realm = await openRealm({ workspaces: MORE_WORKSPACES, regions: [MIDDEN, BUREN] });
    tenant = await openMunicipality(realm.clock);
    await realm.restart({ teams: [tenant.config] });
    tenant.teams.connect(`${realm.address}/api/messages`);
    for (const place of ['Zorgaanbieder', 'Welzijn', 'Sport', 'Gemeente', 'Regio Zuid'])
      await realm.install(place);
    await signIn();
  });
  afterAll(async () => {
    await realm?.close();
    await tenant?.close();
  });

  const signIn = async (): Promise<void> => {
    one = await onWeb('een', 'midden');
    two = await onWeb('twee', 'midden');
    buren = await onWeb('een', 'buren');
  };
  const onWeb = (key: string, region: string): Promise<Caller> => {
    const { address: base, clock, database } = realm;
    return callerOf({ base, clock, database, person: (one) => personOf(one, region) }, key);
  };
  const onServer = async (...[how, name]: [] | ['give' | 'take', string]): Promise<string> => {
    const asked = { give: [], take: [], ...(how ? { [how]: [name] } : {}) };
    return (await regionWorkspaces(realm.config, 'midden', asked)).lines.join('\n');
  };
  const page = async (caller: Caller, region = 'midden'): Promise<string> =>
    (await caller.get(`/manage/${region}/connections`)).html;
  const waits = async (): Promise<void> => expect(await page(one)).toContain('Deze werkruimte wacht nog');
  /** What stands on the page after the button. */
  const asked = async (caller: Caller, workspace: string, region = 'midden'): Promise<string> => {
    expect((await caller.press('manage.workspaceCode', { region, workspace })).status).toBe(303);
    return page(caller, region);
  };
  const codeFrom = async (caller: Caller, workspace: string, region = 'midden'): Promise<string> => {
    const code = CODE.exec(await asked(caller, workspace, region))?.[0];
    if (!code) throw new Error('no code on the page');
    return code;
  };
  const names = async (caller: Caller, region: string, teamId: string): Promise<void> =>
    expect((await caller.fill('manage.slack', { region }, { teamId })).status).toBe(303);
  /** What somebody reads who types it in Slack: also those to whom Slack offers no slash commands. */
  const typed = async (team: string, user: SlackUser, text: string): Promise<string> => {
    const answer = await sent('slash_commands', {
      command: '/schakel',
      text,
      team_id: team,
      user_id: user.id,
      channel_id: 'D0SOMEWHERE',
      response_url: '',
    });
    return answer.body;
  };
  const sent = async (type: 'slash_commands' | 'interactive', payload: Record<string, unknown>) => {
    const http = createSignedHttp({
      url: () => `${realm.address}/slack/events`,
      signingSecret: realm.slack.signingSecret,
      now: () => realm.clock.now().getTime(),
      ackMs: 3_000,
    });
    const answer = await http.send({ type, payload: { trigger_id: `made-up-${++count}`, ...payload } });
    http.close();
    expect(answer.status).toBe(200);
    return answer;
  };
  /** The button, without having been asked the question. */
  const forged = (team: string, user: SlackUser, code: string) =>
    sent('interactive', {
      type: 'block_actions',
      team: { id: team },
      user: { id: user.id, team_id: user.teamId ?? team },
      actions: [{ action_id: 'command:code.use#0', value: JSON.stringify({ code, of: 'workspace' }) }],
    });
  const personOf = async (key: string, region: string): Promise<string> => {
    const { rows } = await realm.database.database.pool.query<{ personId: string }>(
      'SELECT p."personId" FROM "regionPerson" p JOIN "region" r ON r."id" = p."regionId" WHERE p."key" = $1 AND r."key" = $2',
      [key, region],
    );
    return rows[0]?.personId ?? '';
  };
  /** The ways in of whoever stands under this key. */
  const accountsOf = async (key: string): Promise<string[]> => {
    const id = await personOf(key, 'midden');
    const [found] = await realm.app.store.people([id]);
    return (found?.identities ?? []).map(({ externalId }) => (externalId === id ? 'web' : externalId));
  };
  /** What the person reads in the conversation with Schakel. */
  const inSlack = (user: SlackUser): string => realm.direct(CARE, user.id).join('\n');

  describe('on Slack', () => {
    let code = '';

    it('is on the page of a workspace that waits, with what to do, for an administrator alone', async () => {
      await names(one, 'midden', CARE);
      expect(await page(one)).toContain('Code maken');
      const coordinator = await onWeb('coordinator', 'midden');
      await coordinator.press('manage.workspaceCode', { region: 'midden', workspace: CARE });
      expect((await coordinator.get('/')).html).not.toMatch(CODE);
      await buren.press('manage.workspaceCode', { region: 'midden', workspace: CARE });
      expect((await buren.get('/')).html).not.toMatch(CODE);
      const shown = await asked(one, CARE);
      code = CODE.exec(shown)?.[0] ?? '';
      expect(shown).toContain(`/schakel werkruimte ${code}`);
      expect(shown).toContain('beheerder of eigenaar');
      expect(await page(one)).not.toContain(code);
      expect(await realm.dump()).not.toContain(code.replaceAll('-', ''));
    });

    it('is worth nothing for a guest, whatever a guest is called', async () => {
      expect(await typed(CARE, SLACK.guest, `werkruimte ${code}`)).toContain('Wie hier gast is');
      await forged(CARE, SLACK.guest, code);
      await waits();
    });

    it('is worth nothing for an administrator of another workspace who is in a shared channel', async () => {
      const care = realm.slack.team(CARE);
      const client = clientOf(care);
      const made = await client.conversations.create({ name: 'gedeeld', is_private: true });
      await client.conversations.inviteShared({
        channel: made.channel?.id ?? '',
        user_ids: [SLACK.stranger.id],
      });
      await care.as(SLACK.stranger.id).joinShared(made.channel?.id ?? '');
      expect(await typed(CARE, SLACK.stranger, `werkruimte ${code}`)).toContain(
        'bij een andere organisatie hoort',
      );
      await waits();
    });

    it('is worth nothing for who only works there, and says who can', async () => {
      const fresh = await codeFrom(one, CARE);
      expect(await typed(CARE, SLACK.employee, `werkruimte ${fresh}`)).toContain(
        'Dit kan alleen een beheerder of eigenaar van deze werkruimte',
      );
      await forged(CARE, SLACK.employee, fresh);
      await waits();
    });

    it('is worth nothing any more after five attempts of who may not', async () => {
      const fresh = await codeFrom(one, CARE);
      for (let n = 0; n < 5; n++) await typed(CARE, SLACK.employee, `werkruimte ${fresh}`);
      expect(await typed(CARE, SLACK.runner, `werkruimte ${fresh}`)).toContain('Deze code werkt niet (meer)');
      await waits();
    });

    it('is not good in another workspace, where another region works', async () => {
      const fresh = await codeFrom(one, CARE);
      expect(await typed(SOUTH, PEOPLE.south, `werkruimte ${fresh}`)).toContain('voor een andere werkruimte');
      await waits();
    });

    it('ends when another is made, when three days are over, and was never there when it is mistyped', async () => {
      const [former, late] = [await codeFrom(one, CARE), await codeFrom(two, CARE)];
      expect(await typed(CARE, SLACK.runner, `werkruimte ${former}`)).toContain(
        'Deze code werkt niet (meer)',
      );
      // The next Monday, within contact hours.
      realm.clock.advance(4 * 86_400_000);
      await signIn();
      expect(await typed(CARE, SLACK.runner, `werkruimte ${late}`)).toContain('Deze code werkt niet (meer)');
      expect(await typed(CARE, SLACK.runner, 'werkruimte ABCD-EFGH-JKMN')).toContain('Vraag een beheerder');
      await waits();
    });

    it('ends when the region names the workspace no more', async () => {
      const fresh = await codeFrom(one, CARE);
      await one.press('manage.workspaceRemove', { region: 'midden', workspace: CARE });
      expect(await typed(CARE, SLACK.runner, `werkruimte ${fresh}`)).toContain('Deze code geldt niet meer');
      await names(one, 'midden', CARE);
    });

    it('ends with the right of whoever made it', async () => {
      const fresh = await codeFrom(two, CARE);
      const roles = (administrators: string[]) =>
        one.fill('manage.roles', { region: 'midden' }, { coordinators: 'coordinator', administrators });
      await roles(['een']);
      expect(await typed(CARE, SLACK.runner, `werkruimte ${fresh}`)).toContain(
        'wie hem maakte is geen beheerder van Regio Midden meer',
      );
      await forged(CARE, SLACK.runner, fresh);
      await waits();
      await roles(['een', 'twee']);
    });

    it('waits beside ways in that a region ties to an account there before it is confirmed', async () => {
      const person = {
        ...COLLEAGUE,
        name: 'Nieuwe collega',
        email: 'eigen@midden.example',
        slack: SLACK.owner.id,
      };
      expect((await one.fill('manage.person', { region: 'midden' }, person)).status).toBe(303);
      const own = {
        ...COLLEAGUE,
        name: 'Beheerder midden',
        email: 'een@midden.example',
        slack: SLACK.runner.id,
      };
      const args = { region: 'midden', person: 'een' };
      expect((await one.fill('manage.person', args, own)).status).toBe(303);
      expect(await accountsOf('nieuwe-collega')).toEqual(['web']);
    });

    it('tells who runs the workspace what it means, and does nothing before they say yes', async () => {
      code = await codeFrom(two, CARE);
      ok(await realm.slack.team(CARE).as(SLACK.runner.id).command('dm', `/schakel werkruimte ${code}`));
      const read = inSlack(SLACK.runner);
      expect(read).toContain('Regio Midden');
      expect(read).toContain('Tweede beheerder midden');
      expect(read).toContain('Schakel schrijft hun en nodigt hen uit');
      expect(read).toContain('Kent u Regio Midden niet? Doe dan niets.');
      await waits();
    });

    it('lets the region use it when they do, and the administrators of the region read it', async () => {
      ok(await realm.slack.team(CARE).as(SLACK.runner.id).click({ channel: 'dm' }, 'Ja, dit mag'));
      await realm.settle();
      await realm.settle();
      expect(inSlack(SLACK.runner)).toContain('Verwijder de app Schakel uit deze werkruimte');
      const shown = await page(one);
      expect(shown).not.toContain('wacht nog');
      expect(shown).toContain('bevestigd door iemand van deze werkruimte');
      for (const caller of [one, two]) {
        const told = (await caller.get('/')).html;
        expect(told).toContain(
          `de Slack-werkruimte ${CARE} heeft bevestigd dat Regio Midden haar mag gebruiken`,
        );
        expect(told).toContain('Tweede beheerder midden');
      }
      for (const caller of [buren, await onWeb('coordinator', 'midden')])
        expect((await caller.get('/')).html).not.toContain(CARE);
      expect(await onServer()).toContain(
        `✔ slack:${CARE}. Confirmed with a code by the account ${SLACK.runner.id} there.`,
      );
    });

    it('works once', async () => {
      expect(await typed(CARE, SLACK.owner, `werkruimte ${code}`)).toContain('Deze code werkt niet (meer)');
    });

    it('makes the people there the region’s to name, and says nothing of other ways in of theirs', async () => {
      const saved = await one.fill('manage.person', { region: 'midden' }, COLLEAGUE);
      expect(saved.status).toBe(303);
      const people = (await one.get('/manage/midden/people')).html;
      expect(people).toContain('Collega zorg');
      expect(people).not.toContain('in een werkruimte die nog wacht');
    });

    it('ties no account there to an address that the region chose, nor to who administers the region', async () => {
      expect(await accountsOf('nieuwe-collega')).toEqual([SLACK.owner.id]);
      expect(await accountsOf('een')).toEqual(['web']);
    });

    it('gives nothing to another region, whoever runs the workspace says yes: that is for who runs Schakel', async () => {
      await names(buren, 'buren', CARE);
      const theirs = await codeFrom(buren, CARE, 'buren');
      const said = await typed(CARE, SLACK.owner, `werkruimte ${theirs}`);
      expect(said).toContain('Een andere regio gebruikt deze werkruimte al');
      expect(said).not.toContain('Midden');
      await forged(CARE, SLACK.owner, theirs);
      expect(await page(buren, 'buren')).toContain('wacht nog');
      expect(await onServer()).toContain('Also named by: buren');
    });

    it('does not bring back what whoever runs Schakel took', async () => {
      expect(await onServer('take', `slack:${CARE}`)).toContain('It was taken, so no code gives it');
      const shown = await asked(one, CARE);
      expect(shown).toContain('wacht nog');
      expect(shown).toContain('teruggenomen');
      expect(shown).not.toMatch(CODE);
      expect((await one.get('/manage/midden/people')).html).toContain('in een werkruimte die nog wacht');
      expect(await onServer('give', `slack:${CARE}`)).toContain(`✔ slack:${CARE}. Also`);
      expect(await page(one)).not.toContain('wacht nog');
    });

    it('leaves a line in the region’s audit for each that was made, and one for the yes', async () => {
      const { rows } = await realm.database.database.pool.query<{ action: string; n: number }>(
        `SELECT a."action", count(*)::int AS "n" FROM "audit" a JOIN "region" r ON r."id" = a."chainId"
         WHERE r."key" = 'midden' AND a."action" LIKE 'region.workspace\\_c%' GROUP BY 1 ORDER BY 1`,
      );
      expect(rows.find((r) => r.action === 'region.workspace_confirmed')?.n).toBe(1);
      expect(rows.find((r) => r.action === 'region.workspace_code')?.n).toBeGreaterThan(5);
    });

    it('made before whoever runs Schakel took the workspace gives nothing either', async () => {
      await onServer('take', `slack:${CARE}`);
      expect(await typed(CARE, SLACK.runner, `werkruimte ${code}`)).toContain('Er is niets veranderd');
    });
  });

  describe('of two regions for one workspace', () => {
    let codes: string[] = [];

    it('is made for both: nobody learns by it whom else the workspace has to do with', async () => {
      await names(one, 'midden', WELFARE);
      await names(buren, 'buren', WELFARE);
      codes = [await codeFrom(one, WELFARE), await codeFrom(buren, WELFARE, 'buren')];
    });

    it('lets one of them in when both are confirmed at the same moment, and says so to the other', async () => {
      await Promise.all(codes.map((code) => forged(WELFARE, welfare, code)));
      await realm.settle();
      const pages = [await page(one), await page(buren, 'buren')];
      const lines = ['midden', 'buren'].map((key) => `region workspaces ${key} --take slack:${WELFARE}`);
      expect(lines.filter((line, i) => pages[i]?.includes(line))).toHaveLength(1);
      const said = await Promise.all(codes.map((code) => typed(WELFARE, welfare, `werkruimte ${code}`)));
      expect(
        said.filter((words) => words.includes('Een andere regio gebruikt deze werkruimte al')),
      ).toHaveLength(1);
    });
  });

  it('opens no workspace of another region, not even to somebody of that region who runs the workspace', async () => {
    await names(buren, 'buren', SOUTH);
    for (const runsIt of [null, 'owner'] as const) {
      await realm.slack.team(SOUTH).changeUser(PEOPLE.south.id, { runsIt });
      const code = await codeFrom(buren, SOUTH, 'buren');
      const said = await typed(SOUTH, PEOPLE.south, `werkruimte ${code}`);
      expect(said).toContain(
        runsIt ? 'Een andere regio gebruikt deze werkruimte al' : 'alleen een beheerder',
      );
      await forged(SOUTH, PEOPLE.south, code);
      expect(await page(buren, 'buren')).toContain(`--give slack:${SOUTH}`);
    }
    // Nobody there is anybody of the region that only names it.
    const person = { ...COLLEAGUE, name: 'Coördinator elders', slack: PEOPLE.south.id };
    await buren.fill('manage.person', { region: 'buren' }, person);
    expect(await personOf('coordinator-elders', 'buren')).not.toBe(await personOf('een', 'zuid'));
  });

  it('is told to an administrator where they are: here in Slack', async () => {
    const there = await onWeb('een', 'noord');
    await names(there, 'noord', SPORT);
    const code = await codeFrom(there, SPORT, 'noord');
    ok(await realm.slack.team(SPORT).as(sport.id).command('dm', `/schakel werkruimte ${code}`));
    ok(await realm.slack.team(SPORT).as(sport.id).click({ channel: 'dm' }, 'Ja, dit mag'));
    await realm.settle();
    const told = realm.direct(TOWN, PEOPLE.coordinator.id).join('\n');
    expect(told).toContain(
      `Iemand van de Slack-werkruimte ${SPORT} heeft bevestigd dat Regio Noord haar mag gebruiken`,
    );
    expect(told).toContain(PEOPLE.coordinator.realName);
    expect(told).toContain('vraag wie Schakel beheert op de server om haar terug te nemen');
  });

  describe('on Teams', () => {
    let code = '';
    const says = async (who: TeamsUser, text: string): Promise<string> => {
      ok(await teamsHand(tenant, who.aadObjectId).command('dm', text));
      return tenant.written(who.aadObjectId).at(-1) ?? '';
    };
    const forgedThere = (who: TeamsUser) =>
      tenant.teams.redeliver({
        id: `made-up-${++count}`,
        type: 'invoke',
        name: 'adaptiveCard/action',
        from: { id: `29:${who.aadObjectId}`, aadObjectId: who.aadObjectId, name: who.name },
        conversation: { id: 'a:somewhere', conversationType: 'personal', tenantId: TENANT },
        channelData: { tenant: { id: TENANT } },
        value: { action: { verb: 'command:code.use', data: { schakel: { code, of: 'workspace' } } } },
      });

    it('is worth nothing for a guest of the tenant, nor for somebody of another tenant', async () => {
      const values = { tenantId: TENANT, team: '', rooms: 'chat' };
      expect((await one.fill('manage.teams', { region: 'midden' }, values)).status).toBe(303);
      const shown = await asked(one, TENANT);
      code = CODE.exec(shown)?.[0] ?? '';
      expect(shown).toContain(`werkruimte ${code}`);
      for (const who of [TEAMS.guest, TEAMS.external])
        expect(await says(who, `werkruimte ${code}`)).toContain(
          'Whoever is a guest here or belongs to another',
        );
      expect(JSON.stringify((await forgedThere(TEAMS.neighbour)).body)).toContain('Whoever is a guest');
      expect(await page(one)).toContain(`--give teams:${TENANT}`);
    });

    it('tells a member of the tenant that they say it for their whole organisation', async () => {
      const read = await says(TEAMS.first, `werkruimte ${code}`);
      expect(read).toContain('Regio Midden');
      expect(read).toContain('holds for your whole organisation');
      expect(await page(one)).toContain(`--give teams:${TENANT}`);
    });

    it('lets the region use the tenant when they say yes', async () => {
      const hand = teamsHand(tenant, TEAMS.first.aadObjectId);
      const answer = await hand.click({ channel: 'dm' }, 'Yes, allow this');
      await realm.settle();
      expect(answer.body).toContain('Teams admin centre');
      expect(await page(one)).toContain('bevestigd door iemand van deze organisatie');
      const told = (await two.get('/')).html;
      for (const workspace of [CARE, TENANT]) expect(told).toContain(workspace);
    });

    it('gives a tenant that a region has to no other: an ordinary member speaks for nobody’s cases', async () => {
      const values = { tenantId: TENANT, team: '', rooms: 'chat' };
      await buren.fill('manage.teams', { region: 'buren' }, values);
      code = await codeFrom(buren, TENANT, 'buren');
      expect(await says(TEAMS.first, `workspace ${code}`)).toContain(
        'Another region already uses this workspace',
      );
      await forgedThere(TEAMS.first);
      expect(await page(buren, 'buren')).toContain(`--give teams:${TENANT}`);
    });
  });
});
