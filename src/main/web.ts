import type { Deps } from '../app/desk.ts';
import { createHouse } from '../app/house.ts';
import type { House } from '../app/inbound.ts';
import { createPages, type Pages } from '../app/pages/pages.ts';
import type { Config } from '../config/env.ts';
import type { Links, Reading, Sessions, WebRooms } from '../ports/web.ts';
import type { Database } from '../store/database.ts';
import { createReading } from '../store/reading.ts';
import { createWebRooms } from '../store/web-rooms.ts';
import { createLinks, createSessions } from '../store/web-sessions.ts';

interface Opened extends Pick<Deps, 'clock' | 'log'> {
  readonly house: House;
  readonly pages: Pages;
  readonly sessions: Sessions;
  readonly links: Links;
  readonly rooms: WebRooms;
  readonly reading: Reading;
  readonly publicUrl: string | null;
  readonly theme?: string;
}

/** What the web is built on, on this database. */
export function openWeb(database: Database, deps: Deps, config: Config): Opened {
  const reading = createReading(database.pool);
  return {
    house: createHouse(deps),
    pages: createPages(deps, reading),
    sessions: createSessions(database.pool),
    links: createLinks(database.pool),
    rooms: createWebRooms(database.pool),
    reading,
    clock: deps.clock,
    log: deps.log,
    publicUrl: config.publicUrl,
    ...(config.theme ? { theme: config.theme } : {}),
  };
}
