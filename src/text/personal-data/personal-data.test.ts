import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPersonalData, type PersonalDataKind } from './personal-data.ts';

const TODAY = '2027-03-11';

describe('a text with personal data is warned about', () => {
  it.each<[string, PersonalDataKind[]]>([
    ['111222333 staat in de aanvraag', ['bsn']],
    ['nummer 111 222 333', ['bsn']],
    ['nummer 111.222.333', ['bsn']],
    ['BSN: 1112.22.333', ['bsn']],
    ['BSN 10000008', ['bsn']],
    ['geboren 3 april', ['birth_date']],
    ['geb. 3-4', ['birth_date']],
    ['leerling van 03-04-2017', ['birth_date']],
    ['leerling van 3 april 2017', ['birth_date']],
    ['2017-04-03', ['birth_date']],
    ['born on 3 April', ['birth_date']],
    ['Moeder 123456782', ['bsn']],
    ['nr 123-456-782', ['bsn']],
    ['nr 12 34 56 782', ['bsn']],
    ['nr 1 2 3 4 5 6 7 8 2', ['bsn']],
    ['nr 123\u2013456\u2013782', ['bsn']],
    ['nr 123\u200b456\u200b782', ['bsn']],
    ['nr １２３４５６７８２', ['bsn']],
    ['nr \u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0662', ['bsn']],
    ['Onderzoek naar autisme', ['diagnosis']],
    ['Zij is depressief en slikt Ritalin', ['diagnosis']],
    ['Plan voor leerling met ADD', ['diagnosis']],
    ['Hij heeft een licht verstandelijke  beperking', ['diagnosis']],
    ['Diagnosed with dyslexia', ['diagnosis']],
    ['School phobia: small steps', ['diagnosis']],
    ['bel 06-12345678', ['phone']],
    ['bel 06 12 34 56 78', ['phone']],
    ['bel (030) 123 45 67', ['phone']],
    ['bel 0612345678.', ['phone']],
    ['call +31 6 1234 5678', ['phone']],
    ['call 0031612345678', ['phone']],
    ['bel 088 - 123 4567', ['phone']],
    ['mail iemand@school.example', ['email']],
    ['mail iemand@school.example of bel 0612345678', ['phone', 'email']],
  ])('"%s"', (text, kinds) => {
    expect(findPersonalData(text, TODAY)).toEqual(kinds);
  });
});

describe('an ordinary agreement is not', () => {
  it.each([
    'Onderwijsplan gedeeld met ouder',
    'Plan klaar op 18 maart 2027',
    'Plan klaar op 18-03-2027, besproken op 20-12-2026',
    'Plan klaar op 18 03 2027',
    'Plan 20270318',
    'Besluit 18032027',
    'Geldig van 01-08-2026 tot 31-07-2027',
    'Budget van 1.250.000 euro, regel 12.345.678,00',
    'Factuur 111222334',
    'Zaaknummer 2026-00012345',
    'Vijf dagen van 08:30 tot 14:15',
    'Twee ochtenden, 2 x 45 minuten, week 11 t/m 14',
    'Lokaal 030, gebouw 12',
    'Overleg @ school',
    'De newborn-poli belt',
    'Artikel 4.1.2 en 4.1.3, 2024',
    'Overleg 18-03-2027 2',
    'Please add an odd number of days as agreed',
    'Assistent belt de school; automatisch bericht',
    'Onderzoek afronden en uitkomst bespreken',
    'Specialist denkt mee over het rooster',
  ])('"%s"', (text) => {
    expect(findPersonalData(text, TODAY)).toEqual([]);
  });

  it('whatever working day of this year or the last is named', () => {
    const day = fc.date({ min: new Date('2026-01-01'), max: new Date('2028-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, (d) => {
        const [year = '', month = '', date = ''] = d.toISOString().slice(0, 10).split('-');
        const ways = [`${date}-${month}-${year}`, `${year}-${month}-${date}`, `${year}${month}${date}`];
        for (const way of ways) expect(findPersonalData(`klaar op ${way}`, TODAY)).toEqual([]);
      }),
    );
  });
});

describe('every citizen number', () => {
  it('is found, and no other number of nine digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10_000_000, max: 999_999_999 }), (n) => {
        const nine = String(n).padStart(9, '0');
        const sum = [...nine].reduce((t, d, i) => t + Number(d) * (i === 8 ? -1 : 9 - i), 0);
        expect(findPersonalData(`nr ${nine}`, TODAY).includes('bsn')).toBe(sum % 11 === 0);
      }),
    );
  });
});
