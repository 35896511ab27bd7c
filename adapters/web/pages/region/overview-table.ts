import type { OverviewPage } from '../../../../src/app/pages/region/overview.ts';
import type { OverviewLine } from '../../../../src/domain/overview/attention.ts';
import type { Reader } from '../../../../src/ports/document.ts';
import { levelName } from '../../../../src/text/compose/case/involvement.ts';
import {
  clockOfLine,
  homeText,
  openText,
  quietText,
  reasonText,
  titlesOf,
  waitingText,
} from '../../../../src/text/compose/region/attention.ts';
import { word } from '../../../../src/text/words/tools.ts';
import type { TextKey } from '../../../../src/text/words/translate.ts';
import { type Html, html, NOTHING } from '../../shell/html.ts';

const COLUMNS = ['case', 'why', 'home', 'open', 'waits'] as const;

/** A table on a wide page; on a phone each case is a card, with the same words. Roles are named, so that it stays a table to a screen reader. */
export function overviewTable({ reader, lines, regionName }: OverviewPage): Html {
  if (lines.length === 0) return html`<p class="utrecht-paragraph">${word(reader, 'table.none')}</p>`;
  const label = (column: (typeof COLUMNS)[number]): string =>
    word(reader, `table.column.${column}` as TextKey);
  return html`<table class="utrecht-table schakel-cases" role="table" aria-label="${word(reader, 'table.heading', { region: regionName })}">
<thead class="utrecht-table__header" role="rowgroup"><tr class="utrecht-table__row" role="row">${COLUMNS.map((c) => html`<th scope="col" role="columnheader" class="utrecht-table__header-cell">${label(c)}</th>`)}</tr></thead>
<tbody class="utrecht-table__body" role="rowgroup">${lines.map((line) => caseRow(line, reader, label))}</tbody></table>`;
}

type Label = (column: (typeof COLUMNS)[number]) => string;

function caseRow(line: OverviewLine, reader: Reader, label: Label): Html {
  const cell = (column: (typeof COLUMNS)[number], content: Html): Html =>
    html`<td role="cell" class="utrecht-table__cell"><span class="schakel-cases__label" aria-hidden="true">${label(column)}</span>${content}</td>`;
  return html`<tr class="utrecht-table__row${line.reasons.length > 0 ? ' schakel-cases__attention' : ''}" role="row">
<th scope="row" role="rowheader" class="utrecht-table__cell"><a class="utrecht-link" href="/c/${line.caseId}">${line.code}</a>
${line.isReport ? html`<span class="schakel-note">${word(reader, 'table.isReport')}</span></th>` : caseNotes(line, reader)}
${cell('why', whyOf(line, reader))}
${cell('home', line.isReport ? reportedHome(line, reader) : html`${word(reader, 'web.clockShort', { days: line.daysAtHome ?? 0, clock: clockOfLine(line) })}<span class="schakel-note">${homeText(line, reader)}</span><a class="utrecht-link schakel-note schakel-noprint" href="/c/${line.caseId}/timeline" aria-label="${word(reader, 'table.timelineOf', { code: line.code })}">${word(reader, 'table.timeline')}</a>`)}
${cell('open', html`${openText(line, reader)}<span class="schakel-note">${quietText(line, reader)}</span>`)}
${cell('waits', waitsOf(line, reader))}</tr>`;
}

function caseNotes(line: OverviewLine, reader: Reader): Html {
  return html`<span class="schakel-note">${word(reader, 'web.leadIs', { lead: line.lead?.name ?? word(reader, 'value.nobody') })}</span>
${line.onHold ? html`<span class="schakel-note">${word(reader, 'table.onHold')}</span>` : NOTHING}
<span class="schakel-note">${word(reader, 'involvement.table', { level: levelName(line.involvement, reader) })}</span>
${line.inIntake ? html`<span class="schakel-note">${word(reader, 'table.inIntake')}</span>` : NOTHING}</th>`;
}

/** Since when somebody said the child is at home; there is no clock yet. */
function reportedHome(line: OverviewLine, reader: Reader): Html {
  return html`${line.daysAtHome !== null ? word(reader, 'web.clockDays', { days: line.daysAtHome }) : word(reader, 'report.unknown')}`;
}

function whyOf(line: OverviewLine, reader: Reader): Html {
  if (line.reasons.length === 0) return html`<span>${word(reader, 'table.noneNeeded')}</span>`;
  return list(line.reasons.map((reason) => reasonText(reason, reader)));
}

function waitsOf(line: OverviewLine, reader: Reader): Html {
  const missing =
    line.missing.length > 0
      ? [word(reader, 'table.missing', { titles: titlesOf(line.missing, reader) })]
      : [];
  const all = [...missing, ...line.waiting.map((waiting) => waitingText(waiting, reader))];
  return all.length === 0 ? html`<span>${word(reader, 'table.waitsNone')}</span>` : list(all);
}

function list(items: readonly string[]): Html {
  return html`<ul class="schakel-plainlist">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}
