import { z } from 'zod';
import type { Args, Values } from '../../../src/app/inbound.ts';
import { asTyped } from './typed.ts';

/** The callback id of every modal of ours that has something to send. */
export const FORM_CALLBACK = 'form';
/** The action id of every input: a block holds one. */
export const VALUE = 'value';

/** The arguments that a button or a modal carries. */
export const ArgsSchema = z.record(z.string().max(80), z.union([z.string().max(3000), z.number()]));

/** Claims that a modal remembers between opening and sending; the application checks them again, as a button's. */
const RememberedSchema = z.object({
  command: z.string().min(1).max(100),
  args: ArgsSchema,
  /** Where it was opened: the answer goes there. Null for the home page. */
  channel: z.string().nullable(),
});
export type Remembered = Readonly<z.infer<typeof RememberedSchema>>;

/** Null when it is not what we wrote. */
export function readRemembered(metadata: string): Remembered | null {
  return RememberedSchema.safeParse(json(metadata)).data ?? null;
}

/** The value of a button as arguments. Null when it is not what we wrote. */
export function readArgs(value: string | undefined): Args | null {
  return ArgsSchema.safeParse(json(value ?? '')).data ?? null;
}

/** Undefined when it is none. */
export function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const chosen = z.object({ value: z.string() });
const StateSchema = z.record(
  z.string(),
  z.record(
    z.string(),
    z.object({
      value: z.string().nullish(),
      selected_date: z.string().nullish(),
      selected_option: chosen.nullish(),
      selected_options: z.array(chosen).nullish(),
      selected_user: z.string().nullish(),
    }),
  ),
);

/** Reads what was filled in, by field name; an empty text where nothing was. */
export function readState(state: unknown): Values {
  const parsed = StateSchema.parse(state);
  return Object.fromEntries(
    Object.entries(parsed).map(([name, elements]) => {
      const filled = Object.values(elements)[0] ?? {};
      if (filled.selected_options) return [name, filled.selected_options.map((o) => o.value)];
      if (typeof filled.value === 'string') return [name, asTyped(filled.value)];
      const one = filled.selected_date ?? filled.selected_option?.value ?? filled.selected_user;
      return [name, one ?? ''];
    }),
  );
}
