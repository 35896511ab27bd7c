import type { DemonstrationNow } from '../../../src/app/demonstration/guide.ts';
import type { Sent } from '../../../src/ports/demonstration.ts';
import type { Reader } from '../../../src/ports/document.ts';
import { dayOf, shortDate, word } from '../../../src/text/words/tools.ts';
import type { TextKey } from '../../../src/text/words/translate.ts';
import { type Html, html, NOTHING } from '../shell/html.ts';
import type { Pictures } from '../shell/web-deps.ts';
import { drawCard } from './adaptive-card.ts';
import { drawBlocks } from './block-kit.ts';
import { type Drawing, pressAs } from './drawing.ts';

interface Beside {
  readonly demo: DemonstrationNow;
  readonly reader: Reader;
  readonly pictures: Pictures;
  readonly formToken: string;
  readonly me: string;
  /** The messages that this person would see in chat, newest first. */
  readonly sent: readonly Sent[];
  /** Null: this person has no channel of a case there. */
  readonly code: string | null;
}

type Platform = 'slack' | 'teams';
const FEW = 4;

/** Next to the page of the web: the same messages as Slack and as Teams would show them to this person. */
export function beside(given: Beside): Html {
  return html`<div class="schakel-beside schakel-noprint">${column('slack', given)}${column('teams', given)}</div>`;
}

function column(platform: Platform, given: Beside): Html {
  const { demo, reader, me, sent, code } = given;
  const t = (key: string, values = {}): string => word(reader, `demo.${key}` as TextKey, values);
  const name = demo.people.find((p) => p.id === me)?.name ?? '';
  const line = (title: string, messages: readonly Sent[]): Html => html`<h3 class="demo-line">${title}</h3>
${messages.length === 0 ? html`<p class="demo-note">${t('nothing')}</p>` : NOTHING}
${messages.slice(0, FEW).map((one) => message(platform, one, given))}
${messages.length > FEW ? html`<details><summary>${t('more')}</summary>${messages.slice(FEW).map((one) => message(platform, one, given))}</details>` : NOTHING}`;
  const room = sent.filter((s) => s.to === null);
  return html`<section class="demo-column demo-${platform}" aria-labelledby="demo-${platform}">
<h2 class="demo-title" id="demo-${platform}">${t(platform, { name })}</h2><p class="demo-note">${t('besideNote')}</p>
${line(
  t('direct'),
  sent.filter((s) => s.to !== null),
)}
${code === null ? NOTHING : line(t('channel', { code }), [...room.filter((s) => s.pinned), ...room.filter((s) => !s.pinned)])}
</section>`;
}

function message(platform: Platform, { at, document }: Sent, given: Beside): Html {
  const { demo, reader, pictures } = given;
  const members = demo.people.map((p, i) => ({ ...p, member: platform === 'slack' ? `U0${i}` : p.id }));
  const mentions = Object.fromEntries(members.map((m) => [m.id, m.member]));
  const drawing: Drawing = {
    press: pressAs(given.formToken),
    nameOf: (id) => members.find((m) => m.member === id)?.name ?? id,
  };
  const drawn =
    platform === 'slack'
      ? drawBlocks(pictures.slack(document, mentions).blocks, drawing)
      : drawCard(pictures.teams(document, mentions).attachments[0]?.content ?? {}, drawing);
  return html`<div class="demo-message"><p class="demo-from"><span class="demo-icon" aria-hidden="true">S</span><strong>Schakel</strong>
<span class="demo-note">${shortDate(reader, dayOf(reader, at))}</span>${at > demo.before ? html` <mark>${word(reader, 'demo.new')}</mark>` : NOTHING}</p>
<div class="demo-card">${drawn}</div></div>`;
}
