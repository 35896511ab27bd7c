import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSchoolCase, type SchoolCase, wordsOf } from '../../support/cases/school-case.ts';
import { ok } from '../../support/people/actor.ts';
import { bringIn, openCaseInChat } from '../../support/people/acts.ts';
import { LEAD, SCHOOL } from '../../support/people/in-slack.ts';
import {
  COORDINATOR,
  type InThreePlaces,
  MOTHER,
  startInThreePlaces,
} from '../../support/people/in-three-places.ts';

const THEIRS = 'Toelatingsgesprek';
const SWV = 'Samenwerkingsverband';

/** C03: may we ask them for information, and may they read along: each in its own words, with its own answer. */
describe('two questions about one party, on the web', () => {
  let at: SchoolCase;
  const consents = async (key: string): Promise<string> => {
    const page = await at.reads(await at.comeBack(key));
    return page.slice(page.indexOf('Wie mag meelezen?'), page.indexOf('Wat er is gebeurd'));
  };
  const says = async (party: string, about: string, answer: string): Promise<string> => {
    const mother = await at.comeBack('moeder');
    await mother.press('consent.answer', { caseId: at.id, party, about, answer });
    return at.reads(mother);
  };
  const ask = async (who: 'casemanager' | 'coordinator', party: string, about: string): Promise<string> => {
    const caller = await at.comeBack(who);
    const { html } = await caller.fill('consent.ask', { caseId: at.id }, { party, about });
    return `${wordsOf(html)} ${await at.reads(caller)}`;
  };

  beforeAll(async () => {
    at = await openSchoolCase({ consent: 'before-sharing' });
    await at.agree(THEIRS, 'casemanager');
  });
  afterAll(() => at?.close());

  it('are two when somebody asks both: until then the second is folded, and can be answered there', async () => {
    const mother = await at.comeBack('moeder');
    const folded =
      /<details><summary>Mogen wij School ook om informatie vragen\?<\/summary>([\s\S]*?)<\/details>/;
    const list = async (): Promise<string> =>
      (await mother.get(`/c/${at.id}`)).html.split('id="consents"')[1] ?? '';
    const inside = folded.exec(await list())?.[1] ?? '';
    expect(wordsOf(inside)).toContain(
      'School om informatie vragen: dat mag nog niet; uw antwoord ontbreekt nog.',
    );
    expect(inside.match(/<button/g)).toHaveLength(3);
    expect(wordsOf((await list()).replace(folded, ''))).toContain('School : alleen eigen afspraken');
    const lead = await at.comeBack('casemanager');
    expect((await lead.get(`/c/${at.id}`)).html).not.toMatch(folded);
    await ask('casemanager', 'school', 'asking');
    expect(await list()).not.toMatch(folded);
    expect(wordsOf(await list())).toContain(
      'School om informatie vragen: dat mag nog niet; uw antwoord ontbreekt nog.',
    );
  });

  it('are both asked with one form, and stand on the mother’s page with three answers each', async () => {
    expect(await ask('casemanager', 'school', 'both')).toContain('of School mag meelezen');
    const asks = await at.asks(await at.comeBack('moeder'));
    expect(asks).toContain('Mogen wij bij School vragen wat zij al hebben gedaan en wat er nodig is?');
    expect(asks).toContain('Of School mag meelezen, vragen wij apart.');
    expect(asks).toContain('Mag School meelezen in deze casus?');
    expect(asks.split('Ik wil eerst overleggen')).toHaveLength(3);
  });

  it('a yes to the one is no yes to the other: asked, the school still reads nothing', async () => {
    expect(await says('school', 'asking', 'yes')).toContain('Wij mogen School om informatie vragen');
    expect(await consents('moeder')).toContain('School om informatie vragen: dat mag.');
    expect(await consents('moeder')).toContain('School : alleen eigen afspraken');
    expect(await at.reads(await at.comeBack('school'))).not.toContain(THEIRS);
    expect(await consents('casemanager')).toContain('School om informatie vragen: dat mag.');
  });

  it('a no to the one leaves a yes to the other', async () => {
    await says('school', 'reading', 'yes');
    expect(await says('school', 'asking', 'no')).toContain('Wij vragen School niet om informatie');
    expect(await consents('moeder')).toContain('School om informatie vragen: dat mag niet.');
    expect(await at.reads(await at.comeBack('school'))).toContain(THEIRS);
  });

  it('who answered one is asked the other alone', async () => {
    await says('gemeente', 'reading', 'yes');
    expect(await ask('coordinator', 'gemeente', 'both')).toContain(
      'of wij Gemeente om informatie mogen vragen. Ja',
    );
    expect(await ask('casemanager', 'gemeente', 'both')).toContain('staat al klaar');
  });

  it('a button from before there were two is about reading along', async () => {
    const mother = await at.comeBack('moeder');
    await mother.press('consent.answer', { caseId: at.id, party: 'school', answer: 'no' });
    expect(await at.reads(await at.comeBack('school'))).not.toContain(THEIRS);
    expect(await consents('moeder')).toContain('School om informatie vragen: dat mag niet.');
  });

  it('after six months a yes to being asked is no answer any more, and two weeks before she is asked again', async () => {
    await says('school', 'asking', 'yes');
    await at.schakel.at('2027-08-30', '09:30');
    const asks = await at.asks(await at.comeBack('moeder'), '/');
    expect(asks).toContain('U zei hier eerder ja op.');
    expect(asks).toContain('Mogen wij bij School vragen');
    await at.schakel.at('2027-09-13', '09:30');
    expect(await consents('moeder')).toContain('School om informatie vragen: dat mag nog niet');
  });
});

