import { getCookie, setCookie } from 'hono/cookie';
import type { Language } from '../../src/domain/names.ts';
import type { Ask } from './routes.ts';
import { isSecure } from './visitor.ts';

const COOKIE = 'schakel-language';
const YEAR_S = 31_536_000;

/** What was chosen in this browser; null: nothing yet. */
export function chosenLanguage({ c }: Pick<Ask, 'c'>): Language | null {
  const chosen = getCookie(c, COOKIE);
  return chosen === 'nl' || chosen === 'en' ? chosen : null;
}

/** It says nothing of who it is: only the word for a language. */
export function keepLanguage({ c, parts }: Ask, language: Language): void {
  setCookie(c, COOKIE, language, {
    path: '/',
    maxAge: YEAR_S,
    httpOnly: true,
    secure: isSecure(parts),
    sameSite: 'Lax',
  });
}
