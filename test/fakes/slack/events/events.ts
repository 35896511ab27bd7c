import type { Delivery, Json } from '../types.ts';
import { LIMITS } from '../web-api/limits.ts';
import type { World } from '../world.ts';
import type { Envelope } from './dispatch.ts';
import type { Line } from './line.ts';
import { text } from './read.ts';

/** Event types of the manifest; others are not told to the app. */
export const EVENTS = [
  'app_home_opened',
  'app_uninstalled',
  'tokens_revoked',
  'channel_archive',
  'channel_unarchive',
  'channel_rename',
  'channel_left',
  'channel_id_changed',
  'channel_shared',
  'channel_unshared',
  'group_archive',
  'group_unarchive',
  'group_rename',
  'group_left',
  'member_joined_channel',
  'member_left_channel',
  'shared_channel_invite_accepted',
  'user_change',
] as const;

/** Events to the app, and Slack's redelivery of those it did not acknowledge. */
export interface Events {
  /** Sends in the background; see `settled`. */
  announce(event: Json & { readonly type: string }): void;
  /** Sends and waits for the acknowledgement. An event without subscription is not sent. */
  tell(event: Json & { readonly type: string }): Promise<Delivery>;
  /** Resolves when nothing is under way any more. */
  settled(): Promise<void>;
  /** Redelivers what is due on the clock: at once, after a minute, after five. */
  retryDue(): Promise<readonly Delivery[]>;
  /** Sends the last envelope again (event or interaction), with the same ids. */
  redeliver(kind?: Envelope['type']): Promise<Delivery>;
  /** Sends an interaction or command and remembers it for `redeliver`. */
  deliver(envelope: Envelope): Promise<Delivery>;
}

interface Failed {
  readonly envelope: Envelope;
  readonly attempt: number;
  readonly due: number;
}

export function createEvents(
  world: World,
  line: Pick<Line, 'send' | 'hasApp'>,
  subscribed: readonly string[],
): Events {
  const underWay = new Set<Promise<Delivery>>();
  const last = new Map<string, Envelope>();
  let failed: Failed[] = [];
  let count = 0;
  let inOrder: Promise<unknown> = Promise.resolve();

  const deliver = async (envelope: Envelope): Promise<Delivery> => {
    if (!line.hasApp()) throw new Error('No app is connected: call connect(url), or start it in Socket Mode');
    last.set(envelope.type, envelope);
    last.set('any', envelope);
    const delivery = await line.send(envelope);
    if (envelope.type === 'events_api' && !delivery.acknowledgedInTime) postpone(envelope);
    return delivery;
  };

  const postpone = (envelope: Envelope): void => {
    const attempt = (envelope.retry?.attempt ?? 0) + 1;
    const after = LIMITS.redeliveryAfterMs[attempt - 1];
    if (after !== undefined) failed.push({ envelope, attempt, due: world.now() + after });
  };

  const tell = (event: Json & { readonly type: string }): Promise<Delivery> => {
    if (!line.hasApp() || !subscribed.includes(event.type)) return Promise.resolve(UNSENT);
    count += 1;
    const payload = callback(world, event, `Ev${String(count).padStart(10, '0')}`);
    // One after the other: Slack gives no order, but a test that reads a story needs one.
    const delivery = inOrder.then(() => deliver({ type: 'events_api', payload }));
    inOrder = delivery;
    underWay.add(delivery);
    void delivery.finally(() => underWay.delete(delivery));
    return delivery;
  };

  return {
    announce: (event) => void tell(event),
    tell,
    deliver,
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    async retryDue() {
      const due = failed.filter((one) => one.due <= world.now());
      failed = failed.filter((one) => !due.includes(one));
      const answers: Delivery[] = [];
      for (const { envelope, attempt } of due) {
        answers.push(await deliver({ ...envelope, retry: { attempt, reason: 'http_timeout' } }));
      }
      return answers;
    },
    redeliver(kind) {
      const envelope = last.get(kind ?? 'any');
      if (envelope === undefined) throw new Error(`Nothing was sent yet${kind ? ` of kind ${kind}` : ''}`);
      const retry = { attempt: (envelope.retry?.attempt ?? 0) + 1, reason: 'http_timeout' };
      return deliver(envelope.type === 'events_api' ? { ...envelope, retry } : envelope);
    },
  };
}

const UNSENT: Delivery = { status: 0, ms: 0, body: '', acknowledgedInTime: false };

function callback(world: World, event: Json, eventId: string): Json {
  const { team, bot, enterprise } = world;
  return {
    token: 'verification-token-is-deprecated',
    team_id: team.id,
    ...(enterprise === null ? {} : { enterprise_id: enterprise.id }),
    api_app_id: bot.appId,
    event: { ...event, event_ts: text(event.event_ts) || world.nextTs() },
    type: 'event_callback',
    event_id: eventId,
    event_time: Math.floor(world.now() / 1000),
    authorizations: [
      {
        enterprise_id: enterprise?.id ?? null,
        team_id: team.id,
        user_id: bot.userId,
        is_bot: true,
        is_enterprise_install: enterprise?.isInstalled() ?? false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${eventId}`,
  };
}
