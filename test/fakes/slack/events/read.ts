import type { Block, Json } from '../types.ts';

/** Small readers for JSON of unknown shape. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function record(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

export function list(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.map(record) : [];
}

export function blocksOf(value: unknown): Block[] {
  return list(value) as Block[];
}

export function isTrue(value: unknown): boolean {
  return value === true || value === 'true' || value === '1';
}

/** JSON text or a ready value; `undefined` when it is text that is not JSON. */
export function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

/** The words of a text object (`{ type, text }`). */
export function words(value: unknown): string {
  return text(record(value).text);
}

/** A comma-separated or JSON list of ids. */
export function idList(value: unknown): string[] {
  const whole = typeof value === 'string' && value.startsWith('[') ? parsed(value) : value;
  const items = Array.isArray(whole) ? whole.map(text) : text(whole).split(',');
  return items.map((item) => item.trim()).filter((item) => item !== '');
}
