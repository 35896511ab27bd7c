import type { Server } from 'node:http';
import type { Settings } from '../settings.ts';
import type { Json } from '../types.ts';
import { createSignedHttp, type Send } from './dispatch.ts';
import { createSocketMode } from './socket-mode.ts';

/** The line to the app: signed HTTP once it has an address, else Socket Mode. */
export interface Line {
  readonly send: Send;
  /** Whether there is, or ever was, an app at the other end. */
  hasApp(): boolean;
  connect(...requestUrls: readonly string[]): void;
  openSocket(): Json;
  socketConnected(): Promise<void>;
  dropSocket(how?: 'rude' | 'polite'): void;
  close(): Promise<void>;
}

export function createLine(server: Server, settings: Settings): Line {
  let requestUrls: readonly string[] = [];
  let turn = 0;
  const next = (): string => {
    turn += 1;
    return requestUrls[turn % requestUrls.length] ?? '';
  };
  const socket = createSocketMode(server, settings.bot.appId, settings.ackMs);
  const http = createSignedHttp({ ...settings, url: next });
  return {
    send: (envelope) => (requestUrls.length === 0 ? socket.send(envelope) : http.send(envelope)),
    hasApp: () => requestUrls.length > 0 || socket.wasConnected(),
    connect(...urls) {
      requestUrls = urls;
    },
    openSocket: socket.open,
    socketConnected: socket.connected,
    dropSocket: (how = 'rude') => socket.drop(how === 'rude'),
    async close() {
      http.close();
      await socket.close();
    },
  };
}