/** An organisation that takes no part yet. */
describe('a party that is asked about before it takes part', () => {
  let at: SchoolCase;
  const mother = () => at.comeBack('moeder');
  const consents = async (key: string): Promise<string> => {
    const page = await at.reads(await at.comeBack(key));
    return page.slice(page.indexOf('Wie mag meelezen?'), page.indexOf('Wat er is gebeurd'));
  };
  beforeAll(async () => {
    at = await openSchoolCase({ consent: 'before-sharing' });
    await at.agree(THEIRS, 'casemanager');
  });
  afterAll(() => at?.close());

  it('is in the form of whoever leads, and the family reads that it takes no part and hears nothing', async () => {
    const lead = await at.comeBack('casemanager');
    const form = wordsOf((await lead.get(`/form/consent.ask?caseId=${at.id}`)).html);
    expect(form).toContain(`${SWV} (doet nog niet mee)`);
    await lead.fill('consent.ask', { caseId: at.id }, { party: 'swv', about: 'both' });
    expect(await at.reads(lead)).toContain(`${SWV} hoort hier niets van.`);
    const asks = await at.asks(await mother());
    expect(asks).toContain(`Mag ${SWV} meelezen in deze casus?`);
    expect(asks).toContain(`Mogen wij bij ${SWV} vragen`);
  });

  it('is nothing to another party, nor is an organisation of nowhere', async () => {
    expect(await consents('school')).not.toContain(SWV);
    const lead = await at.comeBack('casemanager');
    const odd = await lead.press('consent.ask', { caseId: at.id, party: 'elders', about: 'both' });
    expect(odd.status).toBe(303);
    expect(await at.reads(lead)).not.toContain('elders');
  });

  it('stands there with her answer, which holds from the moment it is added', async () => {
    await (await mother()).press('consent.answer', {
      ...{ caseId: at.id, party: 'swv', about: 'reading', answer: 'yes' },
    });
    expect(await consents('moeder')).toContain(
      `${SWV} : doet nog niet mee; mag meelezen: (toestemming gegeven)`,
    );
    expect(await consents('casemanager')).toContain(`${SWV} : doet nog niet mee; mag meelezen`);
    const person = await at.schakel.person('jeugdconsulent');
    await (await at.comeBack('coordinator')).press('participant.add', {
      ...{ caseId: at.id, person, role: 'educationPartnership', organisation: 'swv' },
    });
    expect(await consents('moeder')).toContain(`${SWV} : leest mee (toestemming gegeven)`);
    expect(await at.reads(await at.comeBack('jeugdconsulent'))).toContain(THEIRS);
  });
});

/** The mother in Slack, who leads on Teams, the coordinator in Slack and the school on Teams. */
describe('two questions about one party, in chat', () => {
  let here: InThreePlaces;
  let room = '';
  const as = (who: string) => here.people.as(who);
  const reads = (who: string): string => here.written(who).join('\n———\n');

  beforeAll(async () => {
    here = await startInThreePlaces('2027-03-11T08:30:00.000Z');
    await openCaseInChat(as(COORDINATOR), here);
    room = here.newest();
    for (const [member, role, organisation] of [
      [LEAD, 'municipalCaseManager', 'gemeente'],
      [SCHOOL, 'supportCoordinator', 'school'],
      [MOTHER, 'guardian', null],
    ] as const)
      await bringIn(as(COORDINATOR), here, room, { member, role, organisation });
    ok(await as(LEAD).click({ channel: room }, 'Ik neem de regie'));
    await here.settle();
  });
  afterAll(() => here?.stop());

  it('come to the mother in Slack, asked by whoever leads on Teams, also about who takes no part', async () => {
    ok(await as(LEAD).command(room, 'toestemming'));
    ok(await as(LEAD).click({ channel: 'dm' }, 'Toestemming vragen'));
    ok(
      await as(LEAD).submit({
        party: `${SWV} (doet nog niet mee)`,
        about: 'Allebei: informatie vragen, en meelezen',
      }),
    );
    await here.settle();
    const asked = reads(MOTHER);
    expect(asked).toContain(`Mogen wij bij ${SWV} vragen`);
    expect(asked).toContain(`Mag ${SWV} meelezen in deze casus?`);
    expect(asked).toContain(`${SWV} doet nog niet mee in deze casus, en hoort niets van deze vraag.`);
    for (const who of [SCHOOL, here.newest()]) expect(here.written(who).join()).not.toContain(SWV);
    expect(here.slack.read(room).join('\n')).not.toContain(SWV);
  });

  it('are answered apart in Slack, and read apart on Teams and by the coordinator', async () => {
    ok(await as(MOTHER).click({ channel: 'dm', text: 'Mogen wij bij' }, 'Ja'));
    ok(await as(MOTHER).click({ channel: 'dm', text: 'Mag Samenwerkingsverband' }, 'Nee'));
    await here.settle();
    for (const who of [LEAD, COORDINATOR]) {
      expect(reads(who)).toContain(`Moeder vindt het goed dat wij ${SWV} om informatie vragen.`);
      expect(reads(who)).toContain(`Moeder wil niet dat ${SWV} meeleest.`);
    }
    ok(await as(LEAD).command(room, 'toestemming'));
    await here.settle();
    expect(here.written(LEAD).at(-1)).toContain(`${SWV} om informatie vragen: dat mag.`);
    expect(here.slack.read(room).join('\n')).not.toContain(SWV);
  });
});
