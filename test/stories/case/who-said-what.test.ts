import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSchoolCase, type SchoolCase } from '../../support/cases/school-case.ts';
import { callerOf } from '../../support/web/web-caller.ts';

/** "Was it passed on?" has an answer for each thing that somebody did. */
describe('the page of who said what', () => {
  let at: SchoolCase;
  let page = '';
  beforeAll(async () => {
    at = await openSchoolCase();
    const { casemanager, school, moeder } = at.who;
    const { id: agreementId, textVersion } = await at.agree('Opbouwrooster');
    const about = { agreementId };
    const at1 = (time: string): Promise<void> => at.schakel.at('2027-03-11', time);
    await moeder.press('agreement.confirm', { ...about, textVersion });
    await at1('09:05');
    await casemanager.fill(
      'agreement.revise',
      { ...about, textVersion, shownDue: '2027-04-01' },
      {
        title: 'Opbouwrooster per week',
        doneWhen: 'staat op papier',
        due: '2027-04-01',
      },
    );
    await at1('09:10');
    await school.fill('agreement.proposeDate', about, { date: '2027-04-08' });
    await casemanager.press('agreement.acceptDate', { ...about, date: '2027-04-08' });
    await at1('09:15');
    await school.fill('agreement.stuck', about, { category: 'money', decisionMaker: '' });
    await casemanager.fill('ladder.raise', about, { rung: '3', question: 'Wie betaalt?' });
    await at.schakel.settle();
    await at1('09:20');
    const director = await callerOf(at.schakel, 'teamleider');
    const escalationId = (await at.state()).escalations[0]?.id ?? '';
    await director.fill('escalation.answer', { escalationId }, { answer: 'De gemeente betaalt.' });
    await casemanager.fill('blocker.resolve', about, { answer: 'De gemeente betaalt.' });
    await at1('09:25');
    await school.press('agreement.reportDone', about);
    await moeder.press('agreement.notYet', about);
    await school.press('agreement.reportDone', about);
    await at1('09:30');
    await casemanager.fill(
      'agreement.enterByPhone',
      { caseId: at.id },
      { agreement: agreementId, participant: await at.participant('moeder'), answer: 'done' },
    );
    page = await at.reads(moeder, `/c/${at.id}/passed-on`);
  });
  afterAll(() => at?.close());

  it('knows every act, with who and when, in the order in which it happened', () => {
    const line = (who: string, what: string, time: string): string =>
      `${who} ${what} – donderdag 11 maart 2027, ${time}`;
    const lines = [
      line('Casemanager gemeente', 'maakte deze afspraak', '09:00'),
      line('Moeder', 'zei dat het klopt', '09:00'),
      line('Casemanager gemeente', 'veranderde de tekst of de datum', '09:05'),
      line('Ondersteuningscoördinator school', 'stelde een andere datum voor', '09:10'),
      line('Casemanager gemeente', 'stelde de nieuwe datum vast', '09:10'),
      line('Ondersteuningscoördinator school', 'liep vast', '09:15'),
      line('Casemanager gemeente', 'vroeg hulp van iemand hogerop', '09:15'),
      line('Teamleider jeugd', 'gaf antwoord op de vraag om hulp', '09:20'),
      line('Casemanager gemeente', 'zei wat de oplossing is', '09:20'),
      line('Ondersteuningscoördinator school', 'zei dat het klaar is', '09:25'),
      line('Moeder', 'zei: nog niet klaar', '09:25'),
      line('Ondersteuningscoördinator school', 'zei dat het klaar is', '09:25'),
      line(
        'Moeder',
        'bevestigde dat het klaar is (telefonisch, opgeschreven door Casemanager gemeente)',
        '09:30',
      ),
    ];
    const all = lines.map((one) => one.replace(/[()]/g, '\\$&')).join('.*');
    expect(page).toMatch(new RegExp(all));
  });

  it('tells who sees only their own agreements of those, and of nobody’s else', async () => {
    await at.agree('Alleen van de gemeente', 'casemanager');
    await at.who.moeder.press('consent.answer', { caseId: at.id, party: 'school', answer: 'no' });
    const theirs = await at.reads(at.who.school, `/c/${at.id}/passed-on`);
    expect(theirs).toContain('Ondersteuningscoördinator school liep vast');
    expect(theirs).not.toContain('Alleen van de gemeente');
  });

  it('has once what was pressed twice, and again what was said another day', async () => {
    const { id: agreementId } = await at.agree('Vervoer');
    const said = async (date: string, time: string): Promise<number> => {
      await at.schakel.at(date, time);
      const school = await callerOf(at.schakel, 'school');
      await school.press('agreement.onTrack', { agreementId });
      const read = await at.reads(school, `/c/${at.id}/passed-on`);
      return read.split('zei dat het lukt').length - 1;
    };
    expect(await said('2027-03-12', '10:00')).toBe(1);
    expect(await said('2027-03-12', '10:02')).toBe(1);
    expect(await said('2027-03-15', '10:00')).toBe(2);
  });
});
