import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeConsoleLink } from '../../../src/main/commands/sign-in-link.ts';
import { codeIn, pathIn } from '../../fakes/letters/letters.ts';
import { addMember, openCase } from '../../support/people/acts.ts';
import { IN_MANY_WORKSPACES, MUNICIPALITY, PEOPLE } from '../../support/people/in-many-workspaces.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { type Caller, callerWith, cookieOf } from '../../support/web/web-caller.ts';

const { coordinator, consultant, officer } = PEOPLE;
const TENANT = '7d1466e0-0000-4000-8000-000000000001';
const OWN_ACCOUNT = '7d1466e0-0000-4000-8000-000000000002';

/** Works in the same workspace as Noord, which whoever runs the installation gave to both. */
const NEIGHBOURS = `
key: buren
name: Regio Buren
workspaces:
  - { platform: slack, teamId: ${MUNICIPALITY} }
  - { platform: teams, tenantId: ${TENANT}, rooms: chat }
people:
  - { key: een, name: Coördinator buren, email: een@buren.example, phone: '+31610000001' }
  - { key: twee, name: Tweede coördinator buren, email: twee@buren.example, phone: '+31610000002' }
coordinators: [een, twee]
`;
const NONE = { email: '', phone: '', slack: '', slackTeam: '', teams: '', teamsTenant: '', language: '' };
const EVIL = { email: 'ander@buren.example', phone: '+31689999999' };

/** A region that wrote a way in of its own beside somebody's account would be that person from the first day on. */
describe('a region that writes a way in of its own beside the account of somebody whom nobody knows yet', () => {
  let schakel: Schakel<'workspaces' | 'letters'>;
  let attacker: Caller;
  beforeAll(async () => {
    schakel = await startSchakel({ ...IN_MANY_WORKSPACES, letters: true });
    await schakel.addRegion(NEIGHBOURS);
    await schakel.workspaces.install('Gemeente');
    attacker = await callerOf('buren', 'een');
  });
  afterAll(() => schakel?.stop());

  const callerOf = async (region: string, key: string): Promise<Caller> => {
    const { pool } = schakel.database.database;
    const found = (await schakel.app.store.regionByKey(region))?.personIds[key] ?? '';
    const token = await makeConsoleLink(pool, found, schakel.clock.now());
    const origin = schakel.base;
    const entered = await fetch(`${origin}/in/${token}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin },
    });
    return callerWith(origin, cookieOf(entered.headers));
  };
  const write = async (args: object, values: Record<string, string>): Promise<void> => {
    const answer = await attacker.fill('manage.person', { region: 'buren', ...args }, { ...NONE, ...values });
    expect(answer.status).toBe(303);
    await schakel.settle();
  };
  /** A link at the address and a code at the number of their own; empty when nothing comes. */
  const entersAtOwn = async (): Promise<Caller> => {
    const stranger = await callerWith(schakel.base, '');
    const before = schakel.letters.mails.length;
    await stranger.post('/link', { address: EVIL.email });
    await schakel.settle();
    const mail = schakel.letters.mails.slice(before).find((m) => m.to === EVIL.email);
    if (!mail) return stranger;
    await stranger.post(pathIn(mail), {});
    await schakel.settle();
    const entered = await stranger.post(`${pathIn(mail)}/code`, {
      code: codeIn(schakel.letters.texts.at(-1)),
    });
    return callerWith(schakel.base, cookieOf(entered.headers));
  };
  const caseOfNoord = async (member: typeof consultant): Promise<string> => {
    const channel = await openCase(schakel, MUNICIPALITY, coordinator);
    await addMember(schakel, MUNICIPALITY, channel, coordinator, member, 'municipalCaseManager');
    const { rows } = await schakel.database.database.pool.query<{ id: string }>(
      'SELECT "id" FROM "case" ORDER BY "openedAt" DESC, "version" LIMIT 1',
    );
    return `/c/${rows[0]?.id}`;
  };

  it('an address first and the account after it: they come in as nobody', async () => {
    await write({}, { name: 'Prooi', ...EVIL });
    await write({ person: 'prooi' }, { name: 'Prooi', ...EVIL, slack: consultant.id });
    const asPrey = await entersAtOwn();
    const page = await caseOfNoord(consultant);
    expect((await asPrey.get(page)).status).not.toBe(200);
    expect((await attacker.get(page)).status).toBe(404);
  });

  it('an account of their own beside it: only the first is theirs, the other waits for a code', async () => {
    const { name } = officer;
    await write({}, { name, slack: officer.id, teams: OWN_ACCOUNT });
    const [person] = await schakel.app.store.people([await idOf(name)]);
    expect(person?.identities.map((i) => i.externalId)).toEqual([officer.id]);
    expect((await attacker.get('/manage/buren/people')).html).toContain(
      `Dit account hoort pas bij ${name} als ${name} dat zelf laat zien`,
    );
  });

  it('an address for who has an account elsewhere: two who run the region do not decide that', async () => {
    const person = 'prooi';
    await write({ person }, { name: 'Prooi', ...EVIL });
    const second = await callerOf('buren', 'twee');
    expect((await second.get('/manage/buren/people')).html).toContain('alleen Prooi zelf');
    await second.press('manage.address', { region: 'buren', person });
    expect((await second.get('/')).html).toContain('Alleen die persoon zelf kan zeggen dat het klopt');
    await schakel.settle();
    const asPrey = await entersAtOwn();
    const page = await caseOfNoord(consultant);
    expect((await asPrey.get(page)).status).not.toBe(200);
  });

  const idOf = async (name: string): Promise<string> => {
    const region = await schakel.app.store.regionByKey('buren');
    const key = region?.file.people.find((p) => p.name === name)?.key ?? '';
    return region?.personIds[key] ?? '';
  };
});
