import { localDate } from '../../../domain/calendar/index.ts';
import { isOpen } from '../../../domain/case/agreements.ts';
import { actsAsLead, participantOfPerson, ref } from '../../../domain/case/participants.ts';
import type { CaseState, Person } from '../../../domain/case/state.ts';
import { withoutBasis } from '../../../domain/consent/basis.ts';
import { isLimited, limitOf, partyOf } from '../../../domain/consent/consent.ts';
import type {
  AgreementFacts,
  BasisTold,
  LeadWishTold,
  Overview,
  PersonRef,
} from '../../../domain/messages/index.ts';
import type { Region } from '../../../domain/region/region.ts';
import { type HowOften, howOften } from '../../../domain/rules/family/asked-on.ts';
import { appointsLead, isAskedForWish, wishesOf } from '../../../domain/rules/lead/wish.ts';
import { agreementFacts, overview } from '../../../domain/views/facts.ts';
import { overviewOf, seesWhole, viewOf } from '../../../domain/views/limited-view.ts';
import { type RequestsFacts, requestsFacts } from '../../../domain/views/requests.ts';
import { type TermsFacts, termsFacts } from '../../../domain/views/term-facts.ts';
import { type TracksFacts, tracksFacts } from '../../../domain/views/track-facts.ts';
import { FAMILY_SIDE, type PlainDate, type Uuid } from '../../../domain/vocabulary.ts';
import type { WaitingItemFacts } from '../../../domain/waiting-for.ts';
import type { Action, Reader } from '../../../ports/document.ts';
import type { HistoryItem } from '../../../ports/web.ts';
import type { AppealsShown } from '../../../text/compose/case/appeals.ts';
import type { IntakeShown } from '../../../text/compose/case/intake.ts';
import type { ConsentFacts } from '../../../text/compose/consent.ts';
import { mayConfirmInCase } from '../../commands/participants/new-address.ts';
import { type Deps, readerIn, situationOf } from '../../request-context.ts';
import { consentFacts, mayAnswerConsent } from '../consent-facts.ts';
import { type Earlier, earlierTexts } from '../earlier.ts';
import { type ForYou, inOrder, notYetTold } from '../for-you.ts';
import { mayDo } from '../may-do.ts';
import { tokenOfOwn } from '../seen.ts';
import { type CaseClock, caseClock } from './absence.ts';
import { askedFacts } from './asked-facts.ts';
import { appealsFacts } from './family/appeals.ts';
import { intakeFacts } from './intake-facts.ts';
import { type InvolvementLine, involvementLines } from './involvement.ts';
import type { Question } from './question.ts';

export interface CasePage {
  readonly caseId: Uuid;
  readonly regionKey: string;
  readonly reader: Reader;
  readonly me: PersonRef;
  readonly today: PlainDate;
  readonly clock: CaseClock;
  /** Null: it is not closed. */
  readonly closedOn: PlainDate | null;
  /** Four weeks after the first day at home. */
  readonly overview: Overview;
  /** Messages to them alone in this case. */
  readonly forYou: ForYou;
  /** Beside that. */
  readonly asked: readonly WaitingItemFacts[];
  /** Open ones first, by number; those that are done or ended apart. */
  readonly open: readonly AgreementFacts[];
  readonly closed: readonly AgreementFacts[];
  /** The texts that stood in each before. */
  readonly earlier: ReadonlyMap<Uuid, readonly Earlier[]>;
  readonly people: readonly CasePerson[];
  /** Letters can go from here; where none can, a link is shown. */
  readonly canSend: boolean;
  /** Another number or address that waits, for who may do something about it; never the address itself. */
  readonly addresses: readonly WaitingAddress[];
  /** The parties that may read along, as far as this person may know. */
  readonly consents: ConsentFacts;
  /** Parties that take part without a basis or without accession, and why. */
  readonly withoutBasis: readonly BasisTold[];
  /** How the case begins, or began; null: without an intake, or not theirs to see. */
  readonly intake: IntakePart | null;
  /** Changes of the involvement, newest first. */
  readonly involvement: readonly InvolvementLine[];
  /** The wishes of the family for a lead, for who appoints the lead and for the family. */
  readonly leadWishes: readonly LeadWishTold[];
  /** True while they may say whom they would like to lead, and did not yet. */
  readonly wishAsked: boolean;
  /** Everything that the family asked of the case itself, for the family and whoever answers it. */
  readonly appeals: AppealsShown;
  /** Tracks beside the case, as far as this person may know. */
  readonly tracks: TracksFacts;
  /** The requests to parties, as far as this person may know; without a word of it. */
  readonly requests: RequestsFacts;
  /** Terms as information; not shown to who sees only their own agreements. */
  readonly terms: TermsFacts;
  /** Newest first. */
  readonly history: readonly HistoryItem[];
  /** Changes with the case; for who sees only their own agreements, when something of theirs does. */
  readonly seen: string;
  /** Whether this person may press that. A page shows only what its reader may do; the application asks again. */
  readonly mayDo: (action: Action) => boolean;
}

export interface IntakePart {
  readonly shown: IntakeShown;
  /** The family's question as it was written last; null: nobody wrote it, or it is not theirs to read. */
  readonly question: Question | null;
  /** The words of a professional who reported it; null: there were none, or they are not theirs to read. */
  readonly words: Question | null;
}

