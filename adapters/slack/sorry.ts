import type { Document } from '../../src/ports/document.ts';

/**
 * The one answer that needs nothing: no database, no knowledge of who asks. In both languages, since whose it is
 * cannot be looked up.
 */
export const SORRY = [
  'Dit lukte even niet. Er is niets veranderd. Probeer het over een minuut nog eens.',
  'This did not work just now. Nothing was changed. Please try again in a minute.',
] as const;

export function sorry(): Document {
  return {
    notification: 'Schakel',
    blocks: [
      { kind: 'text', text: [SORRY[0]] },
      { kind: 'note', text: [SORRY[1]] },
    ],
  };
}
