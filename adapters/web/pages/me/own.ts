import ical, { ICalCalendarMethod, ICalEventBusyStatus, ICalEventTransparency } from 'ical-generator';
import type { HomePage } from '../../../../src/app/pages/home-page.ts';
import { orEmpty } from '../../../../src/domain/typed-text.ts';
import { date, dayOf, word } from '../../../../src/text/words/tools.ts';
import { heading } from '../../render.ts';
import { route, type Visit } from '../../routes.ts';
import { type Html, html, NOTHING } from '../../shell/html.ts';
import { problem, show } from '../../shell/page.ts';
import { isOwnForm } from '../../visitor.ts';
import { isUuid } from '../case/case.ts';

/** Pages of one person alone: what they call a case, and their dates in their own calendar. */
export const ownRoutes = [
  route('get', '/c/:caseId/label', 'signedIn', showLabel),
  route('post', '/c/:caseId/label', 'signedIn', setLabel),
  route('post', '/me/calendar', 'signedIn', makeFeed),
  route('post', '/me/calendar/end', 'signedIn', endFeed),
  route('get', '/calendar/:token', 'door', showFeed),
];

type Mine = Visit<'signedIn'>;
const LABEL_MAX = 60;

async function showLabel(visit: Mine): Promise<Response> {
  const { c, deps, visitor } = visit;
  const caseId = c.req.param('caseId') ?? '';
  const page = isUuid(caseId) ? await deps.pages.case(visitor.session.personId, caseId) : null;
  if (!page || 'calls' in page) return problem(visit, 404, 'notFound');
  const { reader } = page;
  const code = 'report' in page ? page.code : page.overview.code;
  const label = (await deps.own.labels(visitor.session.personId)).get(caseId) ?? '';
  const title = word(reader, 'own.title');
  const body = html`${heading(title, 1)}<form method="post" action="/c/${caseId}/label" class="utrecht-form"><input type="hidden" name="token" value="${visitor.formToken}">
<div class="utrecht-form-field"><label class="utrecht-form-label" for="label">${word(reader, 'own.label', { code })}</label>
<p class="utrecht-form-field-description" id="label-hint">${word(reader, 'own.hint')}</p>
<input class="utrecht-textbox utrecht-textbox--html-input" id="label" name="label" value="${label}" maxlength="${LABEL_MAX}" aria-describedby="label-hint"></div>
<div class="schakel-actions"><button class="utrecht-button utrecht-button--primary-action" type="submit">${word(reader, 'own.save')}</button>
<a class="utrecht-button-link utrecht-button-link--html-a utrecht-button--subtle" href="/c/${caseId}">${word(reader, 'field.cancel')}</a></div></form>`;
  return show(visit, reader, { title, body });
}

async function setLabel(visit: Mine): Promise<Response> {
  const { c, deps, visitor } = visit;
  const { token, label } = await c.req.parseBody();
  if (!isOwnForm(visitor, token)) return problem(visit, 403, 'forged');
  const caseId = c.req.param('caseId') ?? '';
  const { personId } = visitor.session;
  const page = isUuid(caseId) ? await deps.pages.case(personId, caseId) : null;
  if (!page || 'calls' in page) return problem(visit, 404, 'notFound');
  const given = typeof label === 'string' ? [...orEmpty(label).trim()].slice(0, LABEL_MAX).join('') : '';
  await deps.own.setLabel(personId, caseId, given === '' ? null : given);
  return c.redirect(`/c/${caseId}`, 303);
}

