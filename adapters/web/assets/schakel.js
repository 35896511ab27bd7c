// What moves without a reload. Every page works without this file.
const page = () => document.getElementById('main');
const live = page()?.dataset.live;
if (live && 'EventSource' in window) {
  const source = new EventSource(live);
  let behind = false;
  let following = false;
  source.addEventListener('changed', () => {
    behind = true;
    follow();
  });
  // Who is typing is not disturbed: the page follows when they are done.
  document.addEventListener('focusout', () => setTimeout(follow));
  window.addEventListener('pagehide', () => source.close());

  async function follow() {
    if (following) return;
    following = true;
    while (behind && !isTyping()) {
      behind = false;
      const next = await fetched().catch(() => null);
      if (next && isTyping()) behind = true;
      else if (next) put(next);
    }
    following = false;
  }
}

function isTyping() {
  const here = document.activeElement;
  return page().contains(here) && here.matches('input, textarea, select');
}

/** What stands on this page now: the case as it is, or why it is not there any more. */
async function fetched() {
  // Said so, since the answer to what somebody does meanwhile is for the page they come to.
  const headers = { 'x-follows': 'yes' };
  const answer = await fetch(window.location.pathname + window.location.search, { headers });
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
