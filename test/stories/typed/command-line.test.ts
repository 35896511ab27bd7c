import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Config } from '../../../src/config/env/env.ts';
import { exportCase } from '../../../src/main/commands/case-export.ts';
import {
  anchorAudit,
  auditReport,
  importRegionFile,
  instantFrom,
} from '../../../src/main/commands/commands.ts';
import { roundAt } from '../../../src/main/commands/round-at.ts';
import { COORDINATOR, IN_SLACK, LEAD, REGION_FILE, SCHOOL } from '../../support/people/in-slack.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';

describe('the command line, beside a Schakel that runs', () => {
  let schakel: Schakel<'slack'>;
  let channel: string;
  let config: Config;
  const file = (): string => join(config.dataDir, 'region.yaml');
  beforeAll(async () => {
    schakel = await startSchakel(IN_SLACK);
    config = { ...schakel.config, slack: null, dataDir: mkdtempSync(join(tmpdir(), 'schakel-command-')) };
    await schakel.slack.as(COORDINATOR).openHome();
    await schakel.slack.as(COORDINATOR).click('home', 'Nieuwe casus openen');
    await schakel.slack.as(COORDINATOR).submit({ firstDay: '4 januari 2027' });
    await schakel.settle();
    channel = schakel.slack.channels()[0]?.name ?? '';
    for (const [member, role] of [
      [LEAD, 'municipalCaseManager'],
      [SCHOOL, 'supportCoordinator'],
    ] as const) {
      await schakel.slack.as(COORDINATOR).command(channel, '/schakel deelnemer');
      await schakel.slack.as(COORDINATOR).submit({ member, role });
      await schakel.settle();
    }
    await schakel.slack.as(LEAD).command(channel, '/afspraak');
    await schakel.slack.as(LEAD).submit({
      title: 'Onderwijsplan',
      owner: 'Ondersteuningscoördinator school (ondersteuningscoördinator van school)',
      due: 'donderdag 18 maart',
      doneWhen: 'ouder en school hebben het plan',
    });
    await schakel.settle();
  });
  afterAll(async () => {
    await schakel?.stop();
    if (config) rmSync(config.dataDir, { recursive: true, force: true });
  });

  it('imports a region: unchanged, changed, and each mistake with its line', async () => {
    writeFileSync(file(), REGION_FILE);
    expect((await importRegionFile(config, file())).lines[0]).toContain('Regio Midden (midden) is unchanged');
    writeFileSync(file(), `${REGION_FILE}\nnudgeTime: '09:15'\n`);
    expect((await importRegionFile(config, file())).lines[0]).toContain(
      'is changed: it is updated (version 2)',
    );
    writeFileSync(file(), REGION_FILE);
    expect((await importRegionFile(config, file())).lines[0]).toContain('(version 3)');
    writeFileSync(file(), `${REGION_FILE}\nnudgeTyme: '09:15'\n`);
    await expect(importRegionFile(config, file())).rejects.toThrow(
      /region\.yaml:\d+: nudgeTyme: .*nudgeTime/,
    );
    await expect(importRegionFile(config, '/nowhere.yaml')).rejects.toThrow(
      '/nowhere.yaml cannot be read (ENOENT)',
    );
  });

  it('tells what a round at an instant would send, to whom, and writes nothing', async () => {
    const before = await everything();
    const { lines } = await roundAt(config, '2027-03-16T08:00:00.000Z', true);
    expect(lines.join('\n')).toContain(
      'Regio Midden (midden): cases with something due: 1, daily messages: ',
    );
    expect(lines.join('\n')).toMatch(/midden: 1 × NudgeDigest to person: Ondersteuningscoördinator school/);
    expect(await everything()).toEqual(before);
    schakel.clock.turnTo('2027-03-11T10:00:00.000Z');
    await schakel.settle();
    expect(schakel.slack.written(SCHOOL).join('\n')).not.toContain('dinsdag 16 maart 2027');
  });

  it('says when nothing would be sent', async () => {
    const { lines } = await roundAt(config, '2027-03-11T10:01:00.000Z', true);
    expect(lines).toContain('Nothing would be sent.');
  });

  it('runs the round at an instant for real, once', async () => {
    await roundAt(config, '2027-03-16T08:00:00.000Z', false);
    await roundAt(config, '2027-03-16T08:00:00.000Z', false);
    await schakel.at('2027-03-16', '09:05');
    expect(schakel.slack.written(SCHOOL).join('\n').split('dinsdag 16 maart 2027')).toHaveLength(2);
  });

  it('asks for an instant with its zone', () => {
    expect(instantFrom('2027-03-15T09:00:00+01:00')).toBe('2027-03-15T08:00:00.000Z');
    expect(() => instantFrom('2027-03-15 09:00')).toThrow('--at: "2027-03-15 09:00" is not an instant');
    expect(() => instantFrom('9999-03-15T09:00:00+01:00')).toThrow('outside the years 2000 to 2099');
  });

  it('exports a case with its people, agreements and history, told as who it was', async () => {
    const { rows } = await schakel.database.database.pool.query<{ code: string }>(
      'SELECT "code" FROM "case"',
    );
    const code = rows[0]?.code ?? '';
    const { lines } = await exportCase(config, code.toLowerCase(), undefined);
    const found = JSON.parse(lines.join('\n'));
    expect(found).toMatchObject({
      region: { key: 'midden' },
      case: { code, status: 'open', firstDayHome: '2027-01-04', threeMonthDate: '2027-04-04' },
    });
    expect(found.participants).toHaveLength(3);
    expect(found.agreements[0]).toMatchObject({
      number: 1,
      title: 'Onderwijsplan',
      owner: 'Ondersteuningscoördinator school (supportCoordinator)',
      due: '2027-03-18',
    });
    expect(found.agreements[0].reminders[0]).toMatchObject({
      on: '2027-03-16',
      to: 'Ondersteuningscoördinator school',
    });
    expect(found.messages.map((m: { type: string }) => m.type)).toContain('OpenRoom');
    expect(found.audit.length).toBeGreaterThan(3);
    expect(found.reads.at(-1)).toMatchObject({ actor: 'schakel', action: 'read.export' });
    await expect(exportCase(config, 'Wilg-0', undefined)).rejects.toThrow('There is no case Wilg-0');
    await expect(exportCase(config, code, 'elders')).rejects.toThrow('in region elders');
  });

  it('says that the audit is written down in the folder of the process that runs, and not here', async () => {
    const { ok, lines } = await anchorAudit(config);
    expect(ok).toBe(false);
    expect(lines[0]).toContain('another process does so in a SCHAKEL_DATA of its own');
  });

  it('anchors and verifies the audit, and says in words what was done to it', async () => {
    const there = { ...config, dataDir: schakel.config.dataDir };
    // Somebody exported the case since.
    expect((await anchorAudit(there)).lines[0]).toMatch(/^Heads written down: [1-9]/);
    expect((await auditReport(there)).ok).toBe(true);
    const { pool } = schakel.database.database;
    await pool.query('ALTER TABLE "audit" DISABLE TRIGGER ALL');
    await pool.query(`UPDATE "audit" SET "action" = 'case.closed' WHERE "seq" = 2`);
    const { ok, lines } = await auditReport(there);
    expect(ok).toBe(false);
    expect(lines.join('\n')).toMatch(/✘ Chain [0-9a-f-]+: row 2 is not what was written\./);
  });

  /** How many rows each table has, and every version: what a dry run may not touch. */
  async function everything(): Promise<unknown> {
    const { rows } = await schakel.database.database.pool.query(
      `SELECT (SELECT count(*) FROM "message") AS m, (SELECT count(*) FROM "nudge") AS n, (SELECT count(*) FROM "audit") AS a,
         (SELECT count(*) FROM "digest") AS d, (SELECT count(*) FROM "round") AS r, (SELECT sum("version") FROM "case") AS v`,
    );
    return rows;
  }
});
