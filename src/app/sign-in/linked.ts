import { localDate } from '../../domain/calendar/index.ts';
import { LETTER_WAYS } from '../../domain/contact-details.ts';
import type { Instant, Uuid } from '../../domain/vocabulary.ts';
import type { Session } from '../../ports/web.ts';
import type { EntryDeps } from './entry.ts';
import { alike, STRENGTH, strengthOf } from './second-steps.ts';
import { letterTo } from './sign-in-letters.ts';

/** One parent in several cases (C44): a person in each, put together by nobody but that parent. */
export interface Linked {
  /** The others whose pages a session opens: only one that began with a letter and a second step as strong as theirs. */
  openedBy(session: Came): Promise<Uuid[]>;
  /** How many are put together with this person, and how many of those ask for a stronger second step than this session had. */
  counted(session: Came): Promise<{ readonly all: number; readonly closed: number }>;
  /** Whether this person may put pages together at all. */
  mayBegin(personId: Uuid): Promise<boolean>;
  /** Their name for who was signed in in this browser just before, when those two may be one; null: nothing is asked. */
  offered(session: Came & Pick<Session, 'besideId' | 'createdAt'>): Promise<string | null>;
  /** Both came in, one after the other, in one browser: put together, and told to both by letter. */
  join(session: Came & Pick<Session, 'besideId' | 'createdAt'>): Promise<boolean>;
  apart(personId: Uuid): Promise<void>;
  /** The person to ask about after a sign-in, of the session that was there before it. */
  besideOf(before: Came | null, personId: Uuid): Promise<Uuid | null>;
  /** Whether the letter of the day may go; `covered`: that of another page of theirs went for this one too. */
  notice(letter: DayLetter): Promise<'goes' | 'covered'>;
}

type Came = Pick<Session, 'personId' | 'step'>;

export interface DayLetter {
  readonly messageId: Uuid;
  readonly personId: Uuid;
  readonly zone: string;
}

/** The question is about who was there a moment ago, and not about whoever held this browser this morning. */
const ASKED_FOR_MS = 60 * 60_000;

export function createLinked(deps: EntryDeps): Linked {
  const { linked, clock } = deps;
  const now = (): Instant => clock.now().toISOString();
  const opened = async ({ personId, step }: Came, others: readonly Uuid[]): Promise<Uuid[]> => {
    if (step === null) return [];
    const open = await Promise.all(others.map(async (id) => STRENGTH[step] >= (await strengthOf(deps, id))));
    return others.filter((id, i) => id !== personId && open[i]);
  };
  const asked = async (session: Parameters<Linked['offered']>[0]): Promise<Uuid | null> => {
    const { personId, step, besideId, createdAt } = session;
    if (step === null || besideId === null) return null;
    if (Date.parse(now()) - Date.parse(createdAt) > ASKED_FOR_MS) return null;
    return (await linked.mayJoin(personId, besideId)) ? besideId : null;
  };
  return {
    openedBy: async (session) =>
      session.step === null ? [] : opened(session, await linked.of(session.personId)),
    counted: async (session) => {
      const others = await linked.of(session.personId);
      return { all: others.length, closed: others.length - (await opened(session, others)).length };
    },
    mayBegin: (personId) => linked.mayBegin(personId),
    offered: async (session) => {
      const id = await asked(session);
      const [person] = id === null ? [] : await deps.store.people([id]);
      return person?.name ?? null;
    },
    join: async (session) => {
      const id = await asked(session);
      if (id === null || !(await linked.join(session.personId, id, now()))) return false;
      await tell(deps, [session.personId, id]);
      return true;
    },
    apart: (personId) => linked.apart(personId),
    besideOf: async (before, personId) =>
      before?.step && (await linked.mayJoin(before.personId, personId)) ? before.personId : null,
    notice: async ({ messageId, personId, zone }) => {
      const others = await alike(deps, personId, await linked.of(personId));
      if (others.length === 0) return 'goes';
      return linked.takeNotice({ messageId, personId, others, now: now(), day: localDate(zone, now()) });
    },
  };
}

/**
 * Somebody who did not do this hears of it, by every way there is: whoever reads along in a mailbox can throw a letter
 * away. It says nothing of another case.
 */
async function tell(deps: EntryDeps, personIds: readonly Uuid[]): Promise<void> {
  const told = personIds.flatMap((personId) => LETTER_WAYS.map((way) => ({ personId, way })));
  const letters = await Promise.all(
    told.map(async ({ personId, way }) => {
      const reach = await deps.book.reachOf(personId);
      const isThere = deps.can[way] && (way === 'email' ? reach?.email : reach?.phone);
      const key = `together:${personId}:${way}:${deps.newId()}`;
      const message = { type: 'SignInLink', purpose: 'together' } as const;
      return isThere ? [await letterTo(deps, { personId, way }, key, message)] : [];
    }),
  );
  await deps.store.commit({ now: deps.clock.now().toISOString(), cases: [], messages: letters.flat() });
}
