import type { ContactChanges, ContactCheck, ContactsToCheck } from '../../../domain/messages/index.ts';
import type { Block, Document, Reader } from '../../../ports/document.ts';
import { buttons, command, document, form, note, sentence, text } from '../../words/tools.ts';

/** More would not fit in one message; the rest is on the page. */
const MOST = 10;

/** Asks the coordinators: are these contact points still right? Each has its button, and why they are asked. */
export function contactsToCheck(m: ContactsToCheck, reader: Reader): Document {
  const more = m.points.length - MOST;
  return document(reader, 'Schakel', [
    text(sentence(reader, 'contactsCheck.text', { n: m.points.length })),
    ...m.points.slice(0, MOST).flatMap(({ organisation, role, person, deputy, why }) => [
      text(
        sentence(reader, 'contactsCheck.point', {
          organisation: organisation.name,
          role,
          person: person.name,
          deputy: deputy?.name ?? 'none',
          why: why ?? 'none',
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

/** Asks the people behind contact points: is this still right? */
export function contactCheck(m: ContactCheck, reader: Reader): Document {
  return document(reader, 'Schakel', [
    text(sentence(reader, 'contactAsk.text', { region: m.regionName, n: m.points.length })),
    ...m.points.slice(0, MOST).flatMap((point) => contactQuestion(m.region, point, reader)),
    note(sentence(reader, 'contactAsk.next')),
  ]);
}

/** One of them, with an answer for either case: in the message, and on the web's own page. */
export function contactQuestion(
  region: string,
  { organisation, role, deputy }: ContactCheck['points'][number],
  reader: Reader,
): Block[] {
  const about = { region, organisation: organisation.key, point: role };
  return [
    text(
      sentence(reader, 'contactAsk.point', {
        organisation: organisation.name,
        role,
        deputy: deputy?.name ?? 'none',
      }),
    ),
    buttons(
      command(reader, 'contactAsk.right', 'manage.contactRight', about, { style: 'primary' }),
      form(reader, 'contactAsk.changes', 'manage.contactChanges', about),
    ),
  ];
}

/** Tells the coordinators that somebody said that it does not stay as it is. */
export function contactChanges(m: ContactChanges, reader: Reader): Document {
  const values = { person: m.person, organisation: m.organisation.name, role: m.role, what: m.what };
  return document(reader, 'Schakel', [
    text(sentence(reader, 'contactChanges.text', values)),
    buttons(
      form(reader, 'manage.b.change', 'manage.contact', {
        region: m.region,
        organisation: m.organisation.key,
        point: m.role,
      }),
    ),
    note(sentence(reader, 'contactChanges.next')),
  ]);
}
