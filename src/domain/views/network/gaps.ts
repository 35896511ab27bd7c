import { isOpen } from '../../case/agreements.ts';
import { deputyOf, isFamily, participant, present, ref } from '../../case/participants.ts';
import type { CaseState } from '../../case/state.ts';
import { partyOf, scopeOf } from '../../consent/consent.ts';
import type { PersonRef } from '../../messages/index.ts';
import type { Region } from '../../region/region.ts';
import { NEEDED_FIELDS, type NeededField } from '../../vocabulary.ts';
import { represents } from './fields.ts';

/** A place on the map where nobody stands. */
export type Gap =
  /** Nobody of one of the four fields takes part. */
  | { readonly kind: 'field'; readonly field: NeededField }
  | { readonly kind: 'lead' }
  /** The lead, or an owner of an open agreement, has nobody who acts for them. */
  | { readonly kind: 'deputy'; readonly person: PersonRef; readonly leads: boolean }
  /** The region names nobody to ask at an organisation that takes part. */
  | { readonly kind: 'contactPoint'; readonly party: string }
  /** A contact was needed, or will be, and nobody is known. */
  | { readonly kind: 'rung'; readonly title: string };

/**
 * Everything that is missing in what somebody sees of a case. Who sees only their own agreements does not know who else
 * takes part, so of them it says nothing beyond their own party.
 */
export function gapsOf(view: CaseState, region: Region, party: string | null): Gap[] {
  return [
    ...(view.case.leadId === null ? [{ kind: 'lead' as const }] : []),
    ...(party === null
      ? missingFields(view, region).map((field) => ({ kind: 'field' as const, field }))
      : []),
    ...withoutDeputy(view, party),
    ...withoutContactPoint(view, region, party),
    ...(party === null ? emptyRungs(view, region).map((title) => ({ kind: 'rung' as const, title })) : []),
  ];
}

export function missingFields(state: CaseState, region: Region): NeededField[] {
  return NEEDED_FIELDS.filter((field) => !present(state).some((p) => represents(p, field, region)));
}

/** A family has no colleague to hand it to (docs/decisions/agreements-and-cases.md#four-fields). */
function withoutDeputy(view: CaseState, party: string | null): Gap[] {
  const { leadId } = view.case;
  const owners = view.agreements.filter((a) => isOpen(a) && deputyOf(view, a) === null).map((a) => a.ownerId);
  const lead = participant(view, leadId);
  const ids = new Set([...(lead && lead.deputyId === null ? [lead.id] : []), ...owners]);
  return [...ids].flatMap((id): Gap[] => {
    const p = participant(view, id);
    if (!p || p.leftAt !== null || isFamily(view, id) || (party !== null && scopeOf(p) !== party)) return [];
    return [{ kind: 'deputy', person: ref(view, id), leads: id === leadId }];
  });
}

function withoutContactPoint(view: CaseState, region: Region, party: string | null): Gap[] {
  const keys = new Set(present(view).flatMap((p) => partyOf(p) ?? []));
  return region.organisations.flatMap((o): Gap[] => {
    const isTheirs = keys.has(o.key) && (party === null || party === o.key);
    return isTheirs && o.contactPoints.length === 0 ? [{ kind: 'contactPoint', party: o.name }] : [];
  });
}

/** Rungs for which somebody was needed and nobody is known, and those for which the region names nobody. */
function emptyRungs(view: CaseState, region: Region): string[] {
  const needed = view.escalations.filter((e) => e.status === 'missing').map((e) => e.contactTitle);
  const empty = region.ladder.filter((r) => !hasSomebody(view, region, r)).map((r) => r.title);
  return [...new Set([...needed, ...empty])];
}

function hasSomebody(view: CaseState, region: Region, rung: Region['ladder'][number]): boolean {
  if (rung.contactPersonIds.length > 0) return true;
  const others = [view.case.escalationContactPersonId, region.escalationContactPersonId];
  return rung.rung === 3 && others.some((id) => id !== null);
}
