import type { Attachment, Json, Message } from '../types.ts';
import { bare, threadOf } from './rooms.ts';

/** The messages that are still to be read, by conversation, in order. */
export interface History {
  /** `conversation` with `;messageid=` is a reply in that thread. */
  posted(conversation: string, id: string, from: string, activity: Json, onlyFor?: string): void;
  updated(id: string, activity: Json): void;
  removed(id: string): void;
  find(id: string): Message | undefined;
  of(conversation: string): readonly Message[];
}

export function createHistory(): History {
  const messages = new Map<string, Message>();
  return {
    posted: (conversation, id, from, activity, onlyFor) => {
      const place = { id, conversation: bare(conversation), from, updates: 0, onlyFor: onlyFor ?? null };
      const thread = threadOf(conversation);
      messages.set(id, { ...place, thread: thread === id ? null : thread, ...contentOf(activity) });
    },
    updated: (id, activity) => {
      const before = messages.get(id);
      if (before) messages.set(id, { ...before, ...contentOf(activity), updates: before.updates + 1 });
    },
    removed: (id) => void messages.delete(id),
    find: (id) => messages.get(id),
    of: (conversation) => [...messages.values()].filter((one) => one.conversation === bare(conversation)),
  };
}

function contentOf(activity: Json): Pick<Message, 'text' | 'summary' | 'attachments'> {
  return {
    text: String(activity.text ?? ''),
    summary: String(activity.summary ?? ''),
    attachments: Array.isArray(activity.attachments) ? (activity.attachments as Attachment[]) : [],
  };
}
