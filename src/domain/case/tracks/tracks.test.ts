import { describe, expect, it } from 'vitest';
import { caseState } from '../../../../test/support/cases/case-builder.ts';
import type { Track } from './track.ts';
import { tracksFor, tracksOn } from './tracks.ts';

const track = (over: Partial<Track> = {}): Track => ({
  ...{ id: 'mediation', caseId: 'case', kind: 'mediation', from: '2027-02-08', until: '2027-03-05' },
  ...{ askId: null, askWhom: null, notedById: 'p-lead', notedAt: '2027-02-08T10:00:00.000Z' },
  ...{ endedOn: null, onlyForId: null },
  ...over,
});
const on = (day: string, over: Partial<Track> = {}): number =>
  tracksOn(caseState({ tracks: [track(over)] }), day).length;

describe('what runs beside a case on a day', () => {
  it.each([
    ['the day before it begins', '2027-02-07', 0],
    ['its first day', '2027-02-08', 1],
    ['its last day', '2027-03-05', 1],
    ['the day after', '2027-03-06', 0],
  ])('%s', (_when, day, n) => {
    expect(on(day)).toBe(n);
  });

  it('has no end while nobody knows one, and then stops when somebody says that it did', () => {
    expect(on('2029-01-01', { until: null })).toBe(1);
    expect(on('2027-03-02', { until: null, endedOn: '2027-03-01' })).toBe(0);
    expect(on('2027-03-02', { endedOn: '2027-03-01' })).toBe(0);
    expect(on('2027-03-01', { endedOn: '2027-03-01' })).toBe(1);
  });

  it('that was over before it was said is not drawn out by that', () => {
    expect(on('2027-03-06', { endedOn: '2027-03-20' })).toBe(0);
  });

  it('leaves out what somebody keeps for themselves, and shows it to them alone', () => {
    const own = caseState({ tracks: [track({ onlyForId: 'p-mother' })] });
    expect(tracksOn(own, '2027-02-10')).toEqual([]);
    expect(tracksFor(own, 'p-mother')).toBe(own.tracks);
    expect(tracksFor(own, 'p-lead')).toEqual([]);
    expect(tracksFor(own, null)).toEqual([]);
  });
});
