import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeIn, pathIn } from '../../fakes/letters/letters.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { callerWith } from '../../support/web/web-caller.ts';

const REGION = `
key: midden
name: Regio Midden
people:
  - { key: spaties, name: Coördinator een, email: spaties@midden.example, phone: '06 1234 5666' }
  - { key: streepje, name: Coördinator twee, email: streepje@midden.example, phone: 06-12345667 }
  - { key: land, name: Coördinator drie, email: land@midden.example, phone: '0031 (0)6 12345668' }
  - { key: balie, name: School, email: balie@midden.example, phone: '010 1234567' }
coordinators: [spaties, streepje, land, balie]
`;

/** A gateway for SMS knows no country: to a number as people write it down here, a code never comes. */
describe('a number as it was written in the region file', () => {
  let schakel: Schakel<'web' | 'letters'>;
  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, region: REGION, letters: true });
  });
  afterAll(() => schakel?.stop());

  /** Asks for a link by mail, and goes on with it as far as a code; gives the path of the link. */
  const asksCode = async (person: string): Promise<string> => {
    const stranger = await callerWith(schakel.base, '');
    await stranger.post('/link', { address: `${person}@midden.example` });
    await schakel.settle();
    const path = pathIn(
      schakel.letters.mails.filter((mail) => mail.to === `${person}@midden.example`).at(-1),
    );
    await stranger.post(path, {});
    await schakel.settle();
    return path;
  };

  it.each([
    ['spaties', '+31612345666'],
    ['streepje', '+31612345667'],
    ['land', '+31612345668'],
  ])(
    'with %s goes to the gateway as the whole world writes it, and its code lets them in',
    async (person, number) => {
      const path = await asksCode(person);
      expect(schakel.letters.texts.at(-1)?.to).toBe(number);
      const code = codeIn(schakel.letters.texts.at(-1));
      const entered = await (await callerWith(schakel.base, '')).post(`${path}/code`, { code });
      expect(entered.status).toBe(303);
    },
  );

  it('of a desk gets no code: nobody there reads an SMS', async () => {
    const before = schakel.letters.texts.length;
    await asksCode('balie');
    expect(schakel.letters.texts).toHaveLength(before);
  });
});
