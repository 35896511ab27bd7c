import type { PlainDate, Uuid } from '../../vocabulary.ts';
import type { CaseState } from '../state.ts';
import type { Track } from './track.ts';

/** Returns the last day of a track, as far as anybody knows. */
export function lastDay({ until, endedOn }: Track): PlainDate | null {
  if (until === null || endedOn === null) return endedOn ?? until;
  return endedOn < until ? endedOn : until;
}

/** Whether it runs on that day. One of which nobody knows the end runs on. */
export function runsOn(track: Track, day: PlainDate): boolean {
  const last = lastDay(track);
  return track.from <= day && (last === null || day <= last);
}

/**
 * The tracks that run on a day and that everybody who sees the case may know of: planning something on that day across
 * one of them asks for a word with whoever knows more. What somebody keeps for themselves warns nobody.
 */
export function tracksOn(state: Pick<CaseState, 'tracks'>, day: PlainDate): readonly Track[] {
  return state.tracks.filter((track) => track.onlyForId === null && runsOn(track, day));
}

/** The tracks that one participant may know of. With null: those that are for everybody. */
export function tracksFor(state: Pick<CaseState, 'tracks'>, participantId: Uuid | null): readonly Track[] {
  const others = state.tracks.some((t) => t.onlyForId !== null && t.onlyForId !== participantId);
  if (!others) return state.tracks;
  return state.tracks.filter((t) => t.onlyForId === null || t.onlyForId === participantId);
}
