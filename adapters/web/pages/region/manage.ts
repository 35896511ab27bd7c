import type { SetupPage } from '../../../../src/app/pages/region/manage.ts';
import { legalDue, withoutLegal } from '../../../../src/domain/manage/covenant.ts';
import { isEntryDue } from '../../../../src/domain/manage/directory.ts';
import { allBases } from '../../../../src/domain/region/bases.ts';
import { directoryOf } from '../../../../src/domain/region/directory.ts';
import { libraryOf } from '../../../../src/domain/region/library.ts';
import { termsOf } from '../../../../src/domain/region/terms.ts';
import type { Reader } from '../../../../src/ports/document.ts';
import { administrationSections } from '../../../../src/text/compose/manage/administration.ts';
import { calendarSections, timeSections } from '../../../../src/text/compose/manage/calendar.ts';
import { organisationSections } from '../../../../src/text/compose/manage/contacts.ts';
import { basisSections, covenantSections } from '../../../../src/text/compose/manage/covenant.ts';
import { directorySections, methodSections } from '../../../../src/text/compose/manage/guidance.ts';
import { ladderSections } from '../../../../src/text/compose/manage/ladder.ts';
import { librarySections } from '../../../../src/text/compose/manage/library.ts';
import { peopleSections } from '../../../../src/text/compose/manage/people.ts';
import type { Section, Setup } from '../../../../src/text/compose/manage/setup.ts';
import { termSections } from '../../../../src/text/compose/manage/terms.ts';
import { word } from '../../../../src/text/words/tools.ts';
import type { TextKey } from '../../../../src/text/words/translate.ts';
import { heading, type Pen, renderBlocks } from '../../render.ts';
import { route, type Visit } from '../../routes.ts';
import { type Html, html, NOTHING } from '../../shell/html.ts';
import { problem, show } from '../../shell/page.ts';

/** How a region is set up: a page for each part, which says what it now is, with a form for each thing. */
export const manageRoutes = [
  route('get', '/manage/:region', 'signedIn', showAll),
  route('get', '/manage/:region/:part', 'signedIn', showPart),
];

const PARTS: Readonly<Record<string, (setup: Setup) => Section[]>> = {
  organisations: organisationSections,
  people: peopleSections,
  ladder: ladderSections,
  calendar: calendarSections,
  times: timeSections,
  directory: directorySections,
  library: librarySections,
  terms: termSections,
  covenant: covenantSections,
  bases: basisSections,
  method: methodSections,
  connections: administrationSections,
};

/** Pages of their own; some are for coordinators only. */
const OTHERS = ['participants', 'file', 'cases'] as const;

export function setupFor({ c, deps, visitor }: Visit<'signedIn'>): Promise<SetupPage | null> {
  return deps.manage.setup(visitor.session.personId, c.req.param('region') ?? '');
}

async function showAll(visit: Visit<'signedIn'>): Promise<Response> {
  const setup = await setupFor(visit);
  if (!setup) return problem(visit, 404, 'notFound');
  const { reader, file } = setup;
  const links = [...Object.keys(PARTS), ...OTHERS].filter((part) => mayOpen(setup, part));
  const body = html`${heading(word(reader, 'manage.title'), 1)}
<p class="utrecht-paragraph">${word(reader, 'manage.intro', { name: file.name })}</p>
${notes(setup)}
<ul class="schakel-list">${links.map(
    (
      part,
    ) => html`<li class="schakel-card"><a class="utrecht-link" href="/manage/${file.key}/${part}"><strong>${word(reader, `manage.part.${part}` as TextKey)}</strong></a>
<p class="utrecht-paragraph">${word(reader, `manage.about.${part}` as TextKey, about(setup))}</p></li>`,
  )}</ul>`;
  return show(visit, reader, { title: word(reader, 'manage.title'), body });
}

