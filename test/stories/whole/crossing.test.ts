import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/app/registry.ts';
import type { CaseState } from '../../../src/domain/case/state.ts';
import { createSignedHttp } from '../../fakes/slack/events/dispatch.ts';
import type { Delivery, Json } from '../../fakes/slack/types.ts';
import { argumentsFor, split } from '../../properties/history.ts';
import { ok } from '../../support/people/actor.ts';
import { addMember, agreeOn, openCase } from '../../support/people/acts.ts';
import {
  IN_MANY_WORKSPACES,
  MUNICIPALITY,
  PEOPLE,
  REGION_FILES,
  SCHOOL,
  SOUTH,
} from '../../support/people/in-many-workspaces.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';

const { coordinator, caseManager, teacher, south, southTeacher } = PEOPLE;
const TITLE = 'Zonnebloemplan';
const STRENGTH = 'de konijnen verzorgen';
const TODAY = '2027-03-11';

/** Somebody in the workspace of the south, and what they are there. The last one has the id of a coordinator in the north. */
const ACTORS = {
  'the coordinator of the other region': south.id,
  'somebody who takes part there': southTeacher.id,
  'somebody unknown there, with the id of one who may here': coordinator.id,
} as const;

/** Arguments that name something by its id; what people type may hold anything. */
const IDS = new Set([
  'agreementId',
  'escalationId',
  'set',
  'owner',
  'deputy',
  'participant',
  'person',
  'member',
  'predecessor',
]);

