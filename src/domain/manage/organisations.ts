import { refuse } from '../case/decision.ts';
import type { ContactChange, FileContactPoint, FileOrganisation, RegionFile } from '../region/region-file.ts';
import type { ReplyKey } from '../reply-keys.ts';
import type { PlainDate } from '../vocabulary.ts';
import { type Edit, edited, given, gone, keyFor, put, without } from './edit.ts';

/** Organisations and their contact points: whom to ask, and whom when they are away. */

export interface OrganisationValues {
  readonly name: string;
  readonly type: string;
  readonly escalationContact: string | null;
  readonly complaint: string | null;
}

export function putOrganisation(file: RegionFile, key: string | null, values: OrganisationValues): Edit {
  const index = organisationIndex(file, key);
  const old = file.organisations[index];
  if (key !== null && !old) return gone();
  const keys = file.organisations.map((o) => o.key);
  const {
    escalationContact: _contact,
    complaint: _complaint,
    ...rest
  } = old ?? {
    key: keyFor(values.name, keys),
    contactPoints: [],
  };
  const made: FileOrganisation = {
    ...rest,
    name: values.name,
    type: values.type,
    ...given('escalationContact', values.escalationContact),
    ...given('complaint', values.complaint),
  };
  const organisations = put(file.organisations, index, made);
  const at = index < 0 ? organisations.length - 1 : index;
  return edited({ ...file, organisations }, ['organisations', at], {
    key: 'done.manage.saved',
    values: { what: made.name },
  });
}

export function removeOrganisation(file: RegionFile, key: string): Edit {
  const index = organisationIndex(file, key);
  const old = file.organisations[index];
  if (!old) return gone();
  const onLadder = file.ladder.filter((r) =>
    [...r.contacts, ...r.deputies].some((x) => x.startsWith(`${key}/`)),
  );
  if (onLadder.length > 0) return refuse('refused.manageOnLadder', { name: old.name });
  return edited({ ...file, organisations: without(file.organisations, index) }, ['organisations'], {
    key: 'done.manage.removed',
    values: { what: old.name },
  });
}

export interface ContactPointValues {
  /** The role as typed; a key is made of it. */
  readonly role: string;
  readonly person: string;
  readonly deputy: string | null;
  readonly phone: string | null;
}

/** The person who fills it in has just asked: a point that is new or has another person is right as of today. */
export function putContactPoint(
  file: RegionFile,
  { organisation, role }: { readonly organisation: string; readonly role: string | null },
  values: ContactPointValues,
  today: PlainDate,
): Edit {
  const at = organisationIndex(file, organisation);
  const of = file.organisations[at];
  if (!of) return gone();
  const index = of.contactPoints.findIndex((c) => c.role === role);
  const old = of.contactPoints[index];
  if (role !== null && !old) return gone();
  const others = of.contactPoints.filter((c) => c !== old).map((c) => c.role);
  const made: FileContactPoint = {
    role: values.role === '' ? '' : keyFor(values.role, []),
    person: values.person,
    ...given('deputy', values.deputy),
    ...given('phone', values.phone),
    checkedOn: today,
  };
  if (others.includes(made.role)) return refuse('refused.manageRoleTaken', {}, { field: 'role' });
  const contactPoints = put(of.contactPoints, index, made);
  const next = renamed(file, `${organisation}/${role}`, `${organisation}/${made.role}`);
  return edited(
    { ...next, organisations: put(next.organisations, at, { ...of, contactPoints }) },
    ['organisations', at, 'contactPoints', index < 0 ? contactPoints.length - 1 : index],
    { key: 'done.manage.saved', values: { what: `${of.name} – ${made.role}` } },
  );
}

/** The ladder names a contact point by its role; it follows when that is called otherwise. */
function renamed(file: RegionFile, before: string, after: string): RegionFile {
  const follow = (list: readonly string[]): string[] => list.map((x) => (x === before ? after : x));
  const ladder = file.ladder.map((r) => ({
    ...r,
    contacts: follow(r.contacts),
    deputies: follow(r.deputies),
  }));
  return { ...file, ladder };
}

export function removeContactPoint(file: RegionFile, organisation: string, role: string): Edit {
  const at = organisationIndex(file, organisation);
  const of = file.organisations[at];
  const index = of?.contactPoints.findIndex((c) => c.role === role) ?? -1;
  if (!of || index < 0) return gone();
  const reference = `${organisation}/${role}`;
  if (file.ladder.some((r) => [...r.contacts, ...r.deputies].includes(reference)))
    return refuse('refused.manageOnLadder', { name: reference });
  const contactPoints = without(of.contactPoints, index);
  return edited(
    { ...file, organisations: put(file.organisations, at, { ...of, contactPoints }) },
    ['organisations', at],
    { key: 'done.manage.removed', values: { what: `${of.name} – ${role}` } },
  );
}

/** A contact point, by the organisation that has it and its role there. */
interface PointOf {
  readonly organisation: string;
  readonly role: string;
}

/** Somebody asked, and it is still right; `byContact`: whoever is behind it said so. */
export function stillRight(file: RegionFile, point: PointOf, today: PlainDate, byContact = false): Edit {
  return onPoint(file, point, 'done.manage.stillRight', ({ role: same, person, deputy, phone }) => ({
    role: same,
    person,
    ...given('deputy', deputy),
    ...given('phone', phone),
    checkedOn: today,
    ...(byContact ? { checkedBy: 'contact' } : {}),
  }));
}

/** The person behind it says that it will not stay as it is. When it was last right stays; it is not right now. */
export function willChange(
  file: RegionFile,
  organisation: string,
  role: string,
  change: { readonly on: PlainDate; readonly what: ContactChange },
): Edit {
  return onPoint(file, { organisation, role }, 'done.manage.willChange', (old) => ({
    ...old,
    changes: change,
  }));
}

function onPoint(
  file: RegionFile,
  { organisation, role }: PointOf,
  key: ReplyKey,
  change: (old: FileContactPoint) => FileContactPoint,
): Edit {
  const at = organisationIndex(file, organisation);
  const of = file.organisations[at];
  const index = of?.contactPoints.findIndex((c) => c.role === role) ?? -1;
  const old = of?.contactPoints[index];
  if (!of || !old) return gone();
  const contactPoints = put(of.contactPoints, index, change(old));
  return edited(
    { ...file, organisations: put(file.organisations, at, { ...of, contactPoints }) },
    ['organisations', at, 'contactPoints', index],
    { key, values: { what: `${of.name} – ${role}` } },
  );
}

export function organisationIndex(file: RegionFile, organisation: string | null): number {
  return file.organisations.findIndex((o) => o.key === organisation);
}
