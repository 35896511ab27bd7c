import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseState } from '../../../src/domain/case/state.ts';
import type { BotAnswer, Json } from '../../fakes/teams/index.ts';
import { ok } from '../../support/people/actor.ts';
import { bringIn, openCaseInChat } from '../../support/people/acts.ts';
import {
  COORDINATOR,
  type InThreePlaces,
  LEAD,
  SCHOOL_DEPUTY,
  SCHOOL_IN_SLACK,
  startInThreePlaces,
  TEAM,
  TENANTS,
  type TeamOf,
  SCHOOL as TRAJECT,
} from '../../support/people/in-three-places.ts';
import type { Tenant } from '../../support/schakel/parts/tenant.ts';
import { type Caller, callerOf } from '../../support/web/web-caller.ts';
import { STORY_START } from '../whole/story4-script.ts';

const MOTHER = 'Moeder';
const SWV = 'Samenwerkingsverband';
/** The school's agreement, in which the partnership has no part. */
const THEIRS = 'Zonnebloemrooster';
/** The partnership's own agreement. */
const OWN = 'Toelaatbaarheid';

/** The school on Slack, the municipality and the partnership each on a Teams tenant of its own, the mother on the web. */
const regionFile = (teamOf: TeamOf): string => `
key: midden
name: Regio Midden
schoolHolidays: Midden
workspaces:
  - { platform: slack, teamId: ${TEAM} }
  - { platform: teams, tenantId: ${TENANTS.school.tenantId}, team: ${teamOf('school')} }
  - { platform: teams, tenantId: ${TENANTS.municipality.tenantId}, team: ${teamOf('municipality')} }
people:
  - { key: coordinator, name: Coördinator, slack: ${COORDINATOR} }
  - { key: school, name: Ondersteuningscoördinator school, slack: ${SCHOOL_IN_SLACK} }
  - { key: traject, name: Trajectbegeleider, teams: ${TRAJECT.aadObjectId}, teamsTenant: ${TENANTS.school.tenantId} }
  - { key: onderwijsconsulent, name: Collega-trajectbegeleider, teams: ${SCHOOL_DEPUTY.aadObjectId}, teamsTenant: ${TENANTS.school.tenantId} }
  - { key: casemanager, name: Casemanager gemeente, teams: ${LEAD.aadObjectId}, teamsTenant: ${TENANTS.municipality.tenantId} }
  - { key: moeder, name: ${MOTHER}, email: moeder@example.org }
organisations:
  - { key: school, name: School, type: school }
  - { key: gemeente, name: Gemeente, type: municipality }
  - { key: swv, name: ${SWV}, type: educationPartnership }
ladder:
  - { rung: 3, title: teamleider jeugd, contacts: [casemanager] }
coordinators: [coordinator]
`;

