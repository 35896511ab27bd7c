import type { Action } from '../../../src/ports/document.ts';
import { cut, plain } from '../../../src/text/words/plain.ts';
import type { CardAction, CardElement } from './card.ts';
import { LIMITS } from './limits.ts';
import { type Pen, textBlock } from './render-text.ts';

/** Something of ours that must not be cut is larger than Teams takes. A mistake of ours; nothing was sent. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

/**
 * Buttons: a few that are seen at once, and the others behind "more". A question that is asked first opens below them.
 * Nothing opens inside something that opened: not every Teams shows that.
 */
export function actionElements(actions: readonly Action[], pen: Pen): CardElement[] {
  if (actions.length === 0) return [];
  const few = actions.length <= LIMITS.actionsInRow;
  const first = few ? actions : actions.slice(0, LIMITS.firstActions);
  const rest = few ? [] : actions.slice(LIMITS.firstActions);
  const shown = row(first, pen);
  if (rest.length === 0) return [set(shown.buttons), ...shown.questions];
  const hidden: CardElement[] = [];
  const ids: string[] = [];
  for (let from = 0; from < rest.length; from += LIMITS.actionsInRow) {
    const next = row(rest.slice(from, from + LIMITS.actionsInRow), pen);
    const id = `more${++pen.count}`;
    ids.push(id);
    hidden.push({ ...set(next.buttons), id, isVisible: false }, ...next.questions);
  }
  const more: CardAction = { type: 'Action.ToggleVisibility', title: pen.more, targetElements: ids };
  return [set([...shown.buttons, more]), ...shown.questions, ...hidden];
}

function set(actions: readonly CardAction[]): Extract<CardElement, { type: 'ActionSet' }> {
  return { type: 'ActionSet', actions };
}

function row(actions: readonly Action[], pen: Pen): { buttons: CardAction[]; questions: CardElement[] } {
  const questions: CardElement[] = [];
  const buttons = actions.map((action) => {
    if (!action.confirm) return button(action, action.label);
    const id = `ask${++pen.count}`;
    questions.push(question(id, action, action.confirm));
    const asking = {
      type: 'Action.ToggleVisibility',
      title: label(action.label),
      targetElements: [id],
    } as const;
    return { ...asking, ...styleOf(action) };
  });
  return { buttons, questions };
}

/** Something final is asked first: the words, yes, and no, which only closes it again. */
function question(id: string, action: Action, asked: NonNullable<Action['confirm']>): CardElement {
  const no: CardAction = { type: 'Action.ToggleVisibility', title: label(asked.no), targetElements: [id] };
  return {
    type: 'Container',
    id,
    isVisible: false,
    style: 'emphasis',
    items: [
      textBlock([{ bold: asked.title }], false),
      textBlock([asked.text], false),
      set([button(action, asked.yes), no]),
    ],
  };
}

/** A button says in its verb or data what it does, in its data with what; the application checks both again. */
function button(action: Action, title: string): CardAction {
  if (JSON.stringify(action.args).length > LIMITS.data) throw new TooLarge('button');
  const style = styleOf(action);
  if ('command' in action.does) {
    const verb = `command:${action.does.command}`;
    return { type: 'Action.Execute', title: label(title), verb, data: { schakel: action.args }, ...style };
  }
  const data = { msteams: { type: 'task/fetch' }, schakel: { form: action.does.form, args: action.args } };
  return { type: 'Action.Submit', title: label(title), data, ...style };
}

function styleOf({ style }: Action): { readonly style?: 'positive' | 'destructive' } {
  return style ? { style: style === 'primary' ? 'positive' : 'destructive' } : {};
}

function label(text: string): string {
  return cut(plain(text).trim(), LIMITS.buttonLabel) || '–';
}
