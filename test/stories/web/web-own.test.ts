import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { follow } from '../../support/schakel/parts/web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { openCase, reads } from '../../support/web/entry.ts';

/** One person alone sees what they call a case, and their dates in their own calendar. */
describe('pages of one person alone', () => {
  let schakel: Schakel<'web'>;
  let coordinator: Page;
  let code = '';
  let address = '';
  beforeAll(async () => {
    schakel = await startSchakel(ON_THE_WEB);
    coordinator = await schakel.web.visit('coordinator');
    code = await openCase(coordinator, schakel);
  });
  afterAll(() => schakel?.stop());

  it('show the name that this person gave a case, and nobody else sees it', async () => {
    await follow(coordinator.getByRole('link', { name: 'Geef een eigen naam' }));
    await coordinator.getByLabel(`Hoe noem je ${code} zelf?`).fill('Onze <b>Noor</b>');
    await follow(coordinator.getByRole('button', { name: 'Bewaren' }));
    expect(await reads(coordinator)).toContain('Onze <b>Noor</b>');
    expect(await coordinator.title()).not.toContain('Noor');
    await coordinator.goto('/');
    expect(await reads(coordinator)).toContain(`${code} Onze <b>Noor</b>`);
    const { rows } = await schakel.database.database.pool.query<{ all: string }>(
      `SELECT concat((SELECT json_agg(l) FROM "privateLabel" l), (SELECT json_agg(m) FROM "message" m), (SELECT json_agg(i) FROM "inbound" i)) AS "all"`,
    );
    expect(rows[0]?.all).not.toContain('Noor');
  });

  it('give an address for a calendar, shown once', async () => {
    await agree();
    await coordinator.goto('/me');
    await follow(coordinator.getByRole('button', { name: 'Maak een agenda-adres' }));
    address = await coordinator.locator('main code').innerText();
    expect(address).toMatch(/\/calendar\/[\w-]{43}\.ics$/);
    const subscribe = coordinator.getByRole('link', { name: 'Zet in mijn agenda' });
    expect(await subscribe.getAttribute('href')).toBe(address.replace('http:', 'webcal:'));
    await coordinator.goto('/me');
    expect(await coordinator.content()).not.toContain(address);
  });

  it('hold code and number of what is due, no title and no name', async () => {
    const answer = await fetch(address);
    expect(answer.headers.get('content-type')).toContain('text/calendar');
    const feed = await answer.text();
    expect(feed).toContain(`SUMMARY:${code}\\, afspraak 1`);
    expect(feed).toContain('DTSTART;VALUE=DATE:20270325');
    // A date takes nobody's time, and the calendar comes back for it by itself.
    expect(feed).toContain('TRANSP:TRANSPARENT');
    expect(feed).toContain('X-MICROSOFT-CDO-BUSYSTATUS:FREE');
    expect(feed).toContain('REFRESH-INTERVAL;VALUE=DURATION:PT4H');
    expect(feed).toContain('X-PUBLISHED-TTL:PT4H');
    expect(feed).not.toMatch(/huisarts|besproken|Coördinator|Noor/);
  });

  it('end the address: whoever has it reads nothing any more, and a guess reads the same', async () => {
    await coordinator.goto('/me');
    await follow(coordinator.getByRole('button', { name: 'Adres stoppen' }));
    const ended = await fetch(address);
    const guessed = await fetch(address.replace(/[\w-]{43}/, 'x'.repeat(43)));
    expect([ended.status, guessed.status]).toEqual([404, 404]);
    expect(await ended.text()).toBe(await guessed.text());
    const { rows } = await schakel.database.database.pool.query(
      `SELECT "action" FROM "audit" WHERE "action" LIKE 'own.%' ORDER BY "seq"`,
    );
    expect(rows.map((r) => r.action)).toEqual(['own.calendar_made', 'own.calendar_ended']);
  });

  async function agree(): Promise<void> {
    await coordinator.goto('/');
    await follow(coordinator.getByRole('link', { name: code }).first());
    await follow(coordinator.getByRole('link', { name: 'Nieuwe afspraak' }).first());
    await coordinator.locator('[name=title]').fill('Bellen met de huisarts');
    await coordinator
      .getByLabel(/Coördinator/)
      .first()
      .check();
    await coordinator.locator('[name=due]').fill('donderdag 25 maart');
    await coordinator.locator('[name=doneWhen]').fill('besproken');
    await follow(coordinator.locator('main button[type=submit]').last());
    await schakel.settle();
  }
});
