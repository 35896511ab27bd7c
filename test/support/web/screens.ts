import type { Page } from 'playwright-core';
import { CONFIRMED, type ScreenCase, WAITS } from '../cases/screen-case.ts';
import { CONTACT, COORDINATOR, LEAD, MOTHER, SCHOOL, STRANGER } from '../people/in-slack.ts';
import { keyOf } from '../people/on-the-web.ts';
import { follow } from '../schakel/parts/web.ts';

/** One thing that somebody can have in front of them. */
export interface Screen {
  readonly name: string;
  /** Key of the region file; `parent`: with an app for the second step; left out: nobody who is signed in. */
  readonly who?: string;
  readonly path: (t: ScreenCase) => string;
  /** The steps that they take there before it is looked at. */
  readonly act?: (page: Page) => Promise<void>;
  /** The status of the page; 200 when left out. */
  readonly status?: number;
  /** More than a keyboard goes through in a test. */
  readonly long?: boolean;
}

const send = (page: Page): Promise<void> => follow(page.locator('main button[type=submit]').last());
/** A browser's own checks are switched off: some do not make them. */
const unasked = (page: Page): Promise<void> =>
  page
    .locator('main form')
    .last()
    .evaluate((form) => form.setAttribute('novalidate', ''));
const fill = (name: string, value: string) => async (page: Page) => {
  await page.locator(`main [name="${name}"]`).fill(value);
  await send(page);
};
const newAddress = (typed: string) => async (page: Page) => {
  await page.locator('#new-email').fill(typed);
  await follow(page.locator('form:has(#new-email) button'));
};
const unfolded = async (page: Page): Promise<void> => {
  for (const one of await page.locator('main details').all())
    await one.evaluate((details) => details.setAttribute('open', ''));
};

const OUT: readonly Screen[] = [
  { name: 'signed-out', path: () => '/', status: 401 },
  { name: 'sign-in', path: () => '/sign-in' },
  { name: 'link', path: () => '/link' },
  { name: 'link-wrong', path: () => '/link', act: fill('address', 'geen adres') },
  { name: 'link-asked', path: () => '/link', act: fill('address', 'niemand@example.org') },
  { name: 'in-console', path: (t) => t.links.console },
  { name: 'in-open', path: (t) => t.links.open },
  { name: 'in-code', path: (t) => `${t.links.open}/code` },
  { name: 'in-code-wrong', path: (t) => `${t.links.open}/code`, act: fill('code', '000000') },
  { name: 'in-code-app', path: (t) => `${t.links.mine}/code` },
  { name: 'in-no-way', path: (t) => `${t.links.noWay}/code` },
  { name: 'in-used', path: (t) => t.links.used, status: 410 },
  { name: 'in-over', path: (t) => t.links.over, status: 410 },
  { name: 'in-blocked', path: (t) => t.links.blocked, status: 410 },
  { name: 'in-unknown', path: () => '/in/there-never-was-one', status: 410 },
  { name: 'not-found', path: () => '/no/such/page', status: 404 },
  { name: 'method', path: () => '/do', status: 405 },
  { name: 'no-such-door', path: () => '/sign-in/slack/back', status: 404 },
  { name: 'report', path: () => '/report/midden' },
  { name: 'report-wrong', path: () => '/report/midden', act: fill('address', 'geen adres') },
  { name: 'report-none', path: () => '/report/nergens', status: 404 },
  { name: 'privacy', path: () => '/privacy' },
  { name: 'terms', path: () => '/terms' },
  { name: 'help', path: () => '/help' },
  ...['parents', 'professionals', 'coordinators', 'administrators'].map((guide) => ({
    name: `help-${guide}`,
    path: () => `/help/${guide}`,
  })),
];

