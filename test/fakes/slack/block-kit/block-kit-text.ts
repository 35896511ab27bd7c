import { record, text, words } from '../events/read.ts';

/** Collects Slack's way of saying what is wrong: a sentence and a JSON pointer. */
export interface Complaints {
  readonly said: string[];
  at(pointer: string): Complaints;
  say(sentence: string): void;
}

export function complaints(pointer: string, said: string[]): Complaints {
  return {
    said,
    at: (next) => complaints(`${pointer}/${next}`, said),
    say: (sentence) => said.push(`[ERROR] ${sentence} [json-pointer:${pointer}]`),
  };
}

/** A text object of either kind. */
export function checkText(value: unknown, most: number, on: Complaints): void {
  const type = text(record(value).type);
  if (type !== 'mrkdwn' && type !== 'plain_text') {
    on.at('type').say(`unsupported type: ${type}`);
    return;
  }
  const length = words(value).length;
  if (length === 0) on.at('text').say('must be more than 0 characters');
  if (length > most) on.at('text').say(`must be less than ${most + 1} characters`);
}

/** A text object that may not carry markup. */
export function checkPlain(value: unknown, most: number, on: Complaints): void {
  if (record(value).type === 'plain_text') checkText(value, most, on);
  else on.at('type').say('must be plain_text');
}
