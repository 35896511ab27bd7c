import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSchoolCase, type SchoolCase, wordsOf } from '../../support/cases/school-case.ts';

/** Done is what the other side says is done. */
describe('what one side reports done', () => {
  let at: SchoolCase;
  let agreementId = '';
  beforeAll(async () => {
    at = await openSchoolCase();
    agreementId = (await at.agree('Onderwijsplan')).id;
    await at.who.school.press('agreement.reportDone', { agreementId });
  });
  afterAll(() => at?.close());

  it('is asked of the family and of who leads, who read who can confirm it', async () => {
    for (const who of [at.who.moeder, at.who.casemanager])
      expect(await at.asks(who)).toMatch(/Onderwijsplan klaar is. Klopt dat\?.*Klopt, is klaar/);
    expect(await at.reads(at.who.school)).toContain(
      'Bevestigen kan: Moeder, Casemanager gemeente of Coördinator.',
    );
  });

  it('is not offered to a colleague of the same organisation, and a press is refused with who can', async () => {
    expect(await at.reads(at.who.colleague)).not.toContain('Klopt, is klaar');
    await at.who.colleague.press('agreement.confirmDone', { agreementId });
    expect(wordsOf((await at.who.colleague.get('/')).html)).toContain(
      'Of afspraak 1 klaar is, zegt iemand anders. Bevestigen kan: Moeder, Casemanager gemeente of Coördinator.',
    );
    expect(await at.reads(at.who.school)).not.toContain('Goed nieuws');
  });

  it('is good news with the name of who confirmed it, and the card keeps that name', async () => {
    await at.who.moeder.press('agreement.confirmDone', { agreementId });
    const page = await at.reads(at.who.school);
    expect(page).toMatch(/Onderwijsplan is klaar. Moeder heeft dat bevestigd./);
    expect(page).toContain('klaar op donderdag 11 maart 2027, bevestigd door Moeder');
  });

  it('of the family is confirmed by somebody else, and not by the family', async () => {
    const { id } = await at.agree('Gymspullen meegeven', 'moeder');
    await at.who.moeder.press('agreement.reportDone', { agreementId: id });
    expect(await at.asks(at.who.moeder)).not.toContain('Klopt, is klaar');
    expect(await at.asks(at.who.casemanager)).toContain('Gymspullen meegeven klaar is');
    expect(await at.reads(at.who.colleague)).toContain('Klopt, is klaar');
  });
});

describe('in a case of one party alone', () => {
  let at: SchoolCase;
  beforeAll(async () => {
    at = await openSchoolCase({ withMother: false });
  });
  afterAll(() => at?.close());

  it('a colleague confirms when nobody of another party takes part', async () => {
    const { id } = await at.agree('Rooster maken');
    const { coordinator, casemanager, school, colleague } = at.who;
    await casemanager.press('lead.release', { caseId: at.id });
    await coordinator.press('participant.remove', {
      caseId: at.id,
      participant: await at.participant('casemanager'),
    });
    await coordinator.press('participant.remove', {
      caseId: at.id,
      participant: await at.participant('coordinator'),
    });
    await school.press('agreement.reportDone', { agreementId: id });
    expect(await at.asks(colleague)).toMatch(/Rooster maken klaar is. Klopt dat\?.*Klopt, is klaar/);
    await colleague.press('agreement.confirmDone', { agreementId: id });
    expect(await at.reads(school)).toContain('bevestigd door Intern begeleider school');
  });

  it('nobody but who reported it takes part: it stays open, and says why', async () => {
    const { coordinator, school } = at.who;
    await school.press('agreement.create', {
      caseId: at.id,
      title: 'Toets',
      doneWhen: 'afgenomen',
      owner: await at.participant('school'),
      due: '2027-04-01',
    });
    await coordinator.press('participant.remove', {
      caseId: at.id,
      participant: await at.participant('intern-begeleider'),
    });
    await school.press('agreement.reportDone', { agreementId: (await at.agreement()).id });
    expect(await at.reads(school)).toContain('Er doet nog niemand mee die het kan bevestigen.');
  });
});
