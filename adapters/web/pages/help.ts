import type { Reader } from '../../../src/ports/document.ts';
import { word } from '../../../src/text/words/tools.ts';
import type { TextKey } from '../../../src/text/words/translate.ts';
import {
  GUIDES,
  type GuideName,
  guide,
  PRIVACY_NOTICES,
  type PrivacyNoticeName,
  picture,
  privacyNotice,
} from '../guides.ts';
import { heading } from '../render.ts';
import { route, type Visit } from '../routes.ts';
import { html } from '../shell/html.ts';
import { problem, show, strangerOf } from '../shell/page.ts';
import { guidanceLinks } from './region/guidance.ts';

/** How it works, for each kind of user; also for who is not signed in yet. */
export const helpRoutes = [
  route('get', '/help', 'anyone', showChoice),
  route('get', '/help/:guide', 'anyone', showGuide),
  route('get', '/help/pictures/:name', 'anyone', showPicture),
  ...PRIVACY_NOTICES.map((name) =>
    route('get', `/${name}`, 'anyone', (visit) => showPrivacyNotice(visit, name)),
  ),
];

/** The language of who is signed in, else the browser's; another one with `?lang=`. */
async function readerOf(visit: Visit): Promise<Reader> {
  return readerFor(visit, (await selfOf(visit))?.reader);
}

async function selfOf({ visitor, deps }: Visit) {
  return visitor && deps.pages.self(visitor.session.personId);
}

function readerFor(visit: Visit, own: Reader | undefined): Reader {
  const reader = own ?? strangerOf(visit);
  const wanted = visit.c.req.query('lang');
  return wanted === 'nl' || wanted === 'en' ? { ...reader, language: wanted } : reader;
}

async function showChoice(visit: Visit): Promise<Response> {
  const self = await selfOf(visit);
  const reader = readerFor(visit, self?.reader);
  const body = html`${heading(word(reader, 'guide.title'), 1)}<ul class="utrecht-link-list utrecht-link-list--html-ul">${GUIDES.map(
    (name) =>
      html`<li><a class="utrecht-link" href="/help/${name}?lang=${reader.language}">${word(reader, `guide.${name}` as TextKey)}</a></li>`,
  )}</ul>${ofRegions(self?.regions ?? [], reader)}${otherLanguage('/help', reader)}`;
  return show(visit, reader, { title: word(reader, 'guide.title'), body });
}

/** How each region that knows them works, and who can help there. */
function ofRegions(regions: readonly { readonly key: string; readonly name: string }[], reader: Reader) {
  return regions.map(({ key, name }) => html`${heading(name, 2)}${guidanceLinks(key, reader)}`);
}

async function showGuide(visit: Visit): Promise<Response> {
  const name = visit.c.req.param('guide') ?? '';
  const reader = await readerOf(visit);
  if (!isGuide(name)) return problem(visit, 404, 'notFound', reader);
  const body = html`${guide(name, reader.language)}<hr class="utrecht-separator">
<p class="schakel-noprint"><a class="utrecht-link" href="/help?lang=${reader.language}">${word(reader, 'guide.others')}</a></p>${otherLanguage(`/help/${name}`, reader)}`;
  return show(visit, reader, { title: word(reader, `guide.${name}` as TextKey), body });
}

async function showPrivacyNotice(visit: Visit, name: PrivacyNoticeName): Promise<Response> {
  const reader = await readerOf(visit);
  const body = html`${privacyNotice(name, reader.language)}${otherLanguage(`/${name}`, reader)}`;
  return show(visit, reader, { title: word(reader, `notice.${name}`), body });
}

function otherLanguage(path: string, { language }: Reader) {
  const other = language === 'nl' ? 'en' : 'nl';
  const label = other === 'nl' ? 'Nederlands' : 'English';
  return html`<p class="schakel-noprint"><a class="utrecht-link" href="${path}?lang=${other}" lang="${other}" hreflang="${other}">${label}</a></p>`;
}

function isGuide(name: string): name is GuideName {
  return (GUIDES as readonly string[]).includes(name);
}

async function showPicture(visit: Visit): Promise<Response> {
  const found = picture(visit.c.req.param('name') ?? '');
  if (!found) return problem(visit, 404, 'notFound');
  return visit.c.body(found, 200, { 'content-type': 'image/png' });
}
