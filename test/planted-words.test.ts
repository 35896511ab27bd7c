import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import nodemailer from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLetters } from './fakes/letters/letters.ts';
import { createTestDatabase } from './support/database/test-database.ts';
import type { TestDatabase } from './support/database/test-server.ts';
import { holds } from './support/planted/decoded.ts';
import { inCalls, inDatabase, inLetters, search, watchAddresses } from './support/planted/places.ts';

const WORD = 'zqplantwoordvx';
const SENTENCE = `Zij zei: “één ${WORD}” & meer`;

const bytes = (text: string): number[] => [...Buffer.from(text)];
const percent = (text: string): string =>
  bytes(text)
    .map((one) => `%${one.toString(16).padStart(2, '0')}`)
    .join('');
const escaped = (text: string): string =>
  [...text].map((one) => `\\u${(one.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`).join('');
const quoted = (text: string): string =>
  bytes(text)
    .map((one, i) => `=${one.toString(16).toUpperCase().padStart(2, '0')}${i % 9 === 8 ? '=\r\n' : ''}`)
    .join('');
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const lines = (text: string): string => text.replaceAll(/(.{10})/g, '$1\r\n');

const WRAPPED: Readonly<Record<string, string>> = {
  'as it is': SENTENCE,
  'in capitals': SENTENCE.toUpperCase(),
  'with an accent': SENTENCE.replace('woord', 'wóórd'),
  'in an address': `/zoek?q=${encodeURIComponent(SENTENCE)}`,
  'in an address, every sign of it': percent(SENTENCE),
  'in a form': new URLSearchParams({ words: SENTENCE }).toString(),
  'as JSON': JSON.stringify({ a: { b: [SENTENCE] } }),
  'as JSON, every sign of it': escaped(SENTENCE),
  'as JSON in JSON': JSON.stringify({ a: JSON.stringify({ b: SENTENCE }) }),
  'in a mail, quoted': quoted(SENTENCE),
  'in the subject of a mail': `=?UTF-8?B?${base64(SENTENCE)}?=`,
  'in the subject of a mail, quoted': `=?UTF-8?Q?${quoted(SENTENCE).replaceAll('=\r\n', '').replaceAll('=20', '_')}?=`,
  'in base64': base64(SENTENCE),
  'in base64, a sign later': base64(`x${SENTENCE}`),
  'in base64, two signs later': base64(`xy${SENTENCE}`),
  'in base64, behind something else': `key9${base64(SENTENCE)}`,
  'in base64, in short lines': lines(base64(SENTENCE)),
  'in base64 of an address': Buffer.from(SENTENCE).toString('base64url'),
  'as bytes are shown': `\\x${Buffer.from(SENTENCE).toString('hex')}`,
  'on a page': `<p>${[...SENTENCE].map((one) => `&#${one.codePointAt(0)};`).join('')}</p>`,
  'in JSON, in base64, in an address': percent(base64(JSON.stringify({ a: SENTENCE }))),
  'in an address, in JSON, in a mail': quoted(JSON.stringify({ a: encodeURIComponent(SENTENCE) })),
};

describe('a word that was planted', () => {
  it.each(Object.entries(WRAPPED))('is found %s', (_how, text) => {
    expect(holds(text, WORD)).toBe(true);
    expect(holds(`iets ervoor ${text} en erna`, WORD)).toBe(true);
    expect(holds(text, 'zqanderwoordvx')).toBe(false);
  });
});

