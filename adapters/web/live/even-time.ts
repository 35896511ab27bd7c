/** Milliseconds: well over what asking for a letter takes, known or not, and too short for anybody to notice. */
const STEP = 50;

/**
 * Gives what `work` gives, at the first multiple of `STEP` after it began. How long an answer took then does not tell
 * whether an address is known: writing a letter takes a millisecond longer than writing none.
 */
export async function atEvenTime<T>(work: Promise<T>): Promise<T> {
  const began = performance.now();
  try {
    return await work;
  } finally {
    const rest = STEP - ((performance.now() - began) % STEP);
    await new Promise((resolve) => setTimeout(resolve, rest));
  }
}
