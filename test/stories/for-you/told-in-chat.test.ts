import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../support/people/actor.ts';
import {
  CONTACT,
  IN_SLACK,
  MOTHER,
  MUNICIPALITY,
  SCHOOL,
  STRANGER,
  TEAM,
} from '../../support/people/in-slack.ts';
import { CARE, MIDDEN, SLACK, withMoreWorkspaces } from '../../support/people/workspace-administrators.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { expected, ONLY_IN_CHAT } from '../../support/told/told-recipients.ts';
import { openToldStory, type ToldStory } from '../../support/told/told-story.ts';
import { type Witness, witness } from '../../support/told/told-witness.ts';
import { callerFor } from '../../support/web/web-caller.ts';

/** The lead, the coordinator and the administrator are on the web alone; the people they work with are in Slack. */
const REGION = `
key: midden
name: Regio Midden
workspaces:
  - { platform: slack, teamId: ${TEAM} }
people:
  - { key: coordinator, name: Coördinator, email: coordinator@example.org }
  - { key: tweede, name: Tweede coördinator, email: tweede@example.org }
  - { key: beheer, name: Beheerder, email: beheer@example.org }
  - { key: casemanager, name: Casemanager gemeente, email: casemanager@example.org }
  - { key: school, name: Ondersteuningscoördinator school, slack: ${SCHOOL} }
  - { key: consulent, name: Jeugdconsulent gemeente, slack: ${MUNICIPALITY} }
  - { key: moeder, name: Moeder, slack: ${MOTHER} }
  - { key: mentor, name: Mentor, slack: ${CONTACT} }
organisations:
  - { key: school, name: School, type: school }
coordinators: [coordinator, tweede]
administrators: [beheer]
`;

