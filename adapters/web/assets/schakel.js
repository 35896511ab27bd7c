// What moves without a reload. Every page works without this file.
const page = () => document.getElementById('main');
/** After a change the pages that are open do not all ask in the same moment. */
const SPREAD_MS = 1500;
/** A page that did not come is asked again, each time later, at most after about a minute. */
const AGAIN_MS = 2000;
const LATEST_MS = 60000;
/** A page in another tab stays as it was for a moment; one that nobody looks at holds no line open. */
const HIDDEN_MS = 10000;
if (page()?.dataset.live && 'EventSource' in window) followCase();

function followCase() {
  let source = null;
  let lost = 0;
  let hidden;
  let again;
  let later;
  let behind = false;
  let following = false;
  let missed = 0;
  listen();
  // Who is typing is not disturbed: the page follows when they are done.
  document.addEventListener('focusout', () => setTimeout(follow));
  document.addEventListener('visibilitychange', () => {
    clearTimeout(hidden);
    if (document.visibilityState === 'visible') listen();
    else hidden = setTimeout(rest, HIDDEN_MS);
  });
  window.addEventListener('focus', listen);
  window.addEventListener('pageshow', listen);
  window.addEventListener('pagehide', rest);

  function listen() {
    const live = page().dataset.live;
    if (!live || source) return;
    clearTimeout(again);
    source = new EventSource(live);
    source.addEventListener('open', () => {
      lost = 0;
    });
    source.addEventListener('changed', () => {
      behind = true;
      setTimeout(follow, Math.random() * SPREAD_MS);
    });
    // A newer page of the same reader is told instead; this one is when somebody comes back to it.
    source.addEventListener('enough', rest);
    source.addEventListener('error', () => {
      rest();
      again = setTimeout(listen, pause(lost));
      lost += 1;
      if (lost !== 2) return;
      // Perhaps the case is not theirs any more: the page itself says so.
      behind = true;
      follow();
    });
  }

  function rest() {
    clearTimeout(again);
    source?.close();
    source = null;
  }

  async function follow() {
    if (following) return;
    following = true;
    while (behind && !isTyping()) {
      behind = false;
      const next = await fetched().catch(() => null);
      if (!next || isTyping()) behind = true;
      if (!next) {
        clearTimeout(later);
        later = setTimeout(follow, pause(missed));
        missed += 1;
        break;
      }
      missed = 0;
      if (!behind) put(next);
      if (!page().dataset.live) rest();
    }
    following = false;
  }
}

function pause(times) {
  return Math.min(LATEST_MS, AGAIN_MS * 2 ** times) * (0.5 + Math.random() / 2);
}

function isTyping() {
  const here = document.activeElement;
  return page().contains(here) && here.matches('input, textarea, select');
}

/**
 * What stands on this page now: the case as it is, or why it is not there any more. Null when that cannot be said at the
 * moment: what somebody is reading is not taken away because a server is busy.
 */
async function fetched() {
  // Said so, since the answer to what somebody does meanwhile is for the page they come to.
  const headers = { 'x-follows': 'yes' };
  const answer = await fetch(window.location.pathname + window.location.search, { headers });
  if (!answer.ok && ![401, 403, 404, 410].includes(answer.status)) return null;
  return new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('main');
}

/** What a reader had before them stays so: the answer to what they did, what they had unfolded, and where they were. */
function put(next) {
  const now = page();
  const name = (element) =>
    [
      element.closest('article, section')?.querySelector('h2, h3')?.textContent,
      element.textContent.replace(/\d+/g, '').trim(),
    ].join();
  const said = now.querySelector('.schakel-said');
  if (said && !next.querySelector('.schakel-said')) next.prepend(said);
  const open = new Set([...now.querySelectorAll('details[open] > summary')].map(name));
  for (const summary of next.querySelectorAll('details > summary'))
    if (open.has(name(summary))) summary.parentElement.open = true;
  const focused = document.activeElement;
  const here = focused !== now && now.contains(focused) ? name(focused) : null;
  now.replaceWith(next);
  if (here === null) return;
  const again = [...next.querySelectorAll('a, button, summary')].find((one) => name(one) === here);
  again?.focus({ preventScroll: true });
}
