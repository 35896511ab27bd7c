import { createServer } from 'node:net';
import { createTransport } from 'nodemailer';
import { SMTPServer } from 'smtp-server';
import { describe, expect, it } from 'vitest';
import { CODE } from '../../src/text/compose/entry.ts';
import { failureOfMail, failureOfResponse } from './errors.ts';
import type { LetterDeps } from './fill.ts';
import { createMail } from './mail.ts';

const now = new Date('2027-03-22T07:30:00Z');

async function sendTo(port: number): Promise<unknown> {
  return createTransport({ url: `smtp://127.0.0.1:${port}` })
    .sendMail({ from: 'a@example.org', to: 'b@example.org', subject: 's', text: 't' })
    .then(
      () => 'sent',
      (error: unknown) => failureOfMail(error),
    );
}

it('where no mail server listens nothing was given: it is sent again', async () => {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  expect(await sendTo(port)).toMatchObject({ kind: 'again', afterMs: null });
});

it.each([
  ['600', 600_000],
  ['0', null],
  ['Mon, 22 Mar 2027 07:40:00 GMT', 600_000],
  ['Mon, 22 Mar 2027 07:20:00 GMT', null],
  ['soon', null],
  ['999999999', 86_400_000],
])('a gateway that answers 503 with Retry-After %s is left alone for %s ms', (header, afterMs) => {
  const failure = failureOfResponse(503, header, now);
  expect(failure).toMatchObject({ kind: 'again', afterMs });
  expect('rateLimited' in failure).toBe(afterMs !== null);
});

it('a gateway that is over its limit and does not say until when is left alone for a minute', () => {
  expect(failureOfResponse(429, null, now)).toMatchObject({
    kind: 'again',
    afterMs: 60_000,
    rateLimited: true,
  });
});

it.each([400, 422])(
  'a page with %s is of what stands before the gateway, and says nothing of the number',
  (status) => {
    expect(failureOfResponse(status, null, now, true)).toMatchObject({ kind: 'again' });
    expect(failureOfResponse(status, null, now)).toMatchObject({
      kind: 'never',
      reason: 'person_unreachable',
    });
  },
);

it.each([405, 407, 413])('%s is about the way to the gateway, not about the number', (status) => {
  expect(failureOfResponse(status, null, now)).toMatchObject({ kind: 'again' });
});

describe('a mail server on another machine that offers no encryption', () => {
  const sendBy = async (scheme: string): Promise<unknown> => {
    const heard: string[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, _session, done) => {
        stream.on('data', (part: Buffer) => heard.push(String(part)));
        stream.on('end', () => done());
      },
    });
    await new Promise<void>((done) => server.listen(0, '0.0.0.0', done));
    const { port } = server.server.address() as { port: number };
    const reach = { email: 'moeder@thuis.example', phone: null, notice: 'email' } as const;
    const book = {
      reachOf: async () => reach,
      makeCode: async () => '123456',
      noticed: async () => undefined,
    } as unknown as LetterDeps['book'];
    const clock = { now: () => now, sleep: async () => undefined };
    const mail = createMail(
      { url: `${scheme}://0.0.0.0:${port}`, from: 'Schakel <schakel@example.org>' },
      { book, clock, base: () => 'https://schakel.example.org' },
    );
    const to = {
      workspace: { id: 'w', externalId: 'e', settings: {} },
      target: { person: 'p' },
      mentions: {},
    };
    const actions = [{ label: 'x', does: { command: CODE }, args: { link: 'x' } } as const];
    const result = await mail.post(
      to,
      { notification: 'Schakel', blocks: [{ kind: 'actions', actions }] },
      'm',
    );
    mail.close();
    await new Promise<void>((done) => server.close(done));
    return { ...result, heard: heard.join('') };
  };

  it('gets no letter with smtp://: it waits, and the code is not on the line', async () => {
    expect(await sendBy('smtp')).toMatchObject({
      ok: false,
      failure: { kind: 'again', cause: 'smtp ETLS 500' },
      heard: '',
    });
  });

  it('gets it when whoever runs this said so', async () => {
    expect(await sendBy('smtp+insecure')).toMatchObject({
      ok: true,
      heard: expect.stringContaining('123456'),
    });
  });
});
