import type { ForYou, ForYouItem } from '../../../src/app/pages/for-you.ts';
import type { WaitingItemFacts } from '../../../src/domain/waiting-for.ts';
import { type Action, type Block, inlineWords, type Reader } from '../../../src/ports/document.ts';
import { askedBlocks } from '../../../src/text/compose/asked.ts';
import { consentPair } from '../../../src/text/compose/consent.ts';
import { compose } from '../../../src/text/compose.ts';
import { date, dayOf, sentence, word } from '../../../src/text/words/tools.ts';
import { heading, type Pen, renderBlocks, rich } from '../render.ts';
import { type Html, html, NOTHING } from '../shell/html.ts';

/** The number of questions of one kind that stand open; more than one further are folded below them. */
const OF_A_KIND = 3;
/** The number of organisations whose questions stand open. */
const PARTIES = 2;
/** The number of messages that only inform and stand open: as many as one reads at a glance. */
const TELLS = 5;
/** Messages that are over serve to find something again; further back they stand in the case. */
const BEFORE = 30;

export interface ForYouReading {
  readonly reader: Reader;
  readonly formToken: string;
  readonly forYou: ForYou;
  /** Questions that a case asks and no message did. */
  readonly asked: readonly { readonly caseId: string; readonly question: WaitingItemFacts }[];
  /** More that is asked, already as it is shown. */
  readonly also?: readonly Html[];
  /** Cases in which this person may say who reads along, and did not yet. */
  readonly mayConsent: readonly string[];
  /** Code of a case, where several stand together; null: the page is about one case. */
  readonly codeOf: (caseId: string) => string | null;
  readonly mayDo: (caseId: string | null, action: Action) => boolean;
}

/** All that is for one person alone: what asks something, what is good to know, and what is over. */
export function forYouSection(part: ForYouReading): Html {
  const { reader, forYou, asked, also = [] } = part;
  const count = forYou.asks.length + asked.length + also.length;
  return html`<section aria-labelledby="for-you" class="schakel-for-you">${heading(word(reader, 'forYou.heading'), 2, 'for-you')}
${welcomes(part).map((one) => showItem(one, part, ''))}
${count === 0 ? nothingAsked(part) : NOTHING}
${asks(part)}
${asked.map((one) => question(one, part))}
${also}
${tells(part)}
${before(part)}</section>`;
}

/** A newcomer reads how this works before anything that is asked of them. */
function welcomes({ forYou }: ForYouReading): ForYouItem[] {
  return forYou.tells.filter((one) => one.isNew && isWelcome(one));
}

/** It is read once, and would push what was agreed off the first page of paper. */
function isWelcome({ message }: ForYouItem): boolean {
  return message.type === 'PersonWelcomed';
}

/** People may say who reads along and need not, so it is named also where it is said that nothing is asked. */
function nothingAsked({ reader, mayConsent, codeOf }: ForYouReading): Html {
  if (mayConsent.length === 0) return html`<p class="utrecht-paragraph">${word(reader, 'asked.none')}</p>`;
  const links = mayConsent.map((caseId) => {
    const code = codeOf(caseId);
    const label = `${word(reader, 'consent.heading')}${code ? ` (${code})` : ''}`;
    return html` <a class="utrecht-link" href="${code ? `/c/${caseId}` : ''}#consents">${label}</a>`;
  });
  return html`<p class="utrecht-paragraph">${word(reader, 'asked.onlyConsent')}${links}</p>`;
}

/**
 * Oldest first. Thirty cases that ask the same of a coordinator hide what else is asked: of one kind the first three stand
 * open, and the others folded behind them.
 */
function asks(part: ForYouReading): Html {
  const all = cardsOf(part.forYou.asks);
  const kinds = Map.groupBy(all, ([{ message }]) => message.type);
  return html`${all.map((card) => {
    const same = kinds.get(card[0].message.type) ?? [];
    // Of many organisations the first stands open, and each of the others is a line with its name.
    if (card[0].message.type === 'ConsentAsked' && same.length > PARTIES && same[0] !== card)
      return foldedParty(card, part);
    const folded = same.length > OF_A_KIND + 1 ? same.slice(OF_A_KIND) : [];
    if (folded.length > 0 && folded[0] === card) return foldedAsks(folded, part);
    return folded.includes(card) ? NOTHING : showCard(card, part);
  })}`;
}

type Card = readonly [ForYouItem, ...ForYouItem[]];

/** Both questions about one party stand on one card, each with its own buttons; anything else has a card of its own. */
function cardsOf(all: readonly ForYouItem[]): Card[] {
  const byParty = Map.groupBy(all, ({ id, caseId, keys, message: m }) =>
    m.type === 'ConsentAsked' ? `${caseId}:${m.party.key}` : `${id}:${keys.join()}`,
  );
  return [...byParty.values()].flatMap((items): Card[] => {
    const [first, ...rest] = items;
    if (!first) return [];
    return first.message.type === 'ConsentAsked'
      ? [[first, ...rest]]
      : [[first], ...rest.map((one): Card => [one])];
  });
}

function foldedParty(card: Card, part: ForYouReading): Html {
  const { message } = card[0];
  if (message.type !== 'ConsentAsked') return showCard(card, part);
  const isNew = card.some((one) => one.isNew)
    ? html`<strong class="schakel-new">${word(part.reader, 'forYou.new')}</strong> `
    : NOTHING;
  const values = { n: card.length, party: message.party.name };
  return html`<details class="schakel-card schakel-card--asked"><summary>${isNew}${rich(sentence(part.reader, 'consent.foldedPair', values))}</summary>${showCard(card, part)}</details>`;
}

