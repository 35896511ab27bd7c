import type { Page } from 'playwright-core';

interface Focused {
  readonly n: string | null;
  readonly isDate: boolean;
  readonly shown: boolean;
  readonly html: string;
}

/** A date is a field with a day, a month, a year and a calendar in it: three stops after the first. */
const INSIDE_A_DATE = 3;

/** Returns what the Tab key does not come to, in the order of the page, or comes to without showing it. */
export async function notReached(page: Page): Promise<string[]> {
  const { all, dates } = (await page.evaluate(MARK_ALL)) as { all: number; dates: number };
  await pressTab(page, all + dates * INSIDE_A_DATE);
  const stops = (await page.evaluate('window.stops')) as Focused[];
  const wrong: string[] = [];
  let next = 0;
  let inside = 0;
  for (const at of stops) {
    if (next === all) break;
    // The browser itself shows which part of a date one is in.
    if (at.isDate && at.n === String(next - 1) && inside++ < INSIDE_A_DATE) continue;
    if (at.n !== String(next)) return [`${next} of ${all} is not next: ${at.html}`];
    next++;
    inside = 0;
    if (!at.shown) wrong.push(`no focus to see: ${at.html}`);
  }
  if (next < all) wrong.push(`${next} of ${all} is never reached`);
  return wrong;
}

/** Presses it that often. A browser takes keys in the order in which they come, so none waits for an answer. */
async function pressTab(page: Page, times: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const key = { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 };
  const pressed: Promise<unknown>[] = [];
  for (let n = 0; n < times; n++)
    for (const type of ['rawKeyDown', 'keyUp'] as const)
      pressed.push(session.send('Input.dispatchKeyEvent', { type, ...key }));
  await Promise.all(pressed);
  await session.detach();
}

/**
 * Numbers all that can be reached, as a browser does: one of a group of radio buttons. Notes from then on where each Tab
 * ends. It waits until the page is drawn: only then a browser goes to what is wrong on it.
 */
const MARK_ALL = `(async () => {
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  // A page of a form that was refused begins at what is wrong; here it is gone through from its beginning.
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute('tabindex');
  window.getSelection()?.removeAllRanges();
  const seen = new Set();
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')].filter((e) => {
    if (!e.checkVisibility() || e.disabled || e.type === 'hidden') return false;
    if (e.type !== 'radio') return true;
    const group = [...document.getElementsByName(e.name)];
    const first = group.find((one) => one.checked) ?? group[0];
    return e === first;
  });
  all.forEach((e, n) => e.setAttribute('data-n', n));
  window.stops = [];
  addEventListener('keyup', ({ key }) => {
    if (key !== 'Tab') return;
    const e = document.activeElement;
    const s = getComputedStyle(e);
    const shown = (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1) || s.boxShadow !== 'none';
    window.stops.push({ n: e.getAttribute('data-n'), isDate: e.type === 'date', shown, html: e.outerHTML.slice(0, 160) });
  }, true);
  return { all: all.length, dates: all.filter((e) => e.type === 'date').length };
})()`;
