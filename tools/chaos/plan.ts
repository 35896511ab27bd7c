import type { Chance } from './chance.ts';
import { POINTS, type Point } from './settings.ts';

/** How one process ends: at the n-th time it comes to a point, or so many ms after it was started. */
export type Kill =
  | { readonly at: Point; readonly hit: number }
  | { readonly at: 'random'; readonly afterMs: number };

/** Each named point at least so often, in a run that is long enough for it. */
export const EACH_AT_LEAST = 10;
/** A short run has fewer of each, and says so. */
export const LONG_ENOUGH = 60;

/** About a third at random moments, the rest spread evenly over the named points; the order is chance. */
export function planOf(kills: number, chance: Chance): Kill[] {
  const named = Math.max(Math.round(kills * 0.68), kills >= LONG_ENOUGH ? POINTS.length * EACH_AT_LEAST : 0);
  const plan: Kill[] = Array.from({ length: kills }, (_, i) =>
    i < named
      ? { at: POINTS[i % POINTS.length] as Point, hit: chance.between(1, 6) }
      : // From in the middle of starting up to well at work.
        { at: 'random', afterMs: chance.between(100, 3_000) },
  );
  return chance.shuffled(plan);
}
