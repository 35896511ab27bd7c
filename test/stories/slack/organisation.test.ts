import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../support/people/actor.ts';
import { openCase } from '../../support/people/acts.ts';
import {
  ALL_PEOPLE,
  EAST,
  IN_MANY_WORKSPACES,
  PEOPLE,
  SOUTH,
  WEST,
  WHOLE,
} from '../../support/people/in-many-workspaces.ts';
import { readBlocks } from '../../support/reading/in-slack.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';

const { east, west, south } = PEOPLE;

/** A large organisation has two workspaces, in two regions. Its administrator installs the app once, for the whole. */
describe('installing for a whole organisation', () => {
  let schakel: Schakel<'workspaces' | 'log'>;
  beforeAll(async () => {
    schakel = await startSchakel(IN_MANY_WORKSPACES);
  });
  afterAll(() => schakel?.stop());
  const calls = (team: string) => schakel.workspaces.calls().filter((c) => c.team === team);
  const home = async (team: string, who: { id: string }): Promise<string> => {
    ok(await schakel.workspaces.team(team).as(who.id).openHome());
    return readBlocks(schakel.workspaces.team(team).home(who.id)?.blocks ?? [], ALL_PEOPLE);
  };
  const installed = async (): Promise<unknown[]> =>
    (
      await schakel.database.database.pool.query(
        'SELECT "externalId", "isEnterprise" FROM "installation" ORDER BY 1',
      )
    ).rows;

  it('says that each workspace still has to be let in, and how the region file names it', async () => {
    const page = await schakel.workspaces.install('Stichting');
    expect(page.status).toBe(200);
    expect(page.text).toContain('verbonden met de organisatie Stichting');
    expect(page.text).toContain('Voeg Schakel in het beheer van Slack toe aan elke werkruimte');
    expect(await installed()).toEqual([{ externalId: WHOLE, isEnterprise: true }]);
  });

  it('is nothing yet in a workspace that was not let in', async () => {
    expect(await home(EAST, east)).toBe('');
    expect(calls(EAST)).toEqual([]);
  });

  it('works in a workspace that is let in, with commands, buttons, forms and what is sent by itself', async () => {
    ok(await schakel.workspaces.grant(EAST));
    expect(await home(EAST, east)).toContain('Nieuwe casus');
    const channel = await openCase(schakel, EAST, east);
    expect(schakel.workspaces.read(EAST, channel).join('\n')).toContain('overzicht');
    ok(await schakel.workspaces.team(EAST).as(east.id).command(channel, '/schakel casus'));
    expect(calls(EAST).filter((c) => c.error)).toEqual([]);
  });

  it('stays nothing in the other workspace, which is in another region', async () => {
    expect(await home(WEST, west)).toBe('');
    expect(calls(WEST)).toEqual([]);
  });

  it('is found out by asking Slack when the word that a workspace was let in got lost', async () => {
    schakel.workspaces.proxy.lead();
    await schakel.workspaces.grant(WEST);
    schakel.workspaces.proxy.lead(schakel.app.port);
    // Slack is asked once a minute at most.
    schakel.clock.advance(61_000);
    expect(await home(WEST, west)).toContain('Nieuwe casus');
    const channel = await openCase(schakel, WEST, west);
    expect(schakel.workspaces.read(WEST, channel).join('\n')).toContain('overzicht');
  });

  it('has one token for both, and says each time for which of them it speaks', () => {
    const tokens = new Set([...calls(EAST), ...calls(WEST)].map((c) => c.token));
    expect(tokens.size).toBe(1);
    const without = [...calls(EAST), ...calls(WEST)].filter((c) => !c.args.team_id && !c.args.channel);
    expect(without).toEqual([]);
  });

  it('shows nobody of one region what is of the other', async () => {
    const named = (team: string) =>
      schakel.workspaces
        .team(team)
        .channels()
        .map((c) => c.name);
    // A code is drawn in its own region: two regions may happen to use the same one.
    const codes = named(WEST).filter((code) => !named(EAST).includes(code));
    const read = [await home(EAST, east), ...schakel.workspaces.written(EAST, east.id)]
      .join('\n')
      .toLowerCase();
    for (const code of codes) expect(read).not.toContain(code);
  });

  it('is renewed for the whole, by whoever sends', async () => {
    schakel.clock.turnTo('2027-03-12T08:00:00.000Z');
    expect(await home(EAST, east)).toContain('Nieuwe casus');
    expect(await home(WEST, west)).toContain('Nieuwe casus');
    expect(schakel.workspaces.calls().filter((c) => c.args.grant_type === 'refresh_token')).toHaveLength(1);
  });

  it('ends at once in a workspace that is let out, and goes on in the other', async () => {
    ok(await schakel.workspaces.ungrant(EAST));
    const before = calls(EAST).length;
    await schakel.at('2027-03-16', '09:00');
    expect(calls(EAST)).toHaveLength(before);
    expect(calls(WEST).length).toBeGreaterThan(0);
    expect(await home(WEST, west)).toContain('Nieuwe casus');
    const line = schakel.log.findLast((one) => one.includes('a workspace is no longer connected')) ?? '{}';
    expect(JSON.parse(line)).toMatchObject({ workspace: EAST });
  });

  it('goes on where it was when the workspace is let in again', async () => {
    ok(await schakel.workspaces.grant(EAST));
    await schakel.settle();
    expect(await home(EAST, east)).toContain('Nieuwe casus');
    const channel = schakel.workspaces.team(EAST).channels()[0]?.name ?? '';
    ok(await schakel.workspaces.team(EAST).as(east.id).click({ channel }, 'Wat gaat er goed?'));
    ok(await schakel.workspaces.team(EAST).as(east.id).submit({ words: 'twee ochtenden gelukt' }));
    await schakel.settle();
    expect(schakel.workspaces.read(EAST, channel).join('\n')).toContain('twee ochtenden gelukt');
  });

  it('that is over says nothing about others: a workspace by itself installs and works', async () => {
    ok(await schakel.workspaces.uninstall({ kind: 'enterprise', id: WHOLE }));
    expect(await installed()).toEqual([]);
    const before = calls(EAST).length + calls(WEST).length;
    await schakel.workspaces.install('Regio Zuid');
    expect(await home(SOUTH, south)).toContain('Nieuwe casus');
    await schakel.at('2027-03-17', '09:00');
    expect(calls(EAST).length + calls(WEST).length).toBe(before);
    const { rows } = await schakel.database.database.pool.query(
      'SELECT "externalId", "disabledWhy" FROM "workspace" WHERE "disabledAt" IS NOT NULL ORDER BY 1',
    );
    expect(rows).toEqual([
      { externalId: EAST, disabledWhy: 'uninstalled' },
      { externalId: WEST, disabledWhy: 'uninstalled' },
    ]);
  });

  it('of a workspace that had the app already takes over from its own installation, without a gap', async () => {
    await schakel.workspaces.install('Stichting west');
    expect(await home(WEST, west)).toContain('Nieuwe casus');
    await schakel.workspaces.install('Stichting');
    schakel.clock.advance(2_000);
    // Slack takes back the token of the one workspace: the organisation's holds there now.
    ok(await schakel.workspaces.revoke(WEST));
    expect(await installed()).toMatchObject([{ externalId: WHOLE }, { externalId: SOUTH }]);
    expect(await home(WEST, west)).toContain('Nieuwe casus');
    expect(calls(WEST).filter((c) => c.error)).toEqual([]);
  });
});

