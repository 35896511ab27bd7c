import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTypedCase, type TypedCase } from '../../support/cases/typed-case.ts';
import { ok } from '../../support/people/actor.ts';
import { LEAD, SCHOOL, SCHOOL_DEPUTY } from '../../support/people/in-slack.ts';
import { readBlocks } from '../../support/reading/in-slack.ts';

describe('words that are not understood never act', () => {
  let here: TypedCase;
  beforeAll(async () => {
    here = await openTypedCase([
      ['Onderwijsplan', SCHOOL],
      ['Zorgplan', LEAD],
      ['Rooster met één vast gezicht', SCHOOL],
    ]);
  });
  afterAll(() => here?.schakel.stop());

  it.each([
    ['/klaar zorgplan', 'Is klaar'],
    ['/klaar 2de', 'Is klaar'],
    ['/klaar met bellen, plan nog niet', 'Is klaar'],
    ['/klaar 1, gebeld met school', 'Is klaar'],
    ['/klaar plan', 'Is klaar'],
    ['/done the plan', 'Is klaar'],
    ['/schakel vast zorgplan', 'Ik loop vast'],
    ['/schakel vast 18 maart', 'Ik loop vast'],
    ['/schakel datum 1 april', 'Nieuwe datum voorstellen'],
    ['/schakel datum 18 maart', 'Nieuwe datum voorstellen'],
    ['/schakel datum 2 weken', 'Nieuwe datum voorstellen'],
    ['/schakel date 18 March', 'Nieuwe datum voorstellen'],
  ])('“%s” asks which agreement, and changes nothing', async (line, button) => {
    const before = here.room();
    const answer = await here.types(SCHOOL, line);
    const words = line.replace(/^\/(schakel )?\w+ /, '');
    expect(answer).toContain(
      `Bij “${words}” is niet duidelijk welke afspraak je bedoelt. Er is niets veranderd.`,
    );
    expect(answer).toMatch(
      /Welke afspraak bedoel je\?.*1\. Onderwijsplan.*3\. Rooster met één vast gezicht/s,
    );
    expect(answer.split(`[${button}]`)).toHaveLength(3);
    expect(answer).not.toContain('Zorgplan');
    expect(here.room()).toBe(before);
  });

  it('a day that was typed is in the form of the agreement that is chosen', async () => {
    await here.types(LEAD, '/schakel datum 1 april');
    const { slack } = here.schakel;
    const lead = slack.as(LEAD);
    ok(await lead.click({ channel: here.channel, text: 'Welke afspraak' }, 'Nieuwe datum voorstellen'));
    expect(readBlocks(lead.openView().blocks)).toContain('Afspraak 2: Zorgplan');
    expect(JSON.stringify(lead.openView())).toContain('donderdag 1 april 2027');
    await lead.closeView();
    for (const line of ['/schakel datum 3 1 april', '/schakel datum 3 naar 1 april']) {
      const form = await here.types(SCHOOL, line);
      expect(form).toMatch(/FORM.*Afspraak 3: Rooster/s);
      expect(form).toContain('donderdag 1 april 2027');
    }
  });

  it('a number that is not there says so, of several too, and changes nothing', async () => {
    const before = here.room();
    for (const line of ['/klaar 9', '/klaar 1 en 9'])
      expect(await here.types(SCHOOL, line)).toContain('Afspraak 9 is er niet. Er is niets veranderd.');
    expect(here.room()).toBe(before);
  });

  it('who has nothing open reads that', async () => {
    expect(await here.types(SCHOOL_DEPUTY, '/klaar zorgplan')).toContain('Je hebt hier geen open afspraak');
  });

  it('a part of a title that fits one open agreement of theirs is that one, and the answer names it', async () => {
    const answer = await here.types(SCHOOL, '/klaar een VAST gezicht');
    expect(answer).toContain('dat afspraak 3 klaar is.');
    expect(answer).toMatch(
      /3\. Rooster met één vast gezicht\nOndersteuningscoördinator school – donderdag 18 maart 2027/,
    );
    expect(here.room()).toMatch(/zegt dat.*Rooster met één vast gezicht/s);
    expect(await here.types(SCHOOL, '/schakel vast onderwijs')).toMatch(/FORM.*Afspraak 1: Onderwijsplan/s);
  });

  it('several numbers are each done, and each is named', async () => {
    const answer = await here.types(SCHOOL, '/klaar 1 en 2');
    expect(answer).toMatch(/afspraak 1 klaar is.*1\. Onderwijsplan/s);
    expect(answer).toMatch(/Alleen wie deze afspraak doet.*2\. Zorgplan/s);
  });
});

