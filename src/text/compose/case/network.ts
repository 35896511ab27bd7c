import type { RoleMissing } from '../../../domain/messages/index.ts';
import type { PartyContacts } from '../../../domain/views/network/contacts.ts';
import type { Gap } from '../../../domain/views/network/gaps.ts';
import type { MapPerson, NetworkMap } from '../../../domain/views/network/network-map.ts';
import type { StandIn } from '../../../domain/views/network/stand-ins.ts';
import type { Action, Block, Document, Fact, Inline, Reader, RichText } from '../../../ports/document.ts';
import { buttons, command, document, form, note, sentence, text, word } from '../../words/tools.ts';
import type { TextKey } from '../../words/translate.ts';
import { withoutBasisWords } from './basis.ts';

/** The words of who is who are the same as a list on a page and as an answer in chat. */

/** The answer to `wie`: each field on a line, then who stands in, then who is missing and what to do about it. */
export function composeNetwork(map: NetworkMap, reader: Reader): Document {
  return document(
    reader,
    map.code,
    [
      { kind: 'heading', text: word(reader, 'network.heading', { code: map.code }) },
      ...ofParty(map, reader),
      { kind: 'facts', facts: map.fields.map((field) => fieldFact(field, reader)) },
      ...map.standIns.map((one) => text(standInWords(one, reader))),
      ...map.contacts.map((one) => text(contactWords(one, reader))),
      ...map.withoutBasis.map((one) => text(withoutBasisWords(one, reader))),
      ...map.gaps.map((gap) => text(gapWords(gap, reader))),
      ...(map.gaps.length > 0 ? [] : closing(map, reader)),
      buttons(...networkActions(map, reader)),
    ],
    'push.plain',
  );
}

/** Says to who sees only their own agreements that there may be more people than these. */
export function ofParty(map: NetworkMap, reader: Reader): Block[] {
  return map.of === undefined
    ? []
    : [note(sentence(reader, map.ofOne ? 'guardians.network' : 'network.of', { party: map.of }))];
}

/** Nobody is missing: that is worth saying, where all of it was looked at. */
function closing(map: NetworkMap, reader: Reader): Block[] {
  return map.isClosed || map.of !== undefined ? [] : [note(sentence(reader, 'network.complete'))];
}

function fieldFact({ field, people }: NetworkMap['fields'][number], reader: Reader): Fact {
  const value = people.flatMap((p, i): Inline[] => [...(i > 0 ? ['; '] : []), ...personWords(p, reader)]);
  return { label: `${fieldName(field, reader)}:`, value };
}

export function fieldName(field: NetworkMap['fields'][number]['field'], reader: Reader): string {
  return word(reader, `network.field.${field}`);
}

/** "Naam – rol, organisatie, heeft de regie, achtervang: naam, is er nu niet". */
export function personWords(p: MapPerson, reader: Reader): RichText {
  const more = [
    word(reader, `role.${p.role}` as TextKey),
    p.organisation,
    p.isLead ? word(reader, 'web.lead') : null,
    p.role === 'processLead' ? word(reader, 'network.guards') : null,
    p.deputy ? word(reader, 'web.deputyIs', { deputy: p.deputy.name }) : null,
    p.isAway ? word(reader, 'web.away') : null,
    p.isMe ? word(reader, 'web.you') : null,
  ].filter((part) => part !== null);
  return [{ bold: p.person.name }, ` – ${more.join(', ')}`];
}

export function standInWords({ away, by, leads, numbers }: StandIn, reader: Reader): RichText {
  return sentence(reader, by === null ? 'network.nobodyStandsIn' : 'network.standsIn', {
    away: { bold: away.name },
    by: { bold: by?.name ?? '' },
    leads: leads ? 'yes' : 'no',
    n: numbers.length,
    numbers: new Intl.ListFormat(reader.language).format(numbers.map(String)),
  });
}

