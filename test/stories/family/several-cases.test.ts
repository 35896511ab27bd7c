import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Config } from '../../../src/config/env/env.ts';
import { exportCase } from '../../../src/main/commands/case-export.ts';
import { wordsOf } from '../../support/cases/school-case.ts';
import { SECRET } from '../../support/schakel/secret.ts';
import { openTwoFamilies, type Parent, puts, type TwoFamilies } from '../../support/web/two-families.ts';
import { type Caller, callerOf } from '../../support/web/web-caller.ts';

const SOUTH: Parent = { name: 'Moeder van Kim', email: 'zuid@thuis.example', phone: '0612345678' };
const NORTH: Parent = { name: 'Moeder van Lou', email: 'noord@thuis.example', phone: '0623456789' };

/** C44: a mother of two children, in two regions: one page, put together by her and seen by nobody else. */
describe('a mother with a case in each of two regions', () => {
  let here: TwoFamilies;
  let mother: Caller;
  beforeAll(async () => {
    here = await openTwoFamilies();
    await here.south.invite(SOUTH);
    await here.north.invite(NORTH);
    mother = (await here.comesIn(SOUTH)).caller;
  });
  afterAll(() => here?.schakel.stop());

  const home = async (at = mother): Promise<string> => wordsOf((await at.get('/')).html);

  it('sees the one case, and can read how the other comes to it', async () => {
    expect(await home()).toContain(here.south.code);
    expect(await home()).not.toContain(here.north.code);
    expect(wordsOf((await mother.get('/me')).html)).toContain('Bent u ook in een andere casus');
    expect((await mother.get(`/c/${here.north.caseId}`)).status).toBe(404);
  });

  it('asks for a letter with the address of the other: the same answer for an address of nobody', async () => {
    const ask = (address: string) => mother.post('/me/together', { token: mother.formToken, address });
    const [known, unknown] = [await ask(NORTH.email), await ask('niemand@thuis.example')];
    await here.schakel.settle();
    expect(known.html).toBe(unknown.html);
    expect(wordsOf(known.html)).toContain('Open die op dit apparaat.');
    expect(here.mailsTo(NORTH.email).at(-1)?.subject).toBe('Uw link naar Schakel');
    expect(here.mailsTo('niemand@thuis.example')).toEqual([]);
  });

  it('comes in by that letter and its own second step, and is asked whether this is her too', async () => {
    const entered = await here.comesIn(NORTH, mother);
    expect(entered.to).toBe('/together');
    mother = entered.caller;
    const seen = wordsOf((await mother.get('/together')).html);
    expect(seen).toContain('Op dit apparaat was net ook Moeder van Kim ingelogd');
    expect(seen).toContain('Is Moeder van Kim iemand anders, bijvoorbeeld de andere ouder? Kies dan nee.');
    expect(await home()).toContain('Bent u dit ook?');
    expect(await home()).not.toContain(here.south.code);
  });

  it('says yes: one page with both, each served as the person she is there', async () => {
    const answer = await mother.post('/together', { token: mother.formToken, answer: 'yes' });
    expect(answer.status).toBe(303);
    const seen = await home();
    expect(seen).toContain("Uw pagina's staan nu bij elkaar.");
    expect(seen).toContain(here.south.code);
    expect(seen).toContain(here.north.code);
    for (const { caseId, code } of [here.south, here.north])
      expect(wordsOf((await mother.get(`/c/${caseId}`)).html)).toContain(code);
  });

  it('comes in by the letter of either, and needs no second code for the other', async () => {
    await here.schakel.at('2027-03-11', '12:30');
    for (const who of [SOUTH, NORTH]) {
      const { caller } = await here.asksAndComesIn(who);
      expect(await home(caller), who.name).toContain(here.south.code);
      expect(await home(caller), who.name).toContain(here.north.code);
      expect((await caller.get(`/c/${here.south.caseId}/who`)).status).toBe(200);
      expect((await caller.get(`/c/${here.north.caseId}/who`)).status).toBe(200);
      mother = caller;
    }
  });

  it('answers in both cases from the one page', async () => {
    await here.south.agree(SOUTH, 'Fiets ophalen');
    await here.north.agree(NORTH, 'Boeken halen');
    const seen = (await mother.get('/')).html;
    expect(wordsOf(seen)).toContain('Fiets ophalen');
    expect(wordsOf(seen)).toContain('Boeken halen');
    for (const { caseId } of [here.south, here.north]) {
      const [state] = await here.schakel.app.store.cases([caseId]);
      const agreementId = state?.agreements[0]?.id;
      await mother.press('agreement.confirm', { agreementId, textVersion: 1 });
      const [after] = await here.schakel.app.store.cases([caseId]);
      expect(after?.confirmations.length).toBe(1);
    }
  });

  it('gets one letter a day for both, which says nothing of either', async () => {
    const letters = (): string[] =>
      [...here.mailsTo(SOUTH.email), ...here.mailsTo(NORTH.email)]
        .filter(({ subject }) => subject.startsWith('Er staat een vraag'))
        .map(({ text }) => text);
    await here.schakel.at('2027-03-14', '22:00');
    const before = letters().length;
    await here.south.agree(SOUTH, 'Wandelen op zondag');
    await here.north.agree(NORTH, 'Tekenen op zondag');
    expect(letters()).toHaveLength(before);
    await here.schakel.at('2027-03-15', '08:30');
    expect(letters()).toHaveLength(before + 1);
    await here.north.agree(NORTH, 'Bellen met de juf');
    expect(letters()).toHaveLength(before + 1);
    for (const letter of letters())
      expect(letter).not.toMatch(new RegExp(`${here.south.code}|${here.north.code}|andere casus|zondag`));
    const seen = await (async () => {
      mother = (await here.asksAndComesIn(SOUTH)).caller;
      return home();
    })();
    expect(seen).toContain('Wandelen op zondag');
    expect(seen).toContain('Bellen met de juf');
    await here.schakel.at('2027-03-16', '08:45');
    expect(letters(), 'nobody leads yet in both: that is one letter again').toHaveLength(before + 2);
    mother = (await here.asksAndComesIn(NORTH)).caller;
  });

  it('is asked for both on the day of both, on one page', async () => {
    await here.schakel.at('2027-04-01', '09:05');
    mother = (await here.asksAndComesIn(SOUTH)).caller;
    const { html } = await mother.get('/');
    const asked = wordsOf(html.split('aria-labelledby="for-you"')[1]?.split('</section>')[0] ?? '');
    for (const { code } of [here.south, here.north]) expect(asked).toContain(code);
    expect(asked.match(/Is het klaar\?/g)).toHaveLength(5);
    mother = (await here.asksAndComesIn(NORTH)).caller;
  });

  it('heard by letter at both addresses that something changed, and not what', async () => {
    for (const { email } of [SOUTH, NORTH]) {
      const told = here.mailsTo(email).filter(({ subject }) => subject.startsWith('Er is iets veranderd'));
      expect(told).toHaveLength(1);
      expect(told[0]?.text).not.toMatch(/casus|Regio|Kim|Lou/);
    }
  });

  it('is one of whom nobody else knows: no page, export, message, audit or log has the other', async () => {
    for (const [family, other, key, who] of [
      [here.south, here.north, 'coordinator', NORTH],
      [here.north, here.south, 'coordinator-noord', SOUTH],
    ] as const) {
      const professional = await callerOf(here.schakel, key);
      const pages = ['/', `/c/${family.caseId}`, `/c/${family.caseId}/who`, `/c/${family.caseId}/passed-on`];
      for (const path of pages) {
        const seen = (await professional.get(path)).html;
        for (const planted of [other.code, other.caseId, who.name, await here.personOf(who)])
          expect(seen.includes(planted), `${path} ${planted}`).toBe(false);
      }
      expect((await professional.get(`/c/${other.caseId}`)).status).toBe(404);
    }
  });

  it('stands in no row, no export and no line of the log beside the other', async () => {
    const { pool, url } = { ...here.schakel.database, ...here.schakel.database.database };
    const [one, two] = [await here.personOf(SOUTH), await here.personOf(NORTH)];
    const tables = await pool.query(
      `SELECT "table_name" AS "name" FROM information_schema.tables WHERE "table_schema" = 'public'`,
    );
    const both = [one, two].map((id) => `t::text LIKE '%${id}%'`).join(' AND ');
    for (const { name } of tables.rows)
      expect((await pool.query(`SELECT 1 FROM "${name}" t WHERE ${both}`)).rowCount, name).toBe(0);
    const config = { databaseUrl: url, key: SECRET } as Config;
    const told = { [one]: [here.north, NORTH], [two]: [here.south, SOUTH] } as const;
    for (const [family, of] of [
      [here.south, one],
      [here.north, two],
    ] as const) {
      const exported = (await exportCase(config, family.code, undefined)).lines.join();
      const [other, who] = told[of] ?? [];
      for (const planted of [other?.code, other?.caseId, who?.name, who?.email])
        expect(exported.includes(planted ?? ''), planted).toBe(false);
      expect(exported).not.toMatch(/together|linked/);
    }
    for (const line of here.schakel.log) expect(line).not.toMatch(/linked|together|thuis\.example/);
  });

  it('takes them apart, and is two again at once', async () => {
    await mother.post('/me/together/apart', { token: mother.formToken });
    expect(await home()).not.toContain(here.south.code);
    expect((await mother.get(`/c/${here.south.caseId}`)).status).toBe(404);
    expect((await mother.get(`/c/${here.north.caseId}`)).status).toBe(200);
  });
});

describe('a mother of whom one case is not taken in', () => {
  it('is linked with nobody any more when that case is erased, and nothing of the link is left', async () => {
    const here = await openTwoFamilies({ north: 'intake: required\n' });
    await here.south.invite(SOUTH);
    await here.north.invite(NORTH);
    const mother = await puts(here, SOUTH, NORTH);
    expect(wordsOf((await mother.get('/')).html)).toContain(here.north.code);
    await here.north.coordinator.fill(
      'intake.decline',
      { caseId: here.north.caseId },
      { because: 'elsewhere' },
    );
    await here.schakel.at('2027-04-09', '09:30');
    const again = (await here.asksAndComesIn(SOUTH)).caller;
    const seen = wordsOf((await again.get('/me')).html);
    expect(seen).toContain('Bent u ook in een andere casus');
    expect(seen).not.toContain('Haal uit elkaar');
    const left = await here.schakel.database.database.pool.query(
      'SELECT 1 FROM "linkedPerson" WHERE "personId" = $1',
      [await here.personOf(NORTH)],
    );
    expect(left.rowCount).toBe(0);
    await here.schakel.stop();
  });
});
