import { nameToEmoji } from 'gemoji';

/** `:wave::skin-tone-3:`, `:flag-nl:`, `:+1:`; not the minutes of `10:30:45`. */
const NAMED = /(?<!\d):([a-z0-9_+'-]{1,60}):(?::skin-tone-([2-6]):)?/g;
const FLAG = /^flag-([a-z]{2})$/;

/** The words as somebody saw them when they typed: Slack writes three signs as entities, and emoji by their name. */
export function asTyped(text: string): string {
  return text
    .replace(NAMED, (whole, name: string, tone?: string) => {
      const emoji = emojiOf(name);
      return emoji ? `${emoji}${tone ? String.fromCodePoint(0x1f3fb + Number(tone) - 2) : ''}` : whole;
    })
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}

/** A flag is two letters of its own; the rest a list knows. A workspace's own pictures have a name alone. */
function emojiOf(name: string): string | undefined {
  const country = FLAG.exec(name)?.[1]?.toUpperCase();
  if (!country) return Object.hasOwn(nameToEmoji, name) ? nameToEmoji[name] : undefined;
  return String.fromCodePoint(...[...country].map((letter) => 0x1f1e6 + letter.charCodeAt(0) - 65));
}

/** A button or a form carries this to come back as it is: without the three signs that Slack writes otherwise. */
export function carried(value: object): string {
  return JSON.stringify(value).replace(/[&<>]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
}