export interface CasePerson {
  readonly person: PersonRef;
  readonly role: string;
  readonly organisation: string | null;
  readonly deputy: PersonRef | null;
  readonly isLead: boolean;
  readonly away: boolean;
  readonly isMe: boolean;
  /** Sees only the agreements of their own organisation; of the family their own, which organisations do not read. */
  readonly isLimited: boolean;
  /** How often one of the family is asked, where that is not as usual, for themselves, the lead and the coordinators. */
  readonly often: HowOften;
}

export interface WaitingAddress {
  readonly participantId: Uuid;
  readonly person: PersonRef;
  readonly isRefused: boolean;
  readonly isElsewhere: boolean;
  /** It was this reader who wrote it down, or somebody whom they count as one with. */
  readonly mayConfirm: boolean;
}

/** A demonstration sends nothing, and lets nobody in. */
function canSend({ entryMeans }: Deps, region: Region): boolean {
  return region.demonstration === true || !entryMeans || entryMeans.can.email || entryMeans.can.sms;
}

/** The case as one of its people sees it. `seen` changes when something of it does that is theirs to see. */
export function casePage(
  deps: Deps,
  region: Region,
  person: Person,
  whole: CaseState,
  { history, forYou: told }: Pick<CasePage, 'history' | 'forYou'>,
): CasePage {
  const { today } = situationOf(deps, region, person, whole);
  const state = viewOf(whole, region, person.id);
  const facts = (a: CaseState['agreements'][number]): AgreementFacts =>
    agreementFacts(state, region, a, today);
  const page = {
    caseId: state.case.id,
    regionKey: region.key,
    reader: readerIn(deps, region, person, state),
    me: { id: person.id, name: person.name },
    today,
    clock: caseClock(state, today),
    closedOn: state.case.closedAt ? localDate(region.calendar.zone, state.case.closedAt) : null,
    overview: overviewOf(state, region, person.id, today),
    asked: askedFacts(state, region, person.id, today),
    open: state.agreements.filter(isOpen).map(facts),
    closed: state.agreements.filter((a) => !isOpen(a)).map(facts),
    earlier: earlierTexts(state),
    involvement: involvementLines(state),
    wishAsked: isAskedForWish(state, participantOfPerson(state, person.id)?.id ?? ''),
    leadWishes: appointsLead(state, region, person.id, today) ? wishesOf(state) : [],
    appeals: appealsFacts(whole, region, { personId: person.id, today }),
    tracks: tracksFacts(state, region, person.id, today),
    requests: requestsFacts(state, region, person.id, today),
    terms: termsFacts(state, region),
    people: casePeople(state, region, person.id, today),
    withoutBasis: withoutBasis(state, region),
    canSend: canSend(deps, region),
    addresses: [],
    intake: intakePart(state, region, person.id, today),
    consents: {
      caseId: state.case.id,
      code: state.case.code,
      isOpen: state.case.status !== 'closed',
      mayAnswer: mayAnswerConsent(whole, person.id),
      ...consentFacts(whole, region, person.id, today),
    },
    mayDo: (action: Action) => mayDo(whole, region, person.id, today, action),
  };
  const seen = seesWhole(whole, region, person.id) ? String(whole.case.version) : tokenOfOwn(page);
  return {
    ...page,
    asked: notYetTold(page.asked, told),
    history,
    forYou: inOrder(told),
    seen,
  };
}

function intakePart(state: CaseState, region: Region, personId: Uuid, today: PlainDate): IntakePart | null {
  const begun = state.case.status === 'intake' || state.intake.length > 0;
  if (!begun || limitOf(state, personId) !== null) return null;
  return { shown: intakeFacts(state, region, personId, today), question: null, words: null };
}

/** A person who may write another address down may see that one waits. */
export async function waitingAddresses(
  { store }: Deps,
  region: Region,
  state: CaseState,
  { mayDo: may, me }: CasePage,
): Promise<WaitingAddress[]> {
  const writing: Action = {
    label: '',
    does: { form: 'participant.newAddress' },
    args: { caseId: state.case.id },
  };
  if (!may(writing)) return [];
  const waiting = (await store.newAddressesIn(region.id)).filter((one) => one.caseId === state.case.id);
  return waiting.flatMap((one) => {
    const who = participantOfPerson(state, one.personId);
    if (!who) return [];
    const { isRefused, isElsewhere } = one;
    const mayConfirm = mayConfirmInCase(region, me.id, one);
    return [{ participantId: who.id, person: ref(state, who.id), isRefused, isElsewhere, mayConfirm }];
  });
}

function casePeople(state: CaseState, region: Region, me: Uuid, today: PlainDate): CasePerson[] {
  const manages = actsAsLead(state, region, me, today) || region.coordinatorPersonIds.includes(me);
  const reader = participantOfPerson(state, me);
  // That a young person keeps something from a parent is between them and who leads.
  const isAmongThem = manages || (reader !== null && FAMILY_SIDE.has(reader.role));
  return overview(state, region, today).people.map(({ person, role, away }) => {
    const found = participantOfPerson(state, person.id);
    const organisation = region.organisations.find((o) => o.key === found?.organisationKey);
    const isRead = person.id === me || manages;
    return {
      person,
      role,
      away,
      organisation: organisation?.name ?? null,
      deputy: found?.deputyId ? ref(state, found.deputyId) : null,
      isLead: found !== null && found.id === state.case.leadId,
      isMe: person.id === me,
      isLimited: found !== null && isLimited(found) && (isAmongThem || partyOf(found) !== null),
      often: howOften(isRead ? (found?.askedOn ?? null) : null),
    };
  });
}
