import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../support/people/actor.ts';
import { addMember, agreeOn, openCase } from '../../support/people/acts.ts';
import { IN_MANY_WORKSPACES, MUNICIPALITY, PEOPLE, SCHOOL } from '../../support/people/in-many-workspaces.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';

const { coordinator, coordinatorAtSchool, caseManager, teacher } = PEOPLE;

/** One case in two workspaces: the municipality's, where it was opened, and the school's. Gives the channel's name in both. */
async function caseInBoth(schakel: Schakel<'workspaces' | 'log'>): Promise<string> {
  await schakel.workspaces.install('Gemeente');
  await schakel.workspaces.install('Basisschool');
  const channel = await openCase(schakel, MUNICIPALITY, coordinator);
  await addMember(schakel, MUNICIPALITY, channel, coordinator, caseManager, 'municipalCaseManager');
  const municipality = schakel.workspaces.team(MUNICIPALITY);
  ok(await municipality.as(coordinator.id).click({ channel }, 'Iemand toevoegen'));
  ok(await municipality.as(coordinator.id).submit({ person: 'Intern begeleider', role: 'teacher' }));
  await schakel.settle();
  expect(schakel.workspaces.team(SCHOOL).channelByName(channel)).toBeDefined();
  return channel;
}

async function praise(schakel: Schakel<'workspaces' | 'log'>, channel: string, words: string): Promise<void> {
  const school = schakel.workspaces.team(SCHOOL);
  ok(await school.as(teacher.id).click({ channel }, 'Wat gaat er goed?'));
  ok(await school.as(teacher.id).submit({ words }));
  await schakel.settle();
}

/** The municipality takes the app away, and later installs it again. */
describe('a workspace that removes the app', () => {
  let schakel: Schakel<'workspaces' | 'log'>;
  let channel: string;
  beforeAll(async () => {
    schakel = await startSchakel(IN_MANY_WORKSPACES);
    channel = await caseInBoth(schakel);
    for (const [title, owner] of [
      ['Onderwijsplan', `${caseManager.realName} (casemanager gemeente)`],
      ['Rustige start', `${teacher.realName} (leerkracht of mentor)`],
    ] as const)
      await agreeOn(schakel, MUNICIPALITY, channel, caseManager, { title, due: 'vrijdag 12 maart', owner });
  });
  afterAll(() => schakel?.stop());
  const calls = (team: string): number => schakel.workspaces.calls().filter((c) => c.team === team).length;
  const told = (): string[] =>
    schakel.workspaces
      .written(SCHOOL, coordinatorAtSchool.id)
      .filter((m) => m.includes('niet meer verbonden'));

  it('before that, the case stands in both workspaces, in each with its own token', () => {
    for (const team of [MUNICIPALITY, SCHOOL])
      expect(schakel.workspaces.read(team, channel).join('\n')).toContain('Rustige start');
    const tokens = (team: string) =>
      new Set(schakel.workspaces.calls().flatMap((c) => (c.team === team ? [c.token] : [])));
    expect([...tokens(MUNICIPALITY)].filter((token) => tokens(SCHOOL).has(token))).toEqual([]);
  });

  it('hears nothing more from that moment, and the other workspace goes on', async () => {
    ok(await schakel.workspaces.uninstall({ kind: 'team', id: MUNICIPALITY }));
    const before = calls(MUNICIPALITY);
    await schakel.at('2027-03-12', '09:00');
    expect(calls(MUNICIPALITY)).toBe(before);
    expect(schakel.workspaces.written(SCHOOL, teacher.id).join('\n')).toContain('Rustige start');
    expect(schakel.workspaces.written(MUNICIPALITY, caseManager.id).join('\n')).not.toContain(
      'Onderwijsplan',
    );
    await praise(schakel, channel, 'twee ochtenden gelukt');
    expect(schakel.workspaces.read(SCHOOL, channel).join('\n')).toContain('twee ochtenden gelukt');
    expect(calls(MUNICIPALITY)).toBe(before);
  });

  it('is told of, once, to the coordinator who can still be reached, with what to do', async () => {
    ok(await schakel.workspaces.revoke(MUNICIPALITY));
    await schakel.settle();
    expect(told()).toHaveLength(1);
    expect(told()[0]).toContain('werkruimte Gemeente: de app is verwijderd');
    expect(told()[0]).toContain(
      'De afspraken blijven bewaard. Vraag de beheerder om Schakel opnieuw te verbinden.',
    );
  });

  it('is told to the administrator in the log, by its id', () => {
    const line = schakel.log.find((one) => one.includes('a workspace is no longer connected'));
    expect(JSON.parse(line ?? '{}')).toMatchObject({ level: 50, platform: 'slack', workspace: MUNICIPALITY });
  });

  it('what gave access is forgotten, and that of the other workspace is not', async () => {
    const { rows } = await schakel.database.database.pool.query('SELECT "externalId" FROM "installation"');
    expect(rows).toEqual([{ externalId: SCHOOL }]);
  });

  it('gets what waited for it when it installs the app again', async () => {
    schakel.clock.advance(60_000);
    await schakel.workspaces.install('Gemeente');
    await schakel.settle();
    expect(schakel.workspaces.read(MUNICIPALITY, channel).join('\n')).toContain('twee ochtenden gelukt');
    ok(await schakel.workspaces.team(MUNICIPALITY).as(caseManager.id).command(channel, '/schakel afspraken'));
  });

  it('is not let go of again by an event of before that comes once more', async () => {
    ok(await schakel.workspaces.team(MUNICIPALITY).redeliver('events_api'));
    await schakel.settle();
    const { rows } = await schakel.database.database.pool.query('SELECT "externalId" FROM "installation"');
    expect(rows).toHaveLength(2);
    expect(told()).toHaveLength(1);
    ok(await schakel.workspaces.team(MUNICIPALITY).as(caseManager.id).command(channel, '/schakel afspraken'));
  });

  it('is not let go of when Slack takes back a token of before, in the second of a new installation', async () => {
    await schakel.workspaces.install('Gemeente');
    const told = schakel.workspaces.team(MUNICIPALITY).revokeToken();
    schakel.workspaces.team(MUNICIPALITY).reinstall();
    ok(await told);
    await schakel.settle();
    const { rows } = await schakel.database.database.pool.query('SELECT "externalId" FROM "installation"');
    expect(rows).toHaveLength(2);
    ok(await schakel.workspaces.team(MUNICIPALITY).as(caseManager.id).command(channel, '/schakel afspraken'));
  });

  it('whose token was only taken back is over too: what was on its way is kept, and nothing is asked twice', async () => {
    await agreeOn(schakel, MUNICIPALITY, channel, caseManager, {
      title: 'Belafspraak',
      due: 'maandag 15 maart',
      owner: `${caseManager.realName} (casemanager gemeente)`,
    });
    ok(await schakel.workspaces.revoke(MUNICIPALITY));
    const before = calls(MUNICIPALITY);
    await schakel.at('2027-03-15', '09:00');
    expect(calls(MUNICIPALITY)).toBe(before);
    expect(told()).toHaveLength(2);
    expect(told()[1]).toContain('de toegang is ingetrokken');
  });
});

