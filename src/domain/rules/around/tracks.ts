import { accept, type Decision, refuse, type Situation } from '../../case/decision.ts';
import { participant } from '../../case/participants.ts';
import type { CaseState } from '../../case/state.ts';
import type { Track } from '../../case/tracks/track.ts';
import { lastDay, tracksFor } from '../../case/tracks/tracks.ts';
import type { TrackChanged } from '../../messages/index.ts';
import type { ReplyKey } from '../../reply-keys.ts';
import type { PlainDate, TrackKind, Uuid } from '../../vocabulary.ts';
import { inTheirs } from '../theirs.ts';
import { actorRef, inCase, toRoom } from '../tools.ts';

/** A function, as short as one: "de mediator". What a track is about has no field. */
export const WHOM_MAX = 60;

const MAY = ['family', 'lead', 'coordinator'] as const;

export interface TrackDraft {
  readonly kind: TrackKind;
  readonly from: PlainDate;
  readonly until: PlainDate | null;
  /** A participant. */
  readonly askId: Uuid | null;
  readonly askWhom: string | null;
}

/** Somebody notes what runs beside the case. A report to the inspectorate is a parent's own to note, or not (C50). */
export function noteTrack(state: CaseState, s: Situation, draft: TrackDraft): Decision {
  return inTheirs(state, s, MAY, () => added(state, s, draft, null));
}

/** One of the family notes their own report; nobody else sees it unless they say so. */
export function noteReport(
  state: CaseState,
  s: Situation,
  { from, shown }: { readonly from: PlainDate; readonly shown: boolean },
): Decision {
  return inTheirs(state, s, ['family'], () => {
    const draft = { kind: 'inspectorate_report', from, until: null, askId: null, askWhom: null } as const;
    return added(state, s, draft, shown ? null : (s.actor?.participant?.id ?? null));
  });
}

export function changeTrack(
  state: CaseState,
  s: Situation,
  trackId: Uuid,
  draft: Omit<TrackDraft, 'kind'>,
): Decision {
  return onTrack(state, s, trackId, (track) => {
    const no = wrongIn(state, draft);
    if (no) return no;
    const asks = draft.askId || draft.askWhom ? { askId: draft.askId, askWhom: draft.askWhom } : {};
    const changed: Track = { ...track, from: draft.from, until: draft.until, ...asks };
    if (JSON.stringify(changed) === JSON.stringify(track)) return accept(state, { key: 'done.trackSame' });
    const dates = changed.from !== track.from || changed.until !== track.until;
    return written(state, s, changed, { key: 'done.trackChanged', what: dates ? 'changed' : null });
  });
}

/** A track that somebody kept for themselves is from now on seen by everybody who sees the case. */
export function shareTrack(state: CaseState, s: Situation, trackId: Uuid): Decision {
  return onTrack(state, s, trackId, (track) =>
    track.onlyForId === null
      ? accept(state, { key: 'done.trackSame' })
      : written(state, s, { ...track, onlyForId: null }, { key: 'done.trackShared', what: 'noted' }),
  );
}

export function endTrack(state: CaseState, s: Situation, trackId: Uuid): Decision {
  return onTrack(state, s, trackId, (track) =>
    written(state, s, { ...track, endedOn: s.today }, { key: 'done.trackEnded', what: 'ended' }),
  );
}

/** Runs a rule on a track that has not ended, for who may change it; what another keeps does not exist for them. */
function onTrack(state: CaseState, s: Situation, trackId: Uuid, rule: (track: Track) => Decision): Decision {
  return inTheirs(state, s, MAY, () => {
    const known = tracksFor(state, s.actor?.participant?.id ?? null);
    const track = known.find((one) => one.id === trackId);
    if (!track) return refuse('refused.noSuchTrack');
    return track.endedOn === null ? rule(track) : refuse('refused.trackEnded');
  });
}

function added(state: CaseState, s: Situation, draft: TrackDraft, onlyForId: Uuid | null): Decision {
  const no = wrongIn(state, draft);
  if (no) return no;
  const track: Track = {
    id: s.newId(),
    caseId: state.case.id,
    ...draft,
    notedById: s.actor?.participant?.id ?? null,
    notedAt: s.now,
    endedOn: null,
    onlyForId,
  };
  const key = onlyForId === null ? 'done.trackNoted' : 'done.trackKept';
  return written({ ...state, tracks: [...state.tracks, track] }, s, track, { key, what: 'noted' });
}

function wrongIn(
  state: CaseState,
  { from, until, askId, askWhom }: Omit<TrackDraft, 'kind'>,
): Decision | null {
  if (until !== null && until < from) return refuse('refused.trackUntil', {}, { field: 'until' });
  if (askId !== null && participant(state, askId)?.leftAt !== null)
    return refuse('refused.participantNotHere', {}, { field: 'participant' });
  if (askWhom !== null && ([...askWhom].length > WHOM_MAX || /[\r\n]/.test(askWhom)))
    return refuse('refused.wordsTooLong', { max: WHOM_MAX }, { field: 'askWhom' });
  return null;
}

/** Told to the room by its kind and its days, never whom to ask; what is kept for somebody is told to nobody. */
function written(
  state: CaseState,
  s: Situation,
  track: Track,
  { key, what }: { readonly key: ReplyKey; readonly what: TrackChanged['what'] | null },
): Decision {
  const after = { ...state, tracks: state.tracks.map((one) => (one.id === track.id ? track : one)) };
  const { id, kind, from } = track;
  const days = { id, kind, from, until: lastDay(track) };
  const message = { type: 'TrackChanged', ...inCase(after), by: actorRef(after, s), track: days } as const;
  return accept(
    after,
    { key },
    {
      messages:
        what !== null && track.onlyForId === null
          ? [toRoom(after, `track:${track.id}`, { ...message, what })]
          : [],
      audit: [{ action: `track.${what ?? 'changed'}`, objectId: track.id }],
    },
  );
}