function foldedAsks(folded: readonly Card[], part: ForYouReading): Html {
  const isNew = folded.some((card) => card.some((one) => one.isNew))
    ? html`<strong class="schakel-new">${word(part.reader, 'forYou.new')}</strong> `
    : NOTHING;
  return html`<details class="schakel-card schakel-card--asked"><summary>${isNew}${word(part.reader, 'forYou.alike', { n: folded.length })}</summary>${folded.map((card) => showCard(card, part))}</details>`;
}

function showCard(card: Card, part: ForYouReading): Html {
  const [first] = card;
  const asked = card.flatMap(({ message }) => (message.type === 'ConsentAsked' ? [message] : []));
  const [one, another] = asked;
  if (!one || !another) return showItem(first, part, 'schakel-card--asked');
  return article(first, part, 'schakel-card--asked', consentPair([one, another], part.reader));
}

function showItem(one: ForYouItem, part: ForYouReading, look: string): Html {
  return article(one, part, look, blocksOf(one, part.reader));
}

function article(one: ForYouItem, part: ForYouReading, look: string, blocks: readonly Block[]): Html {
  return html`<article class="schakel-card ${look}${isWelcome(one) ? ' schakel-noprint' : ''}" id="told-${one.id}">${above(one, part)}
${questionsOf(blocks).map((some, _i, all) => html`<div class="schakel-question"${all.length > 1 ? groupOf(some) : NOTHING}>${renderBlocks(some, penOf(one.caseId, part))}</div>`)}</article>`;
}

/** Buttons of one word each stand below several questions: whoever hears the page is told which they answer. */
function groupOf(blocks: readonly Block[]): Html {
  const first = blocks.find((block) => block.kind === 'text');
  if (first?.kind !== 'text') return NOTHING;
  return html` role="group" aria-label="${first.text.map(inlineWords).join('')}"`;
}

/** One question after another, each with its own buttons: a bundle has a line between them. */
function questionsOf(blocks: readonly Block[]): Block[][] {
  const questions: Block[][] = [[]];
  for (const block of blocks) {
    if (block.kind === 'divider') questions.push([]);
    else questions.at(-1)?.push(block);
  }
  return questions.filter((some) => some.length > 0);
}

/** A bundle is headed by its day, which stands above it here. */
function blocksOf({ message }: ForYouItem, reader: Reader): readonly Block[] {
  const { blocks } = compose(message, reader);
  return message.type === 'NudgeDigest' ? blocks.filter(({ kind }) => kind !== 'heading') : blocks;
}

/** When it was told, in which case, and that it is new. */
function above({ at, caseId, isNew }: ForYouItem, part: ForYouReading): Html {
  const { reader } = part;
  const day = dayOf(reader, at);
  return html`<p class="schakel-note">${isNew ? html`<strong class="schakel-new">${word(reader, 'forYou.new')}</strong> ` : NOTHING}${caseLink(caseId, part)}<time datetime="${day}">${date(reader, day)}</time></p>`;
}

function caseLink(caseId: string | null, part: ForYouReading): Html {
  const code = caseId && part.codeOf(caseId);
  return code ? html`<a class="utrecht-link" href="/c/${caseId}">${code}</a> – ` : NOTHING;
}

function question({ caseId, question: one }: ForYouReading['asked'][number], part: ForYouReading): Html {
  const code = part.codeOf(caseId);
  return html`<article class="schakel-card schakel-card--asked">${code ? html`<p class="schakel-note"><a class="utrecht-link" href="/c/${caseId}">${code}</a></p>` : NOTHING}
${renderBlocks(askedBlocks(one, caseId, part.reader), penOf(caseId, part))}</article>`;
}

function tells(part: ForYouReading): Html {
  const { reader, forYou } = part;
  const first = welcomes(part);
  const rest = forYou.tells.filter((one) => !first.includes(one));
  if (rest.length === 0) return NOTHING;
  const open = rest.slice(0, TELLS);
  const folded = rest.slice(TELLS);
  const title = heading(word(reader, 'forYou.tells'), 3);
  return html`${rest.every(isWelcome) ? html`<div class="schakel-noprint">${title}</div>` : title}${open.map((one) => showItem(one, part, ''))}
${folded.length === 0 ? NOTHING : html`<details><summary>${word(reader, 'forYou.more', { n: folded.length })}</summary>${folded.map((one) => showItem(one, part, ''))}</details>`}`;
}

/** Shows what can be read again and not pressed: it is answered, or asked anew above. */
function before(part: ForYouReading): Html {
  const { reader, forYou } = part;
  const shown = forYou.before.slice(0, BEFORE);
  if (shown.length === 0) return NOTHING;
  const reading: ForYouReading = { ...part, mayDo: () => false };
  return html`<details class="schakel-noprint"><summary>${word(reader, 'forYou.before', { n: shown.length })}</summary><p class="schakel-note">${word(reader, 'forYou.beforeText')}</p>${shown.map((one) => showItem(one, reading, ''))}</details>`;
}

function penOf(caseId: string | null, { reader, formToken, mayDo }: ForYouReading): Pen {
  return { reader, formToken, headings: 3, mayDo: (action) => mayDo(caseId, action) };
}
