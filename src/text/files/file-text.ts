/**
 * The text of a file that somebody saved: UTF-8, UTF-16 (what Excel calls Unicode text), or the letters of Windows or of
 * an older Mac. null: it is no text at all, as a workbook that was not saved as CSV.
 */
export function fileText(bytes: Uint8Array): string | null {
  const text = decode(bytes);
  return text.includes('\0') ? null : withoutMark(text);
}

/** Takes out the byte order mark, and leaves one kind of line end: what is sent again is what was looked at. */
export function withoutMark(text: string): string {
  return oneLineEnd(text.replace(/^\uFEFF/, ''));
}

/** Windows, Unix and the older Mac end a line in three ways, and one file may hold all of them. */
export function oneLineEnd(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

function decode(bytes: Uint8Array): string {
  const wide = wideOf(bytes);
  if (wide) return new TextDecoder(wide).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(isOfMac(bytes) ? 'macintosh' : 'windows-1252').decode(bytes);
  }
}

/** UTF-16 is known by its mark; without one, by the zero that stands beside every letter of our alphabet. */
function wideOf(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const head = bytes.subarray(0, 200);
  const zeros = (side: number): number => head.filter((byte, i) => byte === 0 && i % 2 === side).length;
  const many = head.length / 4;
  if (zeros(1) > many && zeros(0) === 0) return 'utf-16le';
  return zeros(0) > many && zeros(1) === 0 ? 'utf-16be' : null;
}

/** é, ë, ï, è as an older Mac writes them: after a letter, Windows has a capital, a quote, a dot or nothing there. */
const OF_MAC: ReadonlySet<number> = new Set([0x8e, 0x91, 0x95, 0x8f]);

function isOfMac(bytes: Uint8Array): boolean {
  return bytes.some((byte, i) => OF_MAC.has(byte) && isSmallLetter(bytes[i - 1]));
}

function isSmallLetter(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x61 && byte <= 0x7a;
}
