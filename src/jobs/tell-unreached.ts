import type { Deps } from '../app/request-context.ts';
import { decideAndWrite } from '../app/write/decide-and-write.ts';
import { accept, type Decision, type Situation } from '../domain/case/decision.ts';
import { person } from '../domain/case/participants.ts';
import type { CaseState } from '../domain/case/state.ts';
import { contactUnreached } from '../domain/help/contact-unreached.ts';
import type { ContactUnreached } from '../domain/messages/index.ts';
import type { Region } from '../domain/region/region.ts';
import { callsOf } from '../domain/views/calls.ts';
import type { Uuid } from '../domain/vocabulary.ts';

type Telling = Pick<Deps, 'store' | 'clock' | 'newId' | 'entryMeans'>;

/**
 * A call for help did not reach whom it was for: whoever leads that case and who coordinates hear it, in each case in which
 * that help is waited for. Of nobody else is anything told: whoever takes part in a case is spoken of there.
 */
export async function tellUnreached(
  deps: Telling,
  about: {
    readonly personId: Uuid;
    readonly why: ContactUnreached['why'];
    readonly key: string;
    /** Left out: in every region. */
    readonly region?: Region;
  },
): Promise<void> {
  for (const id of await deps.store.calledCaseIds(about.personId)) {
    const load = async (): Promise<CaseState | null> => (await deps.store.cases([id]))[0] ?? null;
    const rule = (state: CaseState, s: Situation): Decision => {
      const contact = person(state, about.personId);
      const isHere = about.region === undefined || about.region.id === s.region.id;
      const calls = isHere ? callsOf(state, s.region, about.personId) : [];
      const waiting = contact ? calls.filter((e) => e.status === 'asked') : [];
      return accept(state, 'done.nothing', {
        messages: waiting.flatMap((e) =>
          contact ? contactUnreached(state, s, { call: e, contact, why: about.why }) : [],
        ),
      });
    };
    await decideAndWrite(deps, { key: `unreached:${about.key}:${id}`, load, rule });
  }
}
