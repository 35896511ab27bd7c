import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wordsOf } from '../../support/cases/school-case.ts';
import { WEB_REGION } from '../../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { type Caller, callerOf } from '../../support/web/web-caller.ts';

const WORDS = 'Zit sinds de herfst boven, komt niet meer naar de bus.';
const REPORT = { role: 'supportCoordinator', organisation: 'school', since: '2027-02-01', ageBand: 'from12' };
const REGION = { region: 'midden' };

/** A region with an intake and the number of its office, and people who report. */
async function begin(region = `${WEB_REGION}intake: required\npublic: { phone: '088 123 45 67' }\n`) {
  const schakel = await startSchakel({ region, web: true });
  const who = {
    coordinator: await callerOf(schakel, 'coordinator'),
    school: await callerOf(schakel, 'school'),
    casemanager: await callerOf(schakel, 'casemanager'),
  };
  return { schakel, who };
}

const reads = async (schakel: Schakel<'web'>, caller: Caller, path: string): Promise<string> => {
  await schakel.settle();
  return wordsOf((await caller.get(path)).html);
};

/** C01: a professional reports a child, and a coordinator takes it in or says why not. */
describe('a child that is reported', () => {
  let at: Awaited<ReturnType<typeof begin>>;
  let path = '';
  const page = (key: keyof typeof at.who): Promise<string> => reads(at.schakel, at.who[key], path);
  beforeAll(async () => {
    at = await begin();
    const sent = await at.who.school.fill(
      'report.make',
      {},
      {
        ...{ ...REPORT, ...REGION, words: WORDS },
        involved: ['school', 'attendance'],
      },
    );
    path = sent.headers.get('location') ?? '';
  });
  afterAll(() => at?.schakel.stop());

  it('begins with a form that says who reads it, and what happens', async () => {
    const form = await reads(at.schakel, at.who.casemanager, '/form/report.make?region=midden');
    expect(form).toContain('De coördinatoren van de regio lezen het. Vertel het eerst aan de ouders');
    expect(form).toContain('Wie ben je voor dit kind?');
    expect(form).toContain('Wie zijn er al betrokken?');
    expect(await reads(at.schakel, at.who.casemanager, '/')).toContain('Kind aanmelden');
  });

  it('gives the one who reports a receipt: who reads it, by which day, whom to call, and what is kept', async () => {
    const seen = await page('school');
    expect(seen).toContain('Een coördinator leest haar uiterlijk maandag 15 maart 2027.');
    expect(seen).toContain('De coördinatoren van Regio Midden lezen haar uiterlijk maandag 15 maart 2027. ');
    expect(seen).toContain('Kan het niet wachten? Bel 088 123 45 67.');
    expect(seen).toContain('wissen we het na vier weken');
    expect(seen).toContain('Al betrokken school en leerplicht');
    expect(seen).toContain(WORDS);
    expect(await reads(at.schakel, at.who.school, '/')).toContain(
      'Aangemeld. Een coördinator leest het nog.',
    );
  });

  it('stands in the list of the coordinators, in the overview and its export, with what was said and a way to decide', async () => {
    const home = await reads(at.schakel, at.who.coordinator, '/');
    expect(home).toContain('Er is een kind aangemeld:');
    expect(home).toContain('lezen uiterlijk maandag 15 maart 2027');
    const seen = await page('coordinator');
    expect(seen).toContain('Ondersteuningscoördinator school (ondersteuningscoördinator van school)');
    expect(seen).toContain('Thuis sinds maandag 1 februari 2027 Leeftijd 12 tot en met 15');
    expect(seen).toContain(WORDS);
    for (const button of ['In behandeling nemen', 'Niet in behandeling']) expect(seen).toContain(button);
    const region = (await at.schakel.app.store.regionByKey('midden'))?.id ?? '';
    const overview = `/r/${region}?need=reported`;
    expect(await reads(at.schakel, at.who.coordinator, overview)).toContain(
      'Aangemeld; lezen uiterlijk maandag 15 maart 2027',
    );
    const csv = (await at.who.coordinator.get(`/r/${region}/export`)).html;
    expect(csv.split('\r\n')[0]).toMatch(/"Aangemeld";"Soort thuiszitten";"Ingeschreven"$/);
    expect(csv.split('\r\n')[1]).toMatch(/"ja";"";""$/);
  });

  it('does not exist for anybody else, and has no pages of a case', async () => {
    expect((await at.who.casemanager.get(path)).status).toBe(404);
    for (const more of ['who', 'timeline', 'passed-on', 'take-along'])
      expect((await at.who.coordinator.get(`${path}/${more}`)).status, more).toBe(404);
  });

  it('takes nothing that belongs in a case', async () => {
    const caseId = path.slice(3);
    await at.who.coordinator.press('lead.show', { caseId });
    expect(await page('coordinator')).toContain('is aangemeld en nog geen casus.');
    const hold = await at.who.coordinator.fill('case.hold', { caseId }, { reason: 'wachten' });
    expect(wordsOf(hold.html)).not.toContain('staat in de wacht');
    await at.who.school.fill('report.takeIn', { caseId }, { firstDay: '2027-02-01', joins: 'yes' });
    expect(await page('school')).toContain('Een coördinator leest dit uiterlijk');
  });

  it('is asked of the coordinators on every working day until they decide', async () => {
    for (const [day, days] of [
      ['2027-03-12', '1 werkdag'],
      ['2027-03-15', '2 werkdagen'],
    ] as const) {
      await at.schakel.at(day, '09:30');
      const coordinator = await callerOf(at.schakel, 'coordinator');
      expect(await reads(at.schakel, coordinator, '/'), day).toContain(
        `is ${days} geleden aangemeld en wacht nog.`,
      );
    }
  });

  it('becomes a case in its intake when it is taken in, with what was said, the reporter in their place and a room', async () => {
    const coordinator = await callerOf(at.schakel, 'coordinator');
    const caseId = path.slice(3);
    const form = (await coordinator.get(`/form/report.takeIn?caseId=${caseId}`)).html;
    expect(wordsOf(form)).toContain('Ja, Ondersteuningscoördinator school doet mee');
    expect(form).toContain('value="2027-02-01"');
    const missing = await coordinator.fill('report.takeIn', { caseId }, { firstDay: '', joins: 'yes' });
    expect(missing.status).toBe(422);
    await coordinator.fill('report.takeIn', { caseId }, { firstDay: '2027-02-08', joins: 'yes' });
    const seen = await reads(at.schakel, coordinator, path);
    expect(seen).toContain('Deze casus is nog in de intake.');
    expect(seen).toContain('12 tot en met 15');
    expect(seen).toContain('36 dagen thuis');
    expect(seen).toContain('Aangemeld op donderdag 11 maart 2027 door Ondersteuningscoördinator school');
    expect(seen).toContain('Toen al betrokken: school en leerplicht.');
    expect(seen).toContain(WORDS);
    expect(seen).toContain('Ondersteuningscoördinator school – ondersteuningscoördinator van school, School');
    const school = await callerOf(at.schakel, 'school');
    const home = await reads(at.schakel, school, '/');
    expect(home).toContain('Je doet mee. Eerst is er de intake');
    expect(home).toMatch(/School, gezin en anderen houden hier samen bij.*We beginnen met de intake/);
    expect(await reads(at.schakel, school, path)).toContain('Deze casus is nog in de intake.');
  });

  it('says of a case that nobody reported that there is none to show', async () => {
    const coordinator = await callerOf(at.schakel, 'coordinator');
    await coordinator.fill('case.open', {}, { firstDay: '2027-01-04', ...REGION });
    const { store } = at.schakel.app;
    const [regionId = ''] = await store.allRegionIds();
    const ids = await store.openCaseIds(regionId, null, 9);
    const unreported = ids.find((id) => !path.endsWith(id)) ?? '';
    const answer = await coordinator.press('report.show', { caseId: unreported });
    expect(answer.status).not.toBe(500);
    const seen = await coordinator.get(answer.headers.get('location') ?? '/');
    expect(wordsOf(answer.html + seen.html)).toContain('is geen aanmelding: ');
  });

  it('leaves no word of what was written in any message, nor in the audit', async () => {
    const { rows } = await at.schakel.database.database.pool.query(
      `SELECT (SELECT string_agg("payload"::text, '') FROM "message")
         || (SELECT string_agg("action", '') FROM "audit") AS "text"`,
    );
    expect(rows[0].text).not.toMatch(/herfst|de bus/);
  });
});