describe('a removal in the evening', () => {
  it('ends all sending at once, and is told to the coordinators in the morning', async () => {
    const schakel = await startSchakel(IN_MANY_WORKSPACES);
    try {
      await caseInBoth(schakel);
      await schakel.at('2027-03-11', '21:00');
      await schakel.workspaces.uninstall({ kind: 'team', id: MUNICIPALITY });
      await schakel.settle();
      const told = (): string => schakel.workspaces.written(SCHOOL, coordinatorAtSchool.id).join('\n');
      expect(told()).not.toContain('niet meer verbonden');
      await schakel.at('2027-03-12', '08:30');
      expect(told()).toContain('niet meer verbonden');
    } finally {
      await schakel.stop();
    }
  });
});

describe('a removal that Slack says nothing of', () => {
  it('is found by the first send, which waits with the rest until the app is back', async () => {
    const schakel = await startSchakel(IN_MANY_WORKSPACES);
    try {
      const channel = await caseInBoth(schakel);
      // Slack tries three times and gives up, while nobody is there to hear it.
      schakel.workspaces.proxy.lead();
      await schakel.workspaces.uninstall({ kind: 'team', id: MUNICIPALITY });
      schakel.workspaces.proxy.lead(schakel.app.port);
      for (const words of ['een ochtend gelukt', 'twee ochtenden gelukt'])
        await praise(schakel, channel, words);
      expect(schakel.workspaces.calls().filter((c) => c.error === 'account_inactive')).toHaveLength(1);
      expect(schakel.workspaces.written(SCHOOL, coordinatorAtSchool.id).join('\n')).toContain(
        'niet meer verbonden',
      );
      await schakel.workspaces.install('Gemeente');
      await schakel.settle();
      const good = schakel.workspaces.read(MUNICIPALITY, channel).filter((m) => m.startsWith('Goed nieuws'));
      expect(good.join('\n')).toMatch(/een ochtend gelukt[\s\S]*twee ochtenden gelukt/);
      expect(good).toHaveLength(2);
    } finally {
      await schakel.stop();
    }
  });

  it('is told also when the first try to tell it was cut short', async () => {
    let cut = 1;
    const schakel = await startSchakel({
      ...IN_MANY_WORKSPACES,
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
      await schakel.workspaces.install('Gemeente');
      await schakel.workspaces.install('Basisschool');
      await openCase(schakel, MUNICIPALITY, coordinator);
      expect(
        (await schakel.workspaces.uninstall({ kind: 'team', id: MUNICIPALITY })).acknowledgedInTime,
      ).toBe(false);
      for (const answer of await schakel.workspaces.team(MUNICIPALITY).retryDue()) ok(answer);
      await schakel.settle();
      expect(cut).toBe(0);
      expect(schakel.workspaces.written(SCHOOL, coordinatorAtSchool.id).join('\n')).toContain(
        'niet meer verbonden',
      );
    } finally {
      await schakel.stop();
    }
  });
});
