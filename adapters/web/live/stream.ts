import type { OpenPage } from './open-pages.ts';

/** Nothing between us and the browser keeps it back, or changes it. */
export const STREAM = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};

/** Something is said at once, so that the browser knows that it is open. */
export const OPEN = ': open\n\n';
const BEAT = ': \n\n';
/** Said before the end to a page that gives way to a newer one: it listens again when somebody looks at it. */
const ENOUGH = 'event: enough\ndata: \n\n';
/** The most words that wait for a browser that takes none; after that it is gone, or as good as. */
const MOST_WAITING = 50;

export function changed(seen: string): string {
  return `event: changed\ndata: ${seen}\n\n`;
}

export interface Stream {
  readonly body: ReadableStream<Uint8Array>;
  readonly leave: () => void;
}

/** A stream of events; `begin` gives what to do when the browser goes, null when there is no room. */
export function openStream(begin: (on: OpenPage['on']) => (() => void) | null, first: string): Stream | null {
  const words = new TextEncoder();
  let to: ReadableStreamDefaultController<Uint8Array> | null = null;
  let stop: (() => void) | null = null;
  const end = (): void => {
    stop?.();
    // Closing twice, or after the browser went, is an error of no consequence.
    try {
      to?.close();
    } catch {}
    to = null;
  };
  const write = (text: string): void => {
    if (to === null) return;
    if ((to.desiredSize ?? 0) < -MOST_WAITING) end();
    to?.enqueue(words.encode(text));
  };
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      to = controller;
      write(first);
    },
    cancel: () => {
      to = null;
      stop?.();
    },
  });
  stop = begin({
    changed: (seen) => write(changed(seen)),
    beat: () => write(BEAT),
    ended: (why) => {
      if (why === 'enough') write(ENOUGH);
      end();
    },
  });
  return stop && { body, leave: end };
}
