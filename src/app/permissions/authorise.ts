import { agreement } from '../../domain/case/agreements.ts';
import { type Reply, refuse } from '../../domain/case/decision.ts';
import { participantOfPerson } from '../../domain/case/participants.ts';
import { isReported } from '../../domain/case/report.ts';
import type { CaseState } from '../../domain/case/state.ts';
import { isOfFamilySide, isOwnOf, limitOf } from '../../domain/consent/consent.ts';
import { requestsTo, wasAskedForInformation } from '../../domain/consent/requests-to.ts';
import type { ReplyKey } from '../../domain/reply-keys.ts';
import { callsOf, wasAsked } from '../../domain/views/calls.ts';
import type { Uuid } from '../../domain/vocabulary.ts';
import type { About } from '../../ports/web.ts';
import type { Command } from '../command.ts';
import type { Inbound } from '../inbound.ts';
import type { RequestContext } from '../request-context.ts';
import { may, type Who } from './may.ts';
import { fitsReport } from './on-report.ts';

/**
 * A command is carried out as it was authorised. The ids in a request are claims: they say what to load, and give no
 * right. A right is looked for with the very data that the command gets, on the very case that was loaded.
 */

/** Data of a command by name, whatever command it is of. */
type Claims = Readonly<Record<string, unknown>>;

/** The agreement, call for help or case that is named, in this order; the other names must be of the same case. */
export function aboutOf(claims: Claims): About | null {
  const { caseId, agreementId, escalationId } = claims;
  if (isUuid(agreementId)) return { agreementId };
  if (isUuid(escalationId)) return { escalationId };
  return isUuid(caseId) ? { caseId } : null;
}

export function whatItIsAbout({ request }: Inbound): About | null {
  return request.type === 'text' || request.type === 'home' ? null : aboutOf(request.args);
}

function isUuid(value: unknown): value is Uuid {
  return typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
}

/** Its arguments name a case. */
export function isAboutACase(command: Command): boolean {
  const shape = (command.args as { shape?: Readonly<Record<string, unknown>> }).shape;
  return shape !== undefined && 'caseId' in shape;
}

/** Null when the actor may; otherwise the words that say who may. A case one is not in does not exist. */
export function notAllowed(command: Command, context: RequestContext, data: unknown): Reply | null {
  const { state, region, actor, situation } = context;
  const claims = (typeof data === 'object' && data !== null ? data : {}) as Claims;
  const asking = {
    personId: actor.id,
    region,
    state,
    today: situation.today,
    agreementId: text(claims.agreementId),
    escalationId: text(claims.escalationId),
    requestId: text(claims.requestId),
  };
  if (may(command.who, asking)) {
    if (!isOneCase(state, claims)) return { key: 'refused.twoCases' };
    return onlyReported(command, context) ?? typedElsewhere(command, context, claims);
  }
  if (!state) return { key: outsideCase(command.who) };
  const party = limitOf(state, actor.id);
  const about = agreement(state, asking.agreementId);
  // A limited participant must not learn that an agreement of another party exists.
  if (party !== null && about && !isOwnOf(state, party, about)) return { key: outsideCase(command.who) };
  const call = command.who.includes('contact') ? wasAsked(state, asking.escalationId, actor.id) : null;
  if (call) return { key: call.status === 'answered' ? 'refused.alertAnswered' : 'refused.noSuchAlert' };
  if (command.who.includes('asked') && wasAskedForInformation(state, actor.id))
    return { key: 'refused.requestOver' };
  const inCase = situation.actor?.participant !== null;
  const isContact = callsOf(state, region, actor.id).length + requestsTo(state, region, actor.id).length > 0;
  if (!inCase && !isContact && !region.coordinatorPersonIds.includes(actor.id))
    return refuse('refused.notInCase').reply;
  const closed = state.case.status === 'closed';
  const isParent = party !== null && isOfFamilySide(state, party);
  const seesToo = command.who.includes('participant') || (isParent && command.who.includes('family'));
  if (!closed && party !== null && seesToo)
    return refuse(isParent ? 'refused.limitedFamily' : 'refused.limited', { code: state.case.code }).reply;
  return { key: closed ? 'refused.caseClosed' : onlyFor(command.who[0]), values: { code: state.case.code } };
}

/** Refuses what a report is not ready for, and shows the way to it; null: it fits how far the case is. */
function onlyReported(command: Command, { state, region, actor }: RequestContext): Reply | null {
  if (!state || !isReported(state.case) || !isAboutACase(command) || fitsReport(state, command.name))
    return null;
  const args = { caseId: state.case.id };
  const offer = { command: 'report.show', args, label: 'button.reportShow' } as const;
  const sees =
    participantOfPerson(state, actor.id) !== null || region.coordinatorPersonIds.includes(actor.id);
  return { key: 'refused.onlyReported', values: { code: state.case.code }, ...(sees ? { offer } : {}) };
}

/** Words about the family are typed on the web: elsewhere there is a way to the form, and nowhere is it sent from. */
function typedElsewhere(
  { name, onWebOnly }: Command,
  { inbound, state, region, reader }: RequestContext,
  { party, requestId, appealId }: Claims,
): Reply | null {
  if (!onWebOnly || inbound.platform === 'web') return null;
  const { webUrl } = reader;
  const named = Object.entries({ party, requestId, appealId }).filter(
    ([, value]) => typeof value === 'string',
  );
  const about = new URLSearchParams({
    ...(state ? { caseId: state.case.id } : { region: region.key }),
    ...(Object.fromEntries(named) as Record<string, string>),
  });
  const address = webUrl ? `${webUrl}/form/${name}?${about}` : null;
  const isRequest = name.startsWith('request.');
  const key =
    name === 'report.make'
      ? 'refused.reportOnWeb'
      : isRequest
        ? 'refused.requestOnWeb'
        : 'refused.typedOnWeb';
  return { key, values: address ? { web: 'yes', url: { address } } : { web: 'none' } };
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** Every id that is named is of the case that was loaded; what is of another one is asked for on a right of this one. */
function isOneCase(
  state: CaseState | null,
  { caseId, agreementId, escalationId, requestId }: Claims,
): boolean {
  if (state === null) return true;
  return (
    (caseId === undefined || caseId === state.case.id) &&
    (agreementId === undefined || state.agreements.some((a) => a.id === agreementId)) &&
    (escalationId === undefined || state.escalations.some((e) => e.id === escalationId)) &&
    (requestId === undefined || state.case.requests.some((one) => one.id === requestId))
  );
}

/** The first of those who may is named. */
function onlyFor(who: Who): ReplyKey {
  return who === 'administrator' ? 'refused.onlyAdministrator' : `refused.only.${who}`;
}

/** About no case: who runs the region may, or it belongs in a case after all. */
function outsideCase(who: Command['who']): ReplyKey {
  if (who.includes('participant')) return 'refused.outsideCase';
  if (who.includes('coordinator')) return 'refused.onlyCoordinator';
  return who.includes('administrator') ? 'refused.onlyAdministrator' : 'refused.outsideCase';
}
