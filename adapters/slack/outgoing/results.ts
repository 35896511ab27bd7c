import type { Failure, Result } from '../../../src/ports/chat.ts';
import { codeOf, failureOf } from '../errors.ts';

/** Does the work and returns what it came to as a value. */
export async function attempt<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  }
}

/** Doing it twice changes nothing, so that "perhaps" is simply "again". */
export async function harmless<T>(work: () => Promise<T>): Promise<Result<T>> {
  const result = await attempt(work);
  return result.ok ? result : { ok: false, failure: plainly(result.failure) };
}

function plainly(failure: Failure): Failure {
  return failure.kind === 'perhaps' ? { ...failure, kind: 'again', afterMs: null } : failure;
}

/** Success, too, when Slack says that it is so already. */
export async function already(codes: readonly string[], work: () => Promise<unknown>): Promise<Result<void>> {
  return harmless(async () => {
    try {
      await work();
    } catch (error) {
      if (!codes.includes(codeOf(error))) throw error;
    }
  });
}
