import { describe, expect, it } from 'vitest';
import words from './watched-words.json' with { type: 'json' };
import { holds } from './watched-words.ts';

describe('words of danger', () => {
  it.each([
    'hij wordt thuis geslagen en is bang',
    'Vader SLAAT HAAR als zij niet gaat',
    'Zij wordt mishandeld',
    'Zij zegt dat zij niet meer wil leven',
    'Blauwe   plekken op zijn arm',
    'gedachten aan zelfmoord',
    'Suïcidaal sinds maandag',
    'Suicidaal sinds maandag',
    'hij ge\u200bslagen? nee: geslagen',
    'He is being hit at home',
    'She cuts herself',
    'He wants to die',
  ])('are heard in: %s', (text) => {
    expect(holds('danger', text)).toBe(true);
  });

  it.each([
    'Goede sfeer in de klas, hij durfde te komen',
    'De afspraak wordt overgeslagen tot na de vakantie',
    'Dit slaat op het rooster van week 11',
    'Onderwijsplan gedeeld met ouder',
    'Veilig Thuis sluit aan bij het overleg',
    'He skipped two lessons and that is fine',
    'The rapeseed field trip',
  ])('are not heard in: %s', (text) => {
    expect(holds('danger', text)).toBe(false);
  });
});

it('the list says when people last looked at it, and has no word twice', () => {
  expect(words.checkedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  for (const { nl, en, inCapitals } of [words.diagnosis, words.danger])
    for (const list of [nl, en, inCapitals]) expect(list).toEqual([...new Set(list)]);
});
