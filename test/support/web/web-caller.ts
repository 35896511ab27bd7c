import { randomUUID } from 'node:crypto';
import { makeConsoleLink } from '../../../src/main/commands/sign-in-link.ts';
import type { Schakel } from '../schakel/start-schakel.ts';

/** Somebody who speaks HTTP with the web themselves, and can therefore send what no page of ours would. */
export interface Caller {
  readonly cookie: string;
  /** Stands in each form that was made for them; empty when nobody is signed in. */
  readonly formToken: string;
  get(path: string): Promise<Heard>;
  post(path: string, fields: Fields, headers?: Headed): Promise<Heard>;
  send(
    method: string,
    path: string,
    more?: { readonly headers?: Headed; readonly body?: string },
  ): Promise<Heard>;
  /** Gives a command as a button does. */
  press(command: string, args: Readonly<Record<string, unknown>>): Promise<Heard>;
  /** Sends a form as a page does. */
  fill(form: string, args: Readonly<Record<string, unknown>>, values: Fields): Promise<Heard>;
}

/** The values by name; a name with several is sent once for each. */
type Fields = Readonly<Record<string, string | readonly string[]>>;

type Headed = Readonly<Record<string, string>>;

export interface Heard {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
}

const FORM_TOKEN = /name="token" value="([^"]+)"/;

export async function callerWith(base: string, cookie: string): Promise<Caller> {
  const send: Caller['send'] = async (method, path, more = {}) => {
    const answer = await fetch(new URL(path, base), {
      method,
      redirect: 'manual',
      headers: { 'accept-language': 'nl', ...(cookie ? { cookie } : {}), ...more.headers },
      ...(more.body === undefined ? {} : { body: more.body }),
    });
    // A page that stays open says nothing more to who only looks at what it is.
    const isLive = answer.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
    const html = isLive ? '' : await answer.text();
    if (isLive) await answer.body?.cancel();
    return { status: answer.status, headers: answer.headers, html };
  };
  const post: Caller['post'] = (path, fields, headers = {}) =>
    send('POST', path, {
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: new URL(base).origin,
        ...headers,
      },
      body: new URLSearchParams(
        Object.entries(fields).flatMap(([name, value]) =>
          [value].flat().map((one): [string, string] => [name, one]),
        ),
      ).toString(),
    });
  const formToken = FORM_TOKEN.exec((await send('GET', '/')).html)?.[1] ?? '';
  const ours = (args: unknown): Record<string, string> => ({
    token: formToken,
    once: randomUUID(),
    args: JSON.stringify(args),
  });
  return {
    cookie,
    formToken,
    get: (path) => send('GET', path),
    post,
    send,
    press: (command, args) => post('/do', { ...ours(args), command }),
    fill: (form, args, values) => post(`/form/${form}`, { ...ours(args), ...values }),
  };
}

/** Somebody of the region file, signed in with a link. */
export async function callerOf(
  schakel: Pick<Schakel, 'base' | 'clock' | 'database' | 'person'>,
  key: string,
): Promise<Caller> {
  return callerFor(schakel, await schakel.person(key));
}

/** Anybody, by their id. */
export async function callerFor(
  schakel: Pick<Schakel, 'base' | 'clock' | 'database'>,
  personId: string,
): Promise<Caller> {
  const token = await makeConsoleLink(schakel.database.database.pool, personId, schakel.clock.now());
  const entered = await fetch(`${schakel.base}/in/${token}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: schakel.base },
  });
  return callerWith(schakel.base, cookieOf(entered.headers));
}

export function cookieOf(headers: Headers): string {
  return headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
}
