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
      const keep = kept();
      await window.htmx
        .ajax('GET', window.location.pathname + window.location.search, {
          target: '#main',
          select: '#main',
          swap: 'outerHTML',
        })
        .catch(() => undefined);
      keep();
    }
    following = false;
  }
}

function isTyping() {
  const here = document.activeElement;
  return page().contains(here) && here.matches('input, textarea, select');
}

/** What a reader had before them stays so: the answer to what they did, what they had unfolded, and where they were. */
function kept() {
  const said = page().querySelector('.schakel-said');
  const name = (element) =>
    [
      element.closest('article, section')?.querySelector('h2, h3')?.textContent,
      element.textContent.replace(/\d+/g, '').trim(),
    ].join();
  const open = new Set([...page().querySelectorAll('details[open] > summary')].map(name));
  const focused = document.activeElement;
  const here = focused !== page() && page().contains(focused) ? name(focused) : null;
  return () => {
    if (said && !page().querySelector('.schakel-said')) page().prepend(said);
    for (const summary of page().querySelectorAll('details > summary'))
      if (open.has(name(summary))) summary.parentElement.open = true;
    if (here !== null)
      [...page().querySelectorAll('a, button, summary')].find((one) => name(one) === here)?.focus();
  };
}
