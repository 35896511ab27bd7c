import type { Message } from '../../domain/messages/index.ts';
import { spanOf } from '../../domain/rules/participants/absence.ts';
import type { Block, Document, Reader } from '../../ports/document.ts';
import {
  buttons,
  command,
  date,
  document,
  elsewhere,
  form,
  note,
  sentence,
  text,
  word,
} from '../words/tools.ts';
import type { TextKey, TextValues } from '../words/translate.ts';
import { doneButton, line } from './agreements/agreement.ts';
import { withoutBasisWords } from './case/basis.ts';

/** News of who takes part, who is away, and who acts meanwhile. */

type Of<T extends Message['type']> = Extract<Message, { type: T }>;

/** Says how this works, what is kept and who reads it, what is asked: in that order, in words for this role. */
export function personWelcomed(m: Of<'PersonWelcomed'>, to: Reader): Document {
  const reader = m.as === 'parent' || m.as === 'child' ? { ...to, formal: true } : to;
  const { as, regionName: region, code } = m;
  const kept = m.limited ? (isOfFamily(as) ? 'family' : 'party') : 'other';
  const isLed = m.lead !== null && as !== 'lead';
  return document(reader, code, [
    { kind: 'heading', text: word(reader, 'welcome.heading', { code }) },
    text(sentence(reader, `arrive.how.${as}`, { code })),
    ...(m.inIntake
      ? [text(sentence(reader, 'arrive.intake', { as })), note(sentence(reader, 'arrive.erased'))]
      : []),
    text(sentence(reader, 'arrive.method')),
    text(sentence(reader, `arrive.kept.${kept}`, { region })),
    text(sentence(reader, `arrive.asked.${ASKED[as]}`)),
    ...(isLed
      ? [text(sentence(reader, 'welcome.lead', { lead: m.lead, phone: m.leadPhone ?? 'none' }))]
      : []),
    buttons(
      command(reader, 'button.method', 'workingMethod.show', {}),
      command(reader, 'button.overview', 'case.show', { caseId: m.caseId }),
      ...(isOfFamily(as) ? [command(reader, 'button.directory', 'directory.show', {})] : []),
    ),
  ]);
}

/** A few roles are asked the same. */
const ASKED = {
  parent: 'parent',
  child: 'parent',
  supporter: 'supporter',
  care: 'care',
  lead: 'lead',
  municipality: 'municipality',
  school: 'other',
  other: 'other',
} as const satisfies Record<Of<'PersonWelcomed'>['as'], string>;

function isOfFamily(as: Of<'PersonWelcomed'>['as']): boolean {
  return as === 'parent' || as === 'child' || as === 'supporter';
}

export function joined(m: Of<'ParticipantJoined'>, reader: Reader): Document {
  const values = { person: m.person, role: word(reader, `role.${m.role}` as TextKey) };
  const without = m.withoutBasis;
  return document(
    reader,
    m.code,
    [
      text(sentence(reader, 'joined.text', values)),
      ...(without ? [text(withoutBasisWords(without, reader)), ...elsewhere(reader)] : []),
    ],
    'push.room',
  );
}

export function withoutBasis(
  { code, withoutBasis: told }: Of<'PartyWithoutBasis'>,
  reader: Reader,
): Document {
  return document(reader, code, [text(withoutBasisWords(told, reader)), ...elsewhere(reader)], 'push.room');
}

export function left(m: Of<'ParticipantLeft'>, reader: Reader): Document {
  const words = sentence(reader, `left.${m.why}` as TextKey, { person: m.person.name });
  return document(reader, m.code, [text(words)], 'push.room');
}

/** Shows the lead each agreement that has no owner now, with the button that gives it another. */
export function ownerLeft(m: Of<'OwnerLeft'>, reader: Reader): Document {
  const each = m.agreements
    .slice(0, SHOWN)
    .flatMap((a): Block[] => [
      ...line(a, reader),
      buttons(form(reader, 'button.handOver', 'agreement.handOver', { agreementId: a.id })),
    ]);
  return document(reader, m.code, [
    text(sentence(reader, 'ownerLeft.text', { person: m.person.name, code: m.code })),
    ...each,
    note(sentence(reader, 'ownerLeft.next')),
    buttons(command(reader, 'button.list', 'agreement.list', { caseId: m.caseId })),
  ]);
}

