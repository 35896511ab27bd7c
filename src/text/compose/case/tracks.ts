import type { Overview, TrackChanged } from '../../../domain/messages/index.ts';
import type { TrackFacts, TracksFacts } from '../../../domain/views/track-facts.ts';
import type { PlainDate, TrackKind } from '../../../domain/vocabulary.ts';
import type { Action, Block, Document, Fact, Reader, RichText } from '../../../ports/document.ts';
import {
  buttons,
  command,
  date,
  document,
  elsewhere,
  form,
  note,
  sentence,
  text,
  word,
} from '../../words/tools.ts';
import type { TextValues } from '../../words/translate.ts';

type Days = { readonly from: PlainDate; readonly until: PlainDate | null };

/** Tells that something runs beside the case, in days and not in words of its own. */
export function trackChanged(m: TrackChanged, reader: Reader): Document {
  const { track } = m;
  const values = { by: m.by, track: trackName(track.kind, reader), ...days(track, reader) };
  return document(
    reader,
    m.code,
    [
      text(sentence(reader, `track.told.${m.what}`, values)),
      ...(m.what === 'ended' ? [] : [note(sentence(reader, 'track.planning'))]),
      ...elsewhere(reader),
    ],
    'push.room',
  );
}

/** The name of a track; not its kind where a workspace keeps what cases are about out of its chat. */
function trackName(kind: TrackKind, reader: Reader): string {
  return word(reader, reader.titles ? `track.kind.${kind}` : 'track.kind.hidden');
}

function days({ from, until }: Days, reader: Reader): TextValues {
  return { from: date(reader, from), until: until === null ? 'none' : date(reader, until) };
}

/** Shows what runs beside a case: the answer to `trajecten`. */
export function composeTracks(facts: TracksFacts, reader: Reader): Document {
  return document(
    reader,
    facts.code,
    [{ kind: 'heading', text: word(reader, 'track.heading') }, ...trackBlocks(facts, reader, 'chat')],
    'push.plain',
  );
}

/** The page of the case says whom to ask; what is answered in chat does not. */
export function trackBlocks(facts: TracksFacts, reader: Reader, on: 'page' | 'chat'): Block[] {
  const { caseId, isOpen, mayNote, isFamily } = facts;
  return [
    text(sentence(reader, facts.tracks.length === 0 ? 'track.none' : 'track.what')),
    ...facts.tracks.flatMap((track) => trackBlock(track, facts, { reader, on })),
    buttons(
      isOpen && mayNote && form(reader, 'button.trackNote', 'track.note', { caseId }),
      isOpen && isFamily && form(reader, 'button.trackReport', 'track.noteReport', { caseId }),
    ),
    ...(isFamily && on === 'chat' ? takeAlong(caseId, reader) : []),
  ];
}

/** Chat is told where the facts to take along are; on the page itself that is a link. */
function takeAlong(caseId: string, reader: Reader): Block[] {
  if (!reader.webUrl) return [];
  const url = { address: `${reader.webUrl}/c/${caseId}/take-along` };
  return [note(sentence(reader, 'along.inChat', { url }))];
}

function trackBlock(
  track: TrackFacts,
  { caseId, isOpen, mayNote }: TracksFacts,
  { reader, on }: { readonly reader: Reader; readonly on: 'page' | 'chat' },
): Block[] {
  const args = { caseId, trackId: track.id };
  const more: (Action | false)[] = [
    form(reader, 'button.trackChange', 'track.change', args),
    track.onlyMine && command(reader, 'button.trackShare', 'track.share', args),
    command(reader, 'button.trackEnd', 'track.end', args),
  ];
  return [
    text(trackLine(track, reader)),
    ...(on === 'page' ? whom(track, reader) : []),
    ...(track.onlyMine ? [note(sentence(reader, 'track.onlyMine'))] : []),
    ...(isOpen && mayNote && track.stands !== 'over' ? [buttons(...more)] : []),
  ];
}

/** A track in one sentence: its kind, and its days. */
export function trackLine(track: TrackFacts, reader: Reader): RichText {
  const values = { track: trackName(track.kind, reader), ...days(track, reader) };
  return sentence(reader, `track.stands.${track.stands}`, values);
}

function whom({ ask, askWhom }: TrackFacts, reader: Reader): Block[] {
  const who = [ask?.name, askWhom].filter((one) => one !== undefined && one !== null).join(', ');
  return who === '' ? [] : [note(sentence(reader, 'track.ask', { who }))];
}

/** Tracks that run now, for the overview; without one nothing is said. */
export function tracksFact({ tracks = [] }: Overview, reader: Reader): Fact[] {
  if (tracks.length === 0) return [];
  const each = tracks.map((one) =>
    word(reader, 'track.short', { track: trackName(one.kind, reader), ...days(one, reader) }),
  );
  return [{ label: `${word(reader, 'label.tracks')}:`, value: [each.join('; ')] }];
}
