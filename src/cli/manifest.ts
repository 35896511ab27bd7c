import { slackManifest } from '../main.ts';

interface Options {
  readonly lang: 'nl' | 'en';
  readonly url?: string;
  readonly socket: boolean;
}

/** `schakel manifest slack`. */
export function manifest(
  { lang, url, socket }: Options,
  publicUrl: string | undefined,
): { ok: boolean; lines: string[] } {
  const address = url ?? publicUrl ?? '';
  if (!socket && !URL.canParse(address)) {
    throw new Error(
      'Where does Slack reach Schakel? Give --url https://schakel.example.org or set PUBLIC_URL; or take --socket, for which no address is needed.',
    );
  }
  return { ok: true, lines: [JSON.stringify(slackManifest(lang, address, { socketMode: socket }), null, 2)] };
}
