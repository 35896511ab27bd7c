import { z } from 'zod';
import {
  changeTrack,
  endTrack,
  noteReport,
  noteTrack,
  shareTrack,
} from '../../../domain/rules/around/tracks.ts';
import { tracksFacts } from '../../../domain/views/track-facts.ts';
import { TRACK_KINDS } from '../../../domain/vocabulary.ts';
import { composeTracks } from '../../../text/compose/case/tracks.ts';
import { type Command, command } from '../../command.ts';
import { date, id, onCase, optionalDate, optionalId, optionalText, yes } from '../args.ts';

const MAY = ['family', 'lead', 'coordinator'] as const;

/** The days and whom to ask; what it is about is asked nowhere. */
const DAYS = {
  from: date('track'),
  until: optionalDate('track'),
  participant: optionalId,
  askWhom: optionalText,
};
const onTrack = { caseId: id, trackId: id };

const whom = (a: { readonly askWhom: string | null }): string[] => (a.askWhom === null ? [] : [a.askWhom]);

/** Shows and notes what runs beside a case: mediation, a hearing, an objection (C39), a parent's own report (C50). */
export const trackCommands: readonly Command[] = [
  command({
    name: 'track.show',
    args: onCase,
    who: ['participant', 'coordinator'],
    run: {
      on: 'query',
      show: async ({ state, actor, s, reader }) => {
        if (!state) throw new Error('a question about a case reached its answer without one');
        return composeTracks(tracksFacts(state, s.region, actor.id, s.today), reader);
      },
    },
  }),
  command({
    name: 'track.note',
    args: z.strictObject({ caseId: id, trackKind: z.enum(TRACK_KINDS), ...DAYS }),
    who: MAY,
    freeTexts: whom,
    run: {
      on: 'case',
      decide: (state, s, { trackKind: kind, participant: askId, ...a }) =>
        noteTrack(state, s, { kind, from: a.from, until: a.until, askId, askWhom: a.askWhom }),
    },
  }),
  command({
    name: 'track.noteReport',
    args: z.strictObject({ caseId: id, from: date('track'), shown: yes }),
    who: ['family'],
    run: { on: 'case', decide: (state, s, a) => noteReport(state, s, a) },
  }),
  command({
    name: 'track.change',
    args: z.strictObject({ ...onTrack, ...DAYS }),
    who: MAY,
    freeTexts: whom,
    run: {
      on: 'case',
      decide: (state, s, { trackId, participant: askId, ...a }) =>
        changeTrack(state, s, trackId, { from: a.from, until: a.until, askId, askWhom: a.askWhom }),
    },
  }),
  command({
    name: 'track.share',
    args: z.strictObject(onTrack),
    who: ['family'],
    run: { on: 'case', decide: (state, s, a) => shareTrack(state, s, a.trackId) },
  }),
  command({
    name: 'track.end',
    args: z.strictObject(onTrack),
    who: MAY,
    run: { on: 'case', decide: (state, s, a) => endTrack(state, s, a.trackId) },
  }),
];