/** Adding them makes it right; taking them out of the channel does too, and only people can do that. */
export function outsider(m: Of<'OutsiderInRoom'>, reader: Reader): Document {
  const values = { name: m.name ?? 'none', code: m.code, platform: m.platform };
  if (m.teams) return sharedRoom(m, m.teams, reader);
  return document(reader, m.code, [
    text(sentence(reader, 'outsider.text', values)),
    note(sentence(reader, 'outsider.next')),
    buttons(form(reader, 'button.addPerson', 'participant.add', { caseId: m.caseId })),
  ]);
}

/** A team can be taken out again by the channel's owner alone on Teams; on Slack by a workspace administrator. */
export function sharedRoom(
  { caseId, code, platform }: Pick<Of<'OutsiderInRoom'>, 'caseId' | 'code' | 'platform'>,
  teams: number,
  reader: Reader,
): Document {
  const [what, next] =
    platform === 'slack'
      ? (['room.connected', 'room.connectedNext'] as const)
      : (['room.shared', 'room.sharedNext'] as const);
  return document(reader, code, [
    text(sentence(reader, what, { code, teams })),
    note(sentence(reader, next)),
    buttons(command(reader, 'button.overview', 'case.show', { caseId })),
  ]);
}

export function absenceStarts(m: Of<'AbsenceStarts'>, reader: Reader): Document {
  const values = { person: m.person, ...days(m, reader) };
  const words = m.deputy
    ? sentence(reader, 'absence.covered', { ...values, deputy: m.deputy })
    : sentence(reader, 'absence.uncoveredRoom', values);
  const keeps = note(sentence(reader, 'absence.keeps', { person: m.person.name }));
  return document(reader, m.code, [text(words), keeps], 'push.room');
}

export function absenceUncovered(m: Of<'AbsenceUncovered'>, reader: Reader): Document {
  const numbers = new Intl.ListFormat(reader.language).format(m.numbers.map(String));
  const values = { person: m.person, code: m.code, numbers, n: m.numbers.length, ...days(m, reader) };
  return document(reader, m.code, [
    text(sentence(reader, 'uncovered.text', values)),
    note(sentence(reader, 'uncovered.next')),
    buttons(command(reader, 'button.list', 'agreement.list', { caseId: m.caseId })),
  ]);
}

function days(m: Of<'AbsenceStarts' | 'AbsenceUncovered'>, reader: Reader): TextValues {
  const until = m.until ? date(reader, m.until) : 'none';
  return { from: date(reader, m.from), until, span: spanOf(m.from, m.until) };
}

/** Agreements with their buttons in one message; the others stand in the list. */
const SHOWN = 12;

function others(m: Of<'DeputySummary'>, reader: Reader): Block[] {
  const n = m.agreements.length - SHOWN;
  if (n <= 0) return [];
  const list = command(reader, 'button.list', 'agreement.list', { caseId: m.caseId });
  return [note(sentence(reader, 'overview.more', { n })), buttons(list)];
}

/** Shows the deputy who acts from now what is open, each with its buttons. */
export function deputySummary(m: Of<'DeputySummary'>, reader: Reader): Document {
  const values = { code: m.code, absent: m.absent, until: m.until ? date(reader, m.until) : 'none' };
  const each = m.agreements.slice(0, SHOWN).flatMap((a): Block[] => {
    const args = { agreementId: a.id };
    const newDate = form(reader, 'button.newDate', 'agreement.proposeDate', args);
    const stuck = form(reader, 'button.stuck', 'agreement.stuck', args);
    return [...line(a, reader), buttons(doneButton(a, reader), newDate, stuck)];
  });
  const key = each.length > 0 ? 'summary.text' : 'summary.none';
  return document(reader, m.code, [text(sentence(reader, key, values)), ...each, ...others(m, reader)]);
}
