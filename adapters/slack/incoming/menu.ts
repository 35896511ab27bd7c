import type { App, BlockAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { z } from 'zod';
import type { Action } from '../../../src/ports/document.ts';
import { LIMITS } from '../outgoing/limits.ts';
import { plainText } from '../outgoing/plain.ts';
import { button, type Menu, MORE } from '../outgoing/render-actions.ts';
import { ArgsSchema, json } from './form-state.ts';
import { type InboundDeps, logFailure, showView, type Where } from './reply.ts';

/** The callback id of the form with the other buttons of a card. */
const MENU_CALLBACK = 'menu';

const words = z.string().max(3000);
const ActionSchema = z.object({
  label: words,
  does: z.union([
    z.strictObject({ command: z.string().min(1).max(100) }),
    z.strictObject({ form: z.string().min(1).max(100) }),
  ]),
  args: ArgsSchema,
  style: z.enum(['primary', 'danger']).optional(),
  confirm: z.object({ title: words, text: words, yes: words, no: words }).optional(),
});
const MenuSchema = z.object({ title: words, actions: z.array(ActionSchema).min(1).max(LIMITS.viewBlocks) });
const MetadataSchema = z.object({ channel: z.string().nullable() });

/** "More": the other buttons of the card, one under another, for who pressed it and in front of them. */
export function registerMenus(app: App, deps: InboundDeps, whereOf: (body: BlockAction) => Where): void {
  app.action<BlockAction>(new RegExp(`^${MORE}#`), async ({ body, ack }) => {
    const where = whereOf(body);
    const { value } = (body.actions[0] ?? {}) as { value?: string };
    const menu = readMenu(value);
    try {
      if (menu) await showView(deps, where, renderMenu(menu, where.channel));
    } catch (error) {
      // Nothing was done; pressing again opens it.
      logFailure(deps, error, 'the other buttons could not be shown');
    }
    await ack();
  });
}

/** Reads the menu that the button carries. Null when it is not what we wrote. */
export function readMenu(value: string | undefined): Menu | null {
  return (MenuSchema.safeParse(json(value ?? '')).data as Menu | undefined) ?? null;
}

/** It remembers the channel: what is pressed here is answered there, as from the card itself. */
export function renderMenu({ title, actions }: Menu, channel: string | null): ModalView {
  return {
    type: 'modal',
    callback_id: MENU_CALLBACK,
    private_metadata: JSON.stringify({ channel }),
    title: plainText(title, LIMITS.view.title),
    blocks: actions.map((action: Action, i) => ({ type: 'actions', elements: [button(action, i)] })),
  };
}

/** Null when it is another view; else the channel of the card whose other buttons it shows. */
export function menuOf(view: BlockAction['view']): { channel: string | null } | null {
  if (view?.callback_id !== MENU_CALLBACK) return null;
  return MetadataSchema.safeParse(json(view.private_metadata)).data ?? { channel: null };
}
