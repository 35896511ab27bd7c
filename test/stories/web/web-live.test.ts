import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MORE_PEOPLE, openWebCase, type WebCase } from '../../support/cases/web-case.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { type Caller, callerOf } from '../../support/web/web-caller.ts';

/** A page hears a stream: `next` is its next piece, null when it was closed. */
interface Heard {
  next(): Promise<string | null>;
  leave(): Promise<void>;
}

async function open(schakel: Schakel<'web'>, webCase: WebCase, who: Caller): Promise<Heard> {
  const answer = await fetch(`${schakel.base}/c/${webCase.id}/live`, { headers: { cookie: who.cookie } });
  const reader = answer.body?.getReader();
  if (answer.status !== 200 || !reader) throw new Error(`not open: ${answer.status}`);
  const next = async (): Promise<string | null> => {
    const { done, value } = await reader.read();
    return done ? null : new TextDecoder().decode(value);
  };
  expect(await next()).toBe(': open\n\n');
  return { next, leave: () => reader.cancel() };
}

const ENOUGH = 'event: enough\ndata: \n\n';

/** A page that is open hears that its case changed, for as long as its reader may read it. */
describe('a page that is open', () => {
  let schakel: Schakel<'web'>;
  let webCase: WebCase;
  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, region: MORE_PEOPLE });
    webCase = await openWebCase(schakel);
  });
  afterAll(() => schakel?.stop());

  const listen = (who: Caller) => open(schakel, webCase, who);
  const participant = async (key: string): Promise<string> => {
    const personId = await schakel.person(key);
    return (await webCase.state()).participants.find((p) => p.personId === personId)?.id ?? '';
  };

  it('of who is taken out of the case is closed: not even that something changed is heard', async () => {
    await webCase.coordinator.press('participant.add', {
      caseId: webCase.id,
      person: await schakel.person('intern-begeleider'),
      role: 'teacher',
    });
    const removed = await listen(await callerOf(schakel, 'intern-begeleider'));
    const stays = await listen(webCase.owner);
    await webCase.coordinator.press('participant.remove', {
      caseId: webCase.id,
      participant: await participant('intern-begeleider'),
    });
    expect(await stays.next()).toMatch(/^event: changed\ndata: \S+\n\n$/);
    expect(await removed.next()).toBeNull();
  });

  it('of who signed out elsewhere is closed as well', async () => {
    const leaves = await callerOf(schakel, 'moeder');
    const heard = await listen(leaves);
    await leaves.post('/sign-out', { token: leaves.formToken });
    await webCase.owner.press('strength.note', { caseId: webCase.id, words: 'samen gelezen' });
    expect(await heard.next()).toBeNull();
  });

  it('comes through a proxy as it is: at once, whole, and kept nowhere', async () => {
    const answer = await fetch(`${schakel.base}/c/${webCase.id}/live`, {
      headers: { cookie: webCase.owner.cookie, 'accept-encoding': 'gzip, br' },
    });
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/event-stream',
      'x-accel-buffering': 'no',
      'cache-control': 'no-store, no-transform',
    });
    expect(answer.headers.get('content-encoding')).toBeNull();
    await answer.body?.cancel();
  });

  it('of one browser is one of four: for a fifth the oldest gives way, and the page that is open now is told', async () => {
    const reader = await callerOf(schakel, 'casemanager');
    const pages: Heard[] = [];
    for (let n = 0; n < 6; n++) pages.push(await open(schakel, webCase, reader));
    for (const gone of pages.slice(0, 2)) {
      expect(await gone.next()).toBe(ENOUGH);
      expect(await gone.next()).toBeNull();
    }
    await webCase.owner.press('strength.note', { caseId: webCase.id, words: 'een kaart gestuurd' });
    for (const stays of pages.slice(2)) expect(await stays.next()).toMatch(/^event: changed/);
    await Promise.all(pages.map((page) => page.leave()));
  });

  it('in eight tabs of one browser leaves room: each opens, and what is pressed in the first is done', async () => {
    const first = await schakel.web.visit('casemanager');
    const context = first.context();
    const tabs = [first, ...(await Promise.all(Array.from({ length: 7 }, () => context.newPage())))];
    for (const tab of tabs) await tab.goto(`${schakel.base}/c/${webCase.id}`, { timeout: 10_000 });
    const [coming] = tabs as [Page];
    expect(await coming.evaluate(`fetch('/me').then((answer) => answer.status)`)).toBe(200);
    await coming.goto(`${schakel.base}/me`, { timeout: 10_000 });
    expect(await coming.locator('h1').innerText()).toBe('Je instellingen');
    await Promise.all(tabs.slice(1).map((tab) => tab.close()));
  });

  it('of one person is one of twenty, in how many browsers they are signed in', async () => {
    const pages: Heard[] = [];
    for (let browser = 0; browser < 8; browser++) {
      const reader = await callerOf(schakel, 'school');
      for (let n = 0; n < 4; n++) pages.push(await open(schakel, webCase, reader));
    }
    for (const gone of pages.slice(0, 12)) expect(await gone.next()).toBe(ENOUGH);
    const ready = await (await fetch(`${schakel.base}/health/ready`)).json();
    expect(Number((ready as { parts: { openPages: string } }).parts.openPages)).toBeLessThanOrEqual(30);
    await webCase.lead.press('strength.note', { caseId: webCase.id, words: 'een brief geschreven' });
    for (const stays of pages.slice(12)) expect(await stays.next()).toMatch(/^event: changed/);
    await Promise.all(pages.map((page) => page.leave()));
  });
});

describe('pages that are open for long, in a process that tells three of them', () => {
  let schakel: Schakel<'web'>;
  let webCase: WebCase;
  beforeAll(async () => {
    schakel = await startSchakel({
      ...ON_THE_WEB,
      region: MORE_PEOPLE,
      overrides: { openPages: { beatMs: 100, inAll: 3 } },
    });
    webCase = await openWebCase(schakel);
  });
  afterAll(() => schakel?.stop());
  const listen = (who: Caller) => open(schakel, webCase, who);

  it('of who signed out ends at the next beat, although nothing changes, and others hear that they are still there', async () => {
    const leaves = await callerOf(schakel, 'moeder');
    const [heard, stays] = [await listen(leaves), await listen(webCase.owner)];
    await leaves.post('/sign-out', { token: leaves.formToken });
    let last = await heard.next();
    while (last === ': \n\n') last = await heard.next();
    expect(last).toBeNull();
    expect(await stays.next()).toBe(': \n\n');
    await stays.leave();
  });

  it('are all told when there is no room for another, which is answered that it is for later', async () => {
    const three = [webCase.owner, webCase.lead, webCase.coordinator];
    const pages = await Promise.all(three.map(listen));
    const late = await (await callerOf(schakel, 'moeder')).get(`/c/${webCase.id}/live`);
    expect(late.status).toBe(503);
    expect(late.headers.get('retry-after')).toBe('60');
    const health = async (): Promise<string> => await (await fetch(`${schakel.base}/health/ready`)).text();
    expect(await health()).toContain('further ones are not told of changes');
    expect(await (await fetch(`${schakel.base}/metrics`)).text()).toContain('schakel_open_pages 3');
    await Promise.all(pages.map((page) => page.leave()));
  });
});
