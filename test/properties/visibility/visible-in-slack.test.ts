import { describe } from 'vitest';
import { holdsIn } from './matrix.ts';

describe.each(['before-sharing', 'unless-refused'] as const)(
  'who sees what on the web and in Slack, where consent is %s',
  (consent) => holdsIn('slack', consent),
);
