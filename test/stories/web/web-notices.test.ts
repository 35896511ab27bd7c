import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeConsoleLink } from '../../../src/main/commands/sign-in-link.ts';
import { codeIn, pathIn } from '../../fakes/letters/letters.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { follow } from '../../support/schakel/parts/web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { invite, openCase, reads, typeCode } from '../../support/web/entry.ts';

/** A mother on the web hears that something waits: as she chose, once a day, in contact hours, without a word of what. */
describe('a mother who is told by SMS that something waits', () => {
  let schakel: Schakel<'web' | 'letters'>;
  let coordinator: Page;
  let mother: Page;
  let code = '';
  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, letters: true });
    coordinator = await schakel.web.visit('coordinator');
    code = await openCase(coordinator, schakel);
    await invite(coordinator, schakel, {
      name: 'Moeder thuis',
      email: 'm@thuis.example',
      phone: '0612345678',
    });
    mother = await schakel.web.stranger();
    await mother.goto(pathIn(schakel.letters.mails[0]));
    await follow(mother.getByRole('button', { name: 'Ga verder' }));
    await schakel.settle();
    await typeCode(mother, codeIn(schakel.letters.texts[0]));
    await mother.goto('/form/person.reach');
    await mother.getByLabel('Een sms').check();
    await follow(mother.locator('main button[type=submit]').last());
  });
  afterAll(() => schakel?.stop());

  const agree = async (title: string): Promise<void> => {
    coordinator = await schakel.web.visit('coordinator');
    await follow(coordinator.getByRole('link', { name: code }).first());
    await follow(coordinator.getByRole('link', { name: 'Nieuwe afspraak' }).first());
    await coordinator.locator('[name=title]').fill(title);
    await coordinator
      .getByLabel(/Moeder thuis/)
      .first()
      .check();
    await coordinator.locator('[name=due]').fill('donderdag 25 maart');
    await coordinator.locator('[name=doneWhen]').fill('besproken');
    await follow(coordinator.locator('main button[type=submit]').last());
    await schakel.settle();
  };
  const notices = (): string[] =>
    schakel.letters.texts
      .filter((t) => t.to === '+31612345678' && t.text.startsWith('Er staat een vraag'))
      .map((t) => t.text);

  it('gets one message for two new agreements, which says nothing of them', async () => {
    await agree('Kennismaken met de school');
    await agree('Dagritme opschrijven');
    expect(notices()).toHaveLength(1);
    expect(notices()[0]).toMatch(
      /^Er staat een vraag voor u klaar in Schakel\.\nDit bericht komt van Regio Midden\.\nhttp\S+$/,
    );
    expect(schakel.letters.texts.every((t) => !t.text.includes(code))).toBe(true);
  });

  it('looks the same day, and needs no letter the next morning about what she saw', async () => {
    await comes();
    await schakel.at('2027-03-12', '08:45');
    expect(notices()).toHaveLength(1);
  });

  it('is sent what the gateway refused for a while, when it takes messages again', async () => {
    await schakel.at('2027-03-12', '09:00');
    schakel.letters.refuseText.push({ status: 503 });
    await agree('Bellen met de huisarts');
    expect(notices()).toHaveLength(1);
    await schakel.at('2027-03-12', '09:05');
    expect(notices()).toHaveLength(2);
    const sent = schakel.letters.texts.filter((t) => t.text.startsWith('Er staat'));
    expect(sent.every((t) => t.reference === t.key)).toBe(true);
  });

  it('hears nothing at night: what is agreed in the evening is told in the morning', async () => {
    await schakel.at('2027-03-12', '20:30');
    await agree('Fiets ophalen');
    expect(notices()).toHaveLength(2);
    await schakel.at('2027-03-15', '08:30');
    expect(notices()).toHaveLength(3);
  });

  it('hears the next day of what comes after the letter of today', async () => {
    await schakel.at('2027-03-15', '10:00');
    await agree('Boeken ophalen');
    expect(notices()).toHaveLength(3);
    await schakel.at('2027-03-16', '08:30');
    expect(notices()).toHaveLength(4);
  });

  it('has not looked for two working days: the coordinator is asked to call, once', async () => {
    await schakel.at('2027-03-16', '09:01');
    expect(await callsAsked()).toBe(1);
    await schakel.at('2027-03-17', '09:01');
    expect(await callsAsked()).toBe(1);
  });

  it('comes to look, and it counts anew', async () => {
    await comes();
    await schakel.at('2027-03-18', '09:01');
    expect(await callsAsked()).toBe(1);
    expect(await reads(mother)).toContain(code);
  });

  it('who would rather be phoned gets no letter: the lead hears it instead', async () => {
    await schakel.at('2027-03-19', '09:00');
    await comes();
    await mother.goto('/form/person.reach');
    await mother.getByLabel(/Liever bellen/).check();
    await follow(mother.locator('main button[type=submit]').last());
    const before =
      schakel.letters.texts.length + schakel.letters.mails.filter((m) => m.to === 'm@thuis.example').length;
    await agree('Wandelen');
    expect(
      schakel.letters.texts.length + schakel.letters.mails.filter((m) => m.to === 'm@thuis.example').length,
    ).toBe(before);
    expect(await callsAsked()).toBe(2);
  });

  /** She is signed out after half a day; how she comes in again is another story. */
  async function comes(): Promise<void> {
    const { pool } = schakel.database.database;
    const { rows } = await pool.query<{ id: string }>(
      `SELECT "personId" AS "id" FROM "participant" WHERE "role" = 'guardian'`,
    );
    const token = await makeConsoleLink(pool, rows[0]?.id ?? '', schakel.clock.now());
    await mother.goto(`/in/${token}`);
    await follow(mother.getByRole('button', { name: 'Ga verder' }));
  }

  /** Because of letters; that somebody is silent about agreements is another reason. */
  async function callsAsked(): Promise<number> {
    const { rows } = await schakel.database.database.pool.query<{ n: string }>(
      `SELECT count(*) AS "n" FROM "message" WHERE "type" = 'CallAsked' AND "state" = 'sent' AND "payload"->>'why' <> 'silent'`,
    );
    return Number(rows[0]?.n);
  }
});
