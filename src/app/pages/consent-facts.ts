import { localDate } from '../../domain/calendar/index.ts';
import { actingLead, participantOfPerson, ref } from '../../domain/case/participants.ts';
import type { CaseState } from '../../domain/case/state.ts';
import {
  isLeadsParty,
  type PartyConsent,
  partiesOf,
  partyConsent,
  partyOf,
} from '../../domain/consent/consent.ts';
import { countOf, notHere, rolesThatAnswer } from '../../domain/consent/whose-word.ts';
import type { Region } from '../../domain/region/region.ts';
import { FAMILY_SIDE, type PlainDate, type Uuid } from '../../domain/vocabulary.ts';
import type { ConsentFacts, PartyFacts } from '../../text/compose/consent.ts';

/**
 * Returns what one person may know of consent (docs/domain.md#visibility): the family, the lead and the coordinators
 * who said what of each party; a party what holds for itself; everybody who sees only their own agreements.
 */
export function consentFacts(
  state: CaseState,
  region: Region,
  personId: Uuid,
  today: PlainDate,
): Pick<ConsentFacts, 'parties' | 'asks' | 'notHere'> {
  const me = participantOfPerson(state, personId);
  const leads = me !== null && (actingLead(state, today) === me.id || state.case.leadId === me.id);
  const asks = leads || region.coordinatorPersonIds.includes(personId);
  const sees = asks || (me !== null && FAMILY_SIDE.has(me.role));
  const own = me && partyOf(me);
  const parties = partiesOf(state, region).map((party): PartyFacts => {
    const ofParty = partyConsent(state, region, party);
    const isOwn = party.key === own;
    return {
      ...party,
      isLimited: ofParty.isLimited,
      answer: sees || isOwn ? ofParty.answer : null,
      missing: sees ? ofParty.missing.length + countOf(ofParty.notHere) : 0,
      answers: sees ? answersOf(state, ofParty, region.calendar.zone) : [],
      mine: ofParty.answers.find((a) => a.who.id === me?.id)?.consent?.answer ?? null,
      isLeads: isLeadsParty(state, party.key),
    };
  });
  return {
    asks,
    notHere: sees ? notHere(state) : null,
    parties: sees || own === null ? parties : parties.filter((p) => p.key === own || p.isLimited),
  };
}

/** Their answer counts. */
export function mayAnswerConsent(state: CaseState, personId: Uuid): boolean {
  const me = participantOfPerson(state, personId);
  return me !== null && rolesThatAnswer(state).has(me.role);
}

/** Somebody whose answer counts has not given it for every party: nobody presses them, and they can. */
export function hasConsentOpen(state: CaseState, region: Region, personId: Uuid, today: PlainDate): boolean {
  if (state.case.status === 'closed' || !mayAnswerConsent(state, personId)) return false;
  const { parties } = consentFacts(state, region, personId, today);
  return parties.some(({ mine }) => mine === null || mine === 'asked');
}

function answersOf(state: CaseState, ofParty: PartyConsent, zone: string): PartyFacts['answers'] {
  return ofParty.answers.map(({ who, consent }) => ({
    who: ref(state, who.id),
    answer: consent === null ? 'none' : consent.answer,
    by: consent?.enteredById ? ref(state, consent.enteredById) : null,
    on: consent && consent.answer !== 'asked' ? localDate(zone, consent.at) : null,
    until: consent?.validUntil ?? null,
  }));
}
