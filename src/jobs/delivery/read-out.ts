import type { Pace } from '../../ports/chat.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Claimed, Outbox, Unsaid } from '../../ports/outbox.ts';

interface ReadingOut {
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly platforms: Readonly<Record<string, { readonly pace: Pace }>>;
}

/** Taken up at once; more wait for their pace anyway. */
const BATCH = 20;

/**
 * Where a new message pushes its own words to phones, it is said with neutral words and then replaced by itself with all
 * of them, which pushes nothing: a screen reader reads those. It takes its turn behind everything that is still to be
 * said. Returns how many were taken up.
 */
export async function readOut(deps: ReadingOut): Promise<number> {
  const now = deps.clock.now().toISOString();
  const waiting = await deps.outbox.unsaid(now, BATCH);
  if (waiting.length === 0) return 0;
  const asks = waiting.map((one) => keysOf(one, deps.platforms[one.platform]?.pace));
  const waits = await deps.outbox.takePaces(now, asks);
  const taken = waiting.filter((_, i) => (waits[i] ?? 0) <= 0);
  if (taken.length > 0)
    await deps.outbox.sayInFull(
      now,
      taken.map((one) => one.messageId),
    );
  return taken.length;
}

function keysOf(
  { workspaceId }: Unsaid,
  pace: Pace | undefined,
): { key: string; everyMs: number; burst: number }[] {
  const { everyMs, burst } = pace?.methods.speak ?? {};
  return everyMs && burst ? [{ key: `${workspaceId}:speak`, everyMs, burst }] : [];
}

/** It stands there, and only its words for who listens are to follow: nothing about it can be lost any more. */
export function isSaid({ confirmedAt, isCard, externalRef }: Claimed): boolean {
  return confirmedAt !== null && !isCard && externalRef !== null;
}
