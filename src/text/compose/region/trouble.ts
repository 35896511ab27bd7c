import type { Message } from '../../../domain/messages/index.ts';
import type { Document, Reader } from '../../../ports/document.ts';
import { buttons, date, document, form, note, sentence, text, word } from '../../words/tools.ts';
import type { TextKey } from '../../words/translate.ts';
import { sharedRoom } from '../people.ts';

/** Trouble on a platform, in plain words, with what to do. */

type Of<T extends Message['type']> = Extract<Message, { type: T }>;

export function inviteFailed(m: Of<'InviteFailed'>, reader: Reader): Document {
  const values = { person: m.person, code: m.code, reason: m.reason };
  return document(reader, m.code, [text(sentence(reader, 'inviteFailed.text', values))]);
}

export function invitationFailed(m: Of<'InvitationFailed'>, reader: Reader): Document {
  const values = { role: word(reader, `role.${m.role}` as TextKey), code: m.code, reason: m.reason };
  return document(reader, m.code, [
    text(sentence(reader, 'invitationFailed.text', values)),
    buttons(form(reader, 'button.invite', 'participant.invite', { caseId: m.caseId })),
  ]);
}

export function roomTrouble(m: Of<'RoomTrouble'>, reader: Reader): Document {
  if (m.what === 'shared') return sharedRoom(m, m.teams ?? 1, reader);
  return document(reader, m.code, [
    text(
      sentence(reader, `room.${m.what}` as TextKey, {
        code: m.code,
        platform: m.platform,
        teams: m.teams ?? 0,
      }),
    ),
  ]);
}

export function deliveryFailed(m: Of<'DeliveryFailed'>, reader: Reader): Document {
  const values = { code: m.code ?? 'none', person: m.person ?? 'none', reason: m.reason };
  return document(reader, m.code ?? 'Schakel', [text(sentence(reader, 'deliveryFailed.text', values))]);
}

export function deliveryTrouble(m: Of<'DeliveryTrouble'>, reader: Reader): Document {
  const since = word(reader, 'health.at', { date: date(reader, m.date), time: m.time });
  const workspace = m.workspace ?? '';
  return document(reader, 'Schakel', [
    text(sentence(reader, `trouble.${m.what}` as TextKey, { since, workspace })),
    note(sentence(reader, 'trouble.next')),
  ]);
}

export function connectionLost(m: Of<'ConnectionLost'>, reader: Reader): Document {
  const values = { workspace: m.workspace, why: m.why };
  return document(reader, 'Schakel', [text(sentence(reader, 'connectionLost.text', values))]);
}
