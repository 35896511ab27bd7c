import { type Html, html, NOTHING } from './html.ts';

/**
 * People around one code, drawn as SVG like the other pictures: shapes tell them apart, so that it is read in black and
 * white, and all lines run in a gutter of fixed width, so that the words beside it have room on a phone.
 */
export interface NetworkPicture {
  readonly code: string;
  /** Words beside the code while nobody leads; null: somebody does. */
  readonly leaderless: string | null;
  readonly groups: readonly Group[];
  readonly links: readonly Link[];
}

export interface Group {
  readonly label: string;
  readonly nodes: readonly Node[];
  /** Words for a place that is empty; null: it is not missed. */
  readonly missing: string | null;
}

export interface Node {
  readonly id: string;
  readonly name: string;
  readonly more: string;
  readonly isLead: boolean;
  readonly isAway: boolean;
}

/** A bow from somebody to who stands in for them; `now`: today. */
export interface Link {
  readonly from: string;
  readonly to: string;
  readonly now: boolean;
}

const TRUNK = 9;
const MARK = 44;
const WORDS = 58;
const TOP = 44;
const HEAD = 28;
const PERSON = 42;
const EMPTY = 30;

export function networkPicture(labelledBy: string, picture: NetworkPicture): Html {
  const { placed, height } = place(picture.groups);
  const at = new Map(placed.flatMap(({ nodes }) => nodes.map(({ node, y }) => [node.id, y] as const)));
  const last = placed.at(-1)?.y ?? TOP;
  return html`<svg role="img" aria-labelledby="${labelledBy}" class="schakel-svg schakel-net" width="100%" height="${height}">
<line class="schakel-net__line" x1="${TRUNK}" x2="${TRUNK}" y1="18" y2="${last}"/>
<circle class="schakel-net__code" cx="${TRUNK}" cy="18" r="8"/><text class="schakel-svg__number" x="26" y="23">${picture.code}</text>${
    picture.leaderless === null
      ? NOTHING
      : html`<text class="schakel-svg__marked" x="100%" y="23" text-anchor="end">${picture.leaderless}</text>`
  }${placed.map(groupOf)}${picture.links.map((link) => linkOf(at.get(link.from), at.get(link.to), link.now))}${placed.flatMap(({ nodes }) => nodes.map(({ node, y }) => nodeOf(node, y)))}</svg>`;
}

interface Placed {
  readonly group: Group;
  readonly y: number;
  readonly nodes: readonly { readonly node: Node; readonly y: number }[];
}

function place(groups: readonly Group[]): { placed: Placed[]; height: number } {
  let y = TOP;
  const placed = groups.map((group) => {
    const head = y + 12;
    y += HEAD;
    const nodes = group.nodes.map((node, i) => ({ node, y: y + i * PERSON + 12 }));
    y += group.nodes.length * PERSON + (group.missing === null ? 0 : EMPTY);
    return { group, y: head, nodes };
  });
  return { placed, height: y };
}

function groupOf({ group, y, nodes }: Placed): Html {
  const below = (nodes.at(-1)?.y ?? y - 16) + (nodes.length > 0 ? PERSON - 4 : HEAD + 12);
  return html`<rect class="schakel-net__field" x="${TRUNK - 5}" y="${y - 5}" width="10" height="10"/>
<text class="schakel-svg__number" x="26" y="${y + 5}">${group.label}</text>${nodes.map(
    (one) => html`<path class="schakel-net__line" d="M${TRUNK},${y} V${one.y} H${MARK}"/>`,
  )}${
    group.missing === null
      ? NOTHING
      : html`<path class="schakel-net__line schakel-net__line--none" d="M${TRUNK},${y} V${below} H${MARK - 7}"/><rect class="schakel-net__none" x="${MARK - 7}" y="${below - 7}" width="14" height="14"/><text x="${WORDS}" y="${below + 5}">${group.missing}</text>`
  }`;
}

function nodeOf({ name, more, isLead, isAway }: Node, y: number): Html {
  const look = `schakel-net__node${isAway ? ' schakel-net__node--away' : ''}`;
  const shape = isLead
    ? html`<path class="${look}" d="M${MARK},${y - 10} L${MARK + 10},${y} L${MARK},${y + 10} L${MARK - 10},${y} Z"/>`
    : html`<circle class="${look}" cx="${MARK}" cy="${y}" r="7"/>`;
  return html`${shape}<text x="${WORDS}" y="${y + 3}">${name}</text><text class="schakel-svg__marked" x="${WORDS}" y="${y + 20}">${more}</text>`;
}

/** A bow in the gutter, with its point at who stands in. */
function linkOf(from: number | undefined, to: number | undefined, now: boolean): Html {
  if (from === undefined || to === undefined) return NOTHING;
  const bend = MARK - 10 - Math.min(24, 12 + Math.abs(to - from) / 8);
  const tip = MARK - 8;
  return html`<path class="schakel-net__bow${now ? ' schakel-net__bow--now' : ''}" d="M${MARK - 8},${from} C${bend},${from} ${bend},${to} ${tip},${to}"/><path class="schakel-net__tip" d="M${tip - 7},${to - 4} L${tip},${to} L${tip - 7},${to + 4} Z"/>`;
}
