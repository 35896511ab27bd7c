import { describe, expect, it } from 'vitest';
import { agreement, CALENDAR, caseState } from '../../../test/support/cases/case-builder.ts';
import en from '../../text/words/en.json' with { type: 'json' };
import nl from '../../text/words/nl.json' with { type: 'json' };
import { type Typing, understandCommand } from './understand-command.ts';

const state = caseState({ agreements: [agreement(), agreement({ id: 'a2', number: 2 })] });
const typing: Typing = {
  state,
  me: 'p-lead',
  today: '2027-03-16',
  language: 'nl',
  calendar: CALENDAR,
};
const form = (name: string, args: Record<string, string>): unknown => ({ does: 'form', form: name, args });

describe('what a parent said by phone, typed in both languages', () => {
  it.each(['telefonisch', 'phone'])('%s opens the form to write it down', (word) => {
    expect(understandCommand('schakel', word, typing)).toEqual(
      form('agreement.enterByPhone', { caseId: 'case' }),
    );
  });

  it.each(['telefonisch 2', 'phone #2', 'Telefonisch 2 klaar', 'telefonisch \u0662'])(
    '%s is about agreement 2',
    (line) => {
      expect(understandCommand('schakel', line, typing)).toEqual(
        form('agreement.enterByPhone', { caseId: 'case', agreement: 'a2' }),
      );
    },
  );

  it('a number that is not there leaves the choice open', () => {
    expect(understandCommand('schakel', 'telefonisch 9', typing)).toEqual(
      form('agreement.enterByPhone', { caseId: 'case' }),
    );
  });

  it.each(['telefonisch nieuw', 'phone new'])('%s is what they proposed', (line) => {
    expect(understandCommand('schakel', line, typing)).toEqual(
      form('agreement.createByPhone', { caseId: 'case' }),
    );
  });

  it('belongs in the channel of a case', () => {
    expect(understandCommand('schakel', 'telefonisch', { ...typing, state: null })).toMatchObject({
      does: 'say',
      key: 'refused.outsideCase',
    });
  });
});

/** The phrases that `help` says can be typed, without what it says of them. */
const HELP = [nl, en].flatMap((texts) =>
  texts['help.commands'].split('\n').flatMap((line) => {
    const [words = '', means = ''] = line.replace('{typed}', '').split(' – ');
    const more = /\(\S+: (.*)\)/.exec(means)?.[1];
    return more ? [words, more] : [words];
  }),
);
const TITLES = ['Onderwijsplan', 'Zorgplan met één vast gezicht', 'Vervoer'];
const titled: Typing = {
  ...typing,
  me: 'p-owner',
  state: caseState({
    agreements: TITLES.map((title, i) =>
      agreement({ id: `a${i + 1}`, number: i + 1, title, ownerId: 'p-owner' }),
    ),
  }),
};

describe('what can be typed', () => {
  it.each(HELP)('“%s”, as help says, is understood', (line) => {
    const state = caseState({ agreements: [1, 2, 3, 4].map((n) => agreement({ id: `a${n}`, number: n })) });
    const meant = understandCommand('schakel', line, { ...typing, state });
    if (meant.does === 'say') expect(meant.key).toBe('done.confirmedAll');
    else expect(['command', 'form', 'each']).toContain(meant.does);
  });

  it.each([
    ['klaar zorgplan', 'a2'],
    ['klaar ÉÉN VAST', 'a2'],
    ['klaar een  vast gezicht.', 'a2'],
    ['klaar “Vervoer”', 'a3'],
    ['klaar afspraak 3', 'a3'],
    ['Klaar: #3', 'a3'],
    ['is klaar 3!', 'a3'],
  ])('“%s” is one agreement', (line, agreementId) => {
    expect(understandCommand('schakel', line, titled)).toEqual({
      does: 'each',
      command: 'agreement.reportDone',
      each: [{ agreementId }],
    });
  });

  it.each([
    'klaar ver',
    'klaar plan',
    'klaar vervoer is geregeld',
    'klaar 1-3',
    'klaar 1 2 plan',
    'klaar 12345',
    'klaar',
  ])('“%s” is not one agreement, and asks', (line) => {
    expect(understandCommand('schakel', line, titled)).toMatchObject({ does: 'ask' });
  });

  it.each(['constructor', '__proto__ 2', 'toString'])('“%s” is no word', (line) => {
    expect(understandCommand('schakel', line, titled)).toMatchObject({ does: 'say' });
  });
});
