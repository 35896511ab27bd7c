import { z } from 'zod';
import type { Incoming } from '../client.ts';
import { asTyped, plainText } from './typed.ts';

/** A name that people gave to something or somebody, as they typed it. */
const named = (most: number) => z.string().max(most).transform(asTyped);

/** The parts of an activity that are read, whatever its type. Everything else is left alone. */
const ActivitySchema = z.object({
  type: z.string(),
  name: z.string().optional(),
  id: z.string().max(500).optional(),
  serviceUrl: z.string(),
  locale: z.string().optional(),
  text: z.string().max(100_000).optional(),
  value: z.unknown().optional(),
  replyToId: z.string().optional(),
  action: z.string().optional(),
  from: z
    .object({ id: z.string(), aadObjectId: z.string().optional(), name: named(200).optional() })
    .optional(),
  recipient: z.object({ id: z.string().optional(), isTargeted: z.boolean().optional() }).optional(),
  conversation: z.object({
    id: z.string().min(1),
    conversationType: z.string().optional(),
    tenantId: z.string().optional(),
  }),
  entities: z
    .array(
      z.object({
        type: z.string().optional(),
        text: z.string().optional(),
        mentioned: z.object({ id: z.string().optional() }).optional(),
      }),
    )
    .optional(),
  membersAdded: z.array(z.object({ id: z.string(), aadObjectId: z.string().optional() })).optional(),
  membersRemoved: z.array(z.object({ id: z.string(), aadObjectId: z.string().optional() })).optional(),
  channelData: z
    .object({
      tenant: z.object({ id: z.string() }).optional(),
      team: z.object({ id: z.string().optional(), aadGroupId: z.string().optional() }).optional(),
      channel: z.object({ id: z.string().optional(), name: named(1000).optional() }).optional(),
      eventType: z.string().optional(),
      sharedWithTeams: z
        .array(z.object({ id: z.string().optional(), aadGroupId: z.string().optional() }))
        .optional(),
      unsharedFromTeams: z
        .array(z.object({ id: z.string().optional(), aadGroupId: z.string().optional() }))
        .optional(),
    })
    .optional(),
});
export type TeamsActivity = z.infer<typeof ActivitySchema>;

/** Null when it is none. */
export function readActivity(body: unknown): (TeamsActivity & Incoming) | null {
  const parsed = ActivitySchema.safeParse(body);
  // The whole of it goes to the check of its token; what we act on is what was read.
  return parsed.success ? ({ ...(body as object), ...parsed.data } as TeamsActivity & Incoming) : null;
}

/** The tenant whose app was called: that of the conversation, also when the person is from elsewhere. */
export function tenantOf(activity: TeamsActivity): string {
  return activity.conversation.tenantId ?? activity.channelData?.tenant?.id ?? '';
}

export function isPersonal(activity: TeamsActivity): boolean {
  return activity.conversation.conversationType === 'personal';
}

/** The conversation without the thread it was written in. */
export function conversationOf(activity: TeamsActivity): string {
  return activity.conversation.id.replace(/;messageid=.*$/, '');
}

/** The channel or group chat, as a room of a case knows it; null in the personal chat. */
export function roomOf(activity: TeamsActivity): string | null {
  return isPersonal(activity) ? null : conversationOf(activity);
}

/** Returns the text without our own name, or null when nothing was said to us. */
export function saidToUs(activity: TeamsActivity): string | null {
  if (activity.text === undefined) return null;
  const ours = (activity.entities ?? []).filter(
    (e) => e.type === 'mention' && e.mentioned?.id !== undefined && e.mentioned.id === activity.recipient?.id,
  );
  const addressed = isPersonal(activity) || ours.length > 0 || activity.recipient?.isTargeted === true;
  if (!addressed) return null;
  const bare = ours.reduce((text, e) => (e.text ? text.replaceAll(e.text, ' ') : text), activity.text);
  return plainText(bare);
}
