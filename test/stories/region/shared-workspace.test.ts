import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSignedHttp } from '../../fakes/slack/events/dispatch.ts';
import { ok } from '../../support/people/actor.ts';
import { addMember, agreeOn, openCase } from '../../support/people/acts.ts';
import {
  ALL_PEOPLE,
  IN_MANY_WORKSPACES,
  MUNICIPALITY,
  PEOPLE,
} from '../../support/people/in-many-workspaces.ts';
import { readBlocks } from '../../support/reading/in-slack.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';

const { coordinator, caseManager, consultant, officer } = PEOPLE;

const NEIGHBOURS = `
key: buren
name: Regio Buren
schoolHolidays: Noord
workspaces:
  - { platform: slack, teamId: ${MUNICIPALITY} }
people:
  - { key: een, name: ${caseManager.realName}, slack: ${caseManager.id} }
organisations:
  - { key: school, name: School, type: school }
ladder:
  - { rung: 3, title: teamleider jeugd, contacts: [een] }
coordinators: [een]
`;

/** A municipality works in two regions from one workspace. */
describe('two regions in one workspace', () => {
  let schakel: Schakel<'workspaces' | 'log'>;
  const rooms: Record<string, string> = {};
  beforeAll(async () => {
    schakel = await startSchakel(IN_MANY_WORKSPACES);
    await schakel.addRegion(NEIGHBOURS);
    await schakel.workspaces.install('Gemeente');
    for (const [region, by, member, title] of [
      ['noord', coordinator, officer, 'Plan noord'],
      ['buren', caseManager, consultant, 'Plan buren'],
    ] as const) {
      const channel = await openCase(schakel, MUNICIPALITY, by);
      rooms[region] = channel;
      await addMember(schakel, MUNICIPALITY, channel, by, member, 'municipalCaseManager');
      const owner = `${member.realName} (casemanager gemeente)`;
      await agreeOn(schakel, MUNICIPALITY, channel, member, { title, due: 'donderdag 25 maart', owner });
    }
  });
  afterAll(() => schakel?.stop());
  const home = async (who: { id: string }): Promise<string> => {
    ok(await schakel.workspaces.team(MUNICIPALITY).as(who.id).openHome());
    return readBlocks(schakel.workspaces.team(MUNICIPALITY).home(who.id)?.blocks ?? [], ALL_PEOPLE);
  };

  it('somebody finds their own agreements at home, whichever of the two they are in, and nothing of the other', async () => {
    expect(await home(officer)).toContain('Plan noord');
    expect(await home(consultant)).toContain('Plan buren');
    expect(await home(officer)).not.toContain('Plan buren');
    expect(await home(consultant)).not.toContain('Plan noord');
  });

  it('a coordinator opens cases in their own region, and sees nothing of a case of the other', async () => {
    const { rows } = await schakel.database.database.pool.query(
      `SELECT r."key", c."id" FROM "case" c JOIN "region" r ON r."id" = c."regionId" ORDER BY 1`,
    );
    expect(rows.map((row) => row.key)).toEqual(['buren', 'noord']);
    const http = createSignedHttp({
      url: () => `${schakel.base}/slack/events`,
      signingSecret: schakel.workspaces.signingSecret,
      now: () => schakel.clock.now().getTime(),
      ackMs: 3_000,
    });
    const before = schakel.workspaces.calls().length;
    for (const [i, name] of ['case.show', 'agreement.list', 'lead.show', 'lead.accept'].entries()) {
      const action = { action_id: `command:${name}#0`, value: JSON.stringify({ caseId: rows[1].id }) };
      const payload = {
        type: 'block_actions',
        team: { id: MUNICIPALITY },
        user: { id: caseManager.id, team_id: MUNICIPALITY },
        trigger_id: `made-up-${i}`,
        actions: [action],
      };
      expect((await http.send({ type: 'interactive', payload })).status).toBe(200);
    }
    await schakel.settle();
    http.close();
    const shown = JSON.stringify(schakel.workspaces.calls().slice(before));
    expect(shown).not.toContain('Plan noord');
    expect(schakel.workspaces.read(MUNICIPALITY, rooms.noord ?? '').join('\n')).not.toContain(
      `Regiehouder: @${caseManager.realName}`,
    );
  });
});
