import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeIn, pathIn } from '../../fakes/letters/letters.ts';
import { wordsOf } from '../../support/cases/school-case.ts';
import { WEB_REGION } from '../../support/people/on-the-web.ts';
import { startSchakel } from '../../support/schakel/start-schakel.ts';
import {
  ADDRESS,
  type Here,
  hidden,
  mailTo,
  NORTH,
  OPEN,
  PATH,
  parentAt,
  QUESTION,
  TYPED,
} from '../../support/web/public-page.ts';
import { callerFor, callerOf, callerWith, cookieOf } from '../../support/web/web-caller.ts';

/** C01: a parent reports a child on the page of the region, and is reached where they said. */
describe('a parent on the public page of the region', () => {
  let schakel: Here;
  let codePage = '';
  let path = '';
  let spoken = '';
  const reads = async (key: string, at = path): Promise<string> => {
    await schakel.settle();
    return wordsOf((await (await callerOf(schakel, key)).get(at)).html);
  };
  beforeAll(async () => {
    schakel = await startSchakel({ region: OPEN, web: true, letters: true });
  });
  afterAll(() => schakel?.stop());

  it('reads who reads it and whom to call, and that nothing is kept before the code', async () => {
    const { html, status } = await parentAt(schakel).open();
    expect(status).toBe(200);
    expect(wordsOf(html)).toContain('Liever bellen? 088 123 45 67.');
    expect(wordsOf(html)).toContain('Pas als u uw code invult, bewaren wij iets.');
    expect(wordsOf(html)).toContain('ook als u jonger bent dan 16');
    expect(html).not.toContain('coordinator@example.org');
  });

  it('gets what they typed back when something is missing, and no code', async () => {
    const { html, status } = await parentAt(schakel).send({ ...TYPED, role: '', involved: ['school'] });
    expect(status).toBe(422);
    expect(wordsOf(html)).toContain('Kies wie u bent.');
    expect(html).toContain(QUESTION);
    expect(html).toMatch(/value="school" checked/);
    for (const address of ['nergens', '030 123 45 67'])
      expect((await parentAt(schakel).send({ ...TYPED, address })).status, address).toBe(422);
    expect(mailTo(schakel, ADDRESS)).toEqual([]);
  });

  it('gets a code by mail, and nothing of what was typed is kept meanwhile', async () => {
    const sent = await parentAt(schakel).send({ ...TYPED, involved: ['school', 'attendance'] });
    await schakel.settle();
    codePage = sent.html;
    expect(wordsOf(codePage)).toContain(`We stuurden een code naar ${ADDRESS}.`);
    expect(mailTo(schakel, ADDRESS)).toHaveLength(1);
    const { pool } = schakel.database.database;
    for (const table of ['case', 'person', 'substance', 'reach'])
      expect((await pool.query(`SELECT 1 FROM "${table}" t WHERE t::text LIKE '%vaste juf%'`)).rows).toEqual(
        [],
      );
    expect((await pool.query('SELECT 1 FROM "case"')).rows).toEqual([]);
  });

  it('can mistype the code without losing a word', async () => {
    const { html, status } = await parentAt(schakel).send({ ...hidden(codePage), code: '000000' });
    expect(status).toBe(422);
    expect(wordsOf(html)).toContain('Deze code klopt niet.');
    expect(hidden(html)).toEqual(hidden(codePage));
  });

  it('has a receipt on the screen and by letter: who reads it, by which day, whom to call', async () => {
    const code = codeIn(mailTo(schakel, ADDRESS).at(-1));
    const { html, status } = await parentAt(schakel).send({ ...hidden(codePage), code });
    expect(status).toBe(200);
    const seen = wordsOf(html);
    expect(seen).toContain('De coördinatoren van Regio Midden lezen haar uiterlijk maandag 15 maart 2027.');
    expect(seen).toContain('Bel 088 123 45 67.');
    spoken = /Uw code: (\d[\d ]*\d)/.exec(seen)?.[1]?.replace(/ /g, '') ?? '';
    expect(spoken).toMatch(/^\d{6}$/);
    await schakel.settle();
    const letter = mailTo(schakel, ADDRESS).at(-1);
    expect(letter?.text).toContain('lezen haar uiterlijk maandag 15 maart 2027');
    expect(letter?.text).not.toMatch(/juf|durft/);
    expect(letter?.text).not.toContain(spoken);
  });

  it('makes no second report by sending the same page again', async () => {
    const code = codeIn(mailTo(schakel, ADDRESS)[0]);
    await parentAt(schakel).send({ ...hidden(codePage), code });
    const { rows } = await schakel.database.database.pool.query('SELECT "id" FROM "case"');
    expect(rows).toHaveLength(1);
    path = `/c/${rows[0].id}`;
  });

  it('is read by the coordinator, with their own words and how they are reached, and by nobody else', async () => {
    expect(await reads('coordinator', '/')).toContain('Rol van de melder: ouder of voogd.');
    const seen = await reads('coordinator');
    expect(seen).toContain(QUESTION);
    expect(seen).toContain(`Bereikbaar op: ${ADDRESS}`);
    expect(seen).toContain('Al betrokken school en leerplicht');
    expect((await (await callerOf(schakel, 'casemanager')).get(path)).status).toBe(404);
    const { rows } = await schakel.database.database.pool.query(
      `SELECT string_agg("payload"::text, '') AS "text" FROM "message"`,
    );
    expect(rows[0].text).not.toMatch(/vaste juf|thuis\.example/);
  });

  it('comes in with the address they proved and the code of the screen, and sees their own report', async () => {
    const link = pathIn(mailTo(schakel, ADDRESS).at(-1));
    const stranger = await callerWith(schakel.base, '');
    await stranger.post(link, {});
    const entered = await stranger.post(`${link}/code`, { code: spoken });
    const cookie = cookieOf(entered.headers);
    const mother = await callerWith(schakel.base, cookie);
    const seen = wordsOf((await mother.get(path)).html);
    expect(seen).toContain(QUESTION);
    expect(seen).toContain('U hoort of het kind in behandeling komt.');
    const coordinator = await callerOf(schakel, 'coordinator');
    await coordinator.fill('report.takeIn', { caseId: path.slice(3) }, { firstDay: '2027-02-01' });
    await schakel.settle();
    const begun = wordsOf((await mother.get(path)).html);
    expect(begun).toMatch(/Fijn dat u meedoet.*eerst een gesprek met u, over wat u nodig heeft/);
    expect(begun).toContain('Deze casus is nog in de intake.');
    expect(begun).toContain(QUESTION);
    expect(begun).not.toMatch(/Nog nodig:[^.]*de vraag van het gezin/);
    expect(begun).toContain('jonger dan 12');
  });

  it('leads a family that comes to the form of professionals to the page of the region', async () => {
    const { rows } = await schakel.database.database.pool.query('SELECT "personId" FROM "participant"');
    const parent = await callerFor(schakel, rows[0].personId);
    const { html } = await parent.fill(
      'report.make',
      {},
      {
        role: 'teacher',
        organisation: '',
        since: '',
        sincePicked: '',
        ageBand: '',
        words: '',
        region: 'midden',
      },
    );
    expect(wordsOf(html)).toContain('Deze aanmelding is voor mensen die met kinderen werken.');
    expect(wordsOf(html)).toContain('Dat kan op deze bladzijde:');
    expect(html).toContain('/report/midden');
  });

  it('takes no code for another address of somebody who is known: the old one would hear nothing of it', async () => {
    const stranger = 'ander@elders.example';
    const coordinator = await callerOf(schakel, 'coordinator');
    const fields = { token: coordinator.formToken, way: 'email', typed: stranger };
    await coordinator.post('/me/reach', fields);
    await schakel.settle();
    const code = codeIn(mailTo(schakel, stranger).at(-1));
    const proof = await schakel.person('coordinator');
    await schakel.addRegion(NORTH);
    for (const region of ['midden', 'noord']) {
      const at = await callerWith(schakel.base, '');
      const fields = { ...hidden(codePage), address: stranger, proof, code };
      const tried = await at.post(`/report/${region}`, fields, { 'accept-language': 'nl' });
      expect(wordsOf(tried.html), region).toContain('Deze code werkt niet meer.');
    }
    const { rows } = await schakel.database.database.pool.query('SELECT "id" FROM "case"');
    expect(rows).toHaveLength(1);
  });
});

