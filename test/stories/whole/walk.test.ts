import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCase, reads } from '../../support/web/entry.ts';
import { answers, answersForm, forYou, openWalk, type Walk } from '../../support/web/walking.ts';
import { type Caller, callerOf } from '../../support/web/web-caller.ts';

const PEOPLE = {
  coordinator: { email: 'coordinator@example.org', phone: '+31610000001' },
  casemanager: { email: 'casemanager@example.org', phone: '+31610000002' },
  school: { email: 'school@example.org', phone: '+31610000003' },
  achtervang: { email: 'ib@example.org', phone: '+31610000004' },
  directeur: { email: 'directeur@example.org', phone: '+31610000005' },
  moeder: { email: 'moeder@example.org', phone: '+31612345678', isOnPhone: true },
} as const;

const REGION = `
key: midden
name: Regio Midden
schoolHolidays: Midden
people:
  - { key: coordinator, name: Coördinator, email: ${PEOPLE.coordinator.email}, phone: '${PEOPLE.coordinator.phone}' }
  - { key: casemanager, name: Casemanager gemeente, email: ${PEOPLE.casemanager.email}, phone: '${PEOPLE.casemanager.phone}' }
  - { key: school, name: Ondersteuningscoördinator school, email: ${PEOPLE.school.email}, phone: '${PEOPLE.school.phone}' }
  - { key: achtervang, name: Intern begeleider school, email: ${PEOPLE.achtervang.email}, phone: '${PEOPLE.achtervang.phone}' }
  - { key: directeur, name: Directeur samenwerkingsverband, email: ${PEOPLE.directeur.email}, phone: '${PEOPLE.directeur.phone}' }
organisations:
  - { key: school, name: School, type: school, escalationContact: directeur }
  - { key: gemeente, name: Gemeente, type: municipality }
ladder:
  - { rung: 3, title: directeur samenwerkingsverband, contacts: [directeur] }
coordinators: [coordinator]
`;

