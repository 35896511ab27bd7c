import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { Language } from '../../../src/domain/vocabulary.ts';
import { say } from '../../../src/text/words/translate.ts';
import { follow } from '../schakel/parts/web.ts';
import type { Schakel } from '../schakel/start-schakel.ts';
import type { Actor, Reaction } from './actor.ts';
import { nameIn } from './in-slack.ts';
import { keyOf } from './on-the-web.ts';

const DONE: Reaction = { status: 200, body: '', acknowledgedInTime: true };

interface Place {
  readonly schakel: Schakel<'web'>;
  readonly language: Language;
  /** The device that they look on; left out: a desk. */
  readonly browser?: BrowserContextOptions;
  /** Address of the page of the case. */
  room(): Promise<string>;
  /** Takes Schakel's answer to what somebody did, as it stands on the page that follows. */
  answered(who: string, words: string): void;
}

/** People of a story act on the web: real pages in real browsers, one for each person. */
export function peopleOnTheWeb(place: Place): { as(who: string): Actor } {
  const browsers = new Map<string, Promise<Page>>();
  const opened = async (who: string, path: string): Promise<Page> => {
    const known = browsers.get(who) ?? place.schakel.web.visit(keyOf(who), place.browser);
    browsers.set(who, known);
    const page = await known;
    if ((await page.goto(path))?.status() !== 401) return page;
    await place.schakel.web.signIn(page, keyOf(who));
    await page.goto(path);
    return page;
  };
  return {
    as: (who) => {
      const current = async (): Promise<Page | undefined> => browsers.get(who);
      return listening(
        place,
        who,
        actorOf(place, (path) => opened(who, path), current),
        current,
      );
    },
  };
}

/** After each thing that somebody did, reads the answer on the page. */
function listening(place: Place, who: string, actor: Actor, current: () => Promise<Page | undefined>): Actor {
  const heard = async (came: Promise<Reaction>): Promise<Reaction> => {
    const result = await came;
    for (const words of (await (await current())?.locator('.schakel-said').allInnerTexts()) ?? [])
      place.answered(who, words);
    return result;
  };
  return {
    openHome: actor.openHome,
    click: (target, button) => heard(actor.click(target, button)),
    submit: (values) => heard(actor.submit(values)),
    command: (channel, line) => heard(actor.command(channel, line)),
  };
}

function actorOf(
  place: Place,
  opened: (path: string) => Promise<Page>,
  current: () => Promise<Page | undefined>,
): Actor {
  return {
    openHome: async () => {
      await opened('/');
      return DONE;
    },
    click: async (target, button) => {
      const isRoom = target !== 'home' && target.channel !== 'dm';
      const page = await opened(isRoom ? await place.room() : '/');
      // On its own page a question stands as a heading, and the button beneath it says what one does.
      const asksWhatIsGood = button === say(place.language, 'button.good');
      const label = asksWhatIsGood ? say(place.language, 'web.tellGood') : button;
      await press(place, within(page, target), label);
      return DONE;
    },
    submit: async (values) => {
      const page = await current();
      if (!page) throw new Error('no page is open');
      for (const [name, value] of Object.entries(values))
        if (value !== null) await fill(place, page, name, value);
      return send(place, page);
    },
    command: async (_channel, line) => command(place, await opened(await place.room()), line),
  };
}

async function send({ schakel }: Place, page: Page): Promise<Reaction> {
  await follow(page.locator('main button[type=submit]').last());
  await schakel.settle();
  return { ...DONE, ...(await errorsOn(page)) };
}

/** Returns the part around these words, a question of its own or a card; or the whole page. */
function within(page: Page, target: Parameters<Actor['click']>[0]): Locator {
  const main = page.locator('main');
  if (target === 'home' || target.text === undefined || target.text instanceof RegExp) return main;
  const around = { hasText: target.text };
  const card = main.locator('.schakel-card:not(:has(.schakel-question))', around);
  return main.locator('.schakel-question', around).or(card);
}

/** Presses what reads so, also behind "more"; and says yes where it is asked whether one is sure. */
async function press({ schakel, language }: Place, where: Locator, label: string): Promise<void> {
  const control = where
    .locator('a, button, summary')
    .filter({ hasText: exactly(label) })
    .first();
  const folded = control.locator(
    'xpath=ancestor::details[not(@open)][contains(@class, "schakel-more")]/summary',
  );
  await control.waitFor({ state: 'attached' });
  if ((await folded.count()) > 0) await folded.first().click();
  const asks = await control.evaluate((element) => element.tagName === 'SUMMARY');
  const sure = control.locator('xpath=..').getByRole('button', { name: say(language, 'confirm.yes') });
  if (asks) await control.click();
  await follow(asks ? sure : control);
  await schakel.settle();
}

function exactly(label: string): RegExp {
  return new RegExp(`^\\s*${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
}

/** A field by its name: typed, ticked or chosen, by what stands there or by the value behind it. */
/** What is seldom filled in stands behind a word. */
async function unfoldAround(field: Locator): Promise<void> {
  const folded = field.locator('xpath=ancestor::details[not(@open)]');
  if ((await folded.count()) > 0) await folded.locator('summary').first().click();
}

async function fill(
  { language }: Place,
  page: Page,
  given: string,
  value: string | readonly string[],
): Promise<void> {
  // Where a platform has its list of members, the web has the people whom the region knows.
  const name = given === 'member' ? 'person' : given;
  const wanted = given === 'member' ? nameIn(language, String(value)) : value;
  const field = page.locator(`main [name="${name}"]`);
  await unfoldAround(field.first());
  const tag = await field.first().evaluate((element) => `${element.tagName} ${element.getAttribute('type')}`);
  if (tag.startsWith('SELECT')) return choose(field, String(wanted));
  if (!/radio|checkbox/.test(tag)) return field.first().fill(String(wanted));
  for (const one of typeof wanted === 'string' ? [wanted] : wanted) {
    const byValue = page.locator(`main [name="${name}"][value="${one}"]`);
    if ((await byValue.count()) > 0) await byValue.check();
    else
      await page
        .locator('fieldset', { has: page.locator(`[name="${name}"]`) })
        .getByLabel(one, { exact: true })
        .check();
  }
}

async function choose(field: Locator, wanted: string): Promise<void> {
  const values = await field
    .locator('option')
    .evaluateAll((all) => all.map((o) => o.getAttribute('value') ?? ''));
  await field.selectOption(values.includes(wanted) ? { value: wanted } : { label: wanted });
}

async function errorsOn(page: Page): Promise<Pick<Reaction, 'errors'>> {
  const errors = await page.locator('.utrecht-form-field-error-message').allInnerTexts();
  return errors.length > 0 ? { errors: Object.fromEntries(errors.map((text, i) => [String(i), text])) } : {};
}

/** There is nothing to type a command in on the web; each has its button. */
async function command(place: Place, page: Page, line: string): Promise<Reaction> {
  const to = (key: Parameters<typeof say>[1]): Promise<void> =>
    press(place, page.locator('main'), say(place.language, key));
  if (/^\/schakel (afwezig|absence) /.test(line)) {
    await to('button.away');
    const day = line.split(' ').at(-1) ?? '';
    await fill(place, page, 'from', day);
    return send(place, page);
  }
  if (/^\/schakel (achtervang|deputy)$/.test(line)) await to('button.deputy');
  else if (line === '/afspraak') await to('button.newAgreement');
  else throw new Error(`the web has no button for ${line}`);
  return DONE;
}
