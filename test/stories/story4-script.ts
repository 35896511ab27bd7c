import type { Language } from '../../src/domain/names.ts';
import { say, type TextKey } from '../../src/text/translate.ts';
import type { Came, Hand } from '../support/hand.ts';
import {
  COORDINATOR,
  DIRECTOR,
  LEAD,
  MOTHER,
  MUNICIPALITY,
  nameIn,
  SCHOOL,
  SCHOOL_DEPUTY,
} from '../support/town-people.ts';

/**
 * Story 4 of the domain, day by day: plan within a week, illness, money and Easter. Played by the acceptance test and
 * by the demonstration; every step is somebody typing or pressing. The mother is a guest: she has buttons only.
 */
export interface Stage {
  /** The people, wherever each of them is. */
  readonly people: { as(who: string): Hand };
  /** The name of the channel that was made last. */
  newest(): string;
  readonly language: Language;
  /** The name of the case's channel; known from the first chapter on. */
  channel: string;
  /** Lets everything happen that is due now. */
  settle(): Promise<void>;
}

export interface Chapter {
  readonly id: string;
  readonly date: string;
  readonly time: string;
  readonly title: Readonly<Record<Language, string>>;
  /** What people do, after the clock has come to this moment. Without it only time passes. */
  readonly play?: (stage: Stage) => Promise<void>;
}

/** The first moment of the story. */
export const STORY_START = '2027-03-11T08:00:00.000Z';

/** Texts of the three agreements, in both languages. */
export const TITLES = {
  a1: { nl: 'Onderwijsplan', en: 'Education plan' },
  a2: { nl: 'Zorgplan dat daarop aansluit', en: 'Care plan connecting to it' },
  a3: { nl: 'Besluit bekostiging buddy', en: 'Decision on funding the buddy' },
} as const;

const DONE_WHEN = {
  a1: { nl: 'gedeeld, met doelen en startdatum', en: 'shared, with goals and a start date' },
  a2: { nl: 'behandeldoelen en startdatum staan erin', en: 'treatment goals and start date are in it' },
  a3: { nl: 'het besluit is verstuurd', en: 'the decision is sent' },
} as const;

