import type { Said } from '../domain/case/decision.ts';
import type { Document, Reader } from '../ports/document.ts';
import { reply } from '../text/replies.ts';
import type { Outcome } from './inbound.ts';

/** The short reply to the person who acts, with a button when something would help. */
export function replyTo(said: Said, reader: Reader): Document {
  return reply(said.key, said.values ?? {}, reader, said.offer ? [said.offer] : []);
}

/** Why it was not done. What was filled in is the platform's to give back. */
export function refusal(said: Said, reader: Reader): Outcome {
  return { reply: replyTo(said, reader), nothingDone: 'refused' };
}