const family = keyOf(MOTHER);
const FAMILY: readonly Screen[] = [
  { name: 'parent-home', who: family, path: () => '/' },
  { name: 'parent-room', who: family, path: (t) => `/c/${t.caseId}`, act: unfolded, long: true },
  { name: 'parent-room-full', who: family, path: (t) => `/c/${t.fullCaseId}`, long: true },
  { name: 'parent-label', who: family, path: (t) => `/c/${t.caseId}/label` },
  { name: 'parent-timeline', who: family, path: (t) => `/c/${t.caseId}/timeline` },
  { name: 'parent-terms', who: family, path: (t) => `/c/${t.caseId}/terms` },
  { name: 'parent-requests', who: family, path: (t) => `/c/${t.caseId}/requests` },
  { name: 'parent-take-along', who: family, path: (t) => `/c/${t.caseId}/take-along` },
  { name: 'parent-who', who: family, path: (t) => `/c/${t.caseId}/who` },
  { name: 'parent-passed-on', who: family, path: (t) => `/c/${t.caseId}/passed-on` },
  {
    name: 'parent-dispute',
    who: family,
    path: (t) => `/form/agreement.dispute?agreementId=${t.agreementId}&textVersion=1`,
  },
  { name: 'parent-good', who: family, path: (t) => `/form/strength.note?caseId=${t.caseId}` },
  { name: 'parent-stuck', who: family, path: (t) => `/form/agreement.stuck?agreementId=${t.agreementId}` },
  {
    name: 'parent-new-date',
    who: family,
    path: (t) => `/form/agreement.proposeDate?agreementId=${t.agreementId}`,
  },
  {
    name: 'parent-new-date-wrong',
    who: family,
    path: (t) => `/form/agreement.proposeDate?agreementId=${t.agreementId}`,
    act: async (page) => {
      await unasked(page);
      await fill('date', 'ooit')(page);
    },
  },
  {
    name: 'examples',
    who: family,
    path: (t) => `/form/library.post?caseId=${t.caseId}&templates=bridging,care-plan`,
  },
  { name: 'parent-agreement', who: family, path: (t) => `/form/agreement.create?caseId=${t.caseId}` },
  {
    name: 'parent-agreement-wrong',
    who: family,
    path: (t) => `/form/agreement.create?caseId=${t.caseId}`,
    act: async (page) => {
      await unasked(page);
      await send(page);
    },
  },
  { name: 'parent-me', who: family, path: () => '/me' },
  { name: 'parent-second-way', who: family, path: () => '/second-way' },
  { name: 'parent-me-app', who: 'parent', path: () => '/me' },
  {
    name: 'parent-app',
    who: family,
    path: () => '/me',
    act: (page) => follow(page.locator('form[action="/me/app"] button')),
  },
  { name: 'parent-own-address', who: family, path: () => '/me/reach' },
  {
    name: 'parent-own-address-wrong',
    who: family,
    path: () => '/me/reach',
    act: newAddress('geen adres'),
  },
  {
    name: 'parent-own-address-code',
    who: family,
    path: () => '/me/reach',
    act: newAddress('nieuw@thuis.example'),
  },
  { name: 'parent-own-address-none', who: 'parent', path: () => '/me/reach/code' },
  { name: 'parent-app-wrong', who: family, path: () => '/me/app', act: fill('code', '000000') },
  {
    name: 'parent-calendar',
    who: family,
    path: () => '/me',
    act: (page) => follow(page.locator('form[action="/me/calendar"] button')),
  },
  { name: 'parent-me-calendar', who: family, path: () => '/me' },
  { name: 'parent-reach', who: family, path: () => '/form/person.reach' },
  { name: 'parent-away', who: family, path: () => '/form/absence.report' },
  { name: 'parent-method', who: family, path: () => '/do', status: 405 },
  {
    name: 'parent-not-found',
    who: family,
    path: () => '/c/00000000-0000-4000-8000-000000000000',
    status: 404,
  },
  {
    name: 'parent-forged',
    who: family,
    path: (t) => `/c/${t.caseId}/label`,
    act: async (page) => {
      await page.locator('main [name=token]').evaluate((field) => field.setAttribute('value', 'forged'));
      await send(page);
    },
  },
  {
    name: 'parent-too-large',
    who: family,
    path: (t) => `/c/${t.caseId}/label`,
    act: async (page) => {
      await page.locator('main [name=label]').evaluate((field) => field.removeAttribute('maxlength'));
      await fill('label', 'x'.repeat(70_000))(page);
    },
  },
  { name: 'parent-who-can-help', who: family, path: () => '/who-can-help/midden' },
  { name: 'parent-how-we-work', who: family, path: () => '/how-we-work/midden' },
  { name: 'parent-help', who: family, path: () => '/help/parents' },
];

