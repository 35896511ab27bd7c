import { setTimeout as wait } from 'node:timers/promises';
import type { Actor, Delivery } from '../../test/fakes/slack/index.ts';
import { type Stage, until } from './stage.ts';

/** Something a person was told is done. `title` says which: of an agreement its title, of a case its first day. */
export interface Deed {
  readonly what: 'made' | 'confirmed' | 'proposed' | 'reported' | 'closed' | 'opened';
  readonly title: string;
  /** Empty for a case, whose channel comes later. */
  readonly channel: string;
}

/** Everybody at work shares this. */
export interface Desk {
  readonly stage: Stage;
  /** A title nobody else uses. */
  title(): string;
  /** A working day nobody else uses, as 2027-01-05. */
  day(): string;
  on(): boolean;
  pause(): Promise<void>;
  longPause(): Promise<void>;
  /** Counts an answer; true when it came in time. */
  heard(delivery: Delivery): boolean;
  done(deed: Deed): void;
}

/** A person who got no answer tries again after so long. */
const AGAIN_MS = 250;
/** While it is being killed every two seconds, somebody with a slow request can be unlucky for long. */
const PATIENCE_MS = 240_000;

/** Again and again until it succeeds. */
export async function persist(what: string, attempt: () => Promise<boolean>): Promise<void> {
  const tried = async (): Promise<boolean> => {
    if (await attempt()) return true;
    await wait(AGAIN_MS);
    return false;
  };
  await until(what, tried, PATIENCE_MS);
}

/** Opens a form, fills it in and sends it, until Schakel has said that it is done. A form that stays is sent again. */
export async function fillIn(
  context: Desk,
  who: Actor,
  what: string,
  open: () => Promise<Delivery>,
  values: Record<string, string>,
): Promise<void> {
  let last = '';
  await persist(what, async () => {
    if (!who.hasView()) context.heard(await open());
    if (!who.hasView()) return false;
    const sent = await who.submit(values);
    last = `${sent.status} ${sent.body.slice(0, 300)}`;
    return context.heard(sent) && !sent.errors && /"(clear|update)"/.test(sent.body);
  }).catch((error: unknown) => {
    throw new Error(`${what}: the last answer was "${last}"`, { cause: error });
  });
}
