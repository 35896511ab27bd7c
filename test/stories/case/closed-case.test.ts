import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSchoolCase, type SchoolCase, wordsOf } from '../../support/cases/school-case.ts';

/** A closed case looks closed, is found again, and can be opened again; nobody is left without a page. */
describe('a case that is closed', () => {
  let at: SchoolCase;
  beforeAll(async () => {
    at = await openSchoolCase();
    const { id } = await at.agree('Opbouwrooster');
    await at.who.school.fill(
      'agreement.stuck',
      { agreementId: id },
      { category: 'money', decisionMaker: '' },
    );
    await at.who.coordinator.press('participant.remove', {
      caseId: at.id,
      participant: await at.participant('intern-begeleider'),
    });
    const closing = { outcome: 'education', familySpoken: 'yes', stopReason: 'er is een plek' };
    await at.who.casemanager.fill('case.close', { caseId: at.id }, closing);
    await at.who.moeder.press('case.agreeToClose', { caseId: at.id });
  });
  afterAll(() => at?.close());

  it('says so on top with its day and outcome, asks nothing and has no buttons', async () => {
    for (const who of [at.who.moeder, at.who.school]) {
      const { html } = await who.get(`/c/${at.id}`);
      expect(wordsOf(html)).toMatch(
        /Deze casus is afgesloten op donderdag 11 maart 2027: er is een aanbod voor onderwijs\. Er wordt niets meer gevraagd\. Alles blijft te lezen\. Voor (u|jou) Er wordt nu niets/,
      );
      const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? '';
      expect(main).not.toMatch(/<button|href="\/form/);
      expect(await at.asks(who, '/')).toContain('Er wordt nu niets aan');
    }
    const mother = await at.reads(at.who.moeder);
    expect(mother).toContain('Wilt u uw antwoord nog veranderen? Bel de coördinator.');
    expect(mother).not.toContain('U kunt uw antwoord altijd veranderen.');
  });

  it('is found on the own page of who took part, also of who was taken out, who reads whom to call', async () => {
    for (const who of [at.who.moeder, at.who.school, at.who.coordinator])
      expect(await at.reads(who, '/')).toContain(
        `Afgesloten (1) ${at.code} – afgesloten op donderdag 11 maart 2027`,
      );
    expect(await at.reads(at.who.moeder, '/')).toContain('Vragen? Bel de coördinator: Coördinator.');
    const left = await at.reads(at.who.colleague, '/');
    expect(left).toMatch(
      /nu nergens aan mee\. Vragen\? Bel de coördinator: Coördinator\..*je deed toen al niet meer mee/,
    );
  });

  it('is not opened again by somebody who did not lead it', async () => {
    await at.who.school.fill('case.reopen', { caseId: at.id }, { reason: 'toch' });
    expect((await at.state()).case.status).toBe('closed');
  });

  it('is opened again with a reason that everybody reads, and asks anew what had stopped', async () => {
    expect(await at.reads(at.who.casemanager)).toContain('Casus weer openen');
    await at.schakel.at('2027-03-31', '09:30');
    at.who.coordinator = await at.comeBack('coordinator');
    at.who.school = await at.comeBack('school');
    await at.who.coordinator.fill('case.reopen', { caseId: at.id }, { reason: 'de plek ging niet door' });
    const page = await at.reads(at.who.school);
    expect(page).toMatch(
      /Coördinator heeft .* weer geopend, omdat: de plek ging niet door\. Weer open: afspraak 1\. Schakel vraagt er opnieuw naar\./,
    );
    expect(page).not.toContain('Deze casus is afgesloten');
    expect(await at.asks(at.who.school)).toContain('Opbouwrooster');
    expect(await at.reads(at.who.school, '/')).not.toContain('Afgesloten (1)');
  });

  it('tells what comes then in a room that is open', async () => {
    await at.who.school.fill('strength.note', { caseId: at.id }, { words: 'twee ochtenden gelukt' });
    expect(await at.reads(at.who.school)).toContain('twee ochtenden gelukt');
    const rooms = (await at.state()).rooms;
    expect(rooms.map((r) => r.state)).toEqual(expect.arrayContaining(['archived', 'open']));
  });
});
