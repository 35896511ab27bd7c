import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ok } from '../../support/people/actor.ts';
import { openCaseInChat } from '../../support/people/acts.ts';
import {
  COORDINATOR,
  DIRECTOR,
  IN_SLACK,
  LEAD,
  MUNICIPALITY,
  SCHOOL,
  SCHOOL_DEPUTY,
  STRANGER,
  USERS,
} from '../../support/people/in-slack.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { begun } from '../operation/begun.ts';
import { STORY_START, type Stage } from '../whole/story4-script.ts';

describe('what the lead can do with a case', () => {
  let schakel: Schakel<'slack'>;
  let stage: Stage;
  beforeEach(async () => {
    ({ schakel, stage } = await begun());
  });
  afterEach(() => schakel?.stop());

  const room = (): string => schakel.slack.read(stage.channel).join('\n———\n');
  const card = (n: number): string =>
    schakel.slack.read(stage.channel).find((m) => new RegExp(`^(Afspraak|Besluit) ${n}\\n`).test(m)) ?? '';
  const choose = async (button: string): Promise<void> => {
    ok(await schakel.slack.as(LEAD).command(stage.channel, '/schakel casus'));
    ok(await schakel.slack.as(LEAD).click({ channel: stage.channel }, button));
  };

  it('puts it on hold with a reason, and nobody is asked anything until it is opened again', async () => {
    await choose('In de wacht');
    ok(await schakel.slack.as(LEAD).submit({ reason: 'het gezin is op reis' }));
    await schakel.settle();
    expect(room()).toContain('heeft');
    expect(room()).toContain('in de wacht gezet: het gezin is op reis. Er gaan geen vragen uit');
    await schakel.at('2027-03-16', '09:00');
    expect(schakel.slack.written(SCHOOL).join('\n')).not.toContain('Onderwijsplan');
    await choose('Weer openen');
    await schakel.settle();
    expect(room()).toContain('De afspraken lopen verder.');
    await schakel.at('2027-03-18', '09:00');
    expect(schakel.slack.written(SCHOOL).at(-1)).toContain('Is het klaar?');
  });

  it('ends an agreement with a reason that everybody sees', async () => {
    ok(await schakel.slack.as(LEAD).click({ channel: stage.channel, text: 'buddy' }, 'Stoppen'));
    ok(await schakel.slack.as(LEAD).submit({ reason: 'de buddy is al gevonden' }));
    await schakel.settle();
    expect(card(3)).toContain('Stand: gestopt: de buddy is al gevonden');
    expect(room()).toMatch(/heeft afspraak 3.* gestopt: de buddy is al gevonden/);
  });

  it('makes an agreement that is subject to a decision', async () => {
    ok(await schakel.slack.as(LEAD).command(stage.channel, '/afspraak'));
    ok(
      await schakel.slack.as(LEAD).submit({
        title: 'Start op de nieuwe school',
        owner: 'Casemanager gemeente (casemanager gemeente)',
        due: 'maandag 22 maart',
        doneWhen: 'de eerste dag is geweest',
        kind: 'subject_to_decision',
      }),
    );
    await schakel.settle();
    expect(card(4)).toContain('Soort: afspraak onder voorbehoud van een besluit');
  });

  it('chooses who is asked for help here; who says “I’m on it” has some days, and then the lead hears it', async () => {
    await choose('Contact voor hulp kiezen');
    ok(await schakel.slack.as(LEAD).submit({ member: DIRECTOR }));
    await schakel.settle();
    for (const day of ['03-16', '03-18', '03-19', '03-23', '03-25', '03-30', '04-01'])
      await schakel.at(`2027-${day}`, '09:00');
    expect(schakel.slack.written(LEAD).at(-1)).toContain('vragen we @Directeur samenwerkingsverband erbij');
    await schakel.at('2027-04-05', '09:00');
    expect(schakel.slack.written(DIRECTOR).join('\n')).toContain('heeft uw hulp nodig');
    ok(await schakel.slack.as(DIRECTOR).click({ channel: 'dm' }, 'Ik pak dit op'));
    await schakel.settle();
    expect(room()).toContain('pakt dit op. Tot en met');
    const before = schakel.slack.written(LEAD).length;
    for (const day of ['04-07', '04-09', '04-12', '04-14', '04-16']) await schakel.at(`2027-${day}`, '09:00');
    expect(schakel.slack.written(LEAD).slice(before).join('\n')).toContain('Er is nog geen antwoord.');
  });

  it('hears it when somebody could not be brought into the channel', async () => {
    ok(await schakel.slack.as(LEAD).click({ channel: stage.channel }, 'Iemand toevoegen'));
    ok(await schakel.slack.as(LEAD).submit({ member: STRANGER, role: 'specialist' }));
    // The account is closed in between, and Slack's word about it does not arrive.
    schakel.slack.connect('http://127.0.0.1:9/slack/events');
    await schakel.slack.deactivateUser(STRANGER);
    await schakel.settle();
    expect(schakel.slack.written(LEAD).at(-1)).toContain('Iemand anders kon niet in het kanaal van');
    expect(schakel.slack.written(LEAD).at(-1)).toContain('Tot die tijd leest deze persoon niets.');
  });

  it('a deputy who asks how it stands: the owner hears by whom, and what happens next', async () => {
    for (const day of ['16', '18', '19', '23']) await schakel.at(`2027-03-${day}`, '09:00');
    ok(
      await schakel.slack
        .as(SCHOOL_DEPUTY)
        .click({ channel: 'dm', text: 'Onderwijsplan' }, 'Ik vraag het na'),
    );
    await schakel.settle();
    expect(schakel.slack.written(SCHOOL).at(-1)).toContain(
      'Intern begeleider school is je achtervang en vraagt hoe het staat',
    );
    expect(schakel.slack.written(SCHOOL).at(-1)).toContain('Zonder antwoord hoort de regiehouder');
  });

  it('who cannot be written to directly is asked in the channel, which reveals little', async () => {
    schakel.slack.connect('http://127.0.0.1:9/slack/events');
    await schakel.slack.deactivateUser(SCHOOL);
    const gone = { kind: 'error', method: 'chat.postMessage', error: 'user_not_found' } as const;
    schakel.slack.fail({ ...gone, channel: SCHOOL, times: 50 });
    await schakel.at('2027-03-16', '09:00');
    const asked = schakel.slack.read(stage.channel).find((m) => m.includes('er staat 1 vraag klaar')) ?? '';
    expect(asked).toContain('Zonder antwoord vraagt Schakel het later aan een ander.');
    expect(asked).not.toContain('Onderwijsplan');
  });
});

