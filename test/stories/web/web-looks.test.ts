import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Config } from '../../../src/config/env/env.ts';
import { exportCase } from '../../../src/main/commands/case-export.ts';
import { MORE_PEOPLE, openWebCase, type WebCase } from '../../support/cases/web-case.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { SECRET } from '../../support/schakel/secret.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { callerOf } from '../../support/web/web-caller.ts';

/** "Who looked in our case?" names everybody who did, whatever they are to it, and also when it was put in a file. */
describe('who looked in a case', () => {
  let schakel: Schakel<'web'>;
  let webCase: WebCase;
  let code = '';
  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, region: MORE_PEOPLE });
    webCase = await openWebCase(schakel);
    code = (await webCase.state()).case.code;
  });
  afterAll(() => schakel?.stop());

  const told = async (): Promise<string> => {
    const page = await schakel.web.visit('moeder');
    await page.goto(`/c/${webCase.id}/passed-on`);
    const section = page.locator('section').filter({ hasText: 'Wie keek' });
    return (await section.innerText()).replaceAll(/\n+/g, '\n');
  };

  it('names who takes part and has not looked, and nobody who only could have', async () => {
    expect(await told()).toMatch(/Casemanager gemeente – nog niet/);
    expect(await told()).not.toMatch(/Teamleider jeugd|Vertrokken mentor|bestand/);
  });

  it('names the coordinator, who was called for help, and who left, by what they are', async () => {
    for (const who of [webCase.coordinator, webCase.contact]) await who.get(`/c/${webCase.id}`);
    const coming = await callerOf(schakel, 'gestopt');
    await webCase.coordinator.press('participant.add', {
      caseId: webCase.id,
      person: await schakel.person('gestopt'),
      role: 'careProvider',
    });
    await coming.get(`/c/${webCase.id}`);
    const stopped = await schakel.person('gestopt');
    const participant = (await webCase.state()).participants.find((p) => p.personId === stopped)?.id;
    await webCase.coordinator.press('participant.remove', { caseId: webCase.id, participant });
    const list = await told();
    expect(list).toMatch(/Coördinator(?: \(coördinator\))? – het laatst op donderdag 11 maart 2027/);
    expect(list).toMatch(/Teamleider jeugd \(om hulp gevraagd\) – het laatst op/);
    expect(list).toMatch(/Gestopte behandelaar \(doet niet meer mee\) – het laatst op/);
  });

  it('counts who asked for the case in chat, and who had it in a list of theirs only does not', async () => {
    await webCase.owner.get('/');
    expect(await told()).toMatch(/Ondersteuningscoördinator school – nog niet/);
    await webCase.owner.press('case.show', { caseId: webCase.id });
    expect(await told()).toMatch(/Ondersteuningscoördinator school – het laatst op/);
  });

  it('says that the whole case was put in a file', async () => {
    await exportCase({ databaseUrl: schakel.database.url, key: SECRET } as Config, code, undefined);
    expect(await told()).toMatch(/De hele casus is in een bestand gezet – het laatst op/);
  });
});
