import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Config } from '../../../src/config/env/env.ts';
import { exportCase } from '../../../src/main/commands/case-export.ts';
import { openSchoolCase, type SchoolCase } from '../../support/cases/school-case.ts';
import { SECRET } from '../../support/schakel/secret.ts';

/** A text that somebody confirmed stays to be read, also when it is changed. */
describe('the text of an agreement that is changed', () => {
  let at: SchoolCase;
  const now = {
    title: 'Alleen een telefoonnummer',
    doneWhen: 'het nummer is doorgegeven',
    due: '2027-04-08',
  };
  beforeAll(async () => {
    at = await openSchoolCase();
    const { id, textVersion } = await at.agree('Gesprek over opvang overdag');
    await at.who.moeder.press('agreement.confirm', { agreementId: id, textVersion });
    await at.who.casemanager.fill(
      'agreement.revise',
      { agreementId: id, textVersion, shownDue: '2027-04-01' },
      now,
    );
  });
  afterAll(() => at?.close());

  it('is told to everybody with who changed it, what stood there, and all of what stands there now', async () => {
    for (const page of [await at.reads(at.who.school), await at.reads(at.who.moeder)])
      expect(page).toMatch(
        /Casemanager gemeente heeft afspraak 1: Alleen een telefoonnummer aangepast\. Kijk of het zo klopt.*Eerst stond er: Gesprek over opvang overdag\. Eerst was de datum: donderdag 1 april 2027\. Eerst was het klaar als: Gesprek over opvang overdag: gedeeld en gelezen\. .*1\. Alleen een telefoonnummer Ondersteuningscoördinator school – donderdag 8 april 2027.*Klaar als: het nummer is doorgegeven/,
      );
  });

  it('is asked of the mother again, whole, on her own page too', async () => {
    for (const path of ['/', `/c/${at.id}`])
      expect(await at.asks(at.who.moeder, path)).toMatch(
        /Klopt afspraak 1: Alleen een telefoonnummer \?.*Ondersteuningscoördinator school – donderdag 8 april 2027.*Klaar als: het nummer is doorgegeven.*Dit is veranderd\..*Klopt/,
      );
  });

  it('stands on the page of the case under the new one, with who confirmed it', async () => {
    expect(await at.reads(at.who.moeder)).toMatch(
      /Eerder stond er \(1\) Gesprek over opvang overdag – Ondersteuningscoördinator school – donderdag 1 april 2027 Klaar als: Gesprek over opvang overdag: gedeeld en gelezen .*Moeder zei dat het klopt – .*Casemanager gemeente heeft dit veranderd: donderdag 11 maart 2027/,
    );
  });

  it('stays when the date or the owner is changed too, newest first, and each change says who made it', async () => {
    const { id } = await at.agreement(1);
    await at.who.school.fill('agreement.proposeDate', { agreementId: id }, { date: '2027-04-15' });
    await at.who.casemanager.press('agreement.acceptDate', { agreementId: id, date: '2027-04-15' });
    await at.who.casemanager.fill(
      'agreement.handOver',
      { agreementId: id },
      { owner: await at.participant('intern-begeleider') },
    );
    const page = await at.reads(at.who.colleague);
    expect(page).toMatch(
      /Eerder stond er \(3\) .*donderdag 15 april 2027.*donderdag 8 april 2027.*donderdag 1 april 2027/,
    );
    expect(page).toMatch(
      /nieuwe datum: donderdag 15 april 2027 , vastgesteld door Casemanager gemeente \. Dat was donderdag 8 april 2027/,
    );
    expect(page).toContain('Eerst deed dit: Ondersteuningscoördinator school');
  });

  it('is in the file of the case, with what was answered to each', async () => {
    const config = { databaseUrl: at.schakel.database.url, key: SECRET } as Config;
    const { lines } = await exportCase(config, at.code, undefined);
    const file = JSON.stringify(JSON.parse(lines.join('\n')));
    expect(file).toContain('Gesprek over opvang overdag');
    expect(file).toContain('"changedBy":"Casemanager gemeente (municipalCaseManager)"');
    expect(file).toContain('"textVersion":1,"by":"Moeder (guardian)","answer":"confirmed"');
  });

  it('is shown whole to whoever is asked whether it is done', async () => {
    await at.who.colleague.press('agreement.reportDone', { agreementId: (await at.agreement(1)).id });
    for (const path of ['/', `/c/${at.id}`])
      expect(await at.asks(at.who.moeder, path)).toMatch(
        /klaar is\. Klopt dat\?.*Intern begeleider school – donderdag 15 april 2027.*Klaar als: het nummer is doorgegeven/,
      );
  });
});
