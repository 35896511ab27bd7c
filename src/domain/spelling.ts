import { distance } from 'fastest-levenshtein';

/** The candidate that differs least from `word` (letters added, left out or changed), if any is near. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const limit = Math.max(2, Math.floor(word.length / 3));
  let best: string | undefined;
  let least = limit + 1;
  for (const candidate of candidates) {
    // So many letters more or less cannot be near; a very long word is not held against anything letter by letter.
    if (Math.abs(candidate.length - word.length) >= least) continue;
    const differs = distance(word.toLowerCase(), candidate.toLowerCase());
    if (differs < least) [best, least] = [candidate, differs];
  }
  return best;
}
