import type { Block, StandInUser, StoredMessage } from '../../fakes/slack/index.ts';
import { USERS } from '../people/in-slack.ts';

interface Part {
  readonly type: string;
  readonly text?: string | { readonly text: string };
  readonly user_id?: string;
  readonly url?: string;
  readonly elements?: readonly Part[];
  readonly action_id?: string;
  readonly label?: { readonly text: string };
}

/** A message as a person reads it: mentions as names, one line for each line, buttons in brackets. */
export function readMessage(
  message: Pick<StoredMessage, 'text' | 'blocks'>,
  users: readonly StandInUser[] = USERS,
): string {
  return message.blocks.length > 0 ? readBlocks(message.blocks, users) : message.text;
}

export function readBlocks(blocks: readonly Block[], users: readonly StandInUser[] = USERS): string {
  return blocks
    .map((block) => readBlock(block as unknown as Part, users))
    .join('\n')
    .trim();
}

/** The buttons of a message, in order. */
export function buttonsOf(message: Pick<StoredMessage, 'blocks'>): string[] {
  return message.blocks
    .filter((b) => b.type === 'actions')
    .flatMap((b) => (b as unknown as Part).elements ?? [])
    .map(words);
}

function readBlock(block: Part, users: readonly StandInUser[]): string {
  switch (block.type) {
    case 'rich_text':
      return (block.elements ?? [])
        .map((s) => (s.elements ?? []).map((part) => inline(part, users)).join(''))
        .join('')
        .trimEnd();
    case 'actions':
      return (block.elements ?? []).map((b) => `[${words(b)}]`).join(' ');
    case 'context':
      return (block.elements ?? []).map(words).join(' ');
    case 'divider':
      return '———';
    case 'input':
      return `${block.label?.text ?? ''}: …`;
    default:
      return words(block);
  }
}

function inline(part: Part, users: readonly StandInUser[]): string {
  if (part.type === 'user') return nameOf(part.user_id ?? '', users);
  if (part.type === 'link') return part.url ?? '';
  return typeof part.text === 'string' ? part.text : '';
}

function words(part: Part): string {
  return typeof part.text === 'string' ? part.text : (part.text?.text ?? '');
}

export function nameOf(userId: string, users: readonly StandInUser[] = USERS): string {
  const user = users.find((u) => u.id === userId);
  return user ? `@${user.realName ?? user.name}` : userId;
}
