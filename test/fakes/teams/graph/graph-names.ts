import { bad, type Team } from './graph-world.ts';

const MOST_CHANNELS = 1000;
const KEPT_DAYS = 30;
const FORBIDDEN = /[~#%&*{}+/\\:<>?|'",\p{Cc}]|\.\./u;
const RESERVED = /^(forms|con|conin\$|conout\$|prn|aux|nul|com\d|lpt\d|desktop\.ini|_vti_)$/i;

/** The rules for a channel's name (Microsoft, "Limits and specifications for Teams"). Throws what Graph answers. */
export function checkName(displayName: unknown): string {
  if (typeof displayName !== 'string' || displayName.trim() === '')
    throw bad('Channel name must not be empty.');
  if (displayName.length > 50) throw bad('Channel name is longer than 50 characters.');
  const isWrong = FORBIDDEN.test(displayName) || RESERVED.test(displayName) || /^[_.]|\.$/.test(displayName);
  if (isWrong) throw bad('Channel name has characters or words that are not allowed.');
  return displayName;
}

/** A deleted channel keeps its place and its name for 30 days. Graph gives no code for it, only words. */
export function checkRoom(team: Team, displayName: string, now: Date): void {
  const kept = team.deleted.filter((d) => now.getTime() - d.at.getTime() < KEPT_DAYS * 86_400_000);
  const names = [...team.channels, ...kept].map((c) => c.displayName.toLowerCase());
  if (names.includes(displayName.toLowerCase()))
    throw bad('Channel name already existed, please use other name.');
  if (names.length >= MOST_CHANNELS) throw bad('The team has the most channels it may have.');
}
