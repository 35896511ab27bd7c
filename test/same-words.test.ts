import { describe, expect, it } from 'vitest';
import { readMenu } from '../adapters/slack/incoming/menu.ts';
import { MORE } from '../adapters/slack/outgoing/render-actions.ts';
import { renderMessage as onSlack } from '../adapters/slack/render.ts';
import { renderMessage as onTeams } from '../adapters/teams/render.ts';
import { renderDocument } from '../adapters/web/render.ts';
import type { Document } from '../src/ports/document.ts';
import { compose } from '../src/text/compose.ts';
import { say } from '../src/text/words/translate.ts';
import type { Attachment } from './fakes/teams/index.ts';
import { EXAMPLES } from './fixtures/messages.ts';
import { READERS } from './fixtures/reading.ts';
import { readMessage } from './support/reading/in-slack.ts';
import { cardLines } from './support/reading/in-teams.ts';

/** Story 3: whoever reads it, wherever they are, reads the same. Buttons are compared apart: they are laid out differently. */
const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '' && !/^(\[.*\]|———)$/.test(line));
/** Sent by mail or text message, and to nobody in chat. */
const ELSEWHERE = ['SignInCode', 'SignInLink'];
const MESSAGES = Object.values(EXAMPLES).filter(({ type }) => !ELSEWHERE.includes(type));

interface Part {
  readonly type?: string;
  readonly title?: string;
  readonly verb?: string;
  readonly data?: object;
}

/** Each button that does something, those behind another included. */
function buttonsOnSlack({ blocks }: ReturnType<typeof onSlack>): string[] {
  const all = blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
  return all.flatMap((one) => {
    if (one.type !== 'button') return [];
    if (!one.action_id?.startsWith(`${MORE}#`)) return [one.text.text];
    return readMenu(one.value)?.actions.map(({ label }) => label) ?? [];
  });
}

/** A question that is asked first stands for its button. */
function buttonsOnTeams(part: unknown, more: string): string[] {
  if (Array.isArray(part)) return part.flatMap((one) => buttonsOnTeams(one, more));
  if (typeof part !== 'object' || part === null) return [];
  const { type, title, ...rest } = part as Part & { id?: string };
  if (type === 'Container' && rest.id?.startsWith('ask')) return [];
  if (type?.startsWith('Action.')) return title && title !== more ? [title] : [];
  return Object.values(rest).flatMap((one) => buttonsOnTeams(one, more));
}

const labels = ({ blocks }: Document): string[] =>
  blocks.flatMap((block) => (block.kind === 'actions' ? block.actions.map(({ label }) => label) : []));

describe.each(MESSAGES.map((message) => [message.type, message] as const))('%s', (_type, message) => {
  it.each(READERS)('has the same words and buttons on Slack, on Teams and on the web: %j', async (reader) => {
    const document = compose(message, reader);
    const slack = onSlack(document, {});
    const teams = onTeams(document, {});
    const attachments = teams.attachments as unknown as readonly Attachment[];
    const inSlack = lines(readMessage({ text: slack.text, blocks: slack.blocks as never }));
    expect(lines(cardLines({ text: '', attachments })).join(' ')).toBe(inSlack.join(' '));
    const onWeb = plain(String(await renderDocument(document, { reader, formToken: '', headings: 2 })));
    for (const line of inSlack) expect(onWeb).toContain(plain(line));
    const all = labels(document).sort();
    expect(buttonsOnSlack(slack).sort()).toEqual(all);
    expect(buttonsOnTeams(teams.attachments, say(reader.language, 'button.more')).sort()).toEqual(all);
  });
});

/** Letters and digits only, so that it does not matter how they are marked up. */
function plain(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&[a-z#0-9]+;/g, '')
    .replace(/[^\p{L}\p{N}]/gu, '');
}