describe('the public page', () => {
  let schakel: Here;
  const asked = async (address: string, more: Readonly<Record<string, string>> = {}, language = 'nl') => {
    const sent = await parentAt(schakel, language).send({ ...TYPED, address, ...more });
    await schakel.settle();
    return sent;
  };
  beforeAll(async () => {
    schakel = await startSchakel({ region: OPEN, web: true, letters: true });
  });
  afterAll(() => schakel?.stop());

  it('takes a code for ten minutes; after that what was typed is still there, and another one goes out', async () => {
    const { html } = await asked('laat@thuis.example');
    const code = codeIn(mailTo(schakel, 'laat@thuis.example').at(-1));
    schakel.clock.advance(11 * 60_000);
    const late = await parentAt(schakel).send({ ...hidden(html), code });
    expect(late.status).toBe(422);
    expect(hidden(late.html)).toEqual(hidden(html));
    const back = await parentAt(schakel).send({ ...hidden(html), step: 'back' });
    expect(back.status).toBe(200);
    expect(back.html).toContain(QUESTION);
    const again = await asked('laat@thuis.example');
    const fresh = codeIn(mailTo(schakel, 'laat@thuis.example').at(-1));
    const done = await parentAt(schakel).send({ ...hidden(again.html), code: fresh });
    expect(wordsOf(done.html)).toContain('de aanmelding is binnen');
  });

  it('ends a code after five wrong ones, and says so', async () => {
    const { html } = await asked('raad@thuis.example');
    const code = codeIn(mailTo(schakel, 'raad@thuis.example').at(-1));
    for (let n = 0; n < 5; n++) await parentAt(schakel).send({ ...hidden(html), code: '000000' });
    const over = await parentAt(schakel).send({ ...hidden(html), code });
    expect(wordsOf(over.html)).toContain('Deze code werkt niet meer. Wat u typte staat er nog.');
    expect(over.html).toContain(QUESTION);
  });

  it('takes nothing for a proof that is none, and keeps what was typed', async () => {
    // Letters go out at a calm pace, and the clock stands still.
    schakel.clock.advance(11 * 60_000);
    const { html } = await asked('vorm@thuis.example');
    const tried = await parentAt(schakel).send({ ...hidden(html), proof: '-'.repeat(36), code: '000000' });
    expect(tried.status).toBe(422);
    expect(tried.html).toContain(QUESTION);
  });

  it('sends three codes at once to one address, and no fourth', async () => {
    const address = 'vaak@thuis.example';
    for (let n = 0; n < 3; n++) expect((await asked(address)).status).toBe(200);
    const fourth = await asked(address);
    expect(fourth.status).toBe(422);
    expect(wordsOf(fourth.html)).toContain('Wacht tien minuten');
    expect(mailTo(schakel, address)).toHaveLength(3);
  });

  it('makes a report of its own of a second one by the same person: nobody is linked by an address', async () => {
    const before = await count();
    for (const question of ['Over de oudste.', 'Over de jongste.']) {
      const { html } = await asked('twee@thuis.example', { question });
      const code = codeIn(mailTo(schakel, 'twee@thuis.example').at(-1));
      await parentAt(schakel).send({ ...hidden(html), code });
      await schakel.settle();
    }
    expect(await count()).toBe(before + 2);
    const people = await schakel.database.database.pool.query(
      'SELECT DISTINCT "personId" FROM "participant"',
    );
    expect(people.rows).toHaveLength(before + 2);
  });

  it('is for a young person too, by SMS and in English', async () => {
    const { html } = await asked('06 1234 5678', { role: 'child', ageBand: 'from16' }, 'en');
    expect(wordsOf(html)).toContain('We sent a code to 06 1234 5678.');
    const text = schakel.letters.texts.at(-1);
    const done = await parentAt(schakel, 'en').send({ ...hidden(html), code: codeIn(text) });
    const seen = wordsOf(done.html);
    expect(seen).toContain('You will hear whether it becomes a case, and if not, why.');
    expect(seen).toContain('The coordinators of Regio Midden read it by');
    await schakel.settle();
    expect(schakel.letters.texts.at(-1)?.text).toContain('Your report has arrived');
  });

  it('lets a school where forty parents report within ten minutes go on, and stops who asks for a hundred', async () => {
    schakel.clock.advance(11 * 60_000);
    for (let n = 0; n < 40; n++)
      expect((await parentAt(schakel).send({ ...TYPED, address: `ouder${n}@school.example` })).status).toBe(
        200,
      );
    const statuses: number[] = [];
    for (let n = 40; n < 100; n++)
      statuses.push((await parentAt(schakel).send({ ...TYPED, address: `ouder${n}@school.example` })).status);
    expect(statuses.filter((one) => one === 200)).toHaveLength(20);
    schakel.clock.advance(11 * 60_000);
    expect((await asked('morgen@thuis.example')).status).toBe(200);
  });

  async function count(): Promise<number> {
    return (await schakel.database.database.pool.query('SELECT 1 FROM "case"')).rows.length;
  }
});

