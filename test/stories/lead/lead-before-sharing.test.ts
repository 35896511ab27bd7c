import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ON_THE_WEB, WEB_REGION } from '../../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { type Caller, callerOf } from '../../support/web/web-caller.ts';

const TAKE = 'Ik neem de regie';
const ASK = 'Vraag de coördinator of de familie om jou te vragen';

/** Where consent comes first, nobody comes to see everything by taking the lead without having been asked. */
describe('the lead in a region where consent comes first', () => {
  let schakel: Schakel<'web'>;
  let coordinator: Caller;
  let mother: Caller;
  let manager: Caller;
  let school: Caller;
  let caseId = '';
  const participant = async (key: string): Promise<string> => {
    const [personId, [state]] = [await schakel.person(key), await schakel.app.store.cases([caseId])];
    return state?.participants.find((p) => p.personId === personId)?.id ?? '';
  };
  const page = async (who: Caller): Promise<string> => (await who.get(`/c/${caseId}`)).html;
  /** A lead reads what happened in the whole case. */
  const leads = async (): Promise<boolean> => (await manager.get(`/c/${caseId}/timeline`)).status === 200;
  const suggest = async (who: Caller, key: string) =>
    who.fill('lead.suggest', { caseId }, { participant: await participant(key) });

  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, region: `${WEB_REGION}consent: before-sharing\n` });
    coordinator = await callerOf(schakel, 'coordinator');
    mother = await callerOf(schakel, 'moeder');
    manager = await callerOf(schakel, 'casemanager');
    school = await callerOf(schakel, 'school');
  });
  beforeEach(async () => {
    const region = (await schakel.app.store.regionByKey('midden'))?.id ?? '';
    const before = await schakel.app.store.openCaseIds(region, null, 20);
    await coordinator.fill('case.open', {}, { firstDay: '2027-01-04', region: 'midden' });
    caseId = (await schakel.app.store.openCaseIds(region, null, 20)).find((id) => !before.includes(id)) ?? '';
    for (const [key, role, organisation] of [
      ['casemanager', 'municipalCaseManager', 'gemeente'],
      ['school', 'supportCoordinator', 'school'],
      ['moeder', 'guardian', ''],
    ] as const)
      await coordinator.press('participant.add', {
        caseId,
        person: await schakel.person(key),
        role,
        organisation,
      });
  });
  afterAll(() => schakel?.stop());

  it('is not offered to who sees only their own agreements, and says kindly whom to ask', async () => {
    expect(await page(manager)).not.toContain(TAKE);
    await manager.press('lead.show', { caseId });
    const shown = await page(manager);
    expect(shown).not.toContain(TAKE);
    expect(shown).toContain('Vraag de coördinator of de familie om je te vragen');
    await manager.press('lead.accept', { caseId });
    expect(await page(manager)).toContain(ASK);
    expect(await leads()).toBe(false);
  });

  it.each(['coordinator', 'moeder'])('is theirs when they were asked by: %s', async (by) => {
    await suggest(by === 'moeder' ? mother : coordinator, 'casemanager');
    await schakel.settle();
    expect(await page(manager)).toContain(TAKE);
    await manager.press('lead.accept', { caseId });
    expect(await leads()).toBe(true);
  });

  it('is not brought to them by a colleague: not by who sees all, nor by another who sees as little', async () => {
    await mother.press('consent.answer', { caseId, party: 'school', answer: 'yes' });
    const said = await suggest(school, 'casemanager');
    expect(said.html).toContain(
      'Alleen de coördinator en de familie kunnen Casemanager gemeente voor de regie vragen',
    );
    await manager.press('lead.accept', { caseId });
    expect(await leads()).toBe(false);
  });

  it('can be taken at once by who has the family’s yes', async () => {
    await mother.press('consent.answer', { caseId, party: 'gemeente', answer: 'yes' });
    expect(await page(manager)).toContain(TAKE);
    await manager.press('lead.accept', { caseId });
    expect(await leads()).toBe(true);
  });
});
