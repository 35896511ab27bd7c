import { localDate } from '../../domain/calendar/index.ts';
import {
  actingLead,
  actsForFamily,
  isFamily,
  participantOfPerson,
  ref,
} from '../../domain/case/participants.ts';
import type { CaseState, Participant } from '../../domain/case/state.ts';
import { basisTold, partyBasis } from '../../domain/consent/basis.ts';
import {
  isLeadsParty,
  isLimited,
  type Party,
  type PartyConsent,
  partiesOf,
  partiesToAnswer,
  partyConsent,
  partyOf,
} from '../../domain/consent/consent.ts';
import { guardiansSeeOwn } from '../../domain/consent/guardians-see.ts';
import { countOf, notHere, rolesThatAnswer } from '../../domain/consent/whose-word.ts';
import { ageBandOf } from '../../domain/intake/intake.ts';
import { allBases } from '../../domain/region/bases.ts';
import type { Region } from '../../domain/region/region.ts';
import { endable } from '../../domain/rules/participants/supporter.ts';
import { viewOf } from '../../domain/views/limited-view.ts';
import { FAMILY_SIDE, type PlainDate, type Uuid } from '../../domain/vocabulary.ts';
import type { AnswerFacts, ConsentFacts, PartyFacts } from '../../text/compose/consent.ts';

/**
 * Returns what one person may know of consent (docs/domain.md#visibility): the family, the lead and the coordinators
 * who said what of each party; a party what holds for itself; everybody who sees only their own agreements.
 */
export function consentFacts(
  state: CaseState,
  region: Region,
  personId: Uuid,
  today: PlainDate,
): Pick<ConsentFacts, 'parties' | 'asks' | 'notHere' | 'guardians' | 'supporters' | 'covenant'> {
  const me = participantOfPerson(state, personId);
  const leads = me !== null && (actingLead(state, today) === me.id || state.case.leadId === me.id);
  const asks = leads || region.coordinatorPersonIds.includes(personId);
  const sees = asks || (me !== null && FAMILY_SIDE.has(me.role) && !isLimited(me));
  const own = me && partyOf(me);
  const here = new Set(partiesOf(state, region).map((p) => p.key));
  // Who was asked about and takes no part is for who asks and answers.
  const known = sees ? partiesToAnswer(state, region) : partiesOf(state, region);
  const parties = known.map((party): PartyFacts => {
    const reading = partyConsent(state, region, party);
    const asking = partyConsent(state, region, party, 'asking');
    const answerOf = (given: PartyConsent): AnswerFacts => ({
      answer: sees || party.key === own ? given.answer : null,
      missing: sees ? given.missing.length + countOf(given.notHere) : 0,
      answers: sees ? answersOf(state, given, region.calendar.zone) : [],
      mine: given.answers.find((a) => a.who.id === me?.id)?.consent?.answer ?? null,
    });
    return {
      ...party,
      ...answerOf(reading),
      asking: answerOf(asking),
      isLimited: reading.isLimited,
      isLeads: isLeadsParty(state, party.key),
      ...(sees || party.key === own ? basisFacts(state, region, party, personId) : {}),
      isHere: here.has(party.key),
    };
  });
  const { covenant } = region.file;
  return {
    asks,
    ...(covenant ? { covenant } : {}),
    notHere: sees ? notHere(state) : null,
    parties: sees ? parties : own === null ? [] : parties.filter((p) => p.key === own || p.isLimited),
    guardians: sees ? guardiansFacts(state, me) : null,
    supporters:
      me !== null && isFamily(state, me.id)
        ? { ends: endable(state, me).length, mayBring: actsForFamily(state, me.id) }
        : null,
  };
}

/** The law on which a party works and its accession, where the region works with a covenant. */
function basisFacts(
  state: CaseState,
  region: Region,
  party: Party,
  personId: Uuid,
): Pick<PartyFacts, 'basis'> {
  const { is, lacks, accepted } = partyBasis(state, region, party);
  if (is === 'notAsked') return {};
  const legal = region.file.organisations.find((o) => o.key === party.key)?.legal;
  const basis = lacks.includes('basis')
    ? null
    : (allBases(region.file).find((one) => one.key === legal?.basis) ?? null);
  const { covenantVersion: version, accededOn: on } = legal ?? {};
  return {
    basis: {
      party: party.name,
      basis,
      acceded: !lacks.includes('accession') && version && on ? { version, on } : null,
      lacks,
      checkedOn: legal?.checkedOn ?? null,
      // Who gave the reason is named to who sees them in the case.
      told: accepted && basisTold(viewOf(state, region, personId), party.name, accepted),
    },
  };
}

/** A young person of sixteen says what parents see; who asks and the family read it. Null: there is nothing to say. */
function guardiansFacts(state: CaseState, me: Participant | null): ConsentFacts['guardians'] {
  const own = guardiansSeeOwn(state);
  const maySay = me?.role === 'child' && (own || ageBandOf(state) === 'from16');
  return own || maySay ? { sees: own ? 'own' : 'all', maySay } : null;
}

/** Their answer counts. */
export function mayAnswerConsent(state: CaseState, personId: Uuid): boolean {
  const me = participantOfPerson(state, personId);
  return me !== null && rolesThatAnswer(state).has(me.role);
}

/** Somebody whose answer counts has not said of every party whether it reads along: nobody presses them, and they can. */
export function hasConsentOpen(state: CaseState, region: Region, personId: Uuid, today: PlainDate): boolean {
  if (state.case.status === 'closed' || !mayAnswerConsent(state, personId)) return false;
  const { parties } = consentFacts(state, region, personId, today);
  return parties.some(({ isHere, mine }) => mine === 'asked' || (isHere && mine === null));
}

function answersOf(state: CaseState, given: PartyConsent, zone: string): PartyFacts['answers'] {
  return given.answers.map(({ who, consent }) => ({
    who: ref(state, who.id),
    answer: consent === null ? 'none' : consent.answer,
    by: consent?.enteredById ? ref(state, consent.enteredById) : null,
    on: consent && consent.answer !== 'asked' ? localDate(zone, consent.at) : null,
    until: consent?.validUntil ?? null,
  }));
}
