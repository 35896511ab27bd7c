import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readMenu, renderMenu } from '../../adapters/slack/incoming/menu.ts';
import { LIMITS as SLACK } from '../../adapters/slack/outgoing/limits.ts';
import { MORE } from '../../adapters/slack/outgoing/render-actions.ts';
import { renderMessage as renderSlack } from '../../adapters/slack/render.ts';
import { LIMITS as TEAMS } from '../../adapters/teams/outgoing/limits.ts';
import { renderMessage as renderTeams } from '../../adapters/teams/render.ts';
import type { Message } from '../../src/domain/messages/index.ts';
import { compose } from '../../src/text/compose.ts';
import { checkBlocks, checkView } from '../fakes/slack/block-kit/block-kit.ts';
import { EXAMPLES } from '../fixtures/messages.ts';
import { READERS } from '../fixtures/reading.ts';

/** Texts of people, spread over every message there is; `TEXTS=1000000` for the long run. */
const TEXTS = Number(process.env.TEXTS ?? 100_000);
/** Fields with what people type or are called: all else in a message is of our own making. */
const TYPED = new Set([
  ...['name', 'title', 'doneWhen', 'words', 'reason', 'endedReason', 'decisionMaker', 'answer', 'question'],
  ...['strength', 'statusReason', 'regionName', 'leadPhone', 'workspace'],
]);
const PARTS = [
  ...[
    '<!channel>',
    '<@U0LEAD>',
    '<https://x.example|hier>',
    '@everyone',
    '<at>Iedereen</at>',
    '*vet*',
    '[x](y)',
  ],
  ...['```', '&lt;', '\n', '\u202e', '\u0000', '\ud800', '👩‍👧', 'a'.repeat(700), 'Wilg', ' '],
];
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 120 }),
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.array(fc.constantFrom(...PARTS), { maxLength: 20 }).map((parts) => parts.join('')),
);

/** The same message with other words wherever people's words stand. */
function reworded(value: unknown, next: () => string, key = ''): unknown {
  if (typeof value === 'string') return TYPED.has(key) ? next() : value;
  if (Array.isArray(value)) return value.map((one) => reworded(one, next, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, reworded(v, next, k)]));
}

/** Everything that Slack would read as markup, and Teams as Markdown or a mention. */
function live(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(live);
  if (typeof value !== 'object' || value === null) return [];
  const { type, text: words } = value as { type?: string; text?: unknown };
  const own = type === 'mrkdwn' || type === 'TextBlock' ? [String(words)] : [];
  return [...own, ...Object.values(value).flatMap(live)];
}

/** The menus that open behind the buttons of a Slack message. */
function menusOf(blocks: ReturnType<typeof renderSlack>['blocks']): object[] {
  const all = blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
  const values = all.flatMap((one) =>
    one.type === 'button' && one.action_id?.startsWith(`${MORE}#`) ? [one.value] : [],
  );
  return values.map((value) => renderMenu(readMenu(value) ?? { title: '', actions: [] }, 'C0WILG'));
}

const CALLED = '00000000-0000-4000-8000-00000000000a';
const personIds = [...JSON.stringify(EXAMPLES).matchAll(/"id":"([0-9a-f-]{36})","name"/g)].map(
  ([, id]) => id ?? '',
);
const onSlack = Object.fromEntries(personIds.map((id, i) => [id, `U0PERSON${i}`]));
const onTeams = Object.fromEntries(personIds.map((id) => [id, CALLED]));
const NAMES_ONLY = /^(Genoemd|Named): (<at>[^<>*_`[\]()]{1,80}<\/at> ?)+$/;

it(`every message stays within the limits of both platforms, and nothing typed comes alive, in ${TEXTS} texts`, () => {
  const examples: readonly Message[] = Object.values(EXAMPLES);
  let texts = 0;
  let seed = 0;
  while (texts < TEXTS) {
    seed += 1;
    fc.assert(
      fc.property(
        fc.constantFrom(...examples),
        fc.constantFrom(...READERS),
        fc.array(text, { minLength: 1, maxLength: 12 }),
        (example, reader, words) => {
          const next = (): string => {
            texts += 1;
            return words[texts % words.length] ?? '';
          };
          const message = reworded(example, next) as Message;
          const document = compose(message, reader);
          const slack = renderSlack(document, onSlack);
          expect(checkBlocks(slack.blocks, 'message')).toEqual([]);
          expect(slack.blocks.length).toBeLessThanOrEqual(SLACK.messageBlocks);
          expect(slack.text).not.toMatch(/[<>]/);
          expect(live(slack.blocks)).toEqual([]);
          for (const menu of menusOf(slack.blocks)) expect(checkView(menu as never)).toEqual([]);
          const teams = renderTeams(document, onTeams);
          expect(JSON.stringify(teams).length).toBeLessThanOrEqual(TEAMS.message);
          expect(live(teams.attachments).filter((line) => !NAMES_ONLY.test(line))).toEqual([]);
        },
      ),
      { numRuns: 200, seed },
    );
  }
  expect(texts).toBeGreaterThanOrEqual(TEXTS);
}, 600_000);
