import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askedOf, codeIn, pathIn } from '../../fakes/letters/letters.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { type Caller, callerOf, callerWith, cookieOf } from '../../support/web/web-caller.ts';

const NUMBER = '+31610000004';
const SCHOOL = { name: 'School', email: 'school@midden.example', phone: NUMBER };
const person = (key: string, name: string, more: string): string =>
  `  - { key: ${key}, name: ${name}, email: ${key}@midden.example, ${more} }`;
const regionFile = (school: string): string => `
key: midden
name: Regio Midden
people:
${person('een', 'Coördinator een', "phone: '+31610000001'")}
${person('twee', 'Coördinator twee', "phone: '+31610000002'")}
${person('nieuw', 'Nieuwe collega', "phone: '+31610000005'")}
  - { key: school, name: School${school} }
coordinators: [een, twee]
`;
const WHOLE = regionFile(`, email: school@midden.example, phone: '${NUMBER}'`);
const NONE = { email: '', phone: '', slack: '', slackTeam: '', teams: '', teamsTenant: '', language: '' };
const WAITS = 'Het nummer van School is hier weggehaald. Dat wacht tot School zelf zegt dat het klopt.';
const SPOKE = 'Ik sprak deze persoon: dit klopt';

/** Taking away a colleague's number could keep them out, or lower what comes between a link and a case. */
describe('an address that is taken away from who comes in with it', () => {
  let schakel: Schakel<'web' | 'letters'>;
  let one: Caller;
  let two: Caller;
  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, region: WHOLE, letters: true });
    one = await callerOf(schakel, 'een');
    two = await callerOf(schakel, 'twee');
  });
  afterAll(() => schakel?.stop());

  const write = async (values: Record<string, string>, key = 'school'): Promise<void> => {
    const answer = await one.fill(
      'manage.person',
      { region: 'midden', person: key },
      { ...NONE, name: 'School', ...values },
    );
    expect(answer.status).toBe(303);
    await schakel.settle();
  };
  const lettersTo = (address: string) => schakel.letters.mails.filter((m) => m.to === address);
  const people = async (caller: Caller): Promise<string> =>
    (await caller.get('/manage/midden/people')).html.replace(/<[^>]+>/g, '');
  /** A stranger who asked for a link at an address, and where it leads; null when no letter came. */
  const asks = async (address: string): Promise<{ stranger: Caller; path: string } | null> => {
    schakel.clock.turnTo(new Date(schakel.clock.now().getTime() + 30 * 60_000).toISOString());
    const before = lettersTo(address).length;
    const stranger = await callerWith(schakel.base, '');
    expect((await stranger.post('/link', { address })).status).toBeLessThan(400);
    await schakel.settle();
    const letter = lettersTo(address).slice(before).at(-1);
    return letter ? { stranger, path: pathIn(letter) } : null;
  };
  /** Goes on with the link; gives the page that asks for a code. */
  const goesOn = async ({ stranger, path }: { stranger: Caller; path: string }): Promise<string> => {
    await stranger.post(path, {});
    await schakel.settle();
    return (await stranger.get(`${path}/code`)).html;
  };
  const enters = async (address: string, number: string): Promise<Caller> => {
    const asked = await asks(address);
    if (!asked) throw new Error(`no letter to ${address}`);
    await goesOn(asked);
    const code = codeIn(schakel.letters.texts.filter((t) => t.to === number).at(-1));
    const entered = await asked.stranger.post(`${asked.path}/code`, { code });
    expect(entered.status).toBe(303);
    return callerWith(schakel.base, cookieOf(entered.headers));
  };
  const answer = async (caller: Caller, said: string, of?: string): Promise<string> => {
    const about = of ?? askedOf((await caller.get('/me')).html);
    await caller.post('/me/address', { token: caller.formToken, answer: said, of: about });
    return (await caller.get('/me')).html;
  };
  const confirms = async (caller: Caller): Promise<string> => {
    await caller.press('manage.address', { region: 'midden', person: 'school' });
    await schakel.settle();
    return (await caller.get('/')).html.replace(/<[^>]+>/g, ' ');
  };

  it('a number goes on working, what was open ends, and the person is told and asked', async () => {
    const school = await enters(SCHOOL.email, NUMBER);
    await write({ email: SCHOOL.email });
    expect((await school.get('/')).status).toBe(401);
    const letter = lettersTo(SCHOOL.email).at(-1);
    expect(letter?.subject).not.toContain('opgeschreven');
    expect(letter?.text).toContain(
      'Een coördinator heeft in Schakel je e-mailadres of telefoonnummer weggehaald.',
    );
    expect(await people(one)).toContain(WAITS);
    const back = await enters(SCHOOL.email, NUMBER);
    expect((await back.get('/me')).html).toContain('Je telefoonnummer is in Schakel weggehaald.');
    expect(await answer(back, 'no')).toContain('Er verandert niets.');
    expect(await people(two)).toContain('School zegt: dit klopt niet.');
    expect(await people(two)).not.toContain(SPOKE);
    await enters(SCHOOL.email, NUMBER);
  });

  it('put back, nothing waits any more', async () => {
    await write({ email: SCHOOL.email, phone: NUMBER });
    expect(await people(two)).not.toContain('School zegt');
    expect((await (await enters(SCHOOL.email, NUMBER)).get('/me')).html).not.toContain('weggehaald');
  });

  it('a number and another address together: what they answer is what they read, and nothing written since', async () => {
    await write({ email: 'school@werk.example' });
    const school = await enters(SCHOOL.email, NUMBER);
    const read = (await school.get('/me')).html;
    expect(read).toContain('school@werk.example');
    expect(read).toContain('Je telefoonnummer is in Schakel weggehaald.');
    schakel.clock.turnTo(new Date(schakel.clock.now().getTime() + 60_000).toISOString());
    await write({ email: 'ander@elders.example' });
    expect(await answer(school, 'yes', askedOf(read))).toContain('ander@elders.example');
    expect(await asks('ander@elders.example')).toBeNull();
    expect(await answer(school, 'no')).toContain('Er verandert niets.');
  });

  it('a coordinator who looked at an older list confirms nothing that was written since', async () => {
    await write({ email: 'school@werk.example' });
    const { html } = await two.get('/manage/midden/people');
    const version = Number(/&quot;version&quot;:(\d+)/.exec(html)?.[1]);
    expect(version).toBeGreaterThan(0);
    await write({ email: 'ander@elders.example' });
    await two.press('manage.address', { region: 'midden', person: 'school', version });
    expect((await two.get('/')).html).toContain('Iemand anders heeft hier intussen iets veranderd.');
    expect(await asks('ander@elders.example')).toBeNull();
  });

  it('who wrote it does not confirm it; a second one who spoke to them reads out a code, since there is no number now', async () => {
    await write({ email: 'school@werk.example' });
    expect(await confirms(one)).toContain('Wie het adres opschreef, of van wie het is, kan het hier niet');
    expect(await people(two)).toContain(SPOKE);
    const said = await confirms(two);
    const link = pathIn(lettersTo('school@werk.example').at(-1));
    const stranger = await callerWith(schakel.base, '');
    const before = schakel.letters.texts.length;
    await goesOn({ stranger, path: link });
    expect(schakel.letters.texts).toHaveLength(before);
    const entered = await stranger.post(`${link}/code`, { code: codeIn({ text: said }) });
    expect(entered.status).toBe(303);
    expect(await asks(SCHOOL.email)).toBeNull();
  });

  it('an e-mail address too goes on letting them in until they say that it is right', async () => {
    await write({ email: 'school@werk.example', phone: NUMBER });
    await confirms(two);
    await write({ phone: NUMBER });
    expect(await people(one)).toContain('Het e-mailadres van School is hier weggehaald.');
    const school = await enters('school@werk.example', NUMBER);
    expect((await school.get('/me')).html).toContain('Je e-mailadres is in Schakel weggehaald.');
    expect(await answer(school, 'yes')).toContain('Wat is weggehaald, werkt vanaf nu niet meer.');
    expect(await people(one)).not.toContain('weggehaald');
    expect(await asks('school@werk.example')).toBeNull();
  });

  it('a file does not take it away either, whoever reads it in', async () => {
    await schakel.addRegion(WHOLE);
    await confirms(two);
    await enters(SCHOOL.email, NUMBER);
    await schakel.addRegion(regionFile(', email: school@midden.example'));
    expect(await people(one)).toContain(WAITS);
    await enters(SCHOOL.email, NUMBER);
    // What whoever runs the installation wrote is for any who runs the region to confirm.
    await confirms(one);
    const asked = await asks(SCHOOL.email);
    if (!asked) throw new Error('no letter');
    const before = schakel.letters.texts.length;
    await goesOn(asked);
    expect(schakel.letters.texts).toHaveLength(before);
  });

  it('from who never came in it is taken away at once', async () => {
    await write({ name: 'Nieuwe collega', email: 'nieuw@midden.example' }, 'nieuw');
    expect(await people(one)).not.toContain('Het nummer van Nieuwe collega');
    const asked = await asks('nieuw@midden.example');
    if (!asked) throw new Error('no letter');
    const before = schakel.letters.texts.length;
    expect(await goesOn(asked)).toContain('Vraag om een code');
    expect(schakel.letters.texts).toHaveLength(before);
  });
});
