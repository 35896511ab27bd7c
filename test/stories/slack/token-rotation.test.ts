import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PEOPLE, SCHOOL, TOWN } from '../../support/people/in-many-workspaces.ts';
import { addMember, agreeOn, openCase } from '../../support/people/slack-acts.ts';
import { openRealm, type Realm } from '../../support/schakel/workspaces.ts';
import { ok } from '../whole/story4-script.ts';

const { coordinator, coordinatorAtSchool, caseManager } = PEOPLE;
const OWNER = `${caseManager.realName} (casemanager gemeente)`;

/** Tokens end after twelve hours, at nine in the evening. At nine the next morning somebody must be reminded. */
describe('a token that ends while nobody does anything', () => {
  let realm: Realm;
  let channel: string;
  beforeEach(async () => {
    realm = await openRealm();
    await realm.install('Gemeente');
    channel = await openCase(realm, TOWN, coordinator);
    await addMember(realm, TOWN, channel, coordinator, caseManager, 'municipalCaseManager');
    await agreeOn(realm, TOWN, channel, caseManager, {
      title: 'Onderwijsplan',
      due: 'vrijdag 12 maart',
      owner: OWNER,
    });
  });
  afterEach(() => realm?.close());
  /** The renewals of the town's token; a process that starts looks after that of the school, too. */
  const renewals = () => realm.slack.calls().filter((c) => String(c.args.refresh_token ?? '').includes(TOWN));
  const refused = () => realm.slack.calls().filter((c) => c.error?.startsWith('token_'));
  const reminders = (): string[] =>
    realm.direct(TOWN, caseManager.id).filter((m) => m.includes('Onderwijsplan'));

  it('is renewed by who sends in the background: the reminder comes, and no call is refused', async () => {
    const before = realm.slack.calls().length;
    await realm.at('2027-03-12', '09:00');
    expect(reminders()).toHaveLength(1);
    expect(renewals()).toHaveLength(1);
    expect(refused()).toEqual([]);
    const used = new Set(
      realm.slack
        .calls()
        .slice(before)
        .flatMap((c) => (c.team === TOWN ? [c.token] : [])),
    );
    expect(used.size).toBe(1);
  });

  it('is renewed once by two processes that need it in the same moment', async () => {
    const second = await realm.second();
    const held = realm.slack.holdExchange();
    realm.clock.turnTo('2027-03-12T07:00:00.000Z');
    const town = realm.slack.team(TOWN);
    const asked = [coordinator, caseManager].map((who) =>
      town.as(who.id).command(channel, '/schakel afspraken'),
    );
    // One of the two is at Slack; the other waits for it, and does not go there too.
    const waiting = async (): Promise<number> => {
      const sql = `SELECT count(*)::int AS "n" FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      return (await realm.database.database.pool.query(sql)).rows[0].n + held.arrived();
    };
    await expect.poll(waiting).toBe(2);
    held.letGo();
    for (const answer of await Promise.all(asked)) ok(answer);
    await Promise.all([realm.app.work.settle(), second.work.settle()]);
    expect(renewals()).toHaveLength(1);
    expect(refused()).toEqual([]);
  });

  it('is asked for again after Slack could not be reached', async () => {
    realm.slack.breakExchange('before', 2);
    await realm.at('2027-03-12', '09:00');
    expect(reminders()).toHaveLength(1);
    expect(renewals().map((c) => c.error)).toEqual(['destroyed before', 'destroyed before', undefined]);
  });

  it('is over when the new one was lost on the way: who can be told is told, and nothing is lost', async () => {
    await realm.install('Basisschool');
    realm.slack.breakExchange('after');
    realm.clock.turnTo('2027-03-11T19:00:00.000Z');
    // The old one works until it ends.
    ok(await realm.slack.team(TOWN).as(coordinator.id).command(channel, '/schakel afspraken'));
    expect(renewals().map((c) => c.error)).toEqual(['destroyed after']);
    await realm.at('2027-03-12', '09:00');
    expect(reminders()).toEqual([]);
    expect(realm.direct(SCHOOL, coordinatorAtSchool.id).join('\n')).toContain(
      'niet meer verbonden met werkruimte Gemeente: de toegang is ingetrokken',
    );
    expect(realm.log.join('\n')).toContain('a workspace is no longer connected');
    expect((await realm.install('Gemeente')).status).toBe(200);
    await realm.settle();
    expect(reminders()).toHaveLength(1);
  });
});

describe('a key that is replaced', () => {
  it('seals anew what the old one sealed; after that the old one is needed no more', async () => {
    const realm = await openRealm();
    try {
      await realm.install('Gemeente');
      const sealed = async (): Promise<string> =>
        (await realm.database.database.pool.query('SELECT "sealed" FROM "installation"')).rows[0].sealed;
      const before = await sealed();
      const key = 'another-secret-that-only-tests-know-0123456789ab';
      const works = async (): Promise<void> => {
        const town = realm.slack.team(TOWN);
        ok(await town.as(coordinator.id).openHome());
        expect(JSON.stringify(town.home(coordinator.id))).toContain('Nieuwe casus');
      };
      await realm.restart({ key, oldKeys: ['a-secret-that-only-tests-know-0123456789abcdef'] });
      expect(await sealed()).not.toBe(before);
      await works();
      await realm.restart({ key });
      await works();
      const everything = [await realm.dump(), ...realm.log].join('\n');
      for (const { token } of realm.slack.calls()) if (token) expect(everything).not.toContain(token);
      expect(everything).not.toContain(key);
    } finally {
      await realm.close();
    }
  });

  it('without the old one Schakel does not start and says why; with it everything goes on', async () => {
    const realm = await openRealm();
    try {
      await realm.install('Gemeente');
      await realm.install('Basisschool');
      const channel = await openCase(realm, TOWN, coordinator);
      await addMember(realm, TOWN, channel, coordinator, caseManager, 'municipalCaseManager');
      await agreeOn(realm, TOWN, channel, caseManager, {
        title: 'Onderwijsplan',
        due: 'vrijdag 12 maart',
        owner: OWNER,
      });
      const other = 'another-secret-that-only-tests-know-0123456789ab';
      await expect(realm.restart({ key: other })).rejects.toThrow('SCHAKEL_KEY');
      await realm.restart();
      await realm.at('2027-03-12', '09:00');
      expect(realm.direct(TOWN, caseManager.id).filter((m) => m.includes('Onderwijsplan'))).toHaveLength(1);
    } finally {
      await realm.close();
    }
  });
});
