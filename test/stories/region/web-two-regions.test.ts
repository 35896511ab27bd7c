import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Region } from '../../../src/domain/region/region.ts';
import { seedCase } from '../../support/cases/seeded-cases.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { type Caller, callerOf } from '../../support/web/web-caller.ts';

const NORTH = `
key: noord
name: Regio Noord
people: [{ key: coordinator-noord, name: Coördinator noord, email: noord@example.org }]
coordinators: [coordinator-noord]
`;

/** Beside each typed date stands one that can be picked. */
const PICKERS = { from: '', fromPicked: '', until: '', untilPicked: '' };

/** Somebody who takes part in cases of two regions says once that they are away. */
describe('somebody in the cases of two regions', () => {
  let schakel: Schakel<'web'>;
  let school: Caller;
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    schakel = await startSchakel(ON_THE_WEB);
    const { store } = schakel.app;
    await schakel.addRegion(NORTH);
    const personId = await schakel.person('school');
    for (const [code, key] of [
      ['Wilg-27', 'midden'],
      ['Eik-3', 'noord'],
    ] as const) {
      const region = (await store.regionByKey(key)) as Region;
      const seed = {
        code,
        firstDayHome: '2027-02-15',
        openedAt: '2027-03-08T09:00:00.000Z',
        people: [{ id: personId, role: 'supportCoordinator' as const }],
        agreements: [{ title: `Plan van ${code}`, due: '2027-04-01' }],
      };
      ids[code] = await seedCase(store, region, seed, '2027-03-11');
    }
    school = await callerOf(schakel, 'school');
  });
  afterAll(() => schakel?.stop());

  const query = async (text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
    (await schakel.database.database.pool.query(text, values)).rows;
  const audited = async (code: string): Promise<unknown[]> =>
    (
      await query(
        `SELECT "action" FROM "audit" WHERE "chainId" = $1 AND "action" LIKE 'absence%' ORDER BY "seq"`,
        [ids[code]],
      )
    ).map((r) => r.action);
  const timers = (code: string): Promise<Record<string, unknown>[]> =>
    query('SELECT "kind", "fireAt" FROM "timer" WHERE "caseId" = $1 ORDER BY "kind", "fireAt"', [ids[code]]);

  it('is away from both: each region’s coordinator hears of their own case, and of no other', async () => {
    const answer = await school.fill('absence.report', {}, { ...PICKERS, from: 'vandaag' });
    expect(answer.status).toBe(303);
    expect(await audited('Wilg-27')).toEqual(['absence.reported']);
    expect(await audited('Eik-3')).toEqual(['absence.reported']);
    const heard = await query(
      `SELECT m."payload"->>'code' AS "code", g."key" AS "region", p."name" FROM "message" m JOIN "region" g ON g."id" = m."regionId"
       JOIN "person" p ON p."id" = m."recipientId" WHERE m."type" = 'AbsenceUncovered' ORDER BY 1`,
    );
    expect(heard).toEqual([
      { code: 'Eik-3', region: 'noord', name: 'Coördinator noord' },
      { code: 'Wilg-27', region: 'midden', name: 'Coördinator' },
    ]);
    const { html } = await school.get('/');
    expect(html).toContain('je bent afwezig vanaf donderdag 11 maart 2027. Er is geen einddatum.');
    expect(html).toMatch(/Druk dan op “Ik ben er weer”.*<button[^>]*>Ik ben er weer</s);
  });

  it('is back in both', async () => {
    await school.press('absence.end', {});
    for (const code of ['Wilg-27', 'Eik-3']) {
      const [state] = await schakel.app.store.cases([ids[code] ?? '']);
      expect(state?.people.flatMap((p) => p.absences)).toEqual([{ from: '2027-03-11', until: '2027-03-10' }]);
    }
  });

  it('plans leave, and takes it back: nothing of it is left, in either', async () => {
    const before = [await timers('Wilg-27'), await timers('Eik-3')];
    await school.fill('absence.report', {}, { ...PICKERS, from: '26 april 2027', until: '30 april 2027' });
    expect((await school.get('/')).html).toContain(
      'je bent afwezig van maandag 26 april 2027 tot en met vrijdag 30 april 2027.',
    );
    for (const [i, code] of ['Wilg-27', 'Eik-3'].entries())
      expect((await timers(code)).length).toBeGreaterThan(before[i]?.length ?? 0);
    await school.press('absence.end', {});
    expect((await school.get('/')).html).toContain('Je geplande afwezigheid gaat niet door.');
    expect([await timers('Wilg-27'), await timers('Eik-3')]).toEqual(before);
    expect(await query(`SELECT 1 FROM "absence" WHERE "from" > '2027-03-11'`)).toEqual([]);
  });
});
