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
  partiesToAnswer,
  partyConsent,
  partyName,
  toldMissingOn,
  whoseAnswers,
} from '../consent/consent.ts';
import { countOf, type NotHere } from '../consent/whose-word.ts';
import type { Outgoing } from '../messages/index.ts';
import type { ReplyKey } from '../reply-keys.ts';
import type { ConsentQuestion, Uuid } from '../vocabulary.ts';
import { toLead } from './agreements/confirmations.ts';
import { lacks } from './theirs.ts';
import { inCase, inOpenCase, keyed, toCoordinators, toParticipant } from './tools.ts';

/** C03: consent is asked, given, refused and taken back, for each party by itself. A refusal closes and freezes nothing. */

/** One question about one party. */
export interface Matter {
  readonly party: Party;
  readonly about: ConsentQuestion;
}

/**
 * Puts the questions to everybody whose answer counts and is missing, also about an organisation that takes no part yet.
 * Who answered is not asked again (P5).
 */
export function askConsent(
  state: CaseState,
  s: Situation,
  key: string,
  abouts: readonly ConsentQuestion[] = ['reading'],
): Decision {
  const no = lacks(state, s, ['lead', 'coordinator']);
  if (no) return no;
  const organisation = s.region.organisations.find((o) => o.key === key);
  return withParty(state, s, organisation ?? key, (party) => {
    const asked = abouts.map((about) => toAsk(state, s, { party, about }));
    const unasked = asked.filter(({ people }) => people.length > 0);
    if (asked.every(({ whose }) => whose === 0))
      return refuse('refused.nobodyToAsk', { code: state.case.code }, { field: 'party' });
    return unasked.length > 0 ? ask(state, s, unasked) : nobodyLeft(state, party, asked);
  });
}

interface ToAsk extends Matter {
  readonly people: readonly Uuid[];
  readonly whose: number;
  readonly missing: number;
  readonly notHere: NotHere;
}

function toAsk(state: CaseState, s: Situation, { party, about }: Matter): ToAsk {
  const { answers, missing, notHere } = partyConsent(state, s.region, party, about);
  const people = missing.filter(
    (p) => p.leftAt === null && consentOf(state, party.key, p.id, about) === null,
  );
  return {
    party,
    about,
    people: people.map((p) => p.id),
    whose: answers.length,
    missing: missing.length,
    notHere,
  };
}

function ask(state: CaseState, s: Situation, unasked: readonly ToAsk[]): Decision {
  const all = unasked.flatMap(({ people, ...matter }) => people.map((id) => ({ id, matter })));
  const after = all.reduce(
    (st, { id, matter }) => put(st, s, matter, { participantId: id, answer: 'asked' }),
    state,
  );
  const { party, about } = unasked[0] as ToAsk;
  const values = {
    party: party.name,
    about: unasked.length > 1 ? 'both' : about,
    here: isHere(state, s, party) ? 'yes' : 'no',
    count: new Set(all.map(({ id }) => id)).size,
  };
  return accept(
    after,
    { key: 'done.consentAsked', values },
    {
      messages: all.flatMap(({ id, matter }) => question(after, s, id, { ...matter, again: false })),
      audit: all.map(({ id, matter }) => ({ action: actionOf(matter.about, 'asked'), objectId: id })),
    },
  );
}

/** Everybody who takes part was asked before, or answered. */
function nobodyLeft(state: CaseState, party: Party, asked: readonly ToAsk[]): Decision {
  const values = { party: party.name };
  const [first] = asked;
  if (asked.some(({ missing }) => missing > 0)) return accept(state, { key: 'done.consentWaits', values });
  if (first && countOf(first.notHere) > 0)
    return refuse('refused.consentNotHere', notHereValues(first.notHere), inviteThem(state));
  return accept(state, { key: 'done.consentAnswered', values });
}

/** The history tells the two questions apart. */
function actionOf(about: ConsentQuestion, what: string): string {
  return about === 'reading' ? `consent.${what}` : `consent.asking_${what}`;
}

function isHere(state: CaseState, s: Situation, party: Party): boolean {
  return partiesOf(state, s.region).some(({ key }) => key === party.key);
}

/** How many answers are still missing, also of those who take no part yet. */
function missingIn(state: CaseState, s: Situation, { party, about }: Matter): number {
  const { missing, notHere } = partyConsent(state, s.region, party, about);
  return missing.length + countOf(notHere);
}

