import type { Session } from '../../../src/ports/web.ts';
import type { LiveLimits } from './limits.ts';

/** One page that is open in a browser. */
export interface OpenPage {
  /** The page that is open: the id of a case, or `home` for their own page. */
  readonly of: string;
  readonly personId: string;
  /** The session: one browser of theirs. */
  readonly token: string;
  /** The one who came in, and others of theirs whose pages it shows too; left out: it shows nothing of another. */
  readonly also?: { readonly came: Pick<Session, 'personId' | 'step'>; readonly ids: readonly string[] };
  /** The things it depends on: cases by their id, and what they are told; each as it was when the page was opened. */
  readonly versions: Versions;
  /** The word for what stands on it, as it was told last. */
  seen: string;
  readonly on: {
    readonly changed: (seen: string) => void;
    readonly beat: () => void;
    readonly ended: (why: Ended) => void;
  };
}

/** Something that changes with a case, or with what a person is told; by the id of the case or person. */
export type Versions = ReadonlyMap<string, string>;

/** `enough`: a newer page of theirs is told instead. `over`: they are not in the case, or not signed in, or we stop. */
export type Ended = 'enough' | 'over';

export interface OpenPages {
  /** False when there are too many in all. Of the same browser or person the oldest one ends. */
  add(page: OpenPage): boolean;
  remove(page: OpenPage): void;
  end(page: OpenPage, why: Ended): void;
  has(page: OpenPage): boolean;
  all(): readonly OpenPage[];
}

/** The pages that are open in this process, oldest first, and no more of them than there may be. */
export function openPages(limits: Pick<LiveLimits, 'ofBrowser' | 'ofPerson' | 'inAll'>): OpenPages {
  const open = new Set<OpenPage>();
  const ofPerson = new Map<string, Set<OpenPage>>();
  const remove = (page: OpenPage): void => {
    open.delete(page);
    const theirs = ofPerson.get(page.personId);
    theirs?.delete(page);
    if (theirs?.size === 0) ofPerson.delete(page.personId);
  };
  const end = (page: OpenPage, why: Ended): void => {
    if (!open.has(page)) return;
    remove(page);
    page.on.ended(why);
  };
  const makeRoom = (page: OpenPage): void => {
    const theirs = [...(ofPerson.get(page.personId) ?? [])];
    const ofBrowser = theirs.filter((one) => one.token === page.token);
    if (ofBrowser[0] && ofBrowser.length >= limits.ofBrowser) end(ofBrowser[0], 'enough');
    else if (theirs[0] && theirs.length >= limits.ofPerson) end(theirs[0], 'enough');
  };
  return {
    add: (page) => {
      makeRoom(page);
      if (open.size >= limits.inAll) return false;
      open.add(page);
      const theirs = ofPerson.get(page.personId) ?? new Set();
      ofPerson.set(page.personId, theirs.add(page));
      return true;
    },
    remove,
    end,
    has: (page) => open.has(page),
    all: () => [...open],
  };
}
