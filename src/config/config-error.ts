/** Thrown with one line per variable that is missing or wrong. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
