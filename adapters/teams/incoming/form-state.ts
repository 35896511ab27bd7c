import { z } from 'zod';
import type { Args, Values } from '../../../src/app/inbound.ts';
import { asTyped } from './typed.ts';

const ArgsSchema = z.record(z.string().max(80), z.union([z.string().max(3000), z.number()]));

/** Claims that a form remembers from opening to sending; the application checks them again, as a button's data. */
const RememberedSchema = z.object({
  command: z.string().min(1).max(100),
  args: ArgsSchema,
  /** The room it was opened in, and is about. Null for the personal chat. No answer goes there by this word alone. */
  channel: z.string().max(300).nullable(),
  /** Another one each time a form is shown: the same form sent twice is one request, two forms are two. */
  instance: z.string().max(60),
  /** Fields whose value is a list: Teams sends it as one text. */
  lists: z.array(z.string().max(80)).max(50),
  /** Fields that ask for a day, typed or picked: Teams sends nothing of what was left empty. */
  dates: z.array(z.string().max(80)).max(50),
});
export type Remembered = Readonly<z.infer<typeof RememberedSchema>>;
export type Submitted = Remembered & { readonly values: Values };

/** Reads what was sent, by field name. Null when it is not a form of ours. */
export function readSubmitted(data: unknown): Submitted | null {
  const parsed = z.record(z.string(), z.unknown()).safeParse(data).data;
  const remembered = RememberedSchema.safeParse(parsed?.schakel).data;
  if (!parsed || !remembered) return null;
  const fields = Object.entries(parsed).filter(([name]) => name !== 'schakel' && name !== 'msteams');
  const asked = Object.fromEntries(remembered.dates.map((name) => [`${name}Picked`, '']));
  const values = Object.fromEntries(
    fields.flatMap(([name, value]): [string, string | string[]][] => {
      if (typeof value !== 'string') return [];
      const isList = remembered.lists.includes(name);
      return [[name, isList ? value.split(',').filter((v) => v !== '') : asTyped(value)]];
    }),
  );
  return { ...remembered, values: { ...asked, ...values } };
}

export interface Pressed {
  readonly kind: 'command' | 'form';
  readonly name: string;
  readonly args: Args;
}

const FormSchema = z.object({ schakel: z.object({ form: z.string().min(1).max(100), args: ArgsSchema }) });
const CommandSchema = z.object({ schakel: ArgsSchema });

/** Reads what a button asks. Null when it is not what we wrote. */
export function readPressed(verb: string, data: unknown): Pressed | null {
  const form = FormSchema.safeParse(data).data?.schakel;
  if (form) return { kind: 'form', name: form.form, args: form.args };
  const name = /^command:([\w.]{1,100})$/.exec(verb)?.[1];
  const args = CommandSchema.safeParse(data).data?.schakel;
  return name && args ? { kind: 'command', name, args } : null;
}
