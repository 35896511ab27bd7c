import type { Document } from '../ports/document.ts';
import { say } from './words/translate.ts';

/**
 * The one answer that needs nothing: no database, no knowledge of who asks. In both languages, since whose it is
 * cannot be looked up.
 */
export const SORRY = [say('nl', 'sorry.text'), say('en', 'sorry.text')] as const;

export function sorry(): Document {
  return {
    language: 'nl',
    notification: 'Schakel',
    blocks: [
      { kind: 'text', text: [SORRY[0]] },
      { kind: 'note', text: [SORRY[1]] },
    ],
  };
}
