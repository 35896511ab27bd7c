import { describe, expect, it } from 'vitest';
import type { DaysAtSchool } from './absence.ts';
import { NOT_NAMED } from './absence.ts';
import { clockState, daysHome, normDate } from './home-clock.ts';

const case_ = (firstDayHome: string | null, atSchool: readonly DaysAtSchool[] = []) => ({
  firstDayHome,
  absence: { ...NOT_NAMED, atSchool },
});

describe('the days at home', () => {
  it('are counted from the first day on, that day included', () => {
    expect(daysHome(case_('2027-01-04'), '2027-01-04')).toBe(1);
    expect(daysHome(case_('2027-01-04'), '2027-01-13')).toBe(10);
  });

  it('stand still from the first lesson on', () => {
    const lessons = case_('2027-01-04', [{ from: '2027-01-14', until: null }]);
    expect(daysHome(lessons, '2027-01-14')).toBe(10);
    expect(daysHome(lessons, '2027-03-01')).toBe(10);
    expect(clockState(lessons)).toBe('school');
  });

  it('go on where they stood when the child is at home again, and never from nothing', () => {
    const again = case_('2027-01-04', [{ from: '2027-01-14', until: '2027-02-01' }]);
    expect(daysHome(again, '2027-01-31')).toBe(10);
    expect(daysHome(again, '2027-02-01')).toBe(11);
    expect(clockState(again)).toBe('home');
  });

  it('are as they were when a first lesson is taken back on the same day', () => {
    const taken = case_('2027-01-04', [{ from: '2027-01-14', until: '2027-01-14' }]);
    expect(daysHome(taken, '2027-01-20')).toBe(daysHome(case_('2027-01-04'), '2027-01-20'));
    expect(normDate('2027-01-04', taken.absence.atSchool)).toBe('2027-04-04');
  });

  it('are none at all while the absence only threatens', () => {
    expect(daysHome(case_(null), '2027-01-20')).toBeNull();
    expect(clockState(case_(null))).toBe('threatened');
  });
});

describe('the three-month date', () => {
  it('moves on by the days with lessons before it', () => {
    expect(normDate('2027-01-04', [{ from: '2027-02-01', until: '2027-02-11' }])).toBe('2027-04-14');
    const twice = [
      { from: '2027-02-01', until: '2027-02-11' },
      { from: '2027-04-10', until: '2027-04-12' },
    ];
    expect(normDate('2027-01-04', twice)).toBe('2027-04-16');
  });

  it('stays where it was when it had passed before the first lesson', () => {
    expect(normDate('2027-01-04', [{ from: '2027-05-01', until: '2027-06-01' }])).toBe('2027-04-04');
  });
});
