import { styleText } from 'node:util';
import type { Language } from '../../src/domain/vocabulary.ts';
import type { SlackStandIn, StandInUser, StoredMessage } from '../../test/fakes/slack/index.ts';
import { peopleIn } from '../../test/support/people/in-slack.ts';
import { buttonsOf, nameOf, readMessage } from '../../test/support/reading/in-slack.ts';

const WIDTH = 92;
const WORDS = {
  nl: {
    channel: 'kanaal',
    direct: 'alleen voor',
    changed: 'aangepast',
    quiet: 'Het blijft stil. Zo hoort het.',
    pinned: 'vastgezet',
  },
  en: {
    channel: 'channel',
    direct: 'only for',
    changed: 'updated',
    quiet: 'It stays quiet. As it should.',
    pinned: 'pinned',
  },
} as const;

/** Shows what people see, as it comes: new messages, and cards that changed. */
export interface Screen {
  heading(day: string, title: string): void;
  /** Shows what is new since the last time, one message after the other; how many there were. */
  news(slack: SlackStandIn, people: readonly string[], pause: () => Promise<void>): Promise<number>;
  /** Says what somebody does now. */
  act(line: string): void;
  /** Nothing came. */
  quiet(): void;
}

export function createScreen(language: Language, out: (line: string) => void): Screen {
  const words = WORDS[language];
  const users = peopleIn(language);
  const known = new Map<string, string>();
  const fresh = (m: StoredMessage): 'new' | 'changed' | null => {
    const key = `${m.channel}:${m.ts}`;
    const text = readMessage(m, users);
    const before = known.get(key);
    known.set(key, text);
    return before === undefined ? 'new' : before === text ? null : 'changed';
  };
  return {
    heading: (day, title) => {
      out('');
      out(styleText(['bold', 'cyan'], `━━ ${day} ${'━'.repeat(Math.max(3, WIDTH - day.length - 4))}`));
      out(styleText('bold', `   ${title}`));
    },
    news: async (slack, people, pause) => {
      let shown = 0;
      const show = async (place: string, m: StoredMessage): Promise<void> => {
        const what = fresh(m);
        if (what === null) return;
        shown += 1;
        box(
          out,
          `${place}${what === 'changed' ? ` · ${words.changed}` : ''}${m.pinned ? ` · ${words.pinned}` : ''}`,
          m,
          what === 'changed',
          users,
        );
        await pause();
      };
      for (const channel of slack.channels())
        for (const m of slack.history(channel.name)) await show(`#${channel.name}`, m);
      for (const user of people)
        for (const m of slack.dm(user)) await show(`${words.direct} ${nameOf(user, users)}`, m);
      return shown;
    },
    act: (line) => {
      for (const [i, part] of wrap(line, WIDTH - 6).entries())
        out(styleText('yellow', `   ${i === 0 ? '▸' : ' '} ${part}`));
    },
    quiet: () => out(styleText('dim', `   ${words.quiet}`)),
  };
}

/** One message: where, who, what it says, and the buttons under it. */
function box(
  out: (line: string) => void,
  place: string,
  message: StoredMessage,
  changed: boolean,
  users: readonly StandInUser[],
): void {
  const edge = styleText('dim', '│');
  out(styleText('dim', `   ┌ ${place}`));
  const text = readMessage(message, users)
    .split('\n')
    .filter((line) => !/^\[.*\]$/.test(line) && line !== '———');
  const lines = text.flatMap((line) => wrap(line, WIDTH - 6));
  for (const [i, line] of lines.entries())
    out(`   ${edge} ${i === 0 && !changed ? styleText('bold', line) : line}`);
  const buttons = buttonsOf(message);
  if (buttons.length > 0)
    for (const line of wrap(buttons.map((b) => `[${b}]`).join(' '), WIDTH - 6))
      out(`   ${edge} ${styleText('green', line)}`);
  out(styleText('dim', '   └'));
}

function wrap(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else current = current === '' ? word : `${current} ${word}`;
  }
  return [...lines, current];
}