function notHereValues({ guardians, youngPerson }: NotHere): Record<string, unknown> {
  return { n: guardians, youngPerson: youngPerson ? 'yes' : 'no' };
}

function inviteThem(state: CaseState) {
  const args = { caseId: state.case.id };
  return { offer: { form: 'participant.inviteByLink', args, label: 'button.inviteByLink' } } as const;
}

export function question(
  state: CaseState,
  s: Situation,
  participantId: Uuid,
  { party, about, again }: Matter & { readonly again: boolean },
): Outgoing[] {
  const leads = about === 'reading' && isLeadsParty(state, party.key) ? { isLeads: true } : {};
  const comes = isHere(state, s, party) ? {} : { isNotIn: true };
  const what = { party: { key: party.key, name: party.name }, about, again } as const;
  const message = { type: 'ConsentAsked', ...inCase(state), ...what, ...leads, ...comes } as const;
  return toParticipant(state, participantId, markOf('consent', { party, about }), message);
}

/** How a message about one question is known; that of reading along as before there were two. */
function markOf(what: string, { party, about }: Matter): string {
  return about === 'reading' ? `${what}:${party.key}` : `${what}:${party.key}:${about}`;
}

/** An answer counts at any moment, asked or not; the last holds. Wanting to talk first is none: the lead hears it. */
export function answerConsent(
  state: CaseState,
  s: Situation,
  { party: key, about = 'reading' }: { readonly party: string; readonly about?: ConsentQuestion },
  answer: 'yes' | 'no' | 'talk',
): Decision {
  return withParty(state, s, key, (party) => {
    const me = s.actor?.participant;
    const matter = { party, about };
    if (!me || !whoseAnswers(state, key, about).some((p) => p.id === me.id))
      return refuse('refused.notYourConsent');
    if (answer !== 'talk') return answered(state, s, matter, { participantId: me.id, answer });
    const message = {
      type: 'ConsentTalk',
      ...inCase(state),
      party: party.name,
      about,
      who: ref(state, me.id),
    } as const;
    return accept(
      withoutAsking(state, s, matter, me.id),
      { key: 'done.consentTalk', values: { party: party.name, about } },
      {
        messages: toLead(state, markOf(`consent-talk:${me.id}`, matter), message),
        audit: [{ action: actionOf(about, 'talk'), objectId: me.id }],
      },
    );
  });
}

/** A parent who wants to talk first was promised that Schakel does not ask again; the lead calls. */
function withoutAsking(
  state: CaseState,
  s: Situation,
  { party, about }: Matter,
  participantId: Uuid,
): CaseState {
  const row = consentOf(state, party.key, participantId, about);
  if (row?.answer !== 'asked') return state;
  const talking = { ...row, renewalAskedAt: s.now };
  return { ...state, consents: state.consents.map((c) => (c === row ? talking : c)) };
}

