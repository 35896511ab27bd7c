import { describe, expect, it } from 'vitest';
import { agreement, CALENDAR, caseState } from '../../test/support/case-builder.ts';
import { type Typing, understandCommand } from './command-line.ts';

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
