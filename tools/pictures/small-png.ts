import { crc32, deflateSync, inflateSync } from 'node:zlib';

/**
 * The same picture in at most 256 colours, a fraction of the size: what Chromium makes of text on white needs no more.
 * Reads only what Chromium writes: 8 bits a channel, RGB or RGBA, not interlaced.
 */
export function smallPng(png: Buffer): Buffer {
  const parts = chunks(png);
  const header = parts.find(({ type }) => type === 'IHDR')?.data ?? Buffer.alloc(13);
  const [width, height, channels] = [header.readUInt32BE(0), header.readUInt32BE(4), header[9] === 6 ? 4 : 3];
  const packed = Buffer.concat(parts.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  const pixels = unfiltered(inflateSync(packed), width * channels, height, channels);
  const { palette, indexOf } = coloursOf(pixels, channels);
  const rows = Buffer.alloc((width + 1) * height);
  for (let i = 0; i < width * height; i++)
    rows[i + Math.floor(i / width) + 1] = indexOf(keyAt(pixels, i * channels));
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    png.subarray(0, 8),
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunks(png: Buffer): { type: string; data: Buffer }[] {
  const found = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const data = Buffer.from(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
    found.push({ type: png.toString('latin1', at + 4, at + 8), data });
  }
  return found;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(data.length, 0);
  around.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)]);
}

/** Each row is written as the difference with its neighbours (PNG specification, chapter 9). */
function unfiltered(data: Buffer, row: number, height: number, channels: number): Buffer {
  const out = Buffer.alloc(row * height);
  for (let y = 0; y < height; y++) {
    const filter = data[y * (row + 1)];
    for (let x = 0; x < row; x++) {
      const at = y * row + x;
      const left = x < channels ? 0 : (out[at - channels] ?? 0);
      const up = y === 0 ? 0 : (out[at - row] ?? 0);
      const corner = x < channels || y === 0 ? 0 : (out[at - row - channels] ?? 0);
      const guesses = [0, left, up, (left + up) >> 1, paeth(left, up, corner)];
      out[at] = (data[y * (row + 1) + 1 + x] ?? 0) + (guesses[filter ?? 0] ?? 0);
    }
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** Sixteen steps a channel are enough for text. */
function keyAt(pixels: Buffer, at: number): number {
  const step = (i: number): number => Math.round((pixels[at + i] ?? 0) / 17);
  return (step(0) << 8) | (step(1) << 4) | step(2);
}

function coloursOf(pixels: Buffer, channels: number): { palette: Buffer; indexOf(key: number): number } {
  const counts = new Map<number, number>();
  for (let at = 0; at < pixels.length; at += channels) {
    const key = keyAt(pixels, at);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const most = [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 256)
    .map(([key]) => key);
  const index = new Map(most.map((key, i) => [key, i]));
  const palette = Buffer.from(most.flatMap((key) => channelsOf(key).map((step) => step * 17)));
  return { palette, indexOf: (key) => index.get(key) ?? nearest(most, key) };
}

function channelsOf(key: number): number[] {
  return [key >> 8, (key >> 4) & 15, key & 15];
}

function nearest(colours: readonly number[], key: number): number {
  const distance = (other: number): number => {
    const [one, two] = [channelsOf(key), channelsOf(other)];
    return one.reduce((sum, step, i) => sum + (step - (two[i] ?? 0)) ** 2, 0);
  };
  return colours.reduce((best, other, i) => (distance(other) < distance(colours[best] ?? 0) ? i : best), 0);
}
