import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ON_THE_WEB, WEB_REGION } from '../../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { callerOf } from '../../support/web/web-caller.ts';

const REGION = WEB_REGION.replace(
  'organisations:',
  `  - { key: behandelaar, name: Behandelaar, email: behandelaar@example.org }
  - { key: jeugdarts, name: Jeugdarts, email: jeugdarts@example.org }
organisations:
  - { key: zorg, name: Zorgaanbieder, type: careProvider }`,
);
const SIGNS = 'langer dan drie maanden thuis, 3 organisaties voor zorg en jeugd en de regie wisselde 2 keer';
const SAID = `Hier komt veel samen: ${SIGNS}. Gespecialiseerd casemanagement kan helpen`;

/** It is Thursday 11 March 2027; the child has been at home since the end of November. */
describe('a case in which much meets', () => {
  let schakel: Schakel<'web'>;
  let caseId = '';
  let regionId = '';
  const page = async (key: string, path: string): Promise<string> => {
    await schakel.settle();
    return (await (await callerOf(schakel, key)).get(path)).html.replace(/<\/?bdi>/g, '');
  };
  const lead = async (command: string): Promise<unknown> =>
    (await callerOf(schakel, 'casemanager')).press(command, { caseId });

  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, region: REGION });
    const coordinator = await callerOf(schakel, 'coordinator');
    await coordinator.fill('case.open', {}, { firstDay: '2026-11-30', region: 'midden' });
    regionId = (await schakel.app.store.regionByKey('midden'))?.id ?? '';
    [caseId = ''] = await schakel.app.store.openCaseIds(regionId, null, 10);
    for (const [key, role, organisation] of [
      ['casemanager', 'municipalCaseManager', 'gemeente'],
      ['behandelaar', 'careProvider', 'zorg'],
      ['jeugdarts', 'youthDoctor', ''],
      ['moeder', 'guardian', ''],
    ] as const)
      await coordinator.press('participant.add', {
        caseId,
        person: await schakel.person(key),
        role,
        organisation,
      });
    for (const command of ['lead.accept', 'lead.release', 'lead.accept']) await lead(command);
  });
  afterAll(() => schakel?.stop());

  it('is nothing to say while two signs meet', async () => {
    expect(await page('coordinator', `/r/${regionId}`)).not.toContain('Hier komt veel samen');
  });

  it('is said to the coordinator in the overview, with each sign, once three do', async () => {
    await lead('lead.release');
    await lead('lead.accept');
    expect(await page('coordinator', `/r/${regionId}`)).toContain(SAID);
    expect(await page('coordinator', `/r/${regionId}?need=complex`)).toContain(SAID);
  });

  it('is read by nobody else', async () => {
    for (const key of ['moeder', 'casemanager', 'behandelaar'])
      for (const path of ['/', `/c/${caseId}`, `/c/${caseId}/who`])
        expect(await page(key, path), `${key} ${path}`).not.toContain('Hier komt veel samen');
  });

  it('stands in the Monday list once, and in the overview as long as it is so', async () => {
    await schakel.at('2027-03-15', '09:30');
    expect(await page('coordinator', '/')).toContain(SIGNS);
    await schakel.at('2027-03-22', '09:30');
    expect(await page('coordinator', '/')).toContain('De week van Regio Midden');
    const [now = ''] = (await page('coordinator', '/')).split('<summary>Eerder');
    expect(now).not.toContain(SIGNS);
    expect(await page('coordinator', `/r/${regionId}`)).toContain(SAID);
  });
});
