import { randomUUID } from 'node:crypto';
import type { Action } from '../../../src/ports/document.ts';
import { type Html, html } from '../shell/html.ts';

/** A part of a platform's JSON. */
export type JsonPart = Readonly<Record<string, unknown>>;

/** The names and buttons that are needed to draw a message. */
export interface Drawing {
  /** The name behind a member's id. */
  readonly nameOf: (member: string) => string;
  readonly press: (action: Action, look: string, asked?: Asked) => Html;
}

interface Asked {
  readonly text: string;
  readonly yes: string;
}

/** A button of a picture does what it does on its platform: it comes in by the web's own addresses, as this visitor. */
export function pressAs(formToken: string): Drawing['press'] {
  return (action, look, asked) => {
    if ('form' in action.does) {
      const query = new URLSearchParams();
      for (const [field, value] of Object.entries(action.args)) query.set(field, String(value));
      return html`<a class="demo-button ${look}" href="/form/${action.does.form}?${query.toString()}">${action.label}</a>`;
    }
    const name = action.does.command;
    const send = (label: string): Html => html`<form method="post" action="/do">
<input type="hidden" name="token" value="${formToken}"><input type="hidden" name="once" value="${randomUUID()}">
<input type="hidden" name="args" value="${JSON.stringify(action.args)}"><button class="demo-button ${look}" type="submit" name="command" value="${name}">${label}</button></form>`;
    if (!asked) return send(action.label);
    return html`<details class="demo-ask"><summary class="demo-button ${look}">${action.label}</summary><p>${asked.text}</p>${send(asked.yes)}</details>`;
  };
}

export function inside(part: JsonPart, name: string): readonly JsonPart[] {
  return (part[name] ?? []) as readonly JsonPart[];
}

/** The words of a text object, or of a plain text. */
export function words(part: unknown): string {
  if (typeof part === 'string') return part;
  return String((part as JsonPart | undefined)?.text ?? '');
}
