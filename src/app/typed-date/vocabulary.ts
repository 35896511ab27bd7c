/**
 * How people say a day, as patterns over text in small letters. `DAY`, `N`, `MONTH` and `YEAR` stand for a
 * weekday, a number in digits or words, a month's name and a year; each at most once in a pattern.
 */
export interface Vocabulary {
  /** Monday first; each with its short forms. */
  weekdays: readonly (readonly string[])[];
  numbers: Readonly<Record<string, number>>;
  /** Words before and after a date that do not change it. */
  before: RegExp;
  after: RegExp;
  phrases: Readonly<Record<Phrase, readonly string[]>>;
}

type Phrase =
  | 'today'
  | 'tomorrow'
  | 'dayAfterTomorrow'
  | 'inWorkingDays'
  | 'inDays'
  | 'inWeeks'
  | 'inTwoWeeks'
  | 'inMonths'
  | 'daysAgo'
  | 'weeksAgo'
  | 'monthsAgo'
  | 'bareDay'
  | 'comingDay'
  | 'lastDay'
  | 'dayLastWeek'
  | 'thisDay'
  | 'nextDay'
  | 'dayThisWeek'
  | 'dayNextWeek'
  | 'dayWeekLater'
  | 'dayWeeksLater'
  | 'endOfWeek'
  | 'endOfNextWeek'
  | 'startOfNextWeek'
  | 'endOfMonth'
  | 'endOfNextMonth'
  | 'endOfNamedMonth'
  | 'endOfNamedMonthAndYear'
  | 'dayOfMonth'
  | 'dayInNumberedWeek'
  | 'endOfNumberedWeek'
  | 'moreThanOneDay';

const dutch: Vocabulary = {
  weekdays: [
    ['maandag', 'ma'],
    ['dinsdag', 'di'],
    ['woensdag', 'woe', 'wo'],
    ['donderdag', 'do'],
    ['vrijdag', 'vrij', 'vr'],
    ['zaterdag', 'za'],
    ['zondag', 'zo'],
  ],
  numbers: {
    een: 1,
    één: 1,
    twee: 2,
    drie: 3,
    vier: 4,
    vijf: 5,
    zes: 6,
    zeven: 7,
    acht: 8,
    negen: 9,
    tien: 10,
    elf: 11,
    twaalf: 12,
    veertien: 14,
    twintig: 20,
    dertig: 30,
  },
  before: /^(?:graag|liefst|uiterlijk|op|per|voor|vóór|tegen|tot en met|tot|t\/m)\s+/u,
  after: /\s+(?:a\.?s\.?|aanstaande|graag|uiterlijk)$/u,
  phrases: {
    today: ['vandaag', 'nu', 'meteen'],
    tomorrow: ['morgen'],
    dayAfterTomorrow: ['overmorgen'],
    inWorkingDays: ['(?:(?:over|binnen|in|na) )?N werkdag(?:en)?'],
    inDays: ['(?:over|binnen|na) N dag(?:en)?'],
    inWeeks: ['(?:over|binnen|na) N we(?:ek|ken)', 'vandaag over N we(?:ek|ken)'],
    inTwoWeeks: [],
    inMonths: ['(?:over|binnen|na) N maand(?:en)?'],
    daysAgo: ['N dag(?:en)? (?:geleden|terug)'],
    weeksAgo: ['N we(?:ek|ken) (?:geleden|terug)'],
    monthsAgo: ['N maand(?:en)? (?:geleden|terug)'],
    bareDay: ['DAY'],
    comingDay: ['(?:aanstaande|aankomende|komende|eerstvolgende|as|a\\.s\\.) DAY'],
    lastDay: ['(?:afgelopen|laatste) DAY'],
    dayLastWeek: ['(?:vorige|afgelopen) week (?:op )?DAY', 'DAY (?:van )?vorige week'],
    thisDay: ['deze DAY'],
    nextDay: ['volgende DAY'],
    dayThisWeek: ['deze week (?:op )?DAY', 'DAY (?:van )?deze week'],
    dayNextWeek: ['(?:volgende|komende) week (?:op )?DAY', 'DAY (?:van |in )?volgende week'],
    dayWeekLater: [],
    dayWeeksLater: ['DAY over N we(?:ek|ken)', 'over N we(?:ek|ken) (?:op )?DAY'],
    endOfWeek: ['einde? (?:van )?(?:de|deze) week', 'einde? week'],
    endOfNextWeek: ['einde? (?:van )?(?:de )?volgende week'],
    startOfNextWeek: ['begin (?:van )?(?:de )?volgende week'],
    endOfMonth: ['einde? (?:van )?(?:de|deze) maand', 'einde? maand'],
    endOfNextMonth: ['einde? (?:van )?(?:de )?volgende maand'],
    endOfNamedMonth: ['einde? (?:van )?MONTH'],
    endOfNamedMonthAndYear: ['einde? (?:van )?MONTH YEAR'],
    dayOfMonth: ['(?:de )?N ?(?:e|de|ste)'],
    dayInNumberedWeek: ['week N,? (?:op )?DAY', 'DAY (?:van |in )?week N'],
    endOfNumberedWeek: ['einde? (?:van )?week N'],
    moreThanOneDay: [
      '(?:in )?week N',
      '(?:in )?(?:de )?(?:volgende|komende|deze) (?:week|maand)',
      '(?:in )?(?:begin |half |medio |midden )?MONTH(?: YEAR)?',
      '(?:begin|half|medio|midden) (?:van )?(?:de |deze |volgende )?(?:week|maand)',
      'over een paar (?:dagen|weken|maanden)',
      '(?:vorige|afgelopen) (?:week|maand)',
      '(?:het )?weekend',
    ],
  },
};