/** Two regions on one installation of Schakel. Everything below is signed by Slack: it comes from the south, about the north. */
describe('from one region to another', () => {
  let schakel: Schakel<'workspaces' | 'log'>;
  let north: CaseState;
  let own: CaseState;
  let rooms: { north: string; own: string };
  let send: ReturnType<typeof createSignedHttp>;
  let count = 0;

  beforeAll(async () => {
    schakel = await startSchakel(IN_MANY_WORKSPACES);
    send = createSignedHttp({
      url: () => `${schakel.base}/slack/events`,
      signingSecret: schakel.workspaces.signingSecret,
      now: () => schakel.clock.now().getTime(),
      ackMs: 3_000,
    });
    for (const place of ['Gemeente', 'Basisschool', 'Regio Zuid']) await schakel.workspaces.install(place);
    rooms = {
      north: await peopled(
        MUNICIPALITY,
        coordinator,
        caseManager,
        'Casemanager gemeente (casemanager gemeente)',
        TITLE,
      ),
      own: await peopled(SOUTH, south, southTeacher, 'Leerkracht zuid (casemanager gemeente)', 'Eigen plan'),
    };
    const municipality = schakel.workspaces.team(MUNICIPALITY);
    ok(await municipality.as(caseManager.id).click({ channel: rooms.north }, 'Wat gaat er goed?'));
    ok(await municipality.as(caseManager.id).submit({ words: STRENGTH }));
    ok(await municipality.as(coordinator.id).command(rooms.north, '/schakel casus'));
    ok(await municipality.as(coordinator.id).click({ channel: rooms.north }, 'Iemand van buiten uitnodigen'));
    ok(await municipality.as(coordinator.id).submit({ email: 'iemand@zorg.example', role: 'careProvider' }));
    await schakel.settle();
    [north] = (await loaded('noord')) as [CaseState];
    [own] = (await loaded('zuid')) as [CaseState];
    expect([north.agreements.length, north.escalations.length, north.invitations.length]).toEqual([1, 1, 1]);
    expect([own.agreements.length, own.escalations.length]).toEqual([1, 1]);
  });
  afterAll(async () => {
    send?.close();
    await schakel?.stop();
  });

  /** A case with a lead who owns an agreement, and a call for help about it. */
  async function peopled(
    team: string,
    by: typeof south,
    lead: typeof south,
    owner: string,
    title: string,
  ): Promise<string> {
    const channel = await openCase(schakel, team, by);
    await addMember(schakel, team, channel, by, lead, 'municipalCaseManager');
    ok(
      await schakel.workspaces
        .team(team)
        .as(lead.id)
        .click({ channel, text: /Schakel/ }, 'Ik neem de regie'),
    );
    await schakel.settle();
    await agreeOn(schakel, team, channel, lead, { title, due: 'donderdag 25 maart', owner });
    const [state] = await loaded(team === MUNICIPALITY ? 'noord' : 'zuid');
    await pressed(team, lead.id, 'ladder.raise', { agreementId: state?.agreements[0]?.id ?? '', rung: '3' });
    await schakel.settle();
    return channel;
  }

  async function loaded(region: string): Promise<CaseState[]> {
    const sql = `SELECT c."id" FROM "case" c JOIN "region" r ON r."id" = c."regionId" WHERE r."key" = $1 ORDER BY c."openedAt"`;
    const { rows } = await schakel.database.database.pool.query<{ id: string }>(sql, [region]);
    return schakel.app.store.cases(rows.map((r) => r.id));
  }

  const common = (team: string, user: string): Json => ({
    team: { id: team },
    user: { id: user, team_id: team },
    trigger_id: `made-up-${++count}`,
    api_app_id: 'A0SCHAKEL',
  });

  /** A button whose value is written by hand, in a message that nobody posted. */
  function pressed(
    team: string,
    user: string,
    name: string,
    args: Json,
    kind: 'command' | 'form' = 'command',
  ): Promise<Delivery> {
    const action = { type: 'button', action_id: `${kind}:${name}#0`, value: JSON.stringify(args) };
    const channel = { id: channelId(MUNICIPALITY, rooms?.north) };
    const payload = { type: 'block_actions', ...common(team, user), channel, actions: [action] };
    return send.send({ type: 'interactive', payload });
  }

  /** A form that remembers what it likes. */
  function submitted(team: string, user: string, command: string, all: Json): Promise<Delivery> {
    const { args, values } = split(command, all);
    const blocks = Object.keys(values).map((name) => ({ type: 'input', block_id: name }));
    const state = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        {
          value: Array.isArray(value)
            ? { selected_options: value.map((one) => ({ value: one })) }
            : { value: String(value) },
        },
      ]),
    );
    const remembered = JSON.stringify({ command, args, channel: channelId(MUNICIPALITY, rooms.north) });
    const view = {
      id: `V${++count}`,
      type: 'modal',
      callback_id: 'form',
      private_metadata: remembered,
      blocks,
      state: { values: state },
      app_installed_team_id: team,
    };
    return send.send({
      type: 'interactive',
      payload: { type: 'view_submission', ...common(team, user), view },
    });
  }

  function channelId(team: string, name: string | undefined): string {
    return name ? (schakel.workspaces.team(team).channelByName(name)?.id ?? '') : 'C0NONE';
  }

  /** Everything that is of the north. */
  async function written(): Promise<string> {
    const { rows } = await schakel.database.database.pool.query(
      `SELECT (SELECT count(*) FROM "message" m WHERE m."regionId" = r."id") AS "messages",
        (SELECT count(*) FROM "oneTimeCode" o WHERE o."regionId" = r."id") AS "codes", r."auditCount" AS "audit", r."config"
       FROM "region" r WHERE r."key" = 'noord'`,
    );
    return JSON.stringify([await loaded('noord'), rows]);
  }

  let seen = 0;
  let before = '';
  beforeEach(async () => {
    seen = schakel.workspaces.calls().length;
    before = await written();
  });
  /** Nothing happened in the north, and nothing of it was shown to anybody elsewhere. */
  async function stayedApart(what: string, delivery?: Delivery): Promise<void> {
    await schakel.settle();
    expect(await written(), what).toBe(before);
    const calls = schakel.workspaces.calls().slice(seen);
    seen = schakel.workspaces.calls().length;
    expect(
      calls.filter((c) => c.team === MUNICIPALITY || c.team === SCHOOL),
      what,
    ).toEqual([]);
    const shown = JSON.stringify([calls.map((c) => c.args), delivery?.body]);
    for (const secret of [TITLE, STRENGTH, north.case.code, caseManager.realName, coordinator.realName])
      expect(shown, what).not.toContain(secret);
  }

  const commands = [...COMMANDS.keys()];
  /** Always the first of what there is. */
  const about = (name: string, state: CaseState): Json => argumentsFor(name, state, (from) => from[0], TODAY);
  const flat = (all: Json): Json =>
    Object.fromEntries(Object.entries(all).map(([key, v]) => [key, Array.isArray(v) ? v.join() : v]));

  describe.each(Object.entries(ACTORS))('%s', (_who, user) => {
    it('reaches nothing with a button, whatever its value says', async () => {
      for (const name of commands)
        await stayedApart(name, await pressed(SOUTH, user, name, flat(about(name, north))));
    });

    it('sees no form about what is not theirs', async () => {
      for (const name of commands)
        await stayedApart(name, await pressed(SOUTH, user, name, flat(about(name, north)), 'form'));
    });

    it('reaches nothing with a form that remembers another case and another channel', async () => {
      for (const name of commands)
        await stayedApart(name, await submitted(SOUTH, user, name, about(name, north)));
    });

    it.runIf(user !== coordinator.id)('cannot put into a case of their own what is of another', async () => {
      const theirs = [north.participants, north.agreements, north.escalations, north.people].flatMap(
        (all) => all[0]?.id ?? [],
      );
      for (const name of commands) {
        const args = about(name, own);
        for (const key of [...Object.keys(args), 'person', 'predecessor'].filter((k) => IDS.has(k)))
          for (const id of theirs) await submitted(SOUTH, user, name, { ...args, [key]: id });
        await stayedApart(name);
      }
      const text = JSON.stringify(await loaded('zuid'));
      for (const id of theirs) expect(text).not.toContain(id);
    });

    it('learns nothing by typing in a channel that is not theirs', async () => {
      for (const text of ['casus', 'afspraken', 'klaar 1', 'afspraak', 'regie', 'achtervang', 'deelnemer']) {
        const payload = {
          command: '/schakel',
          text,
          team_id: SOUTH,
          channel_id: channelId(MUNICIPALITY, rooms.north),
          user_id: user,
          trigger_id: `made-up-${++count}`,
        };
        await stayedApart(text, await send.send({ type: 'slash_commands', payload }));
      }
    });
  });

  it('nothing that happens elsewhere happens to a room, a person or an invitation here', async () => {
    const channel = channelId(MUNICIPALITY, rooms.north);
    const { rows } = await schakel.database.database.pool.query(
      `SELECT "externalRef" FROM "message" WHERE "type" = 'InviteExternal'`,
    );
    const invite = { id: rows[0]?.externalRef };
    expect(invite.id).toMatch(/^I/);
    const accepting_user = { id: southTeacher.id };
    const events: Json[] = [
      { type: 'group_archive', channel },
      { type: 'group_left', channel },
      { type: 'group_rename', channel: { id: channel, name: 'anders' } },
      { type: 'channel_id_changed', old_channel_id: channel, new_channel_id: 'C0ELSEWHERE' },
      { type: 'channel_shared', channel, connected_team_id: 'T0ELSEWHERE' },
      { type: 'channel_unshared', channel, previously_connected_team_id: 'T0ELSEWHERE' },
      { type: 'member_left_channel', channel, user: caseManager.id },
      { type: 'member_left_channel', channel, user: 'U0BOTSOUTH' },
      { type: 'member_joined_channel', channel, user: southTeacher.id },
      { type: 'user_change', user: { id: caseManager.id, deleted: true } },
      { type: 'shared_channel_invite_accepted', channel: { id: channel }, invite, accepting_user },
      {
        type: 'shared_channel_invite_accepted',
        channel: { id: channelId(SOUTH, rooms.own) },
        invite,
        accepting_user,
      },
    ];
    for (const event of events) {
      const payload = {
        type: 'event_callback',
        team_id: SOUTH,
        event_id: `Ev${++count}`,
        event,
        authorizations: [{ team_id: SOUTH, user_id: 'U0BOTSOUTH', is_bot: true }],
      };
      const delivery = await send.send({ type: 'events_api', payload });
      expect(delivery.status, String(event.type)).toBe(200);
      await stayedApart(String(event.type), delivery);
    }
  });

  it('a code of one region does not exist in the other', async () => {
    const municipality = schakel.workspaces.team(MUNICIPALITY);
    ok(await municipality.as(coordinator.id).command(rooms.north, '/schakel casus'));
    ok(await municipality.as(coordinator.id).click({ channel: rooms.north }, 'Uitnodigen met een code'));
    ok(await municipality.as(coordinator.id).submit({ role: 'careProvider' }));
    const found = (): string =>
      /(?<![\w-])[A-Z2-9]{4}(?:-[A-Z2-9]{4}){2}(?![\w-])/.exec(
        JSON.stringify(municipality.readBy(coordinator.id, rooms.north)),
      )?.[0] ?? '';
    await expect.poll(found).not.toBe('');
    const code = found();
    seen = schakel.workspaces.calls().length;
    before = await written();
    for (const words of ['meedoen', 'koppel']) {
      const payload = {
        command: '/schakel',
        text: `${words} ${code}`,
        team_id: SOUTH,
        channel_id: channelId(SOUTH, rooms.own),
        user_id: southTeacher.id,
        trigger_id: `made-up-${++count}`,
      };
      const answer = await send.send({ type: 'slash_commands', payload });
      expect(answer.body).toContain('Deze code werkt niet');
      await stayedApart(words, answer);
    }
    await stayedApart('code.use', await pressed(SOUTH, southTeacher.id, 'code.use', { code }));
  });

  it('the same is done where one may: the tests above ask for what exists', async () => {
    const args = { caseId: north.case.id, words: 'elke ochtend samen ontbijten' };
    ok(await submitted(MUNICIPALITY, caseManager.id, 'strength.note', args));
    expect(await written()).not.toBe(before);
  });
});

