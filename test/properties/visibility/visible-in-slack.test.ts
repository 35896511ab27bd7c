import { describe } from 'vitest';
import { holdsIn, keptToOwnIn } from './matrix.ts';

describe.each(['before-sharing', 'unless-refused'] as const)(
  'who sees what on the web and in Slack, where consent is %s',
  (consent) => holdsIn('slack', consent),
);

describe('what parents of a young person of sixteen see on the web and in Slack', () => keptToOwnIn('slack'));
