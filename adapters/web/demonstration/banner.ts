import type { DemonstrationNow, Step } from '../../../src/app/demonstration/guide.ts';
import type { Reader } from '../../../src/ports/document.ts';
import { date, word } from '../../../src/text/words/tools.ts';
import type { TextKey } from '../../../src/text/words/translate.ts';
import { type Html, html, NOTHING } from '../shell/html.ts';

const ZONE = 'Europe/Amsterdam';

interface Banner {
  readonly demo: DemonstrationNow;
  readonly reader: Reader;
  /** Null: nobody is signed in, and nothing can be turned. */
  readonly visitor: { readonly personId: string; readonly formToken: string } | null;
}

/** Stands on every page of a demonstration: that it is one, what day it is, what happened, and how to go on. */
export function banner({ demo, reader, visitor }: Banner): Html {
  const t = (key: string, values = {}): string => word(reader, `demo.${key}` as TextKey, values);
  return html`<aside class="schakel-demo schakel-noprint" aria-label="${t('mark')}"><div class="schakel-demo__in">
<p class="schakel-demo__mark"><strong>${t('mark')}</strong> ${t('markText')}</p>
${visitor ? controls({ demo, reader, visitor }, t) : NOTHING}
</div></aside>`;
}

type Say = (key: string, values?: object) => string;

function controls({ demo, reader, visitor }: Banner, t: Say): Html {
  const token = html`<input type="hidden" name="token" value="${visitor?.formToken ?? ''}">`;
  const turn = (
    step: Step,
    buttonClass: string,
  ): Html => html`<form method="post" action="/demonstration/turn">${token}
<input type="hidden" name="from" value="${demo.now}"><button class="utrecht-button ${buttonClass}" type="submit" name="step" value="${step}">${t(step === 'quiet' ? 'quietDay' : step)}</button></form>`;
  return html`<p class="schakel-demo__when" role="status"><strong>${t('is', when(demo, reader))}</strong> ${happened(demo, reader, t)}</p>
${othersToSee(demo, visitor?.personId ?? '', token, t)}
<div class="schakel-actions">
${demo.next ? turn('event', 'utrecht-button--primary-action') : throwAway(token, t, 'ownRegion')}
${turn('day', 'utrecht-button--secondary-action')}
${be(demo, visitor?.personId ?? '', token, t)}
</div>
<details class="schakel-demo__more"><summary>${t('more')}</summary>
<p>${t('quietDayText')}</p>${turn('quiet', 'utrecht-button--secondary-action')}
<form method="post" action="/demonstration/again">${token}<button class="utrecht-button utrecht-button--secondary-action" type="submit">${t('again')}</button></form>
${throwAway(token, t, 'end')}
</details>`;
}

/** Asked first: all of it is gone then. */
function throwAway(token: Html, t: Say, label: 'end' | 'ownRegion'): Html {
  const buttonClass =
    label === 'ownRegion' ? html` class="utrecht-button utrecht-button--primary-action"` : NOTHING;
  return html`<details><summary${buttonClass}>${t(label)}</summary><p>${t('endText')}</p>
<form method="post" action="/demonstration/end">${token}<button class="utrecht-button utrecht-button--secondary-action utrecht-button--danger" type="submit">${t('endGo')}</button></form></details>`;
}

function when(demo: DemonstrationNow, reader: Reader): { date: string; time: string } {
  const at = new Date(demo.now);
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(at);
  const time = new Intl.DateTimeFormat('nl-NL', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' });
  return { date: date(reader, day), time: time.format(at) };
}

function happened(demo: DemonstrationNow, reader: Reader, t: Say): Html {
  const over = demo.next === null ? html`<br>${t(demo.isDone ? 'over' : 'overOpen')}` : NOTHING;
  if (!demo.here) return html`${t('quiet', { told: demo.told.length })}${over}`;
  const { id } = demo.here;
  const what = word(reader, `demo.chapter.${id}` as TextKey);
  // A question ends by itself.
  const end = /[?!.]$/.test(what) ? '' : '.';
  return html`${what}${end}<br>${word(reader, `demo.look.${id}` as TextKey)}${over}`;
}

/** Through whose eyes it is best seen, and who got a message: one press away, so that the story is followed by pressing. */
function othersToSee(demo: DemonstrationNow, me: string, token: Html, t: Say): Html {
  const best = demo.people.filter((p) => p.key === demo.here?.eyes);
  const others = demo.told.flatMap((id) => demo.people.find((p) => p.id === id) ?? []);
  const people = [...new Set([...best, ...others])].filter((p) => p.id !== me);
  if (people.length === 0) return NOTHING;
  return html`<form method="post" action="/demonstration/be" class="schakel-demo__told">${token}<span>${t('told')}</span>
${people.map((p) => html`<button class="utrecht-button utrecht-button--subtle" type="submit" name="person" value="${p.id}">${p.name}</button>`)}</form>`;
}

function be(demo: DemonstrationNow, me: string, token: Html, t: Say): Html {
  return html`<form method="post" action="/demonstration/be" class="schakel-demo__be">${token}
<label for="demo-person">${t('you')}</label>
<select class="utrecht-select utrecht-select--html-select" id="demo-person" name="person">${demo.people.map(
    (p) => html`<option value="${p.id}"${p.id === me ? html` selected` : NOTHING}>${p.name}</option>`,
  )}</select>
<button class="utrecht-button utrecht-button--secondary-action" type="submit">${t('be')}</button></form>`;
}
