import { FIELDS, type Field } from '../../../../src/domain/views/network/fields.ts';
import type { MapPerson, NetworkMap } from '../../../../src/domain/views/network/network-map.ts';
import type { Reader } from '../../../../src/ports/document.ts';
import { fieldName } from '../../../../src/text/compose/case/network.ts';
import { word } from '../../../../src/text/words/tools.ts';
import type { TextKey } from '../../../../src/text/words/translate.ts';
import { type Html, html } from '../../shell/html.ts';
import { type Group, type Link, type Node, networkPicture } from '../../shell/network-picture.ts';

/** The map as a picture. What stands in it stands in the list as well, which is what is read aloud. */
export function networkChart(map: NetworkMap, reader: Reader): Html {
  const lacksLead = map.gaps.some((gap) => gap.kind === 'lead');
  return html`<figure class="schakel-picture"><figcaption id="network">${word(reader, 'network.picture')}</figcaption>
${networkPicture('network', {
  code: map.code,
  leaderless: lacksLead ? word(reader, 'network.noLead') : null,
  groups: groupsOf(map, reader),
  links: linksOf(map),
})}</figure>`;
}

/** Fields that have somebody, or that are missed. */
function groupsOf(map: NetworkMap, reader: Reader): Group[] {
  const missed = map.gaps.flatMap((gap): Field[] => (gap.kind === 'field' ? [gap.field] : []));
  return FIELDS.map((field) => ({
    label: fieldName(field, reader),
    nodes: (map.fields.find((one) => one.field === field)?.people ?? []).map((p) => nodeOf(map, p, reader)),
    missing: missed.includes(field) ? word(reader, 'network.nobody') : null,
  })).filter(({ nodes, missing }) => nodes.length > 0 || missing !== null);
}

function nodeOf(map: NetworkMap, p: MapPerson, reader: Reader): Node {
  const lacksDeputy = map.gaps.some((gap) => gap.kind === 'deputy' && gap.person.id === p.person.id);
  const more = [
    lacksDeputy ? word(reader, 'network.noDeputy') : null,
    word(reader, `role.${p.role}` as TextKey),
    p.organisation,
  ].filter((part) => part !== null);
  return {
    id: p.person.id,
    name: cut(p.person.name, 27),
    more: cut(more.join(', '), 32),
    isLead: p.isLead,
    isAway: p.isAway,
  };
}

/** The bow of who stands in today takes the place of the same two as deputies. */
function linksOf(map: NetworkMap): Link[] {
  const now = map.standIns.flatMap(({ away, by }) => (by ? [{ from: away.id, to: by.id, now: true }] : []));
  const deputies = map.fields.flatMap(({ people }) =>
    people.flatMap((p) => (p.deputy ? [{ from: p.person.id, to: p.deputy.id, now: false }] : [])),
  );
  const isNow = (link: Link): boolean => now.some((one) => one.from === link.from && one.to === link.to);
  return [...deputies.filter((link) => !isNow(link)), ...now];
}

/** A picture has one line for it, also on a phone; the list beneath has all of it. */
function cut(label: string, most: number): string {
  const signs = [...label];
  return signs.length > most ? `${signs.slice(0, most).join('').trimEnd()}…` : label;
}
