import type { Message } from '../../fakes/teams/index.ts';

interface Part {
  readonly type?: string;
  readonly isVisible?: boolean;
  readonly text?: string;
  readonly title?: string;
  readonly label?: string;
  readonly inlines?: readonly Part[];
  readonly items?: readonly Part[];
  readonly body?: readonly Part[];
  readonly actions?: readonly Part[];
}

/** A message on Teams as a person reads it: one line for each line, buttons in brackets, behind "more" as well. */
export function cardLines(message: Pick<Message, 'text' | 'attachments'>): string {
  const cards = message.attachments.flatMap(({ content }) => linesOf(content as Part));
  return [message.text, ...cards].filter((line) => line !== '').join('\n');
}

/** A question that only opens when somebody presses is not there yet. */
function linesOf(part: Part): string[] {
  if (part.type === 'Container' && part.isVisible === false) return [];
  if (part.inlines) return [part.inlines.map((i) => i.text ?? '').join('')];
  if (part.actions) return [part.actions.map((a) => `[${a.title ?? ''}]`).join(' ')];
  if (part.type?.startsWith('Input.')) return [`${part.label ?? ''}: …`];
  if (part.text !== undefined) return [part.text];
  return [...(part.body ?? []), ...(part.items ?? [])].flatMap(linesOf);
}
