import { isOpen } from '../../case/agreements.ts';
import { isHere, participant, participantOfPerson, present, ref } from '../../case/participants.ts';
import type { CaseState, Participant } from '../../case/state.ts';
import { withoutBasis } from '../../consent/basis.ts';
import { isOfFamilySide, limitOf, partyName } from '../../consent/consent.ts';
import type { BasisTold, PersonRef } from '../../messages/index.ts';
import type { Region } from '../../region/region.ts';
import type { PlainDate, Role, Uuid } from '../../vocabulary.ts';
import { seesAsRole, viewOf } from '../limited-view.ts';
import { type PartyContacts, partyContacts } from './contacts.ts';
import { FIELDS, type Field, fieldOf } from './fields.ts';
import { type Gap, gapsOf } from './gaps.ts';
import { type StandIn, standInsOf } from './stand-ins.ts';

/**
 * Everybody around one code (C07): who holds which role, for which organisation, who leads, who is deputy of whom, who
 * stands in today, and who is missing. No address or number of anybody in the case is on it (P19).
 */
export interface NetworkMap {
  readonly caseId: Uuid;
  readonly code: string;
  readonly isClosed: boolean;
  /** The name of the party that sees only what has to do with its own agreements; left out: it is all of the case. */
  readonly of?: string;
  /** The party is one of the family. */
  readonly ofOne?: true;
  /** Fields that have nobody are not here but among the gaps. */
  readonly fields: readonly MapField[];
  readonly standIns: readonly StandIn[];
  readonly gaps: readonly Gap[];
  readonly contacts: readonly PartyContacts[];
  /** Parties that take part without a basis or without accession, and why. */
  readonly withoutBasis: readonly BasisTold[];
}

export interface MapField {
  readonly field: Field;
  readonly people: readonly MapPerson[];
}

export interface MapPerson {
  readonly person: PersonRef;
  readonly role: Role;
  readonly organisation: string | null;
  readonly isLead: boolean;
  readonly isMe: boolean;
  readonly isAway: boolean;
  /** The person who acts for them while they are away. */
  readonly deputy: PersonRef | null;
  /** How many open agreements they own. */
  readonly owns: number;
}

/** The map as one person may see it; null when they have no part in the case, or are only asked for help. */
export function networkMap(
  whole: CaseState,
  region: Region,
  personId: Uuid,
  today: PlainDate,
): NetworkMap | null {
  if (!seesAsRole(whole, region, personId)) return null;
  const state = viewOf(whole, region, personId);
  const party = limitOf(whole, personId);
  const me = participantOfPerson(state, personId)?.id ?? null;
  const isClosed = state.case.status === 'closed';
  const fields = FIELDS.map((field) => ({
    field,
    people: present(state)
      .filter((p) => fieldOf(p, region) === field)
      .map((p) => mapPerson(state, region, { p, me, today })),
  }));
  return {
    caseId: state.case.id,
    code: state.case.code,
    isClosed,
    ...(party === null ? {} : { of: partyName(whole, region, party) }),
    ...(party !== null && isOfFamilySide(whole, party) ? { ofOne: true } : {}),
    fields: fields.filter(({ people }) => people.length > 0),
    standIns: isClosed ? [] : standInsOf(state, today),
    gaps: isClosed ? [] : gapsOf(state, region, party),
    contacts: isClosed ? [] : partyContacts(state, region),
    withoutBasis: withoutBasis(state, region),
  };
}

interface Looked {
  readonly p: Participant;
  readonly me: Uuid | null;
  readonly today: PlainDate;
}

function mapPerson(state: CaseState, region: Region, { p, me, today }: Looked): MapPerson {
  const organisation = region.organisations.find((o) => o.key === p.organisationKey);
  // Who is not in this view is nobody's to see here.
  const deputy = participant(state, p.deputyId);
  return {
    person: ref(state, p.id),
    role: p.role,
    organisation: organisation?.name ?? null,
    isLead: p.id === state.case.leadId,
    isMe: p.id === me,
    isAway: !isHere(state, p.id, today),
    deputy: deputy && deputy.leftAt === null ? ref(state, deputy.id) : null,
    owns: state.agreements.filter((a) => isOpen(a) && a.ownerId === p.id).length,
  };
}