/** "School – directeur: Naam, achtervang: naam, 030 123 4567; …" */
export function contactWords({ party, points }: PartyContacts, reader: Reader): RichText {
  const words = points.map(({ matter, person, deputy, phone }) =>
    word(reader, 'network.contact', {
      matter,
      person: person.name,
      deputy: deputy?.name ?? 'none',
      phone: phone ?? 'none',
    }),
  );
  return [{ bold: party }, ` – ${words.join('; ')}`];
}

/** Says who is missing, and who can do something about it. */
export function gapWords(gap: Gap, reader: Reader): RichText {
  switch (gap.kind) {
    case 'field':
      return sentence(reader, 'network.gap.field', { field: gap.field });
    case 'lead':
      return sentence(reader, 'network.gap.lead');
    case 'deputy':
      return sentence(reader, 'network.gap.deputy', {
        person: { bold: gap.person.name },
        leads: gap.leads ? 'yes' : 'no',
      });
    case 'contactPoint':
      return sentence(reader, 'network.gap.contactPoint', { party: gap.party });
    case 'rung':
      return sentence(reader, 'network.gap.rung', { title: gap.title || word(reader, 'rung.unnamed') });
  }
}

/** Tells once what is missing, with a button to fill each place. */
export function roleMissing(m: RoleMissing, reader: Reader): Document {
  const places = [
    ...m.fields.map((field) => word(reader, `roleMissing.field.${field}`)),
    ...m.parties.map(({ name }) => word(reader, 'roleMissing.contact', { party: name })),
    ...(m.rung === null ? [] : [m.rung || word(reader, 'rung.unnamed')]),
  ];
  const args = { caseId: m.caseId };
  return document(reader, m.code, [
    text(
      sentence(reader, 'roleMissing.text', {
        code: m.code,
        places: new Intl.ListFormat(reader.language).format(places),
      }),
    ),
    note(sentence(reader, 'roleMissing.next')),
    buttons(
      m.fields.length > 0 && form(reader, 'button.addPerson', 'participant.add', args),
      m.rung !== null && form(reader, 'button.escalationContact', 'case.setEscalationContact', args),
      ...m.parties.map(({ key, name }) => ({
        ...form(reader, 'manage.b.addContact', 'manage.contact', { region: m.region, organisation: key }),
        label: word(reader, 'roleMissing.fill', { party: name }),
      })),
      showNetwork(m.caseId, reader),
    ),
  ]);
}

/** The buttons for what is missing; whether somebody may press one is asked again when they do. */
export function networkActions(map: NetworkMap, reader: Reader): Action[] {
  const args = { caseId: map.caseId };
  const lacks = (kind: Gap['kind']): boolean => map.gaps.some((gap) => gap.kind === kind);
  const me = map.fields.flatMap(({ people }) => people).find((p) => p.isMe)?.person.id;
  const lacksMine = map.gaps.some((gap) => gap.kind === 'deputy' && gap.person.id === me);
  if (map.isClosed) return [];
  return [
    ...(lacks('field') ? [form(reader, 'button.addPerson', 'participant.add', args)] : []),
    ...(lacks('lead') && map.of === undefined
      ? [form(reader, 'button.suggestLead', 'lead.suggest', args)]
      : []),
    ...(lacksMine ? [form(reader, 'button.deputy', 'deputy.set', args)] : []),
  ];
}

/** The way to the map, from where the case is shown. */
export function showNetwork(caseId: string, reader: Reader): Action {
  return command(reader, 'button.who', 'network.show', { caseId });
}

/** The cases that one answer offers: each is a button with its code. */
const CASES = 12;

/** Typed where no case is: each case of who asks has a button. */
export function composeWhichCase(
  cases: readonly { readonly caseId: string; readonly code: string }[],
  reader: Reader,
): Document {
  return document(
    reader,
    'Schakel',
    [
      text(sentence(reader, 'network.whichCase')),
      buttons(
        ...cases.slice(0, CASES).map(({ caseId, code }) => ({ ...showNetwork(caseId, reader), label: code })),
      ),
      ...(cases.length > CASES
        ? [note(sentence(reader, 'network.moreCases', { n: cases.length - CASES }))]
        : []),
    ],
    'push.plain',
  );
}
