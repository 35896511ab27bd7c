import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSchoolCase, type SchoolCase } from '../../../support/cases/school-case.ts';

describe('an agreement that comes back', () => {
  let here: SchoolCase;
  beforeAll(async () => {
    here = await openSchoolCase();
  });
  afterAll(() => here?.close());
  const make = async (values: Record<string, string>): Promise<string> => {
    const owner = await here.participant('school');
    const { html } = await here.who.casemanager.fill(
      'agreement.create',
      { caseId: here.id },
      {
        title: 'Bellen met thuis',
        doneWhen: 'Er is gebeld',
        owner,
        deputy: '',
        kind: 'agreement',
        ...values,
      },
    );
    await here.schakel.settle();
    return html;
  };
  const done = async (command = 'agreement.reportDone') => {
    const { id: agreementId, due } = await here.agreement();
    await here.who.school.press(command, { agreementId, forDue: due });
    await here.schakel.settle();
  };

  it('is one row with its rhythm and one date, for everybody', async () => {
    await make({ due: '2027-03-15', every: 'week', everyUntil: '' });
    for (const who of ['school', 'moeder', 'casemanager'] as const) {
      const page = await here.reads(here.who[who]);
      expect(page).toContain('Komt terug elke maandag');
      expect(page.match(/Afspraak \d+ Bellen met thuis/g)).toHaveLength(1);
    }
  });

  it('done moves it to the next date, and the history says what was kept', async () => {
    await done();
    const page = await here.reads(here.who.moeder);
    expect(page).toContain('Wanneer maandag 22 maart 2027');
    expect(page).toContain('1 keer gedaan. Laatst: maandag 15 maart 2027 gedaan');
  });

  it('pressed twice it moves once', async () => {
    const { id: agreementId } = await here.agreement();
    await here.who.school.press('agreement.reportDone', { agreementId, forDue: '2027-03-15' });
    await here.who.school.press('agreement.reportDone', { agreementId });
    expect(await here.reads(here.who.moeder)).toContain('Wanneer maandag 22 maart 2027');
  });

  it('on a holiday its date is the next working day, and the one after is on its own day again', async () => {
    await here.schakel.at('2027-03-22', '10:00');
    here.who.school = await here.comeBack('school');
    here.who.moeder = await here.comeBack('moeder');
    await done();
    expect(await here.reads(here.who.moeder)).toContain('Wanneer dinsdag 30 maart 2027');
    await here.schakel.at('2027-03-30', '10:00');
    here.who.school = await here.comeBack('school');
    here.who.moeder = await here.comeBack('moeder');
    await done();
    expect(await here.reads(here.who.moeder)).toContain('Wanneer maandag 5 april 2027');
  });

  it('the questions follow the date that it has now', async () => {
    await here.schakel.at('2027-04-05', '09:30');
    here.who.school = await here.comeBack('school');
    expect(await here.asks(here.who.school)).toContain('Dit zou vandaag');
    expect(await here.asks(here.who.school)).toContain('Deze keer gedaan');
    await done('agreement.missed');
    here.who.moeder = await here.comeBack('moeder');
    expect(await here.asks(here.who.school)).not.toContain('Dit zou vandaag');
    expect(await here.reads(here.who.moeder)).toContain(
      '3 keer gedaan, 1 keer niet. Laatst: maandag 5 april 2027 niet gedaan',
    );
  });

  it('dates that went by without a word stand there as not done', async () => {
    await here.schakel.at('2027-04-28', '10:00');
    here.who.school = await here.comeBack('school');
    here.who.moeder = await here.comeBack('moeder');
    await done();
    const page = await here.reads(here.who.moeder);
    expect(page).toContain('maandag 26 april 2027 niet gedaan');
    expect(page).toContain('maandag 12 april 2027 gedaan');
    expect(page).toContain('Wanneer maandag 3 mei 2027');
  });

  it('is not for somebody else to move', async () => {
    const { id: agreementId } = await here.agreement();
    for (const command of ['agreement.missed', 'agreement.reportDone'])
      await here.who.moeder.press(command, { agreementId });
    expect(await here.reads(here.who.moeder)).toContain('Wanneer maandag 3 mei 2027');
  });

  it('ends when the lead stops it', async () => {
    const { id: agreementId } = await here.agreement();
    here.who.casemanager = await here.comeBack('casemanager');
    await here.who.casemanager.fill('agreement.end', { agreementId }, { reason: 'het kind is terug' });
    expect(await here.reads(here.who.moeder)).toContain('Er staat niets meer open');
  });

  it('ends by itself after its last day, and a month has its last day where it has no thirty-first', async () => {
    await make({ due: '2027-05-31', every: 'month', everyUntil: '2027-07-01' });
    expect(await here.reads(here.who.moeder)).toContain(
      'elke maand op dag 31, tot en met donderdag 1 juli 2027',
    );
    await done();
    expect(await here.reads(here.who.moeder)).toContain('Wanneer woensdag 30 juni 2027');
    await here.schakel.at('2027-06-30', '10:00');
    here.who.school = await here.comeBack('school');
    here.who.moeder = await here.comeBack('moeder');
    await done();
    expect(await here.reads(here.who.moeder)).toContain('2 keer gedaan');
    expect((await here.agreement()).status).toBe('done');
  });

  it('cannot wait on another agreement as well, and does not end before it begins', async () => {
    here.who.casemanager = await here.comeBack('casemanager');
    await here.agree('Kennismaken');
    const first = await here.agreement();
    const follows = await make({ due: '', predecessor: first.id, workingDaysAfter: '2', every: 'week' });
    expect(follows).toContain('De datum kan niet tegelijk terugkomen en op een andere afspraak wachten.');
    const early = await make({ due: '2027-09-06', every: 'week', everyUntil: '2027-08-20' });
    expect(early).toContain('id="everyUntil-error"');
  });
});
