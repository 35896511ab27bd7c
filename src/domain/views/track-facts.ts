import { actingLead, isFamily, participantOfPerson, ref } from '../case/participants.ts';
import type { CaseState } from '../case/state.ts';
import type { Track } from '../case/tracks/track.ts';
import { lastDay, runsOn } from '../case/tracks/tracks.ts';
import type { PersonRef } from '../messages/index.ts';
import type { Region } from '../region/region.ts';
import type { PlainDate, TrackKind, Uuid } from '../vocabulary.ts';

/** The tracks beside a case, as one person may know and change them. */
export interface TracksFacts {
  readonly caseId: Uuid;
  readonly code: string;
  readonly isOpen: boolean;
  /** The family, who leads or acts for them, and the coordinators note and change them. */
  readonly mayNote: boolean;
  /** One of the family: a report to the inspectorate is theirs to note. */
  readonly isFamily: boolean;
  readonly tracks: readonly TrackFacts[];
}

export interface TrackFacts {
  readonly id: Uuid;
  readonly kind: TrackKind;
  readonly from: PlainDate;
  /** The last day; null: nobody knows. */
  readonly until: PlainDate | null;
  readonly stands: 'runs' | 'coming' | 'over';
  readonly ask: PersonRef | null;
  readonly askWhom: string | null;
  /** Nobody but who looks sees it. */
  readonly onlyMine: boolean;
}

const ORDER = ['runs', 'coming', 'over'] as const;

/** Reads from the view of this person, in which what others keep for themselves is not. What runs stands first. */
export function tracksFacts(view: CaseState, region: Region, personId: Uuid, today: PlainDate): TracksFacts {
  const me = participantOfPerson(view, personId)?.id ?? null;
  const facts = view.tracks.map((track) => factsOf(view, track, today));
  const family = me !== null && isFamily(view, me);
  const leads = me !== null && [view.case.leadId, actingLead(view, today)].includes(me);
  return {
    caseId: view.case.id,
    code: view.case.code,
    isOpen: view.case.status !== 'closed',
    mayNote: family || leads || region.coordinatorPersonIds.includes(personId),
    isFamily: family,
    tracks: ORDER.flatMap((stands) => facts.filter((one) => one.stands === stands)),
  };
}

function factsOf(view: CaseState, track: Track, today: PlainDate): TrackFacts {
  const { id, kind, from, askId, askWhom, onlyForId } = track;
  const isOver = !runsOn(track, today) && from <= today;
  const stands = track.endedOn !== null || isOver ? 'over' : from > today ? 'coming' : 'runs';
  const ask = askId ? ref(view, askId) : null;
  return { id, kind, from, until: lastDay(track), stands, ask, askWhom, onlyMine: onlyForId !== null };
}
