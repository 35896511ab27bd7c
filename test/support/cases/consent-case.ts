import type { Accepted, Decision, Situation } from '../../../src/domain/case/decision.ts';
import type { CaseState, Participant } from '../../../src/domain/case/state.ts';
import { followUp } from '../../../src/domain/follow-up.ts';
import { answerConsent } from '../../../src/domain/rules/consent.ts';
import type { ConsentRule } from '../../../src/domain/vocabulary.ts';
import { agreement, caseState, participant, person, region, situation } from './case-builder.ts';

export const TODAY = '2027-03-16';
export const ORGANISATIONS = ['school', 'swv', 'gemeente'].map((key) => ({
  key,
  name: key.toUpperCase(),
  type: key,
  contactPoints: [],
  escalationContactPersonId: null,
  schoolHolidays: null,
}));
const SLACK = {
  id: 'w',
  platform: 'slack',
  externalId: 'T1',
  titlesInChat: true,
  coordinatorChannel: null,
  disabled: false,
} as const;
export const inRegion = (consent: ConsentRule) =>
  region({ consent, organisations: ORGANISATIONS, workspaces: [SLACK] });

const ROOM = {
  id: 'room',
  caseId: 'case',
  workspaceId: 'w',
  audience: 'case',
  partyKey: null,
  externalId: 'C1',
  name: 'wilg-27',
  state: 'open',
  stateWhy: null,
  sharedWith: [],
  invitedTeams: [],
  others: null,
} as const;

/** A mother and a father with authority, a school that owns the first agreement, a partnership that owns the second. */
export const START = caseState({
  participants: [
    participant('owner', 'supportCoordinator', { organisationKey: 'school' }),
    participant('deputy', 'teacher', { organisationKey: 'school' }),
    participant('lead', 'municipalCaseManager', { organisationKey: 'gemeente' }),
    participant('director', 'educationPartnership', { organisationKey: 'swv' }),
    participant('mother', 'guardian'),
    participant('father', 'guardian'),
    participant('supporter', 'familySupporter', { organisationKey: 'swv' }),
    participant('buddy', 'buddy'),
  ],
  agreements: [agreement(), agreement({ id: 'a2', number: 2, title: 'Plaatsing', ownerId: 'p-director' })],
  rooms: [ROOM],
  people: [
    'owner',
    'deputy',
    'lead',
    'director',
    'mother',
    'father',
    'supporter',
    'buddy',
    'coordinator',
  ].map((id) => person(id)),
});

export const at = (who: string | null, rule: ConsentRule = 'unless-refused', today = TODAY): Situation => ({
  ...situation(today, { region: inRegion(rule) }),
  actor: who
    ? { personId: who, participant: START.participants.find((p) => p.personId === who) ?? null }
    : null,
});
export const done = (decision: Decision, before: CaseState, s: Situation): Accepted => {
  if (!decision.ok) throw new Error(decision.reply.key);
  return followUp(before, decision, s);
};
export const says = (
  state: CaseState,
  who: string,
  answer: 'yes' | 'no',
  party = 'swv',
  rule: ConsentRule = 'unless-refused',
): CaseState => done(answerConsent(state, at(who, rule), { party }, answer), state, at(who, rule)).state;
export const limited = (state: CaseState): string[] =>
  state.participants.filter((p: Participant) => p.limitedSince !== null).map((p) => p.personId);
export const refusal = (decision: Decision): string => (decision.ok ? 'accepted' : decision.reply.key);
