import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examine } from '../../../src/main/doctor/doctor.ts';
import { inspectInstalled, inspectSlack, inspectTeams, SLACK_SCOPES } from '../../../src/main.ts';
import { anchorHeads } from '../../../src/store/audit/anchors.ts';
import { auditKeys } from '../../../src/store/audit/audit.ts';
import { MORE_PEOPLE, openWebCase } from '../../support/cases/web-case.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { launch, SCHAKEL, type Started } from '../../support/process/launch.ts';
import { SECRET } from '../../support/schakel/secret.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { type Caller, callerOf } from '../../support/web/web-caller.ts';

const SAYS = 'The database says that it is the demonstration, beside what is real.';
const ELSEWHERE = '00000000-0000-4000-8000-000000000001';

/** Somebody who writes in the database without its triggers calls a real region, or another one, a demonstration. */
describe.each(['the region itself', 'another region'])(
  'a row that calls what is real a demonstration: %s',
  (which) => {
    let schakel: Schakel<'web'>;
    let folder: string;
    let started: Started;
    let coordinator: Caller;
    let caseId = '';
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'schakel-forged-'));
      schakel = await startSchakel({ ...ON_THE_WEB, region: MORE_PEOPLE });
      caseId = (await openWebCase(schakel)).id;
      await anchorHeads(
        schakel.database.database,
        auditKeys(SECRET),
        folder,
        schakel.clock.now().toISOString(),
      );
      const region = (await schakel.app.store.regionByKey('midden'))?.id ?? '';
      const client = await schakel.database.database.pool.connect();
      await client.query('ALTER TABLE "demonstration" DISABLE TRIGGER USER');
      await client.query(
        `INSERT INTO "demonstration" ("regionId", "language", "now", "before") VALUES ($1, 'nl', now(), now())`,
        [which === 'another region' ? ELSEWHERE : region],
      );
      await client.query('ALTER TABLE "demonstration" ENABLE TRIGGER USER');
      client.release();
      started = launch([SCHAKEL, 'start'], { ...env(), PORT: '0' }, folder);
      const [, port] = await started.says(/Schakel runs on http:\/\/localhost:(\d+)/);
      const base = `http://127.0.0.1:${port}`;
      // The clock of that process runs: nobody turned it.
      coordinator = await callerOf(
        { ...schakel, base, clock: { ...schakel.clock, now: () => new Date() } },
        'coordinator',
      );
    });
    afterAll(async () => {
      started?.process.kill('SIGTERM');
      await started?.ended;
      await schakel?.stop();
      rmSync(folder, { recursive: true, force: true });
    });
    const env = (): Record<string, string> => ({
      DATABASE_URL: schakel.database.url,
      SCHAKEL_DATA: folder,
      SCHAKEL_KEY: SECRET,
    });

    it('is told when Schakel starts, with what to do', () => {
      expect(started.output()).toContain(SAYS);
      expect(started.output()).toContain('DELETE FROM "demonstration"');
    });

    it('is told by the doctor', async () => {
      const tools = { inspect: inspectSlack, inspectInstalled, inspectTeams, scopes: SLACK_SCOPES };
      const { ok, lines } = await examine(env(), tools, schakel.clock);
      expect(ok).toBe(false);
      expect(lines.join('\n')).toContain(`✘ ${SAYS}`);
    });

    it('lets nobody be somebody else, turns no clock and throws nothing away', async () => {
      const { formToken: token } = coordinator;
      const mother = await schakel.person('moeder');
      for (const [path, more] of [
        ['be', { person: mother }],
        ['turn', { step: 'day' }],
        ['again', {}],
        ['end', {}],
      ] as const) {
        const answer = await coordinator.post(`/demonstration/${path}`, { token, ...more });
        expect([path, answer.status]).toEqual([path, 404]);
      }
      expect((await coordinator.get(`/c/${caseId}`)).html).toContain('Onderwijsplan en opbouwrooster');
      expect((await coordinator.get('/')).html).not.toContain('Gooi de demonstratie weg');
    });
  },
);
