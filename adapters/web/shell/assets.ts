import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const OWN = join(import.meta.dirname, '../assets');

export interface Asset {
  readonly name: string;
  readonly type: string;
  readonly body: string;
}

export interface Assets {
  /** The address of an asset: it holds a hash of its content, so a browser may keep it for ever. */
  href(
    name: 'theme.css' | 'components.css' | 'schakel.css' | 'demonstration.css' | 'schakel.js' | 'passkey.js',
  ): string;
  find(path: string): Asset | null;
  /** The class that a theme's tokens hang on. */
  readonly themeClass: string;
}

/** The theme unless a municipality names its own: the design tokens of the NL Design System's example. */
export const DEFAULT_THEME = '@nl-design-system-unstable/voorbeeld-design-tokens';

/**
 * Styles and scripts, read once. `theme` is the name of an installed package of NL Design System tokens, or of a file
 * in it; throws in plain words when there is none.
 */
export function loadAssets(theme = DEFAULT_THEME): Assets {
  const tokens = tokensOf(theme);
  const css = 'text/css; charset=utf-8';
  const js = 'text/javascript; charset=utf-8';
  const all = [
    asset('theme.css', css, tokens),
    asset('components.css', css, packaged('@utrecht/component-library-css/dist/index.css')),
    asset('schakel.css', css, readFileSync(join(OWN, 'schakel.css'), 'utf8')),
    asset('demonstration.css', css, readFileSync(join(OWN, 'demonstration.css'), 'utf8')),
    asset('schakel.js', js, readFileSync(join(OWN, 'schakel.js'), 'utf8')),
    asset('passkey.js', js, readFileSync(join(OWN, 'passkey.js'), 'utf8')),
  ];
  const byPath = new Map(all.map((one) => [one.path, one]));
  return {
    href: (name) => all.find((one) => one.name === name)?.path ?? '/',
    find: (path) => byPath.get(path) ?? null,
    themeClass: /^\s*\.([\w-]+)\s*(?:,[^{]*)?\{/m.exec(tokens)?.[1] ?? '',
  };
}

function asset(name: string, type: string, body: string): Asset & { readonly path: string } {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 16);
  return { name, type, body, path: `/assets/${hash}/${name}` };
}

function packaged(path: string): string {
  return readFileSync(require.resolve(path), 'utf8');
}

/** Where packages of design tokens keep their styles; a package with several themes is named with the file in it. */
const PLACES = ['dist/theme.css', 'dist/index.css'];

function tokensOf(theme: string): string {
  const places = theme.endsWith('.css') ? [theme] : PLACES.map((place) => `${theme}/${place}`);
  for (const place of places) {
    const found = resolved(place);
    if (found) return withImports(found);
  }
  throw new Error(
    `The theme ${theme} cannot be read. Install a package of NL Design System design tokens that has dist/theme.css or dist/index.css, name a .css file in it, or leave SCHAKEL_THEME out.`,
  );
}

function resolved(place: string): string | null {
  try {
    return require.resolve(place);
  } catch {
    return null;
  }
}

/** One file of it: a browser has nowhere to ask for what is beside it. */
function withImports(file: string): string {
  return readFileSync(file, 'utf8').replaceAll(
    /^@import (?:url\()?["'](\.{1,2}\/[^"']+\.css)["']\)?;/gm,
    (_all, path: string) => withImports(join(dirname(file), path)),
  );
}
