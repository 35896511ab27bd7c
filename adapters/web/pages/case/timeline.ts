import type { TimelineAgreement, TimelinePage } from '../../../../src/app/pages/case/timeline.ts';
import { daysBetween, fourWeekDate } from '../../../../src/domain/calendar/index.ts';
import { date, shortDate, word } from '../../../../src/text/words/tools.ts';
import type { TextKey } from '../../../../src/text/words/translate.ts';
import { heading } from '../../render.ts';
import { route, type Visit } from '../../routes.ts';
import { type Html, html } from '../../shell/html.ts';
import { problem, show } from '../../shell/page.ts';
import { asTable, type Moment, type Span, timelineChart } from '../../shell/picture.ts';
import { isUuid } from './case.ts';

/** A case along the days: what was agreed when, what is kept, and what is to come. */
export const timelineRoutes = [route('get', '/c/:caseId/timeline', 'signedIn', showTimeline)];

async function showTimeline(visit: Visit<'signedIn'>): Promise<Response> {
  const caseId = visit.c.req.param('caseId') ?? '';
  const page = isUuid(caseId)
    ? await visit.deps.regions.timeline(visit.visitor.session.personId, caseId)
    : null;
  if (!page) return problem(visit, 404, 'notFound');
  const title = word(page.reader, 'table.timelineOf', { code: page.code });
  return show(visit, page.reader, { title, body: body(page, title) });
}

function body(page: TimelinePage, title: string): Html {
  const { reader, from, to, today } = page;
  const days = Math.max(1, daysBetween(from, to));
  const at = (day: string): number => Math.round((daysBetween(from, day) / days) * 1000) / 10;
  const moment = (key: TextKey, day: string, look: Moment['look']): Moment => ({
    label: `${word(reader, key)}: ${shortDate(reader, day)}`,
    at: at(day),
    look,
  });
  const { firstDayHome, threeMonthDate } = page;
  const moments = [
    ...(firstDayHome === null
      ? []
      : [
          moment('table.line.home', firstDayHome, 'plain'),
          moment('table.line.fourWeeks', fourWeekDate(firstDayHome), 'plain'),
        ]),
    ...page.atSchool.flatMap((one) => [
      moment('table.line.lesson', one.from, 'plain'),
      ...(one.until === null ? [] : [moment('table.line.homeAgain', one.until, 'plain')]),
    ]),
    moment('table.line.today', today, 'today'),
    ...(threeMonthDate === null ? [] : [moment('table.line.norm', threeMonthDate, 'norm')]),
  ];
  return html`${heading(title, 1)}
<p class="utrecht-paragraph"><a class="utrecht-link schakel-noprint" href="/c/${page.caseId}">${word(reader, 'table.toCase', { code: page.code })}</a></p>
<figure class="schakel-picture"><figcaption id="timeline">${word(reader, 'table.line.text')}</figcaption>
${timelineChart(
  'timeline',
  moments,
  page.agreements.map((a) => span(a, at, today)),
)}
${asTable(
  word(reader, 'table.asTable'),
  (['agreement', 'made', 'due', 'state'] as const).map((c) => word(reader, `table.line.${c}` as TextKey)),
  page.agreements.map((a) => [
    `${a.number}. ${a.title}`,
    date(reader, a.madeOn),
    date(reader, a.due),
    stateOf(page, a),
  ]),
)}</figure>`;
}

function span(a: TimelineAgreement, at: (day: string) => number, today: string): Span {
  const isPast = a.status === 'open' && today > a.due;
  return {
    label: cut(`${a.number}. ${a.title}`),
    from: at(a.madeOn),
    to: at(a.doneOn ?? a.due),
    look: a.status === 'done' ? 'done' : a.status === 'ended' ? 'ended' : 'open',
    past: isPast ? { from: at(a.due), to: at(today) } : null,
  };
}

/** A picture has one line for it, also on a phone; the table beneath has all of it. */
const MOST = 36;

function cut(label: string): string {
  const signs = [...label];
  return signs.length > MOST ? `${signs.slice(0, MOST).join('').trimEnd()}…` : label;
}

function stateOf({ reader, today }: TimelinePage, a: TimelineAgreement): string {
  if (a.status === 'done' && a.doneOn)
    return word(reader, 'table.line.done', { date: date(reader, a.doneOn) });
  if (a.status === 'ended') return word(reader, 'table.line.ended');
  if (a.status === 'reported_done') return word(reader, 'table.line.reported');
  if (a.stuck) return word(reader, 'table.line.stuck');
  return word(reader, today > a.due ? 'table.line.past' : 'table.line.coming');
}
