import { STORY } from '../../../src/app/demonstration/story.ts';
import type { Language } from '../../../src/domain/vocabulary.ts';
import { say, type TextKey } from '../../../src/text/words/translate.ts';
import { type Actor, ok } from '../../support/people/actor.ts';
import {
  COORDINATOR,
  DIRECTOR,
  LEAD,
  MOTHER,
  MUNICIPALITY,
  nameIn,
  SCHOOL,
  SCHOOL_DEPUTY,
} from '../../support/people/in-slack.ts';

/**
 * Story 4 (docs/domain.md#story-4), day by day: plan within a week, illness, money and Easter. Played by the acceptance
 * test and by the demonstration; every step is somebody typing or pressing. The mother is a guest: she has buttons only.
 */
export interface Stage {
  /** The people, wherever each of them is. */
  readonly people: { as(who: string): Actor };
  /** The name of the channel that was made last. */
  newest(): string;
  readonly language: Language;
  /** The name of the case's channel; known from the first chapter on. */
  channel: string;
  /** Lets everything happen that is due now. */
  settle(): Promise<void>;
}

/** Where story 4 is played, and what can be read there. */
export interface Scene {
  readonly stage: Stage;
  at(date: string, time: string): Promise<void>;
  settle(): Promise<void>;
  /** Returns the messages in each room of the case; Slack's first. */
  rooms(): readonly (readonly string[])[];
  /** Returns what Schakel wrote to a person, where they are. */
  written(who: string): readonly string[];
  /** Returns the topic above each room. */
  topics(): readonly string[];
  /** How the case stands, all in one place. */
  overview(): string;
  stop(): Promise<void>;
}

export interface Chapter {
  readonly id: string;
  readonly date: string;
  readonly time: string;
  readonly title: Readonly<Record<Language, string>>;
  /** Plays what people do, after the clock has come to this moment. Without it only time passes. */
  readonly play?: (stage: Stage) => Promise<void>;
}

/** The first moment of the story. */
export const STORY_START = '2027-03-11T08:00:00.000Z';

const both = (key: TextKey): Readonly<Record<Language, string>> => ({
  nl: say('nl', key),
  en: say('en', key),
});

/** Texts of the three agreements, in both languages. */
export const TITLES = { a1: both('demo.plan'), a2: both('demo.care'), a3: both('demo.funding') } as const;

const DONE_WHEN = {
  a1: both('demo.planDone'),
  a2: both('demo.careDone'),
  a3: both('demo.fundingDone'),
} as const;

/** A button by the text it has in the story's language. */
export function label(stage: Stage, key: string): string {
  return say(stage.language, `button.${key}` as TextKey);
}

async function press(
  stage: Stage,
  who: string,
  where: string,
  text: string | RegExp,
  key: string,
): Promise<void> {
  ok(await stage.people.as(who).click({ channel: where, text }, label(stage, key)));
}

async function fill(
  stage: Stage,
  who: string,
  values: Record<string, string | readonly string[] | null>,
): Promise<void> {
  ok(await stage.people.as(who).submit(values));
}

/** Somebody as they stand in a list of people. */
function inList(stage: Stage, who: string, role: string): string {
  return `${nameIn(stage.language, who)} (${say(stage.language, `role.${role}` as TextKey)})`;
}

/** When and under which words, as the demonstration in the browser has it. */
function scheduled(id: string): Omit<Chapter, 'play'> {
  const { date, time } = STORY.find((chapter) => chapter.id === id) ?? { date: '', time: '' };
  const key = `demo.chapter.${id}` as TextKey;
  return { id, date, time, title: { nl: say('nl', key), en: say('en', key) } };
}

async function openTheCase(stage: Stage): Promise<void> {
  const { people } = stage;
  ok(await people.as(COORDINATOR).openHome());
  ok(await people.as(COORDINATOR).click('home', label(stage, 'newCase')));
  await fill(stage, COORDINATOR, { firstDay: stage.language === 'nl' ? '4 januari 2027' : '4 January 2027' });
  await stage.settle();
  stage.channel = stage.newest();
  const joining = [
    [LEAD, 'municipalCaseManager', 'gemeente'],
    [SCHOOL, 'supportCoordinator', 'school'],
    [SCHOOL_DEPUTY, 'teacher', 'school'],
    [MUNICIPALITY, 'municipalManager', 'gemeente'],
    [MOTHER, 'guardian', null],
  ] as const;
  for (const [member, role, organisation] of joining) {
    ok(await people.as(COORDINATOR).click({ channel: stage.channel }, label(stage, 'addPerson')));
    await fill(stage, COORDINATOR, { member, role, organisation });
    await stage.settle();
  }
}

