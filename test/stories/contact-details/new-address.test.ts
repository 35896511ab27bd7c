import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askedOf, codeIn, pathIn } from '../../fakes/letters/letters.ts';
import { closeCase } from '../../support/cases/close-case.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { type Caller, callerOf, callerWith, cookieOf } from '../../support/web/web-caller.ts';

const WORKSPACE = 'T0MIDDEN';
const REGION = `
key: midden
name: Regio Midden
workspaces:
  - { platform: slack, teamId: ${WORKSPACE} }
people:
  - { key: een, name: Coördinator een, email: een@midden.example, phone: '+31610000001' }
  - { key: twee, name: Coördinator twee, email: twee@midden.example, phone: '+31610000002' }
  - { key: drie, name: Coördinator drie, email: drie@midden.example, phone: '+31610000003' }
  - { key: school, name: School, email: school@midden.example, phone: '+31610000004' }
  - { key: nieuw, name: Nieuwe collega, email: tikfuot@midden.example }
  - { key: stil, name: Leerkracht, email: leerkracht@midden.example }
coordinators: [een, twee, drie]
`;
const SPOKE = 'Ik sprak deze persoon: dit klopt';
const OTHER = 'ander@elders.example';
const NUMBER = '+31689999999';
const NONE = { slack: '', slackTeam: '', teams: '', teamsTenant: '', language: '' };