describe('a case without a lead', () => {
  let schakel: Schakel<'slack'>;
  let channel: string;
  beforeAll(async () => {
    const english = USERS.map((u) => (u.id === MUNICIPALITY ? { ...u, locale: 'en-GB' } : u));
    schakel = await startSchakel({
      ...IN_SLACK,
      start: STORY_START,
      slack: { ...IN_SLACK.slack, users: english },
    });
    ok(await schakel.slack.as(COORDINATOR).openHome());
    ok(await schakel.slack.as(COORDINATOR).click('home', 'Nieuwe casus openen'));
    const tomorrow = await schakel.slack.as(COORDINATOR).submit({ firstDay: '12 maart 2027' });
    expect(JSON.stringify(tomorrow.errors)).toContain('kan niet in de toekomst liggen');
    ok(await schakel.slack.as(COORDINATOR).submit({ firstDay: '4 januari 2027' }));
    await schakel.settle();
    channel = schakel.slack.channels().at(-1)?.name ?? '';
    for (const member of [LEAD, MUNICIPALITY]) {
      ok(await schakel.slack.as(COORDINATOR).click({ channel }, 'Iemand toevoegen'));
      ok(await schakel.slack.as(COORDINATOR).submit({ member, role: 'municipalCaseManager' }));
      await schakel.settle();
    }
  });
  afterAll(() => schakel?.stop());

  const suggest = async (who: string): Promise<void> => {
    ok(await schakel.slack.as(COORDINATOR).click({ channel, text: 'overzicht' }, 'Ik stel iemand voor'));
    ok(await schakel.slack.as(COORDINATOR).submit({ participant: who }));
    await schakel.settle();
  };

  it('who is suggested is asked, may say no, and the coordinator hears it', async () => {
    await suggest('Casemanager gemeente (casemanager gemeente)');
    expect(schakel.slack.written(LEAD).at(-1)).toContain('stelt voor dat jij de regie neemt');
    ok(await schakel.slack.as(LEAD).click({ channel: 'dm' }, 'Liever niet'));
    await schakel.settle();
    expect(schakel.slack.written(COORDINATOR).at(-1)).toContain('nog geen regiehouder');
  });

  it('everybody reads the language they chose in Slack: the next one is asked in English', async () => {
    await suggest('Jeugdconsulent gemeente (casemanager gemeente)');
    expect(schakel.slack.written(MUNICIPALITY).at(-1)).toContain('suggests that you take the lead');
    ok(await schakel.slack.as(MUNICIPALITY).click({ channel: 'dm' }, 'I take the lead'));
    await schakel.settle();
    expect(schakel.slack.read(channel).join('\n')).toContain('heeft de regie in');
    ok(await schakel.slack.as(MUNICIPALITY).command(channel, '/schakel help'));
  });

  it('a next case has another code, a word and a number, that comes of nothing', async () => {
    await openCaseInChat(schakel.slack.as(COORDINATOR), schakel);
    const names = schakel.slack.channels().map((c) => c.name);
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(name).toMatch(/^[a-z]+-\d{2}$/);
  });
});