const form = (who: string, name: string, query: (t: ScreenCase) => string): Screen => ({
  name: `${who === keyOf(LEAD) ? 'lead' : 'owner'}-${name}`,
  who,
  path: (t) => `/form/${name}?${query(t)}`,
});
const lead = keyOf(LEAD);
const WORK: readonly Screen[] = [
  { name: 'empty-home', who: keyOf(STRANGER), path: () => '/' },
  { name: 'empty-me', who: keyOf(STRANGER), path: () => '/me' },
  { name: 'asked-address', who: 'long', path: () => '/me' },
  { name: 'owner-home', who: keyOf(SCHOOL), path: () => '/' },
  { name: 'owner-room', who: keyOf(SCHOOL), path: (t) => `/c/${t.caseId}`, long: true },
  { name: 'lead-home', who: lead, path: () => '/', long: true },
  { name: 'lead-room', who: lead, path: (t) => `/c/${t.caseId}`, act: unfolded, long: true },
  { name: 'lead-room-full', who: lead, path: (t) => `/c/${t.fullCaseId}`, long: true },
  { name: 'lead-who', who: lead, path: (t) => `/c/${t.caseId}/who` },
  { name: 'lead-who-full', who: lead, path: (t) => `/c/${t.fullCaseId}/who` },
  { name: 'lead-timeline-full', who: lead, path: (t) => `/c/${t.fullCaseId}/timeline` },
  { name: 'asked-for-help-home', who: keyOf(CONTACT), path: () => '/' },
  { name: 'asked-for-help-room', who: keyOf(CONTACT), path: (t) => `/c/${t.caseId}`, long: true },
  form(lead, 'agreement.create', (t) => `caseId=${t.caseId}`),
  form(lead, 'agreement.create', (t) => `caseId=${t.fullCaseId}`),
  form(lead, 'agreement.revise', (t) => `agreementId=${t.agreementId}`),
  form(lead, 'agreement.pause', (t) => `agreementId=${t.agreementId}`),
  form(lead, 'agreement.askLess', (t) => `agreementId=${t.agreementId}`),
  form(lead, 'agreement.enterByPhone', (t) => `agreementId=${t.agreementId}`),
  form(lead, 'deputy.set', (t) => `caseId=${t.caseId}`),
  form(lead, 'participant.newAddress', (t) => `caseId=${t.caseId}`),
  form(lead, 'participant.remove', (t) => `caseId=${t.caseId}`),
  form(keyOf(SCHOOL), 'person.days', () => ''),
];

const coordinator = keyOf(COORDINATOR);
const manage = [
  '',
  '/organisations',
  '/people',
  '/participants',
  '/ladder',
  '/calendar',
  '/times',
  '/directory',
  '/library',
  '/terms',
  '/covenant',
  '/bases',
  '/method',
  '/connections',
  '/file',
  '/cases',
];
const COORDINATORS: readonly Screen[] = [
  { name: 'coordinator-home', who: coordinator, path: () => '/' },
  { name: 'coordinator-room', who: coordinator, path: (t) => `/c/${t.caseId}`, act: unfolded, long: true },
  { name: 'coordinator-me', who: coordinator, path: () => '/me' },
  { name: 'coordinator-second-way', who: coordinator, path: () => '/second-way' },
  { name: 'overview', who: coordinator, path: (t) => `/r/${t.regionId}` },
  { name: 'overview-none', who: coordinator, path: (t) => `/r/${t.regionId}?need=noLead` },
  { name: 'health', who: coordinator, path: (t) => `/r/${t.regionId}/health` },
  { name: 'case-open', who: coordinator, path: () => '/form/case.open?region=midden' },
  { name: 'add-person', who: coordinator, path: (t) => `/form/participant.add?caseId=${t.caseId}` },
  { name: 'invite', who: coordinator, path: (t) => `/form/participant.inviteByLink?caseId=${t.caseId}` },
  { name: 'show-link', who: coordinator, path: (t) => `/form/participant.showLink?caseId=${t.caseId}` },
  {
    name: 'confirm-address',
    who: coordinator,
    path: (t) => `/form/participant.confirmAddress?caseId=${t.caseId}&participant=${t.guestId}`,
  },
  {
    name: 'invite-wrong',
    who: coordinator,
    path: (t) => `/form/participant.inviteByLink?caseId=${t.caseId}`,
    act: async (page) => {
      await unasked(page);
      await fill('ownEmail', 'bij de buren')(page);
    },
  },
  {
    name: 'invited',
    who: coordinator,
    path: (t) => `/form/participant.inviteByLink?caseId=${t.caseId}`,
    act: async (page) => {
      await page.locator('[name=shownName]').fill('Schoolarts');
      await page.locator('[name=role]').selectOption('youthDoctor');
      await page.locator('[name=language]').first().check();
      await fill('ownEmail', 'schoolarts@zorg.example')(page);
    },
    long: true,
  },
  ...manage.map((part) => ({
    name: `manage${part.replace('/', '-')}`,
    who: coordinator,
    path: () => `/manage/midden${part}`,
  })),
  // The workspace that waits, with the code that was just made; and beside it one that its own people confirmed.
  {
    name: 'workspace-waits',
    who: coordinator,
    path: () => '/manage/midden/connections',
    act: (page) =>
      follow(page.locator('section', { hasText: WAITS }).locator('form[action="/do"] button').first()),
  },
  {
    name: 'workspace-confirmed',
    who: coordinator,
    path: () => '/manage/midden/connections',
    act: (page) => page.locator('section', { hasText: CONFIRMED }).scrollIntoViewIfNeeded(),
  },
  {
    name: 'manage-participant',
    who: coordinator,
    path: (t) => `/manage/midden/participants/${t.motherId}`,
  },
];

export const SCREENS: readonly Screen[] = [...OUT, ...FAMILY, ...WORK, ...COORDINATORS];
