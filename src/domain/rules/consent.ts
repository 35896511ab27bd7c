import { accept, type Decision, refuse, type Situation } from '../case/decision.ts';
import { answersInChat, participant, personOf, ref } from '../case/participants.ts';
import type { CaseState, Consent } from '../case/state.ts';
import {
  CONSENT_TEXT,
  consentEnds,
  consentOf,
  isLeadsParty,
  type Party,
  partiesOf,
  partyConsent,
  partyName,
  toldMissingOn,
  whoseAnswers,
} from '../consent/consent.ts';
import { countOf, type NotHere } from '../consent/whose-word.ts';
import type { Outgoing } from '../messages/index.ts';
import type { ReplyKey } from '../reply-keys.ts';
import type { Uuid } from '../vocabulary.ts';
import { toLead } from './agreements/confirmations.ts';
import { lacks } from './theirs.ts';
import { inCase, inOpenCase, keyed, toCoordinators, toParticipant } from './tools.ts';

/** C03: consent is asked, given, refused and taken back, for each party by itself. A refusal closes and freezes nothing. */

/** Puts the question to everybody whose answer counts and is missing. Who answered is not asked again (P5). */
export function askConsent(state: CaseState, s: Situation, key: string): Decision {
  const no = lacks(state, s, ['lead', 'coordinator']);
  if (no) return no;
  return withParty(state, s, key, (party) => {
    const { answers, missing, notHere } = partyConsent(state, s.region, party);
    if (answers.length === 0)
      return refuse('refused.nobodyToAsk', { code: state.case.code }, { field: 'party' });
    const asked = missing.filter((p) => p.leftAt === null && consentOf(state, key, p.id) === null);
    const values = { party: party.name };
    if (missing.length === 0 && countOf(notHere) > 0)
      return refuse('refused.consentNotHere', notHereValues(notHere), inviteThem(state));
    if (missing.length === 0) return accept(state, { key: 'done.consentAnswered', values });
    if (asked.length === 0) return accept(state, { key: 'done.consentWaits', values });
    const after = asked.reduce((st, p) => put(st, s, key, { participantId: p.id, answer: 'asked' }), state);
    return accept(
      after,
      { key: 'done.consentAsked', values: { ...values, count: asked.length } },
      {
        messages: asked.flatMap((p) => question(after, p.id, party, false)),
        audit: asked.map((p) => ({ action: 'consent.asked', objectId: p.id })),
      },
    );
  });
}

/** How many answers are still missing, also of those who take no part yet. */
function missingIn(state: CaseState, s: Situation, party: Party): number {
  const { missing, notHere } = partyConsent(state, s.region, party);
  return missing.length + countOf(notHere);
}

function notHereValues({ guardians, youngPerson }: NotHere): Record<string, unknown> {
  return { n: guardians, youngPerson: youngPerson ? 'yes' : 'no' };
}

function inviteThem(state: CaseState) {
  const args = { caseId: state.case.id };
  return { offer: { form: 'participant.inviteByLink', args, label: 'button.inviteByLink' } } as const;
}

export function question(state: CaseState, participantId: Uuid, party: Party, again: boolean): Outgoing[] {
  const leads = isLeadsParty(state, party.key) ? { isLeads: true } : {};
  const message = { type: 'ConsentAsked', ...inCase(state), party, again, ...leads } as const;
  return toParticipant(state, participantId, `consent:${party.key}`, message);
}

/** An answer counts at any moment, asked or not; the last holds. Wanting to talk first is none: the lead hears it. */
export function answerConsent(
  state: CaseState,
  s: Situation,
  key: string,
  answer: 'yes' | 'no' | 'talk',
): Decision {
  return withParty(state, s, key, (party) => {
    const me = s.actor?.participant;
    if (!me || !whoseAnswers(state, key).some((p) => p.id === me.id)) return refuse('refused.notYourConsent');
    if (answer === 'talk') {
      const message = {
        type: 'ConsentTalk',
        ...inCase(state),
        party: party.name,
        who: ref(state, me.id),
      } as const;
      return accept(
        withoutAsking(state, s, key, me.id),
        { key: 'done.consentTalk', values: { party: party.name } },
        {
          messages: toLead(state, `consent-talk:${me.id}:${key}`, message),
          audit: [{ action: 'consent.talk', objectId: me.id }],
        },
      );
    }
    return answered(state, s, party, { participantId: me.id, answer });
  });
}

/** A parent who wants to talk first was promised that Schakel does not ask again; the lead calls. */
function withoutAsking(state: CaseState, s: Situation, key: string, participantId: Uuid): CaseState {
  const row = consentOf(state, key, participantId);
  if (row?.answer !== 'asked') return state;
  const talking = { ...row, renewalAskedAt: s.now };
  return { ...state, consents: state.consents.map((c) => (c === row ? talking : c)) };
}

/** Writes down what one of the family said by phone, marked as such. An answer of their own stays theirs. */
export function enterConsent(
  state: CaseState,
  s: Situation,
  key: string,
  said: { readonly participantId: Uuid; readonly answer: 'yes' | 'no' },
): Decision {
  const no = lacks(state, s, ['lead', 'coordinator']);
  if (no) return no;
  return withParty(state, s, key, (party) => {
    const writer = s.actor?.participant;
    if (!writer) return refuse('refused.notInCase', { code: state.case.code });
    const who = participant(state, said.participantId);
    if (!who || who.id === writer.id || !whoseAnswers(state, key).includes(who))
      return refuse('refused.notTheirConsent', {}, { field: 'participant' });
    const old = consentOf(state, key, who.id);
    if (answersInChat(personOf(state, who.id), s.region) && !(old && toldMissingOn(state, old)))
      return refuse('refused.answersInChat', { person: ref(state, who.id) }, { field: 'participant' });
    if (old && old.answer !== 'asked' && old.enteredById === null)
      return refuse('refused.consentTheirOwn', { person: ref(state, who.id) }, { field: 'participant' });
    return answered(state, s, party, { ...said, enteredById: writer.id });
  });
}

