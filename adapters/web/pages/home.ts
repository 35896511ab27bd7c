import type { HomeCase, HomePage } from '../../../src/app/pages/home-page.ts';
import { homeTogether } from '../../../src/app/pages/own-page.ts';
import { hasTrouble } from '../../../src/app/pages/region/health.ts';
import type { Action, Reader } from '../../../src/ports/document.ts';
import { awayBlocks } from '../../../src/text/compose/away.ts';
import { contactQuestion } from '../../../src/text/compose/manage/check.ts';
import { command, date, form, word } from '../../../src/text/words/tools.ts';
import { heading, renderActions, renderBlocks } from '../render.ts';
import { route, type Visit } from '../routes.ts';
import { type Html, html, NOTHING } from '../shell/html.ts';
import { problem, show } from '../shell/page.ts';
import { nextSteps } from './case/next-steps.ts';
import { followPage } from './follow.ts';
import { forYouSection } from './for-you.ts';
import { togetherCard } from './me/together.ts';
import { guidanceLinks } from './region/guidance.ts';
import { secondWayCard } from './sign-in/second-way.ts';

/** My page: what is asked of me over all cases, and where I take part. */
export const homeRoutes = [
  route('get', '/', 'signedIn', showHome),
  route('get', '/live', 'signedIn', (visit) => followPage(visit, 'home')),
];

async function showHome(visit: Visit<'signedIn'>): Promise<Response> {
  if (visit.visitor.session.how === 'first') return visit.c.redirect('/begin', 303);
  const { personId } = visit.visitor.session;
  const { deps, visitor } = visit;
  const own = await deps.pages.home(personId);
  if (!own) return problem(visit, 404, 'notFound');
  const others = await Promise.all(visitor.others.map((id) => deps.pages.home(id)));
  const page = homeTogether(
    own,
    others.filter((one) => one !== null),
  );
  const [labels, only, beside] = await Promise.all([
    labelsOf(deps, [personId, ...visitor.others]),
    deps.entry.onlyWayOf(personId, visitor.session.how),
    deps.linked.offered(visitor.session),
  ]);
  const card = html`${togetherCard(beside, page.reader, visitor.formToken)}${secondWayCard(only, page.reader)}`;
  const body = html`${await trouble(visit, page)}${homeBody(page, visit.visitor.formToken, labels, card)}`;
  const live = `/live?seen=${page.seen}`;
  return show(visit, page.reader, { title: word(page.reader, 'web.home'), body, live, own: null });
}

/** Names that they gave to cases themselves, whichever of theirs they did it as. */
async function labelsOf(
  { own }: Visit['deps'],
  personIds: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const all = await Promise.all(personIds.map((id) => own.labels(id)));
  return new Map(all.flatMap((labels) => [...labels]));
}

/** An administrator who was sent a letter because something does not arrive finds here what. */
async function trouble({ deps, visitor }: Visit<'signedIn'>, { regions, reader }: HomePage): Promise<Html> {
  const mine = regions.filter((r) => r.isAdministrator);
  const found = await Promise.all(mine.map((r) => deps.regions.health(visitor.session.personId, r.id)));
  const now = deps.clock.now();
  return html`${found.map((one) =>
    one && hasTrouble(one.health, now)
      ? html`<p class="utrecht-alert utrecht-alert--warning"><a class="utrecht-link" href="/r/${one.regionId}/health">${word(reader, 'health.trouble', { region: one.regionName })}</a></p>`
      : NOTHING,
  )}`;
}

function homeBody(
  page: HomePage,
  formToken: string,
  labels: ReadonlyMap<string, string | null>,
  secondWay: Html,
): Html {
  const { reader, forYou, cases } = page;
  const own = cases.filter((one) => !one.isBeside);
  const caseOf = (caseId: string | null): HomeCase | undefined => cases.find((one) => one.caseId === caseId);
  return html`${heading(word(reader, 'web.home'), 1)}
${nextSteps(page)}
${forYouSection({
  reader,
  formToken,
  forYou,
  asked: cases.flatMap(({ caseId, asked }) => asked.map((question) => ({ caseId, question }))),
  also: contactCards(page, formToken),
  mayConsent: own.filter((one) => one.mayConsent).map(({ caseId }) => caseId),
  codeOf: (caseId) => caseOf(caseId)?.code ?? null,
  mayDo: (caseId, action) =>
    caseId === null
      ? !('agreementId' in action.args) || cases.some((one) => one.mayDo(action))
      : (caseOf(caseId)?.mayDo(action) ?? false),
})}
${waitingReports(page)}
${secondWay}
${page.regions.map((region) => regionLinks(region, reader))}
${heading(word(reader, 'web.cases'), 2)}
${
  own.length === 0
    ? html`<p class="utrecht-paragraph">${word(reader, 'web.casesNone')}</p>${whomToCall(page)}`
    : html`<ul class="schakel-list">${own.map((one) => caseLine(one, page, labels.get(one.caseId)))}</ul>`
}
${closedCases(page)}
${opening(page, formToken)}
${guidance(page)}
${ofThemselves(page, formToken)}`;
}

/** Whether a contact point of theirs is still right; a message that asks it stands among the others. */
function contactCards({ reader, regions, forYou }: HomePage, formToken: string): Html[] {
  const asked = new Set(
    forYou.asks.flatMap(({ message: m }) =>
      m.type === 'ContactCheck' ? m.points.map((p) => `${m.region}/${p.organisation.key}/${p.role}`) : [],
    ),
  );
  return regions.flatMap(({ key, name, contactPoints }) =>
    contactPoints
      .filter((point) => !asked.has(`${key}/${point.organisation.key}/${point.role}`))
      .map(
        (
          point,
        ) => html`<div class="schakel-card schakel-card--asked"><p class="utrecht-paragraph">${word(reader, 'contactAsk.text', { region: name, n: 1 })}</p>
${renderBlocks(contactQuestion(key, point, reader), { reader, formToken, headings: 3 })}</div>`,
      ),
  );
}

