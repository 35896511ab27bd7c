import type { Document } from '../../src/ports/document.ts';

/**
 * The one answer that needs nothing: no database, no knowledge of who asks. In both languages, since whose it is
 * cannot be looked up.
 */
export function sorry(): Document {
  return {
    notification: 'Schakel',
    blocks: [
      {
        kind: 'text',
        text: ['Dit lukte even niet. Er is niets veranderd. Probeer het over een minuut nog eens.'],
      },
      {
        kind: 'note',
        text: ['This did not work just now. Nothing was changed. Please try again in a minute.'],
      },
    ],
  };
}
