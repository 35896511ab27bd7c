import { describe, expect, it } from 'vitest';
import { clientOf } from '../../fakes/slack/support.ts';
import type { StandInUser as TeamsUser } from '../../fakes/teams/index.ts';
import { everyRow } from '../../support/database/every-row.ts';
import { ok } from '../../support/people/actor.ts';
import { actorInTeams } from '../../support/people/actor-in-teams.ts';
import { MUNICIPALITY, PEOPLE, SOUTH } from '../../support/people/in-many-workspaces.ts';
import {
  CARE,
  SLACK,
  SPORT,
  sport,
  TEAMS,
  TENANT,
  WELFARE,
  welfare,
} from '../../support/people/workspace-administrators.ts';
import { CODE, workspaceCodes } from '../../support/people/workspace-codes.ts';

const COLLEAGUE = { name: 'Collega zorg', slack: SLACK.employee.id, email: '', phone: '', language: '' };

/** A region names a workspace; its own people let the region use it, and nobody else does. */
describe('a code by which the people of a workspace let a region use it', () => {
  const {
    at,
    madeUp,
    signIn,
    onWeb,
    onServer,
    page,
    waits,
    asked,
    codeFrom,
    names,
    typed,
    forged,
    accountsOf,
    inSlack,
  } = workspaceCodes();

  describe('on Slack', () => {
    let code = '';

    it('is on the page of a workspace that waits, with what to do, for an administrator alone', async () => {
      await names(at.one, 'midden', CARE);
      expect(await page(at.one)).toContain('Code maken');
      const coordinator = await onWeb('coordinator', 'midden');
      await coordinator.press('manage.workspaceCode', { region: 'midden', workspace: CARE });
      expect((await coordinator.get('/')).html).not.toMatch(CODE);
      await at.buren.press('manage.workspaceCode', { region: 'midden', workspace: CARE });
      expect((await at.buren.get('/')).html).not.toMatch(CODE);
      const shown = await asked(at.one, CARE);
      code = CODE.exec(shown)?.[0] ?? '';
      expect(shown).toContain(`/schakel werkruimte ${code}`);
      expect(shown).toContain('beheerder of eigenaar');
      expect(await page(at.one)).not.toContain(code);
      expect(await everyRow(at.schakel.database)).not.toContain(code.replaceAll('-', ''));
    });

    it('is worth nothing for a guest, whatever a guest is called', async () => {
      expect(await typed(CARE, SLACK.guest, `werkruimte ${code}`)).toContain('Wie hier gast is');
      await forged(CARE, SLACK.guest, code);
      await waits();
    });

    it('is worth nothing for an administrator of another workspace who is in a shared channel', async () => {
      const care = at.schakel.workspaces.team(CARE);
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
      const fresh = await codeFrom(at.one, CARE);
      expect(await typed(CARE, SLACK.employee, `werkruimte ${fresh}`)).toContain(
        'Dit kan alleen een beheerder of eigenaar van deze werkruimte',
      );
      await forged(CARE, SLACK.employee, fresh);
      await waits();
    });

    it('is worth nothing any more after five attempts of who may not', async () => {
      const fresh = await codeFrom(at.one, CARE);
      for (let n = 0; n < 5; n++) await typed(CARE, SLACK.employee, `werkruimte ${fresh}`);
      expect(await typed(CARE, SLACK.runner, `werkruimte ${fresh}`)).toContain('Deze code werkt niet (meer)');
      await waits();
    });

    it('is not good in another workspace, where another region works', async () => {
      const fresh = await codeFrom(at.one, CARE);
      expect(await typed(SOUTH, PEOPLE.south, `werkruimte ${fresh}`)).toContain('voor een andere werkruimte');
      await waits();
    });

    it('ends when another is made, when three days are over, and was never there when it is mistyped', async () => {
      const [former, late] = [await codeFrom(at.one, CARE), await codeFrom(at.two, CARE)];
      expect(await typed(CARE, SLACK.runner, `werkruimte ${former}`)).toContain(
        'Deze code werkt niet (meer)',
      );
      // The next Monday, within contact hours.
      at.schakel.clock.advance(4 * 86_400_000);
      await signIn();
      expect(await typed(CARE, SLACK.runner, `werkruimte ${late}`)).toContain('Deze code werkt niet (meer)');
      expect(await typed(CARE, SLACK.runner, 'werkruimte ABCD-EFGH-JKMN')).toContain('Vraag een beheerder');
      await waits();
    });

    it('ends when the region names the workspace no more', async () => {
      const fresh = await codeFrom(at.one, CARE);
      await at.one.press('manage.workspaceRemove', { region: 'midden', workspace: CARE });
      expect(await typed(CARE, SLACK.runner, `werkruimte ${fresh}`)).toContain('Deze code geldt niet meer');
      await names(at.one, 'midden', CARE);
    });

    it('ends with the right of whoever made it', async () => {
      const fresh = await codeFrom(at.two, CARE);
      const roles = (administrators: string[]) =>
        at.one.fill('manage.roles', { region: 'midden' }, { coordinators: 'coordinator', administrators });
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
      expect((await at.one.fill('manage.person', { region: 'midden' }, person)).status).toBe(303);
      const own = {
        ...COLLEAGUE,
        name: 'Beheerder midden',
        email: 'een@midden.example',
        slack: SLACK.runner.id,
      };
      const args = { region: 'midden', person: 'een' };
      expect((await at.one.fill('manage.person', args, own)).status).toBe(303);
      expect(await accountsOf('nieuwe-collega')).toEqual(['web']);
    });

    it('tells who runs the workspace what it means, and does nothing before they say yes', async () => {
      code = await codeFrom(at.two, CARE);
      ok(
        await at.schakel.workspaces
          .team(CARE)
          .as(SLACK.runner.id)
          .command('dm', `/schakel werkruimte ${code}`),
      );
      const read = inSlack(SLACK.runner);
      expect(read).toContain('Regio Midden');
      expect(read).toContain('Tweede beheerder midden');
      expect(read).toContain('Schakel schrijft hun en nodigt hen uit');
      expect(read).toContain('Kent u Regio Midden niet? Doe dan niets.');
      await waits();
    });

    it('lets the region use it when they do, and the administrators of the region read it', async () => {
      ok(await at.schakel.workspaces.team(CARE).as(SLACK.runner.id).click({ channel: 'dm' }, 'Ja, dit mag'));
      await at.schakel.settle();
      await at.schakel.settle();
      expect(inSlack(SLACK.runner)).toContain('Verwijder de app Schakel uit deze werkruimte');
      const shown = await page(at.one);
      expect(shown).not.toContain('wacht nog');
      expect(shown).toContain('bevestigd door iemand van deze werkruimte');
      for (const caller of [at.one, at.two]) {
        const told = (await caller.get('/')).html;
        expect(told).toContain(
          `de Slack-werkruimte ${CARE} heeft bevestigd dat Regio Midden haar mag gebruiken`,
        );
        expect(told).toContain('Tweede beheerder midden');
      }
      for (const caller of [at.buren, await onWeb('coordinator', 'midden')])
        expect((await caller.get('/')).html).not.toContain(CARE);
      expect(await onServer()).toContain(
        `✔ slack:${CARE}. Confirmed with a code by the account ${SLACK.runner.id} there.`,
      );
    });

    it('works once', async () => {
      expect(await typed(CARE, SLACK.owner, `werkruimte ${code}`)).toContain('Deze code werkt niet (meer)');
    });

    it('makes the people there the region’s to name, and says nothing of other ways in of theirs', async () => {
      const saved = await at.one.fill('manage.person', { region: 'midden' }, COLLEAGUE);
      expect(saved.status).toBe(303);
      const people = (await at.one.get('/manage/midden/people')).html;
      expect(people).toContain('Collega zorg');
      expect(people).not.toContain('in een werkruimte die nog wacht');
    });

    it('ties no account there to an address that the region chose, nor to who administers the region', async () => {
      expect(await accountsOf('nieuwe-collega')).toEqual([SLACK.owner.id]);
      expect(await accountsOf('een')).toEqual(['web']);
    });

    it('gives nothing to another region, whoever runs the workspace says yes: that is for who runs Schakel', async () => {
      await names(at.buren, 'buren', CARE);
      const theirs = await codeFrom(at.buren, CARE, 'buren');
      const said = await typed(CARE, SLACK.owner, `werkruimte ${theirs}`);
      expect(said).toContain('Een andere regio gebruikt deze werkruimte al');
      expect(said).not.toContain('Midden');
      await forged(CARE, SLACK.owner, theirs);
      expect(await page(at.buren, 'buren')).toContain('wacht nog');
      expect(await onServer()).toContain('Also named by: buren');
    });

    it('does not bring back what whoever runs Schakel took', async () => {
      expect(await onServer('take', `slack:${CARE}`)).toContain('It was taken, so no code gives it');
      const shown = await asked(at.one, CARE);
      expect(shown).toContain('wacht nog');
      expect(shown).toContain('teruggenomen');
      expect(shown).not.toMatch(CODE);
      expect((await at.one.get('/manage/midden/people')).html).toContain('in een werkruimte die nog wacht');
      expect(await onServer('give', `slack:${CARE}`)).toContain(`✔ slack:${CARE}. Also`);
      expect(await page(at.one)).not.toContain('wacht nog');
    });

    it('leaves a line in the region’s audit for each that was made, and one for the yes', async () => {
      const { rows } = await at.schakel.database.database.pool.query<{ action: string; n: number }>(
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
      await names(at.one, 'midden', WELFARE);
      await names(at.buren, 'buren', WELFARE);
      codes = [await codeFrom(at.one, WELFARE), await codeFrom(at.buren, WELFARE, 'buren')];
    });

    it('lets one of them in when both are confirmed at the same moment, and says so to the other', async () => {
      await Promise.all(codes.map((code) => forged(WELFARE, welfare, code)));
      await at.schakel.settle();
      const pages = [await page(at.one), await page(at.buren, 'buren')];
      const lines = ['midden', 'buren'].map((key) => `region workspaces ${key} --take slack:${WELFARE}`);
      expect(lines.filter((line, i) => pages[i]?.includes(line))).toHaveLength(1);
      const said = await Promise.all(codes.map((code) => typed(WELFARE, welfare, `werkruimte ${code}`)));
      expect(
        said.filter((words) => words.includes('Een andere regio gebruikt deze werkruimte al')),
      ).toHaveLength(1);
    });
  });

  it('opens no workspace of another region, not even to somebody of that region who runs the workspace', async () => {
    await names(at.buren, 'buren', SOUTH);
    for (const runsIt of [null, 'owner'] as const) {
      await at.schakel.workspaces.team(SOUTH).changeUser(PEOPLE.south.id, { runsIt });
      const code = await codeFrom(at.buren, SOUTH, 'buren');
      const said = await typed(SOUTH, PEOPLE.south, `werkruimte ${code}`);
      expect(said).toContain(
        runsIt ? 'Een andere regio gebruikt deze werkruimte al' : 'alleen een beheerder',
      );
      await forged(SOUTH, PEOPLE.south, code);
      expect(await page(at.buren, 'buren')).toContain(`--give slack:${SOUTH}`);
    }
    // Nobody there is anybody of the region that only names it.
    const person = { ...COLLEAGUE, name: 'Coördinator elders', slack: PEOPLE.south.id };
    await at.buren.fill('manage.person', { region: 'buren' }, person);
    expect(await at.schakel.person('coordinator-elders', 'buren')).not.toBe(
      await at.schakel.person('een', 'zuid'),
    );
  });

  it('is told to an administrator where they are: here in Slack', async () => {
    const there = await onWeb('een', 'noord');
    await names(there, 'noord', SPORT);
    const code = await codeFrom(there, SPORT, 'noord');
    ok(await at.schakel.workspaces.team(SPORT).as(sport.id).command('dm', `/schakel werkruimte ${code}`));
    ok(await at.schakel.workspaces.team(SPORT).as(sport.id).click({ channel: 'dm' }, 'Ja, dit mag'));
    await at.schakel.settle();
    const told = at.schakel.workspaces.written(MUNICIPALITY, PEOPLE.coordinator.id).join('\n');
    expect(told).toContain(
      `Iemand van de Slack-werkruimte ${SPORT} heeft bevestigd dat Regio Noord haar mag gebruiken`,
    );
    expect(told).toContain(PEOPLE.coordinator.realName);
    expect(told).toContain('vraag wie Schakel beheert op de server om haar terug te nemen');
  });

  describe('on Teams', () => {
    let code = '';
    const says = async (who: TeamsUser, text: string): Promise<string> => {
      ok(await actorInTeams(at.tenant, who.aadObjectId).command('dm', text));
      return at.tenant.written(who.aadObjectId).at(-1) ?? '';
    };
    const forgedThere = (who: TeamsUser) =>
      at.tenant.teams.redeliver({
        id: madeUp(),
        type: 'invoke',
        name: 'adaptiveCard/action',
        from: { id: `29:${who.aadObjectId}`, aadObjectId: who.aadObjectId, name: who.name },
        conversation: { id: 'a:somewhere', conversationType: 'personal', tenantId: TENANT },
        channelData: { tenant: { id: TENANT } },
        value: { action: { verb: 'command:code.use', data: { schakel: { code, of: 'workspace' } } } },
      });

    it('is worth nothing for a guest of the tenant, nor for somebody of another tenant', async () => {
      const values = { tenantId: TENANT, team: '', rooms: 'chat' };
      expect((await at.one.fill('manage.teams', { region: 'midden' }, values)).status).toBe(303);
      const shown = await asked(at.one, TENANT);
      code = CODE.exec(shown)?.[0] ?? '';
      expect(shown).toContain(`werkruimte ${code}`);
      for (const who of [TEAMS.guest, TEAMS.external])
        expect(await says(who, `werkruimte ${code}`)).toContain(
          'Whoever is a guest here or belongs to another',
        );
      expect(JSON.stringify((await forgedThere(TEAMS.neighbour)).body)).toContain('Whoever is a guest');
      expect(await page(at.one)).toContain(`--give teams:${TENANT}`);
    });

    it('tells a member of the tenant that they say it for their whole organisation', async () => {
      const read = await says(TEAMS.first, `werkruimte ${code}`);
      expect(read).toContain('Regio Midden');
      expect(read).toContain('holds for your whole organisation');
      expect(await page(at.one)).toContain(`--give teams:${TENANT}`);
    });

    it('lets the region use the tenant when they say yes', async () => {
      const actor = actorInTeams(at.tenant, TEAMS.first.aadObjectId);
      const answer = await actor.click({ channel: 'dm' }, 'Yes, allow this');
      await at.schakel.settle();
      expect(answer.body).toContain('Teams admin centre');
      expect(await page(at.one)).toContain('bevestigd door iemand van deze organisatie');
      const told = (await at.two.get('/')).html;
      for (const workspace of [CARE, TENANT]) expect(told).toContain(workspace);
    });

    it('gives a tenant that a region has to no other: an ordinary member speaks for nobody’s cases', async () => {
      const values = { tenantId: TENANT, team: '', rooms: 'chat' };
      await at.buren.fill('manage.teams', { region: 'buren' }, values);
      code = await codeFrom(at.buren, TENANT, 'buren');
      expect(await says(TEAMS.first, `workspace ${code}`)).toContain(
        'Another region already uses this workspace',
      );
      await forgedThere(TEAMS.first);
      expect(await page(at.buren, 'buren')).toContain(`--give teams:${TENANT}`);
    });
  });
});
