import type { Page } from 'playwright-core';
import type { Document } from '../../src/ports/document.ts';
import type { WebTown } from './web-town.ts';

/** What stands in the places of the web, as the browser shows it: one text for each post, oldest first. */
export interface WebReading {
  readonly rooms: ReadonlyMap<string, readonly string[]>;
  /** By person id. */
  readonly direct: ReadonlyMap<string, readonly string[]>;
  readonly topics: ReadonlyMap<string, string>;
}

type Render = (document: Document) => string | Promise<string>;

/** Reads all posts, each rendered as the web renders it, in a browser. */
export async function readWeb(town: WebTown, page: Page, render: Render): Promise<WebReading> {
  const { pool } = town.database.database;
  const { rows } = await pool.query<{ place: string; room: string | null; document: Document }>(
    `SELECT p."place", r."name" AS "room", p."document" FROM "webPost" p LEFT JOIN "webRoom" r ON r."id" = p."place"
     LEFT JOIN "message" m ON m."id" = p."id" ORDER BY p."postedAt", m."seq"`,
  );
  const parts = await Promise.all(rows.map((row) => render(row.document)));
  await page.setContent(parts.map((part) => `<article>${part}</article>`).join(''));
  const texts = await page.locator('article').allInnerTexts();
  const rooms = new Map<string, string[]>();
  const direct = new Map<string, string[]>();
  for (const [i, row] of rows.entries()) {
    const [map, key] = row.room ? [rooms, row.room] : [direct, row.place];
    map.set(key, [...(map.get(key) ?? []), texts[i] ?? '']);
  }
  const named = await pool.query<{ name: string; topic: string }>('SELECT "name", "topic" FROM "webRoom"');
  return { rooms, direct, topics: new Map(named.rows.map((r) => [r.name, r.topic])) };
}
