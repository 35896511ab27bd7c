import { codeIn, pathIn } from '../../fakes/letters/letters.ts';
import type { Schakel } from '../schakel/start-schakel.ts';
import { type Caller, callerWith, cookieOf } from './web-caller.ts';

/** Somebody follows the link of the newest letter to an address, and types the code that comes by text message. */
export async function entersByLetter(schakel: Schakel<'letters'>, address: string): Promise<Caller> {
  const { letters, base } = schakel;
  const path = pathIn(letters.mails.findLast((mail) => mail.to === address));
  const stranger = await callerWith(base, '');
  await stranger.post(path, {});
  await schakel.settle();
  const { status, headers } = await stranger.post(`${path}/code`, { code: codeIn(letters.texts.at(-1)) });
  if (status !== 303) throw new Error(`the code of ${address} was answered with ${status}`);
  return callerWith(base, cookieOf(headers));
}
