import type { Earlier } from '../../../../src/app/pages/earlier.ts';
import type { Reader } from '../../../../src/ports/document.ts';
import { clockOf } from '../../../../src/text/words/dates.ts';
import { date, dayOf, word } from '../../../../src/text/words/tools.ts';
import type { TextKey } from '../../../../src/text/words/translate.ts';
import { type Html, html, NOTHING } from '../../shell/html.ts';

/** Day and time of a moment, where the reader is. */
export function moment(reader: Reader, at: string): string {
  return word(reader, 'health.at', { date: date(reader, dayOf(reader, at)), time: clockOf(reader.zone, at) });
}

/** "It said before": what people once confirmed stays to be read, behind a word, with who confirmed what. */
export function earlierOnes(all: readonly Earlier[], reader: Reader): Html {
  if (all.length === 0) return NOTHING;
  return html`<details class="schakel-closed"><summary>${word(reader, 'earlier.heading', { n: all.length })}</summary>
${all.map((one) => earlierOne(one, reader))}</details>`;
}

function earlierOne(e: Earlier, reader: Reader): Html {
  const due = `${date(reader, e.due)}${e.every ? ` (${word(reader, `rhythm.${e.every}`)})` : ''}`;
  const changed = { by: e.changedBy?.name ?? 'none', when: moment(reader, e.changedAt) };
  return html`<p class="utrecht-paragraph schakel-words" dir="auto"><strong>${e.title}</strong> – ${e.owner.name} – ${due}<br>${word(reader, 'confirmRequest.doneWhen', { doneWhen: e.doneWhen })}</p>
<ul class="utrecht-unordered-list">${e.answers.map((one) => answer(one, reader))}<li class="utrecht-unordered-list__item">${word(reader, 'earlier.changed', changed)}</li></ul>`;
}

function answer({ who, answer: what, words, at, by }: Earlier['answers'][number], reader: Reader): Html {
  const phone = by ? ` (${word(reader, 'passed.byPhone', { by: by.name })})` : '';
  return html`<li class="utrecht-unordered-list__item"><strong>${who.name}</strong> ${word(reader, `passed.${what}` as TextKey)}${words ? `: “${words}”` : ''}${phone} – ${moment(reader, at)}</li>`;
}
