import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AroundCase, openAroundCase } from '../../support/cases/around-case.ts';
import { textOf } from '../../support/told/told-page.ts';

/** Somebody high up adopted this case; the region names an alderman for the top of its ladder. */
describe('a case that somebody adopted', () => {
  let here: AroundCase;
  let agreementId = '';
  const home = async (who: string): Promise<string> => textOf((await (await here.as(who)).get('/')).html);
  const asks = async (rung: string): Promise<string> => {
    const lead = await here.as('casemanager');
    const answer = await lead.fill(
      'ladder.raise',
      { agreementId },
      { rung, question: 'Wie kan dit losmaken?' },
    );
    await here.schakel.settle();
    return textOf((await lead.get(answer.headers.get('location') ?? '/')).html);
  };
  beforeAll(async () => {
    here = await openAroundCase();
    const person = await here.schakel.person('bestuurder');
    const sponsor = { caseId: here.id, person, role: 'caseSponsor', organisation: 'gemeente' };
    await (await here.as('coordinator')).press('participant.add', sponsor);
    const args = { title: 'Onderwijsplan', doneWhen: 'het is er', owner: await here.participant('school') };
    await (await here.as('casemanager')).press('agreement.create', {
      ...{ caseId: here.id, due: '2027-03-18' },
      ...args,
    });
    const [state] = await here.schakel.app.store.cases([here.id]);
    agreementId = state?.agreements[0]?.id ?? '';
  });
  afterAll(() => here?.schakel.stop());

  it('goes to its sponsor at the top of the ladder, who reads the brief with the question', async () => {
    expect(await asks('5')).toContain('Bestuurder');
    expect(await home('bestuurder')).toMatch(/Wie kan dit losmaken\?.*Ik pak dit op/);
    expect(await home('wethouder')).not.toContain('Wie kan dit losmaken');
    expect(await here.page('moeder')).toContain('Bestuurder');
  });

  it('goes to whom the region names on every other rung', async () => {
    expect(await asks('4')).toContain('Directeur samenwerkingsverband');
    expect(await home('directeur')).toContain('Wie kan dit losmaken?');
  });
});