/** Schakel acknowledged in time and showed no error at a field. */
export function ok(delivery: Came): void {
  if (!delivery.acknowledgedInTime)
    throw new Error(`not acknowledged in time: ${delivery.status} ${delivery.body}`);
  if (delivery.refused) throw new Error(`the platform would not show the answer: ${delivery.refused}`);
  if (delivery.errors) throw new Error(`the form came back: ${JSON.stringify(delivery.errors)}`);
}

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
    id: 'open',
    date: '2027-03-11',
    time: '09:30',
    title: {
      nl: 'De coördinator opent een casus en voegt de mensen toe',
      en: 'The coordinator opens a case and adds the people',
    },
    play: openTheCase,
  },
  {
    id: 'agree',
    date: '2027-03-11',
    time: '11:00',
    title: {
      nl: 'Drie afspraken, ieder met een eigenaar en een datum',
      en: 'Three agreements, each with an owner and a date',
    },
    play: agree,
  },
  {
    id: 'before',
    date: '2027-03-16',
    time: '09:00',
    title: {
      nl: 'Twee werkdagen vooraf: een herinnering aan school',
      en: 'Two working days before: a reminder to school',
    },
  },
  {
    id: 'ill',
    date: '2027-03-17',
    time: '08:45',
    title: { nl: 'De ondersteuningscoördinator meldt zich ziek', en: 'The support coordinator reports ill' },
    play: async (stage) =>
      ok(
        await stage.people
          .as(SCHOOL)
          .command(
            stage.channel,
            stage.language === 'nl' ? '/schakel afwezig vandaag' : '/schakel absence today',
          ),
      ),
  },
  {
    id: 'due',
    date: '2027-03-18',
    time: '09:00',
    title: {
      nl: 'De dag zelf: één bericht, aan de achtervang',
      en: 'The day itself: one message, to the deputy',
    },
  },
  {
    id: 'stuck',
    date: '2027-03-19',
    time: '09:00',
    title: {
      nl: '“Wat heb je nodig?” – de achtervang loopt vast op geld',
      en: '“What do you need?” – the deputy is stuck on money',
    },
    play: async (stage) => {
      await press(stage, SCHOOL_DEPUTY, 'dm', TITLES.a1[stage.language], 'stuck');
      await fill(stage, SCHOOL_DEPUTY, { category: 'money' });
    },
  },
  {
    id: 'told',
    date: '2027-03-19',
    time: '09:05',
    title: { nl: 'De regiehouder weet het meteen', en: 'The case lead knows at once' },
  },
  {
    id: 'missing',
    date: '2027-03-22',
    time: '10:00',
    title: {
      nl: 'De regiehouder vraagt hulp; er is nog niemand bekend',
      en: 'The case lead asks for help; nobody is known yet',
    },
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
    id: 'filled',
    date: '2027-03-23',
    time: '09:30',
    title: { nl: 'De coördinator vult de contactpersoon in', en: 'The coordinator fills in the contact' },
    play: async (stage) => {
      await press(stage, COORDINATOR, 'dm', /./, 'fill');
      await fill(stage, COORDINATOR, { member: DIRECTOR });
    },
  },
  {
    id: 'alert',
    date: '2027-03-24',
    time: '09:00',
    title: { nl: 'De regiehouder drukt op “Vraag hulp”', en: 'The case lead presses “Ask for help”' },
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
    id: 'answer',
    date: '2027-03-25',
    time: '10:00',
    title: {
      nl: 'De directeur antwoordt: gefinancierd tot de zomer',
      en: 'The director answers: funded until summer',
    },
    play: async (stage) => {
      await press(stage, DIRECTOR, 'dm', /./, 'answer');
      await fill(stage, DIRECTOR, {
        answer: stage.language === 'nl' ? 'Gefinancierd tot de zomer' : 'Funded until summer',
        solves: ['yes'],
      });
    },
  },
  {
    id: 'friday',
    date: '2027-03-26',
    time: '12:00',
    title: { nl: 'Goede Vrijdag: geen bericht', en: 'Good Friday: no message' },
  },
  {
    id: 'easter',
    date: '2027-03-29',
    time: '12:00',
    title: { nl: 'Tweede paasdag: geen bericht', en: 'Easter Monday: no message' },
  },
  {
    id: 'delivered',
    date: '2027-03-31',
    time: '10:00',
    title: {
      nl: 'Het onderwijsplan is er; moeder bevestigt',
      en: 'The education plan is there; the mother confirms',
    },
    play: async (stage) => {
      await press(stage, SCHOOL_DEPUTY, stage.channel, TITLES.a1[stage.language], 'done');
      await stage.settle();
      await press(stage, MOTHER, stage.channel, TITLES.a1[stage.language], 'confirmDone');
    },
  },
  {
    id: 'decision',
    date: '2027-04-01',
    time: '11:00',
    title: {
      nl: 'Het besluit is verstuurd, geldig tot 31 juli',
      en: 'The decision is sent, valid until 31 July',
    },
    play: async (stage) => {
      await press(stage, MUNICIPALITY, stage.channel, TITLES.a3[stage.language], 'done');
      await fill(stage, MUNICIPALITY, {
        validUntil: stage.language === 'nl' ? '31 juli 2027' : '31 July 2027',
      });
      await stage.settle();
      await press(stage, LEAD, stage.channel, TITLES.a3[stage.language], 'confirmDone');
    },
  },
  {
    id: 'norm',
    date: '2027-04-05',
    time: '09:00',
    title: {
      nl: 'Langer dan drie maanden thuis: wat is er nu nodig?',
      en: 'Longer than three months at home: what is needed now?',
    },
  },
  {
    id: 'connected',
    date: '2027-04-07',
    time: '14:00',
    title: { nl: 'Het zorgplan sluit aan: goed nieuws', en: 'The care plan connects: good news' },
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
