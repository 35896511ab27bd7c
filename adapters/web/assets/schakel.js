// What moves without a reload. Every page works without this file.
const main = document.getElementById('main');
const live = main?.dataset.live;
if (live && 'EventSource' in window) {
  const source = new EventSource(live);
  source.addEventListener('changed', () => {
    // Who is typing or deciding is not disturbed: the page follows when they are done.
    const busy =
      main.querySelector('details[open] form') ||
      (main.contains(document.activeElement) && document.activeElement.matches('input, textarea, select'));
    if (busy) return;
    window.htmx.ajax('GET', window.location.pathname + window.location.search, {
      target: '#main',
      select: '#main',
      swap: 'outerHTML',
    });
  });
  window.addEventListener('pagehide', () => source.close());
}
