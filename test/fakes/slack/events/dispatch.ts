import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { Delivery, Json } from '../types.ts';

/** One thing for the app, in Socket Mode's words. */
export interface Envelope {
  readonly type: 'slash_commands' | 'interactive' | 'events_api';
  readonly payload: Json;
  readonly retry?: { readonly attempt: number; readonly reason: string };
}

/** A way to the app. Never throws: what went wrong is in the delivery. */
export type Send = (envelope: Envelope) => Promise<Delivery>;

interface SignedHttp {
  readonly send: Send;
  close(): void;
}

interface HttpSettings {
  readonly url: () => string;
  readonly signingSecret: string;
  readonly now: () => number;
  readonly ackMs: number;
}

/** Signed requests to the app's address, as Slack sends them. */
export function createSignedHttp(settings: HttpSettings): SignedHttp {
  const agent = new Agent({ keepAlive: true });
  return {
    send: (envelope) => post(settings, agent, envelope),
    close: () => agent.destroy(),
  };
}

function signature(secret: string, timestamp: number, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

function encoded(envelope: Envelope): { readonly body: string; readonly contentType: string } {
  if (envelope.type === 'events_api')
    return { body: JSON.stringify(envelope.payload), contentType: 'application/json' };
  const contentType = 'application/x-www-form-urlencoded';
  if (envelope.type === 'slash_commands') {
    return { body: new URLSearchParams(envelope.payload as Record<string, string>).toString(), contentType };
  }
  return { body: new URLSearchParams({ payload: JSON.stringify(envelope.payload) }).toString(), contentType };
}

function headersOf(settings: HttpSettings, envelope: Envelope, body: string, contentType: string) {
  const timestamp = Math.floor(settings.now() / 1000);
  return {
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    'x-slack-request-timestamp': String(timestamp),
    'x-slack-signature': signature(settings.signingSecret, timestamp, body),
    ...(envelope.retry === undefined
      ? {}
      : {
          'x-slack-retry-num': String(envelope.retry.attempt),
          'x-slack-retry-reason': envelope.retry.reason,
        }),
  };
}

function post(settings: HttpSettings, agent: Agent, envelope: Envelope): Promise<Delivery> {
  const { body, contentType } = encoded(envelope);
  const headers = headersOf(settings, envelope, body, contentType);
  const started = performance.now();
  return new Promise((resolve) => {
    const done = (status: number, answer: string): void => {
      clearTimeout(timer);
      resolve(verdict(status, answer, performance.now() - started, settings.ackMs));
    };
    const sent = request(settings.url(), { method: 'POST', agent, headers }, (response) => {
      let answer = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        answer += part;
      });
      response.on('error', () => done(0, ''));
      response.on('end', () => done(response.statusCode ?? 0, answer));
    });
    // Slack hangs up after three seconds; what the app says later is heard by nobody.
    const timer = setTimeout(() => sent.destroy(), settings.ackMs);
    sent.on('error', () => done(0, ''));
    sent.end(body);
  });
}

/** The three-second verdict. */
export function verdict(status: number, body: string, ms: number, ackMs: number): Delivery {
  const acknowledgedInTime = status >= 200 && status < 300 && ms <= ackMs;
  return { status, ms: Math.round(ms * 10) / 10, body, acknowledgedInTime };
}
