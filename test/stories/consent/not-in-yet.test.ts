import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AroundCase, openAroundCase } from '../../support/cases/around-case.ts';
import { openSchoolCase, type SchoolCase, wordsOf } from '../../support/cases/school-case.ts';

/** An organisation that takes no part yet is not told to read along: it reads nothing before it comes in. */
describe('the family answers about an organisation that is not in the case yet', () => {
  let at: SchoolCase;
  const about = { party: 'swv', about: 'reading' };
  const answers = async (answer: 'yes' | 'no'): Promise<string> => {
    const mother = await at.comeBack('moeder');
    const said = await mother.press('consent.answer', { caseId: at.id, ...about, answer });
    return wordsOf((await mother.get(said.headers.get('location') ?? '/')).html);
  };
  const leadReads = async (): Promise<string> => at.reads(await at.comeBack('casemanager'));

  beforeAll(async () => {
    at = await openSchoolCase({ consent: 'before-sharing' });
    await at.who.casemanager.press('consent.ask', { caseId: at.id, ...about });
    await at.schakel.settle();
  });
  afterAll(() => at?.close());

  it('a yes is noted, and the mother and the lead read what happens when it comes in', async () => {
    expect(await answers('yes')).toMatch(/uw ja staat genoteerd.*doet nog niet mee in .* en leest nu niets/);
    expect(await leadReads()).toMatch(
      /meeleest\. .*doet nog niet mee, en leest nu niets\. Komt .* erbij, dan leest die mee/,
    );
    expect(await leadReads()).not.toMatch(/Samenwerkingsverband leest mee\./);
  });

  it('a no as well', async () => {
    expect(await answers('no')).toMatch(
      /doet niet mee in .*Komt .* erbij, dan ziet die alleen de eigen afspraken/,
    );
    expect(await leadReads()).toMatch(
      /doet nog niet mee, en leest nu niets\. Komt .* erbij, dan ziet die alleen de eigen afspraken/,
    );
  });
});

/** The partnership sees only its own agreements: of what others are asked it learns nothing, not even that it is nothing. */
describe('who sees only their own, on the page of questions to organisations', () => {
  let at: AroundCase;
  const questions = async (who: string): Promise<string> =>
    wordsOf((await (await at.as(who)).get(`/c/${at.id}/requests`)).html);
  const consents = async (party: string): Promise<void> => {
    for (const who of ['moeder', 'vader'])
      await (await at.as(who)).press('consent.answer', {
        caseId: at.id,
        party,
        about: 'asking',
        answer: 'yes',
      });
  };
  const ask = async (party: string, key: string, question1: string): Promise<void> => {
    const contact = await at.schakel.person(key);
    const rest = { question2: '', question3: '', due: '2027-03-19' };
    await at.fill('casemanager', 'request.ask', { contact, question1, ...rest }, { party });
  };
  beforeAll(async () => {
    at = await openAroundCase();
    for (const party of ['school', 'swv']) {
      await (await at.as('casemanager')).press('consent.ask', { caseId: at.id, party, about: 'asking' });
      await consents(party);
    }
  });
  afterAll(() => at?.schakel.stop());

  it('reads that their own organisation was asked nothing, and nothing of others', async () => {
    await ask('school', 'school', 'Wat is er geprobeerd?');
    expect(await questions('traject')).toContain(
      'Er is aan jou of je organisatie niets gevraagd. Wat aan anderen is gevraagd, staat hier niet.',
    );
    expect(await questions('traject')).not.toContain('geen organisatie iets gevraagd');
    expect(await questions('moeder')).toContain('Dit is aan organisaties gevraagd');
  });

  it('reads what they were asked and answered again, later', async () => {
    await ask('swv', 'traject', 'Wat kan het samenwerkingsverband doen?');
    const id =
      /requestId=([0-9a-f-]{36})/.exec(
        (await (await at.as('traject')).get(`/c/${at.id}/requests`)).html,
      )?.[1] ?? '';
    await at.fill('traject', 'request.answer', { words: 'een plek vanaf mei' }, { requestId: id });
    expect(await questions('traject')).toMatch(
      /aan jou of je organisatie gevraagd.*Wat kan het samenwerkingsverband doen\?.*een plek vanaf mei/,
    );
    expect(await questions('traject')).not.toContain('Wat is er geprobeerd?');
  });
});