describe('a workspace that its region names no longer', () => {
  it('gets nothing from then on, and its people reach nothing; named again, it goes on', async () => {
    const schakel = await startSchakel(IN_MANY_WORKSPACES);
    try {
      await schakel.workspaces.install('Gemeente');
      await schakel.workspaces.install('Basisschool');
      const channel = await openCase(schakel, MUNICIPALITY, coordinator);
      await addMember(schakel, MUNICIPALITY, channel, coordinator, caseManager, 'municipalCaseManager');
      const municipality = schakel.workspaces.team(MUNICIPALITY);
      const school = schakel.workspaces.team(SCHOOL);
      ok(await municipality.as(coordinator.id).click({ channel }, 'Iemand toevoegen'));
      ok(await municipality.as(coordinator.id).submit({ person: 'Intern begeleider', role: 'teacher' }));
      await schakel.settle();
      const [whole = ''] = REGION_FILES;
      const without = whole
        .split('\n')
        .filter((line) => !line.includes(SCHOOL))
        .join('\n')
        .replace('coordinators: [een, twee]', 'coordinators: [een]');
      await schakel.addRegion(without);
      await schakel.restart();
      const calls = () =>
        schakel.workspaces.calls().filter((c) => c.team === SCHOOL && c.method.startsWith('chat.'));
      const before = calls().length;
      const done = await school.as(teacher.id).click({ channel }, 'Nieuwe afspraak');
      ok(done);
      expect(school.as(teacher.id).hasView()).toBe(false);
      ok(await municipality.as(caseManager.id).click({ channel }, 'Wat gaat er goed?'));
      ok(await municipality.as(caseManager.id).submit({ words: 'twee ochtenden gelukt' }));
      await schakel.settle();
      expect(schakel.workspaces.read(MUNICIPALITY, channel).join('\n')).toContain('twee ochtenden gelukt');
      expect(calls()).toHaveLength(before);
      await schakel.addRegion(whole);
      await schakel.restart();
      await schakel.at('2027-03-11', '11:00');
      expect(schakel.workspaces.read(SCHOOL, channel).join('\n')).toContain('twee ochtenden gelukt');
    } finally {
      await schakel.stop();
    }
  });
});