/** It is Thursday 11 March. */
describe('an absence that is typed', () => {
  let here: TypedCase;
  beforeAll(async () => {
    here = await openTypedCase([['Onderwijsplan', SCHOOL]]);
  });
  afterAll(() => here?.schakel.stop());

  it.each([
    ['maandag', 'op maandag 15 maart 2027'],
    ['Monday', 'op maandag 15 maart 2027'],
    ['vandaag', 'op donderdag 11 maart 2027'],
    ['today', 'op donderdag 11 maart 2027'],
    ['18 maart', 'op donderdag 18 maart 2027'],
    ['tot vrijdag', 'van donderdag 11 maart 2027 tot en met vrijdag 12 maart 2027'],
    ['until Friday', 'van donderdag 11 maart 2027 tot en met vrijdag 12 maart 2027'],
    ['t/m 19 maart', 'van donderdag 11 maart 2027 tot en met vrijdag 19 maart 2027'],
    ['maandag tot en met woensdag', 'van maandag 15 maart 2027 tot en met woensdag 17 maart 2027'],
    ['from Monday to Wednesday', 'van maandag 15 maart 2027 tot en met woensdag 17 maart 2027'],
    ['van vrijdag t/m maandag', 'van vrijdag 12 maart 2027 tot en met maandag 15 maart 2027'],
    ['van maandag t/m vrijdag', 'van maandag 15 maart 2027 tot en met vrijdag 19 maart 2027'],
    ['maandag en dinsdag', 'van maandag 15 maart 2027 tot en met dinsdag 16 maart 2027'],
    ['15-17 maart', 'van maandag 15 maart 2027 tot en met woensdag 17 maart 2027'],
    ['15 t/m 17 maart', 'van maandag 15 maart 2027 tot en met woensdag 17 maart 2027'],
    ['volgende week', 'van maandag 15 maart 2027 tot en met zondag 21 maart 2027'],
    ['next week', 'van maandag 15 maart 2027 tot en met zondag 21 maart 2027'],
    ['deze week', 'van donderdag 11 maart 2027 tot en met zondag 14 maart 2027'],
    ['week 12', 'van maandag 22 maart 2027 tot en met zondag 28 maart 2027'],
  ])('“afwezig %s” is %s, for the person and for the room', async (words, days) => {
    // The same days twice are said once: each begins with nothing noted.
    await here.types(SCHOOL, '/schakel afwezig terug');
    const before = here.schakel.slack.read(here.channel).length;
    const answer = await here.types(SCHOOL, `/schakel afwezig ${words}`);
    expect(answer).toContain(`Genoteerd: je bent afwezig ${days}. Je blijft eigenaar`);
    const said = here.schakel.slack.read(here.channel).slice(before).join('\n');
    expect(said).toContain(`is afwezig ${days}.`);
  });

  it.each(['maandag en donderdag', 'binnenkort', 'in maart', 'volgende week of zo'])(
    '“afwezig %s” is not understood, and nothing is noted',
    async (words) => {
      const before = here.room();
      const answer = await here.types(SCHOOL, `/schakel afwezig ${words}`);
      expect(answer).toContain(`“${words}” begrijp ik niet als datum. Er is niets genoteerd.`);
      expect(here.room()).toBe(before);
    },
  );

  it('without an end says so, and how to come back: the button is there', async () => {
    const answer = await here.types(LEAD, '/schakel afwezig vanaf maandag');
    expect(answer).toContain('je bent afwezig vanaf maandag 15 maart 2027. Er is geen einddatum.');
    expect(answer).toMatch(/Ben je er weer\? Druk dan op “Ik ben er weer”.*\[Ik ben er weer\]/s);
    await here.schakel.at('2027-03-16', '10:00');
    ok(
      await here.schakel.slack
        .as(LEAD)
        .click({ channel: here.channel, text: 'Er is geen einddatum' }, 'Ik ben er weer'),
    );
    expect(await here.types(LEAD, '/schakel regie')).not.toBe(answer);
  });

  it('and a form that is sent says the same', async () => {
    const lead = here.schakel.slack.as(LEAD);
    for (const [values, words] of [
      [{ from: 'morgen' }, 'vanaf woensdag 17 maart 2027. Er is geen einddatum.'],
      [{ from: 'morgen', until: 'vrijdag' }, 'van woensdag 17 maart 2027 tot en met vrijdag 19 maart 2027.'],
      [{ from: 'morgen', until: 'morgen' }, 'op woensdag 17 maart 2027.'],
    ] as const) {
      ok(await lead.command(here.channel, '/schakel afwezig'));
      ok(await lead.submit(values));
      await here.schakel.settle();
      expect(here.lastTold(LEAD)).toContain(`Genoteerd: je bent afwezig ${words}`);
    }
  });
});

