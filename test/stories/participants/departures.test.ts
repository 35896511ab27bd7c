import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PEOPLE, SCHOOL, TOWN } from '../../support/people/in-many-workspaces.ts';
import { addMember, agreeOn, openCase } from '../../support/people/slack-acts.ts';
import { openRealm, type Realm } from '../../support/schakel/workspaces.ts';
import { ok } from '../whole/story4-script.ts';

const { coordinator, coordinatorAtSchool, caseManager, teacher } = PEOPLE;

/** One case in two workspaces: the town's, where it was opened, and the school's. Gives the channel's name in both. */
async function caseInBoth(realm: Realm): Promise<string> {
  await realm.install('Gemeente');
  await realm.install('Basisschool');
  const channel = await openCase(realm, TOWN, coordinator);
  await addMember(realm, TOWN, channel, coordinator, caseManager, 'municipalCaseManager');
  const town = realm.slack.team(TOWN);
  ok(await town.as(coordinator.id).click({ channel }, 'Iemand toevoegen'));
  ok(await town.as(coordinator.id).submit({ person: 'Intern begeleider', role: 'teacher' }));
  await realm.settle();
  expect(realm.slack.team(SCHOOL).channelByName(channel)).toBeDefined();
  return channel;
}

async function praise(realm: Realm, channel: string, words: string): Promise<void> {
  const school = realm.slack.team(SCHOOL);
  ok(await school.as(teacher.id).click({ channel }, 'Wat gaat er goed?'));
  ok(await school.as(teacher.id).submit({ words }));
  await realm.settle();
}

/** The town takes the app away, and later installs it again. */
describe('a workspace that removes the app', () => {
  let realm: Realm;
  let channel: string;
  beforeAll(async () => {
    realm = await openRealm();
    channel = await caseInBoth(realm);
    for (const [title, owner] of [
      ['Onderwijsplan', `${caseManager.realName} (casemanager gemeente)`],
      ['Rustige start', `${teacher.realName} (leerkracht of mentor)`],
    ] as const)
      await agreeOn(realm, TOWN, channel, caseManager, { title, due: 'vrijdag 12 maart', owner });
  });
  afterAll(() => realm?.close());
  const calls = (team: string): number => realm.slack.calls().filter((c) => c.team === team).length;
  const told = (): string[] =>
    realm.direct(SCHOOL, coordinatorAtSchool.id).filter((m) => m.includes('niet meer verbonden'));

  it('before that, the case stands in both workspaces, in each with its own token', () => {
    for (const team of [TOWN, SCHOOL])
      expect(realm.channel(team, channel).join('\n')).toContain('Rustige start');
    const tokens = (team: string) =>
      new Set(realm.slack.calls().flatMap((c) => (c.team === team ? [c.token] : [])));
    expect([...tokens(TOWN)].filter((token) => tokens(SCHOOL).has(token))).toEqual([]);
  });

  it('hears nothing more from that moment, and the other workspace goes on', async () => {
    ok(await realm.slack.uninstall({ kind: 'team', id: TOWN }));
    const before = calls(TOWN);
    await realm.at('2027-03-12', '09:00');
    expect(calls(TOWN)).toBe(before);
    expect(realm.direct(SCHOOL, teacher.id).join('\n')).toContain('Rustige start');
    expect(realm.direct(TOWN, caseManager.id)).toEqual([]);
    await praise(realm, channel, 'twee ochtenden gelukt');
    expect(realm.channel(SCHOOL, channel).join('\n')).toContain('twee ochtenden gelukt');
    expect(calls(TOWN)).toBe(before);
  });

  it('is told of, once, to the coordinator who can still be reached, with what to do', async () => {
    ok(await realm.slack.revoke(TOWN));
    await realm.settle();
    expect(told()).toHaveLength(1);
    expect(told()[0]).toContain('werkruimte Gemeente: de app is verwijderd');
    expect(told()[0]).toContain(
      'De afspraken blijven bewaard. Vraag de beheerder om Schakel opnieuw te verbinden.',
    );
  });

  it('is told to the administrator in the log, by its id', () => {
    const line = realm.log.find((one) => one.includes('a workspace is no longer connected'));
    expect(JSON.parse(line ?? '{}')).toMatchObject({ level: 50, platform: 'slack', workspace: TOWN });
  });

  it('what gave access is forgotten, and that of the other workspace is not', async () => {
    const { rows } = await realm.database.database.pool.query('SELECT "externalId" FROM "installation"');
    expect(rows).toEqual([{ externalId: SCHOOL }]);
  });

  it('gets what waited for it when it installs the app again', async () => {
    realm.clock.advance(60_000);
    await realm.install('Gemeente');
    await realm.settle();
    expect(realm.channel(TOWN, channel).join('\n')).toContain('twee ochtenden gelukt');
    ok(await realm.slack.team(TOWN).as(caseManager.id).command(channel, '/schakel afspraken'));
  });

  it('is not let go of again by an event of before that comes once more', async () => {
    ok(await realm.slack.team(TOWN).redeliver('events_api'));
    await realm.settle();
    const { rows } = await realm.database.database.pool.query('SELECT "externalId" FROM "installation"');
    expect(rows).toHaveLength(2);
    expect(told()).toHaveLength(1);
    ok(await realm.slack.team(TOWN).as(caseManager.id).command(channel, '/schakel afspraken'));
  });

  it('is not let go of when Slack takes back a token of before, in the second of a new installation', async () => {
    await realm.install('Gemeente');
    const told = realm.slack.team(TOWN).revokeToken();
    realm.slack.team(TOWN).reinstall();
    ok(await told);
    await realm.settle();
    const { rows } = await realm.database.database.pool.query('SELECT "externalId" FROM "installation"');
    expect(rows).toHaveLength(2);
    ok(await realm.slack.team(TOWN).as(caseManager.id).command(channel, '/schakel afspraken'));
  });

  it('whose token was only taken back is over too: what was on its way is kept, and nothing is asked twice', async () => {
    await agreeOn(realm, TOWN, channel, caseManager, {
      title: 'Belafspraak',
      due: 'maandag 15 maart',
      owner: `${caseManager.realName} (casemanager gemeente)`,
    });
    ok(await realm.slack.revoke(TOWN));
    const before = calls(TOWN);
    await realm.at('2027-03-15', '09:00');
    expect(calls(TOWN)).toBe(before);
    expect(told()).toHaveLength(2);
    expect(told()[1]).toContain('de toegang is ingetrokken');
  });
});

