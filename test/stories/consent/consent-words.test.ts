import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ON_THE_WEB, WEB_REGION } from '../../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { type Caller, callerOf } from '../../support/web/web-caller.ts';

const REGION = `${WEB_REGION.replace(
  'organisations:',
  `  - { key: vader, name: Vader, email: vader@example.org }
organisations:`,
)}consent: before-sharing
`;
const STAYS = 'Wie hier de regie heeft, of de regiehouder vervangt, ziet altijd alles.';
/** The answer to a no. */
const NOTED = 'toch alles. Anderen zien alleen de eigen afspraken. Wilt u dat niet?';

/** A person who answers reads what follows from all answers together, and from who leads. */
describe('the words in which an answer about consent is confirmed', () => {
  let schakel: Schakel<'web'>;
  let mother: Caller;
  let father: Caller;
  let lead: Caller;
  let caseId = '';
  const participant = async (key: string): Promise<string> => {
    const [personId, [state]] = [await schakel.person(key), await schakel.app.store.cases([caseId])];
    return state?.participants.find((p) => p.personId === personId)?.id ?? '';
  };
  const answer = async (who: Caller, party: string, said: 'yes' | 'no'): Promise<string> => {
    await who.press('consent.answer', { caseId, party, answer: said });
    return (await who.get(`/c/${caseId}`)).html;
  };

  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, region: REGION });
    mother = await callerOf(schakel, 'moeder');
    father = await callerOf(schakel, 'vader');
    lead = await callerOf(schakel, 'casemanager');
  });
  beforeEach(async () => {
    const coordinator = await callerOf(schakel, 'coordinator');
    const region = (await schakel.app.store.regionByKey('midden'))?.id ?? '';
    const before = await schakel.app.store.openCaseIds(region, null, 10);
    await coordinator.fill('case.open', {}, { firstDay: '2027-01-04', region: 'midden' });
    caseId = (await schakel.app.store.openCaseIds(region, null, 10)).find((id) => !before.includes(id)) ?? '';
    for (const [key, role, organisation] of [
      ['casemanager', 'municipalCaseManager', 'gemeente'],
      ['school', 'supportCoordinator', 'school'],
      ['moeder', 'guardian', ''],
      ['vader', 'guardian', ''],
    ] as const) {
      const person = await schakel.person(key);
      await coordinator.press('participant.add', { caseId, person, role, organisation });
    }
    // Consent comes first in this region: whoever leads is asked to.
    await coordinator.press('lead.suggest', { caseId, participant: await participant('casemanager') });
    await lead.press('lead.accept', { caseId });
  });
  afterAll(() => schakel?.stop());

  it('a yes that waits for that of the other says so, and the last one that the party reads along', async () => {
    const first = await answer(mother, 'school', 'yes');
    expect(first).toContain('uw ja staat genoteerd. School ziet nu nog alleen de eigen afspraken');
    expect(first).not.toContain('School mag meelezen');
    expect(await answer(father, 'school', 'yes')).toContain('Goed. School mag meelezen');
  });

  it('a yes beside a no of the other does not say that the party reads along', async () => {
    expect(await answer(father, 'school', 'no')).toContain('School ziet alleen de eigen afspraken');
    const yes = await answer(mother, 'school', 'yes');
    expect(yes).toContain('uw ja staat genoteerd. School ziet nu nog alleen de eigen afspraken');
    expect(yes).not.toContain('School mag meelezen');
  });

  it('a no says who sees everything all the same: whoever leads, and who stands in for them', async () => {
    const apart = await answer(mother, 'school', 'no');
    expect(apart).toContain('School ziet alleen de eigen afspraken');
    expect(apart).not.toContain(NOTED);
    expect(await answer(mother, 'gemeente', 'no')).toContain(NOTED);
  });

  it('the question itself says so too, of the party of whoever leads and of no other', async () => {
    const asked = async (party: string): Promise<string> => {
      await lead.fill('consent.ask', { caseId }, { party });
      await schakel.settle();
      const { html } = await mother.get(`/c/${caseId}`);
      return html.slice(html.lastIndexOf('Bij ja leest')).slice(0, 400);
    };
    expect(await asked('school')).not.toContain(STAYS);
    const own = await asked('gemeente');
    expect(own).toContain('Bij nee ziet Gemeente alleen eigen afspraken.');
    expect(own).toContain(STAYS);
  });

  it('and of a deputy who was chosen before the no', async () => {
    await lead.press('deputy.set', { caseId, deputy: await participant('school') });
    expect((await (await callerOf(schakel, 'school')).get(`/c/${caseId}/timeline`)).status).toBe(200);
    const html = await answer(mother, 'school', 'no');
    expect(html).toContain(NOTED);
    expect(html.split('Wie mag meelezen?').at(-1)).toContain(STAYS);
  });
});
