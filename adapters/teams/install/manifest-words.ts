/** Every word of the app package that people see in Teams before Schakel says anything itself. */

export type Language = 'nl' | 'en';
export type Pair = Readonly<Record<Language, string>>;

/** A word of the menu: what Teams types for the person, and what it does. Both languages are always understood. */
export interface MenuCommand {
  readonly title: Pair;
  readonly description: Pair;
}

function entry(nl: readonly [string, string], en: readonly [string, string]): MenuCommand {
  return { title: { nl: nl[0], en: en[0] }, description: { nl: nl[1], en: en[1] } };
}

const RIGHT = entry(
  ['klopt', 'Zeg dat een afspraak klopt: klopt 2'],
  ['correct', 'Say that an agreement is right: correct 2'],
);
const DONE = entry(
  ['klaar', 'Meld een afspraak klaar: klaar 2'],
  ['done', 'Report that an agreement is done: done 2'],
);
const OPEN = entry(['afspraken', 'Laat zien wat er openstaat'], ['agreements', 'Show what is open']);
const AWAY = entry(
  ['afwezig', 'Laat weten dat je er even niet bent: afwezig t/m vrijdag'],
  ['absence', 'Say that you are away: absence until Friday'],
);
const HELP = entry(['hulp', 'Wat kan ik hier doen?'], ['help', 'What can I do here?']);

/** The menu in the room of a case. Teams shows twelve words and no more. */
export const IN_ROOM: readonly MenuCommand[] = [
  entry(
    ['afspraak', 'Maak een nieuwe afspraak: afspraak bel de leerplichtambtenaar'],
    ['agreement', 'Make a new agreement: agreement call the attendance officer'],
  ),
  RIGHT,
  DONE,
  entry(['vast', 'Zeg dat je vastloopt: vast 2'], ['stuck', 'Say that you are stuck: stuck 2']),
  OPEN,
  entry(['casus', 'Overzicht van de casus'], ['case', 'Overview of the case']),
  entry(['intake', 'Wat staat er in de intake?'], ['intake', 'What stands in the intake?']),
  entry(['regie', 'Wie houdt het overzicht?'], ['lead', 'Who keeps the overview?']),
  entry(['deelnemer', 'Haal iemand bij de casus'], ['participant', 'Bring somebody into the case']),
  entry(['goed', 'Schrijf op wat er goed gaat'], ['good', 'Write down what goes well']),
  AWAY,
  HELP,
];

/** The menu in the personal chat. */
export const IN_CHAT: readonly MenuCommand[] = [
  RIGHT,
  DONE,
  OPEN,
  entry(['casus nieuw', 'Open een nieuwe casus'], ['case new', 'Open a new case']),
  entry(['aanmelden', 'Meld een kind aan'], ['report', 'Report a child']),
  AWAY,
  entry(['werkdagen', 'Zeg op welke dagen je werkt'], ['days', 'Say on which days you work']),
  entry(
    ['koppel', 'Koppel je account op een ander platform'],
    ['link', 'Link your account on another platform'],
  ),
  entry(
    ['meedoen', 'Doe mee met de code die je kreeg: meedoen ABCD-EFGH-JKMN'],
    ['join', 'Join with the code you were given: join ABCD-EFGH-JKMN'],
  ),
  entry(
    ['werkruimte', 'Laat een regio hier werken, met haar code: werkruimte ABCD-EFGH-JKMN'],
    ['workspace', 'Let a region work here, with its code: workspace ABCD-EFGH-JKMN'],
  ),
  entry(['wegwijs', 'Wie kan helpen?'], ['directory', 'Who can help?']),
  HELP,
];

/** This has at most 80 characters. */
export const SHORT: Pair = {
  nl: 'Houdt afspraken vast rond een kind dat thuiszit, tot ze gelukt zijn.',
  en: 'Keeps the agreements around a child who is at home without school.',
};

export const FULL: Pair = {
  nl: 'Schakel houdt de afspraken bij rond een kind dat thuiszit zonder school. Elke casus heeft een eigen plek in Teams. Daar staat wie wat doet, voor wanneer, en wanneer het klaar is. Je krijgt hooguit één berichtje per werkdag over wat er openstaat. Blijft iets liggen, dan vraagt Schakel hulp aan wie daarvoor is aangewezen. Schakel besluit niets en verwijt niemand iets.',
  en: 'Schakel keeps the agreements around a child who is at home without school. Every case has a place of its own in Teams. It shows who does what, by when, and when it is done. You get at most one short message each working day about what is open. When something gets stuck, Schakel asks the people who were named to help. Schakel decides nothing and blames nobody.',
};

/** The menu of a message takes 32 characters at most, and 128 to describe. */
export const FROM_MESSAGE: MenuCommand = entry(
  ['Maak hier een afspraak van', 'Maak van dit bericht een afspraak'],
  ['Make this an agreement', 'Make an agreement out of this message'],
);
