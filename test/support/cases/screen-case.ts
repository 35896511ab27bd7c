import type { Language } from '../../../src/domain/vocabulary.ts';
import { makeConsoleLink } from '../../../src/main/commands/sign-in-link.ts';
import { codeIn, pathIn } from '../../fakes/letters/letters.ts';
import {
  COORDINATOR,
  DIRECTOR,
  LEAD,
  MOTHER,
  MUNICIPALITY,
  SCHOOL,
  SCHOOL_DEPUTY,
} from '../people/in-slack.ts';
import { keyOf, ON_THE_WEB, webRegion } from '../people/on-the-web.ts';
import { type Schakel, startSchakel } from '../schakel/start-schakel.ts';
import { appCode } from '../web/authenticator.ts';
import { type Caller, callerOf, callerWith, cookieOf } from '../web/web-caller.ts';
import { seedCase } from './seeded-cases.ts';

/** A region with one of everything that a page can show, names and titles as long as they come among them. */
export interface ScreenCase {
  readonly schakel: Schakel<'web' | 'letters'>;
  readonly language: Language;
  readonly regionId: string;
  readonly caseId: string;
  /** Forty agreements with long titles. */
  readonly fullCaseId: string;
  readonly agreementId: string;
  /** Person id of the parent. */
  readonly motherId: string;
  /** Participant id of who came by a link, and for whom another number waits. */
  readonly guestId: string;
  /** Paths of links in every state that a link can be in. */
  readonly links: Readonly<
    Record<'open' | 'console' | 'used' | 'over' | 'blocked' | 'noWay' | 'mine', string>
  >;
  /** A parent with an app for the second step: what their browser holds. */
  readonly parent: string;
  close(): Promise<void>;
}

/** A workspace that waits, and one that its own people confirmed. */
export const WAITS = 'T0WACHT';
export const CONFIRMED = 'T0BEVESTIGD';
const NAME = 'Gezinsbegeleider van de Stichting voor Jeugdhulpverleningsorganisaties Noordoost';
const TITLE = 'Opbouwrooster met begeleiding op school en onderweg, drie ochtenden tot mei';

/** Thursday 18 March 2027, a week after the case was opened. */
export async function openScreenCase(language: Language): Promise<ScreenCase> {
  const region = regionWith(language, "email: long@example.org, phone: '+31610000001'");
  const schakel = await startSchakel({
    ...ON_THE_WEB,
    start: '2027-03-11T08:00:00.000Z',
    region,
    letters: true,
  });
  const known = await schakel.app.store.regionByKey('midden');
  const told = await story(schakel, language);
  const over = await letter(schakel, 'over@thuis.example');
  await schakel.at('2027-03-18', '09:00');
  const fullCaseId = await fullCase(schakel, await guest(schakel, told.caseId));
  const guestId = await addressesWait(schakel, language, told.caseId);
  // After that, since a region file that is read again says which workspaces there are.
  await workspaces(schakel);
  return {
    schakel,
    language,
    regionId: known?.id ?? '',
    ...told,
    motherId: await schakel.person(keyOf(MOTHER)),
    fullCaseId,
    guestId,
    ...(await entered(schakel, over)),
    close: () => schakel.stop(),
  };
}

/** Slack is not here: what a person of that workspace does in it is written down as the door writes it. */
async function workspaces(schakel: Schakel<'web' | 'letters'>): Promise<void> {
  const coordinator = await callerOf(schakel, keyOf(COORDINATOR));
  for (const teamId of [WAITS, CONFIRMED])
    await coordinator.fill('manage.slack', { region: 'midden' }, { teamId });
  const {
    clock,
    app: { store },
  } = schakel;
  const region = await store.regionByKey('midden');
  if (!region) throw new Error('no region');
  await store.commit({
    now: clock.now().toISOString(),
    cases: [],
    messages: [],
    regionFile: {
      regionId: region.id,
      version: region.version,
      file: region.file,
      audit: {
        actor: await schakel.person(keyOf(COORDINATOR)),
        action: 'region.workspace_confirmed',
        objectId: null,
      },
      isFile: false,
      confirmed: { platform: 'slack', externalId: CONFIRMED, by: 'U0BEHEER' },
    },
  });
}

