import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeIn, pathIn } from '../../fakes/letters/letters.ts';
import { openSilentWeb, type SilentWeb } from '../../support/cases/silent-case.ts';
import { ON_THE_WEB, WEB_REGION } from '../../support/people/on-the-web.ts';
import { follow } from '../../support/schakel/parts/web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { textOf } from '../../support/told/told-page.ts';
import { type Caller, callerWith, cookieOf } from '../../support/web/web-caller.ts';

const REGION = WEB_REGION.replace(
  'email: coordinator@example.org',
  "email: coordinator@example.org, phone: '0612345679'",
);
const NUMBER = '+31687654321';

/** Somebody has another e-mail address or telephone, and needs nobody to say so. */
describe('their own e-mail address and number', () => {
  let silent: SilentWeb<Schakel<'web' | 'letters'>>;
  beforeAll(async () => {
    silent = await openSilentWeb(await startSchakel({ ...ON_THE_WEB, letters: true, region: REGION }));
  });
  afterAll(() => silent?.schakel.stop());

  const mailsTo = (address: string) => silent.schakel.letters.mails.filter((mail) => mail.to === address);
  const textsTo = (number: string) => silent.schakel.letters.texts.filter((sms) => sms.to === number);
  const settle = () => silent.schakel.settle();
  const later = async (minutes: number): Promise<void> => {
    silent.schakel.clock.turnTo(
      new Date(silent.schakel.clock.now().getTime() + minutes * 60_000).toISOString(),
    );
    await settle();
  };
  /** A letter that somebody asks for at an address, when one comes. */
  const asksAt = async (address: string) => {
    const letters = () => (address.includes('@') ? mailsTo(address) : textsTo(address));
    const before = letters().length;
    await (await callerWith(silent.schakel.base, '')).post('/link', { address });
    await settle();
    return letters().slice(before).at(-1);
  };
  const sends = async (who: Caller, way: 'email' | 'sms', typed: string) => {
    const answer = await who.post('/me/reach', { token: who.formToken, way, typed });
    await settle();
    return answer;
  };
  const types = (who: Caller, code: string) => who.post('/me/reach/code', { token: who.formToken, code });
  const invited = async (name: string, email: string, phone: string): Promise<Caller> => {
    const values = { shownName: name, role: 'guardian', language: 'nl', ownEmail: email, ownPhone: phone };
    await (await silent.as('casemanager')).fill('participant.inviteByLink', { caseId: silent.id }, values);
    await later(1);
    const path = pathIn(mailsTo(email).at(-1));
    const stranger = await callerWith(silent.schakel.base, '');
    await stranger.post(path, {});
    await settle();
    const entered = await stranger.post(`${path}/code`, {
      code: codeIn(silent.schakel.letters.texts.at(-1)),
    });
    return callerWith(silent.schakel.base, cookieOf(entered.headers));
  };

  describe('of a mother in the list of the region, in her own page', () => {
    let page: Page;
    const main = () => page.locator('main').innerText();
    beforeAll(async () => {
      page = await silent.schakel.web.visit('moeder');
      await page.goto('/me');
    });

    it('stand there, with a way to change them', async () => {
      expect(await main()).toContain('E-mailadres: moeder@example.org');
      expect(await main()).toContain('Mobiel nummer: nog geen');
      await follow(page.getByRole('link', { name: 'Wijzigen of toevoegen' }));
      expect(await main()).toContain('Pas als u die hebt getypt, geldt het nieuwe; tot dan blijft het oude');
    });

    it.each([
      ['Nieuw e-mailadres', 'Stuur een code per e-mail', 'mama op thuis', 'Dit is geen e-mailadres.'],
      ['Nieuw e-mailadres', 'Stuur een code per e-mail', 'Moeder@Example.org', 'Dit e-mailadres hebt u al.'],
      ['Nieuw mobiel nummer', 'Stuur een code per sms', '0612', 'Dit mobiele nummer bestaat niet'],
      ['Nieuw mobiel nummer', 'Stuur een code per sms', '020 624 1111', 'Dit is een vast nummer.'],
    ])(
      '%s that cannot be used is said at its field, with what was typed: %3$s',
      async (label, button, typed, why) => {
        await page.getByLabel(label).fill(typed);
        await follow(page.getByRole('button', { name: button }));
        const field = page.getByLabel(label);
        expect(await field.inputValue()).toBe(typed);
        expect(await field.getAttribute('aria-invalid')).toBe('true');
        const error = page.locator(`#${await field.getAttribute('aria-describedby')}`);
        expect(await error.innerText()).toContain(why);
        expect(await page.locator('.utrecht-form-field-error-message').count()).toBe(1);
      },
    );

    it('as they were pasted, get a code there; until it is typed the old address keeps working', async () => {
      await page.getByLabel('Nieuw e-mailadres').fill('Mama <mailto:Mama.Nieuw@thuis.example>');
      await follow(page.getByRole('button', { name: 'Stuur een code per e-mail' }));
      await settle();
      expect(await main()).toContain('Er gaat een code naar mama.nieuw@thuis.example.');
      const proof = mailsTo('mama.nieuw@thuis.example');
      expect(proof).toHaveLength(1);
      expect(proof[0]?.text).toContain('Met deze code laat u zien dat dit e-mailadres van u is.');
      expect(proof[0]?.text).toContain(
        'Vroeg u hier niet om? Dan hoeft u niets te doen: er verandert niets.',
      );
      expect(proof[0]?.whole).not.toMatch(/http/);
      expect(await asksAt('mama.nieuw@thuis.example')).toBeUndefined();
      expect(await asksAt('moeder@example.org')).toBeDefined();
    });

    it('a wrong code is said at its field, and changes nothing', async () => {
      const right = codeIn(mailsTo('mama.nieuw@thuis.example').at(-1));
      await page.getByLabel('Code van zes cijfers').fill(right === '000000' ? '000001' : '000000');
      await follow(page.getByRole('button', { name: 'Bevestigen' }));
      expect(await page.locator('#code-error').innerText()).toContain('typ de laatste code die u kreeg');
      expect(await page.getByLabel('Code van zes cijfers').getAttribute('aria-describedby')).toBe(
        'code-error',
      );
    });

    it('with the right code it holds, she stays in, and the old address reads whom to call', async () => {
      const old = pathIn(mailsTo('moeder@example.org').at(-1));
      await page.getByLabel('Code van zes cijfers').fill(codeIn(mailsTo('mama.nieuw@thuis.example').at(-1)));
      await follow(page.getByRole('button', { name: 'Bevestigen' }));
      await settle();
      expect(await main()).toContain('Berichten en codes gaan vanaf nu naar mama.nieuw@thuis.example.');
      expect(await main()).toContain('E-mailadres: mama.nieuw@thuis.example');
      const told = mailsTo('moeder@example.org').at(-1);
      expect(told?.subject).toContain('adres of nummer voor Schakel is gewijzigd');
      expect(told?.text).toContain('Uw e-mailadres voor Schakel is gewijzigd.');
      expect(told?.text).toContain(
        'Was u het niet? Bel dan meteen de coördinator van Regio Midden (0612345679).',
      );
      expect(told?.whole).not.toMatch(/http|mama|nieuw@/);
      // What went to the old one before lets nobody in, and a new one cannot be asked for there.
      expect((await (await callerWith(silent.schakel.base, '')).get(old)).status).toBe(410);
      await later(30);
      expect(await asksAt('moeder@example.org')).toBeUndefined();
      expect(await asksAt('mama.nieuw@thuis.example')).toBeDefined();
    });

    it('a number that is added lets her in together with the address, and the address hears of it', async () => {
      await page.goto('/');
      expect(await main()).toContain('Een tweede manier om in te loggen');
      await follow(page.getByRole('link', { name: 'Tweede manier toevoegen' }));
      await follow(page.getByRole('link', { name: 'Mobiel nummer toevoegen' }));
      await page.getByLabel('Nieuw mobiel nummer').fill('(+31) 6 8765-4321');
      await follow(page.getByRole('button', { name: 'Stuur een code per sms' }));
      await settle();
      expect(textsTo(NUMBER).at(-1)?.text).toContain('dit mobiele nummer van u is');
      await page.getByLabel('Code van zes cijfers').fill(codeIn(textsTo(NUMBER).at(-1)));
      await follow(page.getByRole('button', { name: 'Bevestigen' }));
      await settle();
      expect(await main()).toContain(`Mobiel nummer: ${NUMBER}`);
      await page.goto('/');
      expect(await main()).not.toContain('Een tweede manier om in te loggen');
      expect(mailsTo('mama.nieuw@thuis.example').at(-1)?.text).toContain(
        'Er is een mobiel nummer toegevoegd',
      );
      await later(30);
      const path = pathIn(await asksAt('mama.nieuw@thuis.example'));
      const mother = await callerWith(silent.schakel.base, '');
      await mother.post(path, {});
      await settle();
      const entered = await mother.post(`${path}/code`, { code: codeIn(textsTo(NUMBER).at(-1)) });
      expect(entered.status).toBe(303);
    });

    it('is seen by nobody else: no page of the case or the region has it, and the audit names none', async () => {
      const paths = [`/c/${silent.id}`, '/manage/midden/people', '/manage/midden/region.yaml'];
      const coordinator = await silent.as('coordinator');
      const region = await silent.schakel.person('moeder');
      for (const path of [...paths, `/manage/midden/participants/${region}`])
        expect((await coordinator.get(path)).html).not.toMatch(/mama\.nieuw|687654321/);
      const { rows } = await silent.schakel.database.database.pool.query<{ row: string }>(
        `SELECT row_to_json(a)::text AS "row" FROM "audit" a WHERE "action" = 'own.address_changed'`,
      );
      expect(rows).toHaveLength(2);
      expect(rows.map(({ row }) => row).join()).not.toMatch(/mama|example|687654321/);
    });

    it('what the list of the region says later is asked of her, and holds when she says yes', async () => {
      await silent.schakel.addRegion(REGION.replace('moeder@example.org', 'moeder@lijst.example'));
      await settle();
      const mother = await silent.as('moeder');
      const { html } = await mother.get('/me');
      expect(textOf(html)).toContain('moeder@lijst.example');
      const asked = await sends(mother, 'email', 'nog.een@thuis.example');
      expect(asked.status).toBe(422);
      expect(textOf(asked.html)).toContain('Zeg eerst bij Instellingen of dat klopt');
      const of = /name="of" value="([^"]+)"/.exec(html)?.[1] ?? '';
      await mother.post('/me/address', { token: mother.formToken, answer: 'yes', of });
      const after = textOf((await mother.get('/me')).html);
      expect(after).toContain('E-mailadres: moeder@lijst.example');
      expect(after).toContain(`Mobiel nummer: ${NUMBER}`);
    });
  });

  describe('of who came into a case by a link', () => {
    let father: Caller;
    beforeAll(async () => {
      await silent.schakel.at('2027-03-15', '10:00');
      father = await invited('Vader', 'vader@thuis.example', '06 87654322');
    });

    it('are changed in the same way, the other one stays, and the old number reads whom to call', async () => {
      expect((await sends(father, 'sms', '06-87654323')).status).toBe(303);
      await types(father, codeIn(textsTo('+31687654323').at(-1)));
      await settle();
      const page = textOf((await father.get('/me')).html);
      expect(page).toContain('E-mailadres: vader@thuis.example');
      expect(page).toContain('Mobiel nummer: +31687654323');
      const told = textsTo('+31687654322').at(-1)?.text;
      expect(told).toContain('Uw mobiele nummer voor Schakel is gewijzigd.');
      expect(told).toContain('Bel dan meteen de coördinator van Regio Midden (0612345679).');
    });

    it('a code of before, or for an address that was typed before, opens nothing', async () => {
      await later(60);
      await sends(father, 'email', 'een@thuis.example');
      const first = codeIn(mailsTo('een@thuis.example').at(-1));
      await sends(father, 'email', 'twee@thuis.example');
      const second = codeIn(mailsTo('twee@thuis.example').at(-1));
      if (first !== second) expect((await types(father, first)).status).toBe(422);
      await later(11);
      expect((await types(father, second)).status).toBe(422);
      expect(textOf((await father.get('/me')).html)).toContain('E-mailadres: vader@thuis.example');
    });

    it('after five wrong codes there is nothing left to guess, and few codes are sent', async () => {
      await later(120);
      await sends(father, 'email', 'drie@thuis.example');
      const right = codeIn(mailsTo('drie@thuis.example').at(-1));
      const wrong = right === '111111' ? '222222' : '111111';
      for (let n = 0; n < 4; n++) expect((await types(father, wrong)).status).toBe(422);
      expect((await types(father, wrong)).status).toBe(303);
      expect(textOf((await father.get('/me')).html)).toContain('De code werkt niet meer.');
      await types(father, right);
      expect(textOf((await father.get('/me')).html)).toContain('E-mailadres: vader@thuis.example');
      const answers = [];
      for (const n of [1, 2, 3, 4]) answers.push(await sends(father, 'email', `nr${n}@thuis.example`));
      expect(textOf(answers.at(-1)?.html ?? '')).toContain('Er zijn net al een paar codes gestuurd.');
      expect(silent.schakel.letters.mails.filter(({ to }) => /^nr\d@/.test(to)).length).toBeLessThan(4);
    });

    it('a form that was not made for them does nothing', async () => {
      await later(120);
      const answer = await father.post('/me/reach', { token: 'x', way: 'email', typed: 'x@thuis.example' });
      expect(answer.status).toBe(403);
    });
  });
});