describe('what only happens in chat is told on the web to who leads, coordinates or administers there', () => {
  let schakel: Schakel<'slack'>;
  let t: ToldStory;
  let many: Schakel<'workspaces' | 'log'>;
  let confirmed: Witness;
  let led = '';
  let leaderless = '';
  const channelOf = async (caseId: string): Promise<string> => {
    const { rooms } = await t.state(caseId);
    return (
      schakel.slack.channels().find((one) => rooms.some((room) => room.externalId === one.id))?.name ?? ''
    );
  };
  const both = async (play: (caseId: string, who: string) => Promise<void>): Promise<void> => {
    await play(led, 'casemanager');
    await play(leaderless, 'tweede');
  };

  beforeAll(async () => {
    schakel = await startSchakel({
      ...IN_SLACK,
      region: REGION,
      slack: { ...IN_SLACK.slack, paidPlan: false },
    });
    t = openToldStory(schakel);
    led = await t.open('coordinator', 'midden');
    leaderless = await t.open('coordinator', 'midden');
    await bringIn(led, 'casemanager', 'municipalCaseManager');
    await t.act('casemanager', 'lead.accept', { caseId: led });
    for (const caseId of [led, leaderless]) {
      await bringIn(caseId, 'school', 'supportCoordinator');
      await bringIn(caseId, 'consulent', 'attendanceOfficer');
    }
  });
  afterAll(async () => {
    await schakel?.stop();
    await many?.stop();
  });
  const bringIn = async (caseId: string, who: string, role: string): Promise<void> =>
    t.act('coordinator', 'participant.add', { caseId, person: await schakel.person(who), role });

  it('somebody reads along in a channel', () =>
    both(async (caseId, who) => {
      await schakel.slack.as(SCHOOL).invite(await channelOf(caseId), STRANGER);
      await t.look();
      expect(await t.reads(who)).toContain('Iemand anders is in het Slack-kanaal');
    }));

  it('somebody cannot be brought into it', () =>
    both(async (caseId, who) => {
      schakel.slack.fail({ kind: 'error', method: 'conversations.invite', error: 'cant_invite', times: 1 });
      await bringIn(caseId, caseId === led ? 'moeder' : 'mentor', caseId === led ? 'guardian' : 'teacher');
      schakel.slack.heal();
      expect(await t.reads(who)).toContain(caseId === led ? 'Moeder' : 'Mentor');
    }));

  it('somebody of another organisation cannot be invited', () =>
    both(async (caseId, who) => {
      const by = caseId === led ? 'casemanager' : 'coordinator';
      const values = { email: 'behandelaar@zorg.example', role: 'careProvider', organisation: '' };
      await t.fill(by, 'participant.inviteExternal', { caseId }, values);
      expect(await t.reads(who)).toContain('mag niemand van buiten uitnodigen');
    }));

  it('a channel is given another name, which the coordinators hear', async () => {
    await schakel.slack.as(SCHOOL).rename(await channelOf(led), 'andere-naam');
    await t.look();
    expect(await t.reads('tweede')).toContain('zet geen naam van een kind');
  });

  it('a question that cannot be brought to somebody stands in the case, and another message is told of', async () => {
    await t.act('casemanager', 'agreement.create', {
      ...{ caseId: led, title: 'Onderwijsplan', doneWhen: 'gedeeld', due: '2027-03-18', dueChosen: 1 },
      owner: await t.member(led, 'school'),
    });
    for (const channel of [SCHOOL, MUNICIPALITY])
      schakel.slack.fail({
        ...{ kind: 'error', method: 'chat.postMessage', channel },
        ...{ error: 'user_not_found', times: 50 },
      });
    await t.act('coordinator', 'lead.suggest', {
      caseId: leaderless,
      participant: await t.member(leaderless, 'consulent'),
    });
    expect(await t.reads('tweede')).toContain('Jeugdconsulent gemeente');
    await t.day('2027-03-16');
    schakel.slack.heal();
  });

  it('somebody who still owned something leaves', () =>
    both(async (caseId, who) => {
      if (caseId === leaderless)
        await t.act('coordinator', 'agreement.create', {
          ...{ caseId, title: 'Rooster', doneWhen: 'gedeeld', due: '2027-03-25', dueChosen: 1 },
          owner: await t.member(caseId, 'school'),
        });
      await schakel.slack.as(SCHOOL).leave(await channelOf(caseId));
      await t.look();
      expect(await t.reads(who)).toContain('Andere eigenaar');
    }));

  it('the workspace lets go of the app', async () => {
    await schakel.slack.revokeToken();
    await t.look();
    for (const who of ['tweede', 'beheer']) expect(await t.reads(who)).toContain('niet meer verbonden');
  });

  it('a workspace is confirmed with a code, which both administrators hear', async () => {
    many = await startSchakel(withMoreWorkspaces(MIDDEN));
    await many.workspaces.install('Zorgaanbieder');
    confirmed = witness(many);
    const region = 'midden';
    const admin = await callerFor(many, await many.person('een', 'midden'));
    await admin.fill('manage.slack', { region }, { teamId: CARE });
    await admin.press('manage.workspaceCode', { region, workspace: CARE });
    const { html } = await admin.get(`/manage/${region}/connections`);
    const code = /(?<![\w-])[A-Z2-9]{4}(?:-[A-Z2-9]{4}){2}(?![\w-])/.exec(html)?.[0] ?? '';
    const runner = many.workspaces.team(CARE).as(SLACK.runner.id);
    ok(await runner.command('dm', `/schakel werkruimte ${code}`));
    ok(await runner.click({ channel: 'dm' }, 'Ja, dit mag'));
    await many.settle();
    await confirmed.look();
  });

  it('and every such message came to everybody to whom it goes, and was there to be read', () => {
    const all = expected((part) => ONLY_IN_CHAT.has(part));
    const came = new Set([...t.told.came, ...confirmed.came]);
    expect(all.filter((one) => !came.has(one))).toEqual([]);
    const shown = new Set([...t.told.shown, ...confirmed.shown]);
    expect(all.filter((one) => !one.endsWith(': room') && !shown.has(one))).toEqual([]);
  });
});
