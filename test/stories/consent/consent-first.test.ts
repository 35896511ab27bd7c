import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importRegionFile } from '../../../src/main/commands/commands.ts';
import { wordsOf } from '../../support/cases/school-case.ts';
import { ON_THE_WEB, WEB_REGION } from '../../support/people/on-the-web.ts';
import type { Before } from '../../support/schakel/asked.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { type Caller, callerFor, callerOf } from '../../support/web/web-caller.ts';

const FIRST = 'Een organisatie ziet alleen eigen afspraken, tot iedereen met gezag ja heeft gezegd.';
const ALONG = 'Een organisatie leest mee, tot iemand van de familie nee zegt.';
const NORTH = WEB_REGION.replace('key: midden', 'key: noord').replace('Regio Midden', 'Regio Noord');

/** The region stood there before consent came first: it says nothing of it, and gave no reason. */
const FROM_BEFORE = {
  ...ON_THE_WEB,
  earlier: async ({ database }: Before): Promise<void> => {
    await database.database.pool.query(
      `UPDATE "region" SET "config" = "config" - 'consent' - 'consentReason', "consentTold" = FALSE`,
    );
  },
} as const;

describe('a region from before consent came first', () => {
  let schakel: Schakel<'web'>;
  const as = (key: string): Promise<Caller> => callerOf(schakel, key);
  const reads = async (key: string, path: string): Promise<string> =>
    wordsOf((await (await as(key)).get(path)).html);
  const version = async (): Promise<number> => (await schakel.app.store.regionByKey('midden'))?.version ?? 0;
  const choose = async (fields: Record<string, string>): Promise<string> => {
    const coordinator = await as('coordinator');
    const sent = { region: 'midden', ...fields };
    const { html } = await coordinator.fill('manage.consent', { version: await version() }, sent);
    return wordsOf(html);
  };
  const imported = async (text: string): Promise<string> => {
    const file = join(schakel.config.dataDir, 'region.yaml');
    writeFileSync(file, text);
    try {
      return (await importRegionFile(schakel.config, file)).lines.join('\n');
    } catch (error) {
      return error instanceof Error ? error.message : '';
    }
  };

  beforeAll(async () => {
    schakel = await startSchakel(FROM_BEFORE);
  });
  afterAll(() => schakel?.stop());

  it('keeps what it had, and says that no reason was written down', async () => {
    const page = await reads('coordinator', '/manage/midden/connections');
    expect(page).toContain(ALONG);
    expect(page).toContain('De reden daarvoor is nog niet opgeschreven.');
  });

  it('its coordinator is told once what holds in a new region, and how to choose', async () => {
    await schakel.at('2027-03-11', '09:30');
    const home = await reads('coordinator', '/');
    expect(home).toContain(
      'In een nieuwe regio leest een organisatie pas mee als iedereen die beslist ja zegt.',
    );
    expect(home).toContain('Regio Midden houdt wat er was');
    expect(home).toContain('Kiezen wie meeleest');
    expect(await reads('casemanager', '/')).not.toContain('Kiezen wie meeleest');
    for (const date of ['2027-03-12', '2027-03-15', '2027-03-16']) await schakel.at(date, '09:30');
    expect((await reads('coordinator', '/')).split('Kiezen wie meeleest')).toHaveLength(2);
  });

  it('reads its own file again and keeps it, though the file says nothing', async () => {
    expect(await imported(WEB_REGION)).not.toContain('consentReason');
    expect(await reads('coordinator', '/manage/midden/connections')).toContain(ALONG);
  });

  it('who lets organisations read along says why, and everybody in the region reads that', async () => {
    expect(await choose({ rule: 'unless-refused', reason: '' })).toContain(
      'Schrijf op waarom een organisatie meteen mag meelezen.',
    );
    await choose({ rule: 'unless-refused', reason: 'wij spreken elk gezin vooraf' });
    for (const [who, path] of [
      ['coordinator', '/manage/midden/connections'],
      ['moeder', '/how-we-work/midden'],
    ] as const)
      expect(await reads(who, path)).toContain('De reden: wij spreken elk gezin vooraf');
  });

  it('once consent comes first, no file takes that away without a reason', async () => {
    await choose({ rule: 'before-sharing', reason: '' });
    expect(await reads('moeder', '/how-we-work/midden')).toContain(FIRST);
    expect(await reads('moeder', '/how-we-work/midden')).not.toContain('De reden:');
    expect(await imported(WEB_REGION)).not.toContain('consentReason');
    expect(await reads('coordinator', '/manage/midden/connections')).toContain(FIRST);
    const refused = await imported(`${WEB_REGION}consent: unless-refused\n`);
    expect(refused).toContain('Say why in consentReason');
    expect(await reads('coordinator', '/manage/midden/connections')).toContain(FIRST);
    const coordinator = await as('coordinator');
    const page = await coordinator.press('manage.file', {
      ...{ region: 'midden', version: await version() },
      text: `${WEB_REGION}consent: unless-refused\n`,
    });
    expect(page.status).toBe(303);
    expect(await reads('coordinator', '/manage/midden/connections')).toContain(FIRST);
  });

  it('a new region asks consent first when its file says nothing, and needs a reason for the other rule', async () => {
    expect(await imported(`${NORTH}consent: unless-refused\n`)).toContain('Say why in consentReason');
    expect(await imported(NORTH)).toContain('Regio Noord (noord) is');
    const theirs = await schakel.person('coordinator', 'noord');
    const shows = async (path: string): Promise<string> =>
      wordsOf((await (await callerFor(schakel, theirs)).get(path)).html);
    expect(await shows('/manage/noord/connections')).toContain(FIRST);
    await schakel.at('2027-03-17', '09:30');
    expect(await shows('/')).not.toContain('Regio Noord houdt');
  });
});
