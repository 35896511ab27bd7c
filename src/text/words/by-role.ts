import type { PersonRef } from '../../domain/messages/index.ts';
import type { Reader } from '../../ports/document.ts';
import { word } from './tools.ts';
import type { TextKey } from './translate.ts';

/** Facts with the word for a role in place of each name that the reader is not told, wherever in them it stands. */
export function byRole<T>(value: T, reader: Reader): T {
  return replaced(value, reader) as T;
}

function replaced(value: unknown, reader: Reader): unknown {
  if (Array.isArray(value)) return value.map((one) => replaced(one, reader));
  if (value === null || typeof value !== 'object') return value;
  if (isByRole(value)) return { id: '', name: word(reader, `role.${value.role}` as TextKey) };
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replaced(one, reader)]));
}

function isByRole(value: object): value is Required<PersonRef> {
  const { id, name, role } = value as Partial<PersonRef>;
  return id === '' && name !== undefined && role !== undefined;
}
