import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/app/registry.ts';
import type { CaseState } from '../../../src/domain/case/state.ts';
import type { BotAnswer, Json, StandInUser } from '../../fakes/teams/index.ts';
import { argumentsFor, split } from '../../properties/history.ts';
import { ok } from '../../support/people/actor.ts';
import { actorInTeams } from '../../support/people/actor-in-teams.ts';
import { bringIn, openCaseInChat } from '../../support/people/acts.ts';
import type { Tenant } from '../../support/schakel/parts/tenant.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';

const user = (n: number, name: string): StandInUser => ({
  aadObjectId: `00000000-0000-4000-8000-0000000009${String(n).padStart(2, '0')}`,
  name,
});
const NORTH = { coordinator: user(1, 'Coördinator noord'), lead: user(2, 'Casemanager noord') };
const SOUTH = { coordinator: user(11, 'Coördinator zuid'), lead: user(12, 'Casemanager zuid') };
type People = typeof NORTH;
const TITLE = 'Zonnebloemplan';
const TODAY = '2027-03-11';

const TENANTS = {
  north: { tenantId: '00000000-0000-4000-8000-00000000b001', users: Object.values(NORTH) },
  south: { tenantId: '00000000-0000-4000-8000-00000000b002', users: Object.values(SOUTH) },
} as const;

const regionFile = (key: string, { config, graph }: Tenant, { coordinator, lead }: People): string => `
key: ${key}
name: Regio ${key}
schoolHolidays: Noord
workspaces:
  - { platform: teams, tenantId: ${config.tenantId}, team: ${graph.team().id} }
people:
  - { key: een, name: ${coordinator.name}, teams: ${coordinator.aadObjectId} }
  - { key: twee, name: ${lead.name}, teams: ${lead.aadObjectId} }
organisations:
  - { key: school, name: School, type: school }
ladder:
  - { rung: 3, title: teamleider jeugd, contacts: [een] }
coordinators: [een]
`;