describe('an organisation whose token is over', () => {
  it('takes nobody with it, also not a workspace that uses the token of the configuration', async () => {
    const schakel = await startSchakel(IN_MANY_WORKSPACES);
    try {
      await schakel.workspaces.install('Stichting');
      ok(await schakel.workspaces.grant(EAST));
      await schakel.workspaces.install('Regio Zuid');
      schakel.workspaces.proxy.lead();
      await schakel.workspaces.uninstall({ kind: 'enterprise', id: WHOLE });
      schakel.workspaces.proxy.lead(schakel.app.port);
      const channel = await openCase(schakel, SOUTH, south);
      expect(schakel.workspaces.read(SOUTH, channel).join('\n')).toContain('overzicht');
      const own = schakel.workspaces.calls().findLast((c) => c.team === SOUTH)?.token ?? '';
      await schakel.database.database.pool.query(
        `DELETE FROM "installation" WHERE "externalId" = '${SOUTH}'`,
      );
      await schakel.restart({
        slack: { ...schakel.config.slack, botToken: own } as NonNullable<typeof schakel.config.slack>,
      });
      ok(await schakel.workspaces.team(SOUTH).as(south.id).click({ channel }, 'Iemand toevoegen'));
      ok(
        await schakel.workspaces
          .team(SOUTH)
          .as(south.id)
          .submit({ member: 'U0SOUTHTEACHER', role: 'teacher' }),
      );
      await schakel.settle();
      expect(schakel.workspaces.read(SOUTH, channel).join('\n')).toContain('Leerkracht zuid');
    } finally {
      await schakel.stop();
    }
  });

  it('only for now is asked again at once, and nobody is called disconnected meanwhile', async () => {
    const schakel = await startSchakel(IN_MANY_WORKSPACES);
    try {
      await schakel.workspaces.install('Stichting');
      schakel.workspaces.proxy.lead();
      await schakel.workspaces.grant(WEST);
      schakel.workspaces.proxy.lead(schakel.app.port);
      schakel.clock.turnTo('2027-03-12T08:00:00.000Z');
      // Its token has ended, and Slack does not answer, however many ask for a new one.
      schakel.workspaces.breakExchange('before', 50);
      const slack = schakel.workspaces.team(WEST);
      await slack.as(west.id).openHome();
      expect(slack.home(west.id)).toBeUndefined();
      schakel.workspaces.mendExchange();
      await slack.as(west.id).openHome();
      expect(JSON.stringify(slack.home(west.id))).toContain('Nieuwe casus');
      const { rows } = await schakel.database.database.pool.query(
        'SELECT 1 FROM "workspace" WHERE "disabledAt" IS NOT NULL',
      );
      expect(rows).toEqual([]);
    } finally {
      await schakel.stop();
    }
  });
});
