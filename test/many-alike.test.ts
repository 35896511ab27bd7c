import { describe, expect, it } from 'vitest';
import { renderMessage as slackMessage } from '../adapters/slack/render.ts';
import { renderMessage as teamsMessage } from '../adapters/teams/render.ts';
import type { Message } from '../src/domain/messages/index.ts';
import type { Reader } from '../src/ports/document.ts';
import { composeAlike } from '../src/text/compose/alike.ts';
import { EXAMPLES } from './fixtures/messages.ts';
import { READERS } from './fixtures/reading.ts';
import { RECIPIENTS } from './support/told/told-recipients.ts';

/** The most that one message takes (`src/store/outbox/claim/alike.ts`). */
const MOST = 60;
/** About one case, and for one person: what is for everybody in a room stands there alone. */
const FOR_ONE = Object.values(EXAMPLES).filter(
  (m) => 'caseId' in m && m.type in RECIPIENTS && RECIPIENTS[m.type as 'Silence'].some((to) => to !== 'room'),
);

function many(example: Message): readonly [Message, ...Message[]] {
  const all = Array.from({ length: MOST }, (_, i) => ({
    ...example,
    caseId: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
    code: `Winterkoning-${i + 10}`,
  }));
  return all as unknown as readonly [Message, ...Message[]];
}

describe('sixty messages of one kind in one', () => {
  const readers: readonly Reader[] = READERS.map((one) => ({
    ...one,
    webUrl: 'https://schakel.example.org',
  }));

  it.each(FOR_ONE)('name every case, whole, in Slack and in Teams: $type', (example) => {
    for (const reader of readers) {
      const document = composeAlike(many(example), reader);
      for (const shown of [slackMessage(document, {}), teamsMessage(document, {})]) {
        const words = JSON.stringify(shown);
        expect(words.includes('… (+')).toBe(false);
        const named = new Set(words.match(/Winterkoning-\d\d/g));
        expect(named.size).toBe(MOST);
      }
    }
  });
});

describe('several of one kind about one case', () => {
  it.each(READERS)('name it once, with one button for what each of them leads to', (reader) => {
    const parties = ['School', 'Gemeente', 'Samenwerkingsverband'];
    const [first, ...rest] = parties.map((party) => ({ ...EXAMPLES.ConsentAnswered, party }) as Message);
    const { blocks } = composeAlike([first as Message, ...rest], reader);
    const [heading] = blocks;
    expect(heading).toMatchObject({
      kind: 'heading',
      text: expect.stringContaining(EXAMPLES.ConsentAnswered.code),
    });
    expect(heading).not.toMatchObject({ text: expect.stringMatching(/1 (?:casussen|cases)/) });
    expect(blocks.filter(({ kind }) => kind === 'actions')).toHaveLength(1);
    for (const party of parties) expect(JSON.stringify(blocks)).toContain(party);
  });
});
