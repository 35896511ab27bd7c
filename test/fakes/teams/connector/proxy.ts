import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Seats } from '../config.ts';
import type { History } from '../people/history.ts';
import { createInFlight } from '../people/in-flight.ts';
import type { Rooms } from '../people/rooms.ts';
import type { Json } from '../types.ts';
import { createFaults, type Fault, wrong } from './faults.ts';
import { type Answer, closed, listening, parsed, textOf } from './http.ts';
import { judge, type Pace } from './limits.ts';
import { createToBot, type ToBot } from './to-bot.ts';
import { type Call, callOf, createToConnector, refusal } from './to-connector.ts';

/** A call as it went: `status` is what the bot got, 0 for a connection that broke. */
export interface MadeCall extends Call {
  readonly status: number;
}

/** Stands between the bot and the Playground, in both directions. */
export interface TeamsProxy {
  /** Where the Playground sends activities. */
  readonly botUrl: string;
  /** The `serviceUrl` of every activity. */
  readonly serviceUrl: string;
  readonly toBot: ToBot;
  /** Where the Playground's connector is. Before this the bot can call nothing. */
  toPlayground(connectorUrl: string): void;
  calls(): readonly MadeCall[];
  fault(fault: Fault): void;
  heal(): void;
  during<T>(work: () => Promise<T>): Promise<T>;
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface ProxyOptions {
  readonly rooms: Rooms;
  readonly history: History;
  readonly seats: Seats;
  readonly token: () => string;
  /** Whether the connector takes this token of the bot. */
  readonly takes: (authorization: string | undefined) => boolean;
  /** Whether the tenant has messages that one person alone sees. */
  readonly targets: () => boolean;
  /** Null: no pace is kept. */
  readonly pace: Pace | null;
}

/** The connector is not at the root, as on `smba.trafficmanager.net`. */
const REGION = '/emea';

export async function startProxy(options: ProxyOptions): Promise<TeamsProxy> {
  const { rooms, history, seats, pace } = options;
  const server = createServer();
  const base = await listening(server);
  const serviceUrl = `${base}${REGION}/`;
  const inFlight = createInFlight();
  const faults = createFaults();
  const calls: MadeCall[] = [];
  let connector = '';
  const toBot = createToBot(rooms, inFlight, options.token, serviceUrl);
  const toConnector = createToConnector({
    connectorUrl: () => connector,
    rooms,
    history,
    seats,
    targets: options.targets,
  });

  /** Null for a connection that breaks. */
  const answerTo = async (call: Call): Promise<Answer | null> => {
    const fault = faults.take(call);
    if (fault && !fault.delivered) return wrong(fault);
    const refused = judge(call, pace);
    if (refused) return refused;
    const answer = await toConnector(call);
    return fault ? wrong(fault) : answer;
  };

  const serve = async (request: IncomingMessage): Promise<Answer | null> => {
    const [url = '', method = ''] = [request.url, request.method];
    const body = (parsed(await textOf(request)) ?? {}) as Json;
    if (url === '/api/messages')
      return method === 'POST' ? toBot.receive(body) : { status: 405, headers: {}, body: '' };
    const call = callOf(method, url.slice(url.indexOf('/v3/')), body);
    const answer = options.takes(request.headers.authorization)
      ? await answerTo(call)
      : refusal(401, 'Unauthorized', 'Authorization has been denied for this request.');
    calls.push({ ...call, status: answer?.status ?? 0 });
    return answer;
  };

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    inFlight
      .during(() => serve(request))
      .then((answer) => {
        if (answer === null) request.socket.destroy();
        else respond(response, answer);
      })
      .catch((error: unknown) => respond(response, { status: 500, headers: {}, body: String(error) }));
  });
  return {
    botUrl: `${base}/api/messages`,
    serviceUrl,
    toBot,
    toPlayground: (connectorUrl) => {
      connector = connectorUrl;
    },
    calls: () => calls,
    fault: faults.add,
    heal: faults.heal,
    during: inFlight.during,
    settled: inFlight.settled,
    close: () => closed(server),
  };
}

const PASSED_ON = ['content-type', 'retry-after'];

function respond(response: ServerResponse, { status, headers, body }: Answer): void {
  const passed = Object.entries(headers).filter(([name]) => PASSED_ON.includes(name));
  response.writeHead(status, Object.fromEntries(passed)).end(body);
}
