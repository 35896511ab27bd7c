import { describe, expect, it } from 'vitest';
import {
  agreement,
  caseState,
  participant,
  person,
  region,
  regionFile,
  withPerson,
} from '../../../../test/support/cases/case-builder.ts';
import type { CaseState } from '../../case/state.ts';
import type { Organisation } from '../../region/region.ts';
import { type NetworkMap, networkMap } from './network-map.ts';

const TODAY = '2027-03-16';
const organisation = (key: string, type: string, more: Partial<Organisation> = {}): Organisation => ({
  key,
  name: key,
  type,
  contactPoints: [],
  escalationContactPersonId: null,
  schoolHolidays: null,
  ...more,
});
const REGION = region({
  organisations: [
    organisation('school', 'school', {
      contactPoints: [{ role: 'ib', personId: 'contact', deputyPersonId: null, checkedOn: null }],
    }),
    organisation('gemeente', 'municipality'),
    organisation('zorg', 'careProvider'),
  ],
  ladder: [
    { rung: 3, title: 'teamleider', contactPersonIds: [] },
    { rung: 4, title: 'directeur', contactPersonIds: ['contact'] },
    { rung: 5, title: 'wethouder', contactPersonIds: [] },
  ],
});
const WITH_OFFICE = {
  ...REGION,
  file: regionFile({
    organisations: [
      {
        key: 'school',
        name: 'school',
        type: 'school',
        contactPoints: [{ role: 'ib', person: 'contact', phone: '030 123 4567' }],
      },
    ],
  }),
};
const STATE = caseState({
  participants: [
    participant('owner', 'supportCoordinator', { organisationKey: 'school', deputyId: 'p-deputy' }),
    participant('deputy', 'teacher', { organisationKey: 'school' }),
    participant('lead', 'municipalCaseManager', { organisationKey: 'gemeente' }),
    participant('mother', 'guardian'),
  ],
});
const mapOf = (state: CaseState, who = 'mother'): NetworkMap => {
  const map = networkMap(state, REGION, who, TODAY);
  if (!map) throw new Error(`no map for ${who}`);
  return map;
};
const gaps = (map: NetworkMap): string[] =>
  map.gaps.map((gap) =>
    [
      gap.kind,
      'field' in gap ? gap.field : '',
      'person' in gap ? gap.person.name : '',
      'party' in gap ? gap.party : '',
      'title' in gap ? gap.title : '',
    ]
      .filter(Boolean)
      .join(' '),
  );
const away = (state: CaseState, who: string): CaseState =>
  withPerson(state, who, { absences: [{ from: TODAY, until: TODAY }] });

