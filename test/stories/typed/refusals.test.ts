import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '../../../src/main/log.ts';
import { ok } from '../../support/people/actor.ts';
import { openCaseInChat } from '../../support/people/acts.ts';
import {
  COORDINATOR,
  IN_SLACK,
  LEAD,
  MOTHER,
  MUNICIPALITY,
  SCHOOL,
  SCHOOL_DEPUTY,
  STRANGER,
} from '../../support/people/in-slack.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { begun } from '../operation/begun.ts';
import { STORY_START, type Stage } from '../whole/story4-script.ts';

/** Bad input gets a clear answer, and nothing is lost. */
describe('what cannot be done is said clearly', () => {
  let schakel: Schakel<'slack'>;
  let stage: Stage;
  const logged: string[] = [];
  beforeAll(async () => {
    const log = createLogger('debug', { write: (line) => void logged.push(line) });
    ({ schakel, stage } = await begun({ overrides: { log } }));
  });
  afterAll(() => schakel?.stop());

  /** Returns what only this person sees: the form in front of them, else the last of it in the channel. */
  const answer = async (user: string): Promise<string> => {
    await schakel.settle();
    const { readBlocks, readMessage } = await import('../../support/reading/in-slack.ts');
    const actor = schakel.slack.as(user);
    if (actor.hasView()) return readBlocks(actor.openView().blocks);
    const own = schakel.slack.readBy(user, stage.channel).filter((m) => m.ephemeralFor === user);
    const last = own.at(-1);
    return last ? readMessage(last) : '';
  };
  const types = async (user: string, line: string): Promise<string> => {
    ok(await schakel.slack.as(user).command(stage.channel, line));
    return answer(user);
  };
  const agreements = (): number =>
    schakel.slack.read(stage.channel).filter((m) => /^(Afspraak|Besluit) \d/.test(m)).length;

  it('an unknown word gets the nearest known one', async () => {
    expect(await types(LEAD, '/schakel kklaar')).toContain('Bedoel je “klaar”');
    expect(await types(LEAD, '/schakel xyzzyplugh')).toContain('/schakel hulp');
  });

  it('a command outside a case says where it works', async () => {
    const other = await schakel.slack.as(LEAD).createChannel('algemeen', { isPrivate: true });
    const delivery = await schakel.slack
      .as(LEAD)
      .command(typeof other === 'string' ? other : 'algemeen', '/afspraak');
    ok(delivery);
    expect(delivery.body).toContain('in een kanaal met afspraken');
  });

  it('somebody whom Schakel does not know is told whom to ask', async () => {
    const own = await schakel.slack.as(STRANGER).command('dm', '/schakel afspraken');
    expect(own.body).toMatch(/kent u hier nog niet|doet hier niet mee/);
  });

  it('somebody who reads along in the channel and takes no part is told so, and changes nothing', async () => {
    await schakel.slack.as(LEAD).invite(stage.channel, STRANGER);
    await schakel.settle();
    const before = schakel.slack.read(stage.channel);
    ok(await schakel.slack.as(STRANGER).click({ channel: stage.channel, text: 'Onderwijsplan' }, 'Klopt'));
    expect(await answer(STRANGER)).toContain('Vraag de coördinator of de regiehouder om u toe te voegen');
    expect(schakel.slack.read(stage.channel)).toEqual(before);
  });

  it('an owner who takes no part any more is told at the field, with what to do; nothing is made', async () => {
    const before = agreements();
    ok(await schakel.slack.as(LEAD).command(stage.channel, '/afspraak'));
    await schakel.slack.as(SCHOOL_DEPUTY).leave(stage.channel);
    await schakel.settle();
    const refused = await schakel.slack.as(LEAD).submit({
      title: 'Proef met een eigenaar',
      owner: 'Intern begeleider school (leerkracht of mentor)',
      due: 'vrijdag 19 maart',
      doneWhen: 'klaar',
    });
    expect(refused.errors?.owner).toContain('Voeg die eerst toe');
    await schakel.slack.as(LEAD).closeView();
    expect(agreements()).toBe(before);
    ok(await schakel.slack.as(LEAD).click({ channel: stage.channel }, 'Iemand toevoegen'));
    ok(
      await schakel.slack.as(LEAD).submit({ member: SCHOOL_DEPUTY, role: 'teacher', organisation: 'school' }),
    );
    await schakel.settle();
  });

  it('a title that is too long, or missing, is told at its field, and nothing is made', async () => {
    const before = agreements();
    ok(await schakel.slack.as(LEAD).command(stage.channel, '/afspraak'));
    expect(JSON.stringify(schakel.slack.as(LEAD).openView())).toContain('"max_length":120');
    const empty = await schakel.slack.as(LEAD).submit({
      title: '   ',
      owner: 'Casemanager gemeente (casemanager gemeente)',
      due: 'vrijdag',
      doneWhen: 'klaar',
    });
    expect(Object.values(empty.errors ?? {}).join()).toMatch(/korte titel|Vul dit/);
    await schakel.slack.as(LEAD).closeView();
    await schakel.settle();
    expect(agreements()).toBe(before);
  });

  it.each([
    ['vandaag is zaterdag', 'zaterdag 20 maart', 'vrije dag'],
    ['Koningsdag', '27 april', 'schoolvakantie|meivakantie|vrije dag|Koningsdag'],
    ['gisteren', 'gisteren', 'al voorbij'],
  ])(
    'a date that does not do (%s) is never shifted silently: days are proposed and the person chooses',
    async (_what, typed, why) => {
      ok(await schakel.slack.as(LEAD).command(stage.channel, '/afspraak'));
      await schakel.slack.as(LEAD).submit({
        title: 'Proef met een datum',
        owner: 'Casemanager gemeente (casemanager gemeente)',
        due: typed,
        doneWhen: 'klaar',
      });
      const view = JSON.stringify(schakel.slack.as(LEAD).openView());
      expect(view).toMatch(new RegExp(why, 'i'));
      expect(view).toContain('due_choice');
      await schakel.slack.as(LEAD).closeView();
    },
  );

  it('the chosen day is the one that stands on the card', async () => {
    ok(await schakel.slack.as(LEAD).command(stage.channel, '/afspraak'));
    await schakel.slack.as(LEAD).submit({
      title: 'Gekozen dag',
      owner: 'Casemanager gemeente (casemanager gemeente)',
      due: 'zaterdag 20 maart',
      doneWhen: 'klaar',
    });
    ok(await schakel.slack.as(LEAD).submit({ due_choice: 'maandag 22 maart 2027' }));
    await schakel.settle();
    expect(schakel.slack.read(stage.channel).find((m) => m.includes('Gekozen dag'))).toContain(
      'maandag 22 maart 2027',
    );
  });

  it('a date nobody understands is told at its field, with examples', async () => {
    ok(await schakel.slack.as(LEAD).command(stage.channel, '/afspraak'));
    const sent = await schakel.slack.as(LEAD).submit({
      title: 'Proef',
      owner: 'Casemanager gemeente (casemanager gemeente)',
      due: 'ooit eens',
      doneWhen: 'klaar',
    });
    expect(Object.values(sent.errors ?? {}).join()).toContain('over 5 werkdagen');
    await schakel.slack.as(LEAD).closeView();
  });

  it('a date with a year mistyped is told at its field with the day that was probably meant; nothing is made', async () => {
    const before = agreements();
    for (const due of ['19-3-2207', '19 maart 9999']) {
      ok(await schakel.slack.as(LEAD).command(stage.channel, '/afspraak'));
      const sent = await schakel.slack.as(LEAD).submit({
        title: 'Proef',
        owner: 'Casemanager gemeente (casemanager gemeente)',
        due,
        doneWhen: 'klaar',
      });
      expect(sent.errors?.due).toMatch(
        /19 maart \d{4} ligt meer dan 2 jaar vooruit\. Bedoel je vrijdag 19 maart 2027\?/,
      );
      await schakel.slack.as(LEAD).closeView();
    }
    expect(agreements()).toBe(before);
    ok(await schakel.slack.as(SCHOOL).command(stage.channel, '/schakel datum 1'));
    const proposed = await schakel.slack.as(SCHOOL).submit({ date: '19-3-2207' });
    expect(Object.values(proposed.errors ?? {}).join()).toContain('Bedoel je vrijdag 19 maart 2027?');
    await schakel.slack.as(SCHOOL).closeView();
    expect(await types(SCHOOL, '/schakel afwezig t/m 31-12-2207')).toContain(
      'Bedoel je vrijdag 31 december 2027?',
    );
  });

  it.each([
    ['een BSN', 'plan voor 111222333'],
    ['een geboortedatum', 'geboren op 12-03-2016'],
    ['een telefoonnummer', 'bel 06 12345678'],
    ['een e-mailadres', 'mail naar ouder@example.org'],
  ])('a text with %s is warned about, and may go on', async (_what, title) => {
    const before = agreements();
    ok(await schakel.slack.as(LEAD).command(stage.channel, '/afspraak'));
    await schakel.slack.as(LEAD).submit({
      title,
      owner: 'Casemanager gemeente (casemanager gemeente)',
      due: 'vrijdag 19 maart',
      doneWhen: 'klaar',
    });
    const view = JSON.stringify(schakel.slack.as(LEAD).openView());
    expect(view).toContain('Kan het zonder?');
    await schakel.settle();
    expect(agreements()).toBe(before);
    ok(await schakel.slack.as(LEAD).submit({ sure: ['yes'] }));
    await schakel.settle();
    expect(agreements()).toBe(before + 1);
    expect(logged.join('')).toContain('personal data warned about');
    expect(logged.join('')).not.toContain(title);
    // Long enough that no moment or port in a line of the log looks like it by chance.
    for (const word of title.split(' ').filter((w) => w.length > 4 && /\d|@/.test(w)))
      expect(logged.join('')).not.toContain(word);
  });

  it('a button on an agreement that changed since asks to look again, and changes nothing', async () => {
    for (const date of ['vrijdag 19 maart', 'maandag 22 maart']) {
      ok(
        await schakel.slack
          .as(SCHOOL)
          .click({ channel: stage.channel, text: 'Onderwijsplan' }, 'Nieuwe datum voorstellen'),
      );
      ok(await schakel.slack.as(SCHOOL).submit({ date }));
      await schakel.settle();
    }
    ok(await schakel.slack.as(LEAD).click({ channel: 'dm', text: 'vrijdag 19 maart' }, 'Akkoord'));
    await schakel.settle();
    expect(schakel.slack.written(LEAD).at(-1)).toContain('intussen veranderd');
    const card = (): string =>
      schakel.slack.read(stage.channel).find((m) => m.startsWith('Afspraak 1')) ?? '';
    expect(card()).toContain('donderdag 18 maart 2027');
    ok(await schakel.slack.as(LEAD).click({ channel: 'dm', text: 'maandag 22 maart' }, 'Akkoord'));
    await schakel.settle();
    expect(card()).toMatch(/Wanneer: maandag 22 maart 2027\nEerst afgesproken: donderdag 18 maart 2027/);
  });

  it('two people who take the lead at the same moment: one has it, the other hears who', async () => {
    ok(await schakel.slack.as(LEAD).command(stage.channel, '/schakel regie'));
    ok(await schakel.slack.as(LEAD).click({ channel: stage.channel }, 'Regie teruggeven'));
    await schakel.settle();
    const both = [MUNICIPALITY, SCHOOL].map((user) =>
      schakel.slack.as(user).click({ channel: stage.channel, text: 'Welkom in' }, 'Ik neem de regie'),
    );
    for (const delivery of await Promise.all(both)) ok(delivery);
    const answers = [await answer(MUNICIPALITY), await answer(SCHOOL)].join('\n');
    expect(answers).toMatch(/hebt? de regie|heb.* de regie/);
    expect(answers).toContain('Er is al een regiehouder');
  });

  it('a closed case says that it is closed', async () => {
    ok(await schakel.slack.as(COORDINATOR).command(stage.channel, '/schakel casus sluit'));
    const open = { outcome: 'education_and_care', stopReason: 'er is een plek' };
    await expect(schakel.slack.as(COORDINATOR).submit(open)).rejects.toThrow(
      'Is dit met de familie besproken?',
    );
    ok(await schakel.slack.as(COORDINATOR).submit({ ...open, familySpoken: ['yes'] }));
    await schakel.settle();
    ok(
      await schakel.slack
        .as(MOTHER)
        .click({ channel: stage.channel, text: 'wil deze casus afsluiten' }, 'Ja, dit mag dicht'),
    );
    await schakel.settle();
    expect(schakel.slack.read(stage.channel).join('\n')).toContain('We sluiten');
    expect(schakel.slack.channelByName(stage.channel)?.isArchived).toBe(true);
    // An older message with buttons still stands in a direct conversation.
    ok(await schakel.slack.as(LEAD).click({ channel: 'dm', text: 'vrijdag 19 maart' }, 'Akkoord'));
    await schakel.settle();
    expect(schakel.slack.written(LEAD).at(-1)).toContain('is afgesloten. Er kan niets meer veranderen.');
  });
});

