import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeIn, pathIn } from '../../fakes/letters/letters.ts';
import { wordsOf } from '../../support/cases/school-case.ts';
import { appCode } from '../../support/web/authenticator.ts';
import { openTwoFamilies, type Parent, puts, type TwoFamilies } from '../../support/web/two-families.ts';
import { type Caller, callerFor, callerOf, callerWith, cookieOf } from '../../support/web/web-caller.ts';

const SHARED = 'samen@thuis.example';
const FATHER: Parent = { name: 'Vader van Kim', email: SHARED, phone: '0612345678' };
const MOTHER: Parent = { name: 'Moeder van Lou', email: SHARED, phone: '0623456789' };
const OTHER_PARENT: Parent = { name: 'Moeder van Kim', email: 'm@thuis.example', phone: '0634567890' };
const SUPPORTER = { role: 'familySupporter' };
const THERAPIST: Parent = {
  ...{ name: 'Behandelaar', email: 'b@kliniek.example', phone: '0645678901' },
  ...{ role: 'careProvider', organisation: 'kliniek' },
};

/** Attempts to read through the link between two pages of one parent. */
describe('somebody who wants to read what is another’s', () => {
  let here: TwoFamilies;
  beforeAll(async () => {
    here = await openTwoFamilies();
    await here.south.invite(FATHER);
    await here.south.invite(OTHER_PARENT);
    await here.north.invite(MOTHER);
    await here.north.invite(THERAPIST);
  });
  afterAll(() => here?.schakel.stop());

  const home = async (at: Caller): Promise<string> => wordsOf((await at.get('/')).html);
  const settings = async (at: Caller): Promise<string> => wordsOf((await at.get('/me')).html);
  /** The next letters may go: few are sent in ten minutes. */
  const later = (minutes = 31): void => here.schakel.clock.advance(minutes * 60_000);

  it('a father who reads the mailbox of both asks for the link of the mother, and is asked her own second step', async () => {
    const father = (await here.asksAndComesIn(FATHER)).caller;
    const before = here.mailsTo(SHARED).length;
    later();
    await father.post('/me/together', { token: father.formToken, address: SHARED });
    await here.schakel.settle();
    expect(here.mailsTo(SHARED), 'none for his own page').toHaveLength(before + 1);
    const { to } = await here.comesIn(MOTHER, father, '123456');
    expect(to).toBe('');
    expect((await father.post('/together', { token: father.formToken, answer: 'yes' })).status).toBe(303);
    expect(await home(father)).toContain('Er is niets veranderd.');
    expect(await home(father)).not.toContain(here.north.code);
  });

  it('two parents of one case stay two, also in one browser', async () => {
    later();
    const father = (await here.asksAndComesIn(FATHER)).caller;
    const { caller, to } = await here.asksAndComesIn(OTHER_PARENT, father);
    expect(to).not.toContain('/together');
    await caller.post('/together', { token: caller.formToken, answer: 'yes' });
    expect(await settings(caller)).not.toContain('Haal uit elkaar');
  });

  it('whoever answers no, or with the form of somebody else, puts nothing together', async () => {
    later();
    const father = (await here.asksAndComesIn(FATHER)).caller;
    const { caller: mother } = await here.asksAndComesIn(MOTHER, father);
    const forged = await mother.post('/together', { token: father.formToken, answer: 'yes' });
    expect(forged.status).toBe(403);
    await mother.post('/together', { token: mother.formToken, answer: 'no' });
    expect((await mother.get('/together')).status).toBe(303);
    await mother.post('/together', { token: mother.formToken, answer: 'yes' });
    expect(await home(mother)).not.toContain(here.south.code);
  });

  it('a professional who came by a letter has no such page, and no letter goes for them', async () => {
    later();
    const therapist = (await here.asksAndComesIn(THERAPIST)).caller;
    expect(await settings(therapist)).not.toContain('Pagina&#39;s bij elkaar');
    expect(await settings(therapist)).not.toContain('Ook in een andere casus');
    const before = here.schakel.letters.mails.length;
    await therapist.post('/me/together', { token: therapist.formToken, address: FATHER.email });
    await here.schakel.settle();
    expect(here.schakel.letters.mails).toHaveLength(before);
    const { to } = await here.asksAndComesIn(FATHER, therapist);
    expect(to).not.toContain('/together');
    const coordinator = await callerOf(here.schakel, 'coordinator');
    expect(await settings(coordinator)).not.toContain('Ook in een andere casus');
  });

  it('asks few letters: the fourth in ten minutes has to wait, whatever the address', async () => {
    later();
    const father = (await here.asksAndComesIn(FATHER)).caller;
    const asked = [];
    for (const n of [1, 2, 3, 4])
      asked.push(
        (await father.post('/me/together', { token: father.formToken, address: `${n}@x.example` })).status,
      );
    expect(asked).toEqual([200, 200, 200, 429]);
  });
});