async function story(
  schakel: Schakel<'web' | 'letters'>,
  language: Language,
): Promise<Pick<ScreenCase, 'caseId' | 'agreementId'>> {
  const [coordinator, lead, school, mother] = (await Promise.all(
    [COORDINATOR, LEAD, SCHOOL, MOTHER].map((who) => callerOf(schakel, keyOf(who))),
  )) as [Caller, Caller, Caller, Caller];
  await coordinator.fill('case.open', {}, { firstDay: '2027-01-04', region: 'midden' });
  const region = await schakel.app.store.regionByKey('midden');
  const [caseId = ''] = await schakel.app.store.openCaseIds(region?.id ?? '', null, 10);
  const state = async () => (await schakel.app.store.cases([caseId]))[0];
  const member = async (who: string): Promise<string> => {
    const personId = await schakel.person(who);
    return (await state())?.participants.find((p) => p.personId === personId)?.id ?? '';
  };
  for (const [who, role] of [
    [keyOf(LEAD), 'municipalCaseManager'],
    [keyOf(SCHOOL), 'supportCoordinator'],
    [keyOf(MOTHER), 'guardian'],
    ['long', 'careProvider'],
    [keyOf(MUNICIPALITY), 'attendanceOfficer'],
  ] as const)
    await coordinator.press('participant.add', { caseId, person: await schakel.person(who), role });
  for (const [email, phone, shownName] of [
    ['thuis@thuis.example', '0612345678', language === 'nl' ? 'Vader' : 'Father'],
    ['over@thuis.example', '0612345670', language === 'nl' ? 'Oma' : 'Grandmother'],
    ['arts@zorg.example', '', language === 'nl' ? 'Jeugdarts' : 'Youth doctor'],
  ] as const)
    await coordinator.fill(
      'participant.inviteByLink',
      { caseId },
      { shownName, role: 'parent', ownEmail: email, ownPhone: phone, language },
    );
  await lead.press('lead.accept', { caseId });
  const agree = async (title: string, who: string, due: string): Promise<void> => {
    const doneWhen =
      language === 'nl' ? 'gedeeld, met doelen en startdatum' : 'shared, with goals and a first day';
    await lead.press('agreement.create', {
      caseId,
      title,
      doneWhen,
      owner: await member(who),
      due,
      dueChosen: 1,
    });
  };
  await agree(language === 'nl' ? 'Onderwijsplan' : 'Education plan', keyOf(SCHOOL), '2027-03-17');
  await agree(TITLE, 'long', '2027-03-25');
  await agree(
    language === 'nl' ? 'Dagritme opschrijven' : 'Write down the rhythm of a day',
    keyOf(MOTHER),
    '2027-03-19',
  );
  await agree(language === 'nl' ? 'Kennismaken' : 'Get to know each other', keyOf(SCHOOL), '2027-03-16');
  const [plan, long, rhythm, meet] = (await state())?.agreements.map((a) => a.id) ?? [];
  if (!plan || !long || !rhythm || !meet) throw new Error('an agreement was refused');
  await mother.press('agreement.confirm', { agreementId: plan, textVersion: 1 });
  await school.press('strength.note', {
    caseId,
    words: language === 'nl' ? 'twee ochtenden gelukt' : 'two mornings worked',
  });
  await school.press('agreement.reportDone', { agreementId: meet });
  await mother.press('agreement.confirmDone', { agreementId: meet });
  await school.fill('agreement.stuck', { agreementId: plan }, { category: 'money', words: '' });
  await lead.press('ladder.raise', { agreementId: plan, rung: '3' });
  await coordinator.press('person.days', {});
  await schakel.settle();
  return { caseId, agreementId: rhythm };
}

function regionWith(language: Language, ways: string): string {
  const region = webRegion(language).replace(
    'organisations:',
    `  - { key: long, name: ${NAME}, ${ways} }\norganisations:`,
  );
  return `${region}public: { report: true }\n`;
}

/** Person id of the one who was invited by a link and did not come in. */
async function guest(schakel: Schakel<'web' | 'letters'>, caseId: string): Promise<string> {
  const [state] = await schakel.app.store.cases([caseId]);
  return state?.people.find((p) => ['Oma', 'Grandmother'].includes(p.name))?.id ?? '';
}

