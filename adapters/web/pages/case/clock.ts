import type { AbsenceLine, CaseClock } from '../../../../src/app/pages/case/absence.ts';
import type { CasePage } from '../../../../src/app/pages/case/case-page.ts';
import type { Action, Reader } from '../../../../src/ports/document.ts';
import { namesOf } from '../../../../src/text/compose/case/absence.ts';
import { date, dayOf, form, word } from '../../../../src/text/words/tools.ts';
import type { TextKey } from '../../../../src/text/words/translate.ts';
import { type Pen, renderActions } from '../../render.ts';
import { type Html, html, NOTHING } from '../../shell/html.ts';

/** The commands whose buttons stand with the clock. */
export const OF_THE_CLOCK: readonly string[] = ['case.setAbsence', 'case.firstLesson', 'case.homeAgain'];

/** How long the child is at home and what follows, or since when there are lessons again; and how it was before. */
export function clockSection(page: CasePage, pen: Pen): Html {
  const { reader, clock } = page;
  return html`<p class="utrecht-paragraph schakel-clock">${counted(page)}
<a class="utrecht-link schakel-noprint" href="/c/${page.caseId}/timeline">${word(reader, 'table.timeline')}</a></p>
${named(clock, reader)}
${clock.changes.length === 0 ? NOTHING : history(clock.changes, reader)}
${renderActions(page.overview.status === 'closed' ? [] : actions(page), { ...pen, first: 1 })}`;
}

function counted({ reader, overview, clock, today }: CasePage): Html {
  const { days, fourWeekDate: four, atSchoolSince: since } = clock;
  const norm = overview.threeMonthDate;
  if (days === null || four === null || norm === null)
    return html`<strong>${word(reader, 'web.clockThreatened')}</strong>`;
  if (since !== null)
    return html`<strong>${word(reader, 'web.clockSchool', { date: date(reader, since) })}</strong>
<span>${word(reader, 'web.clockBefore', { days })}</span>`;
  const when = today < four ? 'coming' : today === four ? 'today' : 'past';
  return html`<strong>${word(reader, 'web.clockDays', { days })}</strong>
${overview.overNorm ? NOTHING : html`<span>${word(reader, 'web.clockFour', { when, date: date(reader, four) })}</span>`}
<span>${word(reader, overview.overNorm ? 'web.clockOver' : 'web.clockNorm', { date: date(reader, norm) })}</span>`;
}

function named({ category, enrolled }: CaseClock, reader: Reader): Html {
  if (category === null && enrolled === null) return NOTHING;
  return html`<p class="utrecht-paragraph schakel-note">${word(reader, 'absence.named', namesOf({ category, enrolled }, reader))}</p>`;
}

function actions({ reader, caseId, clock, mayDo }: CasePage): Action[] {
  const args = { caseId };
  const school =
    clock.atSchoolSince === null
      ? clock.days === null
        ? []
        : [form(reader, 'button.firstLesson', 'case.firstLesson', args)]
      : [form(reader, 'button.homeAgain', 'case.homeAgain', args)];
  return [...school, form(reader, 'button.absence', 'case.setAbsence', args)].filter(mayDo);
}

function history(lines: readonly AbsenceLine[], reader: Reader): Html {
  return html`<details class="schakel-noprint"><summary>${word(reader, 'absence.history', { n: lines.length })}</summary>
<ul class="utrecht-unordered-list">${lines.map((one) => html`<li class="utrecht-unordered-list__item" dir="auto">${lineOf(one, reader)}</li>`)}</ul></details>`;
}

function lineOf({ at, what, from, to, reason, by }: AbsenceLine, reader: Reader): string {
  const day = (one: string | null): string => (one === null ? 'none' : date(reader, one));
  const head = {
    at: date(reader, dayOf(reader, at)),
    by: by?.name ?? word(reader, 'involvement.byCoordinator'),
    reason: reason ?? 'none',
  };
  if (what === 'named') return word(reader, 'absence.line.named', { ...head, ...asNamed(to, reader) });
  return word(reader, `absence.line.${what}` as TextKey, { ...head, from: day(from), to: day(to) });
}

/** A line of before keeps the words as they were chosen: the category and whether enrolled, each or neither. */
function asNamed(to: string | null, reader: Reader): Record<string, string> {
  const [category = '', enrolled = ''] = (to ?? '').split('/');
  const one = category === '' ? null : (category as CaseClock['category']);
  return namesOf({ category: one, enrolled: enrolled === '' ? null : enrolled === 'true' }, reader);
}
