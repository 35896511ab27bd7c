import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSchoolCase, type SchoolCase, wordsOf } from '../../support/cases/school-case.ts';
import type { Caller } from '../../support/web/web-caller.ts';

/** Somebody says when they are away, and then says it better: the newest words hold. */
describe('an absence that is corrected', () => {
  let at: SchoolCase;
  beforeAll(async () => {
    at = await openSchoolCase();
  });
  afterAll(() => at?.close());

  /** Returns what the answer says, and what their own page shows of it from then on. */
  const away = async (from: string, until = ''): Promise<string> => {
    const { headers } = await at.who.school.press('absence.report', { from, until });
    return wordsOf((await at.who.school.get(headers.get('location') ?? '/')).html);
  };
  const standing = async (who: Caller = at.who.school): Promise<string[]> =>
    wordsOf((await who.get('/')).html).match(/Afwezig (op|van|vanaf) [^.]*/g) ?? [];

  it('with a last day has one, and they are there again after it', async () => {
    await away('2027-03-15');
    expect(await standing()).toEqual(['Afwezig vanaf maandag 15 maart 2027, zonder einddatum']);
    await away('2027-03-15', '2027-03-19');
    expect(await standing()).toEqual(['Afwezig van maandag 15 maart 2027 tot en met vrijdag 19 maart 2027']);
    await at.schakel.at('2027-03-17', '09:30');
    expect(await at.reads(await at.comeBack('casemanager'))).toContain('nu afwezig');
    await at.schakel.at('2027-03-22', '09:30');
    expect(await at.reads(await at.comeBack('casemanager'))).not.toContain('nu afwezig');
  });

  it('to fewer days takes the place of the longer one, said once or twice', async () => {
    at.who.school = await at.comeBack('school');
    await away('2027-04-12', '2027-04-21');
    for (const _ of [1, 2]) {
      await away('2027-04-12', '2027-04-13');
      expect(await standing()).toEqual([
        'Afwezig van maandag 12 april 2027 tot en met dinsdag 13 april 2027',
      ]);
    }
  });

  it('leaves another that it does not touch, and the answer names that too', async () => {
    expect(await away('2027-05-03', '2027-05-07')).toMatch(
      /afwezig van maandag 3 mei 2027 tot en met vrijdag 7 mei 2027\..* Daarnaast staat er: van maandag 12 april 2027 tot en met dinsdag 13 april 2027\./,
    );
    const form = wordsOf((await at.who.school.get('/form/absence.report')).html);
    expect(form).toContain(
      'Er staat al: afwezig van maandag 12 april 2027 tot en met dinsdag 13 april 2027 en van maandag 3 mei 2027 tot en met vrijdag 7 mei 2027.',
    );
  });

  it('can be ended one by one, and the others stay', async () => {
    await at.who.school.press('absence.end', { from: '2027-04-12' });
    expect(await standing()).toEqual(['Afwezig van maandag 3 mei 2027 tot en met vrijdag 7 mei 2027']);
    await away('2027-03-22');
    expect(await standing()).toEqual(['Afwezig vanaf maandag 22 maart 2027, zonder einddatum']);
    const colleague = await at.comeBack('intern-begeleider');
    expect(await at.reads(colleague)).toContain('nu afwezig');
    await at.who.school.press('absence.end', { from: '2027-03-22' });
    expect(await standing()).toEqual([]);
    expect(await at.reads(colleague)).not.toContain('nu afwezig');
  });

  it('keeps the days that are past when it began before today', async () => {
    await away('2027-03-22');
    await at.schakel.at('2027-03-24', '09:30');
    at.who.school = await at.comeBack('school');
    await away('2027-03-25', '2027-03-26');
    expect(await standing()).toEqual([
      'Afwezig van donderdag 25 maart 2027 tot en met vrijdag 26 maart 2027',
    ]);
  });
});
