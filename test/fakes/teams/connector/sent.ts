const PICTURE = /\p{Extended_Pictographic}\uFE0F?/gu;

/** Returns typed words as Teams sends them to a bot: signs of markup as entities. */
export function asSent(typed: string): string {
  return typed.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** A message of a person as it stands behind its menu. */
export function asHtml(typed: string): string {
  const shown = asSent(typed).replace(PICTURE, (sign) => `<emoji id="x" alt="${sign}" title=""></emoji>`);
  return `<p>${shown.replaceAll(' ', '&nbsp;')}</p>`;
}
