/** Signs that Teams writes by a name; every other has a number. */
const NAMED: Readonly<Record<string, string>> = {
  nbsp: ' ',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  amp: '&',
};
const ENTITY = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));/gi;
/** A picture that stands for a sign: `<emoji alt="😄">`, or an image that says to be one. */
const EMOJI = /<(?:emoji|img(?=[^<>]{0,2000}\bemoji))\b[^<>]{0,2000}?\balt="([^"<>]{1,40})"[^<>]{0,2000}>/gi;
const TAG = /<\/?[a-z][^<>]{0,5000}>/gi;

/** The words as somebody saw them: Teams writes some signs as entities, wherever a text comes from. */
export function asTyped(text: string): string {
  return text.replace(ENTITY, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
    const code = Number.parseInt(decimal ?? hex ?? '', decimal === undefined ? 16 : 10);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code).toWellFormed() : whole;
  });
}

/** A message as one line of words: without its markup and without who is mentioned in it. */
export function plainText(text: string): string {
  const bare = text
    .replace(/<at\b[^<>]{0,200}>.*?<\/at>/g, ' ')
    .replace(EMOJI, '$1')
    .replace(TAG, ' ');
  return asTyped(bare).replace(/\s+/g, ' ').trim();
}
