import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MORE_PEOPLE, openWebCase, type WebCase } from '../../support/cases/web-case.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';

/** After a change every page that is open asks for the case in the same moment. */
describe('a case that many look at in the same moment', () => {
  let schakel: Schakel<'web'>;
  let webCase: WebCase;
  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, region: MORE_PEOPLE });
    webCase = await openWebCase(schakel);
  });
  afterAll(() => schakel?.stop());

  const readers = () => [webCase.owner, webCase.lead, webCase.coordinator];
  const look = async (n: number): Promise<number> =>
    (await readers()[n % 3]?.get(`/c/${webCase.id}`))?.status ?? 0;
  const looksWritten = async (): Promise<number> => {
    const { rows } = await schakel.database.database.pool.query<{ readCount: number }>(
      'SELECT "readCount" FROM "case" WHERE "id" = $1',
      [webCase.id],
    );
    return rows[0]?.readCount ?? 0;
  };

  it.each([20, 80])('is shown to each of %i, and each look is written down', async (many) => {
    const before = await looksWritten();
    const seen = await Promise.all(Array.from({ length: many }, (_, n) => look(n)));
    expect(seen).toEqual(Array.from({ length: many }, () => 200));
    expect(await looksWritten()).toBe(before + many);
  });

  it('takes what somebody writes meanwhile', async () => {
    const before = (await webCase.state()).case.version;
    const looking = Array.from({ length: 80 }, (_, n) => look(n));
    for (const words of ['samen gefietst', 'een taart gebakken', 'een uur op school'])
      await webCase.owner.press('strength.note', { caseId: webCase.id, words });
    expect(new Set(await Promise.all(looking))).toEqual(new Set([200]));
    expect((await webCase.state()).case.version).toBe(before + 3);
  });
});
