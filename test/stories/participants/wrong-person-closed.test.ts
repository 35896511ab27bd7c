import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AstrayWeb, openAstrayWeb } from '../../support/cases/astray-case.ts';
import { asksOf } from '../../support/told/told-page.ts';

const NOTE = 'de uitnodiging ging naar de verkeerde persoon';

/** A question that the law wants settled within three days does not end with the case. */
describe('somebody who was invited at a wrong address into a case that is closed', () => {
  let at: AstrayWeb;
  beforeAll(async () => {
    at = await openAstrayWeb();
    await at.invites('Ouder één', 'een@elders.example', '06 87654341');
    await at.invites('Ouder twee', 'twee@elders.example', '06 87654342');
  });
  afterAll(() => at?.close());

  const asked = async (): Promise<string> =>
    asksOf((await (await at.silent.as('coordinator')).get('/')).html);

  it('is on the page of who coordinates when the case is closed afterwards', async () => {
    await at.takesOut('Ouder één');
    const { silent } = at;
    const closing = { outcome: 'education', familySpoken: 'yes', stopReason: '' };
    await (await silent.as('casemanager')).fill('case.close', { caseId: silent.id }, closing);
    const coordinator = await silent.as('coordinator');
    const participant = await silent.member('moeder');
    await coordinator.fill('case.agreeByPhone', { caseId: silent.id }, { participant });
    await silent.schakel.settle();
    expect((await silent.state()).case.status).toBe('closed');
    expect(await asked()).toContain(NOTE);
  });

  it('and when they are taken out of it after that, with a letter that says that something waits', async () => {
    const before = at.mailsTo('coordinator@example.org').length;
    await at.takesOut('Ouder twee');
    expect((await asked()).split(NOTE)).toHaveLength(3);
    expect(at.mailsTo('coordinator@example.org')).toHaveLength(before + 1);
    expect(at.mailsTo('twee@elders.example').at(-1)?.text).toContain('voor iemand anders');
  });

  it('asks for three days, and is good to know after that', async () => {
    await at.silent.schakel.at('2027-03-14', '09:00');
    expect(await asked()).toContain(NOTE);
    await at.silent.schakel.at('2027-03-15', '09:00');
    expect(await asked()).not.toContain(NOTE);
  });
});
