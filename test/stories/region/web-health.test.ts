import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MondayList } from '../../../src/domain/messages/index.ts';
import type { Region } from '../../../src/domain/region/region.ts';
import { auditKeys } from '../../../src/store/audit/audit.ts';
import { verifyAudit } from '../../../src/store/audit/verify.ts';
import { EXAMPLES } from '../../fixtures/messages.ts';
import { ON_THE_WEB, WEB_REGION } from '../../support/people/on-the-web.ts';
import { follow } from '../../support/schakel/parts/web.ts';
import { SECRET } from '../../support/schakel/secret.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { wrongWith } from '../../support/web/barriers.ts';

const NORTH = `
key: noord
name: Regio Noord
people: [{ key: beheer-noord, name: Beheer noord, email: noord@example.org }]
coordinators: [beheer-noord]
`;

/** A message that cannot arrive, and the administrator of the region who sends it again. */
describe('messages and connections of a region', () => {
  let schakel: Schakel<'web'>;
  let region: Region;
  let admin: Page;
  let messageId = '';
  const query = async (text: string, values: unknown[]): Promise<Record<string, unknown>[]> =>
    (await schakel.database.database.pool.query(text, values)).rows;
  const reads = (page: Page): Promise<string> => page.locator('main').innerText();

  beforeAll(async () => {
    schakel = await startSchakel({
      ...ON_THE_WEB,
      region: `${WEB_REGION}administrators: [jeugdconsulent]\n`,
    });
    region = (await schakel.app.store.regionByKey('midden')) as Region;
    await schakel.addRegion(NORTH);
    // Something is on its way to the coordinator, whose account is gone by the time it is sent.
    const coordinator = await schakel.person('coordinator');
    const workspaceId = region.workspaces[0]?.id ?? '';
    messageId = randomUUID();
    const list: MondayList = { ...EXAMPLES.MondayList, regionId: region.id };
    await schakel.app.store.commit({
      now: schakel.clock.now().toISOString(),
      cases: [],
      messages: [
        {
          id: messageId,
          dedupeKey: `list:${messageId}`,
          conversation: { workspaceId, personId: coordinator },
          regionId: region.id,
          caseId: null,
          recipientId: coordinator,
          isCard: false,
          payload: list,
          notBefore: '2027-03-12T08:00:00.000Z',
        },
      ],
    });
    await query('UPDATE "identity" SET "deactivatedAt" = now() WHERE "personId" = $1', [coordinator]);
    await schakel.at('2027-03-12', '09:30');
    admin = await schakel.web.visit('jeugdconsulent');
  });
  afterAll(() => schakel?.stop());

  it('the administrator reads in plain words what did not arrive and why, and nothing of what it says', async () => {
    await follow(admin.getByRole('link', { name: 'Berichten van Regio Midden: wat is aangekomen?' }));
    const page = await reads(admin);
    expect(page).toContain('Er wacht niets: alles wat weg kon, is weg.');
    expect(page).toContain('De laatste ronde was klaar op vrijdag 12 maart 2027, 09:30.');
    expect(page).toContain('Web: verbonden');
    expect(page).toContain('De lijst van de week');
    expect(page).toContain('Deze persoon is daar niet te bereiken.');
    expect(page).not.toMatch(/Wilg-27|ochtenden|Coördinator/);
  });

  it('sends it again when the cause is gone; the audit of the region says so', async () => {
    await query('UPDATE "identity" SET "deactivatedAt" = NULL WHERE "personId" = $1', [
      await schakel.person('coordinator'),
    ]);
    await follow(admin.getByRole('button', { name: 'Verstuur opnieuw' }));
    expect(await reads(admin)).toContain('Het bericht gaat opnieuw op weg.');
    await schakel.settle();
    await admin.reload();
    expect(await reads(admin)).toContain('Alles is aangekomen.');
    expect(await query('SELECT "state" FROM "message" WHERE "id" = $1', [messageId])).toEqual([
      { state: 'sent' },
    ]);
    const audit = await query(
      'SELECT "action", "objectId" FROM "audit" WHERE "chainId" = $1 ORDER BY "seq" DESC LIMIT 1',
      [region.id],
    );
    expect(audit).toEqual([{ action: 'delivery.again', objectId: messageId }]);
    const report = await verifyAudit(schakel.database.database, auditKeys(SECRET), tmpdir());
    expect(report.problems.filter((p) => p.chainId === region.id)).toEqual([]);
  });

  it('what was sent is not sent once more, whoever asks', async () => {
    const press = (who: string, regionKey: string) =>
      schakel.app.store.sendAgain({
        regionId: regionKey,
        messageId,
        actor: who,
        now: schakel.clock.now().toISOString(),
      });
    expect(await press(randomUUID(), region.id)).toBe(false);
  });

  it('another region’s administrator cannot send it again, and for others the page does not exist', async () => {
    await query(`UPDATE "message" SET "state" = 'dead' WHERE "id" = $1`, [messageId]);
    const north = (await schakel.app.store.regionByKey('noord')) as Region;
    const again = {
      regionId: north.id,
      messageId,
      actor: randomUUID(),
      now: schakel.clock.now().toISOString(),
    };
    expect(await schakel.app.store.sendAgain(again)).toBe(false);
    for (const who of ['coordinator', 'moeder', 'beheer-noord']) {
      const page = await schakel.web.visit(who);
      const path = `${schakel.base}/r/${region.id}/health`;
      expect([who, (await page.request.get(path)).status()]).toEqual([who, 404]);
      const token = await page.locator('input[name=token]').first().getAttribute('value');
      const form = { token: token ?? '', once: randomUUID(), messageId };
      expect([
        who,
        (await page.request.post(path, { form, headers: { origin: schakel.base } })).status(),
      ]).toEqual([who, 404]);
      const args = JSON.stringify({ messageId });
      await page.request.post(`${schakel.base}/do`, {
        form: { token: token ?? '', once: randomUUID(), command: 'delivery.again', args },
        headers: { origin: schakel.base },
      });
      await page.context().close();
    }
    expect(await query('SELECT "state" FROM "message" WHERE "id" = $1', [messageId])).toEqual([
      { state: 'dead' },
    ]);
  });

  it('leaves it, when that is what the administrator chooses: gone from the list and the alarm, and in the audit', async () => {
    await admin.goto('/');
    await follow(admin.getByRole('link', { name: 'In Regio Midden komt niet alles aan.' }));
    expect(await reads(admin)).toContain(
      'Laat maar betekent: wie het zou krijgen, krijgt dit bericht niet meer.',
    );
    expect(await wrongWith(admin)).toEqual([]);
    if (process.env.SHOTS)
      await admin.screenshot({ path: `${process.env.SHOTS}/health-leave.png`, fullPage: true });
    await follow(admin.getByRole('button', { name: 'Laat maar' }));
    expect(await reads(admin)).toContain('Dit bericht gaat niet meer weg.');
    expect(await reads(admin)).toContain('Alles is aangekomen.');
    expect((await schakel.app.store.outbox.backlog(schakel.clock.now().toISOString())).dead).toBe(0);
    await admin.goto('/');
    expect(await reads(admin)).not.toContain('komt niet alles aan');
    await schakel.settle();
    expect(await query('SELECT "state" FROM "message" WHERE "id" = $1', [messageId])).toEqual([
      { state: 'left' },
    ]);
    const audit = await query(
      'SELECT "action", "objectId" FROM "audit" WHERE "chainId" = $1 ORDER BY "seq" DESC LIMIT 1',
      [region.id],
    );
    expect(audit).toEqual([{ action: 'delivery.left', objectId: messageId }]);
    const left = {
      regionId: region.id,
      messageId,
      actor: randomUUID(),
      now: schakel.clock.now().toISOString(),
    };
    expect(await schakel.app.store.sendAgain(left)).toBe(false);
    expect(await schakel.app.store.leaveUnsent(left)).toBe(false);
  });

  it.runIf(process.env.SHOTS)('is looked at', async () => {
    for (const width of [1280, 360]) {
      const page = await schakel.web.visit('jeugdconsulent', { viewport: { width, height: 800 } });
      await page.goto(`/r/${region.id}/health`);
      await page.screenshot({ path: `${process.env.SHOTS}/health-${width}.png`, fullPage: true });
    }
  });
});
