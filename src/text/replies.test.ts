import { describe, expect, it } from 'vitest';
import { EXAMPLES, FACTS, inCase, LEAD, OWNER } from '../../test/fixtures/messages.ts';
import { NL, READERS, U, words } from '../../test/fixtures/reading.ts';
import type { ReplyKey } from '../domain/reply-keys.ts';
import type { Document, Reader } from '../ports/document.ts';
import { composeHome } from './home.ts';
import { composeCaseView, composeHelp, composeLead, composeList } from './query-replies.ts';
import { reply, replyText } from './replies.ts';
import nl from './words/nl.json' with { type: 'json' };

const EN: Reader = { ...NL, language: 'en' };
const said = (key: ReplyKey, values: Record<string, unknown> = {}, r: Reader = NL): string =>
  words(reply(key, values, r, []));

/** Something for every value that any answer asks for. */
const VALUES = {
  on: '2027-03-12',
  recalled: 'yes',
  number: 3,
  date: '2027-04-28',
  first: '2027-01-04',
  lead: LEAD,
  person: OWNER,
  deputy: LEAD,
  contact: LEAD,
  code: 'Wilg-27',
  count: 2,
  changed: 1,
  max: 120,
  most: 8,
  name: 'Koningsdag',
  title: 'directeur',
  word: 'kaar',
  near: 'klaar',
  text: 'ooit',
  kinds: ['bsn', 'phone'],
  link: 'ABCD-EFGH-JKMN',
  join: 'ABCD-EFGH-JKMN',
  way: 'email',
  other: 'sms',
  spoken: '482913',
  minutes: 15,
  years: 2,
  guess: '2027-12-31',
  from: '2027-03-15',
  until: '2027-03-17',
  also: [{ from: '2027-04-26', until: '2027-04-30' }],
  days: 3,
  what: 'Teamleider',
  where: 'ladder',
  problem: 'ontbreekt',
  line: 7,
  n: 2,
  numbers: '2, 3',
  made: 2,
  known: 1,
  chosen: '2 Wilg-27, 5 Eik-31',
  party: 'Samenwerkingsverband',
  about: 'both',
  lacks: 'both',
  reads: 'channel',
  of: 'organisation',
  here: 'no',
  chat: 'yes',
  sees: 'own',
  answer: 'no',
  missing: 1,
  rule: 'first',
  both: 'yes',
  open: 'yes',
  region: 'Regio Midden',
  platform: 'slack',
  confirm: 'ABCD-EFGH-JKMN',
  who: [LEAD, OWNER],
  step: { step: 'question' },
  needed: [{ step: 'routes' }, { step: 'authority' }],
  web: 'yes',
  youngPerson: 'yes',
  often: '2',
  kind: 'lead',
  url: { address: 'https://schakel.example/form/intake.question?caseId=1' },
};