/** Writes down what one of the family said by phone, marked as such. An answer of their own stays theirs. */
export function enterConsent(
  state: CaseState,
  s: Situation,
  { party: key, about = 'reading' }: { readonly party: string; readonly about?: ConsentQuestion },
  said: { readonly participantId: Uuid; readonly answer: 'yes' | 'no' },
): Decision {
  const no = lacks(state, s, ['lead', 'coordinator']);
  if (no) return no;
  return withParty(state, s, key, (party) => {
    const writer = s.actor?.participant;
    if (!writer) return refuse('refused.notInCase', { code: state.case.code });
    const who = participant(state, said.participantId);
    if (!who || who.id === writer.id || !whoseAnswers(state, key, about).includes(who))
      return refuse('refused.notTheirConsent', {}, { field: 'participant' });
    const old = consentOf(state, key, who.id, about);
    if (answersInChat(personOf(state, who.id), s.region) && !(old && toldMissingOn(state, old)))
      return refuse('refused.answersInChat', { person: ref(state, who.id) }, { field: 'participant' });
    if (old && old.answer !== 'asked' && old.enteredById === null)
      return refuse('refused.consentTheirOwn', { person: ref(state, who.id) }, { field: 'participant' });
    return answered(state, s, { party, about }, { ...said, enteredById: writer.id });
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
  matter: Matter,
  said: ConsentGiven & { answer: 'yes' | 'no' },
): Decision {
  const { answer, participantId, enteredById = null } = said;
  const { party, about } = matter;
  const old = consentOf(state, party.key, participantId, about);
  const after = put(state, s, matter, said);
  const missing = missingIn(after, s, matter);
  const values = { party: party.name, about, answer, code: state.case.code };
  const same = old?.answer === answer && (enteredById !== null || old.enteredById === null);
  // The same "no" again changes nothing; the same "yes" is good for longer.
  if (same && answer === 'no') return accept(state, { key: doneKey(after, s, matter, answer), values });
  const key = enteredById === null ? doneKey(after, s, matter, answer) : 'done.consentByPhone';
  return accept(
    after,
    { key, values: { ...values, missing, person: ref(after, participantId) } },
    {
      messages: same ? [] : news(after, s, matter, { participantId, answer }),
      audit: [
        {
          action: actionOf(about, enteredById === null ? answer : `${answer}_by_phone`),
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
function doneKey(after: CaseState, s: Situation, { party, about }: Matter, answer: 'yes' | 'no'): ReplyKey {
  if (about === 'asking')
    return answer === 'yes' && partyConsent(after, s.region, party, about).isLimited
      ? 'done.consentAskingNotYet'
      : 'done.consentAsking';
  if (!isHere(after, s, party)) return answer === 'yes' ? 'done.consentNotIn' : 'done.consentNotInNo';
  if (answer === 'no') return isLeadsParty(after, party.key) ? 'done.consentLeads' : 'done.consent';
  return partyConsent(after, s.region, party).isLimited ? 'done.consentNotYet' : 'done.consent';
}

/** The lead and the coordinators know who said what; everybody else sees what a party sees. */
function news(
  state: CaseState,
  s: Situation,
  matter: Matter,
  { participantId, answer }: { readonly participantId: Uuid; readonly answer: 'yes' | 'no' | 'ended' },
): Outgoing[] {
  const { party, about } = matter;
  const { isLimited } = partyConsent(state, s.region, party, about);
  const missing = missingIn(state, s, matter);
  const message = {
    type: 'ConsentAnswered',
    ...inCase(state),
    party: party.name,
    about,
    who: ref(state, participantId),
    answer,
    isLimited,
    ...(about === 'reading' && isLeadsParty(state, party.key) ? { isLeads: true } : {}),
    ...(isHere(state, s, party) ? {} : { isNotIn: true }),
    missing,
  } as const;
  const what = markOf(`consent:${participantId}`, matter);
  const knows = new Set([s.actor?.personId, ...s.region.coordinatorPersonIds]);
  const told = toParticipant(state, state.case.leadId, what, message).filter(
    (o) => o.recipient.to === 'person' && !knows.has(o.recipient.personId),
  );
  return [...told, toCoordinators(state, what, message)];
}

/** The row that holds from now on. The one before ends, and is kept with its words' version and its time. */
export function put(state: CaseState, s: Situation, { party, about }: Matter, said: ConsentGiven): CaseState {
  const old = consentOf(state, party.key, said.participantId, about);
  const row: Consent = {
    id: s.newId(),
    caseId: state.case.id,
    partyKey: party.key,
    about,
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

/**
 * A party whose people have all left is still answered about: they may come again. One that takes no part yet exists
 * when it was asked about, or is given whole, to be asked about now.
 */
function withParty(
  state: CaseState,
  s: Situation,
  of: string | Party,
  rule: (party: Party) => Decision,
): Decision {
  return inOpenCase(state, () => {
    const known = partiesToAnswer(state, s.region);
    const party = typeof of === 'string' ? known.find((p) => p.key === of) : { key: of.key, name: of.name };
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
  if (row?.answer !== 'yes' || row.about === 'guardians' || row.validUntil === null) return null;
  const party = { key: row.partyKey, name: partyName(state, s.region, row.partyKey) };
  const matter = { party, about: row.about };
  if (s.today > row.validUntil) {
    const after = put(state, s, matter, { participantId: row.participantId, answer: 'asked' });
    return {
      state: after,
      messages: news(after, s, matter, { participantId: row.participantId, answer: 'ended' }),
      action: 'consent.ended',
    };
  }
  if (row.renewalAskedAt !== null) return null;
  const asked = { ...row, renewalAskedAt: s.now };
  const after = { ...state, consents: state.consents.map((c) => (c === row ? asked : c)) };
  const messages = question(after, s, row.participantId, { ...matter, again: true }).map((o) => ({
    ...o,
    key: keyed(state, `consent-again:${row.id}`),
  }));
  return { state: after, messages, action: 'consent.renewal_asked' };
}