describe('two pages of one mother', () => {
  const ONE: Parent = {
    name: 'Moeder van Kim',
    email: 'een@thuis.example',
    phone: '0612345678',
    ...SUPPORTER,
  };
  const TWO: Parent = { name: 'Moeder van Lou', email: 'twee@thuis.example', phone: '0623456789' };
  let here: TwoFamilies;
  let mother: Caller;
  beforeAll(async () => {
    here = await openTwoFamilies();
    await here.south.invite(ONE);
    await here.north.invite(TWO);
    mother = await puts(here, ONE, TWO);
  });
  afterAll(() => here?.schakel.stop());

  const home = async (at: Caller): Promise<string> => wordsOf((await at.get('/')).html);
  const hasBoth = async (at: Caller): Promise<boolean> => {
    const seen = await home(at);
    return seen.includes(here.south.code) && seen.includes(here.north.code);
  };
  const later = (minutes = 31): void => here.schakel.clock.advance(minutes * 60_000);

  it('are open to whoever came by a letter and a second step, and to no link of whoever runs the installation', async () => {
    expect(await hasBoth(mother)).toBe(true);
    const byTerminal = await callerFor(here.schakel, await here.personOf(ONE));
    expect(await home(byTerminal)).toContain(here.south.code);
    expect(await home(byTerminal)).not.toContain(here.north.code);
    expect((await byTerminal.get(`/c/${here.north.caseId}`)).status).toBe(404);
  });

  it('take no right along: what is not hers in the one case is not hers through the other', async () => {
    const [state] = await here.schakel.app.store.cases([here.south.caseId]);
    const refused = await mother.press('case.close', { caseId: here.south.caseId });
    expect(refused.status).toBe(303);
    expect((await here.schakel.app.store.cases([here.south.caseId]))[0]?.case.version).toBe(
      state?.case.version,
    );
    const stranger = '00000000-0000-4000-8000-000000000000';
    expect((await mother.get(`/c/${stranger}`)).status).toBe(404);
    expect((await mother.press('agreement.confirm', { agreementId: stranger, textVersion: 1 })).status).toBe(
      404,
    );
  });

  it('are not opened by a weaker second step than the one asks for: a text message opens no page behind an app', async () => {
    later();
    const max: Parent = { name: 'Moeder van Max', email: 'max@thuis.example', phone: '' };
    const spoken = await here.south.invite({ ...max, role: 'guardian' });
    const first = (await here.comesIn(max, undefined, spoken)).caller;
    await first.post('/me/app', { token: first.formToken });
    const secret = /<code>([A-Z2-7 ]+)<\/code>/.exec((await first.get('/me/app')).html)?.[1] ?? '';
    const shown = (): string => appCode(secret, here.schakel.clock.now());
    await first.post('/me/app/confirm', { token: first.formToken, code: shown() });
    await mother.post('/me/together/apart', { token: mother.formToken });
    const lou = (await here.asksAndComesIn(TWO)).caller;
    const both = (await here.asksAndComesIn(max, lou, shown)).caller;
    await both.post('/together', { token: both.formToken, answer: 'yes' });
    expect(await hasBoth(both)).toBe(true);
    later();
    const byText = (await here.asksAndComesIn(TWO)).caller;
    expect(await home(byText)).not.toContain(here.south.code);
    expect((await byText.get(`/c/${here.south.caseId}`)).status).toBe(404);
    expect(wordsOf((await byText.get('/me')).html)).toContain('Eén pagina is nu niet open.');
    await byText.post('/me/together/apart', { token: byText.formToken });
    later();
    mother = await puts(here, ONE, TWO);
  });

  it('end when two others say that her address is another one: whoever has that reads one case', async () => {
    later();
    const participant = await here.north.part(TWO);
    const values = { participant, ownEmail: 'nieuw@elders.example', ownPhone: '' };
    const form = (name: string) => [`participant.${name}`, { caseId: here.north.caseId }, values] as const;
    await (await callerOf(here.schakel, 'coordinator-noord')).fill(...form('newAddress'));
    await (await callerOf(here.schakel, 'tweede-noord')).fill(...form('confirmAddress'));
    await here.schakel.settle();
    later();
    const { caller } = await here.asksAndComesIn({ ...TWO, email: 'nieuw@elders.example' });
    expect(await home(caller)).toContain(here.north.code);
    expect(await home(caller)).not.toContain(here.south.code);
    later();
    expect(await hasBoth((await here.asksAndComesIn(ONE)).caller)).toBe(false);
  });

  it('end when she leaves the one case, and a later invitation does not bring it back', async () => {
    later();
    const THREE = { ...TWO, email: 'nieuw@elders.example' };
    mother = await puts(here, ONE, THREE);
    expect(await hasBoth(mother)).toBe(true);
    await (await callerOf(here.schakel, 'coordinator')).press('participant.remove', {
      caseId: here.south.caseId,
      participant: await here.south.part(ONE),
    });
    expect(await home(mother)).not.toContain(here.south.code);
    expect((await mother.get(`/c/${here.south.caseId}`)).status).toBe(404);
    later();
    await here.south.invite(ONE);
    expect(await home(mother)).not.toContain(here.south.code);
    const stranger = await callerWith(here.schakel.base, '');
    expect((await stranger.get('/together')).status).toBe(401);
  });
});

