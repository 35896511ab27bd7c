import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSchoolCase, type SchoolCase } from '../../support/cases/school-case.ts';

/** A question has the answer beside it, wherever and whenever it is asked. */
describe('whoever is asked whether an agreement works out', () => {
  let at: SchoolCase;
  let agreementId = '';
  beforeAll(async () => {
    at = await openSchoolCase();
    agreementId = (await at.agree('Opbouwrooster')).id;
    await at.who.school.press('agreement.confirm', { agreementId, textVersion: 1 });
  });
  afterAll(() => at?.close());

  it('can say so on both of their pages, long before the date', async () => {
    for (const path of ['/', `/c/${at.id}`])
      expect(await at.asks(at.who.school, path)).toMatch(
        /Opbouwrooster \. Voor donderdag 1 april 2027\. Lukt het\? Is klaar .* Het lukt Nieuwe datum voorstellen Ik loop vast/,
      );
  });

  it('is asked no more once it was said, and has the other answers still', async () => {
    await at.who.school.press('agreement.onTrack', { agreementId });
    for (const path of ['/', `/c/${at.id}`]) {
      const asked = await at.asks(at.who.school, path);
      expect(asked).toMatch(/Gemeld: het lukt\. .* Is klaar .* Nieuwe datum voorstellen Ik loop vast/);
      expect(asked).not.toMatch(/Lukt het\?|Het lukt/);
    }
  });

  it('can say so again of another date', async () => {
    await at.who.school.fill('agreement.proposeDate', { agreementId }, { date: '2027-04-08' });
    await at.who.casemanager.press('agreement.acceptDate', { agreementId, date: '2027-04-08' });
    expect(await at.asks(at.who.school)).toMatch(/donderdag 8 april 2027\. Lukt het\? Is klaar .* Het lukt/);
  });

  it('is not asked it of a date that has passed', async () => {
    await at.schakel.at('2027-04-12', '09:30');
    const asked = await at.asks(await at.comeBack('school'));
    expect(asked).toContain('8 april 2027 nog open');
    expect(asked).not.toMatch(/Lukt het\?|Het lukt/);
  });
});
