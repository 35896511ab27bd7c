import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { platformEvent } from '../../../src/app/events/platform-events.ts';
import type { Deps } from '../../../src/app/request-context.ts';
import { createLogger } from '../../../src/main/log.ts';
import { regionFiles } from '../../../src/main/region-files.ts';
import { createEntrySeal } from '../../../src/store/sealing/entry-seal.ts';
import { createEntryBook } from '../../../src/store/sign-in/entry.ts';
import { ON_THE_WEB, WEB_REGION } from '../../support/people/on-the-web.ts';
import { SECRET } from '../../support/schakel/secret.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { openOf, textOf } from '../../support/told/told-page.ts';
import { callerOf } from '../../support/web/web-caller.ts';

const REGION = `${WEB_REGION.replace(
  'organisations:',
  `  - { key: beheer, name: Beheerder, email: beheer@example.org, slack: U0BEHEER }
  - { key: systeem, name: Systeembeheerder, slack: U0SYSTEEM }
organisations:`,
)}workspaces: [{ platform: slack, teamId: T0STAD }]
administrators: [beheer, systeem, jeugdconsulent]
`;

/** Slack lets go of the region: its administrators hear it, also who is only there. */
describe('a workspace that is no longer connected', () => {
  let schakel: Schakel<'web' | 'letters'>;
  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, region: REGION, letters: true });
    await schakel.settle();
    schakel.letters.mails.splice(0);
    const sealing = createEntrySeal(SECRET);
    const { pool } = schakel.database.database;
    const deps: Deps = {
      store: schakel.app.store,
      clock: schakel.clock,
      newId: randomUUID,
      directories: {},
      files: regionFiles,
      entryMeans: { sealing, book: createEntryBook(pool, sealing), can: { email: true, sms: false } },
      webUrl: null,
      log: createLogger('silent'),
    };
    const lost = { platform: 'slack', workspaceExternalId: 'T0STAD', what: 'app_uninstalled' } as const;
    await platformEvent(deps, { key: 'once', ...lost });
    await platformEvent(deps, { key: 'again', ...lost });
    await schakel.settle();
  });
  afterAll(() => schakel?.stop());

  it('is told by a letter to who is only there and has an address, once, without a word of what', () => {
    const theirs = schakel.letters.mails.filter((mail) => mail.to === 'beheer@example.org');
    expect(theirs).toHaveLength(1);
    expect(theirs[0]?.text).toContain('Er staat een vraag voor je klaar in Schakel.');
    expect(theirs[0]?.text).toContain('Dit bericht komt van Regio Midden.');
    expect(theirs[0]?.text).not.toMatch(/Slack|verbonden|T0STAD/);
  });

  it('is told in words to who is on the web as well, coordinator or administrator, with a letter that leads there', async () => {
    for (const who of ['coordinator', 'jeugdconsulent']) {
      const { html } = await (await callerOf(schakel, who)).get('/');
      expect(textOf(openOf(html)).match(/niet meer verbonden/g)).toHaveLength(1);
    }
    expect(schakel.letters.mails.map((mail) => mail.to).sort()).toEqual([
      'beheer@example.org',
      'coordinator@example.org',
      'jeugd@example.org',
    ]);
  });

  it('and nothing is sent to nowhere: who has no address is in no list of what did not arrive', async () => {
    const { rows } = await schakel.database.database.pool.query(
      `SELECT 1 FROM "message" WHERE "state" = 'dead'`,
    );
    expect(rows).toEqual([]);
    const admin = await schakel.web.visit('jeugdconsulent');
    expect(await admin.locator('main').innerText()).toContain('In Regio Midden komt niet alles aan.');
  });
});
