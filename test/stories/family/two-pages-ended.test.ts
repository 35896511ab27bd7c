import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wordsOf } from '../../support/cases/school-case.ts';
import { openTwoFamilies, type Parent, puts, type TwoFamilies } from '../../support/web/two-families.ts';
import { type Caller, callerOf } from '../../support/web/web-caller.ts';

const ONE: Parent = { name: 'Moeder van Kim', email: 'een@thuis.example', phone: '0612345678' };
const TWO: Parent = { name: 'Moeder van Lou', email: 'twee@thuis.example', phone: '0623456789' };
const THREE: Parent = { name: 'Moeder van Max', email: 'drie@thuis.example', phone: '0634567890' };

/** Two pages of one parent that are taken apart leave nothing behind. */
describe('two pages that were put together once', () => {
  let here: TwoFamilies;
  beforeAll(async () => {
    here = await openTwoFamilies();
    await here.south.invite(ONE);
    await here.north.invite(TWO);
  });
  afterAll(() => here?.schakel.stop());

  const later = (): void => here.schakel.clock.advance(31 * 60_000);
  /** A page as a browser keeps it open: its next piece, null when it was closed. */
  const open = async (who: Caller, path: string): Promise<() => Promise<string | null>> => {
    const answer = await fetch(`${here.schakel.base}${path}`, { headers: { cookie: who.cookie } });
    const reader = answer.body?.getReader();
    if (answer.status !== 200 || !reader) throw new Error(`not open: ${answer.status}`);
    const next = async (): Promise<string | null> => {
      const { done, value } = await reader.read();
      return done ? null : new TextDecoder().decode(value);
    };
    expect(await next()).toBe(': open\n\n');
    return next;
  };

  it('an open page hears nothing more of the other: not even that something changed there', async () => {
    const together = await puts(here, ONE, TWO);
    later();
    const other = (await here.asksAndComesIn(ONE)).caller;
    const heard = [await open(other, '/live'), await open(other, `/c/${here.north.caseId}/live`)];
    const stays = await open(other, `/c/${here.south.caseId}/live`);
    await together.post('/me/together/apart', { token: together.formToken });
    await here.north.agree(TWO, 'Wandelen');
    for (const next of heard) expect(await next()).toBeNull();
    await here.south.agree(ONE, 'Fietsen');
    expect(await stays()).toMatch(/^event: changed/);
  });
});

describe('a page that was put together with another, of somebody who left and came back', () => {
  let here: TwoFamilies;
  beforeAll(async () => {
    here = await openTwoFamilies();
    await here.south.invite(ONE);
    await here.north.invite(TWO);
  });
  afterAll(() => here?.schakel.stop());

  const later = (): void => here.schakel.clock.advance(31 * 60_000);

  it('is not brought back to it by a third: whoever puts that one with theirs reads no more than these two', async () => {
    const mother = await puts(here, ONE, TWO);
    expect(wordsOf((await mother.get('/')).html)).toContain(here.south.code);
    await (await callerOf(here.schakel, 'coordinator-noord')).press('participant.remove', {
      caseId: here.north.caseId,
      participant: await here.north.part(TWO),
    });
    later();
    await (await callerOf(here.schakel, 'coordinator-noord')).press('participant.add', {
      ...{ caseId: here.north.caseId, person: await here.personOf(TWO), role: 'guardian' },
    });
    await here.schakel.settle();
    const again = (await here.asksAndComesIn(TWO)).caller;
    expect(wordsOf((await again.get('/')).html)).not.toContain(here.south.code);
    const coordinator = await callerOf(here.schakel, 'coordinator');
    await coordinator.fill('case.open', {}, { firstDay: '2027-02-01', region: 'midden' });
    const regionId = (await here.schakel.app.store.regionByKey('midden'))?.id ?? '';
    const third = (await here.schakel.app.store.openCaseIds(regionId, null, 10)).find(
      (id) => id !== here.south.caseId,
    );
    await coordinator.fill(
      'participant.inviteByLink',
      { caseId: third ?? '' },
      {
        ...{ shownName: THREE.name, role: 'guardian', organisation: '', language: 'nl' },
        ...{ ownEmail: THREE.email, ownPhone: THREE.phone },
      },
    );
    await here.schakel.settle();
    later();
    const both = await puts(here, THREE, TWO);
    const home = wordsOf((await both.get('/')).html);
    expect(home).toContain(here.north.code);
    expect(home).not.toContain(here.south.code);
    expect((await both.get(`/c/${here.south.caseId}`)).status).toBe(404);
  });
});
