import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { peopleOnTheWeb } from '../../support/people/actor-on-the-web.ts';
import { COORDINATOR, DIRECTOR, LEAD, MOTHER, SCHOOL_DEPUTY } from '../../support/people/in-slack.ts';
import { keyOf, ON_THE_WEB, webRegion } from '../../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { STORY_4, STORY_START, type Stage } from './story4-script.ts';

const PHONE = { viewport: { width: 390, height: 844 } };
/** Words that no page in English has. */
const DUTCH = /\b(afspraak|werkdagen|casus|vraagt|niet|klaar|wordt|regiehouder)\b/i;

/** The words that somebody has to read at the end of a chapter, on their own page. */
const READ: Readonly<Record<string, readonly (readonly [who: string, words: RegExp])[]>> = {
  due: [[SCHOOL_DEPUTY, /Is it done\?/]],
  stuck: [[LEAD, /money/]],
  missing: [[COORDINATOR, /director of the partnership/]],
  alert: [[DIRECTOR, /needs your help.*Who can promise the funding\?/s]],
  answer: [[DIRECTOR, /Nothing is asked of you now/]],
  decision: [[MOTHER, /You need not do anything now/]],
};

describe('story 4 in English, on the web alone, everybody on a phone', () => {
  let schakel: Schakel<'web'>;
  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, start: STORY_START, region: webRegion('en') });
  });
  afterAll(() => schakel?.stop());

  const stage: Stage = {
    people: {
      as: (who) => people().as(who),
    },
    newest: () => 'the page of the case',
    language: 'en',
    channel: '',
    settle: () => schakel.settle(),
  };
  let known: ReturnType<typeof peopleOnTheWeb> | undefined;
  const people = (): ReturnType<typeof peopleOnTheWeb> => {
    known ??= peopleOnTheWeb({
      schakel,
      language: 'en',
      answered: () => undefined,
      browser: PHONE,
      room: async () => {
        const { rows } = await schakel.database.database.pool.query<{ id: string }>(
          'SELECT "id" FROM "case"',
        );
        return `/c/${rows[0]?.id}`;
      },
    });
    return known;
  };

  it.each(STORY_4.map((chapter) => [chapter.id, chapter] as const))('%s', async (id, chapter) => {
    await schakel.at(chapter.date, chapter.time);
    await chapter.play?.(stage);
    await schakel.settle();
    for (const [who, words] of READ[id] ?? []) {
      const page = await schakel.web.visit(keyOf(who), { ...PHONE, locale: 'en-GB' });
      const shown = await page.locator('main').innerText();
      expect(shown).toMatch(words);
      expect(shown).not.toMatch(DUTCH);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
      await page.context().close();
    }
  });
});
