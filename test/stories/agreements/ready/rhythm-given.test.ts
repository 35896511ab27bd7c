import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSchoolCase, type SchoolCase, wordsOf } from '../../../support/cases/school-case.ts';
import { ok } from '../../../support/people/actor.ts';
import { bringIn, openCaseInChat } from '../../../support/people/acts.ts';
import { type OnAllPlatforms, startOnAllPlatforms } from '../../../support/people/on-all-platforms.ts';

describe('an agreement that stands gets a rhythm', () => {
  let here: SchoolCase;
  beforeAll(async () => {
    here = await openSchoolCase();
    await here.agree('Bellen met thuis');
  });
  afterAll(() => here?.close());
  const page = async (key: string): Promise<string> => here.reads(await here.comeBack(key));
  const give = async (who: string, values: Record<string, string>): Promise<string> => {
    const caller = await here.comeBack(who);
    const { id: agreementId, textVersion } = await here.agreement();
    const sent = await caller.fill(
      'agreement.rhythm',
      { agreementId, textVersion },
      { everyUntil: '', everyUntilPicked: '', ...values },
    );
    const location = sent.headers.get('location');
    return wordsOf(location ? (await caller.get(location)).html : sent.html);
  };
  const confirm = async (who: string): Promise<void> => {
    const { id: agreementId, textVersion } = await here.agreement();
    await (await here.comeBack(who)).press('agreement.confirm', { agreementId, textVersion });
  };

  it('is the lead’s to give, and everybody is told what it was, and asked again', async () => {
    await confirm('moeder');
    expect(await give('school', { every: 'week' })).toContain('Alleen de regiehouder kan dit');
    expect(await page('school')).not.toContain('Komt terug');
    expect(await give('casemanager', { every: 'week' })).toContain(
      'Afspraak 1 komt terug, voor het eerst op donderdag 1 april 2027.',
    );
    for (const who of ['school', 'moeder', 'casemanager']) {
      const read = await page(who);
      expect(read, who).toContain('Komt terug elke donderdag');
      expect(read, who).toContain('Eerst was dit één keer. Nu komt het terug: elke donderdag.');
    }
    expect(await here.asks(await here.comeBack('moeder'))).toMatch(/Bellen met thuis .*\(elke week\)/);
  });

  it('moves on from then like any other, and keeps the text that was confirmed before', async () => {
    await here.schakel.at('2027-04-01', '10:00');
    const { id: agreementId, due } = await here.agreement();
    await (await here.comeBack('school')).press('agreement.reportDone', { agreementId, forDue: due });
    expect(await page('moeder')).toContain('Wanneer donderdag 8 april 2027');
    expect(await page('moeder')).toContain(
      'Bellen met thuis – Ondersteuningscoördinator school – donderdag 1 april 2027',
    );
  });

  it('gets another end without another day, and cannot end before it begins', async () => {
    expect(await give('casemanager', { every: 'week', everyUntil: '2 april 2027' })).toContain(
      'Kies een dag na de eerste datu',
    );
    await give('casemanager', { every: 'week', everyUntil: '1 juli 2027' });
    expect(await page('school')).toContain('elke donderdag, tot en met donderdag 1 juli 2027');
  });

  it('is refused when somebody changed the agreement meanwhile, and comes again as it is now', async () => {
    const { id: agreementId, textVersion, due } = await here.agreement();
    const lead = await here.comeBack('casemanager');
    await lead.fill(
      'agreement.revise',
      { agreementId, textVersion, shownDue: due },
      { title: 'Bellen met moeder', doneWhen: 'Er is gebeld', due: '8 april 2027', duePicked: '' },
    );
    const values = { every: 'month', everyUntil: '', everyUntilPicked: '' };
    const { html } = await lead.fill('agreement.rhythm', { agreementId, textVersion }, values);
    expect(wordsOf(html)).toContain('Bellen met moeder');
    expect(await page('school')).toContain('elke donderdag');
  });

  it('is taken away again: once, on the date that it has, and its days are kept', async () => {
    expect(await give('casemanager', { every: 'once' })).toContain(
      'Afspraak 1 is nu één keer, op donderdag 8 april 2027.',
    );
    expect(await page('moeder')).toContain('Nu is het één keer.');
    expect(await page('moeder')).not.toContain('Komt terug elke');
    await give('casemanager', { every: 'two_weeks' });
    expect(await page('moeder')).toContain('elke twee weken op donderdag');
    expect(await page('moeder')).toContain('1 keer gedaan. Laatst: donderdag 1 april 2027 gedaan');
  });

  it('cannot be given to what waits on another agreement', async () => {
    const first = await here.agreement();
    const lead = await here.comeBack('casemanager');
    await lead.press('agreement.create', {
      ...{ caseId: here.id, title: 'Daarna', doneWhen: 'Klaar', due: '', workingDaysAfter: '2' },
      ...{ owner: await here.participant('school'), predecessor: first.id },
    });
    expect((await here.agreement()).title).toBe('Daarna');
    expect(await give('casemanager', { every: 'week' })).toContain('De datum kan niet tegelijk terugkomen');
  });
});

describe('an agreement that stands gets a rhythm, in Slack and Teams', () => {
  let here: OnAllPlatforms;
  beforeAll(async () => {
    here = await startOnAllPlatforms('2027-03-11T08:30:00.000Z');
    await openCaseInChat(here.people.as('coordinator'), here);
    for (const [person, role, organisation] of [
      ['Casemanager gemeente', 'municipalCaseManager', 'gemeente'],
      ['Ondersteuningscoördinator school', 'supportCoordinator', 'school'],
    ] as const)
      await bringIn(here.people.as('coordinator'), here, here.room(), { person, role, organisation });
    ok(await here.people.as('lead').click({ channel: here.room() }, 'Ik neem de regie'));
    await here.settle();
    ok(await here.people.as('lead').click({ channel: here.room() }, 'Uit voorbeelden kiezen'));
    ok(await here.people.as('lead').submit({ templates: ['bridging'] }));
    ok(await here.people.as('lead').submit({ due1: '30 maart 2027' }));
    await here.settle();
  });
  afterAll(() => here?.stop());

  it('is pressed on the card in Teams, and told in both', async () => {
    ok(await here.people.as('lead').click({ channel: here.room(), text: /Afspraak 1/ }, 'Laten terugkomen'));
    ok(await here.people.as('lead').submit({ every: 'elke week' }));
    await here.settle();
    for (const words of [here.inTeams().join('\n'), here.inSlack().join('\n')]) {
      expect(words).toContain('Nu komt het terug: elke dinsdag.');
      expect(words).toMatch(/Komt terug: ?elke dinsdag/);
    }
  });

  it('is typed as well, and in Slack it is the lead’s too', async () => {
    ok(await here.people.as('lead').command(here.room(), '/schakel komt terug 1'));
    ok(await here.people.as('lead').submit({ every: 'nee, één keer' }));
    await here.settle();
    expect(here.inSlack().join('\n')).toContain('Nu is het één keer.');
    const channel = here.slack.channels().at(-1)?.name ?? '';
    const typed = await here.people.as('school').command(channel, '/schakel komt terug 1');
    expect(`${typed.body}${here.written('school').join()}${here.inSlack().join()}`).toContain('regiehouder');
  });
});
