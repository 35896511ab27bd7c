/** The SCHAKEL_KEY of every installation in a test. */
export const SECRET = 'a-secret-that-only-tests-know-0123456789abcdef';