const english: Vocabulary = {
  weekdays: [
    ['monday', 'mon'],
    ['tuesday', 'tues', 'tue'],
    ['wednesday', 'wed'],
    ['thursday', 'thurs', 'thur', 'thu'],
    ['friday', 'fri'],
    ['saturday', 'sat'],
    ['sunday', 'sun'],
  ],
  numbers: {
    a: 1,
    an: 1,
    one: 1,
    two: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    eleven: 11,
    twelve: 12,
    fourteen: 14,
    twenty: 20,
    thirty: 30,
  },
  before: /^(?:please|by|on|before|until|till|no later than|due)\s+/u,
  after: /\s+(?:please|at the latest|latest)$/u,
  phrases: {
    today: ['today', 'now'],
    tomorrow: ['tomorrow'],
    dayAfterTomorrow: ['(?:the )?day after tomorrow'],

    inWorkingDays: ['(?:(?:in|within|after) )?N (?:working|business) days?(?: from (?:now|today))?'],
    inDays: ['(?:in|within|after) N days?', 'N days? from (?:now|today)'],
    inWeeks: [
      '(?:in|within|after) N weeks?',
      'N weeks? from (?:now|today)',
      '(?:today|this day) in N weeks?',
    ],
    inTwoWeeks: ['(?:in )?a fortnight', 'a fortnight from (?:now|today)'],
    inMonths: ['(?:in|within|after) N months?', 'N months? from (?:now|today)'],
    daysAgo: ['N days? ago'],
    weeksAgo: ['N weeks? ago'],
    monthsAgo: ['N months? ago'],
    bareDay: ['DAY'],
    comingDay: ['(?:this )?coming DAY'],
    lastDay: ['(?:this )?past DAY'],
    dayLastWeek: ['last week (?:on )?DAY', 'DAY (?:of )?last week'],
    thisDay: ['this DAY'],
    nextDay: ['next DAY'],
    dayThisWeek: ['this week (?:on )?DAY', 'DAY (?:of )?this week'],
    dayNextWeek: ['next week (?:on )?DAY', 'DAY (?:of )?next week'],
    dayWeekLater: ['DAY week'],
    dayWeeksLater: ['DAY in N weeks?', 'in N weeks?(?: on)? DAY', 'N weeks? (?:from|on) DAY'],
    endOfWeek: ['(?:the )?end of (?:(?:the|this) )?week'],
    endOfNextWeek: ['(?:the )?end of next week'],
    startOfNextWeek: ['(?:the )?(?:start|beginning) of next week', 'early next week'],
    endOfMonth: ['(?:the )?end of (?:(?:the|this) )?month'],
    endOfNextMonth: ['(?:the )?end of next month'],
    endOfNamedMonth: ['(?:the )?end of MONTH'],
    endOfNamedMonthAndYear: ['(?:the )?end of MONTH YEAR'],
    dayOfMonth: ['(?:the )?N ?(?:st|nd|rd|th)'],
    dayInNumberedWeek: ['week N,? (?:on )?DAY', 'DAY (?:of |in )?week N'],
    endOfNumberedWeek: ['(?:the )?end of week N'],
    moreThanOneDay: [
      '(?:in )?week N',
      '(?:in )?(?:the )?(?:next|coming|this) (?:week|month)',
      '(?:in )?(?:early |late |mid[- ]?|the beginning of |the middle of )?MONTH(?: YEAR)?',
      'in a (?:few|couple of) (?:days|weeks|months)',
      '(?:last|past) (?:week|month)',
      '(?:the )?weekend',
    ],
  },
};

export const vocabularies: Readonly<Record<'nl' | 'en', Vocabulary>> = { nl: dutch, en: english };
