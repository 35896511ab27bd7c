import type { CaseState } from '../../domain/case-state.ts';
import { limitOf } from '../../domain/consent.ts';
import { confirmationsOf } from '../../domain/due.ts';
import type { PersonRef } from '../../domain/messages.ts';
import type { Instant, PlainDate, Uuid } from '../../domain/names.ts';
import type { Region } from '../../domain/region.ts';
import { actingLead, askedToConfirm, isFamily, participantOfPerson, present, ref } from '../../domain/who.ts';
import type { Reader } from '../../ports/document.ts';
import type { Arrival, Told } from '../../ports/web.ts';

/** "Was it passed on?": who said what and when, what was told where and when, and who came to look. */
export interface PassedOn {
  readonly caseId: Uuid;
  readonly code: string;
  readonly reader: Reader;
  readonly agreements: readonly {
    readonly id: Uuid;
    readonly number: number;
    readonly title: string;
    readonly said: readonly SaidWhen[];
  }[];
  /** Newest first. */
  readonly told: readonly (Told & { readonly arrived: readonly Arrival[] })[];
  /** Null: not theirs to see. Those who take part, and when they last looked on the web. */
  readonly looked: readonly { readonly person: PersonRef; readonly at: Instant | null }[] | null;
}

export interface SaidWhen {
  readonly who: PersonRef;
  readonly what: 'made' | 'confirmed' | 'disputed' | 'awaited';
  readonly at: Instant | null;
  /** Who wrote it down, of what was said by phone. */
  readonly by: PersonRef | null;
}

/** The family and who leads may know who looked (domain.md 3.2); nobody else. */
export function maySeeLooks(state: CaseState, personId: Uuid, today: PlainDate): boolean {
  const me = participantOfPerson(state, personId);
  if (!me || limitOf(state, personId) !== null) return false;
  return isFamily(state, me.id) || me.id === state.case.leadId || me.id === actingLead(state, today);
}

/** Of the agreements in this view, each with what was said of its text as it stands. */
export function saidOf(view: CaseState): PassedOn['agreements'] {
  return view.agreements.map((a) => {
    const given = confirmationsOf(view, a);
    const answered = new Set(given.map((c) => c.participantId));
    const awaited = a.status === 'open' ? askedToConfirm(view, a).filter((id) => !answered.has(id)) : [];
    return {
      id: a.id,
      number: a.number,
      title: a.title,
      said: [
        { who: ref(view, a.createdById), what: 'made' as const, at: a.createdAt, by: null },
        ...given.map((c) => ({
          who: ref(view, c.participantId),
          what: c.answer,
          at: c.at,
          by: c.enteredById ? ref(view, c.enteredById) : null,
        })),
        ...awaited.map((id) => ({ who: ref(view, id), what: 'awaited' as const, at: null, by: null })),
      ],
    };
  });
}

export function lookersOf(state: CaseState, region: Region): PersonRef[] {
  const coordinators = new Set(region.coordinatorPersonIds);
  return present(state)
    .filter((p) => !coordinators.has(p.personId) || p.id === state.case.leadId)
    .map((p) => ref(state, p.id));
}
