import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Caller, callerOf } from '../support/web-caller.ts';
import { MORE_PEOPLE, openWebCase, type WebCase } from '../support/web-case.ts';
import { openWebTown, type WebTown } from '../support/web-town.ts';

/** A page that is open hears that its case changed, for as long as its reader may read it. */
describe('a page that is open', () => {
  let town: WebTown;
  let webCase: WebCase;
  beforeAll(async () => {
    town = await openWebTown({ region: MORE_PEOPLE });
    webCase = await openWebCase(town);
  });
  afterAll(() => town?.close());

  /** What a page hears: `next` is the next piece, null when the stream was closed. */
  const listen = async (who: Caller): Promise<{ next(): Promise<string | null> }> => {
    const answer = await fetch(`${town.base}/c/${webCase.id}/live`, { headers: { cookie: who.cookie } });
    const reader = answer.body?.getReader();
    if (answer.status !== 200 || !reader) throw new Error(`not open: ${answer.status}`);
    const next = async (): Promise<string | null> => {
      const { done, value } = await reader.read();
      return done ? null : new TextDecoder().decode(value);
    };
    expect(await next()).toBe(': open\n\n');
    return { next };
  };
  const participant = async (key: string): Promise<string> => {
    const personId = await town.person(key);
    return (await webCase.state()).participants.find((p) => p.personId === personId)?.id ?? '';
  };

  it('of who is taken out of the case is closed: not even that something changed is heard', async () => {
    await webCase.coordinator.press('participant.add', {
      caseId: webCase.id,
      person: await town.person('intern-begeleider'),
      role: 'teacher',
    });
    const removed = await listen(await callerOf(town, 'intern-begeleider'));
    const stays = await listen(webCase.owner);
    await webCase.coordinator.press('participant.remove', {
      caseId: webCase.id,
      participant: await participant('intern-begeleider'),
    });
    expect(await stays.next()).toMatch(/^event: changed\ndata: \d+\n\n$/);
    expect(await removed.next()).toBeNull();
  });

  it('of who signed out elsewhere is closed as well', async () => {
    const leaves = await callerOf(town, 'moeder');
    const heard = await listen(leaves);
    await leaves.post('/sign-out', { token: leaves.formToken });
    await webCase.owner.press('strength.note', { caseId: webCase.id, words: 'samen gelezen' });
    expect(await heard.next()).toBeNull();
  });
});
