import { confirmationsOf } from '../../domain/case/agreements.ts';
import { isErased } from '../../domain/case/erase.ts';
import { guardiansOf, participantOfPerson } from '../../domain/case/participants.ts';
import type { CaseState } from '../../domain/case/state.ts';
import { barredFromLead } from '../../domain/consent/consent.ts';
import type { Region } from '../../domain/region/region.ts';
import { mayConfirmDone } from '../../domain/reminders/who-confirms.ts';
import { yesByPhone } from '../../domain/rules/case/closing-by-phone.ts';
import type { PlainDate, Uuid } from '../../domain/vocabulary.ts';
import type { Action } from '../../ports/document.ts';
import { may } from '../permissions/may.ts';
import { fitsReport } from '../permissions/on-report.ts';
import { COMMANDS } from '../registry.ts';

/** Ways in by an account elsewhere are no use where nobody has one. */
function isOfUse(name: string, { workspaces }: Region): boolean {
  const platforms = workspaces.filter((w) => !w.disabled).map((w) => w.platform);
  if (name === 'participant.inviteExternal') return platforms.includes('slack');
  return name !== 'participant.invite' || platforms.some((platform) => platform !== 'web');
}

/** A page shows only what its reader may press; the application asks again. */
export function mayDo(
  state: CaseState,
  region: Region,
  personId: Uuid,
  today: PlainDate,
  action: Action,
): boolean {
  const name = 'command' in action.does ? action.does.command : action.does.form;
  const rules = COMMANDS.get(name)?.who;
  const id = (value: unknown): Uuid | null => (typeof value === 'string' ? value : null);
  const { agreementId, escalationId, requestId } = action.args;
  // Nothing can be done in a closed case but open it again, or say whether it was to be closed.
  if (OF_CLOSED.has(name) !== (state.case.status === 'closed')) return false;
  // With nothing left in it there is nothing to open again.
  if (name === 'case.reopen' && isErased(state)) return false;
  // A report is no case yet.
  if (!fitsReport(state, name)) return false;
  // What comes after an intake is not shown before it.
  if (state.case.status === 'intake' && AFTER_INTAKE.has(name)) return false;
  return (
    rules !== undefined &&
    isOfUse(name, region) &&
    !(name === 'agreement.confirm' && hasConfirmed(state, personId, agreementId)) &&
    !(name === 'agreement.confirmDone' && !mayConfirm(state, personId, agreementId)) &&
    !(OF_CLOSING.has(name) && !isAskedToClose(state, personId)) &&
    !(name === 'case.agreeByPhone' && state.case.closing === null) &&
    !(IF_SAID.has(name) && !saidYes(state, personId)) &&
    !(name === 'lead.accept' && isBarred(state, personId)) &&
    !(name === 'escalation.acknowledge' && isOnIt(state, escalationId)) &&
    may(rules, {
      personId,
      region,
      state,
      today,
      agreementId: id(agreementId),
      escalationId: id(escalationId),
      requestId: id(requestId),
    })
  );
}

/** Somebody who said that the text is right is not asked again; they can still say that they understood otherwise. */
function hasConfirmed(state: CaseState, personId: Uuid, agreementId: unknown): boolean {
  const me = participantOfPerson(state, personId)?.id;
  const found = state.agreements.find((a) => a.id === agreementId);
  return (
    found !== undefined &&
    confirmationsOf(state, found).some((c) => c.participantId === me && c.answer === 'confirmed')
  );
}

/** Done is not for everybody to say. */
function mayConfirm(state: CaseState, personId: Uuid, agreementId: unknown): boolean {
  const me = participantOfPerson(state, personId)?.id ?? '';
  const found = state.agreements.find((a) => a.id === agreementId);
  return found !== undefined && mayConfirmDone(state, found).includes(me);
}

const AFTER_INTAKE: ReadonlySet<string> = new Set([
  'agreement.create',
  'agreement.createByPhone',
  'library.choose',
  'library.expect',
  'library.post',
  'case.hold',
  'case.close',
]);

const IF_SAID: ReadonlySet<string> = new Set(['case.saidToClose', 'case.notSaidToClose']);
const OF_CLOSED: ReadonlySet<string> = new Set(['case.reopen', ...IF_SAID]);

/** The case was closed by what they said by phone, as somebody else wrote it down. */
function saidYes(state: CaseState, personId: Uuid): boolean {
  const me = participantOfPerson(state, personId)?.id;
  return me !== undefined && yesByPhone(state)?.participantId === me;
}

const OF_CLOSING: ReadonlySet<string> = new Set(['case.agreeToClose', 'case.notYetToClose']);

function isAskedToClose(state: CaseState, personId: Uuid): boolean {
  return state.case.closing !== null && guardiansOf(state).some((p) => p.personId === personId);
}

/** Leading the case would show them what the family did not say yes to. */
function isBarred(state: CaseState, personId: Uuid): boolean {
  const me = participantOfPerson(state, personId);
  return me !== null && barredFromLead(state, me) !== null;
}

/** A contact who said that they are on it is not asked that again. */
function isOnIt(state: CaseState, escalationId: unknown): boolean {
  return state.escalations.some((e) => e.id === escalationId && e.status === 'acknowledged');
}
