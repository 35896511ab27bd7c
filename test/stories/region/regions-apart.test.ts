import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Region } from '../../../src/domain/region/region.ts';
import { importRegionFile } from '../../../src/main/commands/commands.ts';
import { regionWorkspaces } from '../../../src/main/commands/region-workspaces.ts';
import { seedCase } from '../../support/cases/seeded-cases.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { SECRET } from '../../support/schakel/secret.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { entersByLetter } from '../../support/web/by-letter.ts';
import { type Caller, callerOf, callerWith } from '../../support/web/web-caller.ts';

const WORKSPACE = 'T0NOORD';
const ACCOUNT = 'U0COORD';

/** Two regions on one installation. Only Noord was given the workspace by whoever runs it. */
const MIDDEN = `
key: midden
name: Regio Midden
people:
  - { key: coordinator-midden, name: Coördinator midden, email: coordinator@midden.example }
  - { key: beheerder, name: Beheerder midden, email: beheerder@midden.example }
coordinators: [coordinator-midden]
administrators: [beheerder]
`;
const NOORD = `
key: noord
name: Regio Noord
workspaces:
  - { platform: slack, teamId: ${WORKSPACE} }
people:
  - { key: coordinator-noord, name: Coördinator noord, slack: ${ACCOUNT}, email: coordinator@noord.example }
  - { key: moeder, name: Moeder, email: moeder@thuis.example }
coordinators: [coordinator-noord]
`;

const TENANT = '7d1466e0-0000-4000-8000-000000000001';
const EVIL = 'ander@midden.example';
const OTHER = 'nog-een@midden.example';
const COLLEAGUE = 'nieuwe-collega';
const PERSON = {
  name: 'Nieuwe collega',
  email: '',
  phone: '',
  slack: '',
  slackTeam: '',
  teams: '',
  teamsTenant: '',
  language: '',
};

