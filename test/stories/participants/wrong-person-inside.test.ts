import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AstrayWeb, openAstrayWeb } from '../../support/cases/astray-case.ts';
import { asksOf, textOf } from '../../support/told/told-page.ts';
import type { Caller } from '../../support/web/web-caller.ts';

const ADDRESS = 'buurman@elders.example';

/** They came in by a wrong address, and were given things to do before anybody knew. */
describe('a stranger who came in and is in the middle of it', () => {
  let at: AstrayWeb;
  let stranger: Caller;
  beforeAll(async () => {
    at = await openAstrayWeb();
    const { silent } = at;
    await at.invites('Buurman', ADDRESS, '06 87654331');
    stranger = await at.enters(ADDRESS);
    const agreed = { doneWhen: 'het staat op papier', due: '2027-03-25', caseId: silent.id };
    const lead = await silent.as('casemanager');
    const owner = await at.participant('Buurman');
    await lead.press('agreement.create', { ...agreed, title: 'Sleutel halen', owner });
    const id = await silent.agree('Rooster maken', 'school', '2027-03-25');
    await stranger.fill(
      'agreement.dispute',
      { agreementId: id, textVersion: 1 },
      { words: 'een ander rooster' },
    );
    await silent.schakel.settle();
  });
  afterAll(() => at?.close());

  const room = async (who: string): Promise<string> =>
    textOf((await (await at.silent.as(who)).get(`/c/${at.silent.id}`)).html);

  it('keeps what is unclear to them with the lead while they take part', async () => {
    expect(await at.silent.page('casemanager')).toContain('Neem contact op met Buurman');
    expect(await at.silent.page('school')).not.toContain('Rooster maken');
  });

  it('without the tick is not taken out while they own something, as anybody else', async () => {
    expect(await at.takesOut('Buurman', {})).toContain(
      'Buurman heeft nog open afspraken. Geef die eerst een andere eigenaar.',
    );
    expect((await stranger.get('/')).html).toContain((await at.silent.state()).case.code);
  });

  it('with the tick is out at once, and the letter goes', async () => {
    expect(await at.takesOut('Buurman')).toContain('Buurman doet niet meer mee in');
    expect(textOf((await stranger.get('/')).html)).toContain('Eerst inloggen');
    expect(at.mailsTo(ADDRESS).at(-1)?.text).toContain('voor iemand anders');
    expect(await at.silent.page('coordinator')).toContain('de uitnodiging ging naar de verkeerde persoon');
  });

  it('leaves what they owned to the lead, who gives it to somebody else', async () => {
    const page = await at.silent.page('casemanager');
    expect(page).toContain('had nog open afspraken. Wie kan ze overnemen?');
    expect(page).toContain('Sleutel halen');
  });

  it('is nobody whom the lead is to contact, and what they wrote holds nothing up and is read', async () => {
    expect(await at.silent.page('casemanager')).not.toContain('Neem contact op met Buurman');
    expect(await at.silent.page('casemanager')).not.toContain('anders begrepen');
    expect(await at.silent.page('school')).toContain('Rooster maken');
    expect(await room('school')).toContain('een ander rooster');
  });

  it('is thanked by nobody', async () => {
    for (const who of ['school', 'moeder']) {
      expect(await room(who)).toContain('Buurman doet niet meer mee.');
      expect(await room(who)).not.toContain('Dank voor de inzet');
    }
  });

  it('who leads the case, and is called in it, is out as well: it is without a lead then', async () => {
    await at.invites('Oom', 'oom@elders.example', '06 87654332');
    const uncle = await at.enters('oom@elders.example');
    const { silent } = at;
    const participant = await at.participant('Oom');
    const lead = await silent.as('casemanager');
    const personId = (await silent.state()).participants.find((p) => p.id === participant)?.personId;
    await lead.fill('case.setEscalationContact', { caseId: silent.id }, { person: personId ?? '' });
    await lead.fill('deputy.set', { caseId: silent.id }, { deputy: participant });
    await lead.press('lead.release', { caseId: silent.id });
    await (await silent.as('coordinator')).press('lead.suggest', { caseId: silent.id, participant });
    await uncle.press('lead.accept', { caseId: silent.id });
    await silent.schakel.settle();
    expect(await room('school')).toContain('Oom');
    const agreed = { doneWhen: 'het staat op papier', due: '2027-03-25', caseId: silent.id };
    await uncle.press('agreement.create', { ...agreed, title: 'Fiets brengen', owner: participant });
    await silent.schakel.settle();
    expect(await at.takesOut('Oom', { wrongPerson: 'yes' }, 'coordinator')).toContain(
      'Oom doet niet meer mee',
    );
    expect(textOf((await uncle.get('/')).html)).toContain('Eerst inloggen');
    const page = asksOf((await (await silent.as('coordinator')).get('/')).html);
    expect(page).toContain('had nog open afspraken. Wie kan ze overnemen?');
    expect(page).toContain('Fiets brengen');
    expect((await silent.state()).case).toMatchObject({ leadId: null, escalationContactPersonId: null });
  });
});