function about({ file, toCheck, today }: SetupPage): Record<string, number | string> {
  const entries = directoryOf(file);
  const points = file.organisations.reduce((n, o) => n + o.contactPoints.length, 0);
  return {
    toCheck,
    points,
    organisations: file.organisations.length,
    people: file.people.length,
    rungs: file.ladder.length,
    open: file.public?.workingMethod ? 'yes' : 'no',
    examples: libraryOf(file).length,
    terms: termsOf(file).length,
    covenant: file.covenant?.name ?? 'none',
    without: withoutLegal(file).length,
    legalDue: legalDue(file, today),
    bases: allBases(file).filter((one) => !one.isOff).length,
    entries: entries.length,
    entriesDue: entries.filter((one) => isEntryDue(one, today)).length,
  };
}

/** A person who reads a file over this is told beforehand. */
function notes(setup: SetupPage): Html {
  const key: TextKey = setup.differsFromFile ? 'manage.fileDiffers' : 'manage.fileWins';
  return html`<p class="utrecht-paragraph schakel-note">${word(setup.reader, key)}</p>`;
}

export function mayOpen(setup: SetupPage, part: string): boolean {
  if (part === 'connections') return setup.isAdministrator;
  return part === 'cases' || part === 'participants' ? setup.isCoordinator : true;
}

async function showPart(visit: Visit<'signedIn'>): Promise<Response> {
  const setup = await setupFor(visit);
  const part = visit.c.req.param('part') ?? '';
  const sections = Object.hasOwn(PARTS, part) ? PARTS[part] : undefined;
  if (!setup || !sections || !mayOpen(setup, part)) return problem(visit, 404, 'notFound');
  const { reader } = setup;
  const title = word(reader, `manage.part.${part}` as TextKey);
  const pen: Pen = { reader, formToken: visit.visitor.formToken, headings: 3 };
  const body = html`${backLink(reader, setup.file.key)}${heading(title, 1)}
${notes(setup)}
${sections(setup).map(
  (section) =>
    html`<section class="schakel-card">${heading(section.title, 2)}${renderBlocks(section.blocks, pen)}${linkOf(section)}</section>`,
)}`;
  return show(visit, reader, { title, body });
}

function linkOf({ link }: Section): Html {
  return link
    ? html`<p class="utrecht-paragraph"><a class="utrecht-link" href="${link.path}">${link.label}</a></p>`
    : NOTHING;
}

export function backLink(reader: Reader, region: string): Html {
  return html`<p><a class="utrecht-link" href="/manage/${region}">${word(reader, 'manage.title')}</a></p>`;
}

const BACK: readonly (readonly [RegExp, string])[] = [
  [/^manage\.(organisation|contact)/, '/organisations'],
  [/^manage\.(person|roles|address|newLink|showLink|away|back)/, '/people'],
  [/^manage\.(rung|escalation)/, '/ladder'],
  [/^manage\.(holidays|holidayKinds|dayOff|school)/, '/calendar'],
  [/^manage\.(hours|timers)/, '/times'],
  [/^manage\.directory/, '/directory'],
  [/^manage\.library/, '/library'],
  [/^manage\.term/, '/terms'],
  [/^manage\.(covenant|legal)/, '/covenant'],
  [/^manage\.basis/, '/bases'],
  [/^manage\.workingMethod/, '/method'],
  [/^manage\.file/, '/file'],
  [/^case\.import/, '/cases'],
  [/^manage\.(replace|join)/, '/participants'],
  [/^manage\./, '/connections'],
];

/** Where one goes back to from a command of these pages. */
export function manageBack(
  command: string,
  region: string,
  args: Readonly<Record<string, unknown>>,
): string | null {
  const part = BACK.find(([name]) => name.test(command))?.[1];
  if (!part) return null;
  const ofSchool = part === '/calendar' && typeof args.organisation === 'string';
  return `/manage/${region}${ofSchool ? '/organisations' : part}`;
}
