import { describe, expect, it } from 'vitest';
import { caseState, participant, person, situation } from '../../../../test/support/cases/case-builder.ts';
import type { Decision, Situation } from '../../case/decision.ts';
import type { CaseState } from '../../case/state.ts';
import {
  changeTrack,
  endTrack,
  noteReport,
  noteTrack,
  shareTrack,
  type TrackDraft,
  WHOM_MAX,
} from './tracks.ts';

const PEOPLE = [
  participant('lead', 'municipalCaseManager'),
  participant('owner', 'supportCoordinator'),
  participant('mother', 'guardian'),
  participant('father', 'guardian'),
];
const START = caseState({
  participants: PEOPLE,
  people: ['lead', 'owner', 'mother', 'father', 'coordinator'].map((id) => person(id)),
});
const as = (id: string): Situation => {
  const me = PEOPLE.find((p) => p.personId === id) ?? null;
  return situation('2027-02-10', { actor: { personId: id, participant: me } });
};
const MEDIATION: TrackDraft = {
  ...{ kind: 'mediation', from: '2027-02-08', until: '2027-03-05' },
  ...{ askId: null, askWhom: 'de mediator' },
};
const taken = (decision: Decision): CaseState => {
  if (!decision.ok) throw new Error(decision.reply.key);
  return decision.state;
};
const told = (decision: Decision) => (decision.ok ? decision.messages.map((m) => m.message) : []);
const report = (shown: boolean, who = 'mother'): Decision =>
  noteReport(START, as(who), { from: '2027-02-09', shown });
const idOf = (state: CaseState): string => state.tracks.at(-1)?.id ?? '';

describe('what runs beside a case', () => {
  it('is noted by the family, the lead or a coordinator, and by nobody else', () => {
    for (const who of ['mother', 'lead']) expect(noteTrack(START, as(who), MEDIATION).ok, who).toBe(true);
    expect(noteTrack(START, as('owner'), MEDIATION)).toMatchObject({ reply: { key: 'refused.only.family' } });
  });

  it('is told by its kind and its days, and never by whom to ask', () => {
    const decision = noteTrack(START, as('lead'), MEDIATION);
    expect(told(decision)).toMatchObject([
      { type: 'TrackChanged', what: 'noted', track: { kind: 'mediation', until: '2027-03-05' } },
    ]);
    expect(JSON.stringify(told(decision))).not.toContain('de mediator');
  });

  it('keeps whom to ask when only a day changes, and tells a change of days only', () => {
    const before = taken(noteTrack(START, as('lead'), MEDIATION));
    const days = { from: '2027-02-08', until: '2027-03-12', askId: null, askWhom: null };
    const changed = changeTrack(before, as('mother'), idOf(before), days);
    expect(taken(changed).tracks[0]).toMatchObject({ until: '2027-03-12', askWhom: 'de mediator' });
    expect(told(changed)).toMatchObject([{ what: 'changed' }]);
    const asked = changeTrack(before, as('lead'), idOf(before), { ...MEDIATION, askWhom: 'de griffier' });
    expect(told(asked)).toEqual([]);
    expect(changeTrack(before, as('lead'), idOf(before), MEDIATION)).toMatchObject({
      reply: { key: 'done.trackSame' },
    });
  });

  it('ends once', () => {
    const before = taken(noteTrack(START, as('lead'), MEDIATION));
    const ended = endTrack(before, as('mother'), idOf(before));
    expect(told(ended)).toMatchObject([{ what: 'ended' }]);
    expect(endTrack(taken(ended), as('lead'), idOf(before))).toMatchObject({
      reply: { key: 'refused.trackEnded' },
    });
  });

  it.each<[string, Partial<TrackDraft>, string, string]>([
    ['a last day before the first', { until: '2027-02-01' }, 'refused.trackUntil', 'until'],
    ['somebody who takes no part', { askId: 'p-nobody' }, 'refused.participantNotHere', 'participant'],
    ['more than a function', { askWhom: 'x'.repeat(WHOM_MAX + 1) }, 'refused.wordsTooLong', 'askWhom'],
    ['more than one line', { askWhom: 'een\ntwee' }, 'refused.wordsTooLong', 'askWhom'],
  ])('is refused with %s', (_what, over, key, field) => {
    expect(noteTrack(START, as('lead'), { ...MEDIATION, ...over })).toMatchObject({ reply: { key, field } });
  });
});

describe('a report to the inspectorate', () => {
  it('is one of the family’s to note, not of who leads', () => {
    expect(report(false, 'lead')).toMatchObject({ reply: { key: 'refused.only.family' } });
  });

  it('is told to nobody, and for others it is not there: they cannot change, share or end it', () => {
    const decision = report(false);
    expect(told(decision)).toEqual([]);
    const state = taken(decision);
    for (const who of ['lead', 'father', 'coordinator'])
      expect(endTrack(state, as(who), idOf(state)).reply.key, who).toMatch(/noSuchTrack|notInCase/);
    expect(shareTrack(state, as('father'), idOf(state)).reply.key).toBe('refused.noSuchTrack');
    expect(endTrack(state, as('mother'), idOf(state))).toMatchObject({ ok: true, messages: [] });
  });

  it('is shown when she says so, at once or later, and is told then', () => {
    expect(told(report(true))).toMatchObject([{ what: 'noted', track: { kind: 'inspectorate_report' } }]);
    const kept = taken(report(false));
    const shared = shareTrack(kept, as('mother'), idOf(kept));
    expect(taken(shared).tracks[0]?.onlyForId).toBeNull();
    expect(told(shared)).toMatchObject([{ what: 'noted' }]);
  });
});
