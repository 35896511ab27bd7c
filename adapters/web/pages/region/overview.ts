import {
  type Filter,
  isLevel,
  isReasonKind,
  type OverviewPage,
} from '../../../../src/app/pages/region/overview.ts';
import { RANK, type Waiting } from '../../../../src/domain/overview/caseload.ts';
import { casesByTimeAtHome, openAgreementsByAge } from '../../../../src/domain/overview/diagrams.ts';
import { INVOLVEMENT_LEVELS } from '../../../../src/domain/vocabulary.ts';
import type { Reader } from '../../../../src/ports/document.ts';
import { levelName } from '../../../../src/text/compose/case/involvement.ts';
import { reasonName, roleName } from '../../../../src/text/compose/region/attention.ts';
import { overviewCsv } from '../../../../src/text/files/overview-csv.ts';
import { word } from '../../../../src/text/words/tools.ts';
import type { TextKey } from '../../../../src/text/words/translate.ts';
import { heading } from '../../render.ts';
import { route, type Visit } from '../../routes.ts';
import { type Html, html, NOTHING } from '../../shell/html.ts';
import { problem, show } from '../../shell/page.ts';
import { type Bar, barChart } from '../../shell/picture.ts';
import { isUuid } from '../case/case.ts';
import { overviewTable } from './overview-table.ts';

/** All open cases of a region, for its coordinators. */
export const regionRoutes = [
  route('get', '/r/:regionId', 'signedIn', showRegion),
  route('get', '/r/:regionId/export', 'signedIn', exportRegion),
];

async function showRegion(visit: Visit<'signedIn'>): Promise<Response> {
  const page = await pageOf(visit, filterOf(visit));
  if (!page) return problem(visit, 404, 'notFound');
  return show(visit, page.reader, {
    title: word(page.reader, 'table.title'),
    body: regionBody(page),
    wide: true,
  });
}

/** The cases that the filter leaves, on all pages. */
async function exportRegion(visit: Visit<'signedIn'>): Promise<Response> {
  const page = await pageOf(visit, { ...filterOf(visit), page: null });
  if (!page) return problem(visit, 404, 'notFound');
  const name = word(page.reader, 'table.csv.file', { date: page.today });
  return visit.c.body(overviewCsv(page.lines, page.reader), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name}.csv"`,
  });
}

function pageOf({ c, deps, visitor }: Visit<'signedIn'>, filter: Filter): Promise<OverviewPage | null> {
  const regionId = c.req.param('regionId') ?? '';
  return isUuid(regionId)
    ? deps.regions.overview(visitor.session.personId, regionId, filter)
    : Promise.resolve(null);
}

function filterOf({ c }: Visit): Filter {
  const need = c.req.query('need');
  const role = c.req.query('role') ?? '';
  const level = c.req.query('level');
  return {
    need: need === 'any' || isReasonKind(need) ? need : null,
    role: /^[a-zA-Z]{1,40}$/.test(role) ? (role as Waiting['role']) : null,
    level: isLevel(level) ? level : null,
    page: Number.parseInt(c.req.query('page') ?? '1', 10) || 1,
  };
}

function regionBody(page: OverviewPage): Html {
  const { reader, counts } = page;
  return html`${heading(word(reader, 'table.heading', { region: page.regionName }), 1)}
<p class="utrecht-paragraph">${word(reader, 'table.counts', counts)} ${word(reader, 'table.order')}</p>
${filterForm(page)}
${overviewTable(page)}
${paging(page)}
${pictures(page)}`;
}

