import { readFileSync } from 'node:fs';
import { type Config, ConfigError } from '../../config/env/env.ts';
import { parseRegionFile, type RegionFileError } from '../../config/region/region-file.ts';
import { replanRegion } from '../../jobs/replan.ts';
import { createAnchoring } from '../../store/audit/anchors.ts';
import { type AuditProblem, verifyAudit } from '../../store/audit/verify.ts';
import type { Database } from '../../store/postgres/database.ts';
import { importRegion } from '../../store/regions/import.ts';
import { workspacesOfRegions } from '../../store/workspaces/workspaces.ts';
import { fileText } from '../../text/files/file-text.ts';
import { systemClock } from '../clock.ts';
import { regionFiles } from '../region-files.ts';
import { withData } from './with-data.ts';

/**
 * The result of a command, as lines for a terminal. A command that could not be done at all throws, in plain words.
 */
export interface Printed {
  readonly lines: readonly string[];
  readonly ok: boolean;
}

const DONE = {
  new: 'new: it is imported',
  changed: 'changed: it is updated',
  unchanged: 'unchanged: it was already as in the file',
};

const UNDONE =
  'Since the last file something had been changed on the web. It is as in this file now; next time begin with: schakel region export KEY';

/** A region as a file, to keep, to change and to read again. Reading it again changes nothing. */
export function exportRegionFile(config: Config, key: string): Promise<Printed> {
  return withData(config, async ({ store }) => {
    const region = await store.regionByKey(key);
    if (!region) throw new Error(`There is no region ${key}. Look at "key" in the region file.`);
    return { ok: true, lines: [regionFiles.write(region.file).trimEnd()] };
  });
}

/** Reads a region file and writes it. Every mistake is one line: the file and its line, the place in it, what to do. */
export async function importRegionFile(config: Config, file: string): Promise<Printed> {
  const parsed = parseRegionFile(readText(file), undefined, systemClock.now().toISOString().slice(0, 10));
  if (!parsed.ok) {
    const more = parsed.total - parsed.errors.length;
    const told = parsed.errors.map((error) => problemLine(file, error));
    throw new Error(
      [...told, ...(more > 0 ? [`${file}: and ${more} more. Mend these first.`] : [])].join('\n'),
    );
  }
  return withData(config, async ({ database, keys, deps }) => {
    const { regionId, result, version, undone } = await importRegion(
      database,
      keys,
      parsed.region,
      deps.clock.now().toISOString(),
      [...(config.mail ? ['email' as const] : []), ...(config.sms ? ['sms' as const] : [])],
    );
    const cases = result === 'changed' ? await replanRegion(deps, regionId) : 0;
    if (result === 'changed') await deps.store.replanned(regionId, version);
    const replanned =
      cases > 0 ? [`Open cases whose reminders were planned anew after the change: ${cases}.`] : [];
    const { key, name } = parsed.region;
    const first = `${name} (${key}) is ${DONE[result]} (version ${version}).`;
    const byHand = undone ? [UNDONE] : [];
    const shared = result === 'unchanged' ? [] : await sharedLines(database, key);
    return { ok: true, lines: [first, ...byHand, ...shared, ...replanned] };
  });
}

/** Reading a file gives its workspaces to the region, so those that others use too are said aloud. */
async function sharedLines(database: Database, key: string): Promise<string[]> {
  const list = (await workspacesOfRegions(database)).filter((w) => w.region === key && w.others.length > 0);
  return list.map(
    ({ platform, externalId, others }) =>
      `It may use ${platform}:${externalId}, which is also named by: ${others.join(', ')}. Is that not right? schakel region workspaces ${key} --take ${platform}:${externalId}`,
  );
}

function problemLine(file: string, { path, line, message }: RegionFileError): string {
  return `${file}:${line}: ${path === '' ? '' : `${path}: `}${message}`;
}

/** The text of a file that somebody named, as on the web; throws in plain words when it cannot be read. */
export function readText(file: string): string {
  const text = fileText(bytesOf(file));
  if (text === null)
    throw new Error(`${file} is no text. Save it as CSV (a spreadsheet) or YAML (a region).`);
  return text;
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code } = error as { code?: string };
    throw new Error(`${file} cannot be read (${code}). Check the name of the file.`, { cause: error });
  }
}

