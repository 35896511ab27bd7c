import type { Participant } from '../../case/state.ts';
import type { Region } from '../../region/region.ts';
import { FAMILY_ROLES, FAMILY_SIDE, type NeededField, type Role } from '../../vocabulary.ts';

/** The fields around a child, in the order in which they are read. `beside`: of no field, or of all. */
export const FIELDS = ['family', 'education', 'attendance', 'care', 'youth', 'beside'] as const;
export type Field = (typeof FIELDS)[number];

const OF_ROLE: Readonly<Partial<Record<Role, Field>>> = {
  schoolPrincipal: 'education',
  supportCoordinator: 'education',
  teacher: 'education',
  schoolBoard: 'education',
  educationPartnership: 'education',
  attendanceOfficer: 'attendance',
  careProvider: 'care',
  youthDoctor: 'care',
  specialist: 'care',
  healthInsurer: 'care',
  municipalCaseManager: 'youth',
  municipalManager: 'youth',
  childProtectionAgency: 'youth',
};

/** The kinds of organisation that a region chooses from say it for a role that says nothing. */
const OF_TYPE: Readonly<Record<string, Field>> = {
  school: 'education',
  educationPartnership: 'education',
  careProvider: 'care',
  municipality: 'youth',
};

/** The field somebody is of: by their role, and where that is no role of a field, by their organisation. */
export function fieldOf(p: Participant, region: Region): Field {
  if (FAMILY_SIDE.has(p.role)) return 'family';
  const field = OF_ROLE[p.role];
  if (field || p.role !== 'other') return field ?? 'beside';
  const type = region.organisations.find((o) => o.key === p.organisationKey)?.type ?? '';
  return (Object.hasOwn(OF_TYPE, type) ? OF_TYPE[type] : undefined) ?? 'beside';
}

/** The family is represented by itself, and not by who stands beside it; an insurer pays for care and gives none. */
export function represents(p: Participant, field: NeededField, region: Region): boolean {
  if (field === 'family') return FAMILY_ROLES.has(p.role);
  return p.role !== 'healthInsurer' && fieldOf(p, region) === field;
}
