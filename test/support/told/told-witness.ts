import { participantOfPerson, present } from '../../../src/domain/case/participants.ts';
import type { CaseState } from '../../../src/domain/case/state.ts';
import type { Message } from '../../../src/domain/messages/index.ts';
import { compose } from '../../../src/text/compose.ts';
import type { Schakel } from '../schakel/start-schakel.ts';
import { type Caller, callerFor } from '../web/web-caller.ts';
import { type Offered, offersOf, type Place, placeOf, textOf, unread } from './told-page.ts';
import { OF_WHO_TAKES_PART, partNames, RECIPIENTS, recipientsOf } from './told-recipients.ts';

/**
 * Reads along: whatever comes for one person has to be on that person's page, and whatever comes for everybody on the
 * page of the case of each, with all its words and buttons.
 */
export interface Witness {
  /** Looks at what came since the last time. Throws when somebody was told what they cannot find or press. */
  look(): Promise<void>;
  /** All that came, as `message: recipient`; of who is two at once as neither. */
  readonly came: ReadonlySet<string>;
  /** The same of what came to one person, and stood there to be answered or to know: not only folded away. */
  readonly shown: ReadonlySet<string>;
  /** Every button below something that asks, by its label, and where it leads. */
  readonly offered: ReadonlyMap<string, Offered>;
}

interface Came {
  readonly id: string;
  readonly personId: string | null;
  readonly roomId: string | null;
  readonly platform: string;
  readonly regionId: string;
  readonly caseId: string | null;
  readonly isCard: boolean;
  readonly payload: Message;
}

/** All that was told, oldest first: to know what to look for, and where. */
const CAME = `SELECT m."id", c."personId", c."roomId", w."platform", m."regionId", m."caseId", m."isCard", m."payload"
  FROM "message" m JOIN "conversation" c ON c."id" = m."conversationId" JOIN "workspace" w ON w."id" = c."workspaceId"
  WHERE m."confirmedAt" IS NOT NULL AND m."type" = ANY ($1) ORDER BY m."createdAt", m."seq"`;
const TYPES = [...new Set(Object.keys(RECIPIENTS).map((part) => part.split(' ')[0]))];

export function witness(schakel: Schakel): Witness {
  const known = new Set<string>();
  const found = { came: new Set<string>(), shown: new Set<string>(), offered: new Map<string, Offered>() };
  return {
    ...found,
    look: async () => {
      const { rows } = await schakel.database.database.pool.query<Came>(CAME, [TYPES]);
      const news = rows.filter(({ id }) => !known.has(id));
      for (const { id } of news) known.add(id);
      const isLetter = ({ platform }: Came): boolean => platform === 'email' || platform === 'sms';
      for (const { payload } of news.filter(isLetter)) found.came.add(`${payload.type}: letter`);
      const read = news.filter((one) => !isLetter(one));
      for (const [personId, theirs] of Map.groupBy(read, (one) => one.personId))
        if (personId !== null) await lookAtOne(schakel, found, personId, theirs);
      await lookAtRooms(
        schakel,
        found,
        read.filter((one) => one.roomId !== null),
      );
    },
  };
}

interface Found {
  readonly came: Set<string>;
  readonly shown: Set<string>;
  readonly offered: Map<string, Offered>;
}

/** Messages in chat are looked for in chat (test/same-words.test.ts); only who got them counts here. */
async function lookAtOne(
  schakel: Schakel,
  found: Found,
  personId: string,
  theirs: readonly Came[],
): Promise<void> {
  const caller = await callerFor(schakel, personId);
  const { html } = await caller.get('/');
  for (const one of theirs) {
    const region = await schakel.app.store.region(one.regionId);
    for (const { name, message } of partNames(one.payload)) {
      const caseId = 'caseId' in message ? message.caseId : caseOf(one.payload, message);
      const [state = null] = caseId ? await schakel.app.store.cases([caseId]) : [];
      const as = recipientsOf(name, message, { state, region, personId });
      if (as.length === 0) throw new Error(`${name} came to somebody whom RECIPIENTS does not name`);
      const line = as.length === 1 ? `${name}: ${as[0]}` : null;
      if (line) found.came.add(line);
      if (one.platform !== 'web') continue;
      const takesPart = state !== null && participantOfPerson(state, personId) !== null;
      const place = placeOf(html, one.id, message, (button) => takesPart || !OF_WHO_TAKES_PART.has(button));
      if (line && place !== 'before') found.shown.add(line);
    }
  }
  await offersOf(caller, html, found.offered);
}

