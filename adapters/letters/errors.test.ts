import { createServer } from 'node:net';
import { createTransport } from 'nodemailer';
import { expect, it } from 'vitest';
import { failureOfAnswer, failureOfMail } from './errors.ts';

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
  const failure = failureOfAnswer(503, header, now);
  expect(failure).toMatchObject({ kind: 'again', afterMs });
  expect('rateLimited' in failure).toBe(afterMs !== null);
});

it('a gateway that is over its limit and does not say until when is left alone for a minute', () => {
  expect(failureOfAnswer(429, null, now)).toMatchObject({
    kind: 'again',
    afterMs: 60_000,
    rateLimited: true,
  });
});
