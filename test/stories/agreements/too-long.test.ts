import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MORE_PEOPLE, openWebCase, type WebCase } from '../../support/cases/web-case.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { type Caller, callerOf } from '../../support/web/web-caller.ts';

/** More than any field takes: who pastes a letter into one. */
const LONG = 'woord '.repeat(700);
const unescaped = (text: string): string => text.replaceAll('&quot;', '"').replaceAll('&amp;', '&');

describe('a text that is much too long, in every field of every form that the pages lead to', () => {
  let schakel: Schakel<'web'>;
  let webCase: WebCase;
  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, region: `${MORE_PEOPLE}administrators: [coordinator]\n` });
    webCase = await openWebCase(schakel);
  });
  afterAll(() => schakel?.stop());

  /** The forms that somebody's pages lead to, and those that a form leads to. */
  const formsOf = async (who: Caller): Promise<string[]> => {
    const pages = ['/', `/c/${webCase.id}`, '/me', '/r/midden', '/r/midden/manage'];
    const seen = new Set(pages);
    for (const path of seen) {
      const { html } = await who.get(path);
      for (const [, href] of html.matchAll(/href="(\/(?:form|r)\/[^"#]*)"/g))
        if (href && seen.size < 400) seen.add(unescaped(href));
    }
    return [...seen].filter((path) => path.startsWith('/form/'));
  };
  const hidden = (html: string, name: string): string =>
    unescaped(new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '');

  it('is said to be too long, with how long it may be, and stays to be made shorter', async () => {
    const tried = new Set<string>();
    for (const who of [
      webCase.lead,
      webCase.owner,
      webCase.contact,
      webCase.coordinator,
      await callerOf(schakel, 'moeder'),
    ]) {
      for (const path of await formsOf(who)) {
        const { html } = await who.get(path);
        const [main = ''] = /<form method="post" action="\/form\/.*?<\/form>/s.exec(html) ?? [];
        const action = /action="([^"]+)"/.exec(main)?.[1] ?? '';
        for (const [field, name = ''] of main.matchAll(
          /<(?:textarea|input)[^>]* name="(\w+)"[^>]*maxlength="\d+"[^>]*>/g,
        )) {
          const max = /maxlength="(\d+)"/.exec(field)?.[1];
          // A day, an hour and a number are typed too, and are no texts: what cannot be read is told as that.
          if (main.includes(`name="${name}Picked"`) || Number(max) < 20 || tried.has(`${action} ${name}`))
            continue;
          tried.add(`${action} ${name}`);
          const answer = await who.post(action, {
            ...Object.fromEntries(['token', 'once', 'args', 'region'].map((key) => [key, hidden(main, key)])),
            [name]: LONG,
          });
          const told = new RegExp(`id="${name}-error">([^<]*)<`).exec(answer.html)?.[1];
          expect([action, name, answer.status, told]).toEqual([
            action,
            name,
            422,
            `Dit is te lang. Houd het onder ${max} tekens. Wat er stond, staat er nog.`,
          ]);
          expect(answer.html).toContain(LONG.slice(0, 200));
        }
      }
    }
    expect(tried.size).toBeGreaterThan(15);
    expect([...tried]).toContain('/form/agreement.create doneWhen');
  });
});
