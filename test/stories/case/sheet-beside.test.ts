import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wordsOf } from '../../support/cases/school-case.ts';
import { WEB_REGION } from '../../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { type Caller, callerOf } from '../../support/web/web-caller.ts';

const BEFORE = 'code;eerste dag thuis;regiehouder;mensen;afspraak;eigenaar;datum;klaar als';
const HEAD = `${BEFORE};soort thuiszitten;ingeschreven;leeftijd;eerste les;in intake`;
const ENGLISH =
  'code,first day at home,case lead,people,agreement,owner,date,done when,kind of absence,enrolled,age group,first lesson,in intake';
const MOTHER = 'moeder = ouder of voogd';

/** The sheet can say of a case what its intake and its days at home are, too. */
describe('a sheet that says more of a case', () => {
  let schakel: Schakel<'web'>;
  let coordinator: Caller;
  const looks = async (text: string): Promise<string> =>
    wordsOf((await coordinator.post('/manage/midden/cases', { token: coordinator.formToken, text })).html);
  const readIn = async (text: string): Promise<void> => {
    const sent = await coordinator.fill('case.import', {}, { region: 'midden', text });
    expect(sent.status).toBe(303);
    await schakel.settle();
  };
  const page = async (code: string): Promise<string> => {
    const { html } = await coordinator.get('/');
    const link = html
      .split('href="')
      .find((part) => part.startsWith('/c/') && part.split('</a>')[0]?.includes(code));
    const path = link?.split('"')[0] ?? '';
    return wordsOf((await coordinator.get(path)).html);
  };
  beforeAll(async () => {
    schakel = await startSchakel({ region: `${WEB_REGION}intake: required\n`, web: true });
    coordinator = await callerOf(schakel, 'coordinator');
  });
  afterAll(() => schakel?.stop());

  it('says beforehand what will stand there, and the case has it', async () => {
    const sheet = [
      HEAD,
      `Wilg-27;04-01-2027;;${MOTHER};;;;;ziek gemeld;ja;jonger dan 12;01-03-2027;`,
      `Beuk-31;;;${MOTHER};;;;;dreigend;;16 of ouder;;`,
      `Eik-12;01-02-2027;;${MOTHER};;;;;;nee;;;ja`,
    ].join('\n');
    const shown = await looks(sheet);
    expect(shown).toContain(
      'Verder: ziek gemeld, ingeschreven op een school, jonger dan 12, weer lessen sinds maandag 1 maart 2027.',
    );
    expect(shown).toContain('Nog niet thuis. Regie: nog niemand. Verder: nog niet thuis, maar dat dreigt');
    await readIn(sheet);
    const willow = await page('Wilg-27');
    expect(willow).toMatch(/Zo noemen jullie het: ziek gemeld\. Het kind is ingeschreven op een school\./);
    expect(willow).toContain('jonger dan 12');
    expect(willow).toMatch(/Weer les sinds maandag 1 maart 2027 Daarvoor 56 dagen thuis/);
    expect(await page('Beuk-31')).toContain('nog niet thuis, maar dat dreigt');
    expect(await page('Eik-12')).toContain('Deze casus is nog in de intake.');
    expect(willow).not.toContain('nog in de intake');
  });

  it('of before is read as it was: running, and nothing said besides', async () => {
    await readIn(
      `${BEFORE}\nEs-14;04-01-2027;;${MOTHER};Dagprogramma;moeder;2027-03-19;moeder bevestigt het`,
    );
    const ash = await page('Es-14');
    expect(ash).not.toContain('nog in de intake');
    expect(ash).not.toContain('Zo noemen jullie het');
    expect(ash).toContain('Dagprogramma');
  });

  it('is told of each mistake by its line and column, with what would be right', async () => {
    const wrong = await looks(
      [
        HEAD,
        `Berk-11;04-01-2027;;${MOTHER};;;;;weg;misschien;veertien;;`,
        `Linde-12;04-01-2027;;${MOTHER};;;;;dreigend;;;;`,
        `Iep-13;04-01-2027;;${MOTHER};Rooster;moeder;19-03-2027;gedeeld;;;;;ja`,
        `Els-14;04-03-2027;;${MOTHER};;;;;;;;01-03-2027;`,
      ].join('\n'),
    );
    expect(wrong).toMatch(
      /Regel 2, soort thuiszitten Dit woord ken ik niet\. Kies uit: nergens ingeschreven en thuis, /,
    );
    expect(wrong).toMatch(/Regel 2, ingeschreven Dit woord ken ik niet\. Kies uit: ja, nee\./);
    expect(wrong).toMatch(/Regel 2, leeftijd .* Kies uit: jonger dan 12, 12 tot en met 15, 16 of ouder\./);
    expect(wrong).toMatch(/Regel 3, soort thuiszitten Bij “dreigend” hoort nog geen eerste dag thuis/);
    expect(wrong).toMatch(/Regel 4, afspraak Deze casus is nog in de intake: afspraken komen daarna/);
    expect(wrong).toMatch(/Regel 5, eerste les .*donderdag 4 maart 2027/);
  });

  it('may be in English, and its mistakes name English words', async () => {
    const wrong = await looks(
      `${ENGLISH}\nBerk-11,2027-01-04,,mother = parent or guardian,,,,,gone,perhaps,,,`,
    );
    expect(wrong).toContain('not enrolled anywhere and at home');
    expect(wrong).toContain('yes, no.');
  });
});

describe('a sheet with an intake, where the region has none', () => {
  let schakel: Schakel<'web'>;
  beforeAll(async () => {
    schakel = await startSchakel({ region: WEB_REGION, web: true });
  });
  afterAll(() => schakel?.stop());

  it('is told so at the cell', async () => {
    const coordinator = await callerOf(schakel, 'coordinator');
    const text = `${HEAD}\nWilg-27;04-01-2027;;${MOTHER};;;;;;;;;ja`;
    const sent = await coordinator.post('/manage/midden/cases', { token: coordinator.formToken, text });
    expect(wordsOf(sent.html)).toMatch(/Regel 2, in intake Deze regio begint casussen zonder intake/);
  });
});
