import { addMonths } from '../calendar/index.ts';
import {
  type FileTemplate,
  isShippedExpectation,
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
import { type DifferenceList, freeKey, withLine } from './by-difference.ts';
import { CHECK_MONTHS } from './contacts-to-check.ts';
import { type Edit, gone } from './edit.ts';

/** The examples of agreements, as a region changes them (C08). */
export const LIBRARY: DifferenceList = {
  list: 'library',
  isKnown: (file, key) => wholeLibrary(file).some((one) => one.key === key),
  isStandard: (key) => standardTemplate(key) !== undefined,
};

/** Whether somebody should look again: the region never did, or it was half a year ago. */
export function isLineDue({ checkedOn }: Pick<Template, 'checkedOn'>, today: PlainDate): boolean {
  return checkedOn === null || addMonths(checkedOn, CHECK_MONTHS) <= today;
}

export interface TemplateValues extends Readonly<Record<TemplateText, string>> {
  readonly owner: Seat;
  readonly days: number;
  /** Null: it is done once. */
  readonly every: RhythmEvery | null;
  /** It is chosen among what organisations and parents may expect of each other; null: as it was. */
  readonly expectation: boolean | null;
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
  if (key !== null && !LIBRARY.isKnown(file, key)) return gone();
  const before = wholeLibrary(file).find((one) => one.key === key)?.expectation ?? false;
  const now = { ...values, expectation: values.expectation ?? before };
  const made = templateOf(key ?? freeKey(file, LIBRARY, values.title), now, about.shipped);
  return withLine(file, LIBRARY, { ...made, checkedOn: about.today }, values.title);
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
    ...(isShippedExpectation(standard) === values.expectation
      ? {}
      : { expectation: values.expectation ?? false }),
    ...(shippedRhythm(standard) === values.every ? {} : { every: values.every ?? ('once' as const) }),
  };
}