describe('when something is away', () => {
  let schakel: Schakel<'slack'>;
  beforeAll(async () => {
    schakel = await startSchakel({ ...IN_SLACK, start: STORY_START });
  });
  afterAll(() => schakel?.stop());

  const ready = async (): Promise<number> => (await fetch(`${schakel.base}/health/ready`)).status;

  it('the database: the person is told to try again, health says so, and it recovers by itself', async () => {
    expect(await ready()).toBe(200);
    const name = new URL(schakel.database.url).pathname.slice(1);
    const admin = new (await import('pg')).default.Client({
      connectionString: schakel.database.url.replace(`/${name}`, '/postgres'),
    });
    await admin.connect();
    await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
    const away = await schakel.slack.as(COORDINATOR).command('dm', '/schakel afspraken');
    expect(away.body).toContain('Er is niets veranderd. Probeer het over een minuut nog eens.');
    expect(await ready()).toBe(503);
    await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
    await admin.end();
    expect(await ready()).toBe(200);
    ok(await schakel.slack.as(COORDINATOR).command('dm', '/schakel afspraken'));
  });

  it.each([
    ['answers 429', { kind: '429', retryAfter: 7 }],
    ['answers 503', { kind: '503' }],
    ['does it and does not answer', { kind: 'destroyed-after' }],
    ['does nothing and does not answer', { kind: 'destroyed-before' }],
  ] as const)('Slack %s: the welcome stands in the channel exactly once', async (_what, fault) => {
    schakel.slack.fail({ ...fault, method: 'chat.postMessage', times: 2 });
    await openCaseInChat(schakel.slack.as(COORDINATOR), schakel);
    await schakel.settle();
    const channel =
      schakel.slack
        .channels()
        .filter((c) => c.name !== 'algemeen')
        .at(-1)?.name ?? '';
    expect(schakel.slack.read(channel).filter((m) => m.startsWith('Welkom in'))).toHaveLength(1);
    expect(schakel.slack.read(channel).filter((m) => m.includes(': overzicht'))).toHaveLength(1);
  });
});
