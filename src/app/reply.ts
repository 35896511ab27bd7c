import type { Reply } from '../domain/case/decision.ts';
import type { Document, Reader } from '../ports/document.ts';
import { reply } from '../text/replies.ts';
import type { Outcome } from './inbound.ts';

/** The short reply to the person who acts, with a button when something would help. */
export function replyTo(content: Reply, reader: Reader): Document {
  return reply(content.key, content.values ?? {}, reader, content.offer ? [content.offer] : []);
}

/** Why it was not done. What was filled in is the platform's to give back. */
export function refusal(content: Reply, reader: Reader): Outcome {
  return { reply: replyTo(content, reader), nothingDone: 'refused' };
}
