import type { Helper } from '../../../src/app/sign-in/way-back.ts';
import type { Reader } from '../../../src/ports/document.ts';
import { word } from '../../../src/text/words/tools.ts';
import type { TextKey } from '../../../src/text/words/translate.ts';
import { type Html, html, NOTHING } from '../shell/html.ts';

/** Returns who can give a code, as values for a text: `kind`, and `helper` as they are called there. */
export function helperValues(helper: Helper, reader: Reader): Record<'kind' | 'helper', string> {
  return {
    kind: helper.who,
    helper: word(reader, 'in.helper', { kind: helper.who, ...facts(helper, reader) }),
  };
}

function facts(helper: Helper, reader: Reader): Record<string, string> {
  if (helper.who === 'lead')
    return { role: word(reader, `role.${helper.role}` as TextKey), phone: helper.phone, region: '' };
  return { role: '', phone: '', region: '', ...(helper.who === 'coordinator' ? coordinator(helper) : {}) };
}

function coordinator({ region, phone }: Extract<Helper, { who: 'coordinator' }>): Record<string, string> {
  return { region, phone: phone ?? 'none' };
}

/** Where nobody in the region can help: what to ask of whoever is at the terminal. */
export function terminalNote(helper: Helper, reader: Reader): Html {
  if (helper.who !== 'operator') return NOTHING;
  return html`<p class="utrecht-paragraph">${word(reader, 'in.terminal')} <code>npm run -s schakel -- sign-in ${helper.key ?? 'KEY'}</code></p>`;
}
