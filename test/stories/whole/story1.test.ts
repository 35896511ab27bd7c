import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '../../../src/domain/vocabulary.ts';
import { say, type TextKey } from '../../../src/text/words/translate.ts';
import { codeIn, pathIn } from '../../fakes/letters/letters.ts';
import { ok } from '../../support/people/actor.ts';
import { follow } from '../../support/schakel/parts/web.ts';
import { type Party, PEOPLE, partyIn, type Story1, startStory1, type Who } from './story1-people.ts';

/** Where pictures of what the mother sees are put, to be looked at; without it none are made. */
const PICTURES = process.env.STORY_PICTURES;
const HER_MAIL = 'moeder@thuis.example';
const QUESTION = 'Zij wil weer naar de klas, eerst twee uur per dag.';
const ANSWER = 'Een rustige plek bij de intern begeleider kan vanaf maandag.';
/** Words that people typed, which may stand behind the link alone. */
const SUBSTANCE = [QUESTION, ANSWER, 'rustige plek', 'twee uur per dag'];
const ASKED = ['school', 'gemeente', 'swv', 'leerplicht'] as const satisfies readonly Party[];
const PROFESSIONALS = ['school', 'casemanager', 'traject', 'leerplicht', 'therapeut'] as const;

type Values = Readonly<Record<string, string | readonly string[] | null>>;

/**
 * Story 1: a case that begins with its intake. The municipality and the partnership are in two tenants of Teams, the
 * school is in Slack, the mother at home with a telephone.
 */