/** Part of the page with one's settings. */
export function calendarSection(
  { reader }: Pick<HomePage, 'reader'>,
  since: string | null,
  formToken: string,
): Html {
  const button = (action: string, label: string): Html =>
    html`<form method="post" action="${action}"><input type="hidden" name="token" value="${formToken}"><button class="utrecht-button utrecht-button--secondary-action" type="submit">${label}</button></form>`;
  return html`${heading(word(reader, 'own.calendar'), 2)}<p class="utrecht-paragraph">${word(reader, 'own.calendarText')}</p>
${since ? html`<p class="utrecht-paragraph">${word(reader, 'own.calendarSince', { date: date(reader, dayOf(reader, since)) })}</p>` : NOTHING}
<div class="schakel-actions">${button('/me/calendar', word(reader, since ? 'own.calendarAgain' : 'own.calendarMake'))}
${since ? button('/me/calendar/end', word(reader, 'own.calendarEnd')) : NOTHING}</div>`;
}

/** The address is shown once: only its hash is kept. */
async function makeFeed(visit: Mine): Promise<Response> {
  const { c, deps, visitor } = visit;
  const { token } = await c.req.parseBody();
  if (!isOwnForm(visitor, token)) return problem(visit, 403, 'forged');
  const page = await deps.pages.home(visitor.session.personId);
  if (!page) return problem(visit, 404, 'notFound');
  const made = await deps.own.makeFeed(visitor.session.personId, deps.clock.now().toISOString());
  await deps.noteOwn(visitor.session.personId, 'calendar_made');
  const { reader } = page;
  const address = `${deps.publicUrl ?? new URL(c.req.url).origin}/calendar/${made}.ics`;
  const title = word(reader, 'own.calendarMade');
  const body = html`${heading(title, 1)}<p class="utrecht-paragraph">${word(reader, 'own.calendarMadeText')}</p>
<div class="schakel-actions"><a class="utrecht-button-link utrecht-button-link--html-a utrecht-button--primary-action" href="${address.replace(/^https?:/, 'webcal:')}">${word(reader, 'own.calendarSubscribe')}</a></div>
<p class="utrecht-paragraph">${word(reader, 'own.calendarPaste')}</p>
<p class="schakel-card"><code class="schakel-address">${address}</code></p><p><a class="utrecht-link" href="/me">${word(reader, 'me.title')}</a></p>`;
  return show(visit, reader, { title, body });
}

async function endFeed(visit: Mine): Promise<Response> {
  const { token } = await visit.c.req.parseBody();
  if (!isOwnForm(visit.visitor, token)) return problem(visit, 403, 'forged');
  const { personId } = visit.visitor.session;
  await visit.deps.own.endFeed(personId);
  await visit.deps.noteOwn(personId, 'calendar_ended');
  return visit.c.redirect('/me', 303);
}

/** How often a calendar asks again, in seconds: soon enough for a date that was moved, within the limit of the door. */
const REFRESH_S = 4 * 3600;

/** The dates that are asked of somebody: code and number, and not a word more. A calendar is read by many eyes. */
async function showFeed(visit: Visit): Promise<Response> {
  const { c, deps } = visit;
  const personId = await deps.own.feedOf((c.req.param('token') ?? '').replace(/\.ics$/, ''));
  const page = personId ? await deps.pages.dates(personId) : null;
  if (!page) return problem(visit, 404, 'notFound');
  const calendar = ical({
    name: 'Schakel',
    prodId: '//Schakel//Schakel//NL',
    method: ICalCalendarMethod.PUBLISH,
    ttl: REFRESH_S,
  });
  for (const { code, due } of page.cases)
    for (const a of due)
      calendar.createEvent({
        id: `${a.id}@schakel`,
        start: new Date(`${a.date}T00:00:00Z`),
        allDay: true,
        // A date on which something is due takes nobody's day: colleagues still see it as free.
        transparency: ICalEventTransparency.TRANSPARENT,
        busystatus: ICalEventBusyStatus.FREE,
        stamp: deps.clock.now(),
        summary: word(page.reader, 'own.event', { code, number: a.number }),
      });
  return c.body(calendar.toString(), 200, {
    'content-type': 'text/calendar; charset=utf-8',
    'cache-control': 'no-store',
  });
}
