import { randomUUID } from 'node:crypto';
import type { HealthPage } from '../../../../src/app/pages/region/health.ts';
import { localDate } from '../../../../src/domain/calendar/index.ts';
import type { Connection, DeadLetter } from '../../../../src/ports/region-health.ts';
import { date, word } from '../../../../src/text/words/tools.ts';
import { inboundOf } from '../../inbound.ts';
import { heading } from '../../render.ts';
import { route, type Visit } from '../../routes.ts';
import { type Html, html, NOTHING } from '../../shell/html.ts';
import { problem, show } from '../../shell/page.ts';
import { isOwnForm } from '../../visitor.ts';
import { isUuid } from '../case/case.ts';

/** Whether everything arrives, for the administrators of a region: kinds, codes and moments, never what a message says. */
export const healthRoutes = [
  route('get', '/r/:regionId/health', 'signedIn', showHealth),
  route('post', '/r/:regionId/health', 'signedIn', act),
];

async function showHealth(visit: Visit<'signedIn'>): Promise<Response> {
  const page = await pageOf(visit);
  if (!page) return problem(visit, 404, 'notFound');
  const title = word(page.reader, 'health.heading', { region: page.regionName });
  return show(visit, page.reader, {
    title: word(page.reader, 'health.title'),
    body: body(page, title, visit),
  });
}

function pageOf({ c, deps, visitor }: Visit<'signedIn'>): Promise<HealthPage | null> {
  const regionId = c.req.param('regionId') ?? '';
  return isUuid(regionId) ? deps.regions.health(visitor.session.personId, regionId) : Promise.resolve(null);
}

/** The same command that any other platform would send. */
async function act(visit: Visit<'signedIn'>): Promise<Response> {
  const { c, deps, visitor } = visit;
  const posted = await c.req.parseBody();
  if (!isOwnForm(visitor, posted.token)) return problem(visit, 403, 'forged');
  const page = await pageOf(visit);
  if (!page) return problem(visit, 404, 'notFound');
  const who = { personId: visitor.session.personId, regionKey: page.regionKey };
  const args = { messageId: String(posted.messageId ?? '') };
  const command = posted.act === 'leave' ? 'delivery.leave' : 'delivery.again';
  const request = { type: 'command', command, args } as const;
  const { reply } = await deps.useCases.handle(inboundOf(who, String(posted.once ?? ''), request));
  if (reply) await deps.sessions.say(visitor.token, reply);
  return c.redirect(`/r/${page.regionId}/health`, 303);
}

function body(page: HealthPage, title: string, visit: Visit<'signedIn'>): Html {
  const { reader, health } = page;
  const since = health.waitingSince ? moment(page, health.waitingSince) : 'none';
  const round = health.lastRound ? moment(page, health.lastRound.at) : 'none';
  return html`${heading(title, 1)}
<p class="utrecht-paragraph">${word(reader, 'health.waiting', { n: health.waiting, since })}</p>
<p class="utrecht-paragraph">${word(reader, 'health.round', { at: round })}</p>
<section aria-labelledby="connections"><h2 class="utrecht-heading-2" id="connections">${word(reader, 'health.connections')}</h2>
<ul class="utrecht-unordered-list">${health.connections.map((one) => html`<li class="utrecht-unordered-list__item">${connection(page, one)}</li>`)}</ul></section>
<section aria-labelledby="dead"><h2 class="utrecht-heading-2" id="dead">${word(reader, 'health.dead', { n: health.deadCount })}</h2>
${
  health.dead.length === 0
    ? html`<p class="utrecht-paragraph">${word(reader, 'health.deadNone')}</p>`
    : html`<p class="utrecht-paragraph">${word(reader, 'health.deadText')}</p>${health.dead.map((one) => letter(page, one, visit.visitor.formToken))}`
}
${health.deadCount > health.dead.length ? html`<p class="utrecht-paragraph">${word(reader, 'health.older', { n: health.deadCount - health.dead.length })}</p>` : NOTHING}</section>`;
}

function connection(page: HealthPage, { platform, name, disabledAt, failing }: Connection): Html {
  const { reader } = page;
  const place = word(reader, 'health.place', { platform, name: name || 'none' });
  if (disabledAt)
    return html`<strong>${place}</strong>: ${word(reader, 'health.disabled', { at: moment(page, disabledAt) })}`;
  if (failing > 0) return html`<strong>${place}</strong>: ${word(reader, 'health.failing', { n: failing })}`;
  return html`<strong>${place}</strong>: ${word(reader, 'health.connected')}`;
}

/** Words that people read have no name of this one in them. */
const KINDS: Readonly<Record<string, string>> = { EscalationAlert: 'HelpAsked' };

function letter(page: HealthPage, one: DeadLetter, formToken: string): Html {
  const { reader, regionId } = page;
  const what = word(reader, 'health.letter', { type: KINDS[one.type] ?? one.type, code: one.code ?? 'none' });
  return html`<article class="schakel-card"><h3 class="utrecht-heading-3">${what}</h3>
<p class="utrecht-paragraph">${word(reader, 'health.why', { reason: one.reason })} <span class="schakel-note">${moment(page, one.at)}</span></p>
${one.isRoomGone ? html`<p class="utrecht-paragraph schakel-note">${word(reader, 'health.roomGone')}</p>` : NOTHING}
<form method="post" action="/r/${regionId}/health"><input type="hidden" name="token" value="${formToken}"><input type="hidden" name="once" value="${randomUUID()}"><input type="hidden" name="messageId" value="${one.id}">
<p class="utrecht-paragraph schakel-note" id="left-${one.id}">${word(reader, 'health.leaveMeans', { for: one.isForRoom ? 'room' : 'person' })}</p>
<div class="schakel-actions">${
    one.isRoomGone
      ? NOTHING
      : html`<button class="utrecht-button utrecht-button--secondary-action" type="submit" aria-label="${word(reader, 'health.againWhat', { what })}">${word(reader, 'health.again')}</button>`
  }
<button class="utrecht-button utrecht-button--subtle" type="submit" name="act" value="leave" aria-label="${word(reader, 'health.leaveWhat', { what })}" aria-describedby="left-${one.id}">${word(reader, 'health.leave')}</button></div></form></article>`;
}

/** A day and a time where the region is. */
function moment({ reader, zone }: HealthPage, instant: string): string {
  const time = new Intl.DateTimeFormat('nl-NL', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  return word(reader, 'health.at', {
    date: date(reader, localDate(zone, instant)),
    time: time.format(new Date(instant)),
  });
}