describe('in every kind of place', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await createTestDatabase();
  });
  afterAll(() => db?.drop());

  it('in each column of each table there is, whatever its type, and in tables that come', async () => {
    const { pool } = db.database;
    await pool.query(
      `CREATE SCHEMA "apart"; CREATE TABLE "apart"."later" ("a" text, "b" jsonb, "c" bytea, "d" text[], "e" varchar(80), "f" int)`,
    );
    await pool.query('INSERT INTO "apart"."later" VALUES ($1, $2, $3, $4, $5, 1)', [
      SENTENCE,
      { x: SENTENCE },
      Buffer.from(SENTENCE),
      [SENTENCE],
      SENTENCE,
    ]);
    await pool.query(`CREATE MATERIALIZED VIEW "copy" AS SELECT "a" FROM "apart"."later"`);
    await pool.query('INSERT INTO "inbound" ("key", "at", "reply") VALUES ($1, now(), $2)', [
      'k',
      { said: escaped(SENTENCE) },
    ]);
    const places = await inDatabase(pool);
    expect(search(places, [WORD]).get(WORD)).toEqual([
      ...['a', 'b', 'c', 'd', 'e'].map((column) => `table apart.later.${column}`),
      'table copy.a',
      'table inbound.reply',
    ]);
    const { rows } = await pool.query<{ n: number }>(
      `SELECT count(*)::int AS "n" FROM information_schema.columns WHERE table_schema = 'public'`,
    );
    expect([...places.keys()].filter((place) => !place.includes('apart'))).toHaveLength(
      (rows[0]?.n ?? 0) + 1,
    );
  });

  it('in a mail as it really goes over the line, and in a message to a phone', async () => {
    const letters = await startLetters();
    const transport = nodemailer.createTransport(letters.smtpUrl);
    const mail = { from: 'a@example.org', to: 'b@example.org' };
    const found = async (): Promise<string[]> => search(inLetters(letters), [WORD]).get(WORD) ?? [];
    try {
      for (const one of [
        { subject: 'x', text: SENTENCE },
        { subject: SENTENCE, text: 'x' },
        { subject: 'x', html: `<p>${SENTENCE}</p>` },
        { subject: 'x', text: 'x', attachments: [{ filename: 'a.txt', content: SENTENCE }] },
      ]) {
        letters.mails.length = 0;
        await transport.sendMail({ ...mail, ...one });
        expect(await found(), JSON.stringify(one)).toEqual(['mail']);
      }
      letters.mails.length = 0;
      await fetch(letters.smsUrl, {
        method: 'POST',
        body: JSON.stringify({ to: '1', text: SENTENCE, reference: 'r' }),
      });
      expect(await found()).toEqual(['sms']);
    } finally {
      transport.close();
      await letters.close();
    }
  });

  it('in an address that was asked, one that somebody came from, and one that they were sent on to', async () => {
    const server = createServer((request, response) => {
      const on = request.url === '/on' ? { location: `/there/${percent(SENTENCE)}` } : {};
      response.writeHead(on.location ? 303 : 200, on).end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const to = (path: string, headers = {}): Promise<void> =>
      new Promise((done) =>
        get({ port: (server.address() as AddressInfo).port, path, headers, agent: false }, (answer) => {
          answer.resume().on('end', done);
        }),
      );
    for (const asked of [
      () => to(`/x?q=${encodeURIComponent(SENTENCE)}`),
      () => to('/x', { referer: `http://a/${encodeURIComponent(WORD)}` }),
      () => to('/on'),
    ]) {
      const addresses = watchAddresses();
      await asked();
      addresses.stop();
      expect(search(inCalls('address', addresses.seen), [WORD]).get(WORD)).toEqual(['address']);
    }
    await new Promise((done) => server.close(done));
  });

  it('in a call to a platform, a line of the log, a page of metrics', () => {
    const calls = [{ method: 'chat.postMessage', args: { blocks: [{ text: { text: SENTENCE } }] } }];
    expect(search(inCalls('slack', calls), [WORD]).get(WORD)).toEqual(['slack']);
    expect(
      search(
        new Map([
          ['log', [`{"level":30,"x":"${escaped(SENTENCE)}"}`]],
          ['metrics', ['up 1']],
        ]),
        [WORD],
      ).get(WORD),
    ).toEqual(['log']);
  });
});
