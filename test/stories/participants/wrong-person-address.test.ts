import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pathIn } from '../../fakes/letters/letters.ts';
import { type AstrayWeb, openAstrayWeb, SORRY } from '../../support/cases/astray-case.ts';
import { callerWith } from '../../support/web/web-caller.ts';

const OTHERS = 'want hetzelfde adres of nummer doet ook aan iets anders mee.';
const NO_MORE = 'daar gaat geen bericht heen';

describe('an address that serves for more than the wrong invitation', () => {
  let at: AstrayWeb;
  let other = '';
  beforeAll(async () => {
    at = await openAstrayWeb();
    const { silent } = at;
    const { store } = silent.schakel.app;
    const regionId = (await store.regionByKey('midden'))?.id ?? '';
    const coordinator = await silent.as('coordinator');
    await coordinator.fill('case.open', {}, { firstDay: '2027-01-05', region: 'midden' });
    other = (await store.openCaseIds(regionId, null, 10)).find((id) => id !== silent.id) ?? '';
  });
  afterAll(() => at?.close());

  /** The coordinator, who alone is in the other case, invites into that of a brother or sister. */
  const invitesThere = async (
    ownEmail: string,
    ownPhone: string,
    shownName = 'Moeder daar',
  ): Promise<void> => {
    const values = { shownName, role: 'guardian', language: 'nl', ownEmail, ownPhone };
    await (await at.silent.as('coordinator')).fill('participant.inviteByLink', { caseId: other }, values);
    await at.silent.schakel.settle();
  };
  const apologies = (address: string): number =>
    at.mailsTo(address).filter(({ text }) => text.includes(SORRY)).length;

  it('gets no letter that nothing can be opened any more while the other link can', async () => {
    const address = 'gezin@thuis.example';
    await invitesThere(address, '06 87654351');
    const [there] = at.mailsTo(address);
    await at.invites('Ouder één', address, '06 87654351');
    const words = await at.takesOut('Ouder één');
    expect(words).toContain('Is dat adres of nummer verder nergens bij in gebruik');
    expect(apologies(address)).toBe(0);
    const opens = await callerWith(at.silent.schakel.base, '');
    expect((await opens.get(pathIn(there))).status).toBe(200);
    expect((await opens.get(pathIn(at.mailsTo(address)[1]))).status).toBe(410);
    const note = await at.silent.page('coordinator');
    expect(note).toContain(OTHERS);
    expect(note).not.toContain('Naar hetzelfde adres of nummer gaat een bericht');
  });

  it('nor does a mother who is rightly in another case, and she stays in', async () => {
    const address = 'moeder@thuis.example';
    await invitesThere(address, '06 87654352');
    const mother = await at.enters(address);
    await at.invites('Ouder twee', address, '06 87654352');
    await at.takesOut('Ouder twee');
    expect(apologies(address)).toBe(0);
    expect((await mother.get(`/c/${other}`)).status).toBe(200);
    await at.silent.schakel.at('2027-03-11', '09:20');
    const before = at.mailsTo(address).length;
    await (await callerWith(at.silent.schakel.base, '')).post('/link', { address });
    await at.silent.schakel.settle();
    expect(at.mailsTo(address)).toHaveLength(before + 1);
  });

  it('is known by the number alone too', async () => {
    await invitesThere('vader@thuis.example', '06 87654353');
    await at.invites('Ouder drie', 'anders@elders.example', '06 87654353');
    await at.takesOut('Ouder drie');
    expect(apologies('anders@elders.example')).toBe(0);
  });

  it('nor is it sent to somebody of the list of the region', async () => {
    const before = at.mailsTo('ib@example.org').length;
    await at.invites('Ouder met school', 'ib@example.org', '06 87654355');
    expect(at.mailsTo('ib@example.org').length).toBe(before + 1);
    await at.takesOut('Ouder met school');
    expect(apologies('ib@example.org')).toBe(0);
  });

  it('says it is sorry once nobody there takes part in anything', async () => {
    const address = 'niemand@elders.example';
    await invitesThere(address, '06 87654354', 'Tante daar');
    const [state] = await at.silent.schakel.app.store.cases([other]);
    const aunt = state?.people.find(({ name }) => name === 'Tante daar')?.id;
    const participant = state?.participants.find(({ personId }) => personId === aunt)?.id ?? '';
    const coordinator = await at.silent.as('coordinator');
    await at.invites('Ouder vier', address, '06 87654354');
    await coordinator.fill('participant.remove', { caseId: other }, { participant, wrongPerson: 'yes' });
    await at.silent.schakel.settle();
    expect(apologies(address)).toBe(0);
    await at.takesOut('Ouder vier');
    expect(apologies(address)).toBe(1);
  });
});

describe('an invitation of which the address was corrected, to another wrong one', () => {
  let at: AstrayWeb;
  beforeAll(async () => {
    at = await openAstrayWeb();
    await at.invites('Ouder', 'fout@elders.example', '06 87654361');
    await at.silent.schakel.at('2027-03-12', '09:30');
    const lead = await at.silent.as('casemanager');
    const participant = await at.participant('Ouder');
    const values = { participant, ownEmail: 'weer-fout@elders.example', ownPhone: '' };
    await lead.fill('participant.newAddress', { caseId: at.silent.id }, values);
    await at.silent.schakel.settle();
    await at.silent.schakel.at('2027-03-12', '09:40');
    await at.takesOut('Ouder');
  });
  afterAll(() => at?.close());

  it('is recalled where the last letter went, and nowhere else', () => {
    expect(at.mailsTo('weer-fout@elders.example').at(-1)?.text).toContain(SORRY);
    expect(at.mailsTo('fout@elders.example')).toHaveLength(1);
    expect(at.silent.schakel.letters.texts.filter(({ text }) => text.includes(SORRY))).toEqual([]);
  });

  it('the note says that what went before went elsewhere, where no message can go', async () => {
    const note = await at.silent.page('coordinator');
    expect(note).toContain('Verstuurd: 2 e-mails met een link, van donderdag 11 maart 2027 tot en met');
    expect(note).toContain('Het adres of nummer is op vrijdag 12 maart 2027 aangepast.');
    expect(note).toContain(NO_MORE);
    expect(note).toContain('Naar het adres of nummer van nu gaat een bericht');
    expect(note).not.toContain('hetzelfde adres');
  });
});