const WRONG: Readonly<Record<AuditProblem['kind'], string>> = {
  edited: 'is not what was written',
  removed: 'is missing from the middle',
  reordered: 'changed places with another',
  cut: 'and what came after it are missing',
  old_copy:
    'is not what was written down outside the database: an old copy was put back, or rows were changed',
  owner_gone: 'is the last of a case or region that is not there any more',
  renamed:
    'is of another case or region: a "formerId" was written by hand, so that one stands in the place of another',
  anchors_damaged: 'of audit-anchors/heads.jsonl was changed, or lines before it are missing',
  anchors_cut:
    'of audit-anchors/heads.jsonl and what came after it are missing: the database has counted them. Put back the folder; does another process write to a SCHAKEL_DATA of its own, then check there',
  anchors_ahead:
    'of audit-anchors/heads.jsonl was not counted by the database: an old copy of the database was put back',
  anchors_gap:
    'of audit-anchors/heads.jsonl was written when file and database did not agree: lines had been lost, or an old copy of one of the two was put back',
  counter_changed:
    'of audit-anchors/heads.jsonl is the last, and the database does not know: its count was changed or removed',
  demonstration: '',
  not_expected: 'of audit-anchors/heads.jsonl is not the one that was kept elsewhere, or is missing',
};

/** Goes through the whole audit. What is wrong is listed, one line for each chain. */
export function auditReport(config: Config, expected?: string): Promise<Printed> {
  const kept = expected === undefined ? null : lineFrom(expected);
  return withData(config, async ({ database, keys }) => {
    const report = await verifyAudit(database, keys, config.dataDir, kept);
    const { problems, chains, rows, anchoredAt, last } = report;
    const summary = `${rows} rows in ${chains} chains looked at; problems: ${problems.length}.`;
    const anchored = anchoredAt
      ? `Heads were last written down outside the database on ${anchoredAt}.`
      : 'Heads were never written down outside the database: schakel audit anchor';
    const keep = last
      ? [`The last line is ${last.n}:${last.mac}`, `Kept elsewhere it can be asked for: --expect ${last.n}:…`]
      : [];
    return { ok: problems.length === 0, lines: [...problems.map(wrongLine), summary, anchored, ...keep] };
  });
}

/** A last line as it was printed: its number and its signature. */
function lineFrom(text: string): { n: number; mac: string } {
  const [, n, mac] = /^(\d+):([0-9a-f]{64})$/.exec(text.trim()) ?? [];
  if (n === undefined || mac === undefined)
    throw new ConfigError(`--expect: "${text}" is no line. Give it as "audit verify" printed it: 41:6f2c…`);
  return { n: Number(n), mac };
}

function wrongLine({ kind, chainId, at }: AuditProblem): string {
  if (kind === 'demonstration')
    return '✘ The database says that it is the demonstration, beside what is real. Look in the table "demonstration".';
  return chainId === null ? `✘ Line ${at} ${WRONG[kind]}.` : `✘ Chain ${chainId}: row ${at} ${WRONG[kind]}.`;
}

/** Writes the heads that moved outside the database. Schakel does it by itself: when a case opens, and every hour. */
export function anchorAudit(config: Config): Promise<Printed> {
  return withData(config, async ({ database, keys, deps }) => {
    let isElsewhere = false;
    const anchoring = createAnchoring(database, keys, config.dataDir, () => {
      isElsewhere = true;
    });
    const heads = await anchoring.all(deps.clock.now().toISOString());
    const elsewhere =
      'Nothing was written down: another process does so in a SCHAKEL_DATA of its own. Give this command that folder.';
    return isElsewhere
      ? { ok: false, lines: [elsewhere] }
      : { ok: true, lines: [`Heads written down: ${heads}. None means that nothing changed since.`] };
  });
}

/** An instant as people give it; without a zone it would mean something else on every machine. */
export function instantFrom(text: string): string {
  const at = Date.parse(text);
  if (Number.isNaN(at) || !/(Z|[+-]\d\d:?\d\d)$/i.test(text.trim())) {
    throw new ConfigError(`--at: "${text}" is not an instant. Write it as 2027-03-15T09:00:00+01:00.`);
  }
  const instant = new Date(at).toISOString();
  // A round may be tried on any day that a case of this installation can be about; another year is a slip of the hand.
  if (!/^20\d\d-/.test(instant))
    throw new ConfigError(`--at: "${text}" lies outside the years 2000 to 2099. Check the year.`);
  return instant;
}