function filterForm({ reader, regionId, filter, roles, counts }: OverviewPage): Html {
  const needs = [
    ['', word(reader, 'table.all')],
    ['any', word(reader, 'table.any')],
    ...RANK.map((kind) => [kind, reasonName(kind, reader)]),
  ];
  const who = [['', word(reader, 'table.anyone')], ...roles.map((role) => [role, roleName(role, reader)])];
  const levels = [
    ['', word(reader, 'table.involvement.all')],
    ...INVOLVEMENT_LEVELS.map((one) => [one, levelName(one, reader)]),
  ];
  return html`<form method="get" action="/r/${regionId}" class="schakel-filter schakel-noprint" role="search" aria-label="${word(reader, 'table.filter')}">
${select('need', word(reader, 'table.which'), needs, filter.need)}
${select('role', word(reader, 'table.waitsOn'), who, filter.role)}
${select('level', word(reader, 'table.involvement'), levels, filter.level)}
<button class="utrecht-button utrecht-button--secondary-action" type="submit">${word(reader, 'table.show')}</button>
<a class="utrecht-link" href="/r/${regionId}/export${query(filter, null)}">${word(reader, 'table.export', { n: counts.found })}</a></form>`;
}

function select(
  name: string,
  label: string,
  options: readonly (readonly string[])[],
  chosen: string | null,
): Html {
  return html`<div class="utrecht-form-field"><label class="utrecht-form-label" for="${name}">${label}</label>
<select class="utrecht-select utrecht-select--html-select" name="${name}" id="${name}">${options.map(
    ([value, text]) =>
      html`<option value="${value}"${value === (chosen ?? '') ? html` selected` : NOTHING}>${text}</option>`,
  )}</select></div>`;
}

function query({ need, role, level }: Filter, page: number | null): string {
  const set = new URLSearchParams();
  if (need) set.set('need', need);
  if (role) set.set('role', role);
  if (level) set.set('level', level);
  if (page !== null && page > 1) set.set('page', String(page));
  return set.size > 0 ? `?${set.toString()}` : '';
}

function paging({ reader, regionId, filter, pages }: OverviewPage): Html {
  const at = filter.page ?? 1;
  if (pages === 1) return NOTHING;
  const link = (to: number, key: TextKey): Html =>
    to < 1 || to > pages
      ? NOTHING
      : html`<a class="utrecht-link" href="/r/${regionId}${query(filter, to)}">${word(reader, key)}</a>`;
  return html`<nav class="schakel-paging schakel-noprint" aria-label="${word(reader, 'table.pages')}">${link(at - 1, 'table.previous')}
<span>${word(reader, 'table.page', { page: at, pages })}</span>
${link(at + 1, 'table.next')}</nav>`;
}

/** Over all open cases of the region, whatever is filtered. */
function pictures({ reader, all, today }: OverviewPage): Html {
  if (all.length === 0) return NOTHING;
  const homes = casesByTimeAtHome(all, today);
  const ages = openAgreementsByAge(all, today);
  const table = word(reader, 'table.asTable');
  return html`<section aria-labelledby="pictures" class="schakel-pictures"><h2 class="utrecht-heading-2" id="pictures">${word(reader, 'table.pictures')}</h2>
${barChart({
  id: 'pic-home',
  title: word(reader, 'table.pic.home'),
  text: word(reader, 'table.pic.homeText'),
  bars: homes.map((b) => bar(reader, word(reader, `table.bin.home.${b.bin}` as TextKey), b.count)),
  mark: { before: 3, label: word(reader, 'table.pic.norm') },
  asTable: table,
  columns: [word(reader, 'table.pic.homeColumn'), word(reader, 'table.pic.cases')],
})}
${barChart({
  id: 'pic-age',
  title: word(reader, 'table.pic.age'),
  text: word(reader, 'table.pic.ageText'),
  bars: ages.map((b) => bar(reader, word(reader, `table.bin.age.${b.bin}` as TextKey), b.count)),
  asTable: table,
  columns: [word(reader, 'table.pic.ageColumn'), word(reader, 'table.pic.agreements')],
})}
<p class="utrecht-paragraph schakel-note">${word(reader, 'table.pic.small')}</p></section>`;
}

function bar(reader: Reader, label: string, value: number | null): Bar {
  return { label, value, shown: value === null ? word(reader, 'table.pic.hidden') : String(value) };
}