interface ConsentGiven {
  readonly participantId: Uuid;
  readonly answer: Consent['answer'];
  readonly enteredById?: Uuid | null;
}

function answered(
  state: CaseState,
  s: Situation,
  party: Party,
  said: ConsentGiven & { answer: 'yes' | 'no' },
): Decision {
  const { answer, participantId, enteredById = null } = said;
  const old = consentOf(state, party.key, participantId);
  const after = put(state, s, party.key, said);
  const missing = missingIn(after, s, party);
  const values = { party: party.name, answer, code: state.case.code };
  const same = old?.answer === answer && (enteredById !== null || old.enteredById === null);
  // The same "no" again changes nothing; the same "yes" is good for longer.
  if (same && answer === 'no') return accept(state, { key: doneKey(after, s, party, answer), values });
  const key = enteredById === null ? doneKey(after, s, party, answer) : 'done.consentByPhone';
  return accept(
    after,
    { key, values: { ...values, missing, person: ref(after, participantId) } },
    {
      messages: same ? [] : news(after, s, party, { participantId, answer }),
      audit: [
        {
          action: enteredById === null ? `consent.${answer}` : `consent.${answer}_by_phone`,
          objectId: participantId,
          ...(enteredById === null
            ? {}
            : { onBehalfOf: participant(after, participantId)?.personId ?? participantId }),
        },
      ],
    },
  );
}

/** The result for the person who answered follows from all answers together, and from who leads. */
function doneKey(after: CaseState, s: Situation, party: Party, answer: 'yes' | 'no'): ReplyKey {
  if (answer === 'no') return isLeadsParty(after, party.key) ? 'done.consentLeads' : 'done.consent';
  return partyConsent(after, s.region, party).isLimited ? 'done.consentNotYet' : 'done.consent';
}

/** The lead and the coordinators know who said what; everybody else sees what a party sees. */
function news(
  state: CaseState,
  s: Situation,
  party: Party,
  { participantId, answer }: { readonly participantId: Uuid; readonly answer: 'yes' | 'no' | 'ended' },
): Outgoing[] {
  const { isLimited } = partyConsent(state, s.region, party);
  const missing = missingIn(state, s, party);
  const message = {
    type: 'ConsentAnswered',
    ...inCase(state),
    party: party.name,
    who: ref(state, participantId),
    answer,
    isLimited,
    ...(isLeadsParty(state, party.key) ? { isLeads: true } : {}),
    missing,
  } as const;
  const what = `consent:${participantId}:${party.key}`;
  const knows = new Set([s.actor?.personId, ...s.region.coordinatorPersonIds]);
  const told = toParticipant(state, state.case.leadId, what, message).filter(
    (o) => o.recipient.to === 'person' && !knows.has(o.recipient.personId),
  );
  return [...told, toCoordinators(state, what, message)];
}

/** The row that holds from now on. The one before ends, and is kept with its words' version and its time. */
export function put(state: CaseState, s: Situation, partyKey: string, said: ConsentGiven): CaseState {
  const old = consentOf(state, partyKey, said.participantId);
  const row: Consent = {
    id: s.newId(),
    caseId: state.case.id,
    partyKey,
    participantId: said.participantId,
    answer: said.answer,
    enteredById: said.enteredById ?? null,
    textVersion: CONSENT_TEXT,
    at: s.now,
    validUntil: said.answer === 'yes' ? consentEnds(s.today) : null,
    renewalAskedAt: null,
    endedAt: null,
  };
  const before = state.consents.map((c) => (c === old ? { ...c, endedAt: s.now } : c));
  return { ...state, consents: [...before, row] };
}

function withParty(state: CaseState, s: Situation, key: string, rule: (party: Party) => Decision): Decision {
  return inOpenCase(state, () => {
    const found = partiesOf(state, s.region).find((p) => p.key === key);
    // A party whose people have all left is still answered about: they may come again.
    const party =
      found ??
      (state.consents.some((c) => c.partyKey === key)
        ? { key, name: partyName(state, s.region, key) }
        : null);
    return party ? rule(party) : refuse('refused.noSuchParty', {}, { field: 'party' });
  });
}

/**
 * The end of a yes comes near, or has come. First the one who gave it is asked once more; when the day is over it is no
 * answer any more: nobody is taken to say yes for ever. What a party then sees follows the region's rule.
 */
export function consentDue(
  state: CaseState,
  s: Situation,
  id: Uuid,
): { state: CaseState; messages: Outgoing[]; action: string } | null {
  const row = state.consents.find((c) => c.id === id && c.endedAt === null);
  if (row?.answer !== 'yes' || row.validUntil === null) return null;
  const party = { key: row.partyKey, name: partyName(state, s.region, row.partyKey) };
  if (s.today > row.validUntil) {
    const after = put(state, s, row.partyKey, { participantId: row.participantId, answer: 'asked' });
    return {
      state: after,
      messages: news(after, s, party, { participantId: row.participantId, answer: 'ended' }),
      action: 'consent.ended',
    };
  }
  if (row.renewalAskedAt !== null) return null;
  const asked = { ...row, renewalAskedAt: s.now };
  const after = { ...state, consents: state.consents.map((c) => (c === row ? asked : c)) };
  const messages = question(after, row.participantId, party, true).map((o) => ({
    ...o,
    key: keyed(state, `consent-again:${row.id}`),
  }));
  return { state: after, messages, action: 'consent.renewal_asked' };
}
