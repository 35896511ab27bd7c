import { mkdirSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Config } from '../../../src/config/env/env.ts';
import type { Language } from '../../../src/domain/vocabulary.ts';
import { exportCase } from '../../../src/main/commands/case-export.ts';
import { say, type TextKey } from '../../../src/text/words/translate.ts';
import { codeIn, pathIn } from '../../fakes/letters/letters.ts';
import { ok } from '../../support/people/actor.ts';
import { type OnAllPlatforms, PEOPLE, startOnAllPlatforms } from '../../support/people/on-all-platforms.ts';
import { follow } from '../../support/schakel/parts/web.ts';
import { SECRET } from '../../support/schakel/secret.ts';

/** Where pictures of what the mother sees are put, to be looked at; without it none are made. */
const PICTURES = process.env.STORY_PICTURES;

const SIZES = [
  { language: 'nl', locale: 'nl-NL', viewport: { width: 390, height: 844 } },
  { language: 'en', locale: 'en-GB', viewport: { width: 1280, height: 900 } },
] as const;

/**
 * Story 2 without its signals: two mornings a week that must not get lost. The school is in Slack, the municipality in
 * Teams, the mother at home on the web with text messages.
 */
describe.each(SIZES)(
  'story 2 with the mother at home, in $language at $viewport.width pixels',
  ({ language, ...size }) => {
    let schakel: OnAllPlatforms;
    let mother: Page;
    let room = '';
    const w = (key: TextKey): string => say(language as Language, key, { formal: 'yes', when: '{when}' });
    const name = language === 'nl' ? 'Moeder' : 'Mother';
    const reads = (): Promise<string> => mother.locator('main').innerText();
    const shot = async (of: string): Promise<void> => {
      if (!PICTURES) return;
      mkdirSync(PICTURES, { recursive: true });
      await mother.screenshot({ path: `${PICTURES}/${language}-${of}.png`, fullPage: true });
    };
    const channel = (): string => schakel.slack.channels().at(-1)?.name ?? '';
    const agree = async (who: 'school', values: Record<string, string>): Promise<void> => {
      ok(await schakel.people.as(who).command(channel(), '/afspraak'));
      ok(await schakel.people.as(who).submit(values));
      await schakel.settle();
    };
    const slackPress = async (who: 'school', text: string, button: string): Promise<void> => {
      ok(await schakel.people.as(who).click({ channel: channel(), text }, button));
      await schakel.settle();
    };
    const teamsPress = async (who: 'lead', text: string, button: string): Promise<void> => {
      ok(await schakel.people.as(who).click({ channel: schakel.room(), text }, button));
      await schakel.settle();
    };
    /** She comes to look: in by a link of her own, with the code that comes by text message. */
    const comes = async (): Promise<void> => {
      await mother.goto('/link');
      await mother.locator('[name=address]').fill('moeder@thuis.example');
      await follow(mother.locator('main button[type=submit]'));
      await schakel.settle();
      await enter(pathIn(schakel.letters.mails.at(-1)));
    };
    const enter = async (path: string): Promise<void> => {
      await mother.goto(path);
      await follow(mother.locator('main button[type=submit]'));
      await schakel.settle();
      await mother.locator('[name=code]').fill(codeIn(schakel.letters.texts.at(-1)));
      await follow(mother.locator('form[action$="/code"] button'));
      await mother.goto(room || '/');
    };
    const press = async (label: TextKey, within = 'main'): Promise<void> => {
      const control = mother
        .locator(within)
        .locator('a, button, summary')
        .filter({ hasText: exactly(w(label)) })
        .first();
      if ((await control.evaluate((e) => e.tagName)) === 'SUMMARY') {
        await control.click();
        await follow(control.locator('xpath=..').getByRole('button', { name: w('confirm.yes') }));
      } else await follow(control);
      await schakel.settle();
    };
    const inTeams = async (
      who: 'coordinator' | 'lead',
      line: string,
      values: Record<string, string | null>,
    ): Promise<void> => {
      const actor = schakel.people.as(who);
      ok(await actor.command(schakel.room() || 'dm', line));
      ok(await actor.submit(values));
      await schakel.settle();
    };
    const notices = (): number =>
      schakel.letters.texts.filter(({ text }) => text.startsWith(w('letter.notice'))).length;
    /** Everything anybody outside the home was sent. */
    const sent = (): number =>
      schakel.inSlack().length +
      schakel.inTeams().length +
      (['lead', 'leadDeputy', 'school', 'teacher'] as const).reduce(
        (n, who) => n + schakel.written(who).length,
        0,
      );

    beforeAll(async () => {
      schakel = await startOnAllPlatforms('2027-01-26T10:00:00.000Z');
      mother = await schakel.web.stranger(size);
    });
    afterAll(() => schakel?.stop());

    it('Tue 26 January: the coordinator opens the case in Teams, the school comes in from Slack', async () => {
      ok(await schakel.people.as('coordinator').command('dm', '/schakel casus nieuw'));
      ok(await schakel.people.as('coordinator').submit({ firstDay: '4 januari 2027' }));
      await schakel.settle();
      await inTeams('coordinator', '/schakel deelnemer', {
        person: PEOPLE.lead.name,
        role: 'municipalCaseManager',
        organisation: 'gemeente',
      });
      for (const [who, role] of [
        ['leadDeputy', 'municipalManager'],
        ['school', 'supportCoordinator'],
        ['teacher', 'teacher'],
      ] as const)
        await inTeams('coordinator', '/schakel deelnemer', {
          person: PEOPLE[who].name,
          role,
          organisation: who === 'leadDeputy' ? 'gemeente' : 'school',
        });
      ok(await schakel.people.as('lead').click({ channel: schakel.room() }, 'Ik neem de regie'));
      await schakel.settle();
      await inTeams('lead', '/schakel achtervang', {
        deputy: `${PEOPLE.leadDeputy.name} (${say('nl', 'role.municipalManager')})`,
      });
      ok(await schakel.people.as('school').command(channel(), '/schakel achtervang'));
      ok(
        await schakel.people.as('school').submit({ deputy: `${PEOPLE.teacher.name} (leerkracht of mentor)` }),
      );
      await schakel.settle();
      expect(schakel.inSlack().join('\n')).toContain('Casemanager gemeente');
    });

    it('the mother is invited from Teams, and comes in with a letter and a code that say nothing', async () => {
      ok(await schakel.people.as('lead').command(schakel.room(), '/schakel casus'));
      ok(await schakel.people.as('lead').click({ channel: 'dm' }, 'Uitnodigen per e-mail of sms'));
      ok(
        await schakel.people.as('lead').submit({
          shownName: name,
          role: 'guardian',
          ownEmail: 'moeder@thuis.example',
          ownPhone: '06 1234 5678',
          notice: 'sms',
          language,
        }),
      );
      await schakel.settle();
      const [letter] = schakel.letters.texts;
      // Which region writes is said, and nothing else.
      expect(JSON.stringify(letter)).not.toMatch(/Moeder|Mother|school|gemeente/);
      await mother.goto(pathIn(letter));
      await shot('01-link');
      await follow(mother.locator('main button[type=submit]'));
      await schakel.settle();
      await shot('02-code');
      await mother.locator('[name=code]').fill(codeIn(schakel.letters.mails.at(-1)));
      await follow(mother.locator('form[action$="/code"] button'));
      await shot('03-me');
      await mother.goto('/');
      await follow(mother.locator('main a[href^="/c/"]').first());
      room = new URL(mother.url()).pathname;
      expect(await reads()).toContain(
        language === 'nl' ? 'Vier weken op maandag 1 februari 2027' : 'Four weeks on Monday 1 February 2027',
      );
    });

    it('Mon 1 February: two mornings a week; the clock goes on, and four weeks stand beside it', async () => {
      await schakel.at('2027-02-01', '09:30');
      await agree('school', {
        title: 'Twee ochtenden per week naar school',
        owner: `${PEOPLE.school.name} (ondersteuningscoördinator van school)`,
        due: 'vrijdag 12 februari',
        doneWhen: 'twee weken achter elkaar twee ochtenden gelukt',
      });
      expect(notices()).toBe(1);
      expect(schakel.letters.texts.at(-1)?.text).toMatch(/^(?:[^\n]+\n){2,3}http\S+$/);
      await comes();
      expect(await reads()).toContain(w('forYou.heading'));
      expect(await reads()).toContain(language === 'nl' ? 'Vandaag vier weken' : 'Four weeks today');
      await shot('04-asked');
      await press('button.correct');
      await shot('05-confirmed');
      expect(schakel.inSlack().find((m) => m.startsWith('Afspraak 1'))).toContain(name);
      expect(schakel.inTeams().find((m) => m.startsWith('Afspraak 1'))).toContain(name);
      await mother.goto(`${room}/timeline`);
      expect(await reads()).toContain(w('table.line.fourWeeks'));
      await shot('06-timeline');
    });

    it('Tue 9 February 20:40: she understood it differently; nobody at school or the municipality hears it at night', async () => {
      await schakel.at('2027-02-09', '20:40');
      await comes();
      const before = sent();
      await press('button.different');
      await mother.locator('[name=words]').fill('de tweede ochtend begint rustig, een half uur later');
      await shot('07-differently');
      await follow(mother.locator('main button[type=submit]').last());
      await schakel.settle();
      await shot('08-differently-said');
      expect(await reads()).toContain('een half uur later');
      expect(sent()).toBe(before);
      await schakel.at('2027-02-10', '08:25');
      expect(sent()).toBe(before);
    });

    it('Wed 10 February 08:30: the lead reads it, in her words', async () => {
      await schakel.at('2027-02-10', '08:30');
      expect(schakel.written('lead').at(-1)).toContain('de tweede ochtend begint rustig, een half uur later');
    });

    it('Thu 11 February 14:10: it is written as she meant it, and the call at 15:00 becomes a small agreement', async () => {
      await schakel.at('2027-02-11', '14:10');
      ok(
        await schakel.people.as('lead').click({ channel: 'dm', text: 'anders begrepen' }, 'Tekst aanpassen'),
      );
      ok(
        await schakel.people.as('lead').submit({
          title: 'Twee ochtenden per week, de tweede begint later',
          doneWhen: 'twee weken achter elkaar twee ochtenden gelukt',
          due: 'vrijdag 19 februari',
        }),
      );
      await schakel.settle();
      await agree('school', {
        title: 'Leerkracht belt moeder om 15:00',
        owner: `${PEOPLE.teacher.name} (leerkracht of mentor)`,
        due: 'vrijdag 12 februari',
        doneWhen: 'moeder en leerkracht hebben elkaar gesproken',
      });
      await slackPress('school', 'Twee ochtenden per week, de tweede', 'Klopt');
      await comes();
      expect(await reads()).toContain('Leerkracht belt moeder om 15:00');
      await shot('09-two-asked');
      await press('button.correct');
      await press('button.correct');
      expect(await reads()).toContain(w('asked.onlyConsent'));
    });

    it('Fri 12 February: the teacher called; in the evening the mother says so, and it is told on Monday', async () => {
      await schakel.at('2027-02-12', '15:20');
      ok(await schakel.people.as('teacher').command(channel(), '/klaar 2'));
      await schakel.settle();
      await schakel.at('2027-02-12', '19:00');
      await comes();
      await shot('10-done-asked');
      const before = sent();
      await press('button.confirmDone');
      await shot('11-done');
      expect(sent()).toBe(before);
      await schakel.at('2027-02-15', '08:30');
      expect(schakel.inSlack().at(-1)).toContain('Leerkracht belt moeder om 15:00');
    });

    it('Wed 17 February: half a step back; a date in the holiday is asked about, days before it are offered', async () => {
      await schakel.at('2027-02-17', '10:00');
      ok(await schakel.people.as('lead').command(schakel.room(), '/schakel goed'));
      ok(await schakel.people.as('lead').submit({ words: 'twee weken twee ochtenden gelukt' }));
      await schakel.settle();
      ok(await schakel.people.as('lead').click({ channel: schakel.room() }, 'Nieuwe afspraak'));
      const values = {
        title: 'Halve stap terug: één ochtend',
        owner: `${PEOPLE.school.name} (ondersteuningscoördinator van school)`,
        doneWhen: 'na een week samen bekeken',
      };
      const asked = await schakel.people.as('lead').submit({ ...values, due: 'dinsdag 23 februari' });
      expect(JSON.stringify(asked)).toContain('voorjaarsvakantie');
      ok(await schakel.people.as('lead').submit({ ...values, due_choice: 'vrijdag 19 februari 2027' }));
      await schakel.settle();
      await slackPress('school', 'Halve stap terug', 'Klopt');
      expect(schakel.inSlack().find((m) => m.includes(': overzicht'))).toContain(
        'Wat goed gaat: twee weken twee ochtenden gelukt',
      );
    });

    it('Thu 18 February: she calls; the lead writes it down in Teams, Slack shows who did, and she has the last word', async () => {
      await schakel.at('2027-02-18', '11:00');
      await inTeams('lead', '/schakel telefonisch 3', {
        participant: `${name} (ouder of voogd)`,
        answer: 'Het klopt',
      });
      expect(schakel.inSlack().find((m) => m.startsWith('Afspraak 3'))).toContain(
        `${name}, opgeschreven door Casemanager gemeente`,
      );
      await schakel.at('2027-02-18', '19:30');
      await comes();
      const page = await reads();
      expect(page.indexOf('twee weken twee ochtenden gelukt')).toBeLessThan(page.indexOf(w('web.plan')));
      await shot('12-by-phone');
      await press('button.mineToo');
      await shot('13-mine');
      expect(schakel.inSlack().find((m) => m.startsWith('Afspraak 3'))).not.toContain('opgeschreven door');
    });

    it('Fri 19 February, the last school day: what is done is done, who is there in the holiday stands on the page', async () => {
      await schakel.at('2027-02-19', '13:00');
      for (const n of [1, 3]) ok(await schakel.people.as('school').command(channel(), `/klaar ${n}`));
      await schakel.settle();
      await agree('school', {
        title: 'Eerste ochtend na de vakantie: rustig begin',
        owner: `${PEOPLE.school.name} (ondersteuningscoördinator van school)`,
        due: 'woensdag 3 maart',
        doneWhen: 'moeder hoort hoe het ging',
      });
      await teamsPress('lead', 'Eerste ochtend na de vakantie', 'Klopt');
      ok(
        await schakel.people
          .as('school')
          .command(channel(), '/schakel afwezig van maandag 22 februari t/m vrijdag 26 februari'),
      );
      await schakel.settle();
      await schakel.at('2027-02-19', '16:00');
      await comes();
      await shot('14-last-day');
      await press('button.confirmDone');
      await press('button.confirmDone');
      await press('button.correct');
      expect(await reads()).toContain(w('asked.onlyConsent'));
      expect(await reads()).toContain('Jeugdconsulent gemeente');
      await shot('15-before-holiday');
      await schakel.at('2027-02-19', '17:00');
    });

    it('20–28 February: nothing for anybody, and the clock goes on', async () => {
      const before = [sent(), schakel.letters.texts.length, schakel.letters.mails.length];
      for (const day of ['22', '23', '24', '25', '26']) {
        await schakel.at(`2027-02-${day}`, '09:00');
        await schakel.at(`2027-02-${day}`, '17:00');
      }
      expect([sent(), schakel.letters.texts.length, schakel.letters.mails.length]).toEqual(before);
    });

    it('Mon 1 March, first school day: the school is asked, not who stood in', async () => {
      const before = schakel.written('teacher').length;
      await schakel.at('2027-03-01', '09:00');
      expect(schakel.written('school').at(-1)).toContain('Eerste ochtend na de vakantie');
      expect(schakel.written('teacher')).toHaveLength(before);
      await comes();
      expect(await reads()).toContain(language === 'nl' ? '57 dagen thuis' : '57 days at home');
      await shot('16-first-school-day');
    });

    it('"was it passed on?": who said what and when, what arrived when, and who looked', async () => {
      const { rows } = await schakel.database.database.pool.query<{ code: string }>(
        'SELECT "code" FROM "case"',
      );
      const config = { databaseUrl: schakel.database.url, key: SECRET } as Config;
      const found = JSON.parse((await exportCase(config, rows[0]?.code ?? '', undefined)).lines.join('\n'));
      const first = found.agreements[0];
      expect(first.confirmations).toContainEqual(
        expect.objectContaining({
          by: `${name} (guardian)`,
          answer: 'disputed',
          at: '2027-02-09T19:40:00.000Z',
        }),
      );
      const told = found.messages.find((m: { type: string }) => m.type === 'DisputeReported');
      expect(told).toMatchObject({ to: PEOPLE.lead.name });
      expect(told.arrivedAt).toMatch(/^2027-02-10T07:30:/);
      expect(found.reads.length).toBeGreaterThan(5);
    });

    it('the same on a page, for the mother: who said what and when, what arrived where, and who looked', async () => {
      await mother.goto(`${room}/passed-on`);
      await shot('17-passed-on');
      const text = (await reads()).replaceAll(/\s+/g, ' ');
      const day = language === 'nl' ? 'donderdag 11 februari 2027' : 'Thursday 11 February 2027';
      expect(text).toMatch(new RegExp(`${name} ${w('passed.confirmed')} – ${day}, 14:1\\d`));
      expect(text).toMatch(new RegExp(`Slack: ${day}, 14:1\\d · Teams: ${day}, 14:1\\d`));
      expect(text).toMatch(new RegExp(`${PEOPLE.school.name} – ${w('passed.never')}`));
      expect(text).toContain(`${name} – ${w('passed.last').split(' {')[0]}`);
      await mother.goto(room);
    });

    it('fits on one page of paper', async () => {
      const pdf = await mother.pdf({ format: 'A4', printBackground: true });
      if (PICTURES) writeFileSync(`${PICTURES}/${language}-paper.pdf`, pdf);
      expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
    });
  },
);

function exactly(label: string): RegExp {
  return new RegExp(`^\\s*${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
}