describe('a family whose report is not taken in', () => {
  let schakel: Here;
  let path = '';
  const address = 'weg@thuis.example';
  beforeAll(async () => {
    schakel = await startSchakel({ region: OPEN, web: true, letters: true });
    const { html } = await parentAt(schakel).send({ ...TYPED, address });
    await schakel.settle();
    await parentAt(schakel).send({ ...hidden(html), code: codeIn(mailTo(schakel, address).at(-1)) });
    await schakel.settle();
    const { rows } = await schakel.database.database.pool.query('SELECT "id" FROM "case"');
    path = `/c/${rows[0].id}`;
  });
  afterAll(() => schakel?.stop());

  it('gets a letter that there is an answer, without a word of it', async () => {
    const before = mailTo(schakel, address).length;
    const coordinator = await callerOf(schakel, 'coordinator');
    await coordinator.fill('intake.decline', { caseId: path.slice(3) }, { because: 'usual_route' });
    await schakel.settle();
    const letters = mailTo(schakel, address).slice(before);
    expect(letters).toHaveLength(1);
    expect(letters[0]?.text).not.toMatch(/gewone route|juf/);
    expect(wordsOf((await coordinator.get(path)).html)).not.toContain(address);
  });

  it('is erased after four weeks, with its address; that it was not taken in, and why, stays', async () => {
    await schakel.at('2027-04-09', '09:30');
    const { pool } = schakel.database.database;
    const kept = async (): Promise<string> =>
      JSON.stringify([
        (await pool.query('SELECT "sealed" FROM "substance" WHERE "sealed" IS NOT NULL')).rows,
        (await pool.query('SELECT "sealed" FROM "reach" WHERE "emailLookup" IS NOT NULL')).rows,
        (await pool.query('SELECT "sealed" FROM "addressChange"')).rows,
        (await pool.query(`SELECT "type" FROM "message" WHERE "type" = 'ReportReceived'`)).rows,
      ]);
    expect(await kept()).toBe('[[],[],[],[]]');
    const coordinator = await callerOf(schakel, 'coordinator');
    const seen = wordsOf((await coordinator.get(path)).html);
    expect(seen).toContain('Reden: De gewone route is genoeg.');
    expect(seen).not.toContain(QUESTION);
    const before = mailTo(schakel, address).length;
    const stranger = await callerWith(schakel.base, '');
    await stranger.post('/link', { address });
    await schakel.settle();
    expect(mailTo(schakel, address)).toHaveLength(before);
  });
});

