import { describe } from 'vitest';
import { holdsIn } from './matrix.ts';

describe.each(['before-sharing', 'unless-refused'] as const)(
  'who sees what on the web and in Teams, where consent is %s',
  (consent) => holdsIn('teams', consent),
);
