import { accepts } from 'hono/accepts';
import { getCookie, setCookie } from 'hono/cookie';
import type { Language } from '../../../src/domain/vocabulary.ts';
import type { Visit } from '../routes.ts';
import { isSecure } from '../visitor.ts';

const COOKIE = 'schakel-language';
const YEAR_S = 31_536_000;

/** The language that was chosen in this browser; null: none yet. */
export function chosenLanguage({ c }: Pick<Visit, 'c'>): Language | null {
  const chosen = getCookie(c, COOKIE);
  return chosen === 'nl' || chosen === 'en' ? chosen : null;
}

/** The first of the browser's list that we speak, as the visitor ordered it; Dutch when there is none. */
export function wantedLanguage({ c }: Pick<Visit, 'c'>): Language {
  return accepts(c, {
    header: 'Accept-Language',
    supports: ['nl', 'en'],
    default: 'nl',
    match: (wanted, { supports, default: otherwise }) => {
      const spoken = wanted
        .filter(({ q }) => q > 0)
        .map(({ type }) => type.toLowerCase().split('-')[0] ?? '');
      return spoken.find((language) => supports.includes(language)) ?? otherwise;
    },
  }) as Language;
}

/** It says nothing of who it is: only the word for a language. */
export function keepLanguage({ c, deps }: Visit, language: Language): void {
  setCookie(c, COOKIE, language, {
    path: '/',
    maxAge: YEAR_S,
    httpOnly: true,
    secure: isSecure(deps),
    sameSite: 'Lax',
  });
}
