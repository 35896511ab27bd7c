import type { CaseState } from '../../../src/domain/case/state.ts';
import { WEB_REGION } from '../people/on-the-web.ts';
import type { Schakel } from '../schakel/start-schakel.ts';
import { type Caller, callerOf } from '../web/web-caller.ts';

/** People beside those of the region: one who left, one whose account ended. */
export const MORE_PEOPLE = WEB_REGION.replace(
  'organisations:',
  `  - { key: vertrokken, name: Vertrokken mentor, email: vertrokken@example.org }
  - { key: gestopt, name: Gestopte behandelaar, email: gestopt@example.org }
organisations:`,
);

/** These words stand in the case and nowhere else. A person who reads one of them reads the case. */
export const WORDS = {
  title: 'Onderwijsplan en opbouwrooster',
  doneWhen: 'gedeeld en door iedereen gelezen',
  strength: 'elke dag een blokje om met de buurhond',
} as const;

export interface WebCase {
  readonly id: string;
  readonly agreementId: string;
  readonly escalationId: string;
  readonly coordinator: Caller;
  readonly lead: Caller;
  readonly owner: Caller;
  readonly contact: Caller;
  /** A person who took part, and left. */
  readonly left: Caller;
  state(): Promise<CaseState>;
  /** The words that nobody outside may read. */
  secrets(): Promise<readonly string[]>;
}

/** A case on the web with an agreement, somebody who left, and somebody who was asked for help. */
export async function openWebCase(schakel: Schakel<'web'>): Promise<WebCase> {
  const { store } = schakel.app;
  const coordinator = await callerOf(schakel, 'coordinator');
  await coordinator.fill('case.open', {}, { firstDay: '2027-01-04', region: 'midden' });
  const region = await store.regionByKey('midden');
  const [id = ''] = await store.openCaseIds(region?.id ?? '', null, 10);
  const state = async (): Promise<CaseState> => (await store.cases([id]))[0] as CaseState;
  const add = async (key: string, role: string): Promise<Caller> => {
    await coordinator.press('participant.add', { caseId: id, person: await schakel.person(key), role });
    return callerOf(schakel, key);
  };
  const participantId = async (key: string): Promise<string> => {
    const personId = await schakel.person(key);
    return (await state()).participants.find((p) => p.personId === personId)?.id ?? '';
  };
  const lead = await add('casemanager', 'municipalCaseManager');
  const owner = await add('school', 'supportCoordinator');
  await add('moeder', 'guardian');
  const left = await add('vertrokken', 'teacher');
  // Asked by the coordinator: where consent comes first, nobody takes the lead unasked.
  await coordinator.press('lead.suggest', { caseId: id, participant: await participantId('casemanager') });
  await lead.press('lead.accept', { caseId: id });
  await lead.press('agreement.create', {
    caseId: id,
    title: WORDS.title,
    doneWhen: WORDS.doneWhen,
    owner: await participantId('school'),
    due: '2027-04-01',
  });
  await owner.press('strength.note', { caseId: id, words: WORDS.strength });
  const agreementId = (await state()).agreements[0]?.id ?? '';
  await lead.press('ladder.raise', { agreementId, rung: '3' });
  await coordinator.press('participant.remove', {
    caseId: id,
    participant: await participantId('vertrokken'),
  });
  await schakel.settle();
  const escalationId = (await state()).escalations[0]?.id ?? '';
  return {
    id,
    agreementId,
    escalationId,
    coordinator,
    lead,
    owner,
    left,
    contact: await callerOf(schakel, 'teamleider'),
    state,
    secrets: async () => [(await state()).case.code, ...Object.values(WORDS)],
  };
}