async function agree(stage: Stage): Promise<void> {
  const { people, channel, language } = stage;
  await press(stage, LEAD, channel, /Schakel/, 'takeLead');
  ok(await people.as(SCHOOL).command(channel, language === 'nl' ? '/schakel achtervang' : '/schakel deputy'));
  await fill(stage, SCHOOL, { deputy: inList(stage, SCHOOL_DEPUTY, 'teacher') });
  await stage.settle();
  const school = inList(stage, SCHOOL, 'supportCoordinator');
  const municipality = inList(stage, MUNICIPALITY, 'municipalManager');
  const make = async (values: Record<string, string | null>): Promise<void> => {
    ok(await people.as(LEAD).command(channel, '/afspraak'));
    await fill(stage, LEAD, values);
    await stage.settle();
  };
  const date = language === 'nl' ? ['donderdag 18 maart', '1 april'] : ['Thursday 18 March', '1 April'];
  await make({
    title: TITLES.a1[language],
    owner: school,
    due: date[0] ?? '',
    doneWhen: DONE_WHEN.a1[language],
  });
  await make({
    title: TITLES.a2[language],
    owner: municipality,
    doneWhen: DONE_WHEN.a2[language],
    predecessor: `1. ${TITLES.a1[language]}`,
    workingDaysAfter: '5',
  });
  await make({
    title: TITLES.a3[language],
    owner: municipality,
    due: date[1] ?? '',
    doneWhen: DONE_WHEN.a3[language],
    kind: 'decision',
  });
  for (const who of [SCHOOL, MOTHER]) await press(stage, who, channel, TITLES.a1[language], 'correct');
  for (const who of [MUNICIPALITY, MOTHER]) {
    await press(stage, who, channel, TITLES.a2[language], 'correct');
    await press(stage, who, channel, TITLES.a3[language], 'correct');
  }
}

export const STORY_4: readonly Chapter[] = [
  {
    ...scheduled('open'),
    play: openTheCase,
  },
  {
    ...scheduled('agree'),
    play: agree,
  },
  {
    ...scheduled('before'),
  },
  {
    ...scheduled('ill'),
    play: async (stage) =>
      ok(
        await stage.people
          .as(SCHOOL)
          .command(
            stage.channel,
            stage.language === 'nl' ? '/schakel afwezig vanaf vandaag' : '/schakel absence from today',
          ),
      ),
  },
  {
    ...scheduled('due'),
  },
  {
    ...scheduled('stuck'),
    play: async (stage) => {
      await press(stage, SCHOOL_DEPUTY, 'dm', TITLES.a1[stage.language], 'stuck');
      await fill(stage, SCHOOL_DEPUTY, { category: 'money' });
    },
  },
  {
    id: 'told',
    date: '2027-03-19',
    time: '09:05',
    title: { nl: 'De regiehouder hoort het dezelfde dag', en: 'The case lead hears it the same day' },
  },
  {
    ...scheduled('missing'),
    play: async (stage) => {
      await press(stage, LEAD, 'dm', TITLES.a1[stage.language], 'help');
      await fill(stage, LEAD, {
        rung: '4',
        question:
          stage.language === 'nl' ? 'Wie kan de bekostiging toezeggen?' : 'Who can promise the funding?',
      });
    },
  },
  {
    ...scheduled('filled'),
    play: async (stage) => {
      await press(stage, COORDINATOR, 'dm', /./, 'fill');
      await fill(stage, COORDINATOR, { member: DIRECTOR });
    },
  },
  {
    ...scheduled('alert'),
    play: async (stage) => {
      await press(stage, LEAD, 'dm', TITLES.a1[stage.language], 'help');
      await fill(stage, LEAD, {
        rung: '4',
        question:
          stage.language === 'nl' ? 'Wie kan de bekostiging toezeggen?' : 'Who can promise the funding?',
      });
    },
  },
  {
    ...scheduled('answer'),
    play: async (stage) => {
      await press(stage, DIRECTOR, 'dm', /./, 'answer');
      await fill(stage, DIRECTOR, {
        answer: stage.language === 'nl' ? 'Gefinancierd tot de zomer' : 'Funded until summer',
        solves: ['yes'],
      });
    },
  },
  {
    ...scheduled('friday'),
  },
  {
    ...scheduled('easter'),
  },
  {
    ...scheduled('delivered'),
    play: async (stage) => {
      await press(stage, SCHOOL_DEPUTY, stage.channel, TITLES.a1[stage.language], 'done');
      await stage.settle();
      await press(stage, MOTHER, stage.channel, TITLES.a1[stage.language], 'confirmDone');
    },
  },
  {
    ...scheduled('decision'),
    play: async (stage) => {
      await press(stage, MUNICIPALITY, stage.channel, TITLES.a3[stage.language], 'done');
      await fill(stage, MUNICIPALITY, {
        validUntil: stage.language === 'nl' ? '31 juli 2027' : '31 July 2027',
      });
      await stage.settle();
      await press(stage, MOTHER, stage.channel, TITLES.a3[stage.language], 'confirmDone');
    },
  },
  {
    ...scheduled('norm'),
  },
  {
    ...scheduled('connected'),
    play: async (stage) => {
      await press(stage, MUNICIPALITY, stage.channel, TITLES.a2[stage.language], 'done');
      await stage.settle();
      await press(stage, MOTHER, stage.channel, TITLES.a2[stage.language], 'confirmDone');
      await stage.settle();
      await press(stage, MOTHER, stage.channel, /Schakel|overzicht|overview/, 'good');
      await fill(stage, MOTHER, {
        words:
          stage.language === 'nl'
            ? 'onderwijs en zorg sluiten op elkaar aan'
            : 'education and care fit together',
      });
    },
  },
];
