import type { Language } from '../../src/domain/vocabulary.ts';
import { hasText, say } from '../../src/text/words/translate.ts';
import type { Actor } from '../../test/support/people/actor.ts';
import { nameIn } from '../../test/support/people/in-slack.ts';

const WORDS = {
  nl: { opens: 'opent Schakel', chooses: 'kiest', types: 'typt', fills: 'vult in:' },
  en: { opens: 'opens Schakel', chooses: 'chooses', types: 'types', fills: 'fills in:' },
} as const;

type People = { as(id: string): Actor };

/** The people of the story, whose every act is told before it is done. */
export function narrated(people: People, language: Language, tell: (line: string) => Promise<void>): People {
  const words = WORDS[language];
  return {
    as: (id) => {
      const actor = people.as(id);
      const who = nameIn(language, id);
      return {
        openHome: async () => {
          await tell(`${who} ${words.opens}`);
          return actor.openHome();
        },
        click: async (target, button) => {
          await tell(`${who} ${words.chooses} [${button}]`);
          return actor.click(target, button);
        },
        command: async (channel, line) => {
          await tell(`${who} ${words.types} ${line}`);
          return actor.command(channel, line);
        },
        submit: async (values) => {
          await tell(`${who} ${words.fills} ${filledIn(values, language)}`);
          return actor.submit(values);
        },
      };
    },
  };
}

/** Fields whose value is a key that nobody sees. */
const ASIDE: ReadonlySet<string> = new Set(['organisation', 'rung']);

/** Returns what stands in the fields, as it reads there: choices by their words, people by their names. */
function filledIn(values: Parameters<Actor['submit']>[0], language: Language): string {
  return Object.entries(values)
    .filter(([name]) => !ASIDE.has(name))
    .flatMap(([, value]) => value)
    .filter((value) => value !== null && value !== '' && value !== 'yes')
    .map((value) => inWords(String(value), language))
    .join(' · ');
}

function inWords(value: string, language: Language): string {
  const key = ['role', 'kind', 'blocker'].map((kind) => `${kind}.${value}`).find(hasText);
  return key && hasText(key) ? say(language, key) : nameIn(language, value);
}
