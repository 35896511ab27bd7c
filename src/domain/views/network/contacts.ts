import { person, present, refOfPerson } from '../../case/participants.ts';
import type { CaseState } from '../../case/state.ts';
import { partyOf } from '../../consent/consent.ts';
import type { PersonRef } from '../../messages/index.ts';
import type { ContactPoint, Organisation, Region } from '../../region/region.ts';
import { FAMILY_SIDE, type Uuid } from '../../vocabulary.ts';

/** The people whom other parties of a case can ask at an organisation that takes part, as the region's file says. */
export interface PartyContacts {
  readonly party: string;
  readonly points: readonly PartyContact[];
}

export interface PartyContact {
  /** The matter that people come here for, in a word of the region. */
  readonly matter: string;
  readonly person: PersonRef;
  readonly deputy: PersonRef | null;
  /** The number of the office that the region's file gives with this contact point; nobody's own number. */
  readonly phone: string | null;
}

export function partyContacts(view: CaseState, region: Region): PartyContacts[] {
  const keys = new Set(present(view).flatMap((p) => partyOf(p) ?? []));
  return region.organisations
    .filter((o) => keys.has(o.key) && o.contactPoints.length > 0)
    .map((o) => ({ party: o.name, points: o.contactPoints.map((c) => partyContact(view, region, o, c)) }));
}

function partyContact(view: CaseState, region: Region, of: Organisation, c: ContactPoint): PartyContact {
  const ref = (id: Uuid): PersonRef => refOfPerson(person(view, id), id);
  return {
    matter: c.role,
    person: ref(c.personId),
    deputy: c.deputyPersonId === null ? null : ref(c.deputyPersonId),
    phone: isOfFamily(view, c.personId) ? null : officePhone(region, of, c),
  };
}

function officePhone({ file }: Region, of: Organisation, { role }: ContactPoint): string | null {
  const organisation = file.organisations.find((o) => o.key === of.key);
  return organisation?.contactPoints.find((c) => c.role === role)?.phone ?? null;
}

/** Somebody who works there may be a parent here: then no number of theirs is shown, whatever it is of. */
function isOfFamily(view: CaseState, personId: Uuid): boolean {
  return view.participants.some((p) => p.personId === personId && FAMILY_SIDE.has(p.role));
}
