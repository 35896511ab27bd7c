import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditKeys } from '../../../src/store/audit/audit.ts';
import { verifyAudit } from '../../../src/store/audit/verify.ts';
import { EARLIER, startOnEarlier } from '../../support/cases/earlier-version.ts';
import { LEAD } from '../../support/people/in-slack.ts';
import { readMessage } from '../../support/reading/in-slack.ts';
import { SECRET } from '../../support/schakel/secret.ts';
import type { Schakel } from '../../support/schakel/start-schakel.ts';
import { type Caller, callerOf, callerWith, type Heard } from '../../support/web/web-caller.ts';

/** An id such as one guesses who knows how ids were made, of a case that never was. */
const NEVER = '5e0c1f52-3f0e-8a55-9d3a-6d61696c0001';
const { wilg: FORMER } = EARLIER;

/** Cases that came from a spreadsheet had ids that could be computed. They have others now, and nobody loses anything. */
describe('after the ids of imported cases were renewed', () => {
  let schakel: Schakel<'slack'>;
  const as = (key: string): Promise<Caller> => callerOf(schakel, key);
  const follow = async (who: Caller, path: string): Promise<Heard> => {
    const heard = await who.get(path);
    expect(heard.status).toBe(307);
    return who.get(heard.headers.get('location') ?? '');
  };
  const verify = () => verifyAudit(schakel.database.database, auditKeys(SECRET), schakel.config.dataDir);
  const nowCalled = async (who: Caller): Promise<string> =>
    /href="\/c\/([0-9a-f-]{36})"><strong>Wilg-27/.exec((await who.get('/')).html)?.[1] ?? '';
  beforeAll(async () => {
    schakel = await startOnEarlier();
  });
  afterAll(() => schakel?.stop());

  it('the audit is as it was, with everything that was written down outside the database', async () => {
    const report = await verify();
    expect(report.problems).toEqual([]);
    expect(report).toMatchObject({ chains: 6, rows: 28, anchoredAt: '2027-03-11T08:00:08.000Z' });
  });

  it('a link of before leads who takes part to the case, its pages and their own name for it', async () => {
    const mother = await as('moeder');
    const room = await follow(mother, `/c/${FORMER}`);
    expect(room.status).toBe(200);
    expect(room.html).toContain('Onderwijsplan');
    expect(room.html).toContain('<strong>Mijn dochter</strong>');
    expect(room.html).not.toContain(FORMER);
    const id = await nowCalled(mother);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    expect((await mother.get(`/c/${FORMER}/timeline?x=1`)).headers.get('location')).toBe(
      `/c/${id}/timeline?x=1`,
    );
    const passed = await follow(mother, `/c/${FORMER}/passed-on`);
    // She looked when the case had its former id, and that is still hers.
    expect(passed.html).toMatch(/<strong>Moeder<\/strong> – [^<]*11 maart 2027/);
    await mother.post(`/c/${id}/label`, { token: mother.formToken, label: 'Mijn kind' });
    expect((await mother.get(`/c/${id}`)).html).toContain('<strong>Mijn kind</strong>');
  });

  it('for everybody else it is an address like any other that is not there', async () => {
    const out = await callerWith(schakel.base, '');
    const people = { vertrokken: await as('vertrokken'), noord: await as('noord'), nobody: out };
    for (const [name, who] of Object.entries(people))
      for (const path of ['', '/passed-on', '/timeline', '/who', '/live', '/label']) {
        const heard = await who.get(`/c/${FORMER}${path}`);
        const never = await who.get(`/c/${NEVER}${path}`);
        expect(heard.status, `${name} ${path}`).toBe(name === 'nobody' ? 401 : 404);
        expect(same(heard, FORMER), `${name} ${path}`).toEqual(same(never, NEVER));
      }
    for (const who of [people.vertrokken, people.noord])
      for (const form of ['agreement.create', 'participant.invite', 'strength.note']) {
        const heard = await who.get(`/form/${form}?caseId=${FORMER}`);
        expect(heard.status).toBe(404);
        expect(same(heard, FORMER)).toEqual(same(await who.get(`/form/${form}?caseId=${NEVER}`), NEVER));
        expect((await who.fill(form, { caseId: FORMER }, { words: 'binnen' })).status).toBe(404);
      }
  });

  it('and is no way around what a form was made for: as a field it names nothing', async () => {
    const noord = await as('noord');
    const heard = await noord.fill('participant.invite', {}, { caseId: FORMER, role: 'guardian' });
    const never = await noord.fill('participant.invite', {}, { caseId: NEVER, role: 'guardian' });
    expect([heard.status, heard.headers.get('location')]).toEqual([
      never.status,
      never.headers.get('location'),
    ]);
    expect(text((await noord.get('/')).html)).not.toMatch(
      /(?<![\w-])[A-Z2-9]{4}(?:-[A-Z2-9]{4}){2}(?![\w-])/,
    );
  });

  it('the region has another id too, with links of before for who coordinates it', async () => {
    const page = await follow(await as('coordinator'), `/r/${EARLIER.midden}`);
    expect(page.status).toBe(200);
    expect(page.html).toContain('Wilg-27');
    const noord = await as('noord');
    const heard = await noord.get(`/r/${EARLIER.midden}`);
    expect(heard.status).toBe(404);
    expect(same(heard, EARLIER.midden)).toEqual(same(await noord.get(`/r/${NEVER}`), NEVER));
  });

  it('a form that was open on the web is sent, and says what it always said', async () => {
    const coordinator = await as('coordinator');
    expect((await coordinator.get(`/form/participant.add?caseId=${FORMER}`)).status).toBe(200);
    const made = await coordinator.fill(
      'strength.note',
      { caseId: FORMER },
      { words: 'twee keer een halfuur voorlezen' },
    );
    expect(made.status).toBe(303);
    const id = await nowCalled(coordinator);
    expect(made.headers.get('location')).toBe(`/c/${id}`);
    expect((await coordinator.get(`/c/${id}`)).html).toContain('twee keer een halfuur voorlezen');
  });

  it('a button that stood in a channel still works, and the form behind one', async () => {
    const lead = schakel.slack.as(LEAD);
    await lead.click({ channel: 'wilg-27', text: /Welkom/ }, 'Ik neem de regie');
    await schakel.settle();
    await lead.click({ channel: 'wilg-27', text: /Welkom/ }, 'Nieuwe afspraak');
    await lead.submit({
      'Wat spreken we af?': 'Kijken in de klas',
      'Wie doet het?': 'Ondersteuningscoördinator school (ondersteuningscoördinator van school)',
      'Wanneer is het klaar?': '18-3-2027',
      'Waaraan zien we dat het klaar is?': 'de juf heeft verteld wat zij zag',
    });
    const mother = await as('moeder');
    const page = text((await mother.get(`/c/${await nowCalled(mother)}`)).html);
    expect(page).toMatch(/Casemanager gemeente [^.]*regiehouder/);
    expect(page).toContain('Kijken in de klas');
  });

  it('the overview that stood there is brought up to date, and not put there once more', async () => {
    schakel.clock.turnTo('2027-03-12T09:00:00.000Z');
    await schakel.settle();
    const overviews = schakel.slack
      .history('wilg-27')
      .map((m) => readMessage(m))
      .filter((m) => m.startsWith('Wilg-27: overzicht'));
    expect(overviews).toHaveLength(1);
    expect(overviews[0]).toContain('twee keer een halfuur voorlezen');
  });

  it('the sheet that they came from brings nothing in again', async () => {
    const coordinator = await as('coordinator');
    await coordinator.fill('case.import', {}, { text: EARLIER.sheet, region: 'midden' });
    expect(text((await coordinator.get('/')).html)).toContain(
      'Er is niets nieuws geopend. 2 casussen waren er al.',
    );
  });

  it('what happened since is in the same chain of the audit, and a change of it is seen as before', async () => {
    expect((await verify()).problems).toEqual([]);
    const { pool } = schakel.database.database;
    const asAttacker = (sql: string) =>
      pool.query(`SET session_replication_role = replica; ${sql}; SET session_replication_role = DEFAULT`);
    const found = async (): Promise<unknown[]> => (await verify()).problems.map((p) => [p.kind, p.chainId]);
    await asAttacker(
      `UPDATE "audit" SET "action" = 'case.closed' WHERE "chainId" = '${FORMER}' AND "seq" = 3`,
    );
    expect(await found()).toEqual([['edited', FORMER]]);
    await asAttacker(
      `UPDATE "audit" SET "action" = 'participant.added' WHERE "chainId" = '${FORMER}' AND "seq" = 3`,
    );
    expect(await found()).toEqual([]);
    // Another case's chain cannot be taken for it.
    await pool.query(`UPDATE "case" SET "formerId" = NULL WHERE "formerId" = '${FORMER}'`);
    expect((await found()).length).toBeGreaterThan(0);
    await pool.query(`UPDATE "case" SET "formerId" = '${FORMER}' WHERE "code" = 'Wilg-27'`);
    expect(await found()).toEqual([]);
  });

  it('nothing else in the database has such an id in it', async () => {
    const { pool } = schakel.database.database;
    const { rows: tables } = await pool.query<{ name: string }>(
      `SELECT tablename AS "name" FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'audit'`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const { rows } = await pool.query<{ n: number }>(
        `SELECT count(*)::int AS "n" FROM "${name}" x WHERE (to_jsonb(x) - 'formerId' - 'importKey')::text ~ $1`,
        [Object.values(EARLIER).slice(0, 3).join('|')],
      );
      if (rows[0]?.n !== 0) found.push(name);
    }
    expect(found).toEqual([]);
  });

  it('the key is replaced all the same, and their own name for the case stays theirs', async () => {
    await schakel.restart({ key: 'another-secret-that-only-tests-know-0123456789', oldKeys: [SECRET] });
    const mother = await as('moeder');
    expect((await mother.get(`/c/${await nowCalled(mother)}`)).html).toContain('<strong>Mijn kind</strong>');
  });
});

/** Returns what was heard, without the id that was asked for. */
function same({ status, html, headers }: Heard, id: string): unknown {
  return { status, html: html.replaceAll(id, ''), to: headers.get('location') };
}

function text(html: string): string {
  return html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
}