describe('the map of a case', () => {
  it('has everybody in the field of their role, with organisation, lead and deputy', () => {
    const { fields } = mapOf(STATE);
    expect(fields.map((f) => [f.field, ...f.people.map((p) => p.person.name)])).toEqual([
      ['family', 'mother'],
      ['education', 'owner', 'deputy'],
      ['youth', 'lead'],
    ]);
    expect(fields[1]?.people[0]).toMatchObject({
      role: 'supportCoordinator',
      organisation: 'school',
      isLead: false,
      deputy: { name: 'deputy' },
      owns: 1,
    });
    expect(fields[2]?.people[0]).toMatchObject({ isLead: true, deputy: null, owns: 0 });
  });

  it('puts who has a role of no field with their organisation, and who has none beside', () => {
    const more = [
      participant('a', 'other', { organisationKey: 'zorg' }),
      participant('b', 'other'),
      participant('c', 'mediator', { organisationKey: 'school' }),
    ];
    const state = {
      ...STATE,
      participants: [...STATE.participants, ...more],
      people: [...STATE.people, person('a'), person('b'), person('c')],
    };
    const fields = mapOf(state).fields.map((f) => [f.field, ...f.people.map((p) => p.person.name)]);
    expect(fields).toContainEqual(['care', 'a']);
    expect(fields).toContainEqual(['beside', 'b', 'c']);
  });

  it('says what is missing: a field, a deputy, a contact point, a rung', () => {
    expect(gaps(mapOf(STATE))).toEqual([
      'field attendance',
      'field care',
      'deputy lead',
      'contactPoint gemeente',
      'rung wethouder',
    ]);
    expect(gaps(mapOf({ ...STATE, case: { ...STATE.case, leadId: null } }))).toContain('lead');
  });

  it('asks no parent for a deputy, and does not count who stands beside the family or pays for care', () => {
    const state = {
      ...STATE,
      agreements: [agreement({ ownerId: 'p-mother' })],
      participants: [
        ...STATE.participants.filter((p) => p.role !== 'guardian'),
        participant('mother', 'familySupporter'),
        participant('insurer', 'healthInsurer'),
      ],
    };
    expect(gaps(mapOf(STATE)).join()).not.toContain('mother');
    expect(gaps(mapOf(state))).toEqual(expect.arrayContaining(['field family', 'field care']));
  });

  it('says who stands in for who is away, and that nobody does', () => {
    expect(mapOf(away(STATE, 'owner')).standIns).toEqual([
      {
        away: { id: 'owner', name: 'owner' },
        by: { id: 'deputy', name: 'deputy' },
        leads: false,
        numbers: [1],
      },
    ]);
    expect(mapOf(away(STATE, 'lead')).standIns).toMatchObject([{ by: null, leads: true, numbers: [] }]);
    expect(mapOf(away(STATE, 'mother')).standIns).toEqual([]);
  });

  it('of a closed case says who took part at the end, and that nothing is missing any more', () => {
    const closed = { ...away(STATE, 'owner'), case: { ...STATE.case, status: 'closed' as const } };
    expect(mapOf(closed)).toMatchObject({ isClosed: true, gaps: [], standIns: [] });
    expect(mapOf(closed).fields).toHaveLength(3);
  });

  it('shows who sees only their own agreements the people of those and the lead, and what their own party lacks', () => {
    const limited = {
      ...STATE,
      participants: STATE.participants.map((p) =>
        p.organisationKey === 'school' ? { ...p, limitedSince: '2027-03-01T09:00:00.000Z' } : p,
      ),
      agreements: [agreement(), agreement({ id: 'a2', number: 2, ownerId: 'p-care' })],
    };
    const withCare = {
      ...limited,
      participants: [
        ...limited.participants,
        participant('care', 'careProvider', { organisationKey: 'zorg' }),
      ],
      people: [...STATE.people, person('care')],
    };
    const map = mapOf(withCare, 'owner');
    expect(map.of).toBe('school');
    expect(JSON.stringify(map)).not.toContain('care');
    expect(gaps(map)).toEqual([]);
    expect(mapOf(withCare).fields.flatMap((f) => f.people.map((p) => p.person.name))).toContain('care');
  });

  it('shows the contact points of the parties that take part, with the number of the office alone', () => {
    const withOffice = (state: CaseState): NetworkMap | null =>
      networkMap(withPerson(state, 'contact', { phone: '+31 6 1234 5678' }), WITH_OFFICE, 'mother', TODAY);
    const known = { ...STATE, people: [...STATE.people, person('contact', { name: 'Directeur' })] };
    expect(withOffice(known)?.contacts).toEqual([
      {
        party: 'school',
        points: [
          {
            matter: 'ib',
            person: { id: 'contact', name: 'Directeur' },
            deputy: null,
            phone: '030 123 4567',
          },
        ],
      },
    ]);
    expect(JSON.stringify(withOffice(known))).not.toContain('1234 5678');
    const parent = participant('contact', 'parent');
    const asParent = { ...known, participants: [...known.participants, parent] };
    expect(JSON.stringify(withOffice(asParent))).not.toContain('030 123');
  });

  it('is not there for who has no part in the case', () => {
    expect(networkMap(STATE, REGION, 'stranger', TODAY)).toBeNull();
  });

  it('holds no number of anybody in the case', () => {
    const known = STATE.participants.reduce(
      (state, p) => withPerson(state, p.personId, { phone: '+31 6 1234 5678' }),
      STATE,
    );
    expect(JSON.stringify(mapOf(known))).not.toContain('1234');
  });
});
