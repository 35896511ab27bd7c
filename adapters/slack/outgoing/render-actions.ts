import type { ActionsBlock, Button, ConfirmationDialog } from '@slack/types';
import type { Action } from '../../../src/ports/document.ts';
import { carried } from '../incoming/typed.ts';
import { LIMITS } from './limits.ts';
import { plainText } from './plain.ts';

/** Something of ours that must not be cut is larger than Slack takes. A mistake of ours; nothing was sent. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

/** The action id of the button behind which the others are. */
export const MORE = 'more';

/** The buttons behind "more", and the heading they stood under. */
export interface Menu {
  readonly title: string;
  readonly actions: readonly Action[];
}

/** Where the pen is in a message. */
export interface Row {
  /** The word on the button behind which the others are. */
  readonly more: string;
  /** The heading above these buttons. */
  readonly title: string;
  /** Makes an id unique in the message. */
  next(): number;
}

/** Buttons: a few are seen at once, and the others are behind "more", in a form that opens (`menu.ts`). */
export function actionBlocks(given: readonly Action[], row: Row): ActionsBlock[] {
  const rest = given.length <= LIMITS.actionsInRow ? [] : given.slice(LIMITS.firstActions);
  const more = rest.length === 0 ? null : menuButton({ title: row.title, actions: rest }, row);
  const seen = more ? given.slice(0, LIMITS.firstActions) : given;
  const elements = [...seen.map((action) => button(action, row.next())), ...(more ? [more] : [])];
  const blocks: ActionsBlock[] = [];
  for (let from = 0; from < elements.length; from += LIMITS.actionElements)
    blocks.push({ type: 'actions', elements: elements.slice(from, from + LIMITS.actionElements) });
  return blocks;
}

/** Carries what is behind it, so that nothing has to be remembered here. Null when that is more than a button takes. */
function menuButton(menu: Menu, row: Row): Button | null {
  const value = carried(menu);
  if (value.length > LIMITS.buttonValue) return null;
  return {
    type: 'button',
    action_id: `${MORE}#${row.next()}`,
    text: plainText(row.more, LIMITS.buttonLabel),
    value,
  };
}

/** A button says in its id what it does, in its value with what. The application checks both claims again. */
export function button(action: Action, index: number): Button {
  const does = 'command' in action.does ? `command:${action.does.command}` : `form:${action.does.form}`;
  const value = carried(action.args);
  if (value.length > LIMITS.buttonValue || does.length > LIMITS.id - 10) throw new TooLarge(`button ${does}`);
  return {
    type: 'button',
    action_id: `${does}#${index}`,
    text: plainText(action.label, LIMITS.buttonLabel),
    value,
    ...(action.style ? { style: action.style } : {}),
    ...(action.confirm ? { confirm: confirmation(action.confirm, action.style) } : {}),
  };
}

function confirmation(asked: NonNullable<Action['confirm']>, style: Action['style']): ConfirmationDialog {
  return {
    title: plainText(asked.title, LIMITS.confirm.title),
    text: plainText(asked.text, LIMITS.confirm.text),
    confirm: plainText(asked.yes, LIMITS.confirm.button),
    deny: plainText(asked.no, LIMITS.confirm.button),
    ...(style ? { style } : {}),
  };
}
