import type { HomePage } from '../../../../src/app/pages/home-page.ts';
import { sentence, word } from '../../../../src/text/words/tools.ts';
import { heading, rich } from '../../render.ts';
import { type Html, html, NOTHING } from '../../shell/html.ts';

const STEPS = ['begin.nextOpen', 'begin.nextPeople', 'begin.nextChat', 'begin.nextSignIn'] as const;

/** Says in words what to do, to a coordinator with nothing to coordinate yet. */
export function nextSteps({ reader, cases, regions }: HomePage): Html {
  if (cases.length > 0 || !regions.some((r) => r.isCoordinator)) return NOTHING;
  return html`<section class="schakel-card">${heading(word(reader, 'begin.next'), 2)}<ol class="utrecht-ordered-list">${STEPS.map(
    (step) => html`<li class="utrecht-ordered-list__item">${rich(sentence(reader, step))}</li>`,
  )}</ol></section>`;
}