describe('an administrator of one region who names the people of another', () => {
  let schakel: Schakel<'web' | 'letters'>;
  let attacker: Caller;
  let theirs: Caller;
  let caseId = '';
  let overview = '';
  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, region: MIDDEN, letters: true });
    await schakel.addRegion(NOORD);
    const region = (await schakel.app.store.regionByKey('noord')) as Region;
    overview = `/r/${region.id}`;
    const seed = {
      code: 'Eik-3',
      firstDayHome: '2027-02-15',
      openedAt: '2027-03-08T09:00:00.000Z',
      people: [{ id: await schakel.person('moeder'), role: 'guardian' as const }],
    };
    caseId = await seedCase(schakel.app.store, region, seed, '2027-03-11');
    attacker = await callerOf(schakel, 'beheerder');
    theirs = await callerOf(schakel, 'coordinator-noord');
  });
  afterAll(() => schakel?.stop());

  const isClosedTo = async (caller: Caller): Promise<void> => {
    expect((await caller.get(`/c/${caseId}`)).status).toBe(404);
    expect((await caller.get(overview)).status).toBe(404);
  };
  const isAsBefore = async (): Promise<void> => {
    expect((await theirs.get(`/c/${caseId}`)).status).toBe(200);
    expect((await theirs.get(overview)).status).toBe(200);
    const people = (await theirs.get('/manage/noord/people')).html;
    expect(people).toContain('Coördinator noord');
    expect(people).not.toContain(PERSON.name);
    expect((await theirs.get(overview)).html).not.toContain(PERSON.name);
    const [person] = await schakel.app.store.people([await schakel.person('coordinator-noord')]);
    expect(person?.name).toBe('Coördinator noord');
  };
  const config = () => ({
    databaseUrl: schakel.database.url,
    port: 0,
    publicUrl: null,
    dataDir: '',
    key: SECRET,
    logLevel: 'silent' as const,
    teams: [],
    slack: null,
  });
  /** A command of another process, and what it announces is heard. */
  const onServer = async (asked: { give: string[]; take: string[] }) => {
    const printed = await regionWorkspaces(config(), 'midden', asked);
    await schakel.app.work.caughtUp();
    return printed;
  };
  const asksAt = async (address: string): Promise<Caller> => {
    const stranger = await callerWith(schakel.base, '');
    expect((await stranger.post('/link', { address })).status).toBeLessThan(400);
    await schakel.settle();
    return stranger;
  };
  /** Enters by the link that came to an address and the code that came to a number. */
  const entersAt = async (address: string): Promise<Caller> => {
    await asksAt(address);
    return entersByLetter(schakel, address);
  };
  const manage = async (form: string, args: object, values: Record<string, string>): Promise<void> => {
    const answer = await attacker.fill(form, { region: 'midden', ...args }, values);
    expect(answer.status).toBe(303);
  };

  it('names a workspace of the other region: it waits, and the page says what has to happen', async () => {
    await manage('manage.slack', {}, { teamId: WORKSPACE });
    const page = (await attacker.get('/manage/midden/connections')).html;
    expect(page).toContain(WORKSPACE);
    expect(page).toContain('Deze werkruimte wacht nog');
    expect(page).toContain(`schakel region workspaces midden --give slack:${WORKSPACE}`);
  });

  it('names an account of their coordinator: that is nobody here yet', async () => {
    await manage('manage.person', {}, { ...PERSON, slack: ACCOUNT });
    expect(await schakel.person(COLLEAGUE)).not.toBe(await schakel.person('coordinator-noord'));
    await isAsBefore();
  });

  it('takes the account away and writes an address of their own: what comes in there is somebody of their own', async () => {
    await manage('manage.person', { person: COLLEAGUE }, { ...PERSON, email: EVIL, phone: '+31612345678' });
    await isAsBefore();
    await isClosedTo(await entersAt(EVIL));
    await isClosedTo(attacker);
  });

  it('waits, until whoever runs the installation gives it', async () => {
    const { lines } = await onServer({ give: [], take: [] });
    expect(lines.join()).toContain(`slack:${WORKSPACE} waits`);
    expect((await onServer({ give: [`slack:${WORKSPACE}`], take: [] })).lines.join()).toContain(
      `✔ slack:${WORKSPACE}. Also named by: noord`,
    );
    expect((await attacker.get('/manage/midden/connections')).html).not.toContain('wacht nog');
  });

  it('shares the workspace now: an account is that person in both, and still nobody comes in as them', async () => {
    await manage('manage.person', {}, { ...PERSON, name: 'Gedeelde collega', slack: ACCOUNT });
    expect(await schakel.person('gedeelde-collega')).toBe(await schakel.person('coordinator-noord'));
    await isAsBefore();
    await manage(
      'manage.person',
      { person: 'gedeelde-collega' },
      { ...PERSON, name: 'Gedeelde collega', email: OTHER, phone: '+31687654321' },
    );
    await isAsBefore();
    const mails = schakel.letters.mails.length;
    await asksAt(OTHER);
    expect(schakel.letters.mails.slice(mails).map((m) => m.to)).not.toContain(OTHER);
    await isClosedTo(attacker);
  });

  it('says that the shared person has an account of its own choosing too: that account stays nobody’s', async () => {
    await onServer({ give: [`teams:${TENANT}`], take: [] });
    await manage('manage.teams', {}, { tenantId: TENANT, rooms: 'chat' });
    const line = { ...PERSON, name: 'Gedeelde collega', slack: ACCOUNT, teams: TENANT };
    await manage('manage.person', { person: 'gedeelde-collega' }, line);
    const [person] = await schakel.app.store.people([await schakel.person('coordinator-noord')]);
    expect(person?.identities.map((i) => i.externalId)).toEqual([ACCOUNT]);
    await isAsBefore();
  });

  it('loses the workspace again: its key is somebody of its own, and the other region is as it was', async () => {
    await onServer({ give: [], take: [`slack:${WORKSPACE}`] });
    expect(await schakel.person('gedeelde-collega')).not.toBe(await schakel.person('coordinator-noord'));
    await isAsBefore();
    await isClosedTo(attacker);
  });

  it('in a file that is read on the server gets the workspace, and who reads the file is told whose it is too', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'schakel-file-'));
    const file = join(folder, 'region.yaml');
    writeFileSync(file, `${MIDDEN}workspaces: [{ platform: slack, teamId: ${WORKSPACE} }]\n`);
    const { lines } = await importRegionFile(config(), file);
    rmSync(folder, { recursive: true });
    expect(lines.join('\n')).toContain(
      `It may use slack:${WORKSPACE}, which is also named by: noord. Is that not right? schakel region workspaces midden --take slack:${WORKSPACE}`,
    );
    await isAsBefore();
  });
});