/** Inside a region too nobody becomes a colleague by writing down another address for them. */
describe('another address for who has one', () => {
  let schakel: Schakel<'web' | 'letters'>;
  let one: Caller;
  let two: Caller;
  let three: Caller;
  /** The overview of the region's cases, for its coordinator. */
  let overview = '';
  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, region: REGION, letters: true });
    overview = `/r/${(await schakel.app.store.regionByKey('midden'))?.id}`;
    one = await callerOf(schakel, 'een');
    three = await callerOf(schakel, 'drie');
  });
  afterAll(() => schakel?.stop());

  const write = async (by: Caller, person: string, values: Record<string, string>): Promise<void> => {
    const answer = await by.fill('manage.person', { region: 'midden', person }, { ...NONE, ...values });
    expect(answer.status).toBe(303);
    await schakel.settle();
  };
  const lettersTo = (address: string) => schakel.letters.mails.filter((m) => m.to === address);
  const people = async (caller: Caller): Promise<string> => (await caller.get('/manage/midden/people')).html;
  const asks = async (address: string): Promise<Caller> => {
    // From one place not everything can be asked in one moment.
    schakel.clock.turnTo(new Date(schakel.clock.now().getTime() + 10 * 60_000).toISOString());
    const stranger = await callerWith(schakel.base, '');
    expect((await stranger.post('/link', { address })).status).toBeLessThan(400);
    await schakel.settle();
    return stranger;
  };
  /** Enters by the link at an address and the code at a number; gives who came in, and where they came to. */
  const enters = async (address: string, number: string) => {
    const stranger = await asks(address);
    const path = pathIn(lettersTo(address).at(-1));
    await stranger.post(path, {});
    await schakel.settle();
    const code = codeIn(schakel.letters.texts.filter((t) => t.to === number).at(-1));
    const entered = await stranger.post(`${path}/code`, { code });
    expect(entered.status).toBe(303);
    return {
      caller: await callerWith(schakel.base, cookieOf(entered.headers)),
      to: entered.headers.get('location'),
    };
  };
  const letsNobodyIn = async (address: string): Promise<void> => {
    const before = lettersTo(address).length;
    await asks(address);
    expect(lettersTo(address)).toHaveLength(before);
  };
  const answer = async (caller: Caller, said: string) =>
    caller.post('/me/address', {
      token: caller.formToken,
      answer: said,
      of: askedOf((await caller.get('/me')).html),
    });

  it('ends what was open, tells the old address who did it and nothing more, and lets nobody in', async () => {
    ({ caller: two } = await enters('twee@midden.example', '+31610000002'));
    expect((await two.get(overview)).status).toBe(200);
    await write(one, 'twee', { name: 'Coördinator twee', email: OTHER, phone: NUMBER });
    expect((await two.get(overview)).status).toBe(401);
    const letter = lettersTo('twee@midden.example').at(-1);
    expect(letter?.text).toContain(
      'Een coördinator heeft in Schakel een ander e-mailadres of telefoonnummer',
    );
    expect(letter?.whole).not.toMatch(/Midden|elders|99999/);
    await letsNobodyIn(OTHER);
    expect(schakel.letters.texts.map((t) => t.to)).not.toContain(NUMBER);
  });

  it('is asked about when they come in by the old one; a no changes nothing, and who runs the region reads it', async () => {
    expect(await people(one)).toContain('wacht tot Coördinator twee zelf zegt dat het klopt');
    const back = await enters('twee@midden.example', '+31610000002');
    expect(back.to).toBe('/me');
    two = back.caller;
    expect((await two.get('/me')).html).toContain(OTHER);
    expect((await answer(two, 'no')).status).toBe(303);
    expect(await people(three)).toContain('Coördinator twee zegt: dit adres of nummer is niet van mij');
    expect(await people(three)).not.toContain(SPOKE);
    await letsNobodyIn(OTHER);
    expect((await two.get(overview)).status).toBe(200);
  });

  it('holds once they say that it is theirs', async () => {
    const mine = 'twee@werk.example';
    await write(two, 'twee', { name: 'Coördinator twee', email: mine, phone: '+31610000002' });
    await letsNobodyIn(mine);
    expect(lettersTo('twee@midden.example').at(-1)?.text).toContain('met je eigen account');
    expect((await answer(two, 'yes')).status).toBe(303);
    expect((await enters(mine, '+31610000002')).to).toBe('/');
    await letsNobodyIn('twee@midden.example');
  });

  it('written down again and again, it closes the door behind nobody who came in meanwhile', async () => {
    const { caller } = await enters('school@midden.example', '+31610000004');
    await write(one, 'school', { name: 'School', email: OTHER, phone: '+31610000004' });
    expect((await caller.get('/')).status).toBe(401);
    const { caller: again } = await enters('school@midden.example', '+31610000004');
    for (const email of ['a@elders.example', 'school@midden.example', 'b@elders.example']) {
      await write(one, 'school', { name: 'School', email, phone: '+31610000004' });
      expect((await again.get('/')).status, email).toBe(200);
    }
    expect((await again.get('/me')).html).toContain('b@elders.example');
    await write(one, 'school', { name: 'School', email: 'school@midden.example', phone: '+31610000004' });
  });

  it('who lost the old address is let in by two who run the region, never by one', async () => {
    const { caller: finder } = await enters('school@midden.example', '+31610000004');
    const mine = 'school@nieuw.example';
    await write(one, 'school', { name: 'School', email: mine, phone: '+31610000004' });
    const own = await one.press('manage.address', { region: 'midden', person: 'school' });
    expect(own.status).toBe(303);
    expect((await one.get('/')).html).toContain(
      'Wie het adres opschreef, of van wie het is, kan het hier niet',
    );
    await letsNobodyIn(mine);
    expect(await people(one)).not.toContain(SPOKE);
    expect(await people(three)).toContain(SPOKE);
    await three.press('manage.address', { region: 'midden', person: 'school' });
    await schakel.settle();
    // Whoever has the old address in their hands is out now.
    expect((await finder.get('/')).status).toBe(401);
    await enters(mine, '+31610000004');
    await letsNobodyIn('school@midden.example');
  });

  it('a second account of the one who wrote it is no second person', async () => {
    await write(one, 'school', { name: 'School', email: 'school@derde.example', phone: '+31610000004' });
    const answer = await one.fill(
      'manage.person',
      { region: 'midden' },
      { ...NONE, name: 'Invaller', email: 'invaller@elders.example', phone: NUMBER },
    );
    expect(answer.status).toBe(303);
    const roles = { coordinators: ['een', 'twee', 'drie', 'invaller'], administrators: [] };
    expect((await one.fill('manage.roles', { region: 'midden' }, roles)).status).toBe(303);
    await schakel.settle();
    const { caller: second } = await enters('invaller@elders.example', NUMBER);
    expect((await second.get(overview)).status).toBe(200);
    expect(await people(second)).not.toContain(SPOKE);
    await second.press('manage.address', { region: 'midden', person: 'school' });
    expect((await second.get('/')).html).toContain('Ook niet wie door hen coördinator of beheerder werd.');
    await letsNobodyIn('school@derde.example');
    // Somebody whom the file of the region names stands by themselves.
    await three.press('manage.address', { region: 'midden', person: 'school' });
    await enters('school@derde.example', '+31610000004');
  });

  it('a typing mistake in the address of who never came in is corrected, and the letter that went wrong opens nothing', async () => {
    await asks('tikfuot@midden.example');
    const path = pathIn(lettersTo('tikfuot@midden.example').at(-1));
    await write(one, 'nieuw', {
      name: 'Nieuwe collega',
      email: 'tikfout@midden.example',
      phone: '+31610000005',
    });
    await enters('tikfout@midden.example', '+31610000005');
    expect((await (await callerWith(schakel.base, '')).get(path)).status).toBe(410);
    await letsNobodyIn('tikfuot@midden.example');
  });

  it('who never came in and whose only case is closed has something to be had as well: it waits', async () => {
    await one.fill('case.open', {}, { firstDay: '2027-01-04', region: 'midden' });
    const region = (await schakel.app.store.regionByKey('midden'))?.id ?? '';
    const [caseId = ''] = await schakel.app.store.openCaseIds(region, null, 1);
    const person = await schakel.person('stil');
    await one.press('participant.add', { caseId, person, role: 'teacher' });
    await closeCase(schakel, one, caseId);
    expect(await schakel.app.store.openCaseIds(region, null, 1)).toEqual([]);
    await write(one, 'stil', { name: 'Leerkracht', email: 'leerkracht@elders.example', phone: NUMBER });
    expect(await people(one)).toContain('wacht tot Leerkracht zelf zegt dat het klopt');
    await letsNobodyIn('leerkracht@elders.example');
  });

  it('an account on another’s line is not theirs until they bring it in with a code', async () => {
    await write(one, 'drie', {
      name: 'Coördinator drie',
      email: 'drie@midden.example',
      phone: '+31610000003',
      slack: 'U0VAN1',
    });
    expect(await people(one)).toContain(
      'Dit account hoort pas bij Coördinator drie als Coördinator drie dat zelf laat zien',
    );
    const [person] = await schakel.app.store.people([await schakel.person('drie')]);
    expect(person?.identities.map((i) => i.externalId)).toEqual([person?.id]);
    expect((await three.get(overview)).status).toBe(200);
  });
});
