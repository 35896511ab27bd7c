import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSchoolCase, type SchoolCase, wordsOf } from '../../support/cases/school-case.ts';

/** One press never makes a mother the lead, and the lead can be given back. */
describe('the lead of a case, and the family', () => {
  let at: SchoolCase;
  beforeAll(async () => {
    at = await openSchoolCase();
  });
  afterAll(() => at?.close());

  it('can be given back on the page, by who has it and nobody else', async () => {
    expect(await at.reads(at.who.school)).not.toContain('Regie teruggeven');
    expect(await at.reads(at.who.casemanager)).toMatch(
      /Wie is wie.*Regie teruggeven Dan is er geen regiehouder meer, en iedereen ziet dat/,
    );
    await at.who.casemanager.press('lead.release', { caseId: at.id });
    expect(await at.reads(at.who.casemanager)).not.toContain('Regie teruggeven');
    expect(await at.reads(at.who.school)).toContain('Ik neem de regie');
  });

  it('is not offered to a mother whom nobody asked, and a press says what it is and whom to call', async () => {
    expect(await at.reads(at.who.moeder)).not.toContain('Ik neem de regie');
    await at.who.moeder.press('lead.accept', { caseId: at.id });
    expect(wordsOf((await at.who.moeder.get('/')).html)).toContain(
      'Wie de regie heeft, is de vaste contactpersoon en houdt bij wie wat doet. Dat hoeft u niet te zijn. Wilt u het wel? Bel de coördinator',
    );
    expect((await at.state()).case.leadId).toBeNull();
  });

  it('is asked of a mother once more in plain words when a coordinator asked her', async () => {
    await at.who.coordinator.press('lead.suggest', {
      caseId: at.id,
      participant: await at.participant('moeder'),
    });
    expect(await at.asks(at.who.moeder)).toMatch(
      /Ik neem de regie .*U bent dan de vaste contactpersoon voor iedereen\. .*nee zeggen mag.* Ja.*Liever niet/,
    );
    await at.who.moeder.press('lead.accept', { caseId: at.id });
    expect(await at.reads(at.who.moeder)).toContain('Regie teruggeven');
    await at.who.moeder.press('lead.release', { caseId: at.id });
    expect(await at.reads(at.who.moeder)).toMatch(/Moeder heeft de regie in .* teruggegeven/);
  });
});
