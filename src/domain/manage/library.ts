import { addMonths } from '../calendar/index.ts';
import {
  type FileTemplate,
  type Seat,
  shippedRhythm,
  standardTemplate,
  TEMPLATE_TEXTS,
  type Template,
  type TemplateText,
  wholeLibrary,
} from '../region/library.ts';
import type { RegionFile } from '../region/region-file.ts';
import type { PlainDate, RhythmEvery } from '../vocabulary.ts';
import { CHECK_MONTHS } from './contacts-to-check.ts';
import { type Edit, edited, gone, keyFor, put, without } from './edit.ts';

/** The examples of agreements, as a region changes them (C08). */

/** Whether somebody should look again: the region never did, or it was half a year ago. */
export function isTemplateDue({ checkedOn }: Pick<Template, 'checkedOn'>, today: PlainDate): boolean {
  return checkedOn === null || addMonths(checkedOn, CHECK_MONTHS) <= today;
}

export interface TemplateValues extends Readonly<Record<TemplateText, string>> {
  readonly owner: Seat;
  readonly days: number;
  /** Null: it is done once. */
  readonly every: RhythmEvery | null;
}

/**
 * Adds or changes an example. `shipped`: the texts that come with Schakel, in the language of who fills it in: what is
 * the same stays as it comes, in every language.
 */
export function putTemplate(
  file: RegionFile,
  key: string | null,
  values: TemplateValues,
  about: { readonly today: PlainDate; readonly shipped: Readonly<Record<TemplateText, string>> | null },
): Edit {
  const { library = [] } = file;
  if (key !== null && !wholeLibrary(file).some((one) => one.key === key)) return gone();
  const made = templateOf(key ?? freeKey(values.title, library), values, about.shipped);
  return withLine(file, { ...made, checkedOn: about.today }, values.title);
}

/** A key that no example has, also none that comes with Schakel: it would speak with its words. */
function freeKey(title: string, library: readonly FileTemplate[]): string {
  const taken = library.map((one) => one.key);
  const key = keyFor(title, taken);
  return standardTemplate(key) ? keyFor(title, [...taken, key]) : key;
}

function templateOf(
  key: string,
  values: TemplateValues,
  shipped: Readonly<Record<TemplateText, string>> | null,
): FileTemplate {
  const standard = standardTemplate(key);
  const texts = TEMPLATE_TEXTS.filter((name) => !standard || values[name] !== shipped?.[name]);
  return {
    key,
    ...Object.fromEntries(texts.map((name) => [name, values[name]])),
    ...(standard?.owner === values.owner ? {} : { owner: values.owner }),
    ...(standard?.days === values.days ? {} : { days: values.days }),
    ...(shippedRhythm(standard) === values.every ? {} : { every: values.every ?? ('once' as const) }),
  };
}

function withLine(file: RegionFile, line: FileTemplate, what: string): Edit {
  const { library = [] } = file;
  const index = library.findIndex((one) => one.key === line.key);
  const next = put(library, index, line);
  return edited({ ...file, library: next }, ['library', index < 0 ? next.length - 1 : index], {
    key: 'done.manage.saved',
    values: { what },
  });
}

/** The region does not use it, or uses it again. */
export function switchTemplate(file: RegionFile, key: string, isOff: boolean, title: string): Edit {
  if (!wholeLibrary(file).some((one) => one.key === key)) return gone();
  const { off: _, ...line } = file.library?.find((one) => one.key === key) ?? { key };
  return withLine(file, isOff ? { ...line, off: true } : line, title);
}

/** Back to how it comes with Schakel: nothing of it stands in the file any more. */
export function shippedAgain(file: RegionFile, key: string, title: string): Edit {
  const index = file.library?.findIndex((one) => one.key === key) ?? -1;
  if (index < 0 || !standardTemplate(key)) return gone();
  return withoutLine(file, index, { key: 'done.manage.saved', values: { what: title } });
}

/** An example of the region's own goes; what comes with Schakel is switched off instead. */
export function removeTemplate(file: RegionFile, key: string, title: string): Edit {
  const index = file.library?.findIndex((one) => one.key === key) ?? -1;
  if (index < 0 || standardTemplate(key)) return gone();
  return withoutLine(file, index, { key: 'done.manage.removed', values: { what: title } });
}

function withoutLine(
  { library = [], ...file }: RegionFile,
  index: number,
  reply: { readonly key: 'done.manage.saved' | 'done.manage.removed'; readonly values: { what: string } },
): Edit {
  const left = without(library, index);
  return edited({ ...file, ...(left.length > 0 ? { library: left } : {}) }, ['library'], reply);
}

/** Somebody looked today, and it is right as it stands. */
export function templateStillRight(file: RegionFile, key: string, title: string, today: PlainDate): Edit {
  if (!wholeLibrary(file).some((one) => one.key === key)) return gone();
  const line = file.library?.find((one) => one.key === key) ?? { key };
  return withLine(file, { ...line, checkedOn: today }, title);
}
