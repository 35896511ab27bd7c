import type { Inbound, Outcome, Request, UseCases } from '../../../src/app/inbound.ts';
import type { Log } from '../../../src/app/request-context.ts';
import { documentWords } from '../../../src/ports/document.ts';
import { sorry } from '../../../src/text/sorry.ts';
import { say } from '../../../src/text/words/translate.ts';
import type { Connector, Outgoing } from '../client.ts';
import { failureOf } from '../errors.ts';
import { renderFormMessage } from '../outgoing/render-form.ts';
import { renderMessage, type TeamsMessage } from '../render.ts';
import { conversationOf, isPersonal, roomOf, type TeamsActivity, tenantOf } from './activity.ts';

export interface InboundDeps {
  readonly useCases: UseCases;
  readonly connector: Connector;
  readonly log: Log;
}

/** Where somebody acted, and so where the reply goes. */
export interface Where {
  readonly tenantId: string;
  readonly serviceUrl: string;
  /** Entra object id: anyone can press a button, and this is who did. */
  readonly user: string;
  /** The name that Teams calls them by. */
  readonly name: string;
  readonly language: 'nl' | 'en';
  /** The room of a case it was done in; null in the personal chat. */
  readonly channel: string | null;
  /** The same, with the thread of a channel. */
  readonly thread: string;
  readonly conversation: string;
}

/** Null when the platform does not say who it was. */
export function whereOf(activity: TeamsActivity): Where | null {
  const user = activity.from?.aadObjectId;
  if (!user) return null;
  return {
    tenantId: tenantOf(activity),
    serviceUrl: activity.serviceUrl,
    user,
    name: activity.from?.name ?? '',
    language: activity.locale?.startsWith('en') ? 'en' : 'nl',
    channel: roomOf(activity),
    thread: activity.conversation.id,
    conversation: isPersonal(activity) ? conversationOf(activity) : '',
  };
}

export function inboundOf(where: Where, key: string, request: Request, channel = where.channel): Inbound {
  return {
    key: `teams:${key}`,
    platform: 'teams',
    workspaceExternalId: where.tenantId,
    userExternalId: where.user,
    userLanguage: where.language,
    ...(where.name ? { userName: where.name } : {}),
    channel,
    request,
  };
}

/** Asks the application. When it rejects nothing was written: the person is told, and nobody is left waiting. */
export async function handleRequest(deps: InboundDeps, inbound: Inbound): Promise<Outcome> {
  try {
    return await deps.useCases.handle(inbound);
  } catch (error) {
    deps.log.error({ err: error, request: inbound.request.type }, 'a request could not be carried out');
    return { reply: sorry(), nothingDone: 'refused' };
  }
}

/** Where a reply was put: where it was asked, for this person alone; or where only they are. */
type Put = 'here' | 'chat';

/** Says what came of it, or shows the form, to this person only. `about`: the room that a form is about. */
export async function show(
  deps: InboundDeps,
  where: Where,
  outcome: Outcome,
  about = where.channel,
): Promise<Put> {
  if (outcome.form) return giveReply(deps, where, renderFormMessage(outcome.form, about));
  const document = outcome.home ?? outcome.reply;
  return document ? giveReply(deps, where, renderMessage(document, {})) : 'chat';
}

/**
 * Where nobody reads along: in the channel itself where the tenant can show something to one person there, else in the
 * personal chat. Who cannot be written to there (somebody of another tenant) is answered in the room of the case.
 */
export async function giveReply(deps: InboundDeps, where: Where, message: TeamsMessage): Promise<Put> {
  const { connector } = deps;
  const { tenantId, serviceUrl, channel } = where;
  const activity = activityOf(message);
  const alone = { tenantId, serviceUrl, conversation: where.thread };
  const ways: (() => Promise<Put>)[] = [
    ...(channel && connector.targets(tenantId)
      ? [() => connector.sendTo(alone, where.user, activity).then((): Put => 'here')]
      : []),
    async () => {
      const conversation = where.conversation || (await personal(deps, where));
      await connector.send({ tenantId, serviceUrl, conversation }, activity);
      return 'chat';
    },
    ...(channel
      ? [
          () =>
            connector.send({ tenantId, serviceUrl, conversation: channel }, activity).then((): Put => 'here'),
        ]
      : []),
  ];
  for (const way of ways) {
    try {
      return await way();
    } catch (error) {
      // What was asked is done, and the card shows it; only these words have not arrived yet.
      deps.log.warn({ cause: failureOf(error).cause }, 'an answer could not be shown there');
    }
  }
  return 'chat';
}

function personal(deps: InboundDeps, where: Where): Promise<string> {
  return deps.connector.personal(where.tenantId, where.serviceUrl, where.user);
}

export function activityOf(message: TeamsMessage): Outgoing {
  return { type: 'message', summary: message.summary, attachments: message.attachments };
}

/** Short words fit where it was pressed; a reply with buttons of its own is a message. */
export async function inPlace(
  deps: InboundDeps,
  where: Where,
  outcome: Outcome,
  about = where.channel,
): Promise<string> {
  const { reply } = outcome;
  if (!outcome.form && !reply) return say(where.language, 'teams.done');
  if (!outcome.form && reply?.blocks.every((b) => b.kind === 'text' || b.kind === 'note'))
    return documentWords(reply);
  const put = await show(deps, where, outcome, about);
  return say(reply?.language ?? where.language, put === 'here' ? 'teams.here' : 'teams.inChat');
}
