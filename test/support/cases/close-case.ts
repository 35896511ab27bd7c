import { guardiansOf } from '../../../src/domain/case/participants.ts';
import type { Schakel } from '../schakel/start-schakel.ts';
import { type Caller, callerFor } from '../web/web-caller.ts';

/** Closes a case where that is not what a test is about: asked by who runs it, and agreed to by a guardian, if there is one. */
export async function closeCase(schakel: Schakel, by: Caller, caseId: string): Promise<void> {
  const words = {
    outcome: 'education',
    familySpoken: 'yes',
    stopReason: 'het is rond',
    reason: 'het is rond',
  };
  await by.fill('case.close', { caseId }, words);
  const [state] = await schakel.app.store.cases([caseId]);
  const guardian = state && state.case.status !== 'closed' ? guardiansOf(state)[0] : undefined;
  if (guardian) await (await callerFor(schakel, guardian.personId)).press('case.agreeToClose', { caseId });
}
