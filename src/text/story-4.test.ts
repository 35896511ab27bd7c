import { describe, expect, it } from 'vitest';
import { EXAMPLES, FACTS, inCase, item, LEAD, OWNER, person } from '../../test/fixtures/messages.ts';
import { NL, U, words } from '../../test/fixtures/reading.ts';
import type { AgreementFacts, DigestItem } from '../domain/messages/index.ts';
import type { Reader } from '../ports/document.ts';
import { compose } from './compose.ts';

/** The messages of story 4 as people read them, whole, in the wording of docs/domain.md#wording. */

const EN: Reader = { ...NL, language: 'en' };
const ROOM: Reader = { ...NL, place: 'room' };
const DEPUTY = person(4, 'Intern begeleider');
const DIRECTOR = person(5, 'Directeur');

const digest = (i: DigestItem, r: Reader): string =>
  words(
    compose({ ...EXAMPLES.NudgeDigest, date: '2027-03-19', items: [i], confirm: [], strengths: [] }, r),
  ).trim();
const about = (a: Partial<AgreementFacts>): { agreement: AgreementFacts } => ({
  agreement: { ...FACTS, ...a },
});

describe('story 4 on the screen', () => {
  it('11 March: the card says what, who, when, and when it is done', () => {
    const card = words(compose({ type: 'AgreementCard', ...inCase, ...about({ deputy: DEPUTY }) }, ROOM));
    expect(card.split('\n').slice(0, 9)).toEqual([
      'Afspraak 1',
      'Onderwijsplan',
      'Wie: Ondersteuningscoördinator',
      'Achtervang: Intern begeleider',
      'Wanneer: donderdag 18 maart 2027',
      'Klaar als: gedeeld met ouder',
      'Bevestigd door: Ondersteuningscoördinator',
      'Nog niet bevestigd: Moeder',
      'Klopt dit zo? Geen antwoord telt niet als “ja”; wie nog niet reageerde, krijgt de vraag nog een keer.',
    ]);
    expect(card).toContain(
      '[Klopt] [Ik heb het anders begrepen] [Is klaar] [Nieuwe datum voorstellen] [Ik loop vast]',
    );
  });

  it('16 March: two working days before, the owner is asked whether it works out', () => {
    expect(digest(item('before', 'owner'), NL).split('\n').slice(1)).toEqual([
      'Dit staat in Wilg-27 voor donderdag 18 maart 2027: afspraak 1: Onderwijsplan. Lukt het?',
      'Doe je niets, dan vraagt Schakel het op de dag zelf nog een keer.',
      '[Is klaar] [Het lukt] [Nieuwe datum voorstellen] [Ik loop vast]',
    ]);
  });

  it('17 March: the deputy gets a summary, and the room sees who acts', () => {
    const summary = compose({ ...EXAMPLES.DeputySummary, until: '2027-03-24' }, NL);
    expect(words(summary)).toMatch(
      /^Je neemt in Wilg-27 waar voor Ondersteuningscoördinator tot en met woensdag 24 maart 2027. Dit staat open:/,
    );
    expect(words(compose({ ...EXAMPLES.AbsenceStarts, deputy: DEPUTY }, ROOM))).toBe(
      [
        'Ondersteuningscoördinator is afwezig vanaf woensdag 17 maart 2027. De achtervang neemt waar: Intern begeleider.',
        'Ondersteuningscoördinator blijft eigenaar van de afspraken.',
      ].join('\n'),
    );
  });

  it('19 March: "what do you need?", and the lead hears at once what holds it back', () => {
    expect(digest(item('open_owner', 'acting_owner'), NL)).toContain(
      'Je neemt waar voor Ondersteuningscoördinator. In Wilg-27 staat afspraak 1: Onderwijsplan van donderdag 18 maart 2027 nog open. Wat heb je nodig?',
    );
    expect(words(compose({ ...EXAMPLES.BlockerReported, by: DEPUTY }, NL)).split('\n')).toEqual([
      'Intern begeleider loopt vast bij afspraak 1: Onderwijsplan. Wat het tegenhoudt: geld. Wie mag hierover beslissen: nog niet bekend.',
      'Hierop wacht: afspraak 2. Daar vraagt Schakel nu niet naar.',
      'Wat helpt nu? Je kunt hulp vragen. Gebeurt er niets, dan vragen we er later zelf iemand bij.',
      '[Vraag hulp] [Opgelost] [Pauze]',
    ]);
  });

  it('22 March: nobody is known, and the coordinator reads that in plain words', () => {
    const missing = {
      ...EXAMPLES.ContactMissing,
      why: 'none' as const,
      title: 'directeur samenwerkingsverband',
    };
    expect(words(compose(missing, NL)).split('\n')).toEqual([
      'Voor Wilg-27 is in Midden geen contactpersoon bekend voor “directeur samenwerkingsverband”. Zonder naam kan niemand dit oplossen. Wie is het?',
      'Met een naam gaat het verder. Tot die tijd staat in Wilg-27 dat er nog niemand bekend is.',
      '[Vul in]',
    ]);
    expect(words(compose(EXAMPLES.ClockNotice, ROOM))).toContain(
      'Over twee weken is dit kind drie maanden thuis (zondag 4 april 2027). Wat is er nu nodig?',
    );
  });

  it('24 March: the director gets facts, one question and the days at home, in both languages', () => {
    const alert = { ...EXAMPLES.EscalationAlert, contact: DIRECTOR, question: 'Wie kan dit toezeggen?' };
    expect(words(compose({ ...alert, leadPhone: '088 000 0000' }, NL)).split('\n')).toEqual([
      'Wilg-27 heeft uw hulp nodig',
      'De regio noemt u als iemand die kan helpen wanneer mensen er zelf niet uitkomen. Bij Zo werken we staat wie wat doet.',
      'Doet u niet mee in Wilg-27, dan ziet u alleen deze vraag, zolang die openstaat. Uw antwoord blijft in Wilg-27 staan: wie meedoet leest het, het gezin ook.',
      'Afspraak 1: Onderwijsplan, afgesproken vóór donderdag 18 maart 2027; staat 4 werkdagen open.',
      'Gedaan tot nu: vraag op do 18 mrt aan Ondersteuningscoördinator',
      'Wat het tegenhoudt: geld; wie mag hierover beslissen: nog niet bekend',
      'Vraag aan u: Wie kan dit toezeggen?',
      'Het kind zit 80 dagen zonder passend aanbod thuis.',
      'Casemanager is bereikbaar op 088 000 0000.',
      'Schakel beslist niets.',
      'Kiest u “Ik pak dit op”, dan weet iedereen dat en wachten we een paar werkdagen. Zonder antwoord horen de coördinatoren dat.',
      '[Ik pak dit op] [Antwoord geven] [Zo werken we]',
    ]);
    expect(words(compose(alert, EN))).toContain(
      'The child has been at home for 80 days without a suitable offer.',
    );
    expect(words(compose({ ...alert, copy: true }, NL))).toContain('Wilg-27: Directeur is om hulp gevraagd');
    expect(words(compose({ ...alert, copy: true }, NL))).not.toContain('[');
  });

  it('25 March: the answer is there for everybody to read, with thanks', () => {
    const answered = { ...EXAMPLES.EscalationAnswered, ...about({}), by: DIRECTOR, answer: 'Tot de zomer.' };
    expect(words(compose(answered, ROOM)).split('\n')).toEqual([
      'Het gaat om afspraak 1: Onderwijsplan.',
      'Directeur antwoordt: Tot de zomer.',
      'Dank je wel, Directeur.',
    ]);
  });

  it('31 March: a parent confirms, and the date that follows is told', () => {
    const reported = about({ status: 'reported_done', reportedDoneBy: OWNER });
    expect(
      words(compose({ type: 'DoneReported', ...inCase, ...reported, by: OWNER }, U)).split('\n'),
    ).toEqual([
      'Ondersteuningscoördinator zegt dat afspraak 1: Onderwijsplan klaar is. Klopt dat?',
      '1. Onderwijsplan',
      'Ondersteuningscoördinator – donderdag 18 maart 2027',
      'Klaar als: gedeeld met ouder',
      'Iemand anders dan Ondersteuningscoördinator bevestigt het. Zonder antwoord blijft de afspraak open staan.',
      '[Klopt, is klaar] [Nog niet]',
    ]);
    const follows = {
      ...EXAMPLES.DateFollows,
      ...about({ number: 2, title: 'Zorgplan', due: '2027-04-07' }),
    };
    expect(words(compose({ ...follows, after: { number: 1, title: 'Onderwijsplan' } }, ROOM))).toBe(
      'Afspraak 1 is klaar. Daardoor geldt nu voor afspraak 2: Zorgplan de datum woensdag 7 april 2027.',
    );
  });

  it('5 April: longer than three months, and nobody is blamed', () => {
    const passed = { ...EXAMPLES.ClockNotice, when: 'passed' as const, daysAtHome: 92 };
    expect(words(compose(passed, ROOM))).toContain(
      'Dit kind is nu langer dan drie maanden thuis (92 dagen). Dat is niemands schuld. Wat is er nu nodig?',
    );
  });

  it('the counter-test: a pause with its reason, for everybody to see', () => {
    const pause = about({ paused: { reason: 'school is dicht', until: '2027-04-01' } });
    expect(words(compose({ type: 'AgreementPaused', ...inCase, ...pause, by: LEAD }, ROOM))).toBe(
      'Casemanager heeft afspraak 1: Onderwijsplan gepauzeerd tot donderdag 1 april 2027: school is dicht. Tot dan vraagt Schakel er niemand naar.',
    );
    expect(words(compose({ type: 'AgreementCard', ...inCase, ...pause }, ROOM))).toContain('[Hervatten]');
  });

  it('shows number, kind, owner and date, and where to read on, in a workspace without titles', () => {
    const bare: Reader = { ...ROOM, titles: false, webUrl: 'https://schakel.example' };
    const card = words(compose({ type: 'AgreementCard', ...inCase, ...about({ kind: 'decision' }) }, bare));
    expect(card.split('\n').slice(0, 5)).toEqual([
      'Besluit 1',
      'De tekst van afspraken staat niet in de chat. Lees die in Schakel: https://schakel.example',
      'Wie: Ondersteuningscoördinator',
      'Achtervang: Casemanager',
      'Wanneer: donderdag 18 maart 2027',
    ]);
    expect(card).not.toContain('Onderwijsplan');
  });
});