describe('a report that is not taken in', () => {
  let at: Awaited<ReturnType<typeof begin>>;
  beforeAll(async () => {
    at = await begin(WEB_REGION);
  });
  afterAll(() => at?.schakel.stop());

  it('is answered with the reason, and asked about no more', async () => {
    const sent = await at.who.school.fill('report.make', {}, { role: 'other', ...REGION });
    const path = sent.headers.get('location') ?? '';
    expect(await reads(at.schakel, at.who.coordinator, path)).toContain('Thuis sinds niet bekend');
    await at.who.coordinator.fill('intake.decline', { caseId: path.slice(3) }, { because: 'elsewhere' });
    expect(await reads(at.schakel, at.who.school, '/')).toContain(
      'niet in behandeling. Reden: Hoort bij een andere regio.',
    );
    await at.schakel.at('2027-03-15', '09:30');
    const coordinator = await callerOf(at.schakel, 'coordinator');
    expect(await reads(at.schakel, coordinator, '/')).not.toContain('wacht nog');
    expect(await reads(at.schakel, coordinator, path)).toContain(
      'Deze aanmelding is niet in behandeling genomen.',
    );
  });

  it('is erased after four weeks: the words, what was told of it and what was said are gone, the reason stays counted', async () => {
    const school = await callerOf(at.schakel, 'school');
    const words = 'Slaapt overdag, wil niet naar buiten.';
    const sent = await school.fill('report.make', {}, { ...REPORT, ...REGION, words });
    const path = sent.headers.get('location') ?? '';
    const caseId = path.slice(3);
    await (await callerOf(at.schakel, 'coordinator')).fill(
      'intake.decline',
      { caseId },
      { because: 'solved' },
    );
    await at.schakel.at('2027-04-11', '09:30');
    expect(await reads(at.schakel, await callerOf(at.schakel, 'school'), path)).toContain(words);
    await at.schakel.at('2027-04-13', '09:30');
    const seen = await reads(at.schakel, await callerOf(at.schakel, 'coordinator'), path);
    expect(seen).toContain('niet in behandeling genomen. Reden: Het is al opgelost.');
    expect(seen).toContain('Thuis sinds niet bekend Leeftijd niet bekend');
    expect(seen).not.toContain('Weer openen');
    expect(await reads(at.schakel, await callerOf(at.schakel, 'school'), path)).not.toContain(words);
    const { pool } = at.schakel.database.database;
    const rows = await pool.query('SELECT "sealed" FROM "substance" WHERE "caseId" = $1', [caseId]);
    expect(rows.rows).toEqual([{ sealed: null }]);
    const told = await pool.query('SELECT "type" FROM "message" WHERE "caseId" = $1', [caseId]);
    expect(told.rows.map((r) => r.type)).not.toContain('ReportReceived');
    await (await callerOf(at.schakel, 'coordinator')).fill('case.reopen', { caseId }, { reason: 'toch' });
    expect(await reads(at.schakel, await callerOf(at.schakel, 'coordinator'), path)).toContain(
      'niet in behandeling genomen',
    );
  });

  it('is taken in without whoever reported, where the coordinator says so: they hear that and see nothing more', async () => {
    const school = await callerOf(at.schakel, 'school');
    const coordinator = await callerOf(at.schakel, 'coordinator');
    const sent = await school.fill('report.make', {}, { role: 'teacher', ...REGION });
    const path = sent.headers.get('location') ?? '';
    await coordinator.fill(
      'report.takeIn',
      { caseId: path.slice(3) },
      { firstDay: '2027-03-01', joins: 'no' },
    );
    expect(await reads(at.schakel, school, '/')).toContain('Je doet zelf niet mee in de casus.');
    expect((await school.get(path)).status).toBe(404);
    // Without an intake in this region it is open at once.
    expect(await reads(at.schakel, coordinator, path)).not.toContain('nog in de intake');
  });

  it('offers no role of the family: they have a way of their own', async () => {
    const school = await callerOf(at.schakel, 'school');
    const { html } = await school.get('/form/report.make?region=midden');
    expect(html).not.toMatch(/value="(guardian|parent|child)"/);
    const sent = await school.fill('report.make', {}, { ...REGION, role: 'guardian' });
    expect(sent.headers.get('location') ?? '').not.toContain('/c/');
  });
});
