import type { Page } from 'playwright-core';
import type { Document } from '../../src/ports/document.ts';
import { toldOn } from './told-page.ts';
import { callerFor } from './web-caller.ts';
import type { WebTown } from './web-town.ts';

/** What stands in the rooms of the web, as the browser shows it: one text for each post, oldest first. */
export interface WebReading {
  readonly rooms: ReadonlyMap<string, readonly string[]>;
  readonly topics: ReadonlyMap<string, string>;
}

type Render = (document: Document) => string | Promise<string>;

/** What somebody was told since the last look, as it stands on their own page; each message once. */
export async function readOwn(town: WebTown, personId: string, known: Set<string>): Promise<string[]> {
  const { html } = await (await callerFor(town, personId)).get('/');
  const news = [...toldOn(html)].filter(([id]) => !known.has(id));
  for (const [id] of news) known.add(id);
  return news.map(([, words]) => words);
}

/** Reads all posts in rooms, each rendered as the web renders it, in a browser. */
export async function readWeb(town: WebTown, page: Page, render: Render): Promise<WebReading> {
  const { pool } = town.database.database;
  const { rows } = await pool.query<{ room: string; document: Document }>(
    `SELECT r."name" AS "room", p."document" FROM "webPost" p JOIN "webRoom" r ON r."id" = p."place"
     LEFT JOIN "message" m ON m."id" = p."id" ORDER BY p."postedAt", m."seq"`,
  );
  const parts = await Promise.all(rows.map((row) => render(row.document)));
  await page.setContent(parts.map((part) => `<article>${part}</article>`).join(''));
  const texts = await page.locator('article').allInnerTexts();
  const rooms = new Map<string, string[]>();
  for (const [i, { room }] of rows.entries()) rooms.set(room, [...(rooms.get(room) ?? []), texts[i] ?? '']);
  const named = await pool.query<{ name: string; topic: string }>('SELECT "name", "topic" FROM "webRoom"');
  return { rooms, topics: new Map(named.rows.map((r) => [r.name, r.topic])) };
}
