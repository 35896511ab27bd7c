import type { CasePage } from '../../../../../src/app/pages/case/case-page.ts';
import { type ConsentParts, consentParts } from '../../../../../src/text/compose/consent.ts';
import { word } from '../../../../../src/text/words/tools.ts';
import { type Pen, renderBlocks, rich } from '../../../render.ts';
import { type Html, html, NOTHING } from '../../../shell/html.ts';

/** Organisations that stand open, each with two questions and their buttons; more of them fill a phone ten times over. */
const OPEN = 2;

/** Shows who may read along: how it stands with each party, and how to change it for people who may. */
export function consentsSection({ reader, consents: facts }: CasePage, pen: Pen): Html {
  if (facts.parties.length === 0 && !facts.asks && facts.supporters === null && !facts.guardians)
    return NOTHING;
  const { before, parties, after } = consentParts(facts, reader);
  if (before.length + parties.length + after.length === 0) return NOTHING;
  const isLong = facts.mayAnswer && facts.isOpen && parties.length > OPEN;
  return html`<section aria-labelledby="consents" class="schakel-noprint"><h2 class="utrecht-heading-2" id="consents">${word(reader, 'consent.heading')}</h2>
${renderBlocks(before, pen)}
${parties.map((party) => (isLong ? folded(party, pen) : whole(party, pen)))}
${renderBlocks(after, pen)}</section>`;
}

type PartyParts = ConsentParts['parties'][number];

function whole({ open, folded: second, label }: PartyParts, pen: Pen): Html {
  return html`${renderBlocks(open, pen)}${second.length > 0 ? html`<details><summary>${label}</summary>${renderBlocks(second, pen)}</details>` : NOTHING}`;
}

/** A party is one line that says how it stands; who said what, and the buttons, are folded below it. */
function folded(party: PartyParts, pen: Pen): Html {
  return html`<details><summary>${rich(party.short)}</summary>${whole(party, pen)}</details>`;
}