/**
 * Another address, and none any more, wait: in the region's list for the one with the long name, written by whoever runs
 * the installation, and in a case for who came by a link and takes part in another one too.
 */
async function addressesWait(
  schakel: Schakel<'web' | 'letters'>,
  language: Language,
  caseId: string,
): Promise<string> {
  await schakel.addRegion(regionWith(language, 'email: another.address@example.org'));
  const personId = await guest(schakel, caseId);
  const [state] = await schakel.app.store.cases([caseId]);
  const participant = state?.participants.find((p) => p.personId === personId)?.id ?? '';
  const lead = await callerOf(schakel, keyOf(LEAD));
  await lead.fill(
    'participant.newAddress',
    { caseId },
    { participant, ownEmail: '', ownPhone: '0612345699' },
  );
  await schakel.settle();
  return participant;
}

async function fullCase(schakel: Schakel<'web' | 'letters'>, guestId: string): Promise<string> {
  const region = await schakel.app.store.regionByKey('midden');
  if (!region) throw new Error('no region');
  const roles = [
    ['long', 'careProvider'],
    [keyOf(LEAD), 'municipalCaseManager'],
    [keyOf(MOTHER), 'guardian'],
    [keyOf(SCHOOL_DEPUTY), 'teacher'],
  ] as const;
  const people = await Promise.all(
    roles.map(async ([key, role]) => ({ id: await schakel.person(key), role })),
  );
  return seedCase(
    schakel.app.store,
    region,
    {
      code: 'Beuk-3',
      firstDayHome: '2026-11-30',
      openedAt: '2027-03-11T09:00:00.000Z',
      lead: await schakel.person(keyOf(LEAD)),
      missing: 'directeur samenwerkingsverband',
      people: [...people, { id: guestId, role: 'other' }],
      agreements: Array.from({ length: 40 }, (_, i) => ({
        title: `${TITLE} ${i + 1}`,
        due: `2027-03-${String(10 + (i % 20)).padStart(2, '0')}`,
        ...(i % 7 === 6 ? { doneOn: '2027-03-15' } : { stuck: i % 5 === 4 }),
      })),
    },
    '2027-03-18',
  );
}

/** A link by letter, as whoever asks for a new one gets it. */
async function letter(schakel: Schakel<'web' | 'letters'>, address: string): Promise<string> {
  const stranger = await callerWith(schakel.base, '');
  // What is asked twice within a minute is one letter.
  schakel.clock.advance(61_000);
  await stranger.post('/link', { address });
  await schakel.settle();
  return pathIn(schakel.letters.mails.filter((mail) => mail.to === address).at(-1));
}

async function entered(
  schakel: Schakel<'web' | 'letters'>,
  over: string,
): Promise<Pick<ScreenCase, 'links' | 'parent'>> {
  const stranger = await callerWith(schakel.base, '');
  const link = (address: string): Promise<string> => letter(schakel, address);
  const used = await link('thuis@thuis.example');
  await stranger.post(used, {});
  await schakel.settle();
  const inside = await stranger.post(`${used}/code`, { code: codeIn(schakel.letters.texts.at(-1)) });
  const parent = await callerWith(schakel.base, cookieOf(inside.headers));
  await withApp(schakel, parent);
  const blocked = await link('over@thuis.example');
  for (let n = 0; n < 5; n++) await stranger.post(`${blocked}/code`, { code: '000000' });
  return {
    parent: parent.cookie,
    links: {
      used,
      over,
      blocked,
      noWay: await link('moeder@example.org'),
      open: await link('over@thuis.example'),
      mine: await link('thuis@thuis.example'),
      console: `/in/${await makeConsoleLink(schakel.database.database.pool, await schakel.person(keyOf(DIRECTOR)), schakel.clock.now())}`,
    },
  };
}

async function withApp(schakel: Schakel<'web' | 'letters'>, who: Caller): Promise<void> {
  await who.post('/me/app', { token: who.formToken });
  const secret =
    /<code>([^<]+)<\/code>/.exec((await who.get('/me/app')).html)?.[1]?.replaceAll(' ', '') ?? '';
  const code = appCode(secret, schakel.clock.now());
  await who.post('/me/app/confirm', { token: who.formToken, code });
}