/** Two regions, each in a Teams tenant of its own, on one installation of Schakel. */
describe('from one tenant to another', () => {
  let schakel: Schakel<'teams', keyof typeof TENANTS>;
  let north: Tenant;
  let south: Tenant;
  let theirs: CaseState;
  let own: CaseState;
  let channel: string;
  let count = 0;

  beforeAll(async () => {
    schakel = await startSchakel({ teams: TENANTS, start: '2027-03-11T08:30:00.000Z' });
    ({ north, south } = schakel.teams);
    await schakel.addRegion(regionFile('noord', north, NORTH));
    await schakel.addRegion(regionFile('zuid', south, SOUTH));
    channel = await peopled(north, NORTH, TITLE);
    await peopled(south, SOUTH, 'Eigen plan');
    [theirs] = (await loaded('noord')) as [CaseState];
    [own] = (await loaded('zuid')) as [CaseState];
    expect([theirs.agreements.length, own.agreements.length]).toEqual([1, 1]);
  });
  afterAll(() => schakel?.stop());

  async function peopled(tenant: Tenant, { coordinator, lead }: People, title: string): Promise<string> {
    const first = actorInTeams(tenant, coordinator.aadObjectId);
    await openCaseInChat(first, schakel);
    const code = tenant.graph.team().channels.at(-1)?.displayName ?? '';
    await bringIn(first, schakel, code, { person: lead.name, role: 'municipalCaseManager' });
    const second = actorInTeams(tenant, lead.aadObjectId);
    ok(await second.click({ channel: code }, 'Ik neem de regie'));
    await schakel.settle();
    ok(await second.command(code, '/schakel afspraak'));
    ok(
      await second.submit({
        title,
        owner: `${lead.name} (casemanager gemeente)`,
        due: 'donderdag 25 maart',
        doneWhen: 'gedeeld',
      }),
    );
    await schakel.settle();
    return tenant.channel(code);
  }

  async function loaded(region: string): Promise<CaseState[]> {
    const sql = `SELECT c."id" FROM "case" c JOIN "region" r ON r."id" = c."regionId" WHERE r."key" = $1 ORDER BY c."openedAt"`;
    const { rows } = await schakel.database.database.pool.query<{ id: string }>(sql, [region]);
    return schakel.app.store.cases(rows.map((r) => r.id));
  }

  /** Everything that is of the north. */
  async function written(): Promise<string> {
    const sql = `SELECT (SELECT count(*) FROM "message" m WHERE m."regionId" = r."id") AS "messages", r."auditCount"
      FROM "region" r WHERE r."key" = 'noord'`;
    return JSON.stringify([await loaded('noord'), (await schakel.database.database.pool.query(sql)).rows]);
  }

  /** Sends what Teams itself would send from the south, in a conversation there or in the channel of the north. */
  const sent = (who: StandInUser, activity: Json, at = channel): Promise<BotAnswer> =>
    south.teams.redeliver({
      id: `made-up-${++count}`,
      from: { id: `29:${who.aadObjectId}`, aadObjectId: who.aadObjectId, name: who.name },
      conversation: { id: at, conversationType: 'channel', tenantId: south.config.tenantId },
      channelData: { tenant: { id: south.config.tenantId } },
      ...activity,
    });
  const invoked = (who: StandInUser, name: string, value: Json): Promise<BotAnswer> =>
    sent(who, { type: 'invoke', name, value });
  const about = (name: string, state: CaseState): Json => argumentsFor(name, state, (from) => from[0], TODAY);
  const flat = (all: Json): Json =>
    Object.fromEntries(Object.entries(all).map(([key, v]) => [key, Array.isArray(v) ? v.join() : v]));

  let before = '';
  let calls = 0;
  beforeEach(async () => {
    before = await written();
    calls = north.teams.calls().length;
  });
  async function stayedApart(what: string, answer?: BotAnswer): Promise<void> {
    await schakel.settle();
    expect(await written(), what).toBe(before);
    expect(north.teams.calls().length, what).toBe(calls);
    const read = Object.values(SOUTH).flatMap((who) => south.written(who.aadObjectId));
    const shown = [JSON.stringify(answer?.body ?? ''), ...read].join('\n');
    for (const secret of [TITLE, theirs.case.code, NORTH.lead.name, NORTH.coordinator.name])
      expect(shown, what).not.toContain(secret);
  }

  describe.each([
    ['the coordinator of the other', SOUTH.coordinator],
    ['somebody who takes part there', SOUTH.lead],
    ['somebody with the id of one who may here', NORTH.coordinator],
  ])('%s', (_what, who) => {
    it('reaches nothing with a button, whatever stands behind it', async () => {
      for (const name of COMMANDS.keys()) {
        const data = { schakel: flat(about(name, theirs)) };
        await stayedApart(
          name,
          await invoked(who, 'adaptiveCard/action', { action: { verb: `command:${name}`, data } }),
        );
      }
    });

    it('sees no dialog about what is not theirs', async () => {
      for (const name of COMMANDS.keys()) {
        const data = { schakel: { form: name, args: flat(about(name, theirs)) } };
        await stayedApart(name, await invoked(who, 'task/fetch', { data }));
      }
    });

    it('reaches nothing with a dialog that remembers another case and another channel', async () => {
      for (const name of COMMANDS.keys()) {
        const { args, values } = split(name, about(name, theirs));
        const lists = Object.keys(values).filter((key) => Array.isArray(values[key]));
        const remembered = { command: name, args, channel, instance: `i${++count}`, lists, dates: [] };
        await stayedApart(
          name,
          await invoked(who, 'task/submit', { data: { schakel: remembered, ...flat(values) } }),
        );
      }
    });

    it('learns nothing by typing in a channel that is not theirs', async () => {
      for (const text of ['casus', 'afspraken', 'klaar 1', 'afspraak', 'regie'])
        await stayedApart(
          text,
          await sent(who, { type: 'message', text, recipient: { id: '28:x', isTargeted: true } }),
        );
    });
  });

  it('nothing that happens in one tenant happens to a room or a person of the other', async () => {
    const gone = [{ id: '29:x', aadObjectId: NORTH.lead.aadObjectId }];
    const inSouth = { tenant: { id: south.config.tenantId }, channel: { id: channel, name: 'anders' } };
    for (const activity of [
      { channelData: { ...inSouth, eventType: 'channelRenamed' } },
      { channelData: { ...inSouth, eventType: 'channelDeleted' } },
      { membersRemoved: gone },
      { membersRemoved: [{ id: '28:x' }], recipient: { id: '28:x' } },
      { membersAdded: [{ id: '29:x', aadObjectId: SOUTH.lead.aadObjectId }] },
    ])
      await stayedApart(
        JSON.stringify(activity),
        await sent(SOUTH.lead, { type: 'conversationUpdate', ...activity }),
      );
  });

  it('a token of one tenant’s app is none for the other', async () => {
    const tenantId = north.config.tenantId;
    const conversation = { id: channel, conversationType: 'channel', tenantId };
    const answer = await sent(NORTH.coordinator, {
      type: 'invoke',
      name: 'adaptiveCard/action',
      conversation,
      channelData: { tenant: { id: tenantId } },
      value: { action: { verb: 'command:case.hold', data: { schakel: flat(about('case.hold', theirs)) } } },
    });
    expect(answer.status).toBe(401);
    await stayedApart('another tenant', answer);
  });

  it('the same is done where one may: the tests above ask for what exists', async () => {
    const actor = actorInTeams(north, NORTH.lead.aadObjectId);
    ok(await actor.click({ channel: theirs.case.code }, 'Wat gaat er goed?'));
    ok(await actor.submit({ words: 'twee ochtenden gelukt' }));
    expect(await written()).not.toBe(before);
    expect(own.case.id).not.toBe(theirs.case.id);
  });

  describe('a dialog whose data a changed client wrote', () => {
    const pressed = (who: StandInUser, name: string, args: Json) =>
      invoked(who, 'adaptiveCard/action', { action: { verb: `command:${name}`, data: { schakel: args } } });
    const dialog = async (who: StandInUser, name: string, args: Json, fields: Json): Promise<string> => {
      const remembered = {
        command: name,
        args,
        channel: null,
        instance: `i${++count}`,
        lists: [],
        dates: [],
      };
      const answer = await invoked(who, 'task/submit', { data: { schakel: remembered, ...fields } });
      await schakel.settle();
      return JSON.stringify(answer.body);
    };

    it('gives no code for another case than the one that it was opened on', async () => {
      ok(teamsHandled(await pressed(SOUTH.coordinator, 'case.open', { firstDay: '2027-01-04' })));
      await schakel.settle();
      const other = (await loaded('zuid')).find((one) => one.case.id !== own.case.id);
      const fields = { role: 'guardian', caseId: other?.case.id ?? '' };
      const said = await dialog(SOUTH.lead, 'participant.invite', { caseId: own.case.id }, fields);
      expect(said).toContain('Er is niets gedaan');
      expect(said).not.toMatch(/(?<![\w-])[A-Z2-9]{4}(?:-[A-Z2-9]{4}){2}(?![\w-])/);
      const { rows } = await schakel.database.database.pool.query(
        'SELECT 1 FROM "oneTimeCode" WHERE "caseId" = $1',
        [fields.caseId],
      );
      expect(rows).toEqual([]);
      // The same with the case in the place of its own is told that they do not take part there, and no form comes.
      const named = await dialog(
        SOUTH.lead,
        'participant.invite',
        { caseId: fields.caseId },
        { role: 'guardian', x: 'y' },
      );
      expect(named).toContain('Je doet hier niet mee');
    });

    it('speaks for no agreement of somebody else, and is said so in the dialog with what was filled in', async () => {
      const [first] = own.agreements;
      const owner = own.participants.find((p) => p.role === 'coordinator')?.id ?? '';
      const draft = { caseId: own.case.id, title: 'Bellen', doneWhen: 'gebeld', owner, due: '2027-03-25' };
      ok(teamsHandled(await pressed(SOUTH.lead, 'agreement.create', draft)));
      await schakel.settle();
      const agreementId = (await ownNow()).agreements.find((a) => a.title === 'Bellen')?.id ?? '';
      const said = await dialog(
        SOUTH.coordinator,
        'agreement.proposeDate',
        { agreementId },
        { date: '2027-03-30', datePicked: '', agreementId: first?.id ?? '' },
      );
      expect(said).toContain('Er is niets gedaan');
      expect(said).toContain('2027-03-30');
      expect((await ownNow()).agreements.map((a) => a.proposedDue)).toEqual([null, null]);
      await dialog(SOUTH.coordinator, 'agreement.proposeDate', { agreementId }, { date: '2027-03-30' });
      expect((await ownNow()).agreements.find((a) => a.id === agreementId)?.proposedDue).toBe('2027-03-30');
    });

    const ownNow = async (): Promise<CaseState> =>
      (await schakel.app.store.cases([own.case.id]))[0] as CaseState;
    const teamsHandled = ({ status, body }: BotAnswer) => ({
      status,
      body: JSON.stringify(body),
      acknowledgedInTime: true,
    });
  });
});