describe('a region without a public page', () => {
  let schakel: Here;
  beforeAll(async () => {
    schakel = await startSchakel({ region: WEB_REGION, web: true, letters: true });
  });
  afterAll(() => schakel?.stop());

  it('says kindly where to go, the same as one that there is not', async () => {
    const at = await callerWith(schakel.base, '');
    for (const path of [PATH, '/report/nergens']) {
      const { status, html } = await at.get(path);
      expect(status, path).toBe(404);
      expect(wordsOf(html)).toContain('Vraag het op school of bij uw gemeente.');
      expect((await at.post(path, TYPED)).status).toBe(404);
    }
    expect(schakel.letters.mails).toEqual([]);
  });

  it('gets one when a coordinator opens it on the web, with the number of the office', async () => {
    const coordinator = await callerOf(schakel, 'coordinator');
    const fields = { region: 'midden', publicReport: 'yes', office: '088 123 45 67' };
    await coordinator.fill('manage.publicReport', { version: 1 }, fields);
    const at = await callerWith(schakel.base, '');
    expect(wordsOf((await at.get(PATH)).html)).toContain('Liever bellen?');
    expect(wordsOf((await coordinator.get('/manage/midden/method')).html)).toContain('088 123 45 67');
  });
});

it('a phone without scripts shows the whole page at 390 pixels, and it can be sent', async () => {
  const schakel = await startSchakel({ region: OPEN, web: true, letters: true });
  try {
    const page = await schakel.web.stranger({
      viewport: { width: 390, height: 844 },
      javaScriptEnabled: false,
    });
    await page.goto(PATH);
    if (process.env.SHOTS)
      await page.screenshot({ path: `${process.env.SHOTS}/public-report.png`, fullPage: true });
    await page.fill('#report-address', ADDRESS);
    await page.selectOption('#report-role', 'guardian');
    await page.fill('#report-question', QUESTION);
    await page.click('main form button[type=submit]');
    await page.waitForSelector('#code');
    if (process.env.SHOTS)
      await page.screenshot({ path: `${process.env.SHOTS}/public-code.png`, fullPage: true });
    await schakel.settle();
    await page.fill('#code', codeIn(mailTo(schakel, ADDRESS).at(-1)));
    await page.click('main form button[type=submit]');
    await page.waitForSelector('h1:has-text("Dank u")');
    if (process.env.SHOTS)
      await page.screenshot({ path: `${process.env.SHOTS}/public-done.png`, fullPage: true });
    const { scrollWidth } = (await page.evaluate(
      '({ scrollWidth: document.documentElement.scrollWidth })',
    )) as { scrollWidth: number };
    expect(scrollWidth).toBeLessThanOrEqual(390);
  } finally {
    await schakel.stop();
  }
});