/** Two and a half weeks of one case, and of one that nobody leads, as everybody who gets a letter finds them. */
describe('a walk through a region on the web alone, everybody from their own letter', () => {
  let walk: Walk;
  let caseId = '';
  let leaderless = '';
  let code = '';
  const by = (who: string): Promise<Caller> => callerOf(walk.schakel, who);
  const member = async (who: string): Promise<string> => {
    const [state] = await walk.schakel.app.store.cases([caseId]);
    const id = who === 'moeder' ? '' : await walk.schakel.person(who);
    return state?.participants.find((p) => (id ? p.personId === id : p.role === 'guardian'))?.id ?? '';
  };
  const agree = async (title: string, who: string, due: string, doneWhen: string): Promise<void> => {
    const made = { caseId, title, doneWhen, owner: await member(who), due };
    await (await by('casemanager')).press('agreement.create', made);
    await walk.schakel.settle();
  };
  beforeAll(async () => {
    walk = await openWalk(REGION, '2027-01-11T08:00:00.000Z', PEOPLE);
    const coordinator = await walk.schakel.web.visit('coordinator');
    code = await openCase(coordinator, walk.schakel);
    caseId = new URL(coordinator.url()).pathname.split('/').at(-1) ?? '';
    const head = await by('coordinator');
    for (const [who, role, organisation] of [
      ['casemanager', 'municipalCaseManager', 'gemeente'],
      ['school', 'supportCoordinator', 'school'],
      ['achtervang', 'teacher', 'school'],
    ] as const)
      await head.press('participant.add', {
        caseId,
        person: await walk.schakel.person(who),
        role,
        organisation,
      });
    await (await by('school')).press('deputy.set', { caseId, deputy: await member('achtervang') });
    await head.fill(
      'participant.inviteByLink',
      { caseId },
      {
        shownName: 'Moeder',
        role: 'guardian',
        ownEmail: PEOPLE.moeder.email,
        ownPhone: PEOPLE.moeder.phone,
        notice: 'sms',
        language: 'nl',
      },
    );
    await head.press('lead.suggest', { caseId, participant: await member('casemanager') });
    await walk.schakel.settle();
    await head.fill('case.open', {}, { firstDay: '2027-01-04', region: 'midden' });
    const region = await walk.schakel.app.store.regionByKey('midden');
    const ids = await walk.schakel.app.store.openCaseIds(region?.id ?? '', null, 10);
    leaderless = ids.find((id) => id !== caseId) ?? '';
  });
  afterAll(() => walk?.close());

  it('11 January: the mother, invited by text message, finds the case on her phone, and nothing that she has to do', async () => {
    const page = await walk.comes('moeder');
    expect(new URL(page.url()).pathname).toBe(`/c/${caseId}`);
    expect(await reads(page)).toContain(`Welkom in ${code}`);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  });

  it('11 January: the case manager, asked to lead, reads what that means, and takes it', async () => {
    const page = await walk.comes('casemanager');
    expect(page.url()).toContain('#told-');
    const asked = await forYou(page).innerText();
    expect(asked).toContain('Dat betekent: overzicht houden');
    expect(asked).toContain('Zonder antwoord is er nog geen regiehouder');
    expect(await answers(page, 'Ik neem de regie')).toContain('Je hebt de regie');
  });

  it('11 January: the owner of a new agreement reads all of it and says that it is right; the deputy, whom nothing is asked, gets no letter', async () => {
    const before = walk.waiting('achtervang');
    await agree('Onderwijsplan', 'school', '2027-01-14', 'gedeeld met iedereen');
    await agree('Vervoer regelen', 'casemanager', '2027-01-22', 'de taxi rijdt');
    const page = await walk.comes('school');
    expect(await forYou(page).innerText()).toMatch(
      /Klopt afspraak 1.*donderdag 14 januari 2027.*Klaar als: gedeeld met iedereen/s,
    );
    expect(await answers(page, 'Klopt', 'Onderwijsplan')).toContain('Je hebt afspraak 1 bevestigd');
    expect(walk.waiting('achtervang')).toBe(before);
  });

  it('12 January: the owner is asked two working days before, says that it works out, and is asked no more until the day', async () => {
    await walk.day('2027-01-12');
    const page = await walk.comes('school');
    expect(await forYou(page).innerText()).toMatch(
      /Lukt het\?\s+Doe je niets, dan vraagt Schakel het op de dag zelf/,
    );
    await answers(page, 'Het lukt');
    expect(await forYou(page).innerText()).not.toContain('Lukt het?');
    expect(await forYou(page).innerText()).toContain(
      'Gemeld: het lukt. Schakel vraagt op de dag zelf of het klaar is.',
    );
  });

  it('13 January: the mother reads on her phone what is agreed and what silence means, and says of all at once that it is right', async () => {
    await walk.day('2027-01-13');
    const page = await walk.comes('moeder');
    expect(page.url()).toContain('#told-');
    const asked = await forYou(page).innerText();
    expect(asked).toMatch(/Onderwijsplan.*donderdag 14 januari 2027.*Klaar als: gedeeld met iedereen/s);
    expect(asked).toContain('Geen antwoord betekent niet dat u akkoord bent.');
    await answers(page, 'Alles klopt');
    expect(await forYou(page).innerText()).not.toContain('Klopt');
  });

  it('13 January: a coordinator reads that nobody leads the other case, and proposes somebody, who would rather not', async () => {
    const page = await walk.comes('coordinator');
    expect(await forYou(page).innerText()).toContain('is er nog geen regiehouder');
    const head = await by('coordinator');
    const person = await walk.schakel.person('casemanager');
    await head.press('participant.add', {
      caseId: leaderless,
      person,
      role: 'municipalCaseManager',
      organisation: 'gemeente',
    });
    const [state] = await walk.schakel.app.store.cases([leaderless]);
    const participant = state?.participants.find((p) => p.personId === person)?.id;
    await head.press('lead.suggest', { caseId: leaderless, participant });
    await walk.schakel.settle();
    await answers(await walk.comes('casemanager'), 'Liever niet');
    await walk.schakel.settle();
    await page.goto('/');
    expect(await forYou(page).innerText()).toMatch(
      /Casemanager gemeente.*(liever niet|neemt de regie niet)/i,
    );
  });

  it('14 January: the owner is asked on the day whether it is done', async () => {
    await walk.day('2027-01-14');
    const page = await walk.comes('school');
    expect(await forYou(page).innerText()).toMatch(
      /Is het klaar\?.*Doe je niets, dan vraagt Schakel het nog een keer/s,
    );
  });

  it('15 January: the owner is asked what is needed, proposes another day, and hears that the lead keeps this one', async () => {
    await walk.day('2027-01-15');
    const page = await walk.comes('school');
    expect(await forYou(page).innerText()).toContain('Wat heb je nodig?');
    await answersForm(page, 'Nieuwe datum voorstellen', (form) =>
      form.locator('input[name=date]').fill('12 februari 2027'),
    );
    await walk.schakel.settle();
    const lead = await walk.comes('casemanager');
    expect(await forYou(lead).innerText()).toContain('vrijdag 12 februari 2027');
    await answers(lead, 'Niet akkoord');
    await walk.schakel.settle();
    await page.goto('/');
    expect(await forYou(page).innerText()).toContain('donderdag 14 januari 2027 aan');
  });

  it('18 January: a coordinator reads the list of the week, and asks the next contact to think along about who leads', async () => {
    await walk.day('2027-01-18');
    const page = await walk.comes('coordinator');
    const asked = await forYou(page).innerText();
    expect(asked).toContain('De week van Regio Midden');
    expect(asked).toMatch(/geen regiehouder. Wil je Directeur samenwerkingsverband vragen om mee te denken/);
    await answers(page, 'Vraag directeur samenwerkingsverband');
    await walk.schakel.settle();
    const contact = await walk.comes('directeur');
    expect(await forYou(contact).innerText()).toMatch(/heeft uw hulp nodig.*Vraag aan u/s);
    expect(await answers(contact, 'Ik pak dit op')).toContain('Dank');
  });

  it('19 January: the deputy is asked after three working days, and asks the owner, who reads who asks', async () => {
    await walk.day('2027-01-19');
    const page = await walk.comes('achtervang');
    const asked = await forYou(page).innerText();
    expect(asked).toMatch(/Je bent achtervang van Ondersteuningscoördinator school.*Kun je dit oppakken/s);
    expect(asked).toContain('Ik pak het op');
    await answers(page, 'Ik vraag het na');
    await walk.schakel.settle();
    expect(await forYou(await walk.comes('school')).innerText()).toMatch(
      /Intern begeleider school is je achtervang en vraagt hoe het staat.*Is klaar/s,
    );
  });

  it('22 January: a coordinator is asked to call the lead who does not come to look, and no more once they came', async () => {
    await walk.day('2027-01-20');
    await walk.day('2027-01-21');
    await walk.day('2027-01-22');
    const page = await walk.comes('coordinator');
    const call = 'Casemanager gemeente heeft al een paar werkdagen niet in Schakel gekeken';
    expect(await forYou(page).innerText()).toMatch(new RegExp(`${call}.*Nieuwe link sturen`, 's'));
    const lead = await walk.comes('casemanager');
    expect(await forYou(lead).innerText()).toMatch(
      /nu 6 werkdagen open.*Wat is er nodig\?.*Vraag hulp.*Pauze.*Andere eigenaar.*Stoppen/s,
    );
    await page.goto('/');
    expect(await forYou(page).innerText()).not.toContain(call);
  });

  it('22 and 25 January: an owner is asked every working day, in one short line', async () => {
    expect(await forYou(await walk.comes('school')).innerText()).toContain('nog open, 6 werkdagen.');
    await walk.day('2027-01-25');
    expect(await forYou(await walk.comes('school')).innerText()).toContain('nog open, 7 werkdagen.');
  });

  it('26 January: the lead reads who is asked on which day, unless there is a pause', async () => {
    await walk.day('2027-01-26');
    expect(await forYou(await walk.comes('casemanager')).innerText()).toContain(
      'Op donderdag 28 januari 2027 vragen we Directeur samenwerkingsverband erbij, tenzij je pauzeert met een reden.',
    );
  });

  it('28 January: the director reads the whole brief with one question, and takes it on', async () => {
    await walk.day('2027-01-28');
    const page = await walk.comes('directeur');
    const asked = await forYou(page).innerText();
    for (const words of [
      'Onderwijsplan, afgesproken vóór donderdag 14 januari 2027; staat 10 werkdagen open',
      'vraag op di 19 jan aan Intern begeleider school',
      'Vraag aan u',
      'Het kind zit 25 dagen zonder passend aanbod thuis.',
      'Casemanager gemeente is bereikbaar op +31610000002.',
      'Zonder antwoord horen de coördinatoren dat.',
    ])
      expect(asked).toContain(words);
    expect(await answers(page, 'Ik pak dit op', 'Onderwijsplan')).toContain('Dank');
  });

  it('28 January: a coordinator reads of whom help was asked, without a question of their own', async () => {
    const page = await walk.schakel.web.visit('coordinator');
    const copy = forYou(page)
      .locator('article')
      .filter({ hasText: `${code}: Directeur samenwerkingsverband is om hulp gevraagd` });
    expect(await copy.innerText()).toContain('Onderwijsplan, afgesproken vóór donderdag 14 januari 2027');
    expect(await copy.getByRole('button').count()).toBe(0);
  });

  it('29 January: done is only done when the mother says so; her “not yet” reaches who reported it', async () => {
    await walk.day('2027-01-29');
    const school = await walk.schakel.web.visit('school');
    await answers(school, 'Is klaar', 'Onderwijsplan');
    await walk.schakel.settle();
    const mother = await walk.comes('moeder');
    expect(await forYou(mother).innerText()).toMatch(
      /zegt dat afspraak 1.*klaar is. Klopt dat\?|gemeld.*klaar/is,
    );
    await answers(mother, 'Nog niet', 'Onderwijsplan');
    await walk.schakel.settle();
    await school.goto('/');
    expect(await forYou(school).innerText()).toMatch(/nog niet helemaal klaar|nog niet klaar/);
  });

  it('1 February: what does not arrive at a number is told to the lead, by name and with what to do', async () => {
    await walk.day('2027-02-01');
    walk.schakel.letters.refuseText.push({ status: 422 });
    await agree('Kennismaken', 'school', '2027-02-10', 'geweest');
    await walk.day('2027-02-03');
    const lead = await walk.comes('casemanager');
    expect(await forYou(lead).innerText()).toMatch(/Moeder.*komt niet aan/s);
  });
});
