import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../../src/domain/messages/index.ts';
import { compose } from '../../../src/text/compose.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { invite, openCase } from '../../support/web/entry.ts';

/** A mail server and a gateway that refuse, ask for time or fall silent: nothing is lost, and who can do something hears it. */
describe('letters that meet trouble on their way', () => {
  let schakel: Schakel<'web' | 'letters'>;
  let coordinator: Page;
  let code = '';
  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, letters: true });
    coordinator = await schakel.web.visit('coordinator');
    code = await openCase(coordinator, schakel);
    await invite(coordinator, schakel, {
      name: 'Moeder',
      email: 'moeder@thuis.example',
      phone: '0611111111',
    });
    await invite(coordinator, schakel, { name: 'Vader', email: 'vader@thuis.example', phone: '0622222222' });
    await invite(coordinator, schakel, { name: 'Oom', phone: '0633333333' });
  });
  afterAll(() => schakel?.stop());

  const agree = async (title: string): Promise<void> => {
    coordinator = await schakel.web.visit('coordinator');
    await coordinator.getByRole('link', { name: code }).first().click();
    await coordinator.getByRole('link', { name: 'Nieuwe afspraak' }).first().click();
    await coordinator.locator('[name=title]').fill(title);
    await coordinator.getByLabel('Coördinator (coördinator)').first().check();
    await coordinator.locator('[name=due]').fill('donderdag 15 april');
    await coordinator.locator('[name=doneWhen]').fill('besproken');
    await coordinator.locator('main button[type=submit]').last().click();
    await schakel.settle();
  };
  const mailsTo = (who: string): number =>
    schakel.letters.mails.filter(({ to }) => to === `${who}@thuis.example`).length;
  const textsTo = (number: string): number => schakel.letters.texts.filter(({ to }) => to === number).length;
  const calls = async (): Promise<string[]> => {
    const { rows } = await schakel.database.database.pool.query<{ payload: Message }>(
      `SELECT "payload" FROM "message" WHERE "type" = 'CallAsked' AND "state" = 'sent' ORDER BY "createdAt"`,
    );
    const reader = { language: 'nl', formal: false, titles: true, place: 'direct', webUrl: null } as const;
    return rows.map(({ payload }) => JSON.stringify(compose(payload, reader).blocks));
  };
  const refusals = (all: readonly string[]): string[] => all.filter((call) => call.includes('komt niet aan'));
  const newest = async (n: number): Promise<{ state: string; attempts: number; uncertain: boolean }[]> =>
    (
      await schakel.database.database.pool.query(
        `SELECT m."state", m."attempts", m."uncertain" FROM "message" m JOIN "conversation" c ON c."id" = m."conversationId" JOIN "workspace" w ON w."id" = c."workspaceId"
         WHERE w."platform" IN ('email', 'sms') AND m."payload"->>'purpose' = 'notice' ORDER BY m."createdAt" DESC, m."seq" DESC LIMIT $1`,
        [n],
      )
    ).rows;

  /** Everybody has a letter of the day at half past eight, because something was agreed the day before. */
  const morning = async (day: string): Promise<void> => {
    await agree(`Voor ${day}`);
    await schakel.at(day, '08:30');
  };

  it('a letter has an id of the domain that it comes from', async () => {
    await schakel.at('2027-03-11', '15:00');
    for (const { whole } of schakel.letters.mails)
      expect(whole).toMatch(/^Message-ID: <[0-9a-f-]{36}@example\.org>/im);
    expect(schakel.letters.mails.length).toBeGreaterThan(0);
  });

  it('an address that does not exist: who leads is asked to call, once that day, and other people’s mail goes on', async () => {
    await schakel.at('2027-03-12', '09:00');
    await agree('Kennismaken');
    const before = [mailsTo('moeder'), mailsTo('vader'), textsTo('+31633333333')];
    schakel.letters.refuseMail.push({ code: 550, at: 'RCPT', to: 'moeder@thuis.example' });
    await morning('2027-03-15');
    expect([mailsTo('moeder'), mailsTo('vader'), textsTo('+31633333333')]).toEqual([
      before[0],
      (before[1] ?? 0) + 1,
      (before[2] ?? 0) + 1,
    ]);
    const [call, ...others] = await calls();
    expect(others).toEqual([]);
    expect(call).toContain(`De e-mail aan `);
    expect(call).toContain(
      ` in ${code} komt niet aan: dit adres bestaat niet, of neemt geen post aan. Bel even?`,
    );
    expect(call).toContain('"name":"Moeder"');
    expect(call).not.toContain('thuis.example');
  });

  it('a server that asks for patience gets the mail later, and nobody is asked to call', async () => {
    schakel.letters.refuseMail.push({ code: 451, at: 'RCPT', to: 'moeder@thuis.example' });
    const before = mailsTo('moeder');
    await morning('2027-03-16');
    expect(mailsTo('moeder')).toBe(before);
    await schakel.at('2027-03-16', '08:35');
    expect(mailsTo('moeder')).toBe(before + 1);
    expect(refusals(await calls())).toHaveLength(1);
  });

  it('a line that breaks when the whole mail was given: perhaps it arrived, so it goes once more', async () => {
    const before = mailsTo('moeder') + mailsTo('vader');
    await agree('Voor 17 maart');
    schakel.letters.breakMail.times = 1;
    await schakel.at('2027-03-17', '08:30');
    expect(schakel.letters.breakMail.times).toBe(0);
    expect((await newest(4)).filter((m) => m.uncertain && m.state === 'pending')).toHaveLength(1);
    await schakel.at('2027-03-17', '08:35');
    expect((await newest(4)).map((m) => m.state)).toEqual(['sent', 'sent', 'sent', 'sent']);
    expect(mailsTo('moeder') + mailsTo('vader')).toBe(before + 2);
    expect(refusals(await calls())).toHaveLength(1);
  });

  it.each([
    ['429', '2027-03-18', { status: 429, retryAfter: '600' }],
    ['503', '2027-03-19', { status: 503, retryAfter: '600' }],
    ['503 until a moment', '2027-03-22', { status: 503, retryAfter: 'Mon, 22 Mar 2027 07:40:00 GMT' }],
  ])(
    'a gateway that says %s is left alone as long as it asks, and no try is lost',
    async (_what, day, refusal) => {
      const before = textsTo('+31633333333');
      schakel.letters.refuseText.push(refusal);
      await morning(day);
      expect(schakel.letters.refuseText).toEqual([]);
      await schakel.at(day, '08:39');
      expect(textsTo('+31633333333')).toBe(before);
      await schakel.at(day, '08:41');
      expect(textsTo('+31633333333')).toBe(before + 1);
      expect((await newest(3)).map((m) => m.attempts)).toEqual([0, 0, 0]);
    },
  );

  it.each([
    ['200', '2027-03-23', { status: 200, page: '<html>Log in to this network</html>' }],
    ['403', '2027-03-24', { status: 403, page: '<html>Forbidden</html>' }],
    ['422', '2027-03-25', { status: 422, page: '<html>Odd</html>' }],
  ])(
    'a page with %s in the place of the gateway took nothing: the text comes when it is over, once',
    async (_what, day, refusal) => {
      const before = textsTo('+31633333333');
      schakel.letters.refuseText.push(refusal, refusal);
      await morning(day);
      await schakel.at(day, '08:50');
      await schakel.at(day, '09:20');
      expect(textsTo('+31633333333')).toBe(before + 1);
      expect(refusals(await calls()).filter((call) => call.includes('"name":"Oom"'))).toEqual([]);
    },
  );

  it('a number that is refused is told as well', async () => {
    schakel.letters.refuseText.push({ status: 422 });
    await morning('2027-03-30');
    const told = refusals(await calls()).at(-1);
    expect(told).toContain(
      ` in ${code} komt niet aan: dit nummer bestaat niet, of neemt geen sms aan. Bel even?`,
    );
    expect(told).toContain('"name":"Oom"');
  });
});
