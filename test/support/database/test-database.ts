import { inject } from 'vitest';
import { copyTemplate, type TestDatabase } from './test-server.ts';

/** A real, empty, migrated database for one test file. */
export function createTestDatabase(): Promise<TestDatabase> {
  return copyTemplate(inject('adminUrl'));
}
