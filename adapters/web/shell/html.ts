import { html } from 'hono/html';

/** Markup that is safe as it stands: made by `html`, which escapes every value. */
export type Html = ReturnType<typeof html>;

export { html };
export const NOTHING: Html = html``;
