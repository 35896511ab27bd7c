import { press } from '../card/card.ts';
import type { Attachment, BotAnswer, Json } from '../types.ts';
import type { Hands } from './hands.ts';
import { createPeople } from './people.ts';

/** A dialog as somebody sees it. */
export interface Dialog {
  readonly title: string;
  /** The cards to fill in; empty when it only says something. */
  readonly attachments: readonly Attachment[];
  /** The words that it says instead; empty for a card. */
  readonly words: string;
  /** The bot's answer. */
  readonly answer: BotAnswer;
  /** Fills in and presses a button of it; what comes next, or null when it closes. */
  submit(title: string, inputs?: Json): Promise<Dialog | null>;
}

interface Opened {
  readonly userId: string;
  readonly conversation: string;
  readonly of: 'task' | 'composeExtension';
  /** The part of the activity that says where it was opened. */
  readonly about: Json;
}

const OPENING = { task: 'task/fetch', composeExtension: 'composeExtension/fetchTask' } as const;
const SENDING = { task: 'task/submit', composeExtension: 'composeExtension/submitAction' } as const;
const CONTEXT = { context: { theme: 'default' } };

/** Asks the bot for a dialog, directly: the Playground knows none. Throws when the bot gives none. */
export async function openDialog(hands: Hands, opened: Opened, value: Json): Promise<Dialog> {
  const dialog = await asked(hands, opened, OPENING[opened.of], value);
  if (!dialog) throw new Error('the bot opened no dialog');
  return dialog;
}

async function asked(hands: Hands, opened: Opened, name: string, value: Json): Promise<Dialog | null> {
  const { userId, conversation, about } = opened;
  const answer = await createPeople(hands).invoke(
    userId,
    conversation,
    name,
    { ...value, ...CONTEXT },
    about,
  );
  if (answer.status >= 300) throw new Error(`the bot answered ${answer.status} to ${name}`);
  const task = (answer.body as { task?: { type?: string; value?: unknown } } | null)?.task;
  if (!task) return null;
  if (task.type === 'message') return shown(hands, opened, value, answer, { words: String(task.value) });
  const { title, card } = task.value as { title?: string; card: Attachment };
  return shown(hands, opened, value, answer, { title: title ?? '', attachments: [card] });
}

function shown(
  hands: Hands,
  opened: Opened,
  value: Json,
  answer: BotAnswer,
  what: Partial<Pick<Dialog, 'title' | 'words' | 'attachments'>>,
): Dialog {
  const dialog = { title: '', words: '', attachments: [], ...what, answer };
  return {
    ...dialog,
    submit: async (title, inputs) => {
      const { data } = press(dialog.attachments, title, inputs);
      return asked(hands, opened, SENDING[opened.of], { ...value, data });
    },
  };
}
