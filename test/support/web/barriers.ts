import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Every rule looks at everything; only of what is wrong it is told where. */
const LOOK = `axe.run(document, ${JSON.stringify({ runOnly: TAGS, resultTypes: ['violations'] })}).then((r) => r.violations)`;

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** Returns what axe finds wrong with a page, with the first place of each. */
export async function wrongWith(page: Page): Promise<string[]> {
  // The page keeps it until another is loaded.
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(AXE);
  const found = await page.evaluate(LOOK);
  return (found as Violation[]).map((v) => `${v.id}: ${v.help}: ${v.nodes[0]?.html.slice(0, 160)}`);
}

/**
 * Finds what axe cannot see: words that say what is wrong and are read with no field, a field that is wrong and does
 * not say so, a list of errors that leads nowhere, a title that does not say it.
 */
export async function untiedErrors(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const all = (selector) => [...document.querySelectorAll('main ' + selector)];
    const described = new Set(all('[aria-describedby]').flatMap((one) => one.getAttribute('aria-describedby').split(' ')));
    const loose = all('.utrecht-form-field-error-message, [id$="-error"]').filter((one) => !described.has(one.id));
    const silent = all('[aria-invalid]').filter((one) => !(one.getAttribute('aria-describedby') ?? '').includes('-error'));
    const lost = all('#errors a').filter((one) => !document.getElementById(one.hash.slice(1)));
    const isWrong = all('.utrecht-form-field-error-message, [id$="-error"], #errors').length > 0;
    const untold = isWrong && !/^(Fout|Error): /.test(document.title);
    return [...loose, ...silent, ...lost].map((one) => one.outerHTML.slice(0, 160)).concat(untold ? ['title: ' + document.title] : []);
  })()`) as Promise<string[]>;
}
