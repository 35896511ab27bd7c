import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSchoolCase, type SchoolCase, wordsOf } from '../../support/cases/school-case.ts';
import type { Caller } from '../../support/web/web-caller.ts';

const WHY = 'ik voel mij niet gehoord bij de gesprekken';
const BECAUSE = 'een collega van mij neemt het over';

type Who = keyof SchoolCase['who'];

/** Thursday 11 March 2027; an answer within two working days is by Monday 15 March. */
describe('the family asks for another lead', () => {
  let at: SchoolCase;
  const page = async (who: Who): Promise<string> => at.reads(await at.comeBack(who));
  const appealId = async (): Promise<string> => (await at.state()).case.appeals.at(-1)?.id ?? '';
  const sent = async (who: Who, form: string, args: object, values: object): Promise<string> => {
    const caller = await at.comeBack(who);
    return read(
      caller,
      await caller.fill(form, { caseId: at.id, ...args }, values as Record<string, string>),
    );
  };
  beforeAll(async () => {
    at = await openSchoolCase();
  });
  afterAll(() => at?.close());

  it('reads before writing who will read it, and that the lead cannot say no alone', async () => {
    expect(await page('moeder')).toMatch(/Wilt u iets anders\?.*binnen 2 werkdagen antwoord/);
    const form = await at.reads(at.who.moeder, `/form/appeal.lead?caseId=${at.id}`);
    expect(form).toContain('Dit lezen: Casemanager gemeente');
    expect(form).toContain('Coördinator');
    expect(form).toContain('niet in zijn eentje nee');
  });

  it('reads at once that it arrived and by which day there is an answer', async () => {
    const said = await sent('moeder', 'appeal.lead', {}, { words: WHY });
    expect(said).toMatch(/het is aangekomen.*Uiterlijk maandag 15 maart 2027 is er antwoord/);
    expect(await page('moeder')).toMatch(/vraagt om een andere regiehouder.*uiterlijk maandag 15 maart 2027/);
    expect(await page('moeder')).toContain('Nog niemand die antwoordt heeft dit gelezen');
  });

  it('reaches the coordinator as well as the lead, each with a way to the words, and nobody else', async () => {
    for (const who of ['casemanager', 'coordinator'] as const) {
      expect(await at.asks(await at.comeBack(who)), who).toMatch(
        /vraagt om een andere regiehouder.*Antwoord geven/,
      );
      expect(await page(who), who).toContain(WHY);
    }
    expect(await page('school')).not.toContain('andere regiehouder');
    expect(await page('school')).not.toContain(WHY);
  });

  it('shows the mother who read it', async () => {
    expect(await page('moeder')).toMatch(/Gelezen door .*Casemanager gemeente \(donderdag 11 maart 2027\)/);
    expect(await page('moeder')).toMatch(/Gelezen door .*Coördinator \(/);
  });

  it('is not asked twice, and not by who is no family', async () => {
    expect(await sent('moeder', 'appeal.lead', {}, { words: 'nog een keer' })).toContain(
      'Dit heeft u al gevraagd',
    );
    expect(await sent('school', 'appeal.lead', {}, { words: 'ik ook' })).toContain(
      'Alleen een ouder of de jongere kan dit',
    );
  });

  it('cannot be refused by the lead it is about', async () => {
    const form = await at.reads(
      await at.comeBack('casemanager'),
      `/form/appeal.answer?caseId=${at.id}&appealId=${await appealId()}`,
    );
    expect(form).toContain(WHY);
    expect(form).toContain('Nee zeggen op een vraag om een andere regiehouder doet een coördinator');
    const said = await sent(
      'casemanager',
      'appeal.answer',
      { appealId: await appealId() },
      { answer: 'no', words: 'ik blijf' },
    );
    expect(said).toContain('Nee zeggen op een vraag om een andere regiehouder doet een coördinator');
    expect(await page('moeder')).not.toContain('ik blijf');
  });

  it('is asked after on the promised day, and on each working day after it', async () => {
    await at.schakel.at('2027-03-15', '10:00');
    expect(await at.asks(await at.comeBack('casemanager'))).toContain('Vandaag is het antwoord beloofd');
    await at.schakel.at('2027-03-16', '10:00');
    for (const who of ['casemanager', 'coordinator'] as const)
      expect(await at.asks(await at.comeBack(who)), who).toContain('nog geen antwoord');
    expect(await page('moeder')).toContain('is er nog niet. Schakel vraagt het elke werkdag');
  });

  it('is answered by the coordinator, read on her page, and done by the handover that there is', async () => {
    const said = await sent(
      'coordinator',
      'appeal.answer',
      { appealId: await appealId() },
      { answer: 'yes', words: BECAUSE },
    );
    expect(said).toMatch(/Schakel verandert zelf niets.*Regie overdragen/);
    expect(await at.asks(await at.comeBack('moeder'))).toContain(
      'Er is antwoord op de vraag om een andere regiehouder',
    );
    expect(await page('moeder')).toMatch(new RegExp(`Coördinator.* zei op .*: ja\\..*${BECAUSE}`));
    for (const who of ['casemanager', 'coordinator'] as const)
      expect(await at.asks(await at.comeBack(who)), who).not.toContain('Antwoord geven');
    expect((await at.state()).case.leadId).toBe(await at.participant('casemanager'));
  });
});

describe('the family objects to a step', () => {
  let at: SchoolCase;
  const page = async (who: Who): Promise<string> => at.reads(await at.comeBack(who));
  const appealId = async (): Promise<string> => (await at.state()).case.appeals.at(-1)?.id ?? '';
  const sent = async (who: Who, form: string, args: object, values: object): Promise<string> => {
    const caller = await at.comeBack(who);
    return read(
      caller,
      await caller.fill(form, { caseId: at.id, ...args }, values as Record<string, string>),
    );
  };
  const OBJECTS = /Bezwaar het gezin heeft bezwaar sinds donderdag 11 maart 2027/;
  let plan = '';
  beforeAll(async () => {
    at = await openSchoolCase();
    plan = (await at.agree('Gesprek op school')).id;
    await at.agree('Rooster');
  });
  afterAll(() => at?.close());

  it('is seen by everybody who sees that step until it is answered, and stops nothing', async () => {
    await sent('moeder', 'appeal.object', {}, { against: plan, words: WHY });
    for (const who of ['moeder', 'casemanager', 'school', 'coordinator'] as const)
      expect(await page(who), who).toMatch(OBJECTS);
    expect((await at.state()).agreements.map((a) => a.status)).toEqual(['open', 'open']);
  });

  it('is for the lead to answer: the coordinator and the school read none of the words', async () => {
    expect(await page('casemanager')).toContain(WHY);
    for (const who of ['school', 'coordinator'] as const) expect(await page(who), who).not.toContain(WHY);
    const said = await sent(
      'coordinator',
      'appeal.answer',
      { appealId: await appealId() },
      { answer: 'no', words: 'nee' },
    );
    expect(said).toContain('Dit is nu voor de regiehouder');
  });

  it('comes to the coordinator when the lead is silent, who reads the words then', async () => {
    await at.schakel.at('2027-03-15', '10:00');
    expect(await at.asks(await at.comeBack('coordinator'))).not.toContain('bezwaar tegen een stap');
    await at.schakel.at('2027-03-16', '10:00');
    expect(await at.asks(await at.comeBack('coordinator'))).toMatch(
      /nog geen antwoord.*bezwaar tegen een stap: afspraak 1/,
    );
    expect(await page('coordinator')).toContain(WHY);
    expect(await page('moeder')).toMatch(/Gelezen door .*Coördinator \(/);
  });

  it('ends with the answer, which the family reads with what happens instead', async () => {
    await sent(
      'casemanager',
      'appeal.answer',
      { appealId: await appealId() },
      { answer: 'other', words: 'we praten eerst bij u thuis' },
    );
    expect(await page('moeder')).toMatch(/dit niet, maar iets anders.*we praten eerst bij u thuis/);
    for (const who of ['moeder', 'school', 'coordinator'] as const)
      expect(await page(who), who).not.toContain('het gezin heeft bezwaar');
    expect(await page('school')).not.toContain('bij u thuis');
  });

  it('can be taken back by who made it, and then nobody has to answer', async () => {
    await sent('moeder', 'appeal.contact', {}, { words: 'liever niet de teamleider' });
    expect(await at.asks(await at.comeBack('casemanager'))).toContain('vraagt om iemand anders');
    const caller = await at.comeBack('moeder');
    await caller.press('appeal.withdraw', { caseId: at.id, appealId: await appealId() });
    expect(await page('moeder')).toContain('nam het op');
    expect(await page('casemanager')).not.toContain('liever niet de teamleider');
    expect(await at.asks(await at.comeBack('casemanager'))).not.toContain('vraagt om iemand anders');
  });

  it('says yes to another person for help, and leads to where that is set', async () => {
    await sent('moeder', 'appeal.contact', {}, { words: 'liever de schoolarts' });
    const said = await sent(
      'casemanager',
      'appeal.answer',
      { appealId: await appealId() },
      { answer: 'yes', words: 'dat doen we' },
    );
    expect(said).toContain('Contact voor hulp kiezen');
    await page('coordinator');
    const [, mine = ''] =
      /(Moeder vraagt om iemand anders als er.*?)Moeder vraagt/.exec(await page('moeder')) ?? [];
    expect(mine).toMatch(/Gelezen door Casemanager gemeente \(/);
    expect(mine).not.toContain('Coördinator');
  });

  it('stands on the page of how the region works, with the way to the case for one of the family', async () => {
    const method = await at.reads(await at.comeBack('moeder'), '/how-we-work/midden');
    expect(method).toContain('mag altijd vragen om een andere regiehouder');
    const { html } = await (await at.comeBack('moeder')).get('/how-we-work/midden');
    expect(html).toContain(`href="/c/${at.id}#appeals"`);
    expect(method).toContain('antwoord binnen 2 werkdagen');
    expect((await (await at.comeBack('school')).get('/how-we-work/midden')).html).not.toContain(at.id);
  });
});

/** Where consent comes first, the school sees only its own agreements. */
describe('who sees less sees that there is an objection, and no more', () => {
  let at: SchoolCase;
  const page = async (key: string): Promise<string> => at.reads(await at.comeBack(key));
  const OBJECTS = /het gezin heeft bezwaar/;
  beforeAll(async () => {
    at = await openSchoolCase({ consent: 'before-sharing' });
    await at.agree('Rooster');
    await at.agree('Gesprek thuis', 'casemanager');
  });
  afterAll(() => at?.close());

  it('of a step of another party a school without a yes hears nothing', async () => {
    const against = (await at.agreement(2)).id;
    await at.who.moeder.fill('appeal.object', { caseId: at.id }, { against, words: WHY });
    expect(await page('casemanager')).toMatch(OBJECTS);
    expect(await page('school')).not.toMatch(/bezwaar/i);
  });

  it('of its own step it reads that there is one, without the words, and cannot ask for anything', async () => {
    const against = (await at.agreement(1)).id;
    await at.who.moeder.fill('appeal.object', { caseId: at.id }, { against, words: WHY });
    expect(await page('school')).toMatch(OBJECTS);
    expect(await page('school')).not.toContain(WHY);
    expect(await page('school')).not.toContain('Wat het gezin anders wil');
  });

  it('whoever is called for help reads it in what they are asked, while it waits', async () => {
    const { id: agreementId } = await at.agreement(1);
    await at.who.casemanager.press('ladder.raise', { agreementId, rung: 3, question: 'Kun je helpen?' });
    expect(await page('teamleider')).toContain('Het gezin heeft bezwaar tegen deze stap');
    expect(await page('teamleider')).not.toContain(WHY);
    const [, mine] = (await at.state()).case.appeals;
    const args = { caseId: at.id, appealId: mine?.id ?? '' };
    await at.who.casemanager.fill('appeal.answer', args, { answer: 'no', words: BECAUSE });
    expect(await page('teamleider')).not.toContain('bezwaar');
  });
});

async function read(caller: Caller, sent: { headers: Headers; html: string }): Promise<string> {
  const location = sent.headers.get('location');
  return wordsOf(location ? (await caller.get(location)).html : sent.html);
}