/** Links to the region for its coordinators and administrators. */
function regionLinks(region: HomePage['regions'][number], reader: Reader): Html {
  const { id, key, name, isCoordinator, isAdministrator } = region;
  if (!isCoordinator && !isAdministrator) return NOTHING;
  const links: [string, string][] = [
    ...(isCoordinator
      ? [[`/r/${id}`, word(reader, 'table.toRegion', { region: name })] as [string, string]]
      : []),
    [`/manage/${key}`, word(reader, 'manage.link', { name })],
    ...(isAdministrator
      ? [[`/r/${id}/health`, word(reader, 'health.toRegion', { region: name })] as [string, string]]
      : []),
  ];
  return html`${heading(name, 2)}<ul class="utrecht-unordered-list">${links.map(
    ([href, label]) =>
      html`<li class="utrecht-unordered-list__item"><a class="utrecht-link" href="${href}">${label}</a></li>`,
  )}</ul>`;
}

/** Where somebody takes part in nothing any more: whom to call. */
function whomToCall({ reader, call, regions, me }: HomePage): Html {
  if (regions.some((r) => r.isCoordinator) || call.length === 0) return NOTHING;
  const who = call
    .filter((one) => one.name !== me.name)
    .map(({ name, phone }) => (phone ? `${name}, ${phone}` : name));
  return html`<p class="utrecht-paragraph">${word(reader, 'web.casesCall', { who: who.join('; ') })}</p>`;
}

/** A closed case can be found again. */
function closedCases({ reader, closed }: HomePage): Html {
  if (closed.length === 0) return NOTHING;
  return html`<details class="schakel-closed"><summary>${word(reader, 'web.closedCases', { n: closed.length })}</summary><ul class="utrecht-unordered-list">${closed.map(
    ({ caseId, code, closedOn, isTheirs }) =>
      html`<li class="utrecht-unordered-list__item">${isTheirs ? html`<a class="utrecht-link" href="/c/${caseId}">${code}</a>` : code} – ${word(reader, isTheirs ? 'web.closedOn' : 'web.closedLeft', { date: date(reader, closedOn) })}</li>`,
  )}</ul></details>`;
}

/** Shows how a coordinator begins a case, and a professional reports a child. A region is named, since some serve several. */
function opening({ reader, regions }: HomePage, formToken: string): Html {
  const actions = regions.flatMap((r): Action[] => [
    ...(r.isCoordinator
      ? [form(reader, 'button.newCase', 'case.open', { region: r.key }, { style: 'primary' })]
      : []),
    ...(reader.formal ? [] : [form(reader, 'button.report', 'report.make', { region: r.key })]),
  ]);
  return renderActions(actions, { reader, formToken, headings: 3 });
}

/** Links to who can help, in each region that knows them. */
function guidance({ reader, regions }: HomePage): Html {
  if (regions.length === 0) return NOTHING;
  return html`${heading(word(reader, 'ways.heading'), 2)}${regions.map(
    ({ key, name }) => html`${regions.length > 1 ? heading(name, 3) : NOTHING}${guidanceLinks(key, reader)}`,
  )}`;
}

/** Shows what people can say of themselves. */
function ofThemselves({ reader, away, regions }: HomePage, formToken: string): Html {
  if (regions.length === 0) return NOTHING;
  const actions: Action[] = [
    form(reader, 'button.away', 'absence.report', {}),
    ...(away.length > 0 ? [command(reader, 'button.back', 'absence.end', {})] : []),
    form(reader, 'button.days', 'person.days', {}),
  ];
  return html`${heading(word(reader, 'web.own'), 2)}${renderBlocks(awayBlocks(away, reader), { reader, formToken, headings: 3 })}${renderActions(actions, { reader, formToken, headings: 3 })}`;
}

/** The list of reports that wait for a coordinator. */
function waitingReports({ reader, reports }: HomePage): Html {
  if (reports.length === 0) return NOTHING;
  return html`${heading(word(reader, 'report.waiting'), 2)}<ul class="utrecht-unordered-list">${reports.map(
    ({ caseId, code, readBefore }) =>
      html`<li class="utrecht-unordered-list__item"><a class="utrecht-link" href="/c/${caseId}">${code}</a> – ${word(reader, 'report.readBefore', { date: date(reader, readBefore) })}</li>`,
  )}</ul>`;
}

function caseLine(one: HomeCase, { reader }: HomePage, label: string | null | undefined): Html {
  if (one.isCalled)
    return html`<li class="schakel-card"><a class="utrecht-link" href="/c/${one.caseId}"><strong>${one.code}</strong></a>
<p class="utrecht-paragraph">${word(reader, 'called.line')}</p></li>`;
  if (one.isReport)
    return html`<li class="schakel-card"><a class="utrecht-link" href="/c/${one.caseId}"><strong>${one.code}</strong></a>
<p class="utrecht-paragraph">${word(reader, 'report.homeLine')}</p></li>`;
  return html`<li class="schakel-card"><a class="utrecht-link" href="/c/${one.caseId}"><strong>${one.code}</strong></a>${label ? html` ${label}` : NOTHING}
<p class="utrecht-paragraph">${one.daysAtHome === null ? word(reader, 'web.onlyOwn') : word(reader, 'web.clockShort', { days: one.daysAtHome, clock: one.clock })} – ${word(reader, 'web.open', { n: one.openCount })} – ${word(reader, 'web.leadIs', { lead: one.lead?.name ?? word(reader, 'value.nobody') })}</p></li>`;
}
