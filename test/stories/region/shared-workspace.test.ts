import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSignedHttp } from '../../fakes/slack/events/dispatch.ts';
import { ALL_PEOPLE, PEOPLE, TOWN } from '../../support/people/in-many-workspaces.ts';
import { addMember, agreeOn, openCase } from '../../support/people/slack-acts.ts';
import { readBlocks } from '../../support/reading/in-slack.ts';
import { importFile, openRealm, type Realm } from '../../support/schakel/workspaces.ts';
import { ok } from '../whole/story4-script.ts';

const { coordinator, caseManager, consultant, officer } = PEOPLE;

const NEIGHBOURS = `
key: buren
name: Regio Buren
schoolHolidays: Noord
workspaces:
  - { platform: slack, teamId: ${TOWN} }
people:
  - { key: een, name: ${caseManager.realName}, slack: ${caseManager.id} }
organisations:
  - { key: school, name: School, type: school }
ladder:
  - { rung: 3, title: teamleider jeugd, contacts: [een] }
coordinators: [een]
`;

/** A town works in two regions from one workspace. */
describe('two regions in one workspace', () => {
  let realm: Realm;
  const rooms: Record<string, string> = {};
  beforeAll(async () => {
    realm = await openRealm();
    await importFile(realm.database, NEIGHBOURS, realm.clock.now().toISOString());
    await realm.install('Gemeente');
    for (const [region, by, member, title] of [
      ['noord', coordinator, officer, 'Plan noord'],
      ['buren', caseManager, consultant, 'Plan buren'],
    ] as const) {
      const channel = await openCase(realm, TOWN, by);
      rooms[region] = channel;
      await addMember(realm, TOWN, channel, by, member, 'municipalCaseManager');
      const owner = `${member.realName} (casemanager gemeente)`;
      await agreeOn(realm, TOWN, channel, member, { title, due: 'donderdag 25 maart', owner });
    }
  });
  afterAll(() => realm?.close());
  const home = async (who: { id: string }): Promise<string> => {
    ok(await realm.slack.team(TOWN).as(who.id).openHome());
    return readBlocks(realm.slack.team(TOWN).home(who.id)?.blocks ?? [], ALL_PEOPLE);
  };

  it('somebody finds their own agreements at home, whichever of the two they are in, and nothing of the other', async () => {
    expect(await home(officer)).toContain('Plan noord');
    expect(await home(consultant)).toContain('Plan buren');
    expect(await home(officer)).not.toContain('Plan buren');
    expect(await home(consultant)).not.toContain('Plan noord');
  });

  it('a coordinator opens cases in their own region, and sees nothing of a case of the other', async () => {
    const { rows } = await realm.database.database.pool.query(
      `SELECT r."key", c."id" FROM "case" c JOIN "region" r ON r."id" = c."regionId" ORDER BY 1`,
    );
    expect(rows.map((row) => row.key)).toEqual(['buren', 'noord']);
    const http = createSignedHttp({
      url: () => `${realm.address}/slack/events`,
      signingSecret: realm.slack.signingSecret,
      now: () => realm.clock.now().getTime(),
      ackMs: 3_000,
    });
    const before = realm.slack.calls().length;
    for (const [i, name] of ['case.show', 'agreement.list', 'lead.show', 'lead.accept'].entries()) {
      const action = { action_id: `command:${name}#0`, value: JSON.stringify({ caseId: rows[1].id }) };
      const payload = {
        type: 'block_actions',
        team: { id: TOWN },
        user: { id: caseManager.id, team_id: TOWN },
        trigger_id: `made-up-${i}`,
        actions: [action],
      };
      expect((await http.send({ type: 'interactive', payload })).status).toBe(200);
    }
    await realm.settle();
    http.close();
    const shown = JSON.stringify(realm.slack.calls().slice(before));
    expect(shown).not.toContain('Plan noord');
    expect(realm.channel(TOWN, rooms.noord ?? '').join('\n')).not.toContain(
      `Regiehouder: @${caseManager.realName}`,
    );
  });
});
