import type { InvolvedRole, TakeAlong, TriedAgreement } from '../../../../src/app/pages/case/take-along.ts';
import type { Reader } from '../../../../src/ports/document.ts';
import { trackLine } from '../../../../src/text/compose/case/tracks.ts';
import { date, word } from '../../../../src/text/words/tools.ts';
import { heading, rich } from '../../render.ts';
import { route, type Visit } from '../../routes.ts';
import { type Html, html, NOTHING } from '../../shell/html.ts';
import { problem, show } from '../../shell/page.ts';
import { isUuid } from './case.ts';

/** A page of facts that one of the family takes along to the inspectorate. Its address says nothing of that. */
export const takeAlongRoutes = [route('get', '/c/:caseId/take-along', 'signedIn', showTakeAlong)];

async function showTakeAlong(visit: Visit<'signedIn'>): Promise<Response> {
  const caseId = visit.c.req.param('caseId') ?? '';
  const { personId } = visit.visitor.session;
  const page = isUuid(caseId) ? await visit.deps.pages.takeAlong(personId, caseId) : null;
  if (!page) return problem(visit, 404, 'notFound');
  const title = word(page.reader, 'along.title');
  return show(visit, page.reader, { title, body: body(page, title) });
}

function body(page: TakeAlong, title: string): Html {
  const { reader, code } = page;
  return html`${heading(title, 1)}
<p class="utrecht-paragraph schakel-noprint"><a class="utrecht-link" href="/c/${page.caseId}">${word(reader, 'table.toCase', { code })}</a></p>
<div class="schakel-noprint"><p class="utrecht-paragraph">${word(reader, 'along.what')}</p>
<p class="utrecht-paragraph">${word(reader, 'along.kept')}</p>
<p class="utrecht-paragraph">${word(reader, 'along.how')}</p></div>
<p class="utrecht-paragraph schakel-note">${word(reader, 'along.made', { date: date(reader, page.today), code })}</p>
${question(reader, 'about', [], 3)}
${question(reader, 'since', since(page), 0)}
${question(reader, 'tried', tried(page), 2)}
${question(reader, 'spoken', spoken(page), 2)}
${question(reader, 'ask', [], 3)}`;
}

type Question = 'about' | 'since' | 'tried' | 'spoken' | 'ask';

/** A question of the form, what is known of it here, and room to write by hand. */
function question(reader: Reader, key: Question, known: readonly (string | Html)[], lines: number): Html {
  const room = Array.from({ length: lines }, () => html`<div class="schakel-writeline"></div>`);
  return html`<section aria-labelledby="along-${key}"><h2 class="utrecht-heading-2" id="along-${key}">${word(reader, `along.${key}`)}</h2>
<p class="utrecht-paragraph schakel-note">${word(reader, `along.hint.${key}`)}</p>
${known.length === 0 ? NOTHING : html`<ul class="utrecht-unordered-list">${known.map((one) => html`<li class="utrecht-unordered-list__item" dir="auto">${one}</li>`)}</ul>`}
${room}</section>`;
}

function since({ reader, ...page }: TakeAlong): string[] {
  const on = (day: string): string => date(reader, day);
  const until = page.closedOn ? on(page.closedOn) : 'none';
  const { firstDayHome, threeMonthDate, atSchoolSince, daysAtHome } = page;
  const counted =
    firstDayHome === null || threeMonthDate === null
      ? [word(reader, 'along.threatened')]
      : [
          word(reader, 'along.firstDay', { date: on(firstDayHome) }),
          word(reader, 'along.days', { days: daysAtHome ?? 0, date: on(page.today), until }),
          atSchoolSince === null
            ? word(reader, 'along.norm', { date: on(threeMonthDate) })
            : word(reader, 'along.school', { date: on(atSchoolSince) }),
        ];
  return [...counted, word(reader, 'along.opened', { date: on(page.openedOn) })];
}

function tried({ reader, agreements, help, tracks }: TakeAlong): (string | Html)[] {
  return [
    ...agreements.map((a) => agreement(a, reader)),
    ...help.map(({ title, on, answered }) =>
      word(reader, 'along.help', {
        title: title || word(reader, 'rung.unnamed'),
        date: date(reader, on),
        answered: answered ? 'yes' : 'no',
      }),
    ),
    ...tracks.map((one) => html`${rich(trackLine(one, reader))}`),
  ];
}

function agreement(a: TriedAgreement, reader: Reader): Html {
  const on = (day: string | null): string => (day === null ? 'none' : date(reader, day));
  const values = { done: on(a.doneOn), due: on(a.due), reason: a.endedReason ?? 'none' };
  const moved = a.due === a.firstDue ? 'none' : on(a.firstDue);
  const by = a.by ? role(a.by, reader) : 'none';
  return html`<strong>${a.title}</strong> – ${word(reader, 'along.agreed', { date: on(a.madeOn), by, moved })} ${word(reader, `along.became.${a.status}`, values)}`;
}

function spoken({ reader, people }: TakeAlong): string[] {
  return people.map((one) => role(one, reader));
}

function role({ role: key, organisation }: InvolvedRole, reader: Reader): string {
  const name = word(reader, `role.${key}`);
  return organisation ? `${name} (${organisation})` : name;
}