describe('a removal in the evening', () => {
  it('ends all sending at once, and is told to the coordinators in the morning', async () => {
    const realm = await openRealm();
    try {
      await caseInBoth(realm);
      await realm.at('2027-03-11', '21:00');
      await realm.slack.uninstall({ kind: 'team', id: TOWN });
      await realm.settle();
      const told = (): string => realm.direct(SCHOOL, coordinatorAtSchool.id).join('\n');
      expect(told()).not.toContain('niet meer verbonden');
      await realm.at('2027-03-12', '08:30');
      expect(told()).toContain('niet meer verbonden');
    } finally {
      await realm.close();
    }
  });
});

describe('a removal that Slack says nothing of', () => {
  it('is found by the first send, which waits with the rest until the app is back', async () => {
    const realm = await openRealm();
    try {
      const channel = await caseInBoth(realm);
      // Slack tries three times and gives up, while nobody is there to hear it.
      realm.closed(true);
      await realm.slack.uninstall({ kind: 'team', id: TOWN });
      realm.closed(false);
      for (const words of ['een ochtend gelukt', 'twee ochtenden gelukt'])
        await praise(realm, channel, words);
      expect(realm.slack.calls().filter((c) => c.error === 'account_inactive')).toHaveLength(1);
      expect(realm.direct(SCHOOL, coordinatorAtSchool.id).join('\n')).toContain('niet meer verbonden');
      await realm.install('Gemeente');
      await realm.settle();
      const good = realm.channel(TOWN, channel).filter((m) => m.startsWith('Goed nieuws'));
      expect(good.join('\n')).toMatch(/een ochtend gelukt[\s\S]*twee ochtenden gelukt/);
      expect(good).toHaveLength(2);
    } finally {
      await realm.close();
    }
  });

  it('is told also when the first try to tell it was cut short', async () => {
    let cut = 1;
    const realm = await openRealm({
      overrides: {
        store: (store) => ({
          ...store,
          commit: async (change) => {
            if (cut > 0 && change.messages.some((m) => m.payload.type === 'ConnectionLost')) {
              cut -= 1;
              throw new Error('the process is gone');
            }
            return store.commit(change);
          },
        }),
      },
    });
    try {
      await realm.install('Gemeente');
      await realm.install('Basisschool');
      await openCase(realm, TOWN, coordinator);
      expect((await realm.slack.uninstall({ kind: 'team', id: TOWN })).acknowledgedInTime).toBe(false);
      for (const answer of await realm.slack.team(TOWN).retryDue()) ok(answer);
      await realm.settle();
      expect(cut).toBe(0);
      expect(realm.direct(SCHOOL, coordinatorAtSchool.id).join('\n')).toContain('niet meer verbonden');
    } finally {
      await realm.close();
    }
  });
});
