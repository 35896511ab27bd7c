import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok, peopleInSlack } from '../../support/people/actor.ts';
import { openCaseInChat } from '../../support/people/acts.ts';
import {
  COORDINATOR,
  IN_SLACK,
  LEAD,
  MOTHER,
  MUNICIPALITY,
  REGION_FILE,
  SCHOOL,
  SCHOOL_DEPUTY,
} from '../../support/people/in-slack.ts';
import { readBlocks } from '../../support/reading/in-slack.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { begun } from '../operation/begun.ts';
import { STORY_4, STORY_START, type Stage } from '../whole/story4-script.ts';

describe('every way in', () => {
  let schakel: Schakel<'slack'>;
  let stage: Stage;
  beforeAll(async () => {
    ({ schakel, stage } = await begun());
  });
  afterAll(() => schakel?.stop());
  const card = (n: number): string =>
    schakel.slack.read(stage.channel).find((m) => new RegExp(`^(Afspraak|Besluit) ${n}\\n`).test(m)) ?? '';

  it('the home page shows my open agreements and where I take part', async () => {
    ok(await schakel.slack.as(SCHOOL).openHome());
    const home = readBlocks(schakel.slack.home(SCHOOL)?.blocks ?? []);
    expect(home).toContain('Mijn open afspraken');
    expect(home).toContain('Onderwijsplan');
    expect(home).not.toContain('Zorgplan');
    expect(home).toMatch(/regie: @?Casemanager gemeente/);
  });

  it('a message becomes an agreement with the shortcut, its first words as the title', async () => {
    await schakel.slack.as(MOTHER).say(stage.channel, 'Wie belt er elke week naar huis?');
    const message = schakel.slack.history(stage.channel).at(-1);
    if (!message) throw new Error('nothing was said');
    ok(await schakel.slack.as(LEAD).shortcut('make_agreement', message));
    ok(
      await schakel.slack.as(LEAD).submit({
        owner: 'Jeugdconsulent gemeente (leidinggevende gemeente)',
        due: 'vrijdag 19 maart',
        doneWhen: 'ouder heeft een vast moment',
      }),
    );
    await schakel.settle();
    expect(card(4)).toContain('Wie belt er elke week naar huis?');
    expect(card(4)).toContain('Nog niet bevestigd: @Jeugdconsulent gemeente, @Moeder');
  });

  it('the mother, a guest, understands it differently: it is not clear yet, nobody is asked, the lead hears it', async () => {
    ok(
      await schakel.slack
        .as(MOTHER)
        .click({ channel: stage.channel, text: 'elke week' }, 'Ik heb het anders begrepen'),
    );
    ok(await schakel.slack.as(MOTHER).submit({ words: 'dagelijks, niet wekelijks' }));
    await schakel.settle();
    expect(card(4)).toContain('“dagelijks, niet wekelijks”');
    expect(schakel.slack.written(LEAD).join('\n')).toContain('dagelijks, niet wekelijks');
    await schakel.at('2027-03-17', '09:00');
    expect(schakel.slack.written(MUNICIPALITY).join('\n')).not.toContain('elke week');
  });

  it('the lead writes it anew, and everybody is asked again', async () => {
    ok(await schakel.slack.as(LEAD).click({ channel: stage.channel, text: 'elke week' }, 'Tekst aanpassen'));
    ok(await schakel.slack.as(LEAD).submit({ title: 'Twee keer per week bellen' }));
    await schakel.settle();
    expect(card(4)).toContain('Twee keer per week bellen');
    expect(card(4)).not.toContain('anders begrepen:');
  });

  it('what somebody has not confirmed is asked once more, as one set with "Alles klopt"', async () => {
    for (const title of ['Extra een', 'Extra twee']) {
      ok(await schakel.slack.as(LEAD).command(stage.channel, '/afspraak'));
      ok(
        await schakel.slack.as(LEAD).submit({
          title,
          owner: 'Casemanager gemeente (casemanager gemeente)',
          due: 'vrijdag 16 april',
          doneWhen: 'klaar',
        }),
      );
      await schakel.settle();
    }
    await schakel.at('2027-03-19', '09:00');
    expect(schakel.slack.written(MOTHER).at(-1)).toContain('Extra twee');
    ok(await schakel.slack.as(MOTHER).click({ channel: 'dm', text: 'Extra twee' }, 'Alles klopt'));
    await schakel.settle();
    expect(card(5)).toContain('Bevestigd door: @Casemanager gemeente, @Moeder');
    expect(card(6)).toContain('Bevestigd door: @Casemanager gemeente, @Moeder');
  });

  it('a deputy who picks it up acts from then; the owner stays the owner', async () => {
    await schakel.at('2027-03-23', '09:00');
    ok(
      await schakel.slack.as(SCHOOL_DEPUTY).click({ channel: 'dm', text: 'Onderwijsplan' }, 'Ik pak het op'),
    );
    await schakel.settle();
    expect(card(1)).toMatch(
      /Wie: @Ondersteuningscoördinator school\nNeemt nu waar: @Intern begeleider school/,
    );
    expect(schakel.slack.written(SCHOOL).join('\n')).toContain('blijft eigenaar');
  });

  it('"nog niet" opens it again, without reproach', async () => {
    ok(
      await schakel.slack
        .as(SCHOOL_DEPUTY)
        .click({ channel: stage.channel, text: 'Onderwijsplan' }, 'Is klaar'),
    );
    await schakel.settle();
    ok(await schakel.slack.as(MOTHER).click({ channel: stage.channel, text: 'Onderwijsplan' }, 'Nog niet'));
    await schakel.settle();
    expect(card(1)).toContain('Wanneer:');
    expect(schakel.slack.written(SCHOOL_DEPUTY).join('\n')).toContain('nog niet helemaal klaar');
  });
});

describe('a workspace that keeps titles out of the chat', () => {
  it('shows number, kind, owner and date, and no title anywhere', async () => {
    const region = REGION_FILE.replace('teamId: T0TOWN', 'teamId: T0TOWN, titlesInChat: false');
    const schakel = await startSchakel({ ...IN_SLACK, start: STORY_START, region });
    const stage: Stage = {
      ...peopleInSlack(schakel.slack),
      language: 'nl',
      channel: '',
      settle: () => schakel.settle(),
    };
    try {
      await STORY_4[0]?.play?.(stage);
      ok(await schakel.slack.as(LEAD).command(stage.channel, '/afspraak'));
      ok(
        await schakel.slack.as(LEAD).submit({
          title: 'Onderwijsplan',
          owner: 'Casemanager gemeente (casemanager gemeente)',
          due: 'donderdag 18 maart',
          doneWhen: 'gedeeld',
        }),
      );
      await schakel.settle();
      expect(schakel.slack.read(stage.channel).join('\n')).not.toContain('Onderwijsplan');
      expect(schakel.slack.read(stage.channel).join('\n')).toContain('donderdag 18 maart 2027');
    } finally {
      await schakel.stop();
    }
  });
});

describe('a case without a lead', () => {
  it('says so after two working days, and gives the coordinator the ladder button after five', async () => {
    const schakel = await startSchakel({ ...IN_SLACK, start: STORY_START });
    try {
      await openCaseInChat(schakel.slack.as(COORDINATOR), schakel);
      await schakel.at('2027-03-15', '09:00');
      expect(schakel.slack.written(COORDINATOR).join('\n')).toContain('nog geen regiehouder');
      await schakel.at('2027-03-18', '09:00');
      expect(schakel.slack.written(COORDINATOR).at(-1)).toMatch(/5 werkdagen/);
    } finally {
      await schakel.stop();
    }
  });
});
