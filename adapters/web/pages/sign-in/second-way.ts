import type { OnlyWay } from '../../../../src/app/sign-in/way-back.ts';
import type { Reader } from '../../../../src/ports/document.ts';
import { word } from '../../../../src/text/words/tools.ts';
import { offerPasskey } from '../../passkey.ts';
import { heading } from '../../render.ts';
import { route, type Visit } from '../../routes.ts';
import { type Html, html, NOTHING } from '../../shell/html.ts';
import { problem, show } from '../../shell/page.ts';
import { helperValues, terminalNote } from '../helper.ts';
import { addStep } from './second-step.ts';

/** People without a second step of their own are asked for one while they are in: the next time it is too late. */
export const secondWayRoutes = [route('get', '/second-way', 'signedIn', showSecondWay)];

const ID = /^[0-9a-f-]{36}$/;

async function showSecondWay(visit: Visit<'signedIn'>): Promise<Response> {
  const { deps, visitor, c } = visit;
  const { personId, how } = visitor.session;
  const [page, only] = await Promise.all([deps.pages.self(personId), deps.entry.onlyWayOf(personId, how)]);
  if (!page) return problem(visit, 404, 'notFound');
  if (!only) return c.redirect('/me', 303);
  const { reader } = page;
  const passkey = await offerPasskey(visit, []);
  const title = word(reader, 'secondWay.title');
  const about = c.req.query('about') ?? '';
  const body = html`${heading(title, 1)}
<p class="utrecht-paragraph">${word(reader, 'secondWay.text')} ${word(reader, 'secondWay.adds', { has: only.has ?? 'none' })}</p>
${otherwise(only, reader)}
<p class="utrecht-paragraph">${word(reader, 'secondWay.what')}</p>
${addStep(reader, passkey, visitor.formToken)}
${alsoAddress(only, reader)}
<p class="schakel-actions"><a class="utrecht-button-link utrecht-button-link--html-a utrecht-button--subtle" href="/${ID.test(about) ? `#told-${about}` : ''}">${word(reader, 'secondWay.skip')}</a></p>`;
  return show(visit, reader, { title, body });
}

/** Says what happens to a person who does nothing. */
function otherwise(only: OnlyWay, reader: Reader): Html {
  return html`<p class="utrecht-paragraph">${withoutIt(only, reader)}</p>${terminalNote(only.helper, reader)}`;
}

function withoutIt({ has, helper }: OnlyWay, reader: Reader): string {
  return word(reader, 'secondWay.otherwise', { ...helperValues(helper, reader), has: has ?? 'none' });
}

/** A number beside an address does as well. */
function alsoAddress({ has, canAdd }: OnlyWay, reader: Reader): Html {
  if (!canAdd || !has) return NOTHING;
  return html`<p class="utrecht-paragraph">${word(reader, 'secondWay.address', { has })} <a class="utrecht-link" href="/me/reach">${word(reader, 'secondWay.addAddress', { has })}</a></p>`;
}

/** The card stands on their own page as long as it is so. */
export function secondWayCard(only: OnlyWay | null, reader: Reader): Html {
  if (!only) return NOTHING;
  return html`<section class="schakel-card schakel-noprint">${heading(word(reader, 'secondWay.card'), 2)}
<p class="utrecht-paragraph">${withoutIt(only, reader)}</p>
<p class="schakel-actions"><a class="utrecht-button-link utrecht-button-link--html-a utrecht-button--secondary-action" href="/second-way">${word(reader, 'secondWay.add')}</a></p></section>`;
}