describe.each(['nl', 'en'] as const)('story 1 in %s: intake, consent, one lead', (language: Language) => {
  let at: Story1;
  let mother: Page;
  let coordinator: Page;
  let room = '';
  const w = (key: string, values: Readonly<Record<string, string | number>> = {}): string =>
    say(language, key as TextKey, { formal: 'no', ...values });
  const date = (nl: string, en: string): string => (language === 'nl' ? nl : en);
  const types = async (who: Who, line: string, values?: Values): Promise<void> => {
    ok(await at.as(who).command(at.room() || 'dm', line));
    if (values) ok(await at.as(who).submit(values));
    await at.settle();
  };
  const presses = async (who: Who, button: string, values?: Values, text = ''): Promise<void> => {
    ok(await at.as(who).click({ channel: 'dm', text }, button));
    if (values) ok(await at.as(who).submit(values));
    await at.settle();
  };
  const motherReads = (): Promise<string> => mother.locator('main').innerText();
  const shot = async (of: string): Promise<void> => {
    if (!PICTURES) return;
    mkdirSync(PICTURES, { recursive: true });
    await mother.screenshot({ path: `${PICTURES}/1-${language}-${of}.png`, fullPage: true });
  };
  const comes = async (path?: string): Promise<void> => {
    if (path === undefined) {
      if ((await mother.goto(room))?.status() === 200) return;
      await mother.goto('/link');
      await mother.locator('[name=address]').fill(HER_MAIL);
      await follow(mother.locator('main button[type=submit]'));
      await at.settle();
    }
    await mother.goto(path ?? pathIn(at.letters.mails.findLast(({ to }) => to === HER_MAIL)));
    await follow(mother.locator('main button[type=submit]'));
    await at.settle();
    const mail = at.letters.mails.findLast(({ to }) => to === HER_MAIL);
    const code = path === undefined ? at.letters.texts.at(-1) : mail;
    await mother.locator('[name=code]').fill(codeIn(code));
    await follow(mother.locator('form[action$="/code"] button'));
    await mother.goto(room || '/');
  };
  /** She answers the question as it stands among what is asked of her, unfolded if it has to be. */
  const says = async (party: Party, about: 'asking' | 'reading', answer: string): Promise<void> => {
    const asked = w('consent.request', { about, party: partyIn(language, party) }).split('?')[0] ?? '';
    const card = mother.locator('.schakel-question').filter({ hasText: asked }).first();
    await card.evaluate((e) => e.closest('details')?.setAttribute('open', ''));
    await follow(card.getByRole('button', { name: answer, exact: true }));
    await at.settle();
  };
  const lengths = (): number[] => PROFESSIONALS.map((who) => at.reads(who).length);
  const news = (who: Who, before: string): string => {
    const now = at.reads(who);
    return now.startsWith(before) ? now.slice(before.length) : now;
  };
  const asks = async (party: Party): Promise<string> => {
    const id = room.split('/').at(-1);
    await coordinator.goto(`/form/request.ask?caseId=${id}&party=${party}`);
    await coordinator.locator('main [name=contact]').first().check();
    await follow(coordinator.locator('main button[type=submit]').last());
    await at.settle();
    return coordinator.locator('main').innerText();
  };

  beforeAll(async () => {
    at = await startStory1(language, '2027-01-18T09:00:00.000Z');
    const locale = language === 'nl' ? 'nl-NL' : 'en-GB';
    mother = await at.web.stranger({ viewport: { width: 390, height: 844 }, locale });
    coordinator = await at.web.visit('coordinator', { locale });
  });
  afterAll(() => at?.stop());

  it('Mon 18 January 10:00: the coordinator opens a case in Teams, and nobody else hears of it', async () => {
    ok(await at.as('coordinator').command('dm', date('casus nieuw', 'case new')));
    ok(await at.as('coordinator').submit({ firstDay: date('4 januari 2027', '4 January 2027') }));
    await at.settle();
    expect(at.room()).toMatch(/^[A-Z][\p{L}]+-\d+$/u);
    const card = at.reads('coordinator');
    expect(card).toContain(date('zondag 4 april 2027', 'Sunday 4 April 2027'));
    expect(card).toContain(w('intake.step.contact'));
    await coordinator.goto('/');
    await follow(coordinator.locator('main a[href^="/c/"]').first());
    room = new URL(coordinator.url()).pathname;
    expect(await coordinator.locator('main').innerText()).toContain(
      date('15 dagen thuis', '15 days at home'),
    );
    for (const who of PROFESSIONALS) expect(at.reads(who)).not.toContain(at.room());
  });

  it('10:05: asking the school is refused, with why and a button to ask consent; the school hears nothing', async () => {
    const before = at.reads('school');
    await types('coordinator', date('vragen', 'questions'));
    const refused = await at.as('coordinator').click({ channel: 'dm' }, w('button.requestAsk'));
    ok(refused);
    const no = await at
      .as('coordinator')
      .submit({ party: w('consent.other', { party: partyIn(language, 'school') }) });
    await at.settle();
    const blocked = w('refused.consentBlocked', { party: partyIn(language, 'school'), who: 'none' });
    expect(JSON.stringify(no) + at.reads('coordinator')).toContain(blocked);
    expect(at.reads('school')).toBe(before);
  });

  it('10:10: the call with the mother, what was tried, and her question in her own words behind the link', async () => {
    await types('coordinator', 'intake');
    const about = w('intake.of', { code: at.room() });
    const spoken = {
      spokenWith: w('spokenWith.parents'),
      way: w('contactWay.phone'),
      spokenOn: date('vandaag', 'today'),
    };
    await presses('coordinator', w('button.intake.contact'), spoken, about);
    await presses('coordinator', w('button.intake.routes'), { tried: ['school', 'consultant'] }, about);
    await coordinator.goto(`/form/intake.question?caseId=${room.split('/').at(-1)}`);
    await coordinator.locator('main [name=words]').fill(QUESTION);
    await follow(coordinator.locator('main button[type=submit]').last());
    await at.settle();
    await coordinator.goto(room);
    expect(await coordinator.locator('main').innerText()).toContain(QUESTION);
    await types('coordinator', 'intake');
    expect(at.reads('coordinator')).not.toContain(QUESTION);
  });

  it('10:15: she is invited and asked about five parties; the text message names neither code nor party', async () => {
    await types('coordinator', date('casus', 'case'));
    await presses('coordinator', w('button.inviteByLink'), {
      ...{ shownName: date('Moeder', 'Mother'), role: 'guardian', language, notice: 'sms' },
      ...{ ownEmail: HER_MAIL, ownPhone: '06 1234 5678' },
    });
    await types('coordinator', date('toestemming', 'consent'));
    for (const party of [...ASKED, 'praktijk'] as const)
      await presses('coordinator', w('button.consentAsk'), {
        party: w('consent.other', { party: partyIn(language, party) }),
        about: 'both',
      });
    const [invited, notice] = at.letters.texts;
    expect(notice?.text).toContain(w('letter.notice', { formal: 'yes' }));
    await comes(pathIn(invited));
    expect(await motherReads()).toContain(date('15 dagen thuis', '15 days at home'));
    expect(await motherReads()).toContain(QUESTION);
    await shot('01-asked');
  });

  it('Tue 19 January 20:30: four times yes, once no, somebody beside her; nobody hears it at night', async () => {
    await at.at('2027-01-19', '20:30');
    await comes();
    const before = lengths();
    for (const party of ASKED)
      for (const about of ['asking', 'reading'] as const) await says(party, about, w('button.consentYes'));
    for (const about of ['asking', 'reading'] as const) await says('praktijk', about, w('button.consentNo'));
    await shot('02-answered');
    await follow(mother.getByRole('link', { name: w('supporter.bring') }).first());
    await mother.locator('[name=shownName]').fill(date('Cliëntondersteuner', 'Client supporter'));
    await mother.locator('[name=role][value=familySupporter]').check();
    await mother.locator('[name=ownEmail]').fill('steun@thuis.example');
    await follow(mother.locator('main button[type=submit]').last());
    await at.settle();
    expect(await motherReads()).toContain(w('role.familySupporter'));
    await shot('03-somebody-beside-her');
    expect(lengths()).toEqual(before);
  });

  it('Wed 20 January 08:30: each of four is asked in its own place, in contact hours, and the therapist is not', async () => {
    await at.at('2027-01-20', '08:15');
    await at.web.signIn(coordinator, 'coordinator');
    const before = lengths();
    const [yes, no] = [[] as string[], await asks('praktijk')];
    for (const party of ASKED) yes.push(await asks(party));
    expect(no).toContain(w('refused.consentNo', { party: partyIn(language, 'praktijk') }));
    for (const said of yes) expect(said).toContain(date('krijgt bericht', 'hears of it'));
    expect(lengths()).toEqual(before);
    await at.at('2027-01-20', '08:30');
    for (const who of ['school', 'casemanager', 'traject', 'leerplicht'] as const)
      expect(at.reads(who), who).toContain(
        date('Er zijn 3 vragen voor je van', 'There are 3 questions for you from'),
      );
    expect(at.reads('therapeut')).not.toContain(at.room());
    expect(at.letters.texts.filter(({ text }) => /therap|prakti|practice/i.test(text))).toEqual([]);
  });

  it('the four come in; after two working days without a lead all of them and the coordinator hear so', async () => {
    for (const [who, role, organisation] of [
      ['school', 'supportCoordinator', 'school'],
      ['casemanager', 'municipalCaseManager', 'gemeente'],
      ['consulent', 'municipalManager', 'gemeente'],
      ['traject', 'educationPartnership', 'swv'],
      ['leerplicht', 'attendanceOfficer', 'leerplicht'],
    ] as const)
      await types('coordinator', date('deelnemer', 'participant'), {
        ...{ person: PEOPLE[who][language], role, organisation },
      });
    await at.at('2027-01-20', '17:00');
    const missing = w('leadMissing.text', { declined: 'none', code: at.room(), past: 'no' });
    for (const who of ['coordinator', 'school', 'casemanager', 'traject', 'leerplicht'] as const)
      expect(at.reads(who), who).toContain(missing);
  });

  it('the school answers on the web, and the mother reads question and answer; in chat stands neither', async () => {
    await at.at('2027-01-20', '19:30');
    const school = await at.web.visit('school');
    await school.goto(room);
    await follow(school.getByRole('link', { name: w('button.requestAnswer') }).first());
    await school.locator('[name=words]').fill(ANSWER);
    await follow(school.locator('main button[type=submit]').last());
    await at.settle();
    await comes();
    await mother.goto(`${room}/requests`);
    expect(await motherReads()).toContain(ANSWER);
    expect(await motherReads()).toContain(w('requestExample.school-tried'));
    await shot('04-question-and-answer');
  });

  it('Mon 25 January: the coordinator gets the ladder button, presses, and the contact reads facts and one question', async () => {
    await at.at('2027-01-25', '09:00');
    const contact = PEOPLE.afdeling[language];
    expect(at.reads('afdeling')).not.toContain(at.room());
    const offer = w('ladderOffer.text', { code: at.room(), days: 5, contact, title: contact });
    expect(at.reads('coordinator')).toContain(offer);
    await presses('coordinator', w('button.askContact', { contact, title: contact }), undefined, offer);
    const call = at.reads('afdeling');
    expect(call).toContain(at.room());
    expect(call).toContain(date('22 dagen', '22 days'));
    for (const hidden of [QUESTION, ANSWER, date('Moeder', 'Mother')]) expect(call).not.toContain(hidden);
  });

  it('Tue 26 January 11:00: the case manager takes the lead; everybody reads what that means; there is one lead', async () => {
    await at.at('2027-01-26', '11:00');
    const before = at.reads('school');
    ok(await at.as('casemanager').click({ channel: at.room() }, w('button.takeLead')));
    await at.settle();
    await types('casemanager', date('achtervang', 'deputy'), {
      deputy: `${PEOPLE.consulent[language]} (${w('role.municipalManager')})`,
    });
    const lead = PEOPLE.casemanager[language];
    const means = date(`${lead} heeft de regie in ${at.room()}`, `${lead} leads ${at.room()}`);
    expect(news('school', before)).toContain(means);
    const again = await at.as('school').click({ channel: at.slackRoom() }, w('button.takeLead'));
    await at.settle();
    expect(JSON.stringify(again) + at.reads('school')).toContain(w('refused.leadExists', { lead }));
    for (const [button, values] of [
      [w('button.intake.method'), { spokenOn: date('vandaag', 'today') }],
      [
        w('button.intake.authority'),
        { holders: '1', seenIn: 'register', spokenOn: date('vandaag', 'today') },
      ],
    ] as const) {
      await types('coordinator', 'intake');
      await presses('coordinator', button, values, w('intake.of', { code: at.room() }));
    }
    await types('coordinator', 'intake');
    await presses('coordinator', w('button.intakeComplete'), undefined, w('intake.of', { code: at.room() }));
    await types('coordinator', date('casus', 'case'));
    await presses('coordinator', w('button.involvement'), {
      level: 'hold_to_account',
      reason: date('er ligt nog niets vast', 'nothing is fixed yet'),
    });
    await comes();
    const page = await motherReads();
    expect(page).toContain(means);
    expect(page).toContain(PEOPLE.consulent[language]);
    expect(page).toContain(date('er ligt nog niets vast', 'nothing is fixed yet'));
    await shot('05-one-lead');
  });

  it('variation: on Tue 2 February she takes back her yes to the partnership, which keeps its own agreement alone', async () => {
    await at.at('2027-02-01', '10:00');
    for (const [title, who, role] of [
      ['Plek zoeken', 'traject', 'educationPartnership'],
      ['Gesprek op school', 'school', 'supportCoordinator'],
    ] as const)
      await types('casemanager', date('afspraak', 'agreement'), {
        ...{ title, doneWhen: 'besproken', due: date('vrijdag 12 februari', 'Friday 12 February') },
        owner: `${PEOPLE[who][language]} (${w(`role.${role}`)})`,
      });
    expect(at.reads('traject')).toContain('Gesprek op school');
    await at.at('2027-02-02', '19:00');
    await comes();
    const reading = `"party":"swv","about":"reading"`;
    await mother
      .locator('#consents ~ details > summary')
      .filter({ hasText: partyIn(language, 'swv') })
      .click();
    await follow(mother.locator(`#consents ~ details form:has(input[value*='${reading}']) button`).first());
    await at.settle();
    await shot('06-taken-back');
    await types('casemanager', date('afspraak', 'agreement'), {
      ...{
        title: 'Bezoek aan de klas',
        doneWhen: 'geweest',
        due: date('vrijdag 19 februari', 'Friday 19 February'),
      },
      owner: `${PEOPLE.school[language]} (${w('role.supportCoordinator')})`,
    });
    await at.at('2027-02-03', '09:00');
    expect(at.reads('school')).toContain('Bezoek aan de klas');
    expect(at.reads('traject')).not.toContain('Bezoek aan de klas');
    const own = await at.web.visit('traject');
    await own.goto(room);
    expect(await own.locator('main').innerText()).toContain('Plek zoeken');
    expect(await own.locator('main').innerText()).not.toMatch(/Gesprek op school|Bezoek aan de klas/);
    for (const who of ['school', 'casemanager'] as const)
      expect(at.reads(who), who).toContain(date('alleen eigen afspraken', 'own agreements'));
  });

  it('no word of what was typed stands in a letter, a text message, a log or a chat', async () => {
    const letters = [...at.letters.texts.map((t) => t.text), ...at.letters.mails.map((m) => m.whole)];
    const chats = (Object.keys(PEOPLE) as Who[]).map((who) => at.reads(who));
    const all = [...letters, ...chats, ...at.log].join('\n');
    for (const word of SUBSTANCE) expect(all).not.toContain(word);
    for (const letter of letters) expect(letter).not.toContain(at.room());
  });
});
