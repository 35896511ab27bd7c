import type { Reader } from '../../../../src/ports/document.ts';
import { word } from '../../../../src/text/words/tools.ts';
import { type Html, html } from '../../shell/html.ts';

/** Offers a passkey or an app to add, to come in with after a link. `passkey`: what the browser is offered. */
export function addStep(reader: Reader, passkey: string, formToken: string): Html {
  return html`<div class="schakel-actions"><form method="post" action="/me/passkey" data-passkey-create="${passkey}" hidden>
<input type="hidden" name="token" value="${formToken}"><input type="hidden" name="passkey">
<button class="utrecht-button utrecht-button--primary-action" type="submit">${word(reader, 'me.addPasskey')}</button>
<p class="utrecht-alert utrecht-alert--error" role="alert" hidden>${word(reader, 'in.passkeyFailed')}</p></form>
${press('/me/app', word(reader, 'me.addApp'), formToken, {})}</div>`;
}

export function press(
  action: string,
  label: string,
  formToken: string,
  values: Readonly<Record<string, string>>,
): Html {
  return html`<form method="post" action="${action}" class="schakel-actions"><input type="hidden" name="token" value="${formToken}">${Object.entries(
    values,
  ).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button class="utrecht-button utrecht-button--secondary-action" type="submit">${label}</button></form>`;
}
