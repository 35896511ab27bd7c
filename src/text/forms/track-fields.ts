import type { CommandName } from '../../domain/command-names.ts';
import { WHOM_MAX } from '../../domain/rules/around/tracks.ts';
import { TRACK_KINDS } from '../../domain/vocabulary.ts';
import { dayNow } from './absence-fields.ts';
import { termDateFields } from './terms.ts';
import { type Fields, options } from './tools.ts';

/** The days of a track as they stand, and whom to ask: what is not filled in there stays. */
const trackFields: Fields = (c, f) => [
  f.date('from', { hint: 'field.trackFrom.hint', ...dayNow(c, c.track?.from) }),
  f.date('until', {
    label: 'field.trackUntil',
    hint: 'field.trackUntil.hint',
    optional: true,
    ...dayNow(c, c.track?.until),
  }),
  f.choice('participant', f.people(), { label: 'field.trackAsk', optional: true }),
  f.text('askWhom', WHOM_MAX, { label: 'field.trackWhom', hint: 'field.trackWhom.hint', optional: true }),
];

/** Forms about what runs beside a case, and about the terms that stand with it. */
export const TRACK_FIELDS: Readonly<Partial<Record<CommandName, Fields>>> = {
  'term.date': termDateFields,
  'track.note': (c, f) => [
    f.choice('trackKind', options(c, 'track.kind', TRACK_KINDS), { hint: 'field.trackKind.hint' }),
    ...trackFields(c, f),
  ],
  'track.noteReport': (_c, f) => [
    f.date('from', { hint: 'field.trackReport.hint' }),
    f.tick('shown', 'field.trackShown', 'field.trackShownYes'),
  ],
  'track.change': trackFields,
};
