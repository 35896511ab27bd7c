import type { ContactsToCheck } from '../../../domain/messages.ts';
import type { Document, Reader } from '../../../ports/document.ts';
import { buttons, command, document, note, sentence, text } from '../../words.ts';

/** More would not fit in one message; the rest is on the page. */
const MOST = 10;

/** To the coordinators: are these contact points still right? Each with its button. */
export function contactsToCheck(m: ContactsToCheck, reader: Reader): Document {
  const more = m.points.length - MOST;
  return document(reader, 'Schakel', [
    text(sentence(reader, 'contactsCheck.text', { n: m.points.length })),
    ...m.points.slice(0, MOST).flatMap(({ organisation, role, person, deputy }) => [
      text(
        sentence(reader, 'contactsCheck.point', {
          organisation: organisation.name,
          role,
          person: person.name,
          deputy: deputy?.name ?? 'none',
        }),
      ),
      buttons(
        command(reader, 'manage.b.right', 'manage.contactRight', {
          region: m.region,
          organisation: organisation.key,
          point: role,
        }),
      ),
    ]),
    ...(more > 0 ? [note(sentence(reader, 'contactsCheck.more', { n: more }))] : []),
    note(sentence(reader, 'contactsCheck.next')),
  ]);
}
