import { describe, expect, it } from 'vitest';
import { agreement, CALENDAR, caseState } from '../../test/support/case-builder.ts';
import { type Meant, understandCommand, WORDS } from './command-line.ts';
import { COMMANDS } from './registry.ts';

const state = caseState({
  agreements: [agreement(), agreement({ id: 'a2', number: 2, ownerId: 'p-lead' })],
});
/** Typed by the owner of agreement 1 on Friday 12 March 2027. */
const typed = (line: string, language: 'nl' | 'en' = 'nl', inCase = true): Meant => {
  const [root = '', ...rest] = line.split(' ');
  return understandCommand(root, rest.join(' '), {
    state: inCase ? state : null,
    me: 'p-owner',
    today: '2027-03-12',
    language,
    calendar: CALENDAR,
  });
};
const shortly = (meant: Meant): string => {
  if (meant.does === 'say') return meant.key;
  const { caseId, ...args } = meant.args;
  const what = meant.does === 'form' ? `form ${meant.form}` : meant.command;
  return [what, ...Object.entries(args).map(([k, v]) => `${k}=${v}`), ...(caseId ? ['here'] : [])].join(' ');
};

describe('what is typed', () => {
  it.each([
    ['schakel', 'help'],
    ['schakel hulp', 'help'],
    ['schakel help', 'help'],
    ['schakel AFSPRAAK', 'form agreement.create here'],
    ['schakel agreement', 'form agreement.create here'],
    ['afspraak wekelijks bellen', 'form agreement.create suggestedTitle=wekelijks bellen here'],
    ['schakel klaar 2', 'agreement.reportDone agreementId=a2'],
    ['klaar #2', 'agreement.reportDone agreementId=a2'],
    ['done', 'agreement.reportDone agreementId=a1'],
    ['schakel vast', 'form agreement.stuck agreementId=a1'],
    ['schakel stuck 2', 'form agreement.stuck agreementId=a2'],
    ['schakel datum 1', 'form agreement.proposeDate agreementId=a1'],
    ['schakel date 1', 'form agreement.proposeDate agreementId=a1'],
    ['afspraken', 'agreement.list here'],
    ['schakel agreements', 'agreement.list here'],
    ['schakel casus', 'case.show here'],
    ['schakel case', 'case.show here'],
    ['schakel casus nieuw', 'form case.open'],
    ['schakel case close', 'form case.close here'],
    ['schakel casus wacht', 'form case.hold here'],
    ['schakel casus verder', 'case.resume here'],
    ['schakel casus contact', 'form case.setEscalationContact here'],
    ['schakel regie', 'lead.show here'],
    ['schakel lead', 'lead.show here'],
    ['schakel achtervang', 'form deputy.set here'],
    ['schakel deputy', 'form deputy.set here'],
    ['schakel deelnemer', 'form participant.add here'],
    ['schakel uitnodigen', 'form participant.invite here'],
    ['schakel goed', 'form strength.note here'],
    ['schakel werkdagen', 'form person.days'],
    ['schakel afwezig', 'form absence.report'],
    ['schakel afwezig terug', 'absence.end'],
    ['schakel afwezig t/m vrijdag', 'absence.report from=2027-03-12 until=2027-03-19'],
    ['schakel afwezig van maandag tot en met woensdag', 'absence.report from=2027-03-15 until=2027-03-17'],
    ['schakel afwezig vandaag', 'absence.report from=2027-03-12 until='],
    ['schakel klaar 9', 'refused.noSuchNumber'],
    ['schakel afwezig ooit eens', 'refused.dateNotUnderstood'],
    ['schakel kklaar', 'refused.unknownWordNear'],
    ['schakel constructor', 'refused.unknownWord'],
  ])('“%s” means %s', (line, meant) => {
    expect(shortly(typed(line))).toBe(meant);
  });

  it('a person who reads English types dates in English', () => {
    expect(shortly(typed('schakel absence from Monday to Wednesday', 'en'))).toBe(
      'absence.report from=2027-03-15 until=2027-03-17',
    );
  });

  it('outside a channel of a case it is about the person, or says where it works', () => {
    expect(shortly(typed('afspraken', 'nl', false))).toBe('agreement.mine');
    expect(shortly(typed('afspraak', 'nl', false))).toBe('refused.outsideCase');
    expect(shortly(typed('schakel klaar 1', 'nl', false))).toBe('refused.outsideCase');
    expect(shortly(typed('schakel casus', 'nl', false))).toBe('form case.open');
  });

  it('every word does something that exists, and none is unknown', () => {
    for (const word of WORDS) {
      const meant = typed(`schakel ${word}`);
      if (meant.does === 'say') expect(meant.key).toBe('refused.codeMissing');
      else expect(COMMANDS.has(meant.does === 'form' ? meant.form : meant.command)).toBe(true);
    }
  });
});
