import type { Reader } from '../../../../../src/ports/document.ts';
import {
  type AppealShown,
  type AppealsShown,
  appealActions,
  appealLines,
  askActions,
} from '../../../../../src/text/compose/case/appeals.ts';
import { date, word } from '../../../../../src/text/words/tools.ts';
import { type Pen, renderActions, rich } from '../../../render.ts';
import { type Html, html, NOTHING } from '../../../shell/html.ts';

/** Shows what the family asked of the case itself, with the words and who read them; and for the family the ways to ask. */
export function appealsSection(m: AppealsShown, pen: Pen): Html {
  const { reader } = pen;
  const asks = askActions(m, reader);
  if (m.appeals.length === 0 && asks.length === 0) return NOTHING;
  return html`<section aria-labelledby="appeals" class="schakel-noprint"><h2 class="utrecht-heading-2" id="appeals">${word(reader, 'appeal.heading', { family: m.isFamily ? 'yes' : 'no' })}</h2>
${m.isFamily ? html`<p class="utrecht-paragraph">${word(reader, 'appeal.intro', { n: m.days })}</p>` : NOTHING}
${m.appeals.map((one) => card(m.caseId, one, pen))}
${asks.length > 0 ? renderActions(asks, pen) : NOTHING}</section>`;
}

function card(caseId: string, one: AppealShown, pen: Pen): Html {
  const { reader } = pen;
  return html`<div class="schakel-card">${appealLines(one, reader).map((line) => html`<p class="utrecht-paragraph">${rich(line)}</p>`)}
${one.words === null ? NOTHING : said(one.words)}
${read(one, reader)}
${one.ended?.words ? html`<p class="utrecht-paragraph"><strong>${word(reader, 'appeal.answerIs')}</strong></p>${said(one.ended.words)}` : NOTHING}
${renderActions(appealActions(caseId, one, reader), pen)}</div>`;
}

function said(words: string): Html {
  return html`<p class="utrecht-paragraph schakel-words" dir="auto">${words}</p>`;
}

/** Names who read the words, for everybody who sees them: whoever asked need not wonder whether they were seen. */
function read({ readBy }: AppealShown, reader: Reader): Html {
  if (readBy === null) return NOTHING;
  const who = readBy.map(({ person, on }) =>
    word(reader, 'appeal.reader', { name: person.name, date: date(reader, on) }),
  );
  const names = who.length > 0 ? new Intl.ListFormat(reader.language).format(who) : 'none';
  return html`<p class="utrecht-paragraph schakel-note">${word(reader, 'appeal.readBy', { names })}</p>`;
}
