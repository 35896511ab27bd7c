import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditReport } from '../../../src/main/commands/commands.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { SECRET } from '../../support/schakel/secret.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { openCase } from '../../support/web/entry.ts';

/** The person who keeps an installation alive reads this about the audit, after somebody was in the database. */
describe('a case that is removed with all that was written about it, an hour after it was opened', () => {
  let schakel: Schakel<'web'>;
  let dataDir: string;
  let kept = '';
  const report = async (expected?: string) => {
    const { lines, ok } = await auditReport(
      {
        databaseUrl: schakel.database.url,
        port: 0,
        publicUrl: null,
        dataDir,
        key: SECRET,
        slack: null,
        teams: [],
        logLevel: 'silent',
      },
      expected,
    );
    return { ok, text: lines.join('\n') };
  };
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'schakel-report-'));
    schakel = await startSchakel({ ...ON_THE_WEB, config: { dataDir } });
    await openCase(await schakel.web.visit('coordinator'), schakel);
  });
  afterAll(async () => {
    await schakel?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('was written down outside the database as soon as it was open', async () => {
    const { rows } = await schakel.database.database.pool.query<{ id: string }>('SELECT "id" FROM "case"');
    const file = readFileSync(join(dataDir, 'audit-anchors', 'heads.jsonl'), 'utf8');
    expect(file).toContain(rows[0]?.id);
    const { ok, text } = await report();
    expect(ok).toBe(true);
    kept = /The last line is (\S+)/.exec(text)?.[1] ?? '';
    expect((await report(kept)).ok).toBe(true);
  });

  it('is missed, and the report says that an old copy was put back or rows were changed', async () => {
    await schakel.database.database.pool.query(
      `ALTER TABLE "audit" DISABLE TRIGGER USER; DELETE FROM "audit" WHERE "chainId" NOT IN (SELECT "id" FROM "region");
       DELETE FROM "case"; ALTER TABLE "audit" ENABLE TRIGGER USER`,
    );
    const { ok, text } = await report();
    expect(ok).toBe(false);
    expect(text).toMatch(/✘ Chain \S+: row 1 is not what was written down outside the database/);
  });

  it('is missed too when the folder is taken away, and by the line that was kept elsewhere', async () => {
    rmSync(join(dataDir, 'audit-anchors'), { recursive: true });
    const { ok, text } = await report(kept);
    expect(ok).toBe(false);
    expect(text).toContain('are missing: the database has counted them');
    expect(text).toContain('is not the one that was kept elsewhere');
    await expect(report('een regel')).rejects.toThrow('--expect');
  });
});
