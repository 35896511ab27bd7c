import { createHash } from 'node:crypto';
import type { DayOrder } from '../../app/case-sheet/days.ts';
import { createUseCases } from '../../app/handle-request.ts';
import { createManagePages, type SheetCheck } from '../../app/pages/region/manage.ts';
import type { Config } from '../../config/env/env.ts';
import type { Region } from '../../domain/region/region.ts';
import type { Document } from '../../ports/document.ts';
import { type Printed, readText } from './commands.ts';
import { type Data, withData } from './with-data.ts';

export interface SheetImport {
  readonly file: string;
  /** When there is more than one region. */
  readonly region?: string;
  /** Key of the coordinator in whose name the cases are opened; left out: the first. */
  readonly by?: string;
  readonly keepDates: boolean;
  readonly textsSeen: boolean;
  /** How the sheet writes 4/6/2027, when its own dates do not say it. */
  readonly dates?: DayOrder;
}

/** Running cases from a spreadsheet, by the same door as on the web: all of them or none, and none twice. */
export function importCases(config: Config, wanted: SheetImport): Promise<Printed> {
  const text = readText(wanted.file);
  return withData(config, (data) => importSheet(data, wanted, text));
}

/** The same with the data open already and the file read. */
export async function importSheet(
  { deps, store }: Data,
  wanted: SheetImport,
  text: string,
): Promise<Printed> {
  const ids = await store.allRegionIds();
  const regions = (await Promise.all(ids.map((id) => store.region(id)))).filter((r) => r !== null);
  const region = regionOf(regions, wanted.region);
  const by = wanted.by ?? region.file.coordinators[0] ?? '';
  const personId = region.personIds[by] ?? '';
  const options = { keepDays: wanted.keepDates, keepTexts: wanted.textsSeen, dates: wanted.dates ?? null };
  const check = await createManagePages(deps).checkSheet(personId, region.key, text, options);
  if (!check)
    throw new Error(`"${by}" is no coordinator of ${region.key}. Look at "coordinators" in the region file.`);
  if (check.problems.length > 0) return { ok: false, lines: problemLines(wanted.file, check) };
  const ticks = Object.entries(options).flatMap(([name, on]) =>
    on ? [[name, on === true ? ['yes'] : on] as const] : [],
  );
  const { reply } = await createUseCases(deps).handle({
    key: `sheet:${createHash('sha256').update(text).digest('hex')}:${deps.newId()}`,
    platform: 'web',
    workspaceExternalId: region.key,
    userExternalId: personId,
    channel: null,
    request: {
      type: 'submit',
      command: 'case.import',
      args: {},
      values: { text, ...Object.fromEntries(ticks) },
    },
  });
  return { ok: true, lines: reply ? wordsOf(reply) : [] };
}

function regionOf(regions: readonly Region[], key: string | undefined): Region {
  const found = key ? regions.find((r) => r.key === key) : regions[0];
  if (found && (key || regions.length === 1)) return found;
  if (regions.length === 0) throw new Error('There is no region yet: schakel region import FILE');
  throw new Error(`Which region? Choose: ${regions.map((r) => `--region ${r.key}`).join(', ')}`);
}

function problemLines(file: string, { problems, total, asks }: SheetCheck): string[] {
  const lines = problems.map((p) => `${file}:${p.line}: ${p.column ? `${p.column}: ` : ''}${p.words}`);
  const more = [
    total > problems.length ? `${file}: and ${total - problems.length} more. Mend these first.` : '',
    asks.keepDays ? 'To keep dates on days off and in holidays: --keep-dates' : '',
    asks.dates ? 'How this sheet writes its days: --dates day-first or --dates month-first' : '',
    asks.keepTexts ? 'When the texts were looked at and are all right: --texts-seen' : '',
  ];
  return [...lines, ...more.filter(Boolean)];
}

function wordsOf({ blocks }: Document): string[] {
  return blocks.flatMap((block) =>
    block.kind === 'text'
      ? [
          block.text
            .map((part) => (typeof part === 'string' ? part : 'bold' in part ? part.bold : ''))
            .join(''),
        ]
      : [],
  );
}
