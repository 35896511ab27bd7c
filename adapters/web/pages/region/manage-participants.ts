import type { OnePage, ParticipationPage } from '../../../../src/app/pages/participations.ts';
import { buttons, command, form, sure, word } from '../../../../src/text/words/tools.ts';
import type { TextKey } from '../../../../src/text/words/translate.ts';
import { heading, type Pen, renderBlocks } from '../../render.ts';
import { route, type Visit } from '../../routes.ts';
import { type Html, html, NOTHING } from '../../shell/html.ts';
import { problem, show } from '../../shell/page.ts';
import { isUuid } from '../case/case.ts';
import { backLink } from './manage.ts';

/** Lists the professionals who take part in each open case of a region, by organisation and by person. */
export const manageParticipantsRoutes = [
  route('get', '/manage/:region/participants', 'signedIn', showAll),
  route('get', '/manage/:region/participants/:person', 'signedIn', showOne),
];

async function showAll(visit: Visit<'signedIn'>): Promise<Response> {
  const { c, deps, visitor } = visit;
  const page = await deps.participations.all(visitor.session.personId, c.req.param('region') ?? '');
  if (!page) return problem(visit, 404, 'notFound');
  const { reader, file, groups, others } = page;
  const title = word(reader, 'manage.part.participants');
  const body = html`${backLink(reader, file.key)}${heading(title, 1)}
<p class="utrecht-paragraph">${word(reader, 'manage.participantsText')}</p>
${groups.length === 0 ? html`<p class="utrecht-paragraph">${word(reader, 'manage.participantsNone')}</p>` : NOTHING}
${groups.map((group) => groupOf(page, group))}
${
  others.length === 0
    ? NOTHING
    : html`<section class="schakel-card">${heading(word(reader, 'manage.participantsOthers'), 2)}
<ul class="utrecht-unordered-list">${others.map((one) => html`<li class="utrecht-unordered-list__item">${personLink(page, one)}</li>`)}</ul></section>`
}`;
  return show(visit, reader, { title, body });
}

function groupOf(
  page: ParticipationPage,
  { organisation, people }: ParticipationPage['groups'][number],
): Html {
  const name = organisation ?? word(page.reader, 'manage.participantsLoose');
  return html`<section class="schakel-card">${heading(name, 2)}
<ul class="utrecht-unordered-list">${people.map(
    (one) =>
      html`<li class="utrecht-unordered-list__item">${personLink(page, one)} <span class="schakel-note">${one.codes.join(', ')}</span></li>`,
  )}</ul></section>`;
}

function personLink({ file }: ParticipationPage, { id, name }: { id: string; name: string }): Html {
  return html`<a class="utrecht-link" href="/manage/${file.key}/participants/${id}">${name}</a>`;
}

async function showOne(visit: Visit<'signedIn'>): Promise<Response> {
  const { c, deps, visitor } = visit;
  const [region, who] = [c.req.param('region') ?? '', c.req.param('person') ?? ''];
  const page = isUuid(who) ? await deps.participations.one(visitor.session.personId, region, who) : null;
  if (!page) return problem(visit, 404, 'notFound');
  const { reader, file, person, cases } = page;
  const pen: Pen = { reader, formToken: visitor.formToken, headings: 3 };
  const args = { region: file.key, person: person.id };
  const body = html`<p><a class="utrecht-link" href="/manage/${file.key}/participants">${word(reader, 'manage.part.participants')}</a></p>${heading(person.name, 1)}
${cases.length === 0 ? html`<p class="utrecht-paragraph">${word(reader, 'manage.participantNone')}</p>` : NOTHING}
${renderBlocks(
  [
    buttons(
      cases.length > 0 && form(reader, 'manage.b.replace', 'manage.replace', args, { style: 'primary' }),
      form(reader, 'manage.b.join', 'manage.join', args),
    ),
  ],
  pen,
)}
${alsoNamed(page)}
${cases.map((one) => partOf(page, one, pen))}`;
  return show(visit, reader, { title: person.name, body });
}

/** Taking somebody out of their cases leaves the region as it is; that has its own page. */
function alsoNamed({ reader, file, uses }: OnePage): Html {
  if (uses.length === 0) return NOTHING;
  const named = uses.map((u) => word(reader, `manage.use.${u.as}` as TextKey, { where: u.where })).join('; ');
  return html`<p class="utrecht-paragraph schakel-note">${word(reader, 'manage.uses', { uses: named })} <a class="utrecht-link" href="/manage/${file.key}/people">${word(reader, 'manage.usesChange')}</a></p>`;
}

function partOf({ reader, person }: OnePage, one: OnePage['cases'][number], pen: Pen): Html {
  const removal = command(
    reader,
    'manage.b.remove',
    'participant.remove',
    { caseId: one.caseId, participant: one.participantId },
    sure(reader, 'manage.partRemoveSure', { name: person.name, code: one.code }),
  );
  const role = word(reader, `role.${one.role}` as TextKey);
  const astray = form(reader, 'manage.b.removeWrong', 'participant.remove', {
    caseId: one.caseId,
    participant: one.participantId,
  });
  return html`<section class="schakel-card"><h2 class="utrecht-heading-2"><a class="utrecht-link" href="/c/${one.caseId}">${one.code}</a></h2>
<p class="utrecht-paragraph">${word(reader, 'manage.partText', {
    role,
    organisation: one.organisation ?? 'none',
    lead: one.isLead ? 'yes' : 'no',
    owns: one.owns ? 'yes' : 'no',
  })}</p>
${one.owns ? NOTHING : renderBlocks([buttons(removal, astray)], pen)}</section>`;
}
