import type { IntakePart } from '../../../../src/app/pages/case/case-page.ts';
import type { Question } from '../../../../src/app/pages/case/question.ts';
import type { Reader } from '../../../../src/ports/document.ts';
import { intakeBlocks } from '../../../../src/text/compose/case/intake.ts';
import { date, dayOf, word } from '../../../../src/text/words/tools.ts';
import type { TextKey } from '../../../../src/text/words/translate.ts';
import { type Pen, renderBlocks } from '../../render.ts';
import { type Html, html, NOTHING } from '../../shell/html.ts';

/** How a case begins: the family's question, what stands, what is missing, and the buttons for what the reader may do. */
export function intakeSection({ shown, question, words }: IntakePart, pen: Pen): Html {
  const { reader } = pen;
  const body = html`${question ? written(question, 'intake.question', reader) : NOTHING}
${words ? written(words, 'report.wordsOf', reader) : NOTHING}
${renderBlocks(intakeBlocks(shown, reader), pen)}`;
  if (!shown.inIntake)
    return html`<details class="schakel-noprint"><summary>${word(reader, 'intake.was')}</summary>${body}</details>`;
  return html`<section aria-labelledby="intake"><h2 class="utrecht-heading-2" id="intake">${word(reader, 'intake.heading')}</h2>
${body}</section>`;
}

function written({ words, by, at, earlier }: Question, title: TextKey, reader: Reader): Html {
  const who = word(reader, 'intake.writtenBy', { by, date: date(reader, dayOf(reader, at)), n: earlier });
  return html`<h3 class="utrecht-heading-3">${word(reader, title)}</h3>
<p class="utrecht-paragraph schakel-words" dir="auto">${words ?? word(reader, 'intake.unreadable')}</p>
<p class="utrecht-paragraph schakel-note">${who}</p>`;
}