/** A strength in a bundle names its case by the code alone, as the question beside it does. */
function caseOf(whole: Message, part: Message): string | null {
  if (whole.type !== 'NudgeDigest' || part.type !== 'NudgeDigest') return null;
  const [one] = [...part.items, ...part.confirm, ...part.strengths];
  return [...whole.items, ...whole.confirm].find(({ code }) => code === one?.code)?.caseId ?? null;
}

/** The page of a case is its overview, in parts, and says in words of its own why somebody sees no more (web-consent). */
const ITSELF: ReadonlySet<string> = new Set(['Overview', 'WelcomeParty']);

/** Everybody in a case who may read all of it reads on its page what was told to all; one of them can press each button. */
async function lookAtRooms(schakel: Schakel, found: Found, news: readonly Came[]): Promise<void> {
  for (const [caseId, theirs] of Map.groupBy(news, (one) => one.caseId ?? '')) {
    const [state] = await schakel.app.store.cases([caseId]);
    if (!state) continue;
    const pages = new Map<string, Promise<string>>();
    const page = (personId: string): Promise<string> => {
      const made = pages.get(personId) ?? pageOf(schakel, personId, caseId);
      pages.set(personId, made);
      return made;
    };
    for (const { payload, roomId, platform } of theirs) {
      if (!(RECIPIENTS[payload.type as keyof typeof RECIPIENTS] as readonly string[]).includes('room'))
        throw new Error(`${payload.type} came to a room, which RECIPIENTS does not name`);
      found.came.add(`${payload.type}: room`);
      const isOnWeb = platform === 'web' && !ITSELF.has(payload.type);
      if (!isOnWeb || state.case.status === 'closed') continue;
      const everybody = present(state).map((p) => p.personId);
      lookForAll(
        payload,
        await Promise.all(readersOf(state, roomId).map(page)),
        await Promise.all(everybody.map(page)),
      );
    }
  }
}

function readersOf(state: CaseState, roomId: string | null): string[] {
  const room = state.rooms.find((one) => one.id === roomId);
  const isParty = room?.audience === 'party';
  return present(state)
    .filter((p) => (p.limitedSince !== null) === isParty)
    .filter((p) => !isParty || p.organisationKey === room.partyKey)
    .map((p) => p.personId);
}

/** Each reader reads all words; of the buttons each is somebody's in the case. */
function lookForAll(message: Message, readers: readonly string[], pages: readonly string[]): void {
  for (const html of readers) {
    const missing = unread(textOf(html), message, () => false);
    if (missing.length > 0)
      throw new Error(`${message.type} is told to all and not shown: ${JSON.stringify(missing)}`);
  }
  const reader = { language: 'nl', formal: false, titles: true, place: 'direct' } as const;
  const labels = compose(message, reader).blocks.flatMap((block) =>
    block.kind === 'actions' ? block.actions.map(({ label }) => label) : [],
  );
  const shown = pages.map(textOf).join(' ');
  const lacking = labels.filter((label) => !shown.includes(label));
  if (readers.length > 0 && lacking.length > 0)
    throw new Error(`${message.type} has buttons that nobody finds: ${lacking.join(', ')}`);
}

async function pageOf(schakel: Schakel, personId: string, caseId: string): Promise<string> {
  const caller: Caller = await callerFor(schakel, personId);
  return (await caller.get(`/c/${caseId}`)).html;
}

export type { Place };
