import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AroundCase, openAroundCase } from '../../support/cases/around-case.ts';
import { textOf } from '../../support/told/told-page.ts';

/** A parent thinks of a report to the inspectorate, and takes along what is known. */
describe('the facts that one of the family takes along', () => {
  let here: AroundCase;
  const opens = async (who: string): Promise<{ status: number; text: string }> => {
    const { status, html } = await (await here.as(who)).get(`/c/${here.id}/take-along`);
    return { status, text: textOf(html) };
  };
  const agree = async (title: string, who: string, due: string): Promise<string> => {
    const args = { caseId: here.id, title, doneWhen: 'het is er', owner: await here.participant(who), due };
    await (await here.as('casemanager')).press('agreement.create', args);
    const [state] = await here.schakel.app.store.cases([here.id]);
    return state?.agreements.find((a) => a.title === title)?.id ?? '';
  };
  /** Counts the rows of every table. */
  const rows = async (): Promise<Record<string, number>> => {
    const { pool } = here.schakel.database.database;
    const tables = await pool.query<{ name: string }>(
      `SELECT table_name AS "name" FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'`,
    );
    const counted = tables.rows.map(async ({ name }) => {
      const { rows } = await pool.query<{ n: number }>(`SELECT count(*) AS "n" FROM "${name}"`);
      return [name, rows[0]?.n ?? 0] as const;
    });
    return Object.fromEntries(await Promise.all(counted));
  };
  beforeAll(async () => {
    here = await openAroundCase();
    const plan = await agree('Onderwijsplan', 'school', '2027-03-18');
    const seat = await agree('Plek zoeken', 'traject', '2027-03-25');
    await agree('Zorgplan', 'casemanager', '2027-04-01');
    await (await here.as('school')).press('agreement.reportDone', { agreementId: plan });
    await (await here.as('moeder')).press('agreement.confirmDone', { agreementId: plan });
    await (await here.as('casemanager')).press('agreement.end', {
      agreementId: seat,
      reason: 'geen plek dit jaar',
    });
    await here.fill('moeder', 'track.note', { trackKind: 'mediation', from: '2027-02-08', until: '' });
    await here.fill('moeder', 'track.noteReport', { from: '2027-03-09' });
  });
  afterAll(() => here?.schakel.stop());

  it('are a press away on her page of the case, and in no other page of it', async () => {
    for (const who of ['moeder', 'vader'])
      expect(await here.page(who), who).toContain('Feiten om mee te nemen naar de inspectie');
    for (const who of ['school', 'casemanager', 'coordinator', 'traject'])
      expect(await here.page(who), who).not.toContain('Feiten om mee te nemen');
  });

  it('are the days, the agreements and what became of them, who was spoken with, and room for her own words', async () => {
    const { status, text } = await opens('moeder');
    expect(status).toBe(200);
    expect(text).toContain('Eerste dag thuis: maandag 4 januari 2027.');
    expect(text).toContain('zijn dat 67 dagen thuis');
    expect(text).toMatch(
      /Onderwijsplan – afgesproken op donderdag 11 maart 2027, te doen door: ondersteuningscoördinator van school \(School\)\. Klaar op donderdag 11 maart 2027\./,
    );
    expect(text).toMatch(/Plek zoeken – .* Gestopt, omdat: geen plek dit jaar\./);
    expect(text).toMatch(/Zorgplan – .* Nog open\. De datum is donderdag 1 april 2027\./);
    expect(text).toContain('bemiddeling: loopt sinds maandag 8 februari 2027');
    expect(text).toMatch(/Met wie is er gesproken\?.*samenwerkingsverband \(Samenwerkingsverband\)/);
    expect(text).toMatch(/Waar gaat het over\?.*Wat vraagt u\? In uw eigen woorden\./);
  });

  it('hold no name, number or address of anybody', async () => {
    const { text } = await opens('moeder');
    expect(text).not.toMatch(/Trajectbegeleider|Vader|Coördinator|example\.org|@|06\d/);
  });

  it('are for the family alone: for everybody else there is no such page', async () => {
    for (const who of ['school', 'casemanager', 'coordinator', 'traject', 'jeugdconsulent'])
      expect((await opens(who)).status, who).toBe(404);
  });

  it('of the other parent are his own, without the report that she keeps to herself', async () => {
    expect((await opens('moeder')).text).toContain('melding bij de inspectie');
    const { status, text } = await opens('vader');
    expect(status).toBe(200);
    expect(text).toContain('Onderwijsplan');
    expect(text).not.toContain('melding bij de inspectie');
  });

  it('are sent and kept nowhere: a look at the case is noted, as at any page of it', async () => {
    const mother = await here.as('moeder');
    const before = await rows();
    expect((await mother.get(`/c/${here.id}/take-along`)).status).toBe(200);
    await here.schakel.settle();
    const after = await rows();
    const changed = Object.keys(after).filter((table) => after[table] !== before[table]);
    expect(changed.filter((table) => table !== 'audit')).toEqual([]);
    const { pool } = here.schakel.database.database;
    const looks = await pool.query<{ action: string }>(
      `SELECT DISTINCT "action" FROM "audit" WHERE "action" LIKE 'read.%'`,
    );
    expect(looks.rows.map((one) => one.action).join()).not.toMatch(/along|report|inspect/);
  });
});
