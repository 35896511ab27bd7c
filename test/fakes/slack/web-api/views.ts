import { checkView } from '../block-kit/block-kit.ts';
import { withIds } from '../content.ts';
import { parsed, record, text } from '../events/read.ts';
import { asBot, type Front, type Methods, refuse } from '../front.ts';
import type { Triggers } from '../people/triggers.ts';
import type { Json, View } from '../types.ts';
import type { World } from '../world.ts';
import { LIMITS } from './limits.ts';

/** Modals and Home. The emulator judges and keeps them; triggers, limits and what is in front of whom are here. */
export function viewMethods(front: Front, triggers: Triggers): Methods {
  return {
    'views.open': (args) => opened(front, triggers, args, 'views.open'),
    'views.push': (args) => opened(front, triggers, args, 'views.push'),
    'views.update': (args) => update(front, args),
    'views.publish': (args) => publish(front, args),
  };
}

/** Returns the error with which Slack refuses a view, or `null`. */
export function viewError(view: Json): Json | null {
  if (JSON.stringify(view).length > LIMITS.view.bytes) return refuse('view_too_large');
  const said = checkView(view);
  return said.length === 0 ? null : refuse('invalid_arguments', { response_metadata: { messages: said } });
}

function opened(
  front: Front,
  triggers: Triggers,
  args: Json,
  method: 'views.open' | 'views.push',
): Promise<Json> | Json {
  const view = record(parsed(args.view));
  const error = viewError(view);
  if (error !== null) return error;
  const trigger = triggers.take(text(args.trigger_id));
  if (typeof trigger === 'string') return refuse(trigger);
  return show(front, trigger.userId, view, method, trigger.viewId);
}

/** Puts a modal in front of a person. The emulator gets a trigger of its own, since its clock cannot be steered. */
export async function show(
  front: Front,
  userId: string,
  view: Json,
  method: 'views.open' | 'views.push',
  from: string | null,
): Promise<Json> {
  const { world } = front;
  const externalId = text(view.external_id);
  if (externalId !== '' && findView(world, { external_id: externalId }))
    return refuse('duplicate_external_id');
  const stack = world.modals.get(userId) ?? [];
  if (method === 'views.push' && stack.length >= LIMITS.view.stack) return refuse('push_limit_reached');
  const own = await asBot(front, 'views.generateTriggerId', {
    user_id: userId,
    ...(from ? { view_id: from } : {}),
  });
  const answer = await asBot(front, method, { trigger_id: own.trigger_id, view: withoutExternalId(view) });
  if (answer.ok !== true) return answer;
  const stored = storedView(world, record(answer.view), view);
  world.modals.set(userId, method === 'views.push' ? [...stack, stored] : [stored]);
  return { ...answer, view: stored };
}

/** The emulator never closes a view, and would take an external id for used for ever. */
function withoutExternalId(view: Json): Json {
  const { external_id: _, ...rest } = view;
  return rest;
}

function storedView(world: World, told: Json, asked: Json): View {
  const { teamId: _, ...view } = told;
  return {
    ...view,
    team_id: world.team.id,
    app_installed_team_id: world.team.id,
    app_id: world.bot.appId,
    bot_id: world.bot.botId,
    external_id: text(asked.external_id),
    blocks: withIds(told.blocks) ?? [],
  } as unknown as View;
}

function findView(world: World, by: Json): { userId: string; index: number; view: View } | undefined {
  for (const [userId, stack] of world.modals) {
    const index = stack.findIndex((view) =>
      by.view_id ? view.id === by.view_id : text(view.external_id) === text(by.external_id),
    );
    if (index >= 0) return { userId, index, view: stack[index]! };
  }
  return undefined;
}

async function update(front: Front, args: Json): Promise<Json> {
  const view = record(parsed(args.view));
  const error = viewError(view);
  if (error !== null) return error;
  if (!args.view_id && !args.external_id) return refuse('not_found');
  const found = findView(front.world, args);
  if (found === undefined) return refuse('not_found');
  if (args.hash && args.hash !== found.view.hash) return refuse('hash_conflict');
  return replace(front, found.userId, found.view, view);
}

/** Shows other content in an open modal. */
export async function replace(front: Front, userId: string, old: View, view: Json): Promise<Json> {
  const answer = await asBot(front, 'views.update', { view_id: old.id, view: withoutExternalId(view) });
  if (answer.ok !== true) return answer;
  const stored = storedView(front.world, record(answer.view), view);
  const stack = front.world.modals.get(userId) ?? [];
  front.world.modals.set(
    userId,
    stack.map((one) => (one.id === old.id ? stored : one)),
  );
  return { ...answer, view: stored };
}

async function publish(front: Front, args: Json): Promise<Json> {
  const view = record(parsed(args.view));
  const error = viewError(view);
  if (error !== null) return error;
  const userId = text(args.user_id);
  const answer = await asBot(front, 'views.publish', { ...args, view });
  if (answer.ok !== true) return answer;
  const stored = storedView(front.world, record(answer.view), view);
  front.world.homes.set(userId, stored);
  return { ...answer, view: stored };
}