describe('every answer', () => {
  const keys = Object.keys(nl).filter((key): key is ReplyKey => /^(done|refused)\./.test(key));

  it.each(keys)('%s has words without holes, in both languages and registers', (key) => {
    for (const r of READERS) {
      const answer = said(key, VALUES, r);
      expect(answer).not.toMatch(/undefined|null|NaN|\{|\}|\bnone\b|\[object/);
      expect(answer).not.toContain(key);
      expect(answer).toMatch(/^[A-Z“0-9]/);
    }
  });

  it.each(keys)('%s has words when nobody and nothing is known', (key) => {
    // A second case lead is refused only when there is one.
    const lead = key === 'refused.leadExists' ? LEAD : null;
    expect(replyText(NL, key, { ...VALUES, lead, name: '', title: '', guess: null, who: [] })).not.toMatch(
      /\bnone\b|null/,
    );
  });
});

describe('what somebody reads who did something', () => {
  it.each([
    ['refused.unknownWordNear', '“kaar” ken ik niet. Bedoel je “klaar”? Typ: /schakel klaar'],
    ['refused.leadExists', 'Er is al een regiehouder: Casemanager. Er kan er maar één zijn. Overleg samen.'],
    [
      'refused.busy',
      'Iemand was net iets sneller. Er is niets veranderd. Kijk naar de stand van nu en kies opnieuw.',
    ],
    [
      'refused.dateDayOff',
      'Woensdag 28 april 2027 is een vrije dag (Koningsdag). Schakel verschuift niets zelf. Welke dag wordt het?',
    ],
    [
      'refused.personalData',
      'Hier lijkt een burgerservicenummer en een telefoonnummer in te staan. Anderen lezen dit ook. Kan het zonder? Zo niet, vink dan “toch plaatsen” aan.',
    ],
    [
      'done.dateProposed',
      'Je stelt voor afspraak 3 woensdag 28 april 2027 voor. Casemanager beslist. Tot dan blijft de oude datum staan.',
    ],
  ] as const)('%s', (key, words) => {
    expect(said(key, VALUES)).toBe(words);
  });

  it('is called "u" when a parent', () => {
    expect(said('done.confirmed', VALUES, U)).toBe('Dank. U hebt afspraak 3 bevestigd.');
    expect(said('done.confirmed', VALUES)).toBe('Dank. Je hebt afspraak 3 bevestigd.');
  });

  it('hears of the coordinator where there is no case lead', () => {
    const nobody = { ...VALUES, lead: null, on: '2027-03-12' };
    expect(said('done.stuck.today', nobody)).toContain('De coördinator krijgt vandaag bericht');
    expect(said('done.stuck.later', nobody)).toContain('krijgt op vrijdag 12 maart 2027 bericht');
  });

  it('gets a button when something would help', () => {
    const offer = { form: 'participant.add', args: inCase, label: 'button.addPerson' } as const;
    expect(words(reply('refused.ownerNotInCase', {}, NL, [offer]))).toContain('[Iemand toevoegen]');
  });

  it('shows nothing in the push text', () => {
    expect(reply('done.confirmed', VALUES, NL, []).notification).toBe('Schakel');
  });
});

const buttonsOf = (d: Document): string[] =>
  d.blocks.flatMap((b) => (b.kind === 'actions' ? b.actions.map((a) => a.label) : []));

describe('help', () => {
  it('names the words to type, and has the same as buttons', () => {
    const help = words(composeHelp(NL, { caseId: inCase.caseId, inIntake: false, isFamily: false }, false));
    expect(help).toContain('/schakel klaar 2 – afspraak 2 is klaar');
    expect(help).toContain('[Nieuwe afspraak] [Alle afspraken] [Overzicht]');
    expect(help).not.toContain('[Nieuwe casus openen]');
    expect(words(composeHelp(EN, null, true))).toContain('[Open a new case]');
    const onWeb = words(
      composeHelp({ ...NL, typed: null }, { caseId: inCase.caseId, inIntake: false, isFamily: false }, false),
    );
    expect(onWeb).toContain('Alles gaat met knoppen.');
    expect(onWeb).not.toMatch(/schakel|klaar 2/);
  });
});

describe('my page', () => {
  const agreements = [{ caseId: inCase.caseId, code: inCase.code, agreement: FACTS }];
  const cases = [
    {
      caseId: inCase.caseId,
      code: inCase.code,
      lead: LEAD,
      daysAtHome: 67,
      clock: 'home' as const,
      openCount: 1,
      inIntake: false,
    },
  ];

  it('shows my open agreements with their buttons, then where I take part', () => {
    const home = words(composeHome({ agreements, cases, mayOpenCase: false, reader: U })).split('\n');
    expect(home.slice(0, 5)).toEqual([
      'Mijn open afspraken',
      'Wilg-27',
      '1. Onderwijsplan',
      'Ondersteuningscoördinator – donderdag 18 maart 2027 – nog niet bevestigd',
      '[Klopt] [Ik heb het anders begrepen] [Is klaar] [Nieuwe datum voorstellen] [Ik loop vast]',
    ]);
    expect(home).toContain('Wilg-27 – regie: Casemanager – 67 dagen thuis – 1 open afspraak');
    expect(home.join()).not.toContain('Nieuwe casus openen');
  });

  it('is friendly when there is nothing', () => {
    const home = words(composeHome({ agreements: [], cases: [], mayOpenCase: true, reader: U }));
    expect(home).toContain('Er staat niets voor u open. Fijn.');
    expect(home).toContain('U doet nog nergens aan mee.');
    expect(home).toContain('[Nieuwe casus openen]');
  });

  it('stays within what one page can hold', () => {
    const many = Array.from({ length: 200 }, () => agreements).flat();
    const page = composeHome({
      agreements: many,
      cases: Array(200).fill(cases[0]),
      mayOpenCase: true,
      reader: NL,
    });
    expect(page.blocks.length).toBeLessThanOrEqual(100);
  });
});

describe('lists and overviews', () => {
  const items = [
    { ...inCase, agreement: { ...FACTS, number: 1, owner: LEAD } },
    { ...inCase, agreement: { ...FACTS, number: 2, title: 'Zorgplan' } },
  ];

  it('show first what is asked of me', () => {
    const list = words(composeList(items, inCase.code, NL, OWNER.id));
    expect(list.indexOf('2. Zorgplan')).toBeLessThan(list.indexOf('1. Onderwijsplan'));
  });

  it('say how many more there are, and when there are none', () => {
    const many = Array.from({ length: 20 }, () => items[0]).filter((i) => i !== undefined);
    expect(words(composeList(many, inCase.code, NL, null))).toContain('En nog 8 open afspraken.');
    expect(words(composeList([], inCase.code, NL, null))).toContain('Er staan geen afspraken open.');
  });

  it('give the buttons of the whole case to the lead and the coordinators only', () => {
    const overview = { ...EXAMPLES.Overview, status: 'open' as const };
    expect(buttonsOf(composeCaseView(overview, NL, true))).toContain('Afsluiten');
    expect(buttonsOf(composeCaseView(overview, NL, false))).toEqual(['Wie heeft de regie?', 'Wie is wie']);
  });

  it('name who guards the way of working, and say that the lead stays where it is', () => {
    const guard = { person: OWNER, role: 'processLead', away: false } as const;
    const overview = { ...EXAMPLES.Overview, status: 'open', lead: LEAD, people: [guard] } as const;
    expect(words(composeCaseView(overview, NL, false))).toMatch(/Bewaakt de werkwijze:.*/);
    expect(words(composeLead(overview, NL))).toContain('De regie blijft bij de regiehouder.');
    expect(words(composeCaseView({ ...overview, people: [] }, NL, false))).not.toContain(
      'Bewaakt de werkwijze',
    );
  });

  it('let the lead hand back the lead after a question', () => {
    const view = composeLead({ ...EXAMPLES.Overview, lead: LEAD }, NL, { isLead: true });
    expect(buttonsOf(view)).toEqual(['Achtervang kiezen', 'Regie overdragen', 'Regie teruggeven']);
    expect(words(composeLead({ ...EXAMPLES.Overview, lead: null }, NL))).toContain('[Ik neem de regie]');
  });
});