/** Story 1, the variation: the mother takes back her consent for the education partnership; the case goes on. */
describe('a mother says no to one party', () => {
  let here: InThreePlaces;
  let swv: Tenant;
  let room = '';
  let mother: Caller;
  let caseId = '';
  let old = '';

  const state = async (): Promise<CaseState> => (await here.app.store.cases([caseId]))[0] as CaseState;
  const agreementOf = async (title: string) =>
    (await state()).agreements.find((a) => a.title === title) as CaseState['agreements'][number];
  const channels = () => swv.graph.team().channels;
  const membersOf = (id: string): string[] =>
    (channels().find((c) => c.id === id)?.members ?? []).map((m) => m.userId);
  const city = (): string => here.teams.municipality.read(here.teams.municipality.channel(room)).join('\n');
  const partyRoom = (): string => channels().find((c) => c.id !== old && !c.isArchived)?.id ?? '';
  const caller = (key: string): Promise<Caller> => callerOf(here, key);
  const answer = async (said: 'yes' | 'no'): Promise<void> => {
    expect((await mother.press('consent.answer', { caseId, party: 'swv', answer: said })).status).toBe(303);
    await here.settle();
  };
  const agree = async (title: string, owner: string, due: string): Promise<void> => {
    ok(await here.slack.as(SCHOOL_IN_SLACK).command(room, '/afspraak'));
    ok(await here.slack.as(SCHOOL_IN_SLACK).submit({ title, owner, due, doneWhen: 'het staat op papier' }));
    await here.settle();
  };
  /** Sends what Teams itself would send of the partnership's person: a button, a dialog or words, old or made up. */
  const sent = (activity: Json, conversationId: string): Promise<BotAnswer> =>
    swv.teams.redeliver({
      id: randomUUID(),
      from: { id: `29:${TRAJECT.aadObjectId}`, aadObjectId: TRAJECT.aadObjectId, name: TRAJECT.name },
      conversation: {
        id: conversationId,
        conversationType: 'channel',
        tenantId: TENANTS.school.tenantId,
      },
      channelData: { tenant: { id: TENANTS.school.tenantId } },
      ...activity,
    });

  beforeAll(async () => {
    here = await startInThreePlaces(STORY_START, { school: 'shared', municipality: 'shared' }, regionFile);
    swv = here.teams.school;
    await here.at('2027-03-11', '09:30');
    await openCaseInChat(here.slack.as(COORDINATOR), here);
    room = here.newest();
    for (const [name, role, organisation] of [
      ['Ondersteuningscoördinator school', 'supportCoordinator', 'school'],
      ['Casemanager gemeente', 'municipalCaseManager', 'gemeente'],
      ['Trajectbegeleider', 'educationPartnership', 'swv'],
      ['Collega-trajectbegeleider', 'educationPartnership', 'swv'],
      [MOTHER, 'guardian', null],
    ] as const) {
      await bringIn(here.slack.as(COORDINATOR), here, room, { person: name, role, organisation });
    }
    const id = here.teams.municipality.channel(room);
    const welcome = here.teams.municipality.withButton(LEAD.aadObjectId, id, 'Ik neem de regie');
    await here.teams.municipality.press(LEAD.aadObjectId, welcome.id, 'Ik neem de regie');
    await here.settle();
    await agree(OWN, 'Trajectbegeleider (samenwerkingsverband)', 'donderdag 25 maart');
    await agree(
      THEIRS,
      'Ondersteuningscoördinator school (ondersteuningscoördinator van school)',
      '24 maart',
    );
    const { store } = here.app;
    caseId = (await store.openCaseIds((await store.allRegionIds())[0] ?? '', null, 1))[0] ?? '';
    mother = await caller('moeder');
    old = swv.channel(room);
  });
  afterAll(() => here?.stop());

  it('before that the partnership reads along', () => {
    expect(membersOf(old).sort()).toEqual([TRAJECT.aadObjectId, SCHOOL_DEPUTY.aadObjectId].sort());
    expect(swv.read(old).join('\n')).toContain(THEIRS);
  });

  it('its people lose the room of the case at once, and get one with their own agreements', async () => {
    await answer('no');
    expect(channels().map((c) => c.id)).not.toContain(old);
    expect(membersOf(partyRoom()).sort()).toEqual([TRAJECT.aadObjectId, SCHOOL_DEPUTY.aadObjectId].sort());
    const read = swv.read(partyRoom()).join('\n');
    expect(read).toContain(`afspraken van ${SWV}`);
    expect(read).toContain(OWN);
    expect(read).not.toContain(THEIRS);
    expect(read).not.toMatch(/Eerste dag thuis|april 2027/);
  });

  it('everybody sees what the partnership sees; who said so, only the lead and the coordinators', async () => {
    expect(here.slack.read(room).join('\n')).toContain(`${SWV}: alleen eigen afspraken`);
    expect(city()).toContain(`${SWV}: alleen eigen afspraken`);
    expect(here.teams.municipality.written(LEAD.aadObjectId).join('\n')).toContain(
      `${MOTHER} wil niet dat ${SWV} meeleest.`,
    );
    expect(here.written(COORDINATOR).join('\n')).toContain(`${MOTHER} wil niet dat ${SWV} meeleest.`);
    expect(here.written(COORDINATOR).join('\n')).not.toMatch(/gearchiveerd|bestaat niet meer|kon niet/);
    const { rows } = await here.database.database.pool.query(
      `SELECT "type", "lastError" FROM "message" WHERE "state" = 'dead'`,
    );
    expect(rows).toEqual([]);
    for (const place of [here.slack.read(room).join('\n'), city(), swv.read(partyRoom()).join('\n')])
      expect(place).not.toContain('wil niet dat');
    expect((await mother.get(`/c/${caseId}`)).html).toContain('alleen eigen afspraken');
  });

  it('the case goes on, and the partnership hears of its own agreements alone', async () => {
    await agree('Vervoer', 'Casemanager gemeente (casemanager gemeente)', '23 maart');
    await agree('Plaatsing', 'Trajectbegeleider (samenwerkingsverband)', '30 maart');
    expect(city()).toContain('Vervoer');
    expect(city()).toContain('Plaatsing');
    expect(swv.read(partyRoom()).join('\n')).toContain('Plaatsing');
    expect(swv.read(partyRoom()).join('\n')).not.toContain('Vervoer');
  });

  it('its own agreements it keeps, with their buttons', async () => {
    const card = swv.withButton(TRAJECT.aadObjectId, partyRoom(), 'Klopt');
    await swv.press(TRAJECT.aadObjectId, card.id, 'Klopt');
    await here.settle();
    const { confirmations, participants } = await state();
    const owner = participants.find((p) => p.role === 'educationPartnership')?.id;
    expect(confirmations.some((c) => c.participantId === owner && c.answer === 'confirmed')).toBe(true);
  });

  it('another’s agreement does not exist for it: by an old button, a dialog, a word, a page or an address', async () => {
    const { id, textVersion } = await agreementOf(THEIRS);
    const before = JSON.stringify((await state()).confirmations);
    const pressed = {
      verb: 'command:agreement.confirm',
      data: { schakel: { agreementId: id, textVersion } },
    };
    const form = { data: { schakel: { form: 'agreement.dispute', args: { agreementId: id, textVersion } } } };
    const answers = [
      await sent({ type: 'invoke', name: 'adaptiveCard/action', value: { action: pressed } }, partyRoom()),
      await sent({ type: 'invoke', name: 'adaptiveCard/action', value: { action: pressed } }, old),
      await sent({ type: 'invoke', name: 'task/fetch', value: form }, partyRoom()),
      await sent(
        { type: 'message', text: 'afspraken', recipient: { id: '28:x', isTargeted: true } },
        partyRoom(),
      ),
      await sent(
        { type: 'message', text: 'klaar 2', recipient: { id: '28:x', isTargeted: true } },
        partyRoom(),
      ),
    ];
    await here.settle();
    const traject = await caller('traject');
    const pages = [
      await traject.press('agreement.confirm', { agreementId: id, textVersion }),
      await traject.fill('agreement.dispute', { agreementId: id, textVersion }, { words: 'nee' }),
      await traject.get(`/form/agreement.dispute?agreementId=${id}&textVersion=${textVersion}`),
      await traject.get(`/c/${caseId}/timeline`),
    ];
    expect(pages.map((p) => p.status)).toEqual([404, 404, 404, 404]);
    const page = await traject.get(`/c/${caseId}`);
    expect(page.status).toBe(200);
    expect(page.html).toContain(OWN);
    expect(page.html).toContain('geen toestemming van de familie');
    const all = [
      ...answers.map((a) => JSON.stringify(a.body)),
      ...[...pages, page, await traject.get('/')].map((p) => p.html),
      ...swv.written(TRAJECT.aadObjectId),
      ...swv.read(partyRoom()),
    ].join('\n');
    expect(all).not.toContain(THEIRS);
    expect(JSON.stringify((await state()).confirmations)).toBe(before);
  });

  it('does not take the lead, nor does what is of the whole case', async () => {
    const traject = await caller('traject');
    for (const [command, args] of [
      ['lead.accept', { caseId }],
      ['strength.note', { caseId, words: 'gaat goed' }],
    ] as const)
      expect((await traject.press(command, args)).status).toBe(303);
    expect((await traject.get('/')).html).toContain('alleen de afspraken van je eigen organisatie');
    expect((await state()).case.strength).toBeNull();
  });

  it('comes back when there is consent again, and its own room is put away', async () => {
    const party = partyRoom();
    await answer('yes');
    expect(channels().find((c) => c.id === party)?.isArchived).toBe(true);
    const back = partyRoom();
    expect(membersOf(back).sort()).toEqual([TRAJECT.aadObjectId, SCHOOL_DEPUTY.aadObjectId].sort());
    expect(swv.read(back).join('\n')).toContain(THEIRS);
    expect(swv.read(back).join('\n')).toContain('Vervoer');
    expect((await state()).rooms.filter((r) => r.audience === 'party').map((r) => r.state)).toEqual([
      'archived',
    ]);
  });

  it('what was waiting for it when it lost the right is not sent', async () => {
    const back = partyRoom();
    await here.at('2027-03-11', '18:30');
    await agree('Avondafspraak', 'Casemanager gemeente (casemanager gemeente)', '31 maart');
    await answer('no');
    await here.at('2027-03-12', '10:00');
    const itsCard = /Avondafspraak\nWie:/;
    expect(city()).toMatch(itsCard);
    const party = partyRoom();
    expect(party).not.toBe(back);
    expect(swv.read(back).join('\n')).not.toMatch(itsCard);
    expect(swv.read(party).join('\n')).not.toContain('Avondafspraak');
    expect(swv.written(TRAJECT.aadObjectId).join('\n')).not.toContain('Avondafspraak');
  });

  it('each answer is kept, with the version of its words and its time', async () => {
    const { rows } = await here.database.database.pool.query(
      'SELECT "answer", "textVersion", "endedAt" IS NULL AS "holds" FROM "consent" ORDER BY "endedAt" NULLS LAST, "at"',
    );
    expect(rows).toEqual([
      { answer: 'no', textVersion: 2, holds: false },
      { answer: 'yes', textVersion: 2, holds: false },
      { answer: 'no', textVersion: 2, holds: true },
    ]);
  });
});