describe('a mother of whom one address does not exist any more', () => {
  const ONE: Parent = { name: 'Moeder van Kim', email: 'weg@thuis.example', phone: '0612345678' };
  const TWO: Parent = { name: 'Moeder van Lou', email: 'goed@thuis.example', phone: '0623456789' };

  it.each([
    [ONE, TWO],
    [TWO, ONE],
  ])('hears at the other address, whichever of the two it is (%#)', async (lost, good) => {
    const here = await openTwoFamilies();
    await here.south.invite(ONE);
    await here.north.invite(TWO);
    await puts(here, ONE, TWO);
    for (let n = 0; n < 6; n++)
      here.schakel.letters.refuseMail.push({ code: 550, at: 'RCPT', to: lost.email });
    const asked = () =>
      here.mailsTo(good.email).filter(({ subject }) => subject.startsWith('Er staat een vraag'));
    await here.schakel.settle();
    const before = asked().length;
    const agree = (who: Parent, title: string) => (who === ONE ? here.south : here.north).agree(who, title);
    await here.schakel.at('2027-03-11', '22:00');
    await agree(lost, 'Wandelen');
    await here.schakel.at('2027-03-12', '08:30');
    await here.schakel.at('2027-03-14', '22:00');
    await agree(lost, 'Fietsen');
    await agree(good, 'Tekenen');
    await here.schakel.at('2027-03-15', '08:30');
    expect(asked().length).toBeGreaterThan(before);
    await here.schakel.stop();
  });
});

describe('a mother who gave the same address and number in both cases', () => {
  it('is written to once at the door, and comes in at both', async () => {
    const here = await openTwoFamilies();
    const reached = { email: 'zelfde@thuis.example', phone: '0612345678' };
    await here.south.invite({ name: 'Moeder van Kim', ...reached });
    await here.north.invite({ name: 'Moeder van Lou', ...reached });
    const letters = () => here.mailsTo(reached.email);
    const [one = '', two = ''] = letters().map(pathIn);
    const entered = async (link: string, at: Caller): Promise<Caller> => {
      await at.post(link, {});
      await here.schakel.settle();
      const answer = await at.post(`${link}/code`, { code: codeIn(here.schakel.letters.texts.at(-1)) });
      return callerWith(here.schakel.base, cookieOf(answer.headers));
    };
    const both = await entered(two, await entered(one, await callerWith(here.schakel.base, '')));
    await both.post('/together', { token: both.formToken, answer: 'yes' });
    await here.schakel.settle();
    const told = here.schakel.letters.texts.filter(({ text }) => text.startsWith('Er is iets veranderd'));
    expect(
      told,
      'by text message too: whoever reads along in the mailbox can throw a letter away',
    ).toHaveLength(2);
    here.schakel.clock.advance(31 * 60_000);
    const before = letters().length;
    await (await callerWith(here.schakel.base, '')).post('/link', { address: reached.email });
    await here.schakel.settle();
    expect(letters()).toHaveLength(before + 1);
    const again = await entered(pathIn(letters().at(-1)), await callerWith(here.schakel.base, ''));
    const seen = wordsOf((await again.get('/')).html);
    expect(seen).toContain(here.south.code);
    expect(seen).toContain(here.north.code);
    await here.schakel.stop();
  });
});
