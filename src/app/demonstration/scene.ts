import { instantAt } from '../../domain/calendar/index.ts';
import { participantOfPerson } from '../../domain/case/participants.ts';
import type { CaseState } from '../../domain/case/state.ts';
import type { Instant, Language, Uuid } from '../../domain/vocabulary.ts';
import type { Store } from '../../ports/database/index.ts';
import type { Demonstration } from '../../ports/demonstration.ts';
import { say, type TextKey } from '../../text/words/translate.ts';
import type { UseCases } from '../inbound.ts';
import type { Act, Chapter } from './story.ts';
import type { Tools } from './tools.ts';

/** The story's own time zone: that of its region. */
const ZONE = 'Europe/Amsterdam';

export function momentOf({ date, time }: Pick<Chapter, 'date' | 'time'>): Instant {
  return instantAt(ZONE, date, time);
}

export function sayIn(language: Language): Tools['say'] {
  return (key) => say(language, key as TextKey);
}

/** The case of the story, when it was opened. */
export async function caseOf(store: Store, regionId: Uuid): Promise<CaseState | null> {
  const [id] = await store.openCaseIds(regionId, null, 1);
  return id ? ((await store.cases([id]))[0] ?? null) : null;
}

function toolsFor(demo: Demonstration, state: CaseState | null): Tools {
  const person = (key: string): Uuid => demo.people.find((p) => p.key === key)?.id ?? '';
  const agreement = (at: CaseState | null, number: number): Uuid =>
    at?.agreements.find((a) => a.number === number)?.id ?? '';
  return {
    say: sayIn(demo.language),
    person,
    agreement,
    participant: (at, key) => (at ? participantOfPerson(at, person(key))?.id : null) ?? '',
    onCase: () => ({ caseId: state?.case.id ?? '' }),
    onAgreement: (at, number) => ({ agreementId: agreement(at, number) }),
    onEscalation: (at, status) => ({
      escalationId: at?.escalations.find((e) => e.status === status)?.id ?? '',
    }),
  };
}

/**
 * One of the people does something, through the application. Done twice it has one effect: what a process that was killed
 * had done already is not done again. What the application refuses stays undone.
 */
export async function act(
  store: Store,
  useCases: UseCases,
  demo: Demonstration,
  done: Act,
  once: string,
): Promise<void> {
  const state = await caseOf(store, demo.regionId);
  const tools = toolsFor(demo, state);
  if (done.when && !done.when(tools, state)) return;
  const { command } = done;
  const args = done.args(tools, state);
  await useCases.handle({
    key: `demonstration:${once}`,
    platform: 'web',
    workspaceExternalId: demo.regionKey,
    userExternalId: tools.person(done.who),
    channel: null,
    request: done.values
      ? { type: 'submit', command, args, values: done.values(tools, state) }
      : { type: 'command', command, args },
  });
}
