import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { everyRow } from '../../support/database/every-row.ts';
import { ok } from '../../support/people/actor.ts';
import { addMember, agreeOn, openCase } from '../../support/people/acts.ts';
import { IN_MANY_WORKSPACES, MUNICIPALITY, PEOPLE, SCHOOL } from '../../support/people/in-many-workspaces.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';

const { coordinator, coordinatorAtSchool, caseManager } = PEOPLE;
const OWNER = `${caseManager.realName} (casemanager gemeente)`;

/** Tokens end after twelve hours, at nine in the evening. At nine the next morning somebody must be reminded. */
describe('a token that ends while nobody does anything', () => {
  let schakel: Schakel<'workspaces' | 'log'>;
  let channel: string;
  beforeEach(async () => {
    schakel = await startSchakel(IN_MANY_WORKSPACES);
    await schakel.workspaces.install('Gemeente');
    channel = await openCase(schakel, MUNICIPALITY, coordinator);
    await addMember(schakel, MUNICIPALITY, channel, coordinator, caseManager, 'municipalCaseManager');
    await agreeOn(schakel, MUNICIPALITY, channel, caseManager, {
      title: 'Onderwijsplan',
      due: 'vrijdag 12 maart',
      owner: OWNER,
    });
  });
  afterEach(() => schakel?.stop());
  /** The renewals of the municipality's token; a process that starts looks after that of the school, too. */
  const renewals = () =>
    schakel.workspaces.calls().filter((c) => String(c.args.refresh_token ?? '').includes(MUNICIPALITY));
  const refused = () => schakel.workspaces.calls().filter((c) => c.error?.startsWith('token_'));
  const reminders = (): string[] =>
    schakel.workspaces.written(MUNICIPALITY, caseManager.id).filter((m) => m.includes('Onderwijsplan'));

  it('is renewed by who sends in the background: the reminder comes, and no call is refused', async () => {
    const before = schakel.workspaces.calls().length;
    await schakel.at('2027-03-12', '09:00');
    expect(reminders()).toHaveLength(1);
    expect(renewals()).toHaveLength(1);
    expect(refused()).toEqual([]);
    const used = new Set(
      schakel.workspaces
        .calls()
        .slice(before)
        .flatMap((c) => (c.team === MUNICIPALITY ? [c.token] : [])),
    );
    expect(used.size).toBe(1);
  });

  it('is renewed once by two processes that need it in the same moment', async () => {
    const second = await schakel.second();
    const held = schakel.workspaces.holdExchange();
    schakel.clock.turnTo('2027-03-12T07:00:00.000Z');
    const municipality = schakel.workspaces.team(MUNICIPALITY);
    const asked = [coordinator, caseManager].map((who) =>
      municipality.as(who.id).command(channel, '/schakel afspraken'),
    );
    // One of the two is at Slack; the other waits for it, and does not go there too.
    const waiting = async (): Promise<number> => {
      const sql = `SELECT count(*)::int AS "n" FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      return (await schakel.database.database.pool.query(sql)).rows[0].n + held.arrived();
    };
    await expect.poll(waiting).toBe(2);
    held.letGo();
    for (const answer of await Promise.all(asked)) ok(answer);
    await Promise.all([schakel.app.work.settle(), second.work.settle()]);
    expect(renewals()).toHaveLength(1);
    expect(refused()).toEqual([]);
  });

  it('is asked for again after Slack could not be reached', async () => {
    schakel.workspaces.breakExchange('before', 2, MUNICIPALITY);
    await schakel.at('2027-03-12', '09:00');
    expect(reminders()).toHaveLength(1);
    expect(renewals().map((c) => c.error)).toEqual(['destroyed before', 'destroyed before', undefined]);
  });

  it('is over when the new one was lost on the way: who can be told is told, and nothing is lost', async () => {
    await schakel.workspaces.install('Basisschool');
    schakel.workspaces.breakExchange('after', 1, MUNICIPALITY);
    schakel.clock.turnTo('2027-03-11T19:00:00.000Z');
    // The old one works until it ends.
    ok(await schakel.workspaces.team(MUNICIPALITY).as(coordinator.id).command(channel, '/schakel afspraken'));
    expect(renewals().map((c) => c.error)).toEqual(['destroyed after']);
    await schakel.at('2027-03-12', '09:00');
    expect(reminders()).toEqual([]);
    expect(schakel.workspaces.written(SCHOOL, coordinatorAtSchool.id).join('\n')).toContain(
      'niet meer verbonden met werkruimte Gemeente: de toegang is ingetrokken',
    );
    expect(schakel.log.join('\n')).toContain('a workspace is no longer connected');
    expect((await schakel.workspaces.install('Gemeente')).status).toBe(200);
    await schakel.settle();
    expect(reminders()).toHaveLength(1);
  });
});

describe('a key that is replaced', () => {
  it('seals anew what the old one sealed; after that the old one is needed no more', async () => {
    const schakel = await startSchakel(IN_MANY_WORKSPACES);
    try {
      await schakel.workspaces.install('Gemeente');
      const sealed = async (): Promise<string> =>
        (await schakel.database.database.pool.query('SELECT "sealed" FROM "installation"')).rows[0].sealed;
      const before = await sealed();
      const key = 'another-secret-that-only-tests-know-0123456789ab';
      const works = async (): Promise<void> => {
        const municipality = schakel.workspaces.team(MUNICIPALITY);
        ok(await municipality.as(coordinator.id).openHome());
        expect(JSON.stringify(municipality.home(coordinator.id))).toContain('Nieuwe casus');
      };
      await schakel.restart({ key, oldKeys: ['a-secret-that-only-tests-know-0123456789abcdef'] });
      expect(await sealed()).not.toBe(before);
      await works();
      await schakel.restart({ key });
      await works();
      const everything = [await everyRow(schakel.database), ...schakel.log].join('\n');
      for (const { token } of schakel.workspaces.calls()) if (token) expect(everything).not.toContain(token);
      expect(everything).not.toContain(key);
    } finally {
      await schakel.stop();
    }
  });

  it('without the old one Schakel does not start and says why; with it everything goes on', async () => {
    const schakel = await startSchakel(IN_MANY_WORKSPACES);
    try {
      await schakel.workspaces.install('Gemeente');
      await schakel.workspaces.install('Basisschool');
      const channel = await openCase(schakel, MUNICIPALITY, coordinator);
      await addMember(schakel, MUNICIPALITY, channel, coordinator, caseManager, 'municipalCaseManager');
      await agreeOn(schakel, MUNICIPALITY, channel, caseManager, {
        title: 'Onderwijsplan',
        due: 'vrijdag 12 maart',
        owner: OWNER,
      });
      const other = 'another-secret-that-only-tests-know-0123456789ab';
      await expect(schakel.restart({ key: other })).rejects.toThrow('SCHAKEL_KEY');
      await schakel.restart();
      await schakel.at('2027-03-12', '09:00');
      expect(
        schakel.workspaces.written(MUNICIPALITY, caseManager.id).filter((m) => m.includes('Onderwijsplan')),
      ).toHaveLength(1);
    } finally {
      await schakel.stop();
    }
  });
});
