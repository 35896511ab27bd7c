import { holidaysIn } from '../config/holidays/holidays.ts';
import { checkRegion, parseRegionFile } from '../config/region/region-file.ts';
import { yaml } from '../config/yaml.ts';
import { addDays } from '../domain/calendar/index.ts';
import type { RegionFiles } from '../ports/region-files.ts';

/** The application's way to region files: the rules of src/config, without src/config. */
export const regionFiles: RegionFiles = {
  check: (file, language) => checkRegion(file, language),
  read: (text, language, today) => {
    const parsed = parseRegionFile(text, language, today);
    return parsed.ok ? { ok: true, file: parsed.region } : parsed;
  },
  write: (file) =>
    `# ${file.name.replace(/[\s\p{Cc}]+/gu, ' ')}: schakel region import FILE\n${yaml().stringify(JSON.parse(JSON.stringify(file)), { lineWidth: 110 })}`,
  holidays: (file, from) => {
    const year = Number(from.slice(0, 4));
    const { country, language, holidays } = file;
    const by = (except: readonly string[]) =>
      holidaysIn({ country, language, count: holidays.count, except }, [year, year + 1]);
    const counting = by(holidays.except);
    const until = addDays(from, 365);
    return Object.entries(by([]))
      .filter(([date]) => date >= from && date < until)
      .map(([date, name]) => ({ date, name, counts: date in counting }))
      .sort((a, b) => a.date.localeCompare(b.date));
  },
};
