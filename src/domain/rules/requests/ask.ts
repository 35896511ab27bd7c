import { accept, type Decision, refuse, type Situation } from '../../case/decision.ts';
import { participant, person, ref, refOfPerson } from '../../case/participants.ts';
import {
  type InformationRequest,
  REQUEST_QUESTION_MAX,
  REQUEST_QUESTIONS,
} from '../../case/requests/information-request.ts';
import type { CaseState } from '../../case/state.ts';
import { type Party, partyName } from '../../consent/consent.ts';
import { type MayAsk, mayAsk } from '../../consent/may-ask.ts';
import { contactsOf } from '../../consent/party-contacts.ts';
import type { PlainDate, Uuid } from '../../vocabulary.ts';
import { inTheirs, unknownHere } from '../theirs.ts';
import { toAsked, toldRequest } from './messages.ts';

export interface RequestDraft {
  /** Key of an organisation of the region, or of a party of the case. */
  readonly party: string;
  /** The person who is asked. */
  readonly contact: Uuid;
  readonly due: PlainDate;
  readonly questions: readonly string[];
}

const MAY = ['lead', 'coordinator'] as const;

const REFUSED = {
  basis: 'refused.requestBasis',
  no: 'refused.consentNo',
  open: 'refused.consentBlocked',
} as const;

/** A party is chosen. With a yes the form comes next, and nothing is decided; else it is refused, and that is noted. */
export function chooseParty(state: CaseState, s: Situation, key: string): Decision {
  return inTheirs(state, s, MAY, () =>
    withParty(state, s, key, (party) => blocked(state, s, party) ?? accept(state, 'done.requestGoesOn')),
  );
}

/** Whether the form comes next: the party is known here and may be asked. */
export function goesOn(state: CaseState, s: Situation, key: string): boolean {
  const party = partyHere(state, s, key);
  return party !== null && mayAsk(state, s.region, party).whyNot === null;
}

/** Up to three questions to a named contact of a party, by a date. Their words are kept sealed, and told to nobody else. */
export function askForInformation(state: CaseState, s: Situation, draft: RequestDraft): Decision {
  return inTheirs(state, s, MAY, () =>
    withParty(state, s, draft.party, (party) => {
      const no = wrongIn(state, s, draft) ?? blocked(state, s, party);
      return no ?? asked(state, s, draft);
    }),
  );
}

function asked(state: CaseState, s: Situation, { party, contact, due, questions }: RequestDraft): Decision {
  const request: InformationRequest = {
    id: s.newId(),
    partyKey: party,
    askedIds: [contact],
    byId: s.actor?.personId ?? '',
    at: s.now,
    due,
    count: questions.length,
    questionsId: s.newId(),
    status: 'open',
    answer: null,
    endedAt: null,
    steps: [],
  };
  const requests = [...state.case.requests, request];
  const after = { ...state, case: { ...state.case, requests } };
  const who = refOfPerson(person(after, contact), contact);
  return accept(
    after,
    { key: 'done.requestAsked', values: { person: who, date: due } },
    {
      messages: [
        ...toAsked(after, request, 'asked', contact),
        toldRequest(after, s.region, request, { what: 'asked', who }),
      ],
      audit: [{ action: 'request.asked', objectId: request.id }],
      wordsAs: request.questionsId,
    },
  );
}

function wrongIn(state: CaseState, s: Situation, { party, contact, due, questions }: RequestDraft) {
  const known = contactsOf(state, s.region, party).some((one) => one.personId === contact);
  if (!known || contact === s.actor?.personId)
    return refuse('refused.requestContact', {}, { field: 'contact' });
  const stranger = unknownHere(state, s, contact);
  if (stranger) return stranger;
  if (due < s.today) return refuse('refused.requestDue', {}, { field: 'due' });
  if (questions.length === 0 || questions.length > REQUEST_QUESTIONS)
    return refuse('refused.requestEmpty', {}, { field: 'question1' });
  const long = questions.findIndex((one) => [...one].length > REQUEST_QUESTION_MAX);
  return long < 0
    ? null
    : refuse('refused.wordsTooLong', { max: REQUEST_QUESTION_MAX }, { field: `question${long + 1}` });
}

/** No yes of everybody whose word counts: nothing reaches the party, and the history keeps that it was tried. */
function blocked(state: CaseState, s: Situation, party: Party): Decision | null {
  const found = mayAsk(state, s.region, party);
  if (found.whyNot === null) return null;
  const args = { caseId: state.case.id, party: party.key, about: 'asking' };
  const offer =
    found.whyNot === 'open' && isStillToAsk(found)
      ? { offer: { command: 'consent.ask', args, label: 'button.consentAsk' } as const }
      : {};
  return accept(
    state,
    {
      key: REFUSED[found.whyNot],
      values: valuesOf(state, party, found),
      ...offer,
    },
    { audit: [{ action: 'request.refused', objectId: null }], wordsAs: null },
  );
}

/** Somebody takes part who was not asked yet; who was is not asked twice. */
function isStillToAsk({ consent: { answers, notHere } }: MayAsk): boolean {
  const unasked = answers.some((one) => one.consent === null && one.who.leftAt === null);
  return unasked || notHere.guardians > 0 || notHere.youngPerson;
}

function valuesOf(state: CaseState, party: Party, { consent, basis }: MayAsk) {
  const missing = consent.missing.map((p) => ref(state, p.id));
  return {
    party: party.name,
    who: missing,
    lacks: basis.lacks.length > 1 ? 'both' : (basis.lacks[0] ?? 'none'),
  };
}

function withParty(state: CaseState, s: Situation, key: string, rule: (party: Party) => Decision): Decision {
  const party = partyHere(state, s, key);
  return party ? rule(party) : refuse('refused.noSuchParty', {}, { field: 'party' });
}

/** An organisation of the region, or who takes part by themselves. */
function partyHere(state: CaseState, s: Situation, key: string): Party | null {
  const isKnown =
    s.region.organisations.some((o) => o.key === key) || participant(state, key)?.leftAt === null;
  return isKnown ? { key, name: partyName(state, s.region, key) } : null;
}
