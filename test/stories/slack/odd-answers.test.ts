import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../support/people/actor.ts';
import { bringIn, openCaseInChat } from '../../support/people/acts.ts';
import { COORDINATOR, LEAD, MOTHER, SCHOOL, SCHOOL_DEPUTY } from '../../support/people/in-slack.ts';
import { type InThreePlaces, startInThreePlaces } from '../../support/people/in-three-places.ts';
import { STORY_START } from '../whole/story4-script.ts';

/** Something between Schakel and a platform answers in its place, and says that all is well. */
const ODD = [
  ['the page of an outage', '<html><body><h1>We are back soon</h1></body></html>'],
  ['nothing', ''],
  ['one word', 'maintenance'],
  ['JSON of something else', '{"status":"up"}'],
  ['a done without the id of what was done', '{"ok":true}'],
  ['a code that is none', '{"ok":false,"error":"<b>Sign in first</b>","message":"<b>Sign in first</b>"}'],
] as const;

const ON_SLACK = [
  'chat.postMessage',
  'chat.update',
  'conversations.open',
  'conversations.history',
  'conversations.invite',
  'conversations.create',
  'auth.test',
];

describe('a platform in whose place something else answers with 200', () => {
  let here: InThreePlaces;
  let room = '';
  let day = 10;
  const as = (who: string) => here.people.as(who);
  const tenants = () => [here.teams.school, here.teams.municipality];

  const odd = (body: string): void => {
    const times = Number.POSITIVE_INFINITY;
    for (const method of ON_SLACK) here.slack.fail({ kind: 'odd', method, body, times });
    for (const { teams, graph } of tenants()) {
      teams.fault({ answer: { odd: body }, times });
      for (const method of ['GET', 'POST', 'PATCH'])
        graph.fault({ method, path: /./, what: { odd: body }, times });
    }
  };
  const heal = (): void => {
    here.slack.heal();
    for (const { teams, graph } of tenants()) {
      teams.heal();
      graph.heal();
    }
  };
  /** Two hours pass as they do: what is tried again is tried again. */
  const hours = async (n: number): Promise<void> => {
    for (let quarter = 0; quarter < n * 4; quarter++) {
      // A little more than the longest pause between two tries.
      here.clock.advance(15 * 60_000 + 5_000);
      await here.settle();
    }
  };
  const everywhere = (): [string, string[]][] => [
    ['Slack', here.slack.read(room)],
    ['the school', here.teams.school.read(here.teams.school.channel(room))],
    ['the municipality', here.teams.municipality.read(here.teams.municipality.channel(room))],
  ];
  const told = async (): Promise<string[]> =>
    (
      await here.database.database.pool.query<{ lastError: string }>(
        `SELECT DISTINCT "lastError" FROM "message" WHERE "lastError" IS NOT NULL AND "state" IN ('pending', 'dead')`,
      )
    ).rows.map((row) => row.lastError);
  const dead = async (): Promise<number> =>
    (await here.app.store.outbox.backlog(here.clock.now().toISOString())).dead;
  const bring = async (member: string, role: string, organisation: string | null): Promise<void> => {
    await bringIn(as(COORDINATOR), here, room, { member, role, organisation });
  };

  beforeAll(async () => {
    here = await startInThreePlaces(STORY_START);
    await here.at('2027-03-11', '09:30');
    await openCaseInChat(as(COORDINATOR), here);
    room = here.newest();
    await bring(LEAD, 'municipalCaseManager', 'gemeente');
    await bring(SCHOOL, 'supportCoordinator', 'school');
    ok(await as(LEAD).click({ channel: room }, 'Ik neem de regie'));
    await here.settle();
  });
  afterAll(() => here?.stop());

  it.each(ODD)('%s: every message comes once when it is over, none is given up', async (_what, body) => {
    day += 7;
    await here.at(new Date(Date.UTC(2027, 2, day)).toISOString().slice(0, 10), '09:30');
    const title = `Plan ${day}`;
    ok(await as(COORDINATOR).command(room, '/afspraak'));
    odd(body);
    ok(
      await as(COORDINATOR).submit({
        title,
        owner: 'Ondersteuningscoördinator school (ondersteuningscoördinator van school)',
        due: '30 juni',
        doneWhen: `af ${day}`,
      }),
    );
    await hours(2);
    expect(everywhere().filter(([, messages]) => messages.join('\n').includes(title))).toEqual([]);
    const errors = await told();
    expect(errors.length).toBeGreaterThan(0);
    for (const error of errors) expect(error).toMatch(/^[a-z_]+: [\w .:,-]{1,80}$/);
    heal();
    await hours(1);
    for (const [where, messages] of everywhere()) {
      const cards = messages.filter((m) => m.includes(`Klaar als: af ${day}`));
      expect(cards, where).toHaveLength(1);
      const overviews = messages.filter((m) => m.includes(': overzicht') && m.includes(title));
      expect(overviews, where).toHaveLength(1);
    }
    expect(await dead()).toBe(0);
  });

  it('who is brought in meanwhile comes in when it is over, and the lead is told of no trouble', async () => {
    const before = here.written(LEAD).length;
    ok(await as(COORDINATOR).click({ channel: room }, 'Iemand toevoegen'));
    odd('<html>Sign in</html>');
    ok(await as(COORDINATOR).submit({ member: MOTHER, role: 'guardian', organisation: null }));
    await hours(1);
    heal();
    await hours(1);
    ok(await as(COORDINATOR).click({ channel: room }, 'Iemand toevoegen'));
    odd('');
    ok(await as(COORDINATOR).submit({ member: SCHOOL_DEPUTY, role: 'teacher', organisation: 'school' }));
    await hours(1);
    heal();
    await hours(1);
    expect(here.slack.channelByName(room)?.members).toContain(MOTHER);
    expect(here.teams.school.graph.team().channels[0]?.members.map((m) => m.userId)).toContain(
      here.idOf(SCHOOL_DEPUTY),
    );
    expect(here.written(LEAD).slice(before).join('\n')).not.toContain('kon niet');
    expect(await dead()).toBe(0);
  });

  it('the questions of a morning come that morning when it is over, in one bundle', async () => {
    const before = here.written(SCHOOL).length;
    await here.at('2027-06-29', '07:00');
    odd('<html>We are back soon</html>');
    await here.at('2027-07-01', '09:00');
    expect(here.written(SCHOOL)).toHaveLength(before);
    await hours(1);
    heal();
    await hours(1);
    const asked = here.written(SCHOOL).slice(before);
    expect(asked).toHaveLength(1);
    for (const [n] of ODD.entries()) expect(asked[0]).toContain(`Plan ${17 + 7 * n}`);
    expect(await dead()).toBe(0);
  });

  it('done, but without its id: Slack is asked whether it stands there, and it comes once', async () => {
    ok(await as(COORDINATOR).click({ channel: room }, 'Wat gaat er goed?'));
    here.slack.fail({ kind: 'odd', method: 'chat.postMessage', body: '{"ok":true}', isDone: true });
    ok(await as(COORDINATOR).submit({ words: 'een rustige ochtend' }));
    await hours(1);
    expect(here.slack.read(room).filter((m) => /^Goed nieuws.*een rustige ochtend/s.test(m))).toHaveLength(1);
  });

  it('a no that nobody knows is asked about for some hours, and then it is the last word, with its code', async () => {
    const times = Number.POSITIVE_INFINITY;
    await here.at('2027-07-06', '09:00');
    ok(await as(COORDINATOR).click({ channel: room }, 'Wat gaat er goed?'));
    here.slack.fail({ kind: 'error', method: 'chat.postMessage', error: 'a_code_of_next_year', times });
    ok(await as(COORDINATOR).submit({ words: 'samen gelachen' }));
    await hours(1);
    expect(await dead()).toBe(0);
    await hours(2.5);
    expect(await dead()).toBe(1);
    expect(await told()).toContain('gave_up: perhaps: a_code_of_next_year');
    here.slack.heal();
    await hours(1);
    // The overview tells it, as it stands; the message that was given up does not come after all.
    expect(here.slack.read(room).filter((m) => /^Goed nieuws.*samen gelachen/s.test(m))).toEqual([]);
  });
});
