import { type Html, html, NOTHING } from './html.ts';

/**
 * Pictures, drawn here as SVG. Places are percentages of the width and text keeps its own size, so that a picture is
 * read on a phone and on paper as on a screen. Looks come from classes: the CSP lets no style stand in a page.
 */

export interface Bar {
  readonly label: string;
  /** Null: not shown, for privacy. */
  readonly value: number | null;
  readonly shown: string;
}

export interface BarChart {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly bars: readonly Bar[];
  /** A line between two bars, and what it says. */
  readonly mark?: { readonly before: number; readonly label: string };
  readonly asTable: string;
  readonly columns: readonly [string, string];
}

const ROW = 46;
const MARK = 26;
/** The longest bar leaves room for its number. */
const WIDEST = 82;

/** Horizontal bars, each under its label, with the same as a table. */
export function barChart(chart: BarChart): Html {
  const { bars, mark } = chart;
  const most = Math.max(1, ...bars.map((bar) => bar.value ?? 0));
  const top = (i: number): number => i * ROW + (mark && i >= mark.before ? MARK : 0);
  const height = top(bars.length);
  return html`<figure class="schakel-picture"><figcaption><strong id="${chart.id}">${chart.title}</strong><br>${chart.text}</figcaption>
<svg role="img" aria-labelledby="${chart.id}" class="schakel-svg" width="100%" height="${height}">${bars.map((bar, i) => barOf(bar, top(i), most))}${
    mark ? markOf(mark.label, top(mark.before)) : NOTHING
  }</svg>
${asTable(
  chart.asTable,
  chart.columns,
  bars.map((bar) => [bar.label, bar.shown]),
)}</figure>`;
}

function barOf(bar: Bar, top: number, most: number): Html {
  const width = bar.value === null ? 6 : (bar.value / most) * WIDEST;
  return html`<text x="0" y="${top + 14}">${bar.label}</text>
<rect class="schakel-bar${bar.value === null ? ' schakel-bar--hidden' : ''}" x="0" y="${top + 20}" width="${width}%" height="16"/>
<text class="schakel-svg__number" x="${width + 1.5}%" y="${top + 33}">${bar.shown}</text>`;
}

function markOf(label: string, below: number): Html {
  const y = below - MARK + 10;
  return html`<line class="schakel-svg__mark" x1="0" x2="100%" y1="${y}" y2="${y}"/><text class="schakel-svg__marked" x="100%" y="${y + 14}" text-anchor="end">${label}</text>`;
}

export interface Span {
  readonly label: string;
  /** Both places are in percent of the whole. */
  readonly from: number;
  readonly to: number;
  /** `done`: kept; `open`: still to come; `past`: open after its date, drawn on to today. */
  readonly look: 'done' | 'open' | 'ended';
  readonly past: { readonly from: number; readonly to: number } | null;
}

export interface Moment {
  readonly label: string;
  readonly at: number;
  readonly look: 'plain' | 'today' | 'norm';
}

const LINE = 20;

/** Spans under one another along the same days, with moments as lines through all of them. */
export function timelineChart(labelledBy: string, moments: readonly Moment[], spans: readonly Span[]): Html {
  const top = moments.length * LINE + 8;
  const height = top + spans.length * ROW;
  return html`<svg role="img" aria-labelledby="${labelledBy}" class="schakel-svg" width="100%" height="${height}">${moments.map(
    (moment, i) => momentOf(moment, i * LINE + 14, height),
  )}${spans.map((span, i) => spanOf(span, top + i * ROW))}</svg>`;
}

function momentOf({ label, at, look }: Moment, y: number, height: number): Html {
  const right = at > 50;
  return html`<line class="schakel-svg__moment schakel-svg__moment--${look}" x1="${at}%" x2="${at}%" y1="${y + 4}" y2="${height}"/>
<text class="schakel-svg__marked" x="${at}%" y="${y}" text-anchor="${right ? 'end' : 'start'}">${label}</text>`;
}

function spanOf({ label, from, to, look, past }: Span, top: number): Html {
  const width = Math.max(1, to - from);
  return html`<text x="0" y="${top + 14}">${label}</text><rect class="schakel-bar schakel-bar--${look}" x="${from}%" y="${top + 20}" width="${width}%" height="14"/>${
    past
      ? html`<rect class="schakel-bar schakel-bar--past" x="${past.from}%" y="${top + 20}" width="${Math.max(1, past.to - past.from)}%" height="14"/>`
      : NOTHING
  }`;
}

/** The same in words and numbers, for who does not look at pictures. */
export function asTable(
  summary: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): Html {
  return html`<details class="schakel-astable"><summary>${summary}</summary><div class="utrecht-table-container utrecht-table-container--overflow-inline" tabindex="0" role="region" aria-label="${summary}: ${columns.join(', ')}"><table class="utrecht-table">
<thead class="utrecht-table__header"><tr class="utrecht-table__row">${columns.map((name) => html`<th scope="col" class="utrecht-table__header-cell">${name}</th>`)}</tr></thead>
<tbody class="utrecht-table__body">${rows.map(
    ([first, ...rest]) =>
      html`<tr class="utrecht-table__row"><th scope="row" class="utrecht-table__cell">${first}</th>${rest.map((cell) => html`<td class="utrecht-table__cell">${cell}</td>`)}</tr>`,
  )}</tbody></table></div></details>`;
}