describe('answers that are typed', () => {
  let here: TypedCase;
  beforeAll(async () => {
    here = await openTypedCase([
      ['Onderwijsplan', SCHOOL],
      ['Zorgplan', LEAD],
      ['Rooster', SCHOOL],
      ['Vervoer', SCHOOL],
    ]);
    ok(await here.schakel.slack.as(SCHOOL).command(here.channel, '/schakel achtervang'));
    ok(
      await here.schakel.slack
        .as(SCHOOL)
        .submit({ deputy: 'Intern begeleider school (leerkracht of mentor)' }),
    );
    ok(await here.schakel.slack.as(LEAD).command(here.channel, '/schakel regie'));
    ok(
      await here.schakel.slack
        .as(LEAD)
        .click({ channel: here.channel, text: 'nog geen' }, 'Ik neem de regie'),
    );
    await here.schakel.settle();
  });
  afterAll(() => here?.schakel.stop());

  const card = (number: number): string =>
    here.schakel.slack.read(here.channel).find((m) => m.startsWith(`Afspraak ${number}\n`)) ?? '';

  it('“klopt 1” confirms it, and shows what was confirmed, with a way to say otherwise', async () => {
    const answer = await here.types(SCHOOL, '/klopt 1');
    expect(answer).toContain('Dank. Je hebt afspraak 1 bevestigd.');
    expect(answer).toMatch(/1\. Onderwijsplan\nOndersteuningscoördinator school – donderdag 18 maart 2027/);
    expect(answer).toMatch(/Klaar als: Onderwijsplan is gedeeld.*\[Ik heb het anders begrepen\]/s);
    expect(card(1)).toMatch(/Bevestigd door: .*Ondersteuningscoördinator school/);
  });

  it('several at once, in words that people use, each shown', async () => {
    const answer = await here.types(LEAD, '/klopt 1, 3 en 4');
    for (const [n, title] of [
      [1, 'Onderwijsplan'],
      [3, 'Rooster'],
      [4, 'Vervoer'],
    ] as const) {
      expect(answer).toMatch(new RegExp(`afspraak ${n} bevestigd\\.\n${n}\\. ${title}\n`));
      expect(card(n)).toMatch(/Bevestigd door: .*Casemanager gemeente/);
    }
    expect(card(2)).toContain('Bevestigd door: @Casemanager gemeente\n');
  });

  it('“alles klopt” is what is asked of this person, and shows all of it', async () => {
    const answer = await here.types(SCHOOL, '/schakel alles klopt');
    expect(answer).toContain('Dank. Je hebt 2 afspraken bevestigd.');
    expect(answer).toMatch(/3\. Rooster\n.*4\. Vervoer\n/s);
    expect(answer).not.toMatch(/Zorgplan|Onderwijsplan/);
    expect(card(2)).toContain('Bevestigd door: @Casemanager gemeente\n');
    expect(await here.types(SCHOOL, '/correct all')).toContain('Er was niets meer te bevestigen.');
  });

  it.each(['/klopt niet 2', '/schakel anders 2', '/schakel different 2'])(
    '“%s” confirms nothing: the form for other words opens',
    async (line) => {
      expect(await here.types(SCHOOL, line)).toMatch(/FORM.*Afspraak 2: Zorgplan/s);
      expect(card(2)).toContain('Bevestigd door: @Casemanager gemeente\n');
    },
  );

  it('words behind the number stand in that form', async () => {
    expect(await here.types(SCHOOL, '/schakel anders 2 wij dachten in april')).toContain(
      '"initial_value":"wij dachten in april"',
    );
    expect(await here.types(SCHOOL, '/schakel anders wij dachten in april')).toContain(
      'Welke afspraak bedoel je?',
    );
  });

  it('“hulp” names all of these words where they can be typed', async () => {
    const help = await here.types(SCHOOL, '/schakel hulp');
    for (const line of ['klopt 2', 'alles klopt', 'anders 2', 'klaar 2 klopt', 'nog niet 2', 'vraag na 2'])
      expect(help).toContain(`/schakel ${line} – `);
  });

  it('“klopt” with words that are no agreement asks', async () => {
    const before = here.room();
    for (const words of ['met mij', 'plan', 'dat we gebeld hebben', '2de'])
      expect(await here.types(SCHOOL, `/klopt ${words}`)).toContain('Welke afspraak bedoel je?');
    expect(here.room()).toBe(before);
  });

  it('“klaar 1 klopt” says that it is done, and “nog niet 3” that it is not', async () => {
    await here.types(SCHOOL, '/klaar 1 en 3');
    const before = here.room();
    const asked = await here.types(LEAD, '/klopt 1');
    expect(asked).toContain(
      'Er is gezegd dat dit klaar is. Bedoel je dat het klaar is, of dat de afspraak zo goed staat?',
    );
    expect(asked).toMatch(/1\. Onderwijsplan.*\[Klopt, is klaar\] \[Nog niet\] \[Klopt\]/s);
    expect(here.room()).toBe(before);
    const yes = await here.types(LEAD, '/klaar 1 klopt');
    expect(yes).toMatch(/Dank\. Afspraak 1 is klaar\.\n1\. Onderwijsplan/);
    expect(here.room()).toMatch(/Goed nieuws.*Onderwijsplan/s);
    const no = await here.types(LEAD, '/schakel nog niet 3');
    expect(no).toMatch(/Afspraak 3 staat weer open.*\n3\. Rooster/);
    expect(here.schakel.slack.written(SCHOOL).join('\n')).toContain('Rooster');
    expect(await here.types(SCHOOL, '/klaar 3')).toContain('afspraak 3 klaar is');
    expect(await here.types(SCHOOL, '/klaar 3 klopt')).toMatch(/zelf|ander/);
    expect(card(3)).not.toContain('Is klaar sinds');
    expect(await here.types(LEAD, '/klaar 3 nog niet')).toContain('Afspraak 3 staat weer open');
  });

  it('a deputy picks it up or asks, in the order in which people say it', async () => {
    expect(await here.types(SCHOOL_DEPUTY, '/schakel vraag 3 na')).toMatch(
      /hoe het staat met afspraak 3\.\n3\. Rooster/,
    );
    expect(await here.types(SCHOOL_DEPUTY, '/schakel ik pak het op 4')).toMatch(
      /afspraak 4 op.*\n4\. Vervoer/,
    );
    expect(await here.types(SCHOOL_DEPUTY, '/schakel ik pak 3 op')).toMatch(/afspraak 3 op.*\n3\. Rooster/);
    expect(await here.types(LEAD, '/schakel ik pak het op 4')).not.toMatch(/Je pakt afspraak/);
    expect(await here.types(LEAD, '/schakel vraag na')).toContain('Je hebt hier geen open afspraak');
  });

  it('in one’s own conversation the one case is meant; the rights are the same', async () => {
    expect(await here.types(SCHOOL, '/klopt 2', 'dm')).toMatch(/afspraak 2 bevestigd\.\n2\. Zorgplan/);
    expect(await here.types(SCHOOL, '/klaar 2', 'dm')).toContain('Alleen wie deze afspraak doet');
    await here.schakel.slack.as(SCHOOL).createChannel('algemeen', { isPrivate: true });
    expect(await here.types(SCHOOL, '/klaar 4', 'algemeen')).toContain('in een kanaal met afspraken');
  });
});
